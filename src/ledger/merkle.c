/*
 * merkle.c - the arithmetic of RFC 9162 trees: hashes, heads, proofs; pure functions
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "merkle.h"

#include <string.h>

#define LEAF_PREFIX 0x00
#define NODE_PREFIX 0x01

/* Entries up to this length are hashed in one call from the stack. */
#define SHORT_ENTRY 2048

Digest
merkle_empty(void)
{
	return digest_of(DIGEST_SHA256, (Span){"", 0});
}

Digest
merkle_leaf(Span entry)
{
	char prefixed[1 + SHORT_ENTRY] = {LEAF_PREFIX};

	if (entry.length <= SHORT_ENTRY) {
		if (entry.length > 0)
			memcpy(prefixed + 1, entry.bytes, entry.length);
		return digest_of(DIGEST_SHA256, (Span){prefixed, 1 + entry.length});
	}
	DigestStream *stream = digest_begin(DIGEST_SHA256);
	digest_update(stream, (Span){prefixed, 1});
	digest_update(stream, entry);
	return digest_finish(stream);
}

Digest
merkle_node(const Digest *left, const Digest *right)
{
	char prefixed[1 + 2 * DIGEST_SIZE] = {NODE_PREFIX};

	memcpy(prefixed + 1, left->bytes, DIGEST_SIZE);
	memcpy(prefixed + 1 + DIGEST_SIZE, right->bytes, DIGEST_SIZE);
	return digest_of(DIGEST_SHA256, (Span){prefixed, sizeof prefixed});
}

Digest
merkle_root(const Digest *leaves, size_t n_leaves)
{
	MerkleEdge edge = {0};

	for (size_t i = 0; i < n_leaves; i++)
		merkle_edge_add(&edge, &leaves[i]);
	return merkle_edge_root(&edge);
}

void
merkle_edge_add_subtree(MerkleEdge *edge, unsigned level, const Digest *head)
{
	Digest carried = *head;

	g_assert((edge->size & ((UINT64_C(1) << level) - 1)) == 0);
	/* As in binary addition: each bit that is set carries one level up. */
	for (uint64_t bits = edge->size >> level; (bits & 1) != 0; bits >>= 1) {
		edge->n_nodes--;
		carried = merkle_node(&edge->nodes[edge->n_nodes], &carried);
	}
	edge->nodes[edge->n_nodes++] = carried;
	edge->size += UINT64_C(1) << level;
}

void
merkle_edge_add(MerkleEdge *edge, const Digest *leaf)
{
	merkle_edge_add_subtree(edge, 0, leaf);
}

Digest
merkle_edge_root(const MerkleEdge *edge)
{
	Digest root;

	if (edge->n_nodes == 0)
		return merkle_empty();
	root = edge->nodes[edge->n_nodes - 1];
	for (unsigned i = edge->n_nodes - 1; i > 0; i--)
		root = merkle_node(&edge->nodes[i - 1], &root);
	return root;
}

static const Digest *
proof_at(const GArray *proof, size_t i)
{
	return &((const Digest *)(const void *)proof->data)[i];
}

