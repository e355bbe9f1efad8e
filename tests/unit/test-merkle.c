/*
 * test-merkle.c - trees and proofs against published vectors and against the definition
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "merkle.h"
#include "vectors.h"

#include <glib.h>
#include <stdlib.h>

/* Trees of every size up to this one are compared with the recursive definition. */
#define LARGEST 300

static Digest
digest_from_base64(const json_t *text)
{
	size_t length = 0;
	Digest digest = {{0}};
	g_autofree guchar *bytes = g_base64_decode(json_string_value(text), &length);

	/* The vectors hold roots of a wrong length on purpose: those agree with nothing. */
	if (length == DIGEST_SIZE)
		memcpy(digest.bytes, bytes, DIGEST_SIZE);
	return digest;
}

/* NULL: a hash of the proof has a length that no proof of ours can hold. */
static GArray *
proof_from(const json_t *list)
{
	g_autoptr(GArray) proof = g_array_new(FALSE, FALSE, sizeof(Digest));

	for (size_t i = 0; i < json_array_size(list); i++) {
		size_t length = 0;
		g_autofree guchar *bytes =
			g_base64_decode(json_string_value(json_array_get(list, i)), &length);
		if (length != DIGEST_SIZE)
			return NULL;
		g_array_append_vals(proof, bytes, 1);
	}
	return g_steal_pointer(&proof);
}

static uint64_t
number(const json_t *object, const char *key)
{
	double value = json_number_value(json_object_get(object, key));

	/* 2^64 - 1, which is in the vectors, is more than JSON's integers hold in jansson. */
	return value < 0x1p63 ? (uint64_t)value : UINT64_MAX;
}

static bool
inclusion_of(const json_t *vector)
{
	g_autoptr(GArray) proof = proof_from(json_object_get(vector, "proof"));
	Digest root = digest_from_base64(json_object_get(vector, "root"));
	Digest leaf = digest_from_base64(json_object_get(vector, "leafHash"));

	return proof != NULL &&
	       merkle_inclusion_agrees(number(vector, "leafIdx"), number(vector, "treeSize"), &leaf,
	                               proof, &root);
}

static bool
consistency_of(const json_t *vector)
{
	g_autoptr(GArray) proof = proof_from(json_object_get(vector, "proof"));
	MerkleHead old_head = {number(vector, "size1"),
	                       digest_from_base64(json_object_get(vector, "root1"))};
	MerkleHead new_head = {number(vector, "size2"),
	                       digest_from_base64(json_object_get(vector, "root2"))};

	return proof != NULL && merkle_consistency_agrees(&old_head, &new_head, proof);
}

static void
run_vectors(const char *name, bool (*judge)(const json_t *), unsigned expected)
{
	g_autofree char *path = vectors_path(name);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;
	unsigned n_vectors = 0;

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (*lines[i] == '\0')
			continue;
		json_auto_t *vector = json_loads(lines[i], JSON_DECODE_INT_AS_REAL, NULL);
		g_assert_nonnull(vector);
		bool is_wrong = json_is_true(json_object_get(vector, "wantErr"));
		g_test_message("%s", json_string_value(json_object_get(vector, "file")));
		g_assert_cmpint(judge(vector), ==, !is_wrong);
		n_vectors++;
	}
	g_assert_cmpuint(n_vectors, ==, expected);
}

static void
test_inclusion_vectors(void)
{
	run_vectors("crypto/merkle_inclusion.jsonl", inclusion_of, 49);
}

static void
test_consistency_vectors(void)
{
	run_vectors("crypto/merkle_consistency.jsonl", consistency_of, 43);
}

static GByteArray *
from_hex(const char *hex)
{
	GByteArray *bytes = g_byte_array_new();

	for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
		uint8_t byte =
			(uint8_t)(g_ascii_xdigit_value(hex[0]) << 4 | g_ascii_xdigit_value(hex[1]));
		g_byte_array_append(bytes, &byte, 1);
	}
	return bytes;
}

/* The lines of a table without its comments, each cut at its tabs. */
static GPtrArray *
table(const char *name)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_autofree char *path = vectors_path(name);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (size_t i = 0; lines[i] != NULL; i++)
		if (*lines[i] != '\0' && *lines[i] != '#')
			g_ptr_array_add(rows, g_strsplit(lines[i], "\t", 0));
	return rows;
}

