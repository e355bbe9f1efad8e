/*
 * mail-message.c - one mail taken apart (RFC 5322, MIME), by GMime
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mail-message.h"

#include "bounds.h"
#include "html-text.h"
#include "ole-file.h"
#include "schema.h"

#include <gmime/gmime.h>

/* Parts within parts. */
#define MIME_DEPTH 32

/* Parts of one mail. */
#define MIME_PARTS 10000

const char *const mail_field_names[N_MAIL_FIELDS] = {
	[MAIL_DATE] = "date",
	[MAIL_FROM] = "from",
	[MAIL_TO] = "to",
	[MAIL_CC] = "cc",
	[MAIL_BCC] = "bcc",
	[MAIL_REPLY_TO] = "reply-to",
	[MAIL_FROM_NAME] = "from-name",
	[MAIL_TO_NAME] = "to-name",
	[MAIL_CC_NAME] = "cc-name",
	[MAIL_BCC_NAME] = "bcc-name",
	[MAIL_REPLY_TO_NAME] = "reply-to-name",
	[MAIL_SUBJECT] = "subject",
	[MAIL_HEADERS] = "headers",
	[MAIL_BODY] = "body",
};

typedef struct {
	MailMessage *message;
	bool with_files;
	unsigned n_parts;
} Taking;

/* Of header bytes without a declared encoding. */
static GMimeParserOptions *
parser_options(void)
{
	static size_t begun;
	static GMimeParserOptions *options;
	static const char *charsets[] = {"utf-8", "gb18030", NULL};

	if (g_once_init_enter(&begun)) {
		g_mime_init();
		options = g_mime_parser_options_new();
		g_mime_parser_options_set_fallback_charsets(options, charsets);
		g_once_init_leave(&begun, 1);
	}
	return options;
}

static void
file_free(gpointer data)
{
	MailFile *file = data;

	g_bytes_unref(file->content);
	g_free(file->name);
	g_free(file);
}

void
mail_message_free(MailMessage *message)
{
	if (message == NULL)
		return;
	for (size_t i = 0; i < N_MAIL_FIELDS; i++) {
		explicit_bzero(message->fields[i]->str, message->fields[i]->len);
		g_string_free(message->fields[i], TRUE);
	}
	if (message->files != NULL)
		g_ptr_array_unref(message->files);
	g_free(message);
}

static void
add_text(GString *field, const char *text)
{
	g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid(text, -1);

	if (valid == NULL)
		return;
	if (field->len > 0)
		g_string_append_c(field, '\n');
	g_string_append(field, valid);
}

static void
add_listed(GString *field, const char *text)
{
	g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid(text, -1);

	if (valid == NULL || *valid == '\0')
		return;
	g_string_append(field, field->len > 0 ? ", " : "");
	g_string_append(field, valid);
}

/* Addresses and names apart; groups are lists within the list. */
static unsigned
take_addresses(MailMessage *message, MailField field, InternetAddressList *list, unsigned depth)
{
	int n = list == NULL || depth > MIME_DEPTH ? 0 : internet_address_list_length(list);
	unsigned found = 0;

	for (int i = 0; i < n; i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);

		add_listed(message->fields[field - MAIL_FROM + MAIL_FROM_NAME],
		           internet_address_get_name(address));
		if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
			add_listed(message->fields[field],
			           internet_address_mailbox_get_addr(
					   INTERNET_ADDRESS_MAILBOX(address)));
			found++;
		} else if (INTERNET_ADDRESS_IS_GROUP(address)) {
			found += take_addresses(
				message, field,
				internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)),
				depth + 1);
		}
	}
	return found;
}

static void
take_header(MailMessage *message, const char *name, const char *value)
{
	MailField at = MAIL_HEADERS;
	g_autofree char *decoded = g_mime_utils_header_decode_text(parser_options(), value);

	for (MailField field = 0; field < MAIL_HEADERS; field++)
		if (g_ascii_strcasecmp(name, mail_field_names[field]) == 0)
			at = field;
	if (at >= MAIL_FROM && at <= MAIL_REPLY_TO) {
		InternetAddressList *list = internet_address_list_parse(parser_options(), value);
		unsigned found = take_addresses(message, at, list, 0);

		if (list != NULL)
			g_object_unref(list);
		if (found > 0)
			return;
	}
	g_autofree char *line = at == MAIL_HEADERS
	                                ? g_strconcat(name, ": ", g_strstrip(decoded), NULL)
	                                : g_strdup(g_strstrip(decoded));
	add_text(message->fields[at], line);
}

