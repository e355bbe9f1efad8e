/*
 * sql-copy.c - the rows that PostgreSQL dumps behind COPY .. FROM stdin
 *
 * One line a row up to a line with \. alone; fields end with a tab, \N is null, and
 * backslashes escape.  With FORMAT csv the lines are separated values.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "csv-dialect.h"
#include "sql-reader.h"

static bool
take_string_option(SqlWindow *window, char **ret_text)
{
	g_autoptr(Row) row = row_new();

	row_begin(row);
	sql_take_word(window, "AS");
	if (!sql_take_literal(window, row, NULL))
		return false;
	row_end_text(row);
	Span text = row_values(row)[0].bytes;
	g_free(*ret_text);
	*ret_text = g_strndup(text.bytes, text.length);
	return true;
}

/* WITH (FORMAT csv, DELIMITER ',', NULL ''), or the older way without the parentheses. */
static void
take_options(SqlReader *self, SqlWindow *window)
{
	g_autofree char *separator = NULL;

	sql_skip_blank(window);
	while (sql_more(window) && *window->at != ';') {
		if (sql_take_word(window, "CSV"))
			self->is_csv = true;
		else if (sql_take_word(window, "DELIMITER") || sql_take_word(window, "DELIMITERS"))
			take_string_option(window, &separator);
		else if (sql_take_word(window, "NULL"))
			take_string_option(window, &self->null);
		else if (!sql_take_sign(window, '(') && !sql_take_sign(window, ')') &&
		         !sql_take_sign(window, ','))
			sql_skip_token(window);
		sql_skip_blank(window);
	}
	if (self->is_csv)
		self->separator = ',';
	if (separator != NULL && separator[0] != '\0')
		self->separator = separator[0];
}

void
sql_begin_copy(SqlReader *self, SqlWindow *window)
{
	g_autofree char *scope = NULL;
	g_autofree char *name = sql_take_qualified(window, &scope);

	if (name == NULL)
		return;
	g_autoptr(GPtrArray) columns = sql_take_columns(window);
	if (!sql_take_word(window, "FROM") || !sql_take_word(window, "STDIN"))
		return;
	self->separator = '\t';
	self->is_csv = false;
	g_free(self->null);
	self->null = g_strdup("\\N");
	take_options(self, window);
	if (!sql_more(window))
		return;
	sql_skip_line(window);
	if (window->short_of)
		return;
	if (sql_reader_set_table(self, scope, name, columns))
		self->state = IN_LINES;
}

static void
end_field(SqlReader *self, Span text)
{
	SqlColumn column = sql_reader_column(self, row_length(self->row));
	bool real = false;

	if (column == COLUMN_NUMBER && sql_is_number(text, &real)) {
		row_add(self->row, real ? VALUE_REAL : VALUE_INTEGER, text);
		return;
	}
	/* \\x4142: the first backslash escapes the second. */
	bool hex = column == COLUMN_BYTES && text.length >= 3 && text.length % 2 == 1 &&
	           memcmp(text.bytes, "\\\\x", 3) == 0;
	for (size_t i = 3; hex && i < text.length; i++)
		hex = g_ascii_isxdigit(text.bytes[i]);
	if (!hex) {
		row_add_text(self->row, text);
		return;
	}
	row_begin(self->row);
	for (size_t i = 3; i < text.length; i += 2)
		row_append_byte(self->row, (char)(g_ascii_xdigit_value(text.bytes[i]) << 4 |
		                                  g_ascii_xdigit_value(text.bytes[i + 1])));
	row_end(self->row, VALUE_BINARY);
}

