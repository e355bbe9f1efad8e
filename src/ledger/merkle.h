/*
 * merkle.h - the arithmetic of RFC 9162 trees: hashes, heads, proofs; pure functions
 *
 * Section 2.1: a leaf is SHA-256(0x00 || entry), a node SHA-256(0x01 || left || right),
 * the empty tree SHA-256 of nothing.  A subtree is perfect when its 2^level leaves begin
 * at a multiple of 2^level; every head and every proof is made of such subtrees.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "digest.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A tree of 2^63 entries has this many perfect subtrees at most. */
#define MERKLE_LEVELS 64

Digest merkle_empty(void);
Digest merkle_leaf(Span entry);
Digest merkle_node(const Digest *left, const Digest *right);

/* The head over @n_leaves leaf hashes, at once. */
Digest merkle_root(const Digest *leaves, size_t n_leaves);

/*
 * The right edge of a growing tree: the heads of the perfect subtrees it is made of,
 * the widest first.  Zeroed, it is the empty tree.
 */
typedef struct {
	uint64_t size;
	unsigned n_nodes;
	Digest nodes[MERKLE_LEVELS];
} MerkleEdge;

void merkle_edge_add(MerkleEdge *edge, const Digest *leaf);

/* Add 2^@level leaves by the head over them; the size so far must be a multiple of 2^@level. */
void merkle_edge_add_subtree(MerkleEdge *edge, unsigned level, const Digest *head);
Digest merkle_edge_root(const MerkleEdge *edge);

/* 2.1.3.2: does @proof lead from @leaf, at @index of @size entries, to @root? */
bool merkle_inclusion_agrees(uint64_t index, uint64_t size, const Digest *leaf, const GArray *proof,
                             const Digest *root);

/* 2.1.4.2: is the tree with head @old_head the beginning of the one with @new_head? */
typedef struct {
	uint64_t size;
	Digest root;
} MerkleHead;
bool merkle_consistency_agrees(const MerkleHead *old_head, const MerkleHead *new_head,
                               const GArray *proof);

/* Expected to give the head of the perfect subtree number @index of 2^@level leaves. */
typedef bool (*MerkleFetch)(unsigned level, uint64_t index, Digest *ret_head, void *data,
                            GError **error);

/* 2.1.3.1 and 2.1.4.1; arrays of Digest. */
GArray *merkle_prove_inclusion(uint64_t index, uint64_t size, MerkleFetch fetch, void *data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *merkle_prove_consistency(uint64_t old_size, uint64_t new_size, MerkleFetch fetch,
                                 void *data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
