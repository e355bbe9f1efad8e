/*
 * document-json.c - JSON lines, arrays of objects and single documents, as a table
 *
 * Nested objects become fields "a.b", arrays "a[]"; where one record has several values
 * for a field they come as one, a line each.  In JSON lines each line stands for itself, so a bad one
 * spoils no other; elsewhere values are cut out by their brackets.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "byte-set.h"
#include "document.h"
#include "json-flat.h"
#include "json-scan.h"
#include "text.h"

#define BID_SURE 95

typedef struct {
	ByteStream *stream;
	Schema *schema;
	SchemaTable *table;
	JsonFlat *flat;
	Row *row;
	bool by_line;
	bool spoilt;    /* cut off: the rest is not JSON any more */
	size_t raw;     /* bytes of a bad value that are still to be given */
	uint64_t place; /* line or value */
} JsonReader;

static Span
without_space(Span text)
{
	while (text.length > 0 && g_ascii_isspace(text.bytes[0]))
		text = span_slice(text, 1, text.length);
	return text;
}

/* A document begins here: "{" and a name, or "[" and a value that is no date of a log. */
static bool
begins_document(Span head)
{
	Span inner = without_space(span_slice(head, 1, head.length));

	if (head.length == 0 || inner.length == 0)
		return false;
	if (head.bytes[0] == '{')
		return inner.bytes[0] == '"' || inner.bytes[0] == '}';
	return head.bytes[0] == '[' && (byte_in(inner.bytes[0], "{]\"") ||
	                                (inner.bytes[0] == '[' && begins_document(inner)));
}

static unsigned
taste(Span head, const char *name)
{
	bool named = g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".jsonl") ||
	             g_str_has_suffix(name, ".ndjson");

	head = without_space(head);
	return begins_document(head) || (named && head.length > 0) ? BID_SURE : 0;
}

/* Does the first line hold a whole value?  Then the others do, too. */
static bool
is_by_line(Span head)
{
	head = without_space(head);
	const char *newline = head.length == 0 ? NULL : memchr(head.bytes, '\n', head.length);
	if (newline == NULL)
		return head.length > 0 && head.bytes[0] == '{';
	Span line = {head.bytes, (size_t)(newline - head.bytes)};
	JsonExtent extent = json_extent(line);
	return extent.length > 0 &&
	       without_space(span_slice(line, extent.length, line.length)).length == 0;
}

static void *
json_open(ByteStream *stream, const char *stem, Schema *schema)
{
	JsonReader *self = g_new0(JsonReader, 1);
	Span head = span_slice(byte_stream_window(stream, DOCUMENT_TASTE), 0, DOCUMENT_TASTE);

	self->stream = stream;
	self->schema = schema;
	self->table = schema_table(schema, "", stem);
	self->table->form = CONTAINER_DOCUMENT;
	self->flat = json_flat_new(self->table);
	self->row = row_new();
	self->by_line = is_by_line(head);
	return self;
}

static void
give(JsonReader *self, DocumentRow *ret_row)
{
	*ret_row = (DocumentRow){self->table, row_values(self->row), row_length(self->row)};
}

/* What did not parse, as it is. */
static void
give_unparsed(JsonReader *self, Span bytes, DocumentRow *ret_row)
{
	size_t place = schema_table_place(self->table, span_of(DOCUMENT_UNPARSED));

	row_clear(self->row);
	row_add_text(self->row, span_trim(bytes));
	if (place != G_MAXSIZE)
		row_place(self->row, place);
	give(self, ret_row);
}

/* A value of @length bytes, next in the stream, did not parse. */
static void
begin_raw(JsonReader *self, size_t length, const char *code)
{
	schema_note(self->schema, code, self->place);
	self->raw = length;
}

