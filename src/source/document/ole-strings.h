/*
 * ole-strings.h - strings of old Excel files, which go on in the next record (MS-XLS 2.5.293)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>

/* A string of @count characters that begins with its flags, all in @bytes. */
void ole_string_append(GString *out, Span bytes, size_t count);

/* The table of shared strings at @at in @stream, as GString *; returns where it ends. */
size_t ole_strings_read(Span stream, size_t at, GPtrArray *strings);
