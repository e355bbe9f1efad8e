/*
 * extract.h - the text inside a file, stream by stream, for whoever wants no records
 *
 * Archives are opened; documents that must be taken apart (office, mail, PDF, HTML ...) come as
 * the text that lies in them, one stream a sheet or part, named PATH!SHEET as containers are,
 * a record a line, each value behind its column's name;
 * everything else comes byte for byte.  What cannot be read is told, never skipped.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "unpack.h"

typedef struct Extract Extract;

Extract *extract_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of bytes that come once: a pipe. */
Extract *extract_open_stream(UnpackPull pull, void *data) G_GNUC_WARN_UNUSED_RESULT;
void extract_close(Extract *extract);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Extract, extract_close)

/* As unpack_next; UnpackMember.unreadable is "code|argument" (finding_reason_text). */
const UnpackMember *extract_next(Extract *extract);

/* As unpack_piece.  Of documents: UTF-8, a record a line. */
bool extract_piece(Extract *extract, Span *ret_piece);

/* The file is plain bytes, and any part of it can be searched on its own. */
bool extract_is_plain(const Extract *extract);

/* As unpack_file. */
bool extract_file(const char *path, const UnpackVisitor *visitor, void *data, GError **error);
bool extract_stream(UnpackPull pull, void *pull_data, const UnpackVisitor *visitor, void *data);
