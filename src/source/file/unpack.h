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
#include "unpack-level.h"

#include <glib.h>
#include <stdbool.h>

/* One innermost byte stream.  @member is "" for a plain or merely compressed file. */
typedef struct {
	const char *member;     /* "a.zip/b.csv": the path inside, outer archive left out */
	const char *unreadable; /* why it cannot be read ("encrypted", "too-deep", ...), or NULL */
	const char *shows;      /* id of the kind it is a picture of (extract.h), or NULL */
	bool sure;              /* ... by its text, not only by name and shape */
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

/*
 * The same, pulled.  unpack_next moves to the next stream and says what it is; NULL at the
 * end.  unpack_piece gives its next piece, lent until the next call; false at its end.
 */
typedef struct Unpack Unpack;
typedef enum {
	UNPACK_ARCHIVES,  /* what is inside archives, byte for byte */
	UNPACK_DOCUMENTS, /* an office file or mail is a stream, then what else lies in it */
} UnpackUse;
Unpack *unpack_open(const char *path, UnpackUse use, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of bytes that come once: a pipe.  They lie in "". */
Unpack *unpack_open_stream(UnpackPull pull, void *data, UnpackUse use) G_GNUC_WARN_UNUSED_RESULT;
const UnpackMember *unpack_next(Unpack *unpack);
bool unpack_piece(Unpack *unpack, Span *ret_piece);

/* The file is neither packed nor compressed, nor a package. */
bool unpack_is_plain(const Unpack *unpack);
void unpack_close(Unpack *unpack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unpack, unpack_close)
