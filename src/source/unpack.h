/*
 * unpack.h - the bytes inside a file: plain, gzip, xz, zip, tar, nested
 *
 * Through libarchive, within the limits of bounds.h (depth, ratio, members, bytes).  Used
 * by the files driver to read documents, by `tingfu detect`, and by the residue search
 * to look inside what is compressed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

/* One innermost byte stream.  @member is "" for a plain or merely compressed file. */
typedef struct {
	const char *member;     /* "a.zip/b.csv": the path inside, outer archive left out */
	const char *unreadable; /* why it cannot be read ("encrypted", "too-deep", ...), or NULL */
} UnpackMember;

typedef struct {
	/* A stream begins; false: skip it.  Called for unreadable ones too. */
	bool (*begin)(const UnpackMember *member, void *data);
	/* A piece of it; false stops everything. */
	bool (*piece)(Span piece, void *data);
	bool (*end)(void *data);
} UnpackVisitor;

/*
 * Deliver every innermost stream of the file at @path, in order.  Damage inside an archive
 * is reported through UnpackMember.unreadable; an unreadable file is an error.
 * Memory is bounded whatever the file.
 */
bool unpack_file(const char *path, const UnpackVisitor *visitor, void *data, GError **error);

/* Is this a form unpack_file would look inside?  By its first bytes. */
bool unpack_is_packed(Span first_bytes);
