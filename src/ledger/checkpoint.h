/*
 * checkpoint.h - the signed head of a ledger: C2SP tlog-checkpoint, a signed note
 *
 *     tingfu/4f1c...                        the origin: the ledger's name
 *     17                                    entries
 *     Zm9v...=                              the tree's head, base64
 *     key AXJv...=                          0x01 and the signer's public key, base64
 *                                           (an extension line, as the format allows)
 *     (empty)
 *     — tingfu/4f1c... 5bGx...=             key id and Ed25519 signature, base64
 *
 * The key line lets anyone see whether a byte was changed; who signed is known only to
 * those who have the verifier key from elsewhere (--key).  Lines of signers we do not
 * know may follow: they are parsed and, as the format wants it, ignored.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "merkle.h"
#include "signature.h"

#include <glib.h>
#include <stdbool.h>

/* A checkpoint's file: names, head and some signatures of any kind. */
#define CHECKPOINT_BOUND (64 * 1024)

typedef struct {
	char *text; /* the whole of it */
	char *origin;
	MerkleHead head;
	PublicKey key;         /* of the key line */
	bool has_key;          /* false: there is none */
	unsigned n_signatures; /* lines */
	size_t signed_length;  /* bytes of @text that are signed */
} Checkpoint;

/* FAULT_MALFORMED unless it is a signed note in its one canonical spelling. */
Checkpoint *checkpoint_parse(Span text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void checkpoint_free(Checkpoint *checkpoint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Checkpoint, checkpoint_free)

/* Does a line by @key in the origin's name stand there, and agree? */
bool checkpoint_is_signed_by(const Checkpoint *checkpoint, const PublicKey *key);

/* Signed by the key that its own key line names. */
bool checkpoint_is_whole(const Checkpoint *checkpoint);

/* The text of a checkpoint with one signature. */
char *checkpoint_make(const char *origin, const MerkleHead *head, const SigningKey *key);

/* A key name of a signed note: not empty, no blanks, no plus sign. */
bool checkpoint_name_is_possible(const char *name);

/* "origin+hash+base64" (C2SP signed-note); its name must be @origin. */
bool checkpoint_read_verifier_key(const char *line, const char *origin, PublicKey *ret_key,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
