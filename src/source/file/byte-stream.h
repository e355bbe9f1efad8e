/*
 * byte-stream.h - a window over bytes that come in pieces
 *
 * Readers look at what is there, ask for more, and say what they have used.  UTF-16 is
 * converted on the way (by its mark, or by where its zero bytes stand); everything else
 * passes as it is, because files mix encodings and each value is judged for itself.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct ByteStream ByteStream;

/* Gives the next piece; false at the end. */
typedef bool (*BytePull)(void *data, Span *ret_piece);

ByteStream *byte_stream_new(BytePull pull, void *data);
void byte_stream_free(ByteStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ByteStream, byte_stream_free)

/* What is there, at least @wanted bytes unless the end is nearer; lent until the next call. */
Span byte_stream_window(ByteStream *stream, size_t wanted);

/* Twice as much as was there, or all there is; true where the window grew. */
bool byte_stream_grow(ByteStream *stream);

void byte_stream_use(ByteStream *stream, size_t length);

/* No bytes will follow those in the window. */
bool byte_stream_at_end(const ByteStream *stream);
