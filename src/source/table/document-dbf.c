/*
 * document-dbf.c - tables of dBase, FoxBase and FoxPro (.dbf)
 *
 * A header of 32 bytes, 32 for each field up to a carriage return, then records of fixed
 * length, the first byte of which says whether it was deleted: deleted ones are still there
 * and are read.  Text is judged value by value, as nobody declares its encoding rightly.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "byte-set.h"

#define HEADER      32
#define DESCRIPTOR  32
#define NAME_LENGTH 11
#define TYPE_AT     11
#define LENGTH_AT   16
#define DECIMALS_AT 17
#define HEADER_END  '\r'
#define END_OF_FILE '\x1a'

typedef struct {
	ByteStream *stream;
	Schema *schema;
	SchemaTable *table;
	GArray *lengths; /* size_t, by field */
	size_t record;
	uint64_t rows;
	Row *row;
} DbfReader;

static size_t
short_at(Span bytes, size_t at)
{
	return (uint8_t)bytes.bytes[at] | (size_t)(uint8_t)bytes.bytes[at + 1] << 8;
}

/* A known version, a date, and descriptors that fill the header and make up the record. */
static unsigned
taste(Span head, const char *name)
{
	static const char versions[] =
		"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb";
	size_t sum = 1, at = HEADER;

	(void)name;
	if (head.length < HEADER + DESCRIPTOR + 1 || !byte_in(head.bytes[0], versions) ||
	    head.bytes[2] > 12 || head.bytes[2] < 1 || head.bytes[3] > 31 || head.bytes[3] < 1)
		return 0;
	size_t header = short_at(head, 8), record = short_at(head, 10);
	for (; at + DESCRIPTOR <= head.length && at < header && head.bytes[at] != HEADER_END;
	     at += DESCRIPTOR) {
		if (!g_ascii_isalpha(head.bytes[at + TYPE_AT]) && head.bytes[at + TYPE_AT] != '0')
			return 0;
		sum += (uint8_t)head.bytes[at + LENGTH_AT];
		if (head.bytes[at + TYPE_AT] == 'C')
			sum += (size_t)(uint8_t)head.bytes[at + DECIMALS_AT] << 8;
	}
	return at > HEADER && at < head.length && head.bytes[at] == HEADER_END && sum == record
	               ? 100
	               : 0;
}

static void *
dbf_open(ByteStream *stream, const char *stem, Schema *schema)
{
	DbfReader *self = g_new0(DbfReader, 1);
	Span head = byte_stream_window(stream, DOCUMENT_TASTE);
	size_t header = short_at(head, 8);

	self->stream = stream;
	self->schema = schema;
	self->table = schema_table(schema, "", stem);
	self->table->form = CONTAINER_DOCUMENT;
	self->lengths = g_array_new(FALSE, FALSE, sizeof(size_t));
	self->record = short_at(head, 10);
	self->row = row_new();
	for (size_t at = HEADER; at + DESCRIPTOR <= head.length && head.bytes[at] != HEADER_END;
	     at += DESCRIPTOR) {
		Span name = {head.bytes + at, strnlen(head.bytes + at, NAME_LENGTH)};
		size_t length = (uint8_t)head.bytes[at + LENGTH_AT];

		if (head.bytes[at + TYPE_AT] == 'C')
			length += (size_t)(uint8_t)head.bytes[at + DECIMALS_AT] << 8;
		g_array_append_val(self->lengths, length);
		if (schema_table_place(self->table, name) == G_MAXSIZE ||
		    self->table->fields->len < self->lengths->len)
			schema_table_field(self->table, self->lengths->len - 1);
	}
	byte_stream_use(stream, MIN(header, head.length));
	return self;
}

static bool
dbf_next(void *data, DocumentRow *ret_row)
{
	DbfReader *self = data;
	Span record = span_slice(byte_stream_window(self->stream, self->record), 0, self->record);
	size_t at = 1;

	if (record.length == 0 || record.bytes[0] == END_OF_FILE)
		return false;
	self->rows++;
	if (record.length < self->record)
		schema_note(self->schema, "cut-off", self->rows);
	row_clear(self->row);
	for (guint i = 0; i < self->lengths->len; i++) {
		size_t length = g_array_index(self->lengths, size_t, i);

		row_add_text(self->row, span_trim(span_slice(record, at, length)));
		at = MIN(at + length, record.length);
	}
	byte_stream_use(self->stream, record.length);
	*ret_row = (DocumentRow){self->table, row_values(self->row), row_length(self->row)};
	return true;
}

static void
dbf_close(void *data)
{
	DbfReader *self = data;

	g_array_unref(self->lengths);
	row_free(self->row);
	g_free(self);
}

const DocumentReader document_dbf = {
	.name = "dbf",
	.extracts = true,
	.taste = taste,
	.open = dbf_open,
	.next = dbf_next,
	.close = dbf_close,
};
