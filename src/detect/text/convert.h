/*
 * convert.h - text of other encodings appended to converted text
 *
 * Full-width digits and letters become ASCII.  Nothing is refused: a byte that is no
 * character is kept.  A character that is cut off at the end is left, unless @is_end.
 * Each function tells how many bytes it took; @raw is where they begin in the original.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "converted.h"
#include "encoding.h"

#include <stdbool.h>

/* UTF-8; whatever is none in it stays as it is. */
size_t convert_utf8(Span text, uint64_t raw, Converted *converted);

/* GB18030 or Big5.  Stops where UTF-8 begins, and says so. */
size_t convert_pairs(Encoding encoding, Span text, bool is_end, uint64_t raw, Converted *converted,
                     bool *ret_utf8);

/* UTF-16.  Stops where bytes begin that are none, and says so. */
size_t convert_units(Encoding encoding, Span text, bool is_end, uint64_t raw, Converted *converted,
                     bool *ret_narrow);

/* U+FF10.. and so on: as ASCII, any other as it is. */
static inline uint32_t
convert_fold(uint32_t character)
{
	bool full_width = (character >= 0xff10 && character < 0xff10 + 10) ||
	                  (character >= 0xff21 && character < 0xff21 + 26) ||
	                  (character >= 0xff41 && character < 0xff41 + 26);

	return full_width ? character - 0xfee0 : character;
}

/* @character as UTF-8 at @to, which has room for four bytes; its length. */
static inline size_t
convert_put(char *to, uint32_t character)
{
	if (character < 0x80) {
		to[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		to[0] = (char)(0xc0 | character >> 6);
		to[1] = (char)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		to[0] = (char)(0xe0 | character >> 12);
		to[1] = (char)(0x80 | (character >> 6 & 0x3f));
		to[2] = (char)(0x80 | (character & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | character >> 18);
	to[1] = (char)(0x80 | (character >> 12 & 0x3f));
	to[2] = (char)(0x80 | (character >> 6 & 0x3f));
	to[3] = (char)(0x80 | (character & 0x3f));
	return 4;
}
