/*
 * document-picture.c - pictures: their text by OCR, and whether they show an identity card
 *
 * A picture of an identity card is a container of its own with one field, "id_card_photo",
 * and no values.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "id-card-picture.h"
#include "line-table.h"
#include "picture-text.h"

#define ID_CARD "id-card-photo"
#define FIELD   "id_card_photo"

typedef struct {
	Schema *schema;
	SchemaTable *card; /* waits to be told, or NULL */
	GString *text;
	LineTable *lines;
	Row *row;
} PictureReader;

static const char *
form_of(Span head)
{
	static const struct {
		const char *magic;
		size_t length;
		const char *form;
	} forms[] = {
		{"\x89PNG\r\n\x1a\n", 8, "PNG"},
		{"\xff\xd8\xff", 3, "JPEG"},
		{"GIF87a", 6, "GIF"},
		{"GIF89a", 6, "GIF"},
		{"II*\0", 4, "TIFF"},
		{"MM\0*", 4, "TIFF"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (head.length > forms[i].length &&
		    memcmp(head.bytes, forms[i].magic, forms[i].length) == 0)
			return forms[i].form;
	if (head.length > 12 && memcmp(head.bytes, "RIFF", 4) == 0 &&
	    memcmp(head.bytes + 8, "WEBP", 4) == 0)
		return "WebP";
	if (head.length > 26 && memcmp(head.bytes, "BM", 2) == 0 && head.bytes[14] == 40 &&
	    head.bytes[26] == 1)
		return "BMP";
	return NULL;
}

static unsigned
taste(Span head, const char *name)
{
	(void)name;
	return form_of(head) == NULL ? 0 : 100;
}

static void
refuse(Schema *schema, const char *code, const char *form)
{
	g_autofree char *why = g_strdup_printf("%s|%s", code, form);

	schema_refuse(schema, why);
}

static void
read_text(PictureReader *self, Span bytes, const char *form, const char *stem)
{
	const char *why = NULL;
	g_autofree char *text = picture_text_read(bytes, &why);

	if (text == NULL) {
		schema_refuse(self->schema, why);
		return;
	}
	if (*g_strstrip(text) == '\0') {
		refuse(self->schema, "no-text", form);
		return;
	}
	g_string_assign(self->text, text);
	explicit_bzero(text, strlen(text));
	self->lines = line_table_new(self->schema, stem);
}

static void *
picture_open(ByteStream *stream, const char *stem, Schema *schema)
{
	PictureReader *self = g_new0(PictureReader, 1);
	const char *form = form_of(byte_stream_window(stream, 64));
	bool is_card;
	Span bytes;

	self->schema = schema;
	self->text = g_string_new(NULL);
	self->row = row_new();
	if (!document_whole(stream, &bytes)) {
		schema_refuse(schema, "too-big|256 MiB");
		return self;
	}
	if (picture_text_available())
		read_text(self, bytes, form, stem);
	else
		refuse(schema, "binary", form);
	is_card = id_card_text(self->text->str) || id_card_suggested(bytes, schema->path);
	if (is_card)
		self->card = schema_table(schema, "", ID_CARD);
	if (self->card != NULL) {
		self->card->form = CONTAINER_DOCUMENT;
		self->card->by_field = true;
		self->card->shows = ID_CARD;
		self->card->sure = id_card_text(self->text->str);
		schema_table_place(self->card, span_of(FIELD));
	}
	return self;
}

static bool
picture_next(void *data, DocumentRow *ret_row)
{
	PictureReader *self = data;

	if (self->card != NULL) {
		row_clear(self->row);
		row_pad(self->row, 1);
		*ret_row = (DocumentRow){self->card, row_values(self->row), 1};
		self->card = NULL;
		return true;
	}
	return self->lines != NULL && line_table_take(self->lines, self->text, true, ret_row);
}

static void
picture_close(void *data)
{
	PictureReader *self = data;

	explicit_bzero(self->text->str, self->text->allocated_len);
	g_string_free(self->text, TRUE);
	line_table_free(self->lines);
	row_free(self->row);
	g_free(self);
}

const DocumentReader document_picture = {
	.name = "picture",
	.extracts = true,
	.taste = taste,
	.open = picture_open,
	.next = picture_next,
	.close = picture_close,
};
