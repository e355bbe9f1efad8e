/*
 * convert-pairs.c - GB18030 and Big5 as UTF-8
 *
 * The tables are read out of iconv once: for each two bytes their UTF-8 form and its length
 * in one word, zero where something has to be looked at.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "convert.h"

#include "text-check.h"

#include <iconv.h>
#include <pthread.h>
#include <string.h>

#define LEAD_FIRST  0x81
#define TRAIL_FIRST 0x40
#define PAIRS       65536

/* Four bytes: below this BMP in the order of a table, from the other on the planes above. */
#define QUADS_OF_BMP     39420
#define FIRST_ABOVE_BMP  189000
#define LAST_CHARACTER   0x10ffff
#define RAW_OF_ONE_CHUNK 4

/* The UTF-8 form in the lower three bytes, its length in the highest. */
typedef uint32_t PairTable[PAIRS];

static PairTable gb18030_table, big5_table;
static uint16_t quad_table[QUADS_OF_BMP];
static pthread_once_t gb18030_once = PTHREAD_ONCE_INIT;
static pthread_once_t big5_once = PTHREAD_ONCE_INIT;

static void
enter(PairTable table, uint32_t pair, uint32_t character)
{
	char bytes[4] = {0};
	size_t length = convert_put(bytes, character);

	if (length < 2 || length > 3 || convert_fold(character) != character)
		return;
	table[pair] = (uint32_t)(uint8_t)bytes[0] | (uint32_t)(uint8_t)bytes[1] << 8 |
	              (uint32_t)(uint8_t)bytes[2] << 16 | (uint32_t)length << 24;
}

/* One character of @length bytes by iconv; 0 where it is none, or not in one unit. */
static uint32_t
ask(iconv_t converter, const uint8_t *bytes, size_t length)
{
	uint8_t out[8];
	char in[4];
	char *from = in, *to = (char *)out;
	size_t in_left = length, out_left = sizeof out;

	memcpy(in, bytes, length);
	iconv(converter, NULL, NULL, NULL, NULL);
	if (iconv(converter, &from, &in_left, &to, &out_left) != 0 || out_left != 6)
		return 0;
	return (uint32_t)out[0] | (uint32_t)out[1] << 8;
}

static void
read_pairs(iconv_t converter, PairTable table)
{
	for (uint32_t lead = LEAD_FIRST; lead < 0xff; lead++) {
		for (uint32_t trail = TRAIL_FIRST; trail < 0xff; trail++) {
			uint8_t bytes[2] = {(uint8_t)lead, (uint8_t)trail};
			uint32_t character = ask(converter, bytes, 2);

			if (character != 0)
				enter(table, lead << 8 | trail, character);
		}
	}
}

/* GB 18030-2022 moved these from private characters to those that Unicode has since. */
static void
enter_2022(void)
{
	static const uint16_t moved[][2] = {
		{0xa6d9, 0xfe10}, {0xa6da, 0xfe12}, {0xa6db, 0xfe11}, {0xa6dc, 0xfe13},
		{0xa6dd, 0xfe14}, {0xa6de, 0xfe15}, {0xa6df, 0xfe16}, {0xa6ec, 0xfe17},
		{0xa6ed, 0xfe18}, {0xa6f3, 0xfe19}, {0xfe59, 0x9fb4}, {0xfe61, 0x9fb5},
		{0xfe66, 0x9fb6}, {0xfe67, 0x9fb7}, {0xfe6d, 0x9fb8}, {0xfe7e, 0x9fb9},
		{0xfe90, 0x9fba}, {0xfea0, 0x9fbb},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(moved); i++)
		enter(gb18030_table, moved[i][0], moved[i][1]);
}

static void
read_gb18030(void)
{
	iconv_t converter = iconv_open("UTF-16LE", "GB18030");

	g_assert(converter != (iconv_t)-1); /* ci-allow: glibc always has both */
	read_pairs(converter, gb18030_table);
	enter_2022();
	for (uint32_t i = 0; i < QUADS_OF_BMP; i++) {
		uint8_t bytes[4] = {(uint8_t)(LEAD_FIRST + i / 12600),
		                    (uint8_t)('0' + i / 1260 % 10),
		                    (uint8_t)(LEAD_FIRST + i / 10 % 126), (uint8_t)('0' + i % 10)};

		quad_table[i] = (uint16_t)ask(converter, bytes, 4);
	}
	iconv_close(converter);
}

static void
read_big5(void)
{
	iconv_t converter = iconv_open("UTF-16LE", "CP950");

	g_assert(converter != (iconv_t)-1); /* ci-allow: glibc always has both */
	read_pairs(converter, big5_table);
	iconv_close(converter);
}

/* The character of four bytes, 0 where they are none. */
static uint32_t
quad(const uint8_t *at, size_t n_left)
{
	if (n_left < 4 || at[1] < '0' || at[1] > '9' || at[2] < LEAD_FIRST || at[2] == 0xff ||
	    at[3] < '0' || at[3] > '9')
		return 0;
	uint32_t place = ((((uint32_t)at[0] - LEAD_FIRST) * 10 + (at[1] - '0')) * 126 +
	                  (at[2] - LEAD_FIRST)) *
	                         10 +
	                 (at[3] - '0');
	if (place < QUADS_OF_BMP)
		return quad_table[place];
	if (place < FIRST_ABOVE_BMP || place - FIRST_ABOVE_BMP > LAST_CHARACTER - 0x10000)
		return 0;
	return 0x10000 + (place - FIRST_ABOVE_BMP);
}

