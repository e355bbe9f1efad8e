/*
 * ledger.c - make, open, append
 *
 * An append writes, in this order: salt, bundle and tiles under names that the tree so far
 * does not have, sync, checkpoint.  The checkpoint is the one moment at which the entry
 * exists.  Before it, what was written is nobody's and the next open removes it; behind it,
 * what is left to do is to remove the tiles that are superfluous now.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ledger.h"

#include "crash-point.h"
#include "durable.h"
#include "entry.h"
#include "errors.h"
#include "ledger-state.h"
#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static bool
write_checkpoint(const char *directory, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(directory, "checkpoint", NULL);

	return durable_write(path, span_of(text), error);
}

bool
ledger_create(const char *directory, const char *origin, const char *key_path, GError **error)
{
	MerkleHead head = {.size = 0, .root = merkle_empty()};
	g_autofree char *path = g_build_filename(directory, "checkpoint", NULL);
	g_autoptr(SigningKey) key = signing_key_load(key_path, error);

	if (key == NULL)
		return false;
	if (!checkpoint_name_is_possible(origin)) {
		fault_set(error, FAULT_USAGE,
		          N_("'%s' cannot name a ledger: no blanks, no plus sign"), origin);
		return false;
	}
	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		fault_set(error, FAULT_CONFLICT, N_("'%s' holds a ledger already"), directory);
		return false;
	}
	g_autofree char *text = checkpoint_make(origin, &head, key);
	return durable_mkdir(directory, error) && write_checkpoint(directory, text, error);
}

static bool
load_key(Ledger *ledger, const char *key_path, GError **error)
{
	ledger->key = signing_key_load(key_path, error);
	if (ledger->key == NULL)
		return false;
	PublicKey public_key = signing_key_public(ledger->key);
	if (checkpoint_is_signed_by(ledger->checkpoint, &public_key))
		return true;
	fault_set(error, FAULT_TAMPERED,
	          N_("the ledger's checkpoint is not signed by the key '%s'"), key_path);
	return false;
}

Ledger *
ledger_open(const char *directory, const char *key_path, GError **error)
{
	g_autoptr(Ledger) ledger = g_new0(Ledger, 1);

	ledger->directory = g_canonicalize_filename(directory, NULL);
	if (!ledger_state_load(ledger, error))
		return NULL;
	if (key_path != NULL &&
	    (!load_key(ledger, key_path, error) || !ledger_state_recover(ledger, error)))
		return NULL;
	return g_steal_pointer(&ledger);
}

void
ledger_close(Ledger *ledger)
{
	if (ledger == NULL)
		return;
	ledger_state_clear(ledger);
	signing_key_free(ledger->key);
	g_free(ledger->directory);
	g_free(ledger);
}

/* keys/salts: "INDEX HEXADECIMAL" a line.  A line of a cut append may precede another of its index. */
static bool
keep_salt(const Ledger *ledger, uint64_t index, const uint8_t *salt, GError **error)
{
	g_autofree char *dossier = g_path_get_dirname(ledger->directory);
	g_autofree char *keys = g_build_filename(dossier, "keys", NULL);
	g_autofree char *path = g_build_filename(keys, "salts", NULL);
	Digest digest;
	char hex[DIGEST_HEX];

	memcpy(digest.bytes, salt, ENTRY_SALT);
	/* The line feed in front ends a line that a crash may have cut. */
	g_autofree char *line =
		g_strdup_printf("\n%" G_GUINT64_FORMAT " %s\n", index, digest_to_hex(&digest, hex));
	if (!g_file_test(keys, G_FILE_TEST_IS_DIR) && !durable_mkdir(keys, error))
		return false;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool done = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line) &&
	            fdatasync(fd) == 0;
	if (!done)
		fault_set_errno(error, errno, N_("file '%s' cannot be written"), path);
	if (fd >= 0)
		close(fd);
	crash_point("ledger.salt");
	return done;
}