static void
take_headers(MailMessage *message, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	int n = g_mime_header_list_get_count(list);

	for (int i = 0; i < n; i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
		const char *raw = g_mime_header_get_raw_value(header);

		if (raw != NULL)
			take_header(message, g_mime_header_get_name(header), raw);
	}
}

/* The decoded bytes of a part. */
static GBytes *
content_of(GMimePart *part)
{
	GMimeDataWrapper *content = part == NULL ? NULL : g_mime_part_get_content(part);
	GByteArray *bytes = g_byte_array_new();

	if (content != NULL) {
		GMimeStream *memory = g_mime_stream_mem_new_with_byte_array(bytes);

		g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
		(void)g_mime_data_wrapper_write_to_stream(content, memory);
		g_object_unref(memory);
	}
	return g_byte_array_free_to_bytes(bytes);
}

/* As declared; without a declaration, or with the one that means none, by looking. */
static char *
text_of(GMimeTextPart *part)
{
	const char *charset = g_mime_text_part_get_charset(part);

	if (charset != NULL && g_ascii_strcasecmp(charset, "us-ascii") != 0)
		return g_mime_text_part_get_text(part);
	g_autoptr(GBytes) bytes = content_of(GMIME_PART(part));
	GString *text = g_string_new(NULL);
	Span raw;
	raw.bytes = g_bytes_get_data(bytes, &raw.length);
	ole_append_bytes(text, raw, 0);
	return g_string_free(text, FALSE);
}

static void
take_text(MailMessage *message, GMimeTextPart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	g_autofree char *text = text_of(part);

	if (text == NULL)
		return;
	if (g_mime_content_type_is_type(type, "text", "html")) {
		g_autoptr(HtmlText) html = html_text_new();

		html_text_feed(html, span_of(text));
		html_text_end(html);
		add_text(message->fields[MAIL_BODY], html_text_lines(html)->str);
	} else {
		add_text(message->fields[MAIL_BODY], text);
	}
}

static void
add_file(Taking *taking, const char *name, GMimePart *part)
{
	MailFile *file = g_new0(MailFile, 1);
	g_autofree char *given = name == NULL || *name == '\0'
	                                 ? g_strdup_printf("part-%u", taking->n_parts)
	                                 : g_strdup(name);

	file->name = schema_name(span_of(given));
	file->encrypted = part == NULL;
	file->content = content_of(part);
	g_ptr_array_add(taking->message->files, file);
}

static void
take_part(Taking *taking, GMimePart *part)
{
	const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
	const char *name = g_mime_part_get_filename(part);
	bool attached = disposition != NULL && g_ascii_strcasecmp(disposition, "inline") != 0;

	if (GMIME_IS_TEXT_PART(part) && !attached)
		take_text(taking->message, GMIME_TEXT_PART(part));
	else if (taking->with_files)
		add_file(taking, name, part);
}

static void
take_object(Taking *taking, GMimeObject *object, unsigned depth)
{
	if (object == NULL || depth > MIME_DEPTH || ++taking->n_parts > MIME_PARTS)
		return;
	if (GMIME_IS_MULTIPART_ENCRYPTED(object)) {
		if (taking->with_files)
			add_file(taking, "encrypted", NULL);
	} else if (GMIME_IS_MULTIPART(object)) {
		GMimeMultipart *parts = GMIME_MULTIPART(object);
		int n = g_mime_multipart_get_count(parts);

		for (int i = 0; i < n; i++)
			take_object(taking, g_mime_multipart_get_part(parts, i), depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		if (inner == NULL)
			return;
		take_headers(taking->message, GMIME_OBJECT(inner));
		take_object(taking, g_mime_message_get_mime_part(inner), depth + 1);
	} else if (GMIME_IS_PART(object)) {
		take_part(taking, GMIME_PART(object));
	}
}

MailMessage *
mail_message_parse(Span bytes, bool with_files)
{
	GMimeParserOptions *options = parser_options();
	MailMessage *message = g_new0(MailMessage, 1);
	Taking taking = {message, with_files, 0};

	for (size_t i = 0; i < N_MAIL_FIELDS; i++)
		message->fields[i] = g_string_new(NULL);
	message->files = with_files ? g_ptr_array_new_with_free_func(file_free) : NULL;
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.bytes, bytes.length);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *parsed = g_mime_parser_construct_message(parser, options);
	if (parsed != NULL) {
		take_headers(message, GMIME_OBJECT(parsed));
		take_object(&taking, g_mime_message_get_mime_part(parsed), 0);
		g_object_unref(parsed);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}
