/*
 * document-mail.c - mails as a table: one record a mail, header fields as fields
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "document.h"

#include "mail-box.h"
#include "mail-message.h"

typedef struct {
	MailBox *box;
	Schema *schema;
	SchemaTable *table;
	size_t places[N_MAIL_FIELDS];
	uint64_t mails;
	Row *row;
} MailReader;

static unsigned
taste(Span head, const char *name)
{
	(void)name;
	return mail_box_taste(head) == MAIL_BOX_NONE ? 0 : 95;
}

static void *
mail_open(ByteStream *stream, const char *stem, Schema *schema)
{
	MailReader *self = g_new0(MailReader, 1);

	self->schema = schema;
	self->table = schema_table(schema, "", stem);
	self->table->form = CONTAINER_DOCUMENT;
	self->table->by_field = true;
	for (size_t i = 0; i < N_MAIL_FIELDS; i++)
		self->places[i] = schema_table_place(self->table, span_of(mail_field_names[i]));
	self->box = mail_box_new(stream);
	self->row = row_new();
	return self;
}

static bool
mail_next(void *data, DocumentRow *ret_row)
{
	MailReader *self = data;
	Span mail;
	bool cut;

	if (!mail_box_next(self->box, &mail, &cut))
		return false;
	self->mails++;
	if (cut)
		schema_note(self->schema, "record-too-long", self->mails);
	g_autoptr(MailMessage) message = mail_message_parse(mail, false);
	row_clear(self->row);
	for (size_t i = 0; i < N_MAIL_FIELDS; i++) {
		const GString *field = message->fields[i];

		if (field->len == 0)
			continue;
		row_add(self->row, VALUE_TEXT, (Span){field->str, field->len});
		row_place(self->row, self->places[i]);
	}
	row_pad(self->row, N_MAIL_FIELDS);
	*ret_row = (DocumentRow){self->table, row_values(self->row), row_length(self->row)};
	return true;
}

static void
mail_close(void *data)
{
	MailReader *self = data;

	mail_box_free(self->box);
	row_free(self->row);
	g_free(self);
}

const DocumentReader document_mail = {
	.name = "mail",
	.extracts = true,
	.taste = taste,
	.open = mail_open,
	.next = mail_next,
	.close = mail_close,
};
