/*
 * journal.h - how far a step has come, in dossier.db
 *
 * A batch of row keys is written down, sealed under the dossier's state key, before the
 * rows are touched, and its keys are forgotten when it is done.  After a crash the open
 * batch is run again by its keys: nothing is lost, nothing is done twice, counts agree.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Journal Journal;

Journal *journal_open(Dossier *dossier, unsigned plan, unsigned step,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void journal_close(Journal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Journal, journal_close)

/* Rows of all batches that are done. */
int64_t journal_done(const Journal *journal);

/* Batches so far, the open one included. */
unsigned journal_batches(const Journal *journal);

/* The keys of the batch that was begun and not ended, as GBytes *; NULL where none is open. */
GPtrArray *journal_pending(Journal *journal, GError **error);

/* Begin a batch with @keys (Span, @n_keys of them). */
bool journal_begin(Journal *journal, const Span *keys, size_t n_keys,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * End the open batch.  @last, where it is not empty, stays: the place from which the
 * next run goes on (journal_last).
 */
bool journal_end(Journal *journal, int64_t rows, Span last,
                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where the last ended batch stopped; an empty one at the start. */
bool journal_last(Journal *journal, GBytes **ret_last, GError **error) G_GNUC_WARN_UNUSED_RESULT;
