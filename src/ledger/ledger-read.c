/*
 * ledger-read.c - entries, head and proofs of an open ledger
 *
 * Nothing is handed out that was not checked against the signed head.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ledger.h"

#include "entry.h"
#include "errors.h"
#include "ledger-state.h"

LedgerHead
ledger_head(const Ledger *ledger)
{
	const MerkleHead *head = &ledger->checkpoint->head;

	return (LedgerHead){head->size, head->root};
}

char *
ledger_checkpoint(const Ledger *ledger)
{
	return g_strdup(ledger->checkpoint->text);
}

const char *
ledger_origin(const Ledger *ledger)
{
	return ledger->checkpoint->origin;
}

/*
 * The hashes of a tile, lent until the next call.  A complete tile stands for one hash of the
 * level above, which was checked before it.
 */
static const Digest *
tile_hashes(Ledger *ledger, int level, uint64_t index, GError **error)
{
	uint64_t size = ledger->checkpoint->head.size;
	CachedTile *cached = &ledger->cache[level];
	g_autoptr(GBytes) content = NULL;
	Tile tile = {level, index, TILE_WIDTH};

	if (index == tile_count(level, size) >> TILE_BITS)
		return (const Digest *)(void *)ledger->tiles[level]->data;
	if (cached->is_there && cached->index == index)
		return cached->hashes;
	const Digest *above = tile_hashes(ledger, level + 1, index >> TILE_BITS, error);
	if (above == NULL || !tile_read(ledger->directory, &tile, &content, error))
		return NULL;
	const Digest *hashes = g_bytes_get_data(content, NULL);
	Digest root = merkle_root(hashes, TILE_WIDTH);
	if (!digest_equal(&root, &above[index & (TILE_WIDTH - 1)])) {
		g_autofree char *path = tile_path(&tile);
		fault_set(error, FAULT_TAMPERED, N_("'%s' does not lead to the signed head"), path);
		return NULL;
	}
	memcpy(cached->hashes, hashes, sizeof cached->hashes);
	cached->index = index;
	cached->is_there = true;
	return cached->hashes;
}

static bool
fetch(unsigned level, uint64_t index, Digest *ret_head, void *data, GError **error)
{
	unsigned within = level % TILE_BITS;
	uint64_t first = index << within;
	const Digest *hashes =
		tile_hashes(data, (int)(level / TILE_BITS), first >> TILE_BITS, error);

	if (hashes == NULL)
		return false;
	*ret_head = merkle_root(&hashes[first & (TILE_WIDTH - 1)], (size_t)1 << within);
	return true;
}

static bool
size_is_there(const Ledger *ledger, uint64_t size, GError **error)
{
	uint64_t have = ledger->checkpoint->head.size;

	if (size <= have)
		return true;
	fault_set(error, FAULT_USAGE, N_("the ledger has %ju entries, not %ju"), have, size);
	return false;
}

GArray *
ledger_prove_inclusion(Ledger *ledger, uint64_t index, uint64_t size, GError **error)
{
	if (!size_is_there(ledger, size, error))
		return NULL;
	if (index >= size) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no entry %ju: the ledger has %ju"),
		          index, size);
		return NULL;
	}
	return merkle_prove_inclusion(index, size, fetch, ledger, error);
}

GArray *
ledger_prove_consistency(Ledger *ledger, uint64_t old_size, uint64_t new_size, GError **error)
{
	if (!size_is_there(ledger, new_size, error))
		return NULL;
	if (old_size > new_size) {
		fault_set(error, FAULT_USAGE, N_("a larger tree cannot precede a smaller one"));
		return NULL;
	}
	return merkle_prove_consistency(old_size, new_size, fetch, ledger, error);
}

/* The bytes of the bundle with number @index; those of the edge are in memory. */
static bool
bundle_bytes(Ledger *ledger, uint64_t index, GBytes **ret_bytes, GError **error)
{
	Tile tile = {TILE_ENTRIES, index, TILE_WIDTH};

	if (index < ledger->checkpoint->head.size >> TILE_BITS)
		return tile_read(ledger->directory, &tile, ret_bytes, error);
	*ret_bytes = g_bytes_new(ledger->bundle->data, ledger->bundle->len);
	return true;
}

/* What one call of ledger_read goes through with. */
typedef struct {
	uint64_t from, to;
	LedgerVisit visit;
	void *data;
	bool more; /* the visitor has not stopped */
} Reading;

static bool
read_entry(const Reading *reading, uint64_t index, Span text, bool *ret_more, GError **error)
{
	json_auto_t *value = entry_parse(text, index, error);

	if (value == NULL)
		return false;
	g_autofree char *copy = g_strndup(text.bytes, text.length);
	LedgerEntry entry = {index, copy, value};
	*ret_more = reading->visit(&entry, reading->data);
	return true;
}

static bool
read_bundle(Ledger *ledger, uint64_t number, Reading *reading, GError **error)
{
	g_autoptr(GBytes) content = NULL;
	const Digest *lent = tile_hashes(ledger, 0, number, error);
	uint64_t first = number * TILE_WIDTH;
	uint64_t last = MIN(first + TILE_WIDTH, ledger->checkpoint->head.size);
	Span rest, text;

	if (lent == NULL || !bundle_bytes(ledger, number, &content, error))
		return false;
	/* A copy: the visitor may well use the ledger. */
	g_autofree Digest *hashes = g_memdup2(lent, (last - first) * sizeof *hashes);
	rest.bytes = g_bytes_get_data(content, &rest.length);
	for (uint64_t i = first; i < last && i < reading->to && reading->more; i++) {
		bool is_there = tile_next_entry(&rest, &text);
		Digest leaf = is_there ? merkle_leaf(text) : merkle_empty();

		if (!is_there || !digest_equal(&leaf, &hashes[i - first])) {
			fault_set(error, FAULT_TAMPERED, N_("entry %ju is not what its hash says"),
			          i);
			return false;
		}
		if (i >= reading->from && !read_entry(reading, i, text, &reading->more, error))
			return false;
	}
	return true;
}

bool
ledger_read(Ledger *ledger, uint64_t from, uint64_t to, LedgerVisit visit, void *data,
            GError **error)
{
	Reading reading = {from, MIN(to, ledger->checkpoint->head.size), visit, data, true};

	for (uint64_t i = from >> TILE_BITS; i << TILE_BITS < reading.to && reading.more; i++)
		if (!read_bundle(ledger, i, &reading, error))
			return false;
	return true;
}
