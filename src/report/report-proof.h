/*
 * report-proof.h - the ledger as a report reads it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "digest.h"
#include "ledger.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The entry of a figure that no entry proves. */
#define ENTRY_NONE UINT64_MAX

typedef struct {
	uint64_t index;
	json_t *value; /* the entry, owned */
	char leaf[DIGEST_HEX];
} ProofEntry;

/*
 * The entries that a report rests on: all but the records of reports at the end, so that
 * writing a report does not change the next one.
 */
typedef struct {
	GPtrArray *entries; /* ProofEntry *, by index */
	char *checkpoint;   /* the signed head over just these entries; NULL where none was kept */
	char root[DIGEST_HEX];
	GDate as_of;         /* the day of the last of them */
	json_t *last_report; /* payload of the newest report.written, or NULL */
} Proofs;

Proofs *proofs_read(Ledger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void proofs_free(Proofs *proofs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Proofs, proofs_free)

/* "scan.finished", ...: NULL or an empty object where an entry has none. */
const char *proof_kind(const ProofEntry *entry);
const char *proof_text(const ProofEntry *entry, const char *member);
const json_t *proof_payload(const ProofEntry *entry);

/* A member of the payload; @entry may be NULL: NULL, -1. */
const char *proof_word(const ProofEntry *entry, const char *member);
int64_t proof_number(const ProofEntry *entry, const char *member);
uint64_t proof_index(const ProofEntry *entry); /* ENTRY_NONE for NULL */

/* The newest entry of @kind; NULL where there is none. */
const ProofEntry *proofs_last(const Proofs *proofs, const char *kind);
unsigned proofs_count(const Proofs *proofs, const char *kind);

/* Entries of @kind in their order, ProofEntry *, lent. */
GPtrArray *proofs_all(const Proofs *proofs, const char *kind);
