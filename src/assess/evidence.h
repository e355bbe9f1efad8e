/*
 * evidence.h - what the checks of an assessment may look at
 *
 * Read once: the ledger's entries, the catalogue, the settings, the facts that decide which
 * rules bind.  A check sees nothing else.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "assess.h"
#include "inventory.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	uint64_t index;
	json_t *value;
	const char *kind;
	const json_t *payload; /* NULL where the entry has none */
	GDate date;            /* of the entry, in China */
} EvidenceEntry;

typedef struct {
	Dossier *dossier;
	const DossierSettings *settings;
	const LawPack *pack;
	LawFacts facts;
	GDate today;
	Inventory *inventory; /* NULL before the first scan */
	GPtrArray *entries;   /* EvidenceEntry *, ascending */
	bool intact;          /* the ledger verifies from the bytes on disk */
	char *fault;          /* why it does not */
} Evidence;

Evidence *evidence_gather(Dossier *dossier, Ledger *ledger, const LawPack *pack,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)

/* The newest entry of @kind, or NULL. */
const EvidenceEntry *evidence_last(const Evidence *evidence, const char *kind);

/* The first entry of @kind at or behind place @from; @ret_next is where to look further. */
const EvidenceEntry *evidence_next(const Evidence *evidence, const char *kind, size_t from,
                                   size_t *ret_next);

/* Members of the payload; "" or @missing where there is none. */
const char *entry_text(const EvidenceEntry *entry, const char *key);
int64_t entry_number(const EvidenceEntry *entry, const char *key, int64_t missing);

/* Has the stop come? */
bool evidence_is_stopped(const Evidence *evidence);
