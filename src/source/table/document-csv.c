/*
 * document-csv.c - separated values as a table
 *
 * A quote that is never closed would swallow the rest of the file: it is named, and from
 * there on quotes mean nothing, so that every byte is still read once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "csv-dialect.h"
#include "document.h"

typedef struct {
	ByteStream *stream;
	Schema *schema;
	SchemaTable *table;
	CsvDialect dialect;
	bool literal; /* quotes mean nothing */
	bool past_header;
	bool force; /* take the window as it is */
	uint64_t line;
	Row *row;
} CsvReader;

static unsigned
taste(Span head, const char *name)
{
	return csv_dialect_taste(head, name).bid;
}

static void *
csv_open(ByteStream *stream, const char *stem, Schema *schema)
{
	CsvReader *self = g_new0(CsvReader, 1);
	g_autofree char *name = g_strconcat(stem, ".csv", NULL);
	Span head = span_slice(byte_stream_window(stream, DOCUMENT_TASTE), 0, DOCUMENT_TASTE);

	self->stream = stream;
	self->schema = schema;
	self->table = schema_table(schema, "", stem);
	self->table->form = CONTAINER_DOCUMENT;
	self->dialect = csv_dialect_taste(head, name);
	self->past_header = !self->dialect.has_header;
	self->row = row_new();
	self->line = 1;
	return self;
}

static void
take_header(CsvReader *self)
{
	const SourceValue *values = row_values(self->row);

	for (size_t i = 0; i < row_length(self->row); i++)
		schema_table_place(self->table, span_trim(values[i].bytes));
	self->past_header = true;
}

static void
count_lines(CsvReader *self, Span record)
{
	const char *at = record.bytes, *end = record.bytes + record.length;

	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		self->line++;
		at++;
	}
}

/* More bytes, or another way to read those that are there. */
static void
get_more(CsvReader *self, Span window, CsvOutcome outcome)
{
	bool too_long = window.length >= BOUND_RECORD;

	if (!too_long && byte_stream_grow(self->stream))
		return;
	if (outcome == CSV_IN_QUOTES) {
		schema_note(self->schema, "unclosed-quote", self->line);
		self->literal = true;
	} else if (too_long) {
		schema_note(self->schema, "record-too-long", self->line);
	}
	self->force = true;
}

/* One record into the row; false at the end. */
static bool
take_record(CsvReader *self)
{
	for (;;) {
		Span window = byte_stream_window(self->stream, 1);
		CsvMode mode = {&self->dialect, !self->literal,
		                self->force || byte_stream_at_end(self->stream)};
		size_t length = 0;

		if (window.length == 0)
			return false;
		CsvOutcome outcome = csv_parse(window, mode, self->row, &length);
		if (outcome != CSV_RECORD) {
			get_more(self, window, outcome);
			continue;
		}
		self->force = false;
		count_lines(self, span_slice(window, 0, length));
		byte_stream_use(self->stream, length);
		const SourceValue *values = row_values(self->row);
		if (row_length(self->row) > 1 || values[0].bytes.length > 0)
			return true;
	}
}

static bool
csv_next(void *data, DocumentRow *ret_row)
{
	CsvReader *self = data;

	if (!self->past_header && take_record(self))
		take_header(self);
	if (!take_record(self))
		return false;
	if (row_length(self->row) > BOUND_FIELDS)
		schema_note(self->schema, "fields-dropped", self->line);
	schema_table_field(self->table, row_length(self->row) - 1);
	*ret_row = (DocumentRow){self->table, row_values(self->row),
	                         MIN(row_length(self->row), BOUND_FIELDS)};
	return true;
}

static void
csv_close(void *data)
{
	CsvReader *self = data;

	row_free(self->row);
	g_free(self);
}

const DocumentReader document_csv = {
	.name = "csv",
	.taste = taste,
	.open = csv_open,
	.next = csv_next,
	.close = csv_close,
};
