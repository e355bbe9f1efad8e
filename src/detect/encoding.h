/*
 * encoding.h - which encoding a stream is in, and its text as UTF-8 with a way back
 *
 * Conversion keeps, for every byte it writes, where in the original the character began:
 * matches are reported in bytes of the file as it lies there.  Full-width digits and
 * letters are written as ASCII.  Nothing is refused: a byte that is no character is kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
	ENCODING_ASCII, /* so far: nothing speaks for any other */
	ENCODING_UTF8,
	ENCODING_GB18030,
	ENCODING_BIG5,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
} Encoding;

const char *encoding_name(Encoding encoding);

/* By looking; @is_start: the first byte of @text is the first of the stream. */
Encoding encoding_guess(Span text, bool is_start);

/* Is a full-width digit or letter in the UTF-8 @text? */
bool encoding_has_full_width(Span text);

typedef struct {
	char *bytes;
	uint32_t *origins; /* @length + 1 of them */
	size_t length;
	size_t capacity;
} Converted;

/* A character that is cut off at the end of @text is left for the next call, unless @is_end. */
void encoding_convert(Encoding encoding, Span text, bool is_end, Converted *converted);
void converted_clear(Converted *converted);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Converted, converted_clear)