/* The hash of the new entry, and of each tile that it completes, into the tiles above. */
static void
grow(Ledger *ledger, Span text)
{
	Digest hash = merkle_leaf(text);

	tile_add_entry(ledger->bundle, text);
	merkle_edge_add(&ledger->edge, &hash);
	for (int level = 0; level < TILE_LEVELS; level++) {
		GArray *tile = ledger->tiles[level];

		g_array_append_val(tile, hash);
		if (tile->len < TILE_WIDTH)
			break;
		hash = merkle_root((const Digest *)(void *)tile->data, tile->len);
	}
}

static Span
content_of(const Ledger *ledger, const Tile *tile)
{
	if (tile->level == TILE_ENTRIES)
		return (Span){(const char *)ledger->bundle->data, ledger->bundle->len};
	return (Span){ledger->tiles[tile->level]->data, tile->width * (size_t)DIGEST_SIZE};
}

static bool
write_tiles(const Ledger *ledger, const GArray *added, GError **error)
{
	for (unsigned i = 0; i < added->len; i++) {
		const Tile *tile = &g_array_index(added, Tile, i);
		if (!tile_write(ledger->directory, tile, content_of(ledger, tile), error))
			return false;
		crash_point("ledger.tile");
	}
	for (unsigned i = 0; i < added->len; i++)
		if (!tile_sync(ledger->directory, &g_array_index(added, Tile, i), error))
			return false;
	crash_point("ledger.synced");
	return true;
}

/* Complete tiles are on disk now, and no longer part of the edge. */
static void
shed_complete(Ledger *ledger)
{
	if (ledger->tiles[0]->len == TILE_WIDTH)
		g_byte_array_set_size(ledger->bundle, 0);
	for (int level = 0; level < TILE_LEVELS; level++)
		if (ledger->tiles[level]->len == TILE_WIDTH)
			g_array_set_size(ledger->tiles[level], 0);
}

static bool
write_grown(Ledger *ledger, GError **error)
{
	MerkleHead head = {ledger->edge.size, merkle_edge_root(&ledger->edge)};
	g_autoptr(GArray) added = tile_added(head.size);
	g_autoptr(GArray) superseded = tile_superseded(head.size);
	g_autofree char *text = checkpoint_make(ledger->checkpoint->origin, &head, ledger->key);

	if (!write_tiles(ledger, added, error) || !write_checkpoint(ledger->directory, text, error))
		return false;
	crash_point("ledger.checkpoint");
	g_autoptr(Checkpoint) checkpoint = checkpoint_parse(span_of(text), error);
	if (checkpoint == NULL)
		return false;
	checkpoint_free(ledger->checkpoint);
	ledger->checkpoint = g_steal_pointer(&checkpoint);
	shed_complete(ledger);
	ledger->is_stale = false;
	for (unsigned i = 0; i < superseded->len; i++) {
		/* The entry stands whatever happens now; what cannot be removed is tried again. */
		if (!tile_remove(ledger->directory, &g_array_index(superseded, Tile, i), NULL))
			ledger->is_stale = true;
		crash_point("ledger.superseded");
	}
	return true;
}

bool
ledger_append(Ledger *ledger, int64_t now, const LedgerRecord *record, uint64_t *ret_index,
              GError **error)
{
	uint8_t salt[ENTRY_SALT] = {0};

	if (ledger->key == NULL) {
		fault_set(error, FAULT_REFUSED, N_("the ledger is open for reading only"));
		return false;
	}
	if (ledger->is_stale &&
	    (!ledger_state_load(ledger, error) || !ledger_state_recover(ledger, error)))
		return false;
	uint64_t index = ledger->edge.size;
	if (record->commitment_of != NULL)
		random_bytes(salt, sizeof salt);
	g_autofree char *text = entry_make(index, now, record, salt, error);
	if (text == NULL)
		return false;
	if (record->commitment_of != NULL && !keep_salt(ledger, index, salt, error))
		return false;
	ledger->is_stale = true;
	grow(ledger, span_of(text));
	if (!write_grown(ledger, error))
		return false;
	if (ret_index != NULL)
		*ret_index = index;
	return true;
}
