/*
 * document-text.c - any text: one record a line, or a part of a very long one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "document.h"

#define LEAST_BID 1

typedef struct {
	ByteStream *stream;
	SchemaTable *table;
	Row *row;
} TextReader;

static unsigned
taste(Span head, const char *name)
{
	(void)head;
	(void)name;
	return LEAST_BID;
}

static void *
text_open(ByteStream *stream, const char *stem, Schema *schema)
{
	TextReader *self = g_new0(TextReader, 1);

	self->stream = stream;
	self->table = schema_table(schema, "", stem);
	self->table->form = CONTAINER_TEXT;
	schema_table_place(self->table, span_of("text"));
	self->row = row_new();
	return self;
}

static bool
text_next(void *data, DocumentRow *ret_row)
{
	TextReader *self = data;

	for (;;) {
		Span window = byte_stream_window(self->stream, 1);
		size_t length = document_line(window, byte_stream_at_end(self->stream));

		if (window.length == 0)
			return false;
		if (length == 0) {
			byte_stream_grow(self->stream);
			continue;
		}
		Span line = {window.bytes, length};
		while (line.length > 0 && byte_in(line.bytes[line.length - 1], "\r\n"))
			line.length--;
		row_clear(self->row);
		row_add_text(self->row, line);
		byte_stream_use(self->stream, length);
		if (line.length == 0)
			continue;
		*ret_row = (DocumentRow){self->table, row_values(self->row), 1};
		return true;
	}
}

static void
text_close(void *data)
{
	TextReader *self = data;

	row_free(self->row);
	g_free(self);
}

const DocumentReader document_text = {
	.name = "text",
	.taste = taste,
	.open = text_open,
	.next = text_next,
	.close = text_close,
};
