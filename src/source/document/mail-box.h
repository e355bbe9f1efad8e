/*
 * mail-box.h - the mails in a stream: one (.eml), mbox, or a box of Foxmail
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "byte-stream.h"

typedef enum {
	MAIL_BOX_NONE,
	MAIL_BOX_ONE,
	MAIL_BOX_MBOX,    /* a line "From " before each (RFC 4155) */
	MAIL_BOX_FOXMAIL, /* fourteen control characters and a line feed before each */
} MailBoxForm;

/* By the first bytes: mails have a sender, or say how they came. */
MailBoxForm mail_box_taste(Span head);

typedef struct MailBox MailBox;

MailBox *mail_box_new(ByteStream *stream);
void mail_box_free(MailBox *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailBox, mail_box_free)

/* The next mail, lent until the next call; @ret_cut: it is longer than BOUND_RECORD, and this
 * is its beginning. */
bool mail_box_next(MailBox *box, Span *ret_mail, bool *ret_cut);