static void
assert_digest(const Digest *digest, const char *hex)
{
	char text[DIGEST_HEX];

	g_assert_cmpstr(digest_to_hex(digest, text), ==, hex);
}

static void
test_tree_vectors(void)
{
	g_autoptr(GPtrArray) rows = table("crypto/rfc6962_tree.tsv");
	MerkleEdge edge = {0};

	g_assert_cmpuint(rows->len, ==, 9);
	for (unsigned size = 0; size < rows->len; size++) {
		char **row = rows->pdata[size];
		if (size > 0) {
			g_autoptr(GByteArray) entry = from_hex(row[1]);
			Digest leaf = merkle_leaf((Span){(const char *)entry->data, entry->len});
			merkle_edge_add(&edge, &leaf);
		}
		Digest root = merkle_edge_root(&edge);
		assert_digest(&root, row[2]);
	}
}

static void
test_hash_vectors(void)
{
	g_autoptr(GPtrArray) rows = table("crypto/rfc6962_hash.tsv");
	Digest empty = merkle_empty();
	g_autoptr(GByteArray) entry = from_hex("4c313233343536");
	Digest leaf = merkle_leaf((Span){(const char *)entry->data, entry->len});
	Digest no_entry = merkle_leaf((Span){NULL, 0});

	g_assert_cmpuint(rows->len, ==, 4);
	assert_digest(&empty, ((char **)rows->pdata[0])[2]);
	assert_digest(&no_entry, ((char **)rows->pdata[1])[2]);
	assert_digest(&leaf, ((char **)rows->pdata[2])[2]);
}

static void
test_sm3_vectors(void)
{
	g_autoptr(GPtrArray) rows = table("crypto/sm3_hash.tsv");

	g_assert_cmpuint(rows->len, ==, 10);
	for (unsigned i = 0; i < rows->len; i++) {
		char **row = rows->pdata[i];
		g_autoptr(GByteArray) message = from_hex(row[0]);
		Digest digest =
			digest_of(DIGEST_SM3, (Span){(const char *)message->data, message->len});
		assert_digest(&digest, row[1]);
	}
}

static Digest leaves[LARGEST];

static void
make_leaves(void)
{
	for (unsigned i = 0; i < LARGEST; i++) {
		g_autofree char *text = g_strdup_printf("entry %u", i);
		leaves[i] = merkle_leaf(span_of(text));
	}
}

/* MTH of RFC 9162 2.1.1, word for word and without thought of speed. */
static Digest
naive_root(const Digest *first, size_t size)
{
	size_t split = 1;

	if (size == 0)
		return merkle_empty();
	if (size == 1)
		return *first;
	while (split * 2 < size)
		split *= 2;
	Digest left = naive_root(first, split);
	Digest right = naive_root(first + split, size - split);
	return merkle_node(&left, &right);
}

static bool
fetch(unsigned level, uint64_t index, Digest *ret_head, void *data, GError **error)
{
	const uint64_t *size = data;
	uint64_t first = index << level;

	(void)error;
	/* A proof may only ask for what lies within its tree. */
	g_assert_cmpuint(first + (UINT64_C(1) << level), <=, *size);
	*ret_head = naive_root(&leaves[first], (size_t)1 << level);
	return true;
}

static void
test_roots(void)
{
	MerkleEdge edge = {0};

	make_leaves();
	for (size_t size = 0; size <= LARGEST; size++) {
		Digest naive = naive_root(leaves, size);
		Digest grown = merkle_edge_root(&edge);
		Digest whole = merkle_root(leaves, size);
		g_assert_true(digest_equal(&naive, &grown));
		g_assert_true(digest_equal(&naive, &whole));
		if (size < LARGEST)
			merkle_edge_add(&edge, &leaves[size]);
	}
}