/* Characters in two bytes that are not of the BMP; 0 for any other pair. */
static uint32_t
above_bmp(uint32_t pair)
{
	static const uint32_t characters[][2] = {{0xfe51, 0x20087}, {0xfe52, 0x20089},
	                                         {0xfe53, 0x200cc}, {0xfe6c, 0x215d7},
	                                         {0xfe76, 0x2298f}, {0xfe91, 0x241fe}};

	for (size_t i = 0; i < G_N_ELEMENTS(characters); i++)
		if (characters[i][0] == pair)
			return characters[i][1];
	return 0;
}

/* A full-width digit or letter of Big5 as ASCII; NUL for any other pair. */
static char
fold_big5(uint32_t pair)
{
	if (pair >= 0xa2af && pair <= 0xa2b8)
		return (char)('0' + (pair - 0xa2af));
	if (pair >= 0xa2cf && pair <= 0xa2e8)
		return (char)('A' + (pair - 0xa2cf));
	if (pair >= 0xa2e9 && pair <= 0xa2fe)
		return (char)('a' + (pair - 0xa2e9));
	return pair >= 0xa340 && pair <= 0xa343 ? (char)('w' + (pair - 0xa340)) : '\0';
}

/* What the table says nothing about: four bytes, full-width, or no character at all. */
static size_t
convert_other(Encoding encoding, const uint8_t *at, size_t n_left, uint64_t raw,
              Converted *converted)
{
	bool gb18030 = encoding == ENCODING_GB18030;
	uint32_t pair = n_left > 1 ? (uint32_t)at[0] << 8 | at[1] : 0;
	uint32_t character = gb18030 ? quad(at, n_left) : 0;
	char *to = converted->bytes + converted->length;

	if (character != 0) {
		converted_begin(converted, STRETCH_QUADS, raw);
		converted->length += convert_put(to, convert_fold(character));
		return 4;
	}
	if (gb18030 && (character = above_bmp(pair)) != 0) {
		converted_begin(converted, STRETCH_PAIRS, raw);
		converted->length += convert_put(to, character);
		return 2;
	}
	/* Row 3 of GB 2312 has ASCII; only digits and letters of it come here. */
	char folded = !gb18030 ? fold_big5(pair)
	              : g_ascii_isalnum((char)(pair & 0x7f)) && pair >= 0xa3b0 && pair <= 0xa3fa
	                      ? (char)(pair & 0x7f)
	                      : '\0';
	converted_begin(converted, folded != '\0' ? STRETCH_DOUBLED : STRETCH_SAME, raw);
	*to = folded != '\0' ? folded : (char)at[0];
	converted->length++;
	return folded != '\0' ? 2 : 1;
}

/* Is all from here to the next ASCII byte UTF-8, with characters of three bytes at least? */
static bool
is_utf8_run(Span text)
{
	size_t at = 0;

	while (at < text.length && (text.bytes[at] & 0x80) != 0) {
		size_t length = text_character_length(text, at);

		if (length == 0)
			return text.length - at < 4 && at > 0 &&
			       text_whole(span_slice(text, at, text.length)).length == 0;
		at += length;
	}
	return at > 2;
}

/* ASCII up to the next byte above it; vectors of sixteen by the compiler. */
static size_t
copy_ascii(const uint8_t *from, size_t length, char *to)
{
	size_t at = 0;

	for (; at + 16 <= length; at += 16) {
		uint64_t words[2];

		memcpy(words, from + at, sizeof words);
		memcpy(to + at, words, sizeof words);
		if (((words[0] | words[1]) & 0x8080808080808080u) != 0)
			break;
	}
	for (; at < length && from[at] < 0x80; at++)
		to[at] = (char)from[at];
	return at;
}

/* Pairs up to the next ASCII byte; what the table does not know is left. */
static size_t
copy_pairs(const PairTable table, const uint8_t *from, size_t length, char **to)
{
	size_t at = 0;

	while (at + 1 < length && from[at] >= 0x80) {
		uint32_t entry = table[(uint32_t)from[at] << 8 | from[at + 1]];

		if (entry == 0)
			break;
		memcpy(*to, &entry, sizeof entry);
		*to += entry >> 24;
		at += 2;
	}
	return at;
}

/* Could a character of three bytes of UTF-8 be here? */
static inline bool
may_be_utf8(const uint8_t *at)
{
	return (at[0] & 0xf0) == 0xe0 && (at[1] & 0xc0) == 0x80 && (at[2] & 0xc0) == 0x80;
}

size_t
convert_pairs(Encoding encoding, Span text, bool is_end, uint64_t raw, Converted *converted,
              bool *ret_utf8)
{
	bool big5 = encoding == ENCODING_BIG5;
	const uint8_t *from = (const uint8_t *)text.bytes;
	size_t at = 0;

	pthread_once(big5 ? &big5_once : &gb18030_once, big5 ? read_big5 : read_gb18030);
	const uint32_t *table = big5 ? big5_table : gb18030_table;
	*ret_utf8 = false;
	converted_reserve(converted, text.length * 2);
	while (at < text.length) {
		char *to = converted->bytes + converted->length, *end = to;

		converted_begin(converted, STRETCH_PAIRS, raw + at);
		size_t ascii = copy_ascii(from + at, text.length - at, to);
		at += ascii;
		end += ascii;
		size_t n_left = text.length - at;
		*ret_utf8 = n_left > 2 && may_be_utf8(from + at) &&
		            is_utf8_run(span_slice(text, at, text.length));
		size_t pairs = *ret_utf8 ? 0 : copy_pairs(table, from + at, n_left, &end);
		converted->length += (size_t)(end - to);
		at += pairs;
		n_left -= pairs;
		if (*ret_utf8 || n_left == 0 || (n_left < 4 && !is_end && from[at] >= 0x80))
			break;
		if (from[at] >= 0x80)
			at += convert_other(encoding, from + at, n_left, raw + at, converted);
	}
	return at;
}
