/*
 * ledger.h - an append-only record of what was done, that can prove it was not rewritten
 *
 * Entries are canonical JSON; a Merkle tree (RFC 9162) stands over their hashes, stored
 * as C2SP tlog-tiles; a C2SP tlog-checkpoint (signed note, Ed25519) signs the tree's head.
 * The words are those standards' own.
 *
 * ledger_append returns only after entry, tiles and checkpoint are on disk.  A change to a
 * source is written twice: its intent before, its outcome after.  An intent without an
 * outcome is what an interrupted run leaves.
 *
 * Every byte under ledger/ is covered by a digest or a signature: no lock, cache or
 * superseded partial tile lies there.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "digest.h"
#include "progress.h"
#include "signature.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Ledger Ledger;

typedef struct {
	uint64_t size; /* entries under this head */
	Digest root;
} LedgerHead;

/*
 * What the caller says of an entry; the ledger adds format version, index, UTC and
 * monotonic time, boot id.  NULL members are left out of the entry.
 */
typedef struct {
	const char *kind;          /* "scan.finished", "erase.intent", "plan.approved", ... */
	const char *actor;         /* who: a person's name as they gave it, or "tingfu" */
	const char *role;          /* "operator", "officer", "program", ... */
	const char *requirements;  /* SD-* ids, joined by ',' */
	const char *plan_digest;   /* hexadecimal */
	const char *commitment_of; /* a personal fact: only salted SHA-256 and SM3 are stored */
	int64_t before, after;     /* counts; -1: none */
	const char *result;        /* "done", "refused", "verified", "not-verified", "impossible" */
	const json_t *payload;     /* integers and strings only; never a personal datum */
} LedgerRecord;

/* As stored. */
typedef struct {
	uint64_t index;
	const char *text;    /* canonical JSON, the bytes under the leaf hash */
	const json_t *value; /* the same, parsed */
} LedgerEntry;

/* When it was written, in microseconds since 1970-01-01 UTC. */
int64_t ledger_entry_time(const LedgerEntry *entry);

/*
 * Make an empty ledger in @directory: its checkpoint of size 0.  @origin is its name
 * ("tingfu/" and random hexadecimal; a rehearsal's says "rehearsal").  The key is made by the
 * caller at @key_path (signature.h).
 */
bool ledger_create(const char *directory, const char *origin, const char *key_path,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @key_path NULL: for reading only.  An append that was cut off is completed or undone here. */
Ledger *ledger_open(const char *directory, const char *key_path,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ledger_close(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)

/* @now: clock_now() of the dossier.  The salt of a commitment goes to @directory/../keys/salts. */
bool ledger_append(Ledger *ledger, int64_t now, const LedgerRecord *record, uint64_t *ret_index,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Call @visit for entries [@from, @to); stops early where it returns false. */
typedef bool (*LedgerVisit)(const LedgerEntry *entry, void *data);
bool ledger_read(Ledger *ledger, uint64_t from, uint64_t to, LedgerVisit visit, void *data,
                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

LedgerHead ledger_head(const Ledger *ledger);

/* The signed head, as the text that is given to witnesses and printed on a certificate. */
char *ledger_checkpoint(const Ledger *ledger);
const char *ledger_origin(const Ledger *ledger);

/* Proofs are arrays of Digest, in the order of RFC 9162. */
GArray *ledger_prove_inclusion(Ledger *ledger, uint64_t index, uint64_t size,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *ledger_prove_consistency(Ledger *ledger, uint64_t old_size, uint64_t new_size,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
	LedgerHead head;
	bool signer_authenticated;    /* a key was given, and signed the checkpoint */
	bool consistent_with_earlier; /* an earlier checkpoint was given, and is a prefix */
	unsigned leftovers;           /* files of one append that was cut off, in no tree */
	unsigned unknown_signatures;  /* lines of the checkpoint by signers we do not know */
} LedgerVerdict;

/*
 * Recompute everything from the bytes on disk; writes nothing.  @key is a verifier key
 * line (C2SP signed-note vkey) or NULL; @checkpoint an earlier checkpoint's text or NULL.
 * FAULT_TAMPERED names the first bad entry or file.
 */
bool ledger_verify(const char *directory, const char *key, const char *checkpoint,
                   Progress *progress, LedgerVerdict *ret_verdict,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "origin+hash+base64": what is given to --key.  Written to keys/ledger.vkey by dossier init. */
char *ledger_verifier_key(const char *origin, const PublicKey *key);
