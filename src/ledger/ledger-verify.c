/*
 * ledger-verify.c - recomputes all of it; shares only the arithmetic with the writer
 *
 * From the entries' bytes: leaf hashes, every tile, the head; the head against the signed
 * checkpoint; the signature against the key.  A file that the signed tree has no place for
 * is tampering, with one exception: what one append leaves that was cut off.  Its files are
 * known by name (those that one more entry would add, those that the last entry made
 * superfluous), have to continue or repeat what is signed, and are counted, not passed over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ledger.h"

#include "checkpoint.h"
#include "durable.h"
#include "entry.h"
#include "errors.h"
#include "tile.h"

#include <errno.h>
#include <glib/gstdio.h>

/* Deeper than any number of 64 bits needs. */
#define DEPTH_BOUND 12

typedef struct {
	const char *directory;
	const Checkpoint *checkpoint;
	const Checkpoint *earlier; /* or NULL */
	Progress *progress;
	MerkleEdge edge;
	GArray *tiles[TILE_LEVELS]; /* of Digest: the tile in the making */
	GHashTable *places;         /* directories that may be there */
	GArray *leftovers;          /* of Tile */
	GPtrArray *directories;     /* that are there */
	bool has_new_checkpoint;
	bool earlier_agrees;
} Audit;

