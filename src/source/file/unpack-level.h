/*
 * unpack-level.h - one archive, or one mail, within those around it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

/* Gives the next piece of the bytes the archive lies in; false at their end. */
typedef bool (*UnpackPull)(void *data, Span *ret_piece);

typedef enum {
	LEVEL_MEMBER, /* @ret_name is its name, "" where the format has none; freed by the caller */
	LEVEL_DIRECTORY,
	LEVEL_LINK,
	LEVEL_ENCRYPTED,
	LEVEL_TOO_MANY,
	LEVEL_DAMAGED, /* nothing more can be read */
	LEVEL_END,
} LevelState;

/* What a form of level can do; its state is its own. */
typedef struct {
	LevelState (*next)(void *level, char **ret_name);

	/* The next piece of the member; false at its end, and at damage. */
	bool (*piece)(void *level, Span *ret_piece);

	/* How many members there were so far. */
	uint64_t (*members)(const void *level);

	/* Why the member ended early ("damaged", "encrypted"), or NULL. */
	const char *(*failed)(const void *level);
	void (*free)(void *level);
} LevelForm;

extern const LevelForm level_archive;

/* The archive in the file at @path, in what @pull gives, in @bytes, which are lent until it is
 * freed; NULL where it is no archive after all. */
void *level_archive_of_file(const char *path);
void *level_archive_of_stream(UnpackPull pull, void *data);
void *level_archive_of_bytes(Span bytes);

/* What unpacking says of a member, as "code|argument" (finding_reason_text). */
const char *unpack_reason(const char *unreadable);

/* Is this a form unpack_file would look inside?  By its first bytes. */
bool unpack_is_packed(Span first_bytes);
