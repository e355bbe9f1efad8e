/*
 * kept-store.h - the custodian's store: encrypted segments and their manifest
 *
 * STEP-TABLE-SEGMENT.jsonl.cms and manifest.json (counts, days, digests of the encrypted
 * bytes; nothing personal).  Lies outside the dossier; the key to it is the custodian's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "plan.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct KeptStore KeptStore;

typedef struct {
	const PlanStep *step;
	unsigned number; /* from 1, of the step */
	int64_t rows;
	GDate first, last; /* earliest and latest day until which a row of it is held */
} KeptSegment;

/* FAULT_REFUSED where the dossier names no custodian, or a store inside the dossier. */
KeptStore *kept_store_open(const Dossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void kept_store_close(KeptStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KeptStore, kept_store_close)

/* Encrypt @plain (JSON lines) and enter it in the manifest; writing it again replaces it. */
bool kept_store_write(KeptStore *store, const KeptSegment *segment, Span plain,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rows that the store holds of @step; FAULT_TAMPERED where a segment is not what was written. */
bool kept_store_check(KeptStore *store, const PlanStep *step, int64_t *ret_rows,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
