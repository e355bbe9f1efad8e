/*
 * unpack-level.h - one archive within the archives around it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct UnpackLevel UnpackLevel;

/* Gives the next piece of the bytes the archive lies in; false at their end. */
typedef bool (*UnpackPull)(void *data, Span *ret_piece);

/*
 * The archive in the file at @path (@path not NULL), or in what @pull gives; NULL where it
 * is no archive after all.  @name is put before the names of its members.
 */
UnpackLevel *unpack_level_open(const char *path, UnpackPull pull, void *data);
void unpack_level_free(UnpackLevel *level);

typedef enum {
	LEVEL_MEMBER, /* @ret_name is its name, "" where the format has none; freed by the caller */
	LEVEL_DIRECTORY,
	LEVEL_LINK,
	LEVEL_ENCRYPTED,
	LEVEL_TOO_MANY,
	LEVEL_DAMAGED, /* nothing more can be read */
	LEVEL_END,
} LevelState;

LevelState unpack_level_next(UnpackLevel *level, char **ret_name);

/* The next piece of the member; false at its end, and at damage (unpack_level_failed). */
bool unpack_level_piece(UnpackLevel *level, Span *ret_piece);

/* How many members there were so far. */
uint64_t unpack_level_members(const UnpackLevel *level);

/* Why the member ended early ("damaged", "encrypted"), or NULL. */
const char *unpack_level_failed(const UnpackLevel *level);
