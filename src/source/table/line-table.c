/*
 * line-table.c - extracted text as a container with one field, a line a record
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "line-table.h"

#include "byte-set.h"

/* What is used up is moved away once it is so much: not for every line. */
#define LEAST_CUT 4096

struct LineTable {
	SchemaTable *table;
	Row *row;
	size_t used; /* of the text */
};

LineTable *
line_table_new(Schema *schema, const char *name)
{
	LineTable *lines = g_new0(LineTable, 1);

	lines->table = schema_table(schema, "", name);
	if (lines->table != NULL) {
		lines->table->form = CONTAINER_TEXT;
		schema_table_place(lines->table, span_of("text"));
	}
	lines->row = row_new();
	return lines;
}

void
line_table_free(LineTable *lines)
{
	if (lines == NULL)
		return;
	row_free(lines->row);
	g_free(lines);
}

/* Take away what is used up. */
static void
cut(LineTable *lines, GString *text, bool all)
{
	if (!all && lines->used < LEAST_CUT && lines->used < text->len)
		return;
	g_string_erase(text, 0, (gssize)lines->used);
	lines->used = 0;
}

bool
line_table_take(LineTable *lines, GString *text, bool at_end, DocumentRow *ret_row)
{
	while (lines->table != NULL && lines->used < text->len) {
		Span rest = {text->str + lines->used, text->len - lines->used};
		size_t length = document_line(rest, at_end);
		Span line = span_slice(rest, 0, length);

		if (length == 0)
			break;
		while (line.length > 0 && byte_in(line.bytes[line.length - 1], "\r\n\t\f "))
			line.length--;
		row_clear(lines->row);
		row_add_text(lines->row, line);
		lines->used += length;
		if (line.length == 0)
			continue;
		*ret_row = (DocumentRow){lines->table, row_values(lines->row), 1};
		cut(lines, text, false);
		return true;
	}
	cut(lines, text, true);
	return false;
}