/* A field with backslashes. */
static void
end_escaped_field(SqlReader *self, Span text)
{
	SqlWindow window = sql_window(text, true, &self->manner);
	const char *from = text.bytes;

	row_begin(self->row);
	while (window.at < window.end) {
		const char *slash = memchr(window.at, '\\', (size_t)(window.end - window.at));

		if (slash == NULL || slash + 1 == window.end)
			break;
		window.at = slash;
		if (sql_is_trail(&window, from, slash)) {
			window.at++;
			continue;
		}
		row_append(self->row, (Span){from, (size_t)(slash - from)});
		sql_take_escape(&window, self->row);
		from = window.at;
	}
	row_append(self->row, (Span){from, (size_t)(window.end - from)});
	row_end_text(self->row);
}

static void
take_field(SqlReader *self, Span text)
{
	if (self->null != NULL && span_is(text, self->null)) {
		row_add(self->row, VALUE_NULL, (Span){"", 0});
		return;
	}
	bool hex = text.length > 2 && memcmp(text.bytes, "\\\\x", 3) == 0 &&
	           sql_reader_column(self, row_length(self->row)) == COLUMN_BYTES;
	if (!hex && text.length > 0 && memchr(text.bytes, '\\', text.length) != NULL)
		end_escaped_field(self, text);
	else
		end_field(self, text);
}

/* A separator behind a backslash is part of the field. */
static bool
is_escaped(const char *start, const char *at)
{
	const char *first = at;

	while (first > start && first[-1] == '\\')
		first--;
	return (at - first) % 2 == 1;
}

static void
take_fields(SqlReader *self, Span line)
{
	const char *start = line.bytes, *end = line.bytes + line.length, *at = start;

	row_clear(self->row);
	for (;;) {
		const char *found =
			at == end ? NULL : memchr(at, self->separator, (size_t)(end - at));

		if (found != NULL && is_escaped(start, found)) {
			at = found + 1;
			continue;
		}
		const char *stop = found == NULL ? end : found;
		take_field(self, (Span){start, (size_t)(stop - start)});
		if (found == NULL)
			return;
		start = at = found + 1;
	}
}

/* The next line without its end; false where it does not end in the window. */
static bool
find_line(const SqlWindow *window, Span *ret_line, size_t *ret_used)
{
	const char *at = window->at;

	while (at < window->end) {
		const char *found = memchr(at, '\n', (size_t)(window->end - at));

		if (found == NULL)
			break;
		at = found + 1;
		if (is_escaped(window->at, found))
			continue;
		*ret_used = (size_t)(at - window->at);
		*ret_line = (Span){window->at, (size_t)(found - window->at)};
		if (ret_line->length > 0 && found[-1] == '\r')
			ret_line->length--;
		return true;
	}
	*ret_used = (size_t)(window->end - window->at);
	*ret_line = (Span){window->at, *ret_used};
	return window->at_end;
}

static bool
csv_row(SqlReader *self, SqlWindow *window)
{
	CsvDialect dialect = {.separator = self->separator};
	CsvMode mode = {&dialect, true, window->at_end};
	size_t length = 0;
	Span rest = {window->at, (size_t)(window->end - window->at)};

	if (csv_parse(rest, mode, self->row, &length) != CSV_RECORD && sql_reader_more(self))
		return false;
	window->at += length == 0 ? rest.length : length;
	return true;
}

bool
sql_copy_row(SqlReader *self, DocumentRow *ret_row)
{
	SqlWindow window = sql_reader_look(self);
	size_t used = 0;
	Span line;

	if (!find_line(&window, &line, &used) && sql_reader_more(self))
		return false;
	if (used == 0) {
		schema_note(self->schema, "cut-off", self->statement);
		self->state = AT_EOF;
		return false;
	}
	if (span_is(line, "\\.")) {
		window.at += used;
		sql_reader_use(self, &window);
		self->state = AT_STATEMENT;
		return false;
	}
	if (self->is_csv) {
		if (!csv_row(self, &window))
			return false;
	} else {
		take_fields(self, line);
		window.at += used;
	}
	if (self->columns->len > 0 && row_length(self->row) != self->columns->len)
		schema_note(self->schema, "bad-record", self->statement);
	sql_reader_give(self, ret_row);
	sql_reader_use(self, &window);
	return true;
}
