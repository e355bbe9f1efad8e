/*
 * ole-file.h - compound files of old Office and Outlook: directories and streams, by libgsf
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	char *path; /* "__recip_version1.0_#00000000/__substg1.0_3003001F" */
	GBytes *bytes;
} OleStream;

/*
 * OleStream *, in the order of the file; NULL where @bytes are no compound file.  Streams past
 * BOUND_DOCUMENT together are left out, with @ret_cut.
 */
GPtrArray *ole_file_streams(Span bytes, bool *ret_cut);

/* Lent by @streams; empty where there is none at @path. */
Span ole_file_find(const GPtrArray *streams, const char *path);

/* Little-endian; 0 past the end. */
uint32_t ole_u16(Span bytes, size_t at);
uint32_t ole_u32(Span bytes, size_t at);

/* UTF-16LE or, with @codepage not 0, 8-bit text as UTF-8 behind what is in @out. */
void ole_append_utf16(GString *out, Span text);
void ole_append_bytes(GString *out, Span text, unsigned codepage);
