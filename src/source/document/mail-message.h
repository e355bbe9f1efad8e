/*
 * mail-message.h - one mail taken apart (RFC 5322, MIME), by GMime
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	MAIL_DATE,
	MAIL_FROM, /* addresses; the names that stand beside them are fields of their own */
	MAIL_TO,
	MAIL_CC,
	MAIL_BCC,
	MAIL_REPLY_TO,
	MAIL_FROM_NAME,
	MAIL_TO_NAME,
	MAIL_CC_NAME,
	MAIL_BCC_NAME,
	MAIL_REPLY_TO_NAME,
	MAIL_SUBJECT,
	MAIL_HEADERS, /* all others, one a line */
	MAIL_BODY,    /* text parts; HTML as text; those of mails inside, too */
	N_MAIL_FIELDS,
} MailField;

extern const char *const mail_field_names[N_MAIL_FIELDS];

typedef struct {
	char *name; /* as the mail has it, or "part-N" */
	GBytes *content;
	bool encrypted; /* and therefore empty */
} MailFile;

typedef struct {
	GString *fields[N_MAIL_FIELDS]; /* UTF-8 */
	GPtrArray *files;               /* MailFile *; NULL where not asked for */
} MailMessage;

/* Never fails: what is no mail is all body. */
MailMessage *mail_message_parse(Span bytes, bool with_files);
void mail_message_free(MailMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailMessage, mail_message_free)
