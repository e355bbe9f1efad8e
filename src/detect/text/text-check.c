/*
 * text-check.c - is a piece of text plain UTF-8 that nothing has to be done to?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text-check.h"

#include <glib.h>
#include <string.h>

#define HIGHS 0x8080808080808080u
#define ONES  0x0101010101010101u

static inline uint8_t
byte_at(Span text, size_t at)
{
	return at < text.length ? (uint8_t)text.bytes[at] : 0;
}

size_t
text_character_length(Span text, size_t at)
{
	uint8_t lead = byte_at(text, at), second = byte_at(text, at + 1);
	size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	/* Longer than need be, surrogates, beyond the last character. */
	if (lead > 0xf4 || (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
	    (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f))
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((byte_at(text, at + i) & 0xc0) != 0x80)
			return 0;
	return length;
}

Span
text_whole(Span text)
{
	size_t at = text.length, back = 0;

	while (at > 0 && back < 3 && (byte_at(text, at - 1) & 0xc0) == 0x80) {
		at--;
		back++;
	}
	uint8_t lead = at == 0 ? 0 : byte_at(text, at - 1);
	size_t needed = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
	return needed > back + 1 ? span_slice(text, 0, at - 1) : text;
}

size_t
text_sound_length(Span text)
{
	size_t at = 0;

	while (at < text.length) {
		size_t length = text_character_length(text, at);

		if (length == 0)
			break;
		at += length;
	}
	return at;
}

/* EF BC 90 .. EF BD 9A, but for what lies between digits and letters. */
static bool
is_full_width(const uint8_t *at)
{
	uint8_t last = at[2];

	if (at[1] == 0xbc)
		return (last >= 0x90 && last <= 0x99) || (last >= 0xa1 && last <= 0xba);
	return at[1] == 0xbd && last >= 0x81 && last <= 0x9a;
}

size_t
text_find_full_width(Span text)
{
	if (text.length < 3)
		return text.length;
	const char *end = text.bytes + text.length, *at = text.bytes;

	while (end - at >= 3 && (at = memchr(at, 0xef, (size_t)(end - at) - 2)) != NULL) {
		if (is_full_width((const uint8_t *)at))
			return (size_t)(at - text.bytes);
		at++;
	}
	return text.length;
}

TextCheck
text_check_scalar(const uint8_t *text, size_t length)
{
	Span all = {(const char *)text, length};
	TextCheck check = TEXT_PLAIN;

	for (size_t at = 0; at < length;) {
		uint64_t word;

		if (at + sizeof word <= length) {
			memcpy(&word, text + at, sizeof word);
			if ((word & HIGHS) == 0 && ((word - ONES) & HIGHS) == 0) {
				at += sizeof word;
				continue;
			}
		}
		size_t n = text_character_length(all, at);
		if (n == 0)
			check |= TEXT_UNSOUND;
		if (n == 3 && text[at] == 0xef && is_full_width(text + at))
			check |= TEXT_FULL_WIDTH;
		if (text[at] == 0)
			check |= TEXT_HAS_NUL;
		at += MAX(n, 1);
	}
	return check;
}

TextCheck
text_check(Span text)
{
#if defined(__x86_64__)
	if (text.length >= 64 && __builtin_cpu_supports("avx2") != 0)
		return text_check_avx2((const uint8_t *)text.bytes, text.length);
#endif
	return text_check_scalar((const uint8_t *)text.bytes, text.length);
}
