/*
 * notice-due.h - who must also be told personally (guide, fragment K11)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "digest.h"
#include "dossier.h"
#include "inventory.h"
#include "progress.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	int64_t persons;
	int64_t records;
	Digest digest; /* of the list */
} NoticeDue;

/*
 * Read every container that holds transactions, payments or financial accounts and write
 * one line a person to @path: keyed id, number of records.  The id is HMAC-SHA-256 under
 * the fingerprint key over table, field and value of the field that leads to the
 * person; no value is written.
 */
bool notice_due_write(Dossier *dossier, const Inventory *inventory, const char *path,
                      Progress *progress, NoticeDue *ret_due,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
