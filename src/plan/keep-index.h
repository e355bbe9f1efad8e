/*
 * keep-index.h - which business records the live store holds, to reconcile copies with
 *
 * A dump, a backup or an export repeats orders.  What the law keeps of it is kept once:
 * a row of a copy is set aside where its identity is known from the live store, and kept
 * where it is not.  An identity is 64 keyed bits of the primary key under its table's
 * name, or of a value of a field that is unique in the live store (an order number).
 *
 * Memory: 16 bytes an identity.  Across a restart it lives in dossier.db.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "database.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct KeepIndex KeepIndex;

KeepIndex *keep_index_new(void);
void keep_index_free(KeepIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KeepIndex, keep_index_free)

void keep_index_add(KeepIndex *index, uint64_t identity);
bool keep_index_has(const KeepIndex *index, uint64_t identity);

/* To and from dossier.db; storing again what is there is no error. */
bool keep_index_store(const KeepIndex *index, Database *database,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool keep_index_load(KeepIndex *index, Database *database,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
