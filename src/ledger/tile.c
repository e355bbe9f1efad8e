/*
 * tile.c - the files of a tree: C2SP tlog-tiles
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tile.h"

#include "bounds.h"
#include "durable.h"
#include "errors.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define LENGTH_PREFIX 2
#define BUNDLE_BOUND  (TILE_WIDTH * (LENGTH_PREFIX + (size_t)BOUND_LEDGER_ENTRY))

/* Digits of one path element of a tile's number. */
#define GROUP       1000
#define GROUP_WIDTH 3

uint64_t
tile_count(int level, uint64_t size)
{
	return level == TILE_ENTRIES ? size : size >> (TILE_BITS * level);
}

static void
append_number(GString *path, uint64_t index)
{
	g_autofree char *tail = g_strdup_printf("%03u", (unsigned)(index % GROUP));
	size_t at = path->len;

	g_string_append(path, tail);
	for (index /= GROUP; index > 0; index /= GROUP) {
		g_autofree char *group = g_strdup_printf("x%03u/", (unsigned)(index % GROUP));
		g_string_insert(path, (gssize)at, group);
	}
}

char *
tile_path(const Tile *tile)
{
	g_autoptr(GString) path = g_string_new("tile/");

	if (tile->level == TILE_ENTRIES)
		g_string_append(path, "entries/");
	else
		g_string_append_printf(path, "%d/", tile->level);
	append_number(path, tile->index);
	if (tile->width < TILE_WIDTH)
		g_string_append_printf(path, ".p/%u", tile->width);
	return g_string_free(g_steal_pointer(&path), FALSE);
}

/* "x001/x234/067" at *@at; moves behind it.  Too long a number wraps, and is then not canonical. */
static bool
read_number(const char **at, uint64_t *ret_index)
{
	const char *c = *at;
	uint64_t index = 0;

	for (bool more = true; more;) {
		more = *c == 'x';
		c += more ? 1 : 0;
		for (unsigned i = 0; i < GROUP_WIDTH; i++, c++) {
			if (!g_ascii_isdigit(*c))
				return false;
			index = index * 10 + (uint64_t)(*c - '0');
		}
		if (more && *c++ != '/')
			return false;
	}
	*at = c;
	*ret_index = index;
	return true;
}

bool
tile_parse(const char *path, Tile *ret_tile)
{
	Tile tile = {.level = TILE_ENTRIES, .width = TILE_WIDTH};
	const char *at = path;

	if (g_str_has_prefix(path, "tile/entries/")) {
		at += strlen("tile/entries/");
	} else {
		if (!g_str_has_prefix(path, "tile/") || path[5] < '0' ||
		    path[5] >= '0' + TILE_LEVELS || path[6] != '/')
			return false;
		tile.level = path[5] - '0';
		at += strlen("tile/0/");
	}
	if (!read_number(&at, &tile.index))
		return false;
	if (g_str_has_prefix(at, ".p/")) {
		uint64_t width = 0;
		if (!g_ascii_string_to_unsigned(at + strlen(".p/"), 10, 1, TILE_WIDTH - 1, &width,
		                                NULL))
			return false;
		tile.width = (unsigned)width;
	} else if (*at != '\0') {
		return false;
	}
	/* One spelling only: no leading groups of zeros, no leading zeros in the width. */
	g_autofree char *canonical = tile_path(&tile);
	if (strcmp(canonical, path) != 0)
		return false;
	*ret_tile = tile;
	return true;
}

bool
tile_of(int level, uint64_t index, uint64_t size, Tile *ret_tile)
{
	uint64_t count = tile_count(level, size);
	uint64_t full = count >> TILE_BITS;
	unsigned rest = (unsigned)(count & (TILE_WIDTH - 1));

	if (index > full || (index == full && rest == 0))
		return false;
	*ret_tile = (Tile){level, index, index < full ? TILE_WIDTH : rest};
	return true;
}

bool
tile_belongs(const Tile *tile, uint64_t size)
{
	Tile expected;

	return tile_of(tile->level, tile->index, size, &expected) && expected.width == tile->width;
}

/* The last file of each level whose number of hashes the last entry changed. */
static GArray *
changed(uint64_t size, bool before)
{
	GArray *tiles = g_array_new(FALSE, FALSE, sizeof(Tile));

	for (int level = TILE_ENTRIES; size > 0 && level < TILE_LEVELS; level++) {
		uint64_t count = tile_count(level, size), old = tile_count(level, size - 1);
		Tile tile;

		if (count == old)
			break;
		if (before && (old & (TILE_WIDTH - 1)) == 0)
			continue; /* it was complete, and stays */
		if (tile_of(level, (count - 1) >> TILE_BITS, before ? size - 1 : size, &tile))
			g_array_append_val(tiles, tile);
	}
	return tiles;
}

