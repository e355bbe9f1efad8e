/*
 * ledger-state.h - an open ledger: what of the tree is held in memory
 *
 * The right edge only: the incomplete tile of each level and the incomplete bundle.  It was
 * checked against the signed head when the ledger was opened, so everything read later can
 * be checked against it, a complete tile by the hash that stands for it one level up.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "checkpoint.h"
#include "ledger.h"
#include "tile.h"

/* The complete tile of a level that was read last. */
typedef struct {
	bool is_there;
	uint64_t index;
	Digest hashes[TILE_WIDTH];
} CachedTile;

struct Ledger {
	char *directory;
	SigningKey *key; /* NULL: for reading only */
	Checkpoint *checkpoint;
	MerkleEdge edge;
	GArray *tiles[TILE_LEVELS]; /* of Digest */
	GByteArray *bundle;
	bool is_stale; /* an append failed: memory may be ahead of the disk */
	CachedTile cache[TILE_LEVELS];
};

/* Read checkpoint and right edge; FAULT_TAMPERED where they do not agree. */
bool ledger_state_load(Ledger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Finish what an append that was cut off left, before or behind its checkpoint. */
bool ledger_state_recover(Ledger *ledger, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ledger_state_clear(Ledger *ledger);
