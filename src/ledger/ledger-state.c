/*
 * ledger-state.c - an open ledger: what of the tree is held in memory
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ledger-state.h"

#include "durable.h"
#include "errors.h"

#include <glib/gstdio.h>

void
ledger_state_clear(Ledger *ledger)
{
	g_clear_pointer(&ledger->checkpoint, checkpoint_free);
	g_clear_pointer(&ledger->bundle, g_byte_array_unref);
	for (int level = 0; level < TILE_LEVELS; level++) {
		g_clear_pointer(&ledger->tiles[level], g_array_unref);
		ledger->cache[level].is_there = false;
	}
	ledger->edge = (MerkleEdge){0};
}

static bool
read_checkpoint(Ledger *ledger, GError **error)
{
	g_autofree char *path = g_build_filename(ledger->directory, "checkpoint", NULL);
	g_autoptr(GBytes) content = NULL;

	if (!durable_read(path, CHECKPOINT_BOUND, &content, error))
		return false;
	gsize length = 0;
	const char *bytes = g_bytes_get_data(content, &length);
	ledger->checkpoint = checkpoint_parse((Span){bytes, length}, error);
	if (ledger->checkpoint == NULL) {
		fault_prefix(error, N_("file '%s': "), path);
		return false;
	}
	if (!checkpoint_is_whole(ledger->checkpoint)) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the signature of the ledger's checkpoint does not agree"));
		return false;
	}
	return true;
}

/* The incomplete tile of @level, its hashes joined to the edge. */
static bool
read_edge_tile(Ledger *ledger, int level, GError **error)
{
	uint64_t size = ledger->checkpoint->head.size;
	unsigned width = (unsigned)(tile_count(level, size) & (TILE_WIDTH - 1));
	g_autoptr(GBytes) content = NULL;
	Tile tile = {level, tile_count(level, size) >> TILE_BITS, width};

	if (width == 0)
		return true;
	if (!tile_read(ledger->directory, &tile, &content, error))
		return false;
	const Digest *hashes = g_bytes_get_data(content, NULL);
	g_array_append_vals(ledger->tiles[level], hashes, width);
	for (unsigned i = 0; i < width; i++)
		merkle_edge_add_subtree(&ledger->edge, (unsigned)level * TILE_BITS, &hashes[i]);
	return true;
}

/* The incomplete bundle; its entries must be those under the tile. */
static bool
read_edge_bundle(Ledger *ledger, GError **error)
{
	uint64_t size = ledger->checkpoint->head.size;
	const GArray *hashes = ledger->tiles[0];
	g_autoptr(GBytes) content = NULL;
	Tile tile = {TILE_ENTRIES, size >> TILE_BITS, hashes->len};
	Span rest, entry;

	if (hashes->len == 0)
		return true;
	if (!tile_read(ledger->directory, &tile, &content, error))
		return false;
	rest.bytes = g_bytes_get_data(content, &rest.length);
	g_byte_array_append(ledger->bundle, (const uint8_t *)rest.bytes, (guint)rest.length);
	for (unsigned i = 0; i < hashes->len; i++) {
		bool is_there = tile_next_entry(&rest, &entry);
		Digest leaf = is_there ? merkle_leaf(entry) : merkle_empty();
		if (!is_there || !digest_equal(&leaf, &g_array_index(hashes, Digest, i))) {
			fault_set(error, FAULT_TAMPERED, N_("entry %ju is not what its hash says"),
			          tile.index * TILE_WIDTH + i);
			return false;
		}
	}
	if (rest.length > 0)
		fault_set(error, FAULT_TAMPERED, N_("behind the last entry there are more bytes"));
	return rest.length == 0;
}

static bool
load_once(Ledger *ledger, GError **error)
{
	ledger_state_clear(ledger);
	ledger->bundle = g_byte_array_new();
	for (int level = 0; level < TILE_LEVELS; level++)
		ledger->tiles[level] = g_array_new(FALSE, FALSE, sizeof(Digest));
	if (!read_checkpoint(ledger, error))
		return false;
	for (int level = TILE_LEVELS - 1; level >= 0; level--)
		if (!read_edge_tile(ledger, level, error))
			return false;
	Digest root = merkle_edge_root(&ledger->edge);
	if (!digest_equal(&root, &ledger->checkpoint->head.root)) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the ledger's last tiles do not lead to its signed head"));
		return false;
	}
	return read_edge_bundle(ledger, error);
}

/* Another process may append meanwhile: then the checkpoint is a new one, and so are the tiles. */
bool
ledger_state_load(Ledger *ledger, GError **error)
{
	g_autofree char *path = g_build_filename(ledger->directory, "checkpoint", NULL);
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;

	for (;;) {
		g_autoptr(GError) trouble = NULL;

		if (load_once(ledger, &trouble))
			return true;
		g_free(before);
		before = ledger->checkpoint == NULL ? NULL : g_strdup(ledger->checkpoint->text);
		g_clear_pointer(&after, g_free);
		if (before == NULL || !g_file_get_contents(path, &after, NULL, NULL) ||
		    strcmp(before, after) == 0) {
			g_propagate_error(error, g_steal_pointer(&trouble));
			return false;
		}
	}
}

bool
ledger_state_recover(Ledger *ledger, GError **error)
{
	uint64_t size = ledger->checkpoint->head.size;
	g_autoptr(GArray) added = tile_added(size + 1);
	g_autoptr(GArray) superseded = tile_superseded(size);
	g_autofree char *beside = g_build_filename(ledger->directory, "checkpoint.new", NULL);

	for (unsigned i = 0; i < added->len; i++)
		if (!tile_remove(ledger->directory, &g_array_index(added, Tile, i), error))
			return false;
	for (unsigned i = 0; i < superseded->len; i++)
		if (!tile_remove(ledger->directory, &g_array_index(superseded, Tile, i), error))
			return false;
	return !g_file_test(beside, G_FILE_TEST_EXISTS) || durable_remove(beside, error);
}
