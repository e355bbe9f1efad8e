/*
 * tile.h - the files of a tree: C2SP tlog-tiles
 *
 * A tile holds up to 256 hashes of one level, a bundle the 256 entries under a tile of
 * level 0, each behind its length in two bytes, the high one first.  Complete ones are
 * tile/LEVEL/NUMBER and tile/entries/NUMBER, the last, incomplete one of each level is
 * NUMBER.p/WIDTH.  NUMBER is written in groups of three digits: 1234067 is x001/x234/067.
 *
 * Which files a tree of a given size has is a matter of arithmetic, and so is which
 * files an append adds and which it makes superfluous.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "digest.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define TILE_BITS   8
#define TILE_WIDTH  (1U << TILE_BITS)
#define TILE_LEVELS 8 /* 256^8 entries are more than 64 bits count */

typedef struct {
	int level;      /* -1: a bundle of entries */
	uint64_t index; /* which of its level */
	unsigned width; /* hashes or entries in it, 1 to 256 */
} Tile;

#define TILE_ENTRIES (-1)

/* Hashes of @level (or entries) in a tree of @size entries. */
uint64_t tile_count(int level, uint64_t size);

/* "tile/0/x001/234.p/5" */
char *tile_path(const Tile *tile);

/* False for every spelling but the one of tile_path. */
bool tile_parse(const char *path, Tile *ret_tile);

/* Does a tree of @size entries have this file? */
bool tile_belongs(const Tile *tile, uint64_t size);

/* The file of the level in a tree of @size that holds number @index; false if there is none. */
bool tile_of(int level, uint64_t index, uint64_t size, Tile *ret_tile);

/* Arrays of Tile: what a tree of @size has and one smaller by one entry has not; the reverse. */
GArray *tile_added(uint64_t size);
GArray *tile_superseded(uint64_t size);

/* Read one; FAULT_TAMPERED where it is missing or a hash tile has another length. */
bool tile_read(const char *directory, const Tile *tile, GBytes **ret_content,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Take the next entry off @rest; false where the length does not fit. */
bool tile_next_entry(Span *rest, Span *ret_entry);
void tile_add_entry(GByteArray *bundle, Span entry);

/* Write one, not yet durable; its directories are made. */
bool tile_write(const char *directory, const Tile *tile, Span content,
                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Make what was written durable, with its name. */
bool tile_sync(const char *directory, const Tile *tile, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Remove one, if it is there, and its directory, if it is empty then. */
bool tile_remove(const char *directory, const Tile *tile, GError **error) G_GNUC_WARN_UNUSED_RESULT;
