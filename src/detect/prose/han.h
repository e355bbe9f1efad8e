/*
 * han.h - Chinese characters in UTF-8
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "prose-table.h"
#include "span.h"

/* Does a character of U+4E00..U+9FFF begin at @at? */
static inline bool
han_is_at(Span text, size_t at)
{
	const uint8_t *bytes = (const uint8_t *)text.bytes + at;

	if (at + HAN_BYTES > text.length || bytes[0] < 0xe4 || bytes[0] > 0xe9)
		return false;
	return (bytes[0] > 0xe4 || bytes[1] >= 0xb8) && (bytes[1] & 0xc0) == 0x80 &&
	       (bytes[2] & 0xc0) == 0x80;
}

/* Of the character at @at, counted from U+4E00. */
static inline uint16_t
han_code(Span text, size_t at)
{
	const uint8_t *bytes = (const uint8_t *)text.bytes + at;
	unsigned code = (bytes[0] & 0xfu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);

	return (uint16_t)(code - HAN_FIRST);
}

/* The row of the first look for the Han character at @at. */
static inline const FirstLook *
han_look(Span text, size_t at)
{
	const uint8_t *bytes = (const uint8_t *)text.bytes + at;

	return &prose_table.looks[(size_t)(bytes[0] - FIRST_LEAD) * 64 + (bytes[1] & 0x3f)];
}

/* Does the text at @at begin with @word? */
static inline bool
text_has(Span text, size_t at, const char *word)
{
	size_t length = strlen(word);

	return at + length <= text.length && memcmp(text.bytes + at, word, length) == 0;
}
