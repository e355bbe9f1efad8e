/*
 * ole-message.c - a message or contact of Outlook (.msg), as records (MS-OXMSG)
 *
 * Each property with text is a stream "__substg1.0_TTTTPPPP": its tag, and what it is written
 * in (001F UTF-16, 001E the message's code page).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-message.h"

#include "html-text.h"
#include "ole-file.h"

#define PROPERTIES  "__properties_version1.0"
#define PROPERTY    "__substg1.0_"
#define TYPE_UTF16  "001F"
#define TYPE_BYTES  "001E"
#define TYPE_BINARY "0102"
#define TAG_HTML    "1013"

/* Property tags that say which code page 8-bit text is in, with their type. */
#define CODEPAGE_MESSAGE  0x3ffd0003
#define CODEPAGE_INTERNET 0x3fde0003

/* Of the properties' stream of a message: the header, and one entry. */
#define HEADER 32
#define ENTRY  16

struct OleMessage {
	const GPtrArray *streams;
	SchemaTable *table;
	guint at; /* the next stream */
	unsigned codepage;
	GString *value;
	Row *row;
};

static unsigned
find_codepage(Span properties)
{
	for (size_t at = HEADER; at + ENTRY <= properties.length; at += ENTRY) {
		uint32_t tag = ole_u32(properties, at);

		if (tag == CODEPAGE_MESSAGE || tag == CODEPAGE_INTERNET)
			return ole_u32(properties, at + 8);
	}
	return 0;
}

OleMessage *
ole_message_new(const GPtrArray *streams, Schema *schema, const char *name)
{
	Span properties = ole_file_find(streams, PROPERTIES);

	if (properties.length == 0)
		return NULL;
	OleMessage *message = g_new0(OleMessage, 1);
	message->streams = streams;
	message->table = schema_table(schema, "", name);
	message->table->form = CONTAINER_DOCUMENT;
	message->table->by_field = true;
	message->codepage = find_codepage(properties);
	message->value = g_string_new(NULL);
	message->row = row_new();
	return message;
}

void
ole_message_free(OleMessage *message)
{
	if (message == NULL)
		return;
	explicit_bzero(message->value->str, message->value->allocated_len);
	g_string_free(message->value, TRUE);
	row_free(message->row);
	g_free(message);
}

/* What a tag means, where it is one that people see (MS-OXPROPS). */
static char *
field_of(const char *tag)
{
	static const char *const known[][2] = {
		{"0037", "subject"},
		{"0C1A", "sender-name"},
		{"0C1F", "sender-email"},
		{"0042", "from"},
		{"0065", "from-email"},
		{"0E04", "to"},
		{"0E03", "cc"},
		{"0E02", "bcc"},
		{"007D", "headers"},
		{"1000", "body"},
		{"1013", "html"},
		{"3001", "name"},
		{"3003", "email"},
		{"39FE", "smtp-email"},
		{"3A06", "given-name"},
		{"3A11", "surname"},
		{"3A08", "office-phone"},
		{"3A09", "home-phone"},
		{"3A1C", "mobile-phone"},
		{"3A1B", "office-phone-2"},
		{"3A2F", "home-phone-2"},
		{"3A24", "fax"},
		{"3A23", "office-fax"},
		{"3A25", "home-fax"},
		{"3A15", "postal-address"},
		{"3A16", "company"},
		{"3A17", "title"},
		{"3A18", "department"},
		{"3A29", "street"},
		{"3A27", "city"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (strcmp(known[i][0], tag) == 0)
			return g_strdup(known[i][1]);
	return g_strconcat("property-", tag, NULL);
}

static void
take_value(OleMessage *message, const char *tag, const char *type, Span bytes)
{
	g_autofree char *field = field_of(tag);

	g_string_truncate(message->value, 0);
	if (strcmp(type, TYPE_UTF16) == 0)
		ole_append_utf16(message->value, bytes);
	else if (strcmp(type, TYPE_BYTES) == 0)
		ole_append_bytes(message->value, bytes, message->codepage);
	else if (strcmp(type, TYPE_BINARY) == 0 && strcmp(tag, TAG_HTML) == 0) {
		g_autoptr(HtmlText) html = html_text_new();
		g_autoptr(GString) text = g_string_new(NULL);

		ole_append_bytes(text, bytes, message->codepage);
		html_text_feed(html, (Span){text->str, text->len});
		html_text_end(html);
		g_string_append_len(message->value, html_text_lines(html)->str,
		                    (gssize)html_text_lines(html)->len);
	}
	Span value = span_trim((Span){message->value->str, message->value->len});
	size_t place =
		value.length == 0 ? G_MAXSIZE : schema_table_place(message->table, span_of(field));
	if (place == G_MAXSIZE)
		return;
	row_add(message->row, VALUE_TEXT, value);
	row_place(message->row, place);
}

/* "a/b" of "a/b/__substg1.0_0037001F"; its length. */
static size_t
storage_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? 0 : (size_t)(slash - path);
}

bool
ole_message_next(OleMessage *message, DocumentRow *ret_row)
{
	row_clear(message->row);
	while (message->at < message->streams->len) {
		const OleStream *stream = g_ptr_array_index(message->streams, message->at);
		size_t storage = storage_length(stream->path);
		const char *name = stream->path + storage + (storage > 0 ? 1 : 0);
		const OleStream *next = message->at + 1 < message->streams->len
		                                ? message->streams->pdata[message->at + 1]
		                                : NULL;
		Span bytes = {0};

		message->at++;
		bytes.bytes = g_bytes_get_data(stream->bytes, &bytes.length);
		if (g_str_has_prefix(name, PROPERTY) && strlen(name) == strlen(PROPERTY) + 8) {
			g_autofree char *tag = g_strndup(name + strlen(PROPERTY), 4);

			take_value(message, tag, name + strlen(PROPERTY) + 4, bytes);
		}
		/* A record is what lies in one storage. */
		bool over = next == NULL || storage_length(next->path) != storage ||
		            strncmp(next->path, stream->path, storage) != 0;
		if (over && row_length(message->row) > 0) {
			*ret_row = (DocumentRow){message->table, row_values(message->row),
			                         row_length(message->row)};
			return true;
		}
	}
	return false;
}
