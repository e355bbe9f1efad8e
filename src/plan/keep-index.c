/*
 * keep-index.c - which business records the live store holds
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "keep-index.h"

#include <string.h>

struct KeepIndex {
	GHashTable *identities;
};

KeepIndex *
keep_index_new(void)
{
	KeepIndex *index = g_new0(KeepIndex, 1);

	index->identities = g_hash_table_new(g_direct_hash, g_direct_equal);
	return index;
}

void
keep_index_free(KeepIndex *index)
{
	if (index == NULL)
		return;
	g_hash_table_unref(index->identities);
	g_free(index);
}

void
keep_index_add(KeepIndex *index, uint64_t identity)
{
	g_hash_table_add(index->identities, GSIZE_TO_POINTER(identity));
}

bool
keep_index_has(const KeepIndex *index, uint64_t identity)
{
	return g_hash_table_contains(index->identities, GSIZE_TO_POINTER(identity));
}

bool
keep_index_store(const KeepIndex *index, Database *database, GError **error)
{
	g_autoptr(Statement) insert =
		statement_new(database, "INSERT OR IGNORE INTO kept VALUES (?1)", error);
	GHashTableIter iterator;
	void *identity;

	if (insert == NULL)
		return false;
	g_hash_table_iter_init(&iterator, index->identities);
	while (g_hash_table_iter_next(&iterator, &identity, NULL)) {
		uint64_t bits = GPOINTER_TO_SIZE(identity);

		/* As bytes: written as decimal numbers, some would pass for card numbers. */
		statement_bind_blob(insert, 1, (Span){(const char *)&bits, sizeof bits});
		if (!statement_run(insert, error))
			return false;
	}
	return true;
}

bool
keep_index_load(KeepIndex *index, Database *database, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = statement_new(database, "SELECT identity FROM kept", error);

	if (row == NULL)
		return false;
	while (statement_step(row, &trouble)) {
		Span blob = statement_blob(row, 0);
		uint64_t bits = 0;

		memcpy(&bits, blob.bytes, MIN(blob.length, sizeof bits));
		keep_index_add(index, bits);
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}