bool
merkle_inclusion_agrees(uint64_t index, uint64_t size, const Digest *leaf, const GArray *proof,
                        const Digest *root)
{
	Digest head = *leaf;
	uint64_t at = index, last = size - 1;

	if (index >= size)
		return false;
	for (size_t i = 0; i < proof->len; i++) {
		if (last == 0)
			return false;
		if ((at & 1) != 0 || at == last) {
			head = merkle_node(proof_at(proof, i), &head);
			while ((at & 1) == 0 && at != 0) {
				at >>= 1;
				last >>= 1;
			}
		} else {
			head = merkle_node(&head, proof_at(proof, i));
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && digest_equal(&head, root);
}

/* The walk of 2.1.4.2 behind its first node: both heads are rebuilt side by side. */
static bool
consistency_walk(const MerkleHead *old_head, const MerkleHead *new_head, const GArray *proof,
                 size_t next)
{
	uint64_t at = old_head->size - 1, last = new_head->size - 1;

	while ((at & 1) != 0) {
		at >>= 1;
		last >>= 1;
	}
	Digest first = next == 0 ? old_head->root : *proof_at(proof, 0);
	Digest second = first;
	for (size_t i = next; i < proof->len; i++) {
		if (last == 0)
			return false;
		if ((at & 1) != 0 || at == last) {
			first = merkle_node(proof_at(proof, i), &first);
			second = merkle_node(proof_at(proof, i), &second);
			while ((at & 1) == 0 && at != 0) {
				at >>= 1;
				last >>= 1;
			}
		} else {
			second = merkle_node(&second, proof_at(proof, i));
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0 && digest_equal(&first, &old_head->root) &&
	       digest_equal(&second, &new_head->root);
}

bool
merkle_consistency_agrees(const MerkleHead *old_head, const MerkleHead *new_head,
                          const GArray *proof)
{
	Digest empty = merkle_empty();

	if (old_head->size > new_head->size)
		return false;
	if (old_head->size == new_head->size)
		return proof->len == 0 && digest_equal(&old_head->root, &new_head->root) &&
		       (old_head->size > 0 || digest_equal(&old_head->root, &empty));
	if (old_head->size == 0)
		return proof->len == 0 && digest_equal(&old_head->root, &empty);
	if (proof->len == 0)
		return false;
	/* Where the old tree is perfect, the verifier puts its head in front itself. */
	bool is_perfect = (old_head->size & (old_head->size - 1)) == 0;
	return consistency_walk(old_head, new_head, proof, is_perfect ? 0 : 1);
}

/* The largest power of two smaller than @size, which is at least 2. */
static uint64_t
split_of(uint64_t size)
{
	return UINT64_C(1) << (g_bit_storage((gulong)(size - 1)) - 1);
}

/* What a proof is being made of. */
typedef struct {
	MerkleFetch fetch;
	void *data;
	GArray *proof;
} Prover;

/* Head over [@start, @start + @size): a subtree of RFC 9162, so @start is aligned to it. */
static bool
head_over(const Prover *prover, uint64_t start, uint64_t size, Digest *ret_head, GError **error)
{
	MerkleEdge edge = {0};

	while (edge.size < size) {
		unsigned level = g_bit_storage((gulong)(size - edge.size)) - 1;
		uint64_t index = (start + edge.size) >> level;
		Digest head;

		if (!prover->fetch(level, index, &head, prover->data, error))
			return false;
		merkle_edge_add_subtree(&edge, level, &head);
	}
	*ret_head = merkle_edge_root(&edge);
	return true;
}

static bool
append_head(const Prover *prover, uint64_t start, uint64_t size, GError **error)
{
	Digest head;

	if (!head_over(prover, start, size, &head, error))
		return false;
	g_array_append_val(prover->proof, head);
	return true;
}

/* PATH(@index, D[@start : @start + @size]): siblings from the leaf upwards. */
static bool
path(const Prover *prover, uint64_t index, uint64_t start, uint64_t size, GError **error)
{
	if (size == 1)
		return true;
	uint64_t split = split_of(size);
	if (index < split)
		return path(prover, index, start, split, error) &&
		       append_head(prover, start + split, size - split, error);
	return path(prover, index - split, start + split, size - split, error) &&
	       append_head(prover, start, split, error);
}

/* SUBPROOF(@old, D[@start : @start + @size], @known): is this subtree's head known? */
static bool
subproof(const Prover *prover, uint64_t old, uint64_t start, uint64_t size, bool known,
         GError **error)
{
	if (old == size)
		return known || append_head(prover, start, size, error);
	uint64_t split = split_of(size);
	if (old <= split)
		return subproof(prover, old, start, split, known, error) &&
		       append_head(prover, start + split, size - split, error);
	return subproof(prover, old - split, start + split, size - split, false, error) &&
	       append_head(prover, start, split, error);
}

GArray *
merkle_prove_inclusion(uint64_t index, uint64_t size, MerkleFetch fetch, void *data, GError **error)
{
	g_autoptr(GArray) proof = g_array_new(FALSE, FALSE, sizeof(Digest));
	Prover prover = {fetch, data, proof};

	g_assert(index < size);
	if (!path(&prover, index, 0, size, error))
		return NULL;
	return g_steal_pointer(&proof);
}

GArray *
merkle_prove_consistency(uint64_t old_size, uint64_t new_size, MerkleFetch fetch, void *data,
                         GError **error)
{
	g_autoptr(GArray) proof = g_array_new(FALSE, FALSE, sizeof(Digest));
	Prover prover = {fetch, data, proof};

	g_assert(old_size <= new_size);
	if (old_size == 0 || old_size == new_size)
		return g_steal_pointer(&proof);
	if (!subproof(&prover, old_size, 0, new_size, true, error))
		return NULL;
	return g_steal_pointer(&proof);
}
