/*
 * terminal.c - output for people: tables, width of Chinese
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "terminal.h"

#include "errors.h"
#include "text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define COLUMN_GAP 2

struct Terminal {
	FILE *stream;
	Language language;
	bool bold;
	GPtrArray *titles; /* of the table that is open, translated */
	GPtrArray *rows;   /* char ** each */
	bool failed;
	int errnum;
};

Terminal *
terminal_new(FILE *stream, Language language)
{
	Terminal *terminal = g_new0(Terminal, 1);

	terminal->stream = stream;
	terminal->language = language;
	terminal->bold = isatty(fileno(stream)) == 1 && g_getenv("NO_COLOR") == NULL;
	return terminal;
}

void
terminal_free(Terminal *terminal)
{
	if (terminal == NULL)
		return;
	g_clear_pointer(&terminal->titles, g_ptr_array_unref);
	g_clear_pointer(&terminal->rows, g_ptr_array_unref);
	g_free(terminal);
}

void
terminal_write(Terminal *terminal, const char *text)
{
	if (terminal->failed || fputs(text, terminal->stream) != EOF)
		return;
	terminal->failed = true;
	terminal->errnum = errno;
}

void
terminal_say(Terminal *terminal, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(translate(terminal->language, format), arguments);
	va_end(arguments);
	terminal_write(terminal, text);
	terminal_write(terminal, "\n");
}

void
terminal_heading(Terminal *terminal, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(translate(terminal->language, format), arguments);
	va_end(arguments);
	g_autofree char *line = g_strnfill(text_width(text), '-');
	terminal_write(terminal, terminal->bold ? "\033[1m" : "");
	terminal_write(terminal, text);
	terminal_write(terminal, terminal->bold ? "\033[0m\n" : "\n");
	terminal_write(terminal, line);
	terminal_write(terminal, "\n");
}

void
terminal_table_begin(Terminal *terminal, const char *const *titles)
{
	terminal->titles = g_ptr_array_new_with_free_func(g_free);
	terminal->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	for (; *titles != NULL; titles++) {
		bool right = **titles == '>';

		g_ptr_array_add(terminal->titles, g_strconcat(right ? ">" : "<",
		                                              translate(terminal->language,
		                                                        *titles + (right ? 1 : 0)),
		                                              NULL));
	}
}

void
terminal_table_row(Terminal *terminal, const char *const *cells)
{
	char **row = g_new0(char *, terminal->titles->len + 1);

	for (size_t i = 0; i < terminal->titles->len; i++)
		row[i] = g_strdup(cells[i] == NULL ? "" : cells[i]);
	g_ptr_array_add(terminal->rows, row);
}

/* One cell of @width columns; the last of a line is not padded on the right. */
static void
put_cell(GString *line, const char *text, size_t width, bool right, bool last)
{
	size_t blank = width - text_width(text);

	if (right)
		g_string_append_printf(line, "%*s%s", (int)blank, "", text);
	else
		g_string_append_printf(line, "%s%*s", text, last ? 0 : (int)blank, "");
	if (!last)
		g_string_append_printf(line, "%*s", COLUMN_GAP, "");
}

static void
put_row(Terminal *terminal, char **cells, size_t skip, const size_t *widths)
{
	g_autoptr(GString) line = g_string_new(NULL);
	size_t count = terminal->titles->len;

	for (size_t i = 0; i < count; i++) {
		bool right = *(const char *)terminal->titles->pdata[i] == '>';

		put_cell(line, cells[i] + skip, widths[i], right, i + 1 == count);
	}
	g_strchomp(line->str);
	terminal_write(terminal, line->str);
	terminal_write(terminal, "\n");
}

void
terminal_table_end(Terminal *terminal)
{
	g_autofree size_t *widths = g_new0(size_t, terminal->titles->len + 1);

	for (size_t i = 0; i < terminal->titles->len; i++) {
		widths[i] = text_width((const char *)terminal->titles->pdata[i] + 1);
		for (size_t j = 0; j < terminal->rows->len; j++)
			widths[i] =
				MAX(widths[i], text_width(((char **)terminal->rows->pdata[j])[i]));
	}
	terminal_write(terminal, terminal->bold ? "\033[1m" : "");
	put_row(terminal, (char **)terminal->titles->pdata, 1, widths);
	terminal_write(terminal, terminal->bold ? "\033[0m" : "");
	for (size_t j = 0; j < terminal->rows->len; j++)
		put_row(terminal, terminal->rows->pdata[j], 0, widths);
	g_clear_pointer(&terminal->titles, g_ptr_array_unref);
	g_clear_pointer(&terminal->rows, g_ptr_array_unref);
}

void
terminal_json(Terminal *terminal, const json_t *value)
{
	char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);

	terminal_write(terminal, text);
	terminal_write(terminal, "\n");
	json_free_t release = NULL;
	json_get_alloc_funcs(NULL, &release);
	release(text);
}

bool
terminal_flush(Terminal *terminal, GError **error)
{
	if (!terminal->failed && fflush(terminal->stream) != 0) {
		terminal->failed = true;
		terminal->errnum = errno;
	}
	if (terminal->failed)
		fault_set_errno(error, terminal->errnum, N_("the output cannot be written"));
	return !terminal->failed;
}