static void
audit_clear(Audit *audit)
{
	for (int level = 0; level < TILE_LEVELS; level++)
		g_clear_pointer(&audit->tiles[level], g_array_unref);
	g_clear_pointer(&audit->places, g_hash_table_unref);
	g_clear_pointer(&audit->leftovers, g_array_unref);
	g_clear_pointer(&audit->directories, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Audit, audit_clear)

static bool
holds(const GArray *tiles, const Tile *tile)
{
	for (unsigned i = 0; i < tiles->len; i++) {
		const Tile *other = &g_array_index(tiles, Tile, i);
		if (other->level == tile->level && other->index == tile->index &&
		    other->width == tile->width)
			return true;
	}
	return false;
}

/* One that the next entry would have added, or that the last one made superfluous. */
static bool
is_leftover(const Audit *audit, const Tile *tile)
{
	uint64_t size = audit->checkpoint->head.size;
	g_autoptr(GArray) added = tile_added(size + 1);
	g_autoptr(GArray) superseded = tile_superseded(size);

	return holds(added, tile) || holds(superseded, tile);
}

/* The directories above @path may be there. */
static void
allow_places(Audit *audit, const char *path)
{
	g_autofree char *place = g_path_get_dirname(path);

	if (strcmp(place, ".") == 0 || !g_hash_table_add(audit->places, g_strdup(place)))
		return;
	allow_places(audit, place);
}

static bool
note_file(Audit *audit, const char *relative, GError **error)
{
	Tile tile;

	if (strcmp(relative, "checkpoint") == 0)
		return true;
	if (strcmp(relative, "checkpoint.new") == 0) {
		audit->has_new_checkpoint = true;
		return true;
	}
	if (tile_parse(relative, &tile)) {
		allow_places(audit, relative);
		if (tile_belongs(&tile, audit->checkpoint->head.size))
			return true;
		if (is_leftover(audit, &tile)) {
			g_array_append_val(audit->leftovers, tile);
			return true;
		}
	}
	fault_set(error, FAULT_TAMPERED, N_("'%s' is no part of the signed ledger"), relative);
	return false;
}

static bool walk(Audit *audit, const char *relative, unsigned depth, GError **error);

static bool
note(Audit *audit, const char *relative, unsigned depth, GError **error)
{
	g_autofree char *path = g_build_filename(audit->directory, relative, NULL);
	GStatBuf status;

	if (g_lstat(path, &status) != 0) {
		if (errno == ENOENT)
			return true; /* a writer removed it just now */
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		return false;
	}
	if (S_ISREG(status.st_mode))
		return note_file(audit, relative, error);
	if (S_ISDIR(status.st_mode) && depth < DEPTH_BOUND) {
		g_ptr_array_add(audit->directories, g_strdup(relative));
		return walk(audit, relative, depth + 1, error);
	}
	fault_set(error, FAULT_TAMPERED, N_("'%s' is no part of the signed ledger"), relative);
	return false;
}

/* @relative is "" for the ledger's own directory. */
static bool
walk(Audit *audit, const char *relative, unsigned depth, GError **error)
{
	g_autofree char *path = g_build_filename(audit->directory, relative, NULL);
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &trouble);

	if (dir == NULL) {
		if (g_error_matches(trouble, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			return true;
		fault_set(error, FAULT_STORAGE, N_("directory '%s' cannot be read: %s"), path,
		          trouble->message);
		return false;
	}
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *below = *relative == '\0'
		                                 ? g_strdup(name)
		                                 : g_strdup_printf("%s/%s", relative, name);
		if (!note(audit, below, depth, error))
			return false;
	}
	return true;
}

/* Only files and directories that the tree, or one cut append, has. */
static bool
audit_files(Audit *audit, GError **error)
{
	g_autoptr(GArray) added = tile_added(audit->checkpoint->head.size + 1);
	g_autoptr(GArray) superseded = tile_superseded(audit->checkpoint->head.size);

	if (!walk(audit, "", 0, error))
		return false;
	for (unsigned i = 0; i < added->len + superseded->len; i++) {
		const Tile *tile = i < added->len
		                           ? &g_array_index(added, Tile, i)
		                           : &g_array_index(superseded, Tile, i - added->len);
		g_autofree char *path = tile_path(tile);
		allow_places(audit, path);
	}
	for (size_t i = 0; i < audit->directories->len; i++) {
		const char *directory = audit->directories->pdata[i];
		if (!g_hash_table_contains(audit->places, directory)) {
			fault_set(error, FAULT_TAMPERED, N_("'%s' is no part of the signed ledger"),
			          directory);
			return false;
		}
	}
	return true;
}

/* The tile of @level in the making is done: its file must hold the same. */
static bool
compare_tile(Audit *audit, int level, uint64_t index, GError **error)
{
	GArray *hashes = audit->tiles[level];
	Tile tile = {level, index, hashes->len};
	g_autofree char *path = tile_path(&tile);
	g_autoptr(GBytes) content = NULL;

	if (!tile_read(audit->directory, &tile, &content, error))
		return false;
	const Digest *stored = g_bytes_get_data(content, NULL);
	for (unsigned i = 0; i < hashes->len; i++) {
		if (digest_equal(&stored[i], &g_array_index(hashes, Digest, i)))
			continue;
		if (level == 0)
			fault_set(error, FAULT_TAMPERED,
			          N_("entry %ju and its hash in '%s' disagree"),
			          index * TILE_WIDTH + i, path);
		else
			fault_set(error, FAULT_TAMPERED,
			          N_("'%s' does not follow from the entries"), path);
		return false;
	}
	return true;
}

/* Add the hash number @index of level 0, and of each level above whose tile it completes. */
static bool
add_hash(Audit *audit, uint64_t index, Digest hash, GError **error)
{
	for (int level = 0; level < TILE_LEVELS; level++, index >>= TILE_BITS) {
		GArray *tile = audit->tiles[level];

		g_array_append_val(tile, hash);
		if (tile->len < TILE_WIDTH)
			return true;
		if (!compare_tile(audit, level, index >> TILE_BITS, error))
			return false;
		hash = merkle_root((const Digest *)(void *)tile->data, TILE_WIDTH);
		g_array_set_size(tile, 0);
	}
	return true;
}

static void
meet_earlier(Audit *audit)
{
	if (audit->earlier == NULL || audit->edge.size != audit->earlier->head.size)
		return;
	Digest root = merkle_edge_root(&audit->edge);
	audit->earlier_agrees = digest_equal(&root, &audit->earlier->head.root);
}

static bool
audit_entry(Audit *audit, uint64_t index, Span text, GError **error)
{
	Digest leaf = merkle_leaf(text);

	/* The hash first: it says that the bytes changed, the rest only how they look now. */
	if (!add_hash(audit, index, leaf, error))
		return false;
	merkle_edge_add(&audit->edge, &leaf);
	meet_earlier(audit);
	json_auto_t *value = entry_parse(text, index, error);
	return value != NULL;
}

static bool
audit_bundle(Audit *audit, uint64_t number, GError **error)
{
	Tile tile;
	Span rest, text;
	g_autoptr(GBytes) content = NULL;
	bool is_there = tile_of(TILE_ENTRIES, number, audit->checkpoint->head.size, &tile);

	g_assert(is_there);
	if (!tile_read(audit->directory, &tile, &content, error))
		return false;
	rest.bytes = g_bytes_get_data(content, &rest.length);
	for (unsigned i = 0; i < tile.width; i++) {
		uint64_t index = number * TILE_WIDTH + i;

		if (!tile_next_entry(&rest, &text)) {
			fault_set(error, FAULT_TAMPERED, N_("entry %ju is cut short"), index);
			return false;
		}
		if (!audit_entry(audit, index, text, error))
			return false;
	}
	if (rest.length > 0) {
		g_autofree char *path = tile_path(&tile);
		fault_set(error, FAULT_TAMPERED, N_("'%s' has bytes behind its last entry"), path);
		return false;
	}
	if (!progress_advance(audit->progress, tile.width)) {
		fault_set(error, FAULT_INTERRUPTED, N_("stopped before the end"));
		return false;
	}
	return true;
}

static bool
audit_tree(Audit *audit, GError **error)
{
	uint64_t size = audit->checkpoint->head.size;

	progress_expect(audit->progress, size);
	meet_earlier(audit);
	for (uint64_t i = 0; i * TILE_WIDTH < size; i++)
		if (!audit_bundle(audit, i, error))
			return false;
	for (int level = 0; level < TILE_LEVELS; level++)
		if (audit->tiles[level]->len > 0 &&
		    !compare_tile(audit, level, tile_count(level, size) >> TILE_BITS, error))
			return false;
	Digest root = merkle_edge_root(&audit->edge);
	if (digest_equal(&root, &audit->checkpoint->head.root))
		return true;
	fault_set(error, FAULT_TAMPERED, N_("the entries do not lead to the signed head"));
	return false;
}

/* Bytes of the first @n_entries entries of a bundle, or of all there are. */
static size_t
length_of_entries(Span bundle, unsigned n_entries)
{
	Span rest = bundle, entry;

	for (unsigned i = 0; i < n_entries && tile_next_entry(&rest, &entry); i++)
		continue;
	return bundle.length - rest.length;
}

/*
 * A superfluous tile is the beginning of the one that took its place.  One that was
 * written ahead begins with what is signed, as far as it goes, and adds one hash or entry.
 */
static bool
leftover_agrees(Span left, Span now, const Tile *tile, const Tile *now_tile)
{
	bool is_bundle = tile->level == TILE_ENTRIES;
	size_t common = MIN(left.length, now.length);

	if (!span_equal(span_slice(left, 0, common), span_slice(now, 0, common)))
		return false;
	if (tile->width < now_tile->width)
		return left.length == (is_bundle ? length_of_entries(now, tile->width)
		                                 : tile->width * (size_t)DIGEST_SIZE);
	if (!is_bundle)
		return left.length <= tile->width * (size_t)DIGEST_SIZE;
	/* A whole entry and nothing behind it, or a part of one. */
	Span rest = span_slice(left, common, left.length), entry;
	return rest.length == 0 || !tile_next_entry(&rest, &entry) || rest.length == 0;
}

static bool
audit_leftovers(Audit *audit, GError **error)
{
	uint64_t size = audit->checkpoint->head.size;

	for (unsigned i = 0; i < audit->leftovers->len; i++) {
		const Tile *tile = &g_array_index(audit->leftovers, Tile, i);
		Tile now_tile = {tile->level, tile->index, 0};
		g_autofree char *relative = tile_path(tile);
		g_autofree char *path = g_build_filename(audit->directory, relative, NULL);
		g_autofree char *bytes = NULL;
		g_autoptr(GBytes) now_bytes = NULL;
		Span left = {NULL, 0}, now = {NULL, 0};

		if (!g_file_get_contents(path, &bytes, &left.length, NULL))
			continue; /* a writer removed it just now */
		left.bytes = bytes;
		if (tile_of(tile->level, tile->index, size, &now_tile)) {
			if (!tile_read(audit->directory, &now_tile, &now_bytes, error))
				return false;
			now.bytes = g_bytes_get_data(now_bytes, &now.length);
		}
		if (!leftover_agrees(left, now, tile, &now_tile)) {
			fault_set(error, FAULT_TAMPERED, N_("'%s' is no part of the signed ledger"),
			          relative);
			return false;
		}
	}
	return true;
}

static Checkpoint *
read_signed(const char *directory, GError **error)
{
	g_autofree char *path = g_build_filename(directory, "checkpoint", NULL);
	g_autoptr(GBytes) content = NULL;
	g_autoptr(GError) malformed = NULL;
	Span text;

	if (!g_file_test(directory, G_FILE_TEST_IS_DIR)) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no ledger '%s'"), directory);
		return NULL;
	}
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
	    g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
		fault_set(error, FAULT_TAMPERED, N_("'%s' is missing"), "checkpoint");
		return NULL;
	}
	g_autoptr(Checkpoint) checkpoint = NULL;
	if (durable_read(path, CHECKPOINT_BOUND, &content, &malformed)) {
		text.bytes = g_bytes_get_data(content, &text.length);
		checkpoint = checkpoint_parse(text, &malformed);
	} else if (!fault_is(malformed, FAULT_MALFORMED)) {
		g_propagate_error(error, g_steal_pointer(&malformed));
		return NULL;
	}
	if (checkpoint == NULL || !checkpoint_is_whole(checkpoint)) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the signature of the ledger's checkpoint does not agree"));
		return NULL;
	}
	return g_steal_pointer(&checkpoint);
}

