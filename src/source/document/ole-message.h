/*
 * ole-message.h - a message or contact of Outlook (.msg), as records (MS-OXMSG)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"

typedef struct OleMessage OleMessage;

/* NULL where @streams (OleStream *, lent) are no message. */
OleMessage *ole_message_new(const GPtrArray *streams, Schema *schema, const char *name);
void ole_message_free(OleMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OleMessage, ole_message_free)

/* One record for the message, each recipient, and each message within. */
bool ole_message_next(OleMessage *message, DocumentRow *ret_row);