/* Each change to a proof that verifies makes it one that does not. */
static void
assert_altered_fail(uint64_t index, uint64_t size, GArray *proof, const Digest *root)
{
	const Digest *leaf = &leaves[index];
	Digest other = *root;

	for (unsigned i = 0; i < proof->len; i++) {
		uint8_t *byte = &g_array_index(proof, Digest, i).bytes[(index + i) % DIGEST_SIZE];
		*byte ^= 0x10;
		g_assert_false(merkle_inclusion_agrees(index, size, leaf, proof, root));
		*byte ^= 0x10;
	}
	other.bytes[index % DIGEST_SIZE] ^= 1;
	g_assert_false(merkle_inclusion_agrees(index, size, leaf, proof, &other));
	g_assert_false(merkle_inclusion_agrees(size, size, leaf, proof, root));
	if (index + 1 < size)
		g_assert_false(merkle_inclusion_agrees(index + 1, size, leaf, proof, root));
	g_array_append_val(proof, other);
	g_assert_false(merkle_inclusion_agrees(index, size, leaf, proof, root));
	g_array_set_size(proof, proof->len - 1);
	if (proof->len > 0) {
		g_array_set_size(proof, proof->len - 1);
		g_assert_false(merkle_inclusion_agrees(index, size, leaf, proof, root));
	}
}

static void
test_inclusion(void)
{
	make_leaves();
	for (uint64_t size = 1; size <= LARGEST; size++) {
		Digest root = naive_root(leaves, size);
		/* Every index of small trees, a walk through those of large ones. */
		for (uint64_t index = 0; index < size; index += size < 40 ? 1 : 7) {
			g_autoptr(GError) error = NULL;
			g_autoptr(GArray) proof =
				merkle_prove_inclusion(index, size, fetch, &size, &error);
			g_assert_no_error(error);
			g_assert_true(
				merkle_inclusion_agrees(index, size, &leaves[index], proof, &root));
			assert_altered_fail(index, size, proof, &root);
		}
	}
}

static void
assert_consistent(uint64_t old_size, uint64_t new_size)
{
	MerkleHead old_head = {old_size, naive_root(leaves, old_size)};
	MerkleHead new_head = {new_size, naive_root(leaves, new_size)};
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) proof =
		merkle_prove_consistency(old_size, new_size, fetch, &new_size, &error);

	g_assert_no_error(error);
	g_assert_true(merkle_consistency_agrees(&old_head, &new_head, proof));
	for (unsigned i = 0; i < proof->len; i++) {
		g_array_index(proof, Digest, i).bytes[i % DIGEST_SIZE] ^= 0x80;
		g_assert_false(merkle_consistency_agrees(&old_head, &new_head, proof));
		g_array_index(proof, Digest, i).bytes[i % DIGEST_SIZE] ^= 0x80;
	}
	old_head.root.bytes[old_size % DIGEST_SIZE] ^= 1;
	g_assert_false(merkle_consistency_agrees(&old_head, &new_head, proof));
	old_head.root.bytes[old_size % DIGEST_SIZE] ^= 1;
	if (new_size > 0 && old_size > 0) {
		new_head.root.bytes[new_size % DIGEST_SIZE] ^= 1;
		g_assert_false(merkle_consistency_agrees(&old_head, &new_head, proof));
		new_head.root.bytes[new_size % DIGEST_SIZE] ^= 1;
	}
	g_array_append_val(proof, old_head.root);
	g_assert_false(merkle_consistency_agrees(&old_head, &new_head, proof));
}

static void
test_consistency(void)
{
	make_leaves();
	for (uint64_t new_size = 0; new_size <= LARGEST; new_size += new_size < 40 ? 1 : 13)
		for (uint64_t old_size = 0; old_size <= new_size; old_size += new_size < 40 ? 1 : 5)
			assert_consistent(old_size, new_size);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/merkle/roots", test_roots);
	g_test_add_func("/merkle/inclusion", test_inclusion);
	g_test_add_func("/merkle/consistency", test_consistency);
	if (!vectors_are_there()) {
		g_test_add_func("/merkle/vectors", vectors_missing);
		return g_test_run();
	}
	g_test_add_func("/merkle/vectors/hash", test_hash_vectors);
	g_test_add_func("/merkle/vectors/tree", test_tree_vectors);
	g_test_add_func("/merkle/vectors/inclusion", test_inclusion_vectors);
	g_test_add_func("/merkle/vectors/consistency", test_consistency_vectors);
	g_test_add_func("/merkle/vectors/sm3", test_sm3_vectors);
	return g_test_run();
}