/* @key NULL: the one the checkpoint names itself is used for the earlier one. */
static bool
check_signer(const Checkpoint *checkpoint, const char *key, PublicKey *ret_key, GError **error)
{
	*ret_key = checkpoint->key;
	if (key == NULL)
		return true;
	if (!checkpoint_read_verifier_key(key, checkpoint->origin, ret_key, error))
		return false;
	if (checkpoint_is_signed_by(checkpoint, ret_key))
		return true;
	fault_set(error, FAULT_TAMPERED, N_("the checkpoint is not signed by the key given"));
	return false;
}

static bool
check_earlier(const Checkpoint *earlier, const Checkpoint *checkpoint, const PublicKey *key,
              GError **error)
{
	if (strcmp(earlier->origin, checkpoint->origin) != 0) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the earlier checkpoint is of ledger '%s', this is '%s'"),
		          earlier->origin, checkpoint->origin);
		return false;
	}
	if (!checkpoint_is_signed_by(earlier, key)) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the earlier checkpoint is not signed by the key of this ledger"));
		return false;
	}
	if (earlier->head.size > checkpoint->head.size) {
		fault_set(
			error, FAULT_TAMPERED,
			N_("entries are missing: the earlier checkpoint has %ju, this ledger %ju"),
			earlier->head.size, checkpoint->head.size);
		return false;
	}
	return true;
}

