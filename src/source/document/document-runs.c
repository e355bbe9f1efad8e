/*
 * document-runs.c - forms that hold text, but whose structure is not read: OneNote, Access ...
 *
 * They are searched as runs of text, and it is said that they are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "bounds.h"
#include "line-table.h"
#include "text-runs.h"

/* Runs that lie across the end of a piece are found in neither; so pieces overlap. */
#define PIECE   (256 * KIBIBYTE)
#define OVERLAP 512

typedef struct {
	ByteStream *stream;
	GString *text;
	LineTable *lines;
	bool ended;
} RunsReader;

static bool
has_at(Span head, size_t at, const char *magic, size_t length)
{
	return head.length >= at + length && memcmp(head.bytes + at, magic, length) == 0;
}

static unsigned
taste(Span head, const char *name)
{
	static const struct {
		const char *magic;
		size_t length;
		size_t at;
	} forms[] = {
		{"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", 8, 0}, /* OneNote */
		{"\0\1\0\0Standard", 12, 0},                /* Access, Jet and ACE */
		{"DICM", 4, 128},                           /* DICOM */
		{"REDIS00", 7, 0},                          /* dump of Redis */
	};

	/* Excel's own binary form (.xlsb) keeps its texts as UTF-16. */
	if (g_str_equal(name, "sharedstrings.bin"))
		return 100;
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (has_at(head, forms[i].at, forms[i].magic, forms[i].length))
			return 100;
	return 0;
}

static void *
runs_open(ByteStream *stream, const char *stem, Schema *schema)
{
	RunsReader *self = g_new0(RunsReader, 1);

	self->stream = stream;
	self->text = g_string_new(NULL);
	self->lines = line_table_new(schema, stem);
	schema_note(schema, "read-as-runs", 0);
	return self;
}

static void
feed(RunsReader *self)
{
	Span piece = span_slice(byte_stream_window(self->stream, PIECE), 0, PIECE);
	bool last = piece.length < PIECE;

	text_runs_append(piece, self->text);
	/* An even step keeps the places of UTF-16. */
	byte_stream_use(self->stream, last ? piece.length : PIECE - OVERLAP);
	self->ended = last;
}

static bool
runs_next(void *data, DocumentRow *ret_row)
{
	RunsReader *self = data;

	for (;;) {
		if (line_table_take(self->lines, self->text, self->ended, ret_row))
			return true;
		if (self->ended)
			return false;
		feed(self);
	}
}

static void
runs_close(void *data)
{
	RunsReader *self = data;

	explicit_bzero(self->text->str, self->text->allocated_len);
	g_string_free(self->text, TRUE);
	line_table_free(self->lines);
	g_free(self);
}

const DocumentReader document_runs = {
	.name = "runs",
	.extracts = true,
	.taste = taste,
	.open = runs_open,
	.next = runs_next,
	.close = runs_close,
};