/* A part of it: a line, or less. */
static void
next_raw(JsonReader *self, DocumentRow *ret_row)
{
	Span window = byte_stream_window(self->stream, MIN(self->raw, DOCUMENT_TASTE));
	Span rest = span_slice(window, 0, self->raw);
	size_t length = document_line(rest, true);

	give_unparsed(self, span_slice(rest, 0, length), ret_row);
	byte_stream_use(self->stream, length);
	self->raw -= length;
}

/* One value, in UTF-8 or GB18030. */
static bool
take_value(JsonReader *self, Span value, size_t length, DocumentRow *ret_row)
{
	g_autoptr(GBytes) converted = NULL;
	JsonExtent extent = json_extent(value);
	Span text = value;

	if (extent.depth > BOUND_JSON_DEPTH) {
		begin_raw(self, length, "json-too-deep");
		return false;
	}
	if (!text_is_utf8(value)) {
		converted = text_to_utf8(value, "GB18030", NULL);
		if (converted != NULL)
			text.bytes = g_bytes_get_data(converted, &text.length);
	}
	if (!json_flat_parse(self->flat, text, self->row)) {
		begin_raw(self, length, "bad-record");
		return false;
	}
	give(self, ret_row);
	byte_stream_use(self->stream, length);
	return true;
}

/* A line; true where @ret_row is one, false at the end or where there is something raw. */
static bool
next_line(JsonReader *self, DocumentRow *ret_row)
{
	for (;;) {
		Span window = byte_stream_window(self->stream, 1);
		const char *newline =
			window.length == 0 ? NULL : memchr(window.bytes, '\n', window.length);
		size_t length =
			newline == NULL ? window.length : (size_t)(newline - window.bytes) + 1;

		if (window.length == 0)
			return false;
		if (newline == NULL && length < BOUND_RECORD && byte_stream_grow(self->stream))
			continue;
		Span line = span_trim(span_slice(window, 0, length));
		self->place++;
		if (length >= BOUND_RECORD) {
			begin_raw(self, length, "record-too-long");
			return false;
		}
		if (line.length > 0)
			return take_value(self, line, length, ret_row);
		byte_stream_use(self->stream, length);
	}
}

/* Past blanks, commas and the brackets of an outermost array. */
static Span
to_value(JsonReader *self)
{
	for (;;) {
		Span window = byte_stream_window(self->stream, 1);
		size_t at = 0;

		while (at < window.length &&
		       (g_ascii_isspace(window.bytes[at]) || byte_in(window.bytes[at], ",[]")))
			at++;
		byte_stream_use(self->stream, at);
		if (at < window.length || window.length == 0)
			return byte_stream_window(self->stream, 1);
	}
}

static bool
next_value(JsonReader *self, DocumentRow *ret_row)
{
	Span window = to_value(self);
	JsonExtent extent = json_extent(window);

	if (window.length == 0)
		return false;
	while (extent.length == 0 && !extent.broken && window.length < BOUND_RECORD &&
	       byte_stream_grow(self->stream)) {
		window = byte_stream_window(self->stream, 1);
		extent = json_extent(window);
	}
	self->place++;
	if (extent.length > 0)
		return take_value(self, span_slice(window, 0, extent.length), extent.length,
		                  ret_row);
	/* Nothing behind this can be told apart any more. */
	self->spoilt = true;
	begin_raw(self, window.length, "cut-off");
	return false;
}

static bool
json_next(void *data, DocumentRow *ret_row)
{
	JsonReader *self = data;

	if (self->raw == 0 && self->spoilt)
		self->raw = byte_stream_window(self->stream, 1).length;
	if (self->raw == 0 && !self->spoilt) {
		bool given = self->by_line ? next_line(self, ret_row) : next_value(self, ret_row);

		if (given)
			return true;
	}
	if (self->raw == 0)
		return false;
	next_raw(self, ret_row);
	return true;
}

static void
json_close(void *data)
{
	JsonReader *self = data;

	json_flat_free(self->flat);
	row_free(self->row);
	g_free(self);
}

const DocumentReader document_json = {
	.name = "json",
	.taste = taste,
	.open = json_open,
	.next = json_next,
	.close = json_close,
};
