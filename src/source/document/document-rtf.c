/*
 * document-rtf.c - Rich Text Format as text: a line a record
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "bounds.h"
#include "line-table.h"
#include "rtf-text.h"

#define PIECE (64 * KIBIBYTE)

typedef struct {
	ByteStream *stream;
	RtfText *text;
	LineTable *lines;
	bool ended;
} RtfReader;

static unsigned
taste(Span head, const char *name)
{
	(void)name;
	return head.length > 6 && memcmp(head.bytes, "{\\rtf1", 6) == 0 ? 100 : 0;
}

static void *
rtf_open(ByteStream *stream, const char *stem, Schema *schema)
{
	RtfReader *self = g_new0(RtfReader, 1);

	self->stream = stream;
	self->text = rtf_text_new();
	self->lines = line_table_new(schema, stem);
	return self;
}

static bool
rtf_next(void *data, DocumentRow *ret_row)
{
	RtfReader *self = data;

	while (!line_table_take(self->lines, rtf_text_lines(self->text), self->ended, ret_row)) {
		Span piece = span_slice(byte_stream_window(self->stream, PIECE), 0, PIECE);

		if (self->ended)
			return false;
		rtf_text_feed(self->text, piece);
		byte_stream_use(self->stream, piece.length);
		if (piece.length == 0) {
			rtf_text_end(self->text);
			self->ended = true;
		}
	}
	return true;
}

static void
rtf_close(void *data)
{
	RtfReader *self = data;

	rtf_text_free(self->text);
	line_table_free(self->lines);
	g_free(self);
}

const DocumentReader document_rtf = {
	.name = "rtf",
	.extracts = true,
	.taste = taste,
	.open = rtf_open,
	.next = rtf_next,
	.close = rtf_close,
};