GArray *
tile_added(uint64_t size)
{
	return changed(size, false);
}

GArray *
tile_superseded(uint64_t size)
{
	return changed(size, true);
}

bool
tile_read(const char *directory, const Tile *tile, GBytes **ret_content, GError **error)
{
	g_autofree char *relative = tile_path(tile);
	g_autofree char *path = g_build_filename(directory, relative, NULL);
	g_autoptr(GBytes) content = NULL;
	g_autoptr(GError) trouble = NULL;
	size_t wanted = tile->width * (size_t)DIGEST_SIZE;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		fault_set(error, FAULT_TAMPERED, N_("'%s' is missing"), relative);
		return false;
	}
	if (!durable_read(path, BUNDLE_BOUND, &content, &trouble)) {
		if (fault_is(trouble, FAULT_MALFORMED))
			trouble->code = FAULT_TAMPERED; /* longer than any can be, or no file */
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	if (tile->level != TILE_ENTRIES && g_bytes_get_size(content) != wanted) {
		fault_set(error, FAULT_TAMPERED, N_("'%s' has %zu bytes where %zu belong"),
		          relative, g_bytes_get_size(content), wanted);
		return false;
	}
	*ret_content = g_steal_pointer(&content);
	return true;
}

bool
tile_next_entry(Span *rest, Span *ret_entry)
{
	if (rest->length < LENGTH_PREFIX)
		return false;
	const uint8_t *prefix = (const uint8_t *)rest->bytes;
	size_t length = (size_t)prefix[0] << 8 | prefix[1];
	if (rest->length - LENGTH_PREFIX < length)
		return false;
	*ret_entry = span_slice(*rest, LENGTH_PREFIX, length);
	*rest = span_slice(*rest, LENGTH_PREFIX + length, rest->length);
	return true;
}

void
tile_add_entry(GByteArray *bundle, Span entry)
{
	uint8_t prefix[LENGTH_PREFIX] = {(uint8_t)(entry.length >> 8), (uint8_t)entry.length};

	g_assert(entry.length <= BOUND_LEDGER_ENTRY);
	g_byte_array_append(bundle, prefix, sizeof prefix);
	g_byte_array_append(bundle, (const uint8_t *)entry.bytes, (guint)entry.length);
}

/* The directory of @path and those above it, up to @directory, each durable. */
static bool
make_directories(const char *directory, const char *path, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);

	if (strcmp(parent, directory) == 0 || g_file_test(parent, G_FILE_TEST_IS_DIR))
		return true;
	return make_directories(directory, parent, error) && durable_mkdir(parent, error);
}

bool
tile_write(const char *directory, const Tile *tile, Span content, GError **error)
{
	g_autofree char *relative = tile_path(tile);
	g_autofree char *path = g_build_filename(directory, relative, NULL);
	g_autoptr(GError) trouble = NULL;

	if (!make_directories(directory, path, error))
		return false;
	if (!g_file_set_contents_full(path, content.bytes, (gssize)content.length,
	                              G_FILE_SET_CONTENTS_NONE, 0600, &trouble)) {
		fault_set(error, FAULT_STORAGE, N_("'%s' cannot be written: %s"), relative,
		          trouble->message);
		return false;
	}
	return true;
}

bool
tile_sync(const char *directory, const Tile *tile, GError **error)
{
	g_autofree char *relative = tile_path(tile);
	g_autofree char *path = g_build_filename(directory, relative, NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool done = fd >= 0 && fdatasync(fd) == 0;

	if (!done)
		fault_set_errno(error, errno, N_("file '%s' cannot be written"), path);
	if (fd >= 0)
		close(fd);
	return done && durable_sync_directory(parent, error);
}

bool
tile_remove(const char *directory, const Tile *tile, GError **error)
{
	g_autofree char *relative = tile_path(tile);
	g_autofree char *path = g_build_filename(directory, relative, NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	if (g_unlink(path) != 0 && errno != ENOENT) {
		fault_set_errno(error, errno, N_("file '%s' cannot be removed"), path);
		return false;
	}
	/* The other files of the directory keep it: that is no failure. */
	if (tile->width < TILE_WIDTH)
		(void)g_rmdir(parent);
	return true;
}
