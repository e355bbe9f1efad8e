/*
 * encoding.h - which encoding a stream is in
 *
 * Files mix encodings: a line of GBK in UTF-8, a file of UTF-16 behind one of UTF-8.  The
 * stream as a whole is judged by its beginning, stretches in it by themselves.
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

/*
 * What a stretch in the middle is that is no UTF-8: GB18030, Big5, or ENCODING_UTF8 where it
 * is text in neither of them.  @text begins with a character.
 */
Encoding encoding_of_stretch(Span text);

/*
 * Does UTF-16 begin at the NUL at @nul or before it?  ENCODING_UTF16LE or ENCODING_UTF16BE,
 * and where in @ret_start; ENCODING_UTF8 where it does not.
 */
Encoding encoding_of_nul(Span text, size_t nul, size_t *ret_start);
