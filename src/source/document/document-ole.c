/*
 * document-ole.c - compound files: Outlook messages, old Word, Excel and PowerPoint files
 *
 * What is not one of these is searched as runs of text, and it is said that it was.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "line-table.h"
#include "ole-file.h"
#include "ole-message.h"
#include "ole-text.h"
#include "ole-workbook.h"
#include "text-runs.h"

#define MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

typedef struct {
	Schema *schema;
	GPtrArray *streams;
	OleMessage *message;
	OleWorkbook *workbook;
	GString *text;
	LineTable *lines;
} OleReader;

static unsigned
taste(Span head, const char *name)
{
	(void)name;
	return head.length > 512 && memcmp(head.bytes, MAGIC, strlen(MAGIC)) == 0 ? 100 : 0;
}

/* Runs of text: of all streams, or of those beside the main ones (who wrote it, macros). */
static void
take_runs(OleReader *self, bool all)
{
	for (guint i = 0; i < self->streams->len; i++) {
		const OleStream *stream = g_ptr_array_index(self->streams, i);
		Span bytes = {0};

		if (!all && ole_text_is_main(stream->path))
			continue;
		bytes.bytes = g_bytes_get_data(stream->bytes, &bytes.length);
		text_runs_append(bytes, self->text);
	}
	if (all)
		schema_note(self->schema, "read-as-runs", 0);
}

/* What is neither a message nor encrypted. */
static void
take_text(OleReader *self, const char *stem)
{
	OleTextOutcome outcome = OLE_TEXT_OTHER;

	self->workbook = ole_workbook_new(self->streams, self->schema);
	if (self->workbook == NULL)
		outcome = ole_text_append(self->streams, self->text);
	if (outcome == OLE_TEXT_ENCRYPTED) {
		schema_refuse(self->schema, "encrypted");
		return;
	}
	take_runs(self, self->workbook == NULL && outcome == OLE_TEXT_OTHER);
	self->lines = line_table_new(self->schema, stem);
}

static void *
ole_open(ByteStream *stream, const char *stem, Schema *schema)
{
	OleReader *self = g_new0(OleReader, 1);
	bool cut = false;
	Span bytes;

	self->schema = schema;
	self->text = g_string_new(NULL);
	if (!document_whole(stream, &bytes))
		schema_refuse(schema, "too-big|256 MiB");
	else
		self->streams = ole_file_streams(bytes, &cut);
	if (cut || self->streams == NULL)
		schema_refuse(schema, "damaged|OLE2");
	if (self->streams == NULL)
		return self;
	if (ole_file_find(self->streams, "EncryptedPackage").length > 0) {
		schema_refuse(schema, "encrypted");
		return self;
	}
	self->message = ole_message_new(self->streams, schema, stem);
	if (self->message == NULL)
		take_text(self, stem);
	return self;
}

static bool
ole_next(void *data, DocumentRow *ret_row)
{
	OleReader *self = data;

	if (self->message != NULL && ole_message_next(self->message, ret_row))
		return true;
	if (self->workbook != NULL && ole_workbook_next(self->workbook, ret_row))
		return true;
	return self->lines != NULL && line_table_take(self->lines, self->text, true, ret_row);
}

static void
ole_close(void *data)
{
	OleReader *self = data;

	ole_message_free(self->message);
	ole_workbook_free(self->workbook);
	line_table_free(self->lines);
	if (self->streams != NULL)
		g_ptr_array_unref(self->streams);
	explicit_bzero(self->text->str, self->text->allocated_len);
	g_string_free(self->text, TRUE);
	g_free(self);
}

const DocumentReader document_ole = {
	.name = "ole",
	.extracts = true,
	.taste = taste,
	.open = ole_open,
	.next = ole_next,
	.close = ole_close,
};
