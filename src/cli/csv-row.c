/*
 * csv-row.c - one line of comma-separated values (RFC 4180)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "csv-row.h"

#include <string.h>

/*
 * A spreadsheet runs a cell that begins with one of these, and names of tables are other
 * people's: an apostrophe in front makes it text.  A plain number is one.
 */
static bool
is_formula(const char *cell)
{
	if (*cell == '\0' || strchr("=+-@\t\r", *cell) == NULL)
		return false;
	return *cell != '-' || cell[1] == '\0' ||
	       strspn(cell + 1, "0123456789.") != strlen(cell + 1);
}

static void
put_cell(GString *line, const char *text)
{
	g_autofree char *guarded = is_formula(text) ? g_strconcat("'", text, NULL) : NULL;
	const char *cell = guarded != NULL ? guarded : text;

	if (strpbrk(cell, ",\"\r\n") == NULL) {
		g_string_append(line, cell);
		return;
	}
	g_string_append_c(line, '"');
	for (; *cell != '\0'; cell++) {
		if (*cell == '"')
			g_string_append_c(line, '"');
		g_string_append_c(line, *cell);
	}
	g_string_append_c(line, '"');
}

void
csv_row(Terminal *terminal, const char *const *cells)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (size_t i = 0; cells[i] != NULL; i++) {
		if (i > 0)
			g_string_append_c(line, ',');
		put_cell(line, cells[i]);
	}
	g_string_append(line, "\r\n");
	terminal_write(terminal, line->str);
}