static bool
audit(const Checkpoint *checkpoint, const Checkpoint *earlier, const char *directory,
      Progress *progress, LedgerVerdict *verdict, GError **error)
{
	g_auto(Audit) audit = {
		.directory = directory,
		.checkpoint = checkpoint,
		.earlier = earlier,
		.progress = progress,
		.places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.leftovers = g_array_new(FALSE, FALSE, sizeof(Tile)),
		.directories = g_ptr_array_new_with_free_func(g_free),
	};

	for (int level = 0; level < TILE_LEVELS; level++)
		audit.tiles[level] = g_array_new(FALSE, FALSE, sizeof(Digest));
	if (!audit_files(&audit, error) || !audit_tree(&audit, error) ||
	    !audit_leftovers(&audit, error))
		return false;
	if (earlier != NULL && !audit.earlier_agrees) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the ledger does not continue the earlier checkpoint"));
		return false;
	}
	verdict->head = (LedgerHead){checkpoint->head.size, checkpoint->head.root};
	verdict->consistent_with_earlier = earlier != NULL;
	verdict->leftovers = audit.leftovers->len + (audit.has_new_checkpoint ? 1 : 0);
	verdict->unknown_signatures = checkpoint->n_signatures - 1;
	return true;
}

bool
ledger_verify(const char *directory, const char *key, const char *checkpoint, Progress *progress,
              LedgerVerdict *ret_verdict, GError **error)
{
	g_autoptr(Checkpoint) earlier = NULL;
	LedgerVerdict verdict = {.signer_authenticated = key != NULL};
	PublicKey public_key;

	if (checkpoint != NULL) {
		earlier = checkpoint_parse(span_of(checkpoint), error);
		if (earlier == NULL) {
			fault_prefix(error, N_("the earlier checkpoint: "));
			return false;
		}
	}
	for (;;) {
		g_autoptr(Checkpoint) head = read_signed(directory, error);
		g_autoptr(GError) trouble = NULL;

		if (head == NULL || !check_signer(head, key, &public_key, error) ||
		    (earlier != NULL && !check_earlier(earlier, head, &public_key, error)))
			return false;
		if (audit(head, earlier, directory, progress, &verdict, &trouble)) {
			*ret_verdict = verdict;
			return true;
		}
		/* Where another process appended meanwhile, the files are those of a later tree. */
		g_autoptr(Checkpoint) again = read_signed(directory, NULL);
		if (fault_is(trouble, FAULT_INTERRUPTED) || again == NULL ||
		    strcmp(again->text, head->text) == 0) {
			g_propagate_error(error, g_steal_pointer(&trouble));
			return false;
		}
	}
}
