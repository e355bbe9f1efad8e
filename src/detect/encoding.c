/*
 * encoding.c - which encoding a stream is in, and its text as UTF-8 with a way back
 *
 * The tables of GB18030 (two bytes) and Big5 are read out of iconv once, so that a block
 * is converted without a call a character.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "encoding.h"

#include <glib.h>
#include <iconv.h>
#include <pthread.h>

#define SAMPLE          65536 /* bytes that decide */
#define LEAD_FIRST      0x81
#define LEADS           126
#define TRAIL_FIRST     0x40
#define TRAILS          192
#define NOT_A_CHARACTER 0
#define REPLACEMENT     0xfffd
#define FULL_DIGIT      0xff10
#define FULL_UPPER      0xff21
#define FULL_LOWER      0xff41
#define FULL_SHIFT      0xfee0

const char *
encoding_name(Encoding encoding)
{
	static const char *const names[] = {"ASCII", "UTF-8",    "GB18030",
	                                    "Big5",  "UTF-16LE", "UTF-16BE"};

	return names[encoding];
}

static inline uint8_t
byte_at(Span text, size_t at)
{
	return at < text.length ? (uint8_t)text.bytes[at] : 0;
}

/* Length of the well-formed UTF-8 character at @at, 0 where it is none. */
static size_t
utf8_length(Span text, size_t at)
{
	uint8_t lead = byte_at(text, at);
	size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	if (lead > 0xf4)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((byte_at(text, at + i) & 0xc0) != 0x80)
			return 0;
	return length;
}

typedef struct {
	size_t sound;   /* characters of more than one byte */
	size_t unsound; /* bytes that are no character */
	size_t gb;      /* that are frequent in simplified Chinese */
	size_t big5;    /* that are frequent in traditional Chinese */
} Count;

static Count
count_utf8(Span text)
{
	Count count = {0};

	for (size_t at = 0; at < text.length;) {
		size_t length = utf8_length(text, at);

		if (length == 0 && at + 4 > text.length)
			break;
		count.sound += length > 1 ? 1 : 0;
		count.unsound += length == 0 ? 1 : 0;
		at += MAX(length, 1);
	}
	return count;
}

/* Both encodings begin a character with 0x81..0xFE; GB 2312's trail bytes are all high. */
static void
weigh_pair(uint8_t lead, uint8_t trail, Count *count)
{
	bool high = trail >= 0xa1;

	count->gb += high && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
	count->big5 += (high || trail <= 0x7e) && lead >= 0xa1 && lead <= 0xc6;
	count->big5 += trail <= 0x7e && lead >= 0xa4 && lead <= 0xc6;
}

static Count
count_pairs(Span text)
{
	Count count = {0};

	for (size_t at = 0; at + 1 < text.length;) {
		uint8_t lead = byte_at(text, at), trail = byte_at(text, at + 1);
		bool quad = trail >= 0x30 && trail <= 0x39 && byte_at(text, at + 2) >= LEAD_FIRST;

		if (lead < 0x80) {
			at++;
		} else if (lead == 0x80 || lead == 0xff ||
		           (!quad && (trail < 0x40 || trail == 0x7f))) {
			count.unsound++;
			at++;
		} else {
			count.sound++;
			weigh_pair(lead, trail, &count);
			at += quad ? 4 : 2;
		}
	}
	return count;
}

/* Text in UTF-16 has its NULs on one side: the high bytes of ASCII. */
static Encoding
guess_utf16(Span text)
{
	size_t zeros[2] = {0, 0};

	for (size_t at = 0; at < text.length; at++)
		zeros[at % 2] += text.bytes[at] == '\0' ? 1 : 0;
	size_t least = MAX(text.length / 64, 1);
	if (zeros[1] >= least && zeros[0] * 16 <= zeros[1])
		return ENCODING_UTF16LE;
	return zeros[0] >= least && zeros[1] * 16 <= zeros[0] ? ENCODING_UTF16BE : ENCODING_ASCII;
}

static bool
begins_with(Span text, const char *mark, size_t length)
{
	return text.length >= length && memcmp(text.bytes, mark, length) == 0;
}

Encoding
encoding_guess(Span text, bool is_start)
{
	size_t first = 0;

	if (is_start && begins_with(text, "\xef\xbb\xbf", 3))
		return ENCODING_UTF8;
	if (is_start && begins_with(text, "\xff\xfe", 2))
		return ENCODING_UTF16LE;
	if (is_start && begins_with(text, "\xfe\xff", 2))
		return ENCODING_UTF16BE;
	Encoding wide = is_start ? guess_utf16(span_slice(text, 0, SAMPLE)) : ENCODING_ASCII;
	if (wide != ENCODING_ASCII)
		return wide;
	while (first < text.length && (uint8_t)text.bytes[first] < 0x80)
		first++;
	Span sample = span_slice(text, first, SAMPLE);
	if (sample.length == 0)
		return ENCODING_ASCII;
	Count utf8 = count_utf8(sample);
	if (utf8.unsound * 10 <= utf8.sound)
		return ENCODING_UTF8;
	Count pairs = count_pairs(sample);
	/* Bytes that are text in none of them are searched as they are. */
	if (pairs.unsound * 20 > pairs.sound)
		return ENCODING_UTF8;
	return pairs.big5 > pairs.gb ? ENCODING_BIG5 : ENCODING_GB18030;
}

static bool
is_full_width(uint32_t character)
{
	return (character >= FULL_DIGIT && character < FULL_DIGIT + 10) ||
	       (character >= FULL_UPPER && character < FULL_UPPER + 26) ||
	       (character >= FULL_LOWER && character < FULL_LOWER + 26);
}

/* U+FF10..U+FF5A: EF BC 90 .. EF BD 9A. */
static uint32_t
three_bytes(const char *bytes)
{
	return (uint32_t)(bytes[0] & 0x0f) << 12 | (uint32_t)(bytes[1] & 0x3f) << 6 |
	       (uint32_t)(bytes[2] & 0x3f);
}

bool
encoding_has_full_width(Span text)
{
	if (text.length < 3)
		return false;

	const char *at = text.bytes, *end = text.bytes + text.length;
	while (end - at >= 3 && (at = memchr(at, 0xef, (size_t)(end - at) - 2)) != NULL) {
		if (is_full_width(three_bytes(at)))
			return true;
		at++;
	}
	return false;
}

static uint16_t gb18030_table[LEADS][TRAILS];
static uint16_t big5_table[LEADS][TRAILS];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void
read_table(const char *name, uint16_t table[LEADS][TRAILS])
{
	iconv_t converter = iconv_open("UTF-16LE", name);

	g_assert(converter != (iconv_t)-1); /* ci-allow: glibc always has both */
	for (size_t lead = 0; lead < LEADS; lead++) {
		for (size_t trail = 0; trail < TRAILS - 1; trail++) {
			char in[2] = {(char)(LEAD_FIRST + lead), (char)(TRAIL_FIRST + trail)};
			uint8_t out[8];
			char *from = in, *to = (char *)out;
			size_t in_left = sizeof in, out_left = sizeof out;

			iconv(converter, NULL, NULL, NULL, NULL);
			if (iconv(converter, &from, &in_left, &to, &out_left) == 0 && out_left == 6)
				table[lead][trail] = (uint16_t)(out[0] | out[1] << 8);
		}
	}
	iconv_close(converter);
}

static void
read_tables(void)
{
	read_table("GB18030", gb18030_table);
	read_table("CP950", big5_table);
}

static inline void
put_byte(Converted *converted, uint8_t byte, size_t origin)
{
	converted->bytes[converted->length] = (char)byte;
	converted->origins[converted->length++] = (uint32_t)origin;
}

static inline void
put_character(Converted *converted, uint32_t character, size_t origin)
{
	if (is_full_width(character))
		character -= FULL_SHIFT;
	if (character < 0x80) {
		put_byte(converted, (uint8_t)character, origin);
	} else if (character < 0x800) {
		put_byte(converted, (uint8_t)(0xc0 | character >> 6), origin);
		put_byte(converted, (uint8_t)(0x80 | (character & 0x3f)), origin);
	} else if (character < 0x10000) {
		put_byte(converted, (uint8_t)(0xe0 | character >> 12), origin);
		put_byte(converted, (uint8_t)(0x80 | (character >> 6 & 0x3f)), origin);
		put_byte(converted, (uint8_t)(0x80 | (character & 0x3f)), origin);
	} else {
		put_byte(converted, (uint8_t)(0xf0 | character >> 18), origin);
		put_byte(converted, (uint8_t)(0x80 | (character >> 12 & 0x3f)), origin);
		put_byte(converted, (uint8_t)(0x80 | (character >> 6 & 0x3f)), origin);
		put_byte(converted, (uint8_t)(0x80 | (character & 0x3f)), origin);
	}
}

static size_t
convert_utf8(Span text, bool is_end, Converted *converted)
{
	size_t at = 0;

	for (; at < text.length; at++) {
		if ((uint8_t)text.bytes[at] != 0xef) {
			put_byte(converted, (uint8_t)text.bytes[at], at);
			continue;
		}
		if (at + 3 > text.length && !is_end)
			break;
		if (utf8_length(text, at) == 3 && is_full_width(three_bytes(text.bytes + at))) {
			put_character(converted, three_bytes(text.bytes + at), at);
			at += 2;
			continue;
		}
		put_byte(converted, (uint8_t)text.bytes[at], at);
	}
	return at;
}

/* GB18030 and Big5: one byte, two, or (GB18030 only) four. */
static size_t
convert_pairs(Span text, uint16_t table[LEADS][TRAILS], bool is_end, Converted *converted)
{
	bool has_quads = table == gb18030_table;
	size_t at = 0;

	while (at < text.length) {
		uint8_t lead = (uint8_t)text.bytes[at], trail = byte_at(text, at + 1);

		if (lead < LEAD_FIRST || lead == 0xff) {
			put_byte(converted, lead, at++);
			continue;
		}
		if (at + 4 > text.length && !is_end)
			break;
		uint32_t character = NOT_A_CHARACTER;
		if (trail >= TRAIL_FIRST && trail != 0xff)
			character = table[lead - LEAD_FIRST][trail - TRAIL_FIRST];
		bool quad = has_quads && trail >= 0x30 && trail <= 0x39 &&
		            byte_at(text, at + 2) >= LEAD_FIRST && byte_at(text, at + 3) >= 0x30 &&
		            byte_at(text, at + 3) <= 0x39;
		if (quad)
			put_character(converted, REPLACEMENT, at);
		else if (character != NOT_A_CHARACTER)
			put_character(converted, character, at);
		else
			put_byte(converted, lead, at);
		at += quad ? 4 : character != NOT_A_CHARACTER ? 2 : 1;
	}
	return at;
}

static inline uint32_t
unit_at(Span text, size_t at, bool big_endian)
{
	uint8_t first = byte_at(text, at), second = byte_at(text, at + 1);

	return big_endian ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static size_t
convert_utf16(Span text, bool big_endian, bool is_end, Converted *converted)
{
	size_t at = 0;

	while (at + 1 < text.length) {
		uint32_t unit = unit_at(text, at, big_endian);
		uint32_t next = unit_at(text, at + 2, big_endian);

		if (unit < 0xd800 || unit > 0xdfff) {
			put_character(converted, unit, at);
			at += 2;
			continue;
		}
		if (at + 4 > text.length && !is_end)
			break;
		bool pair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
		put_character(converted,
		              pair ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00)
		                   : REPLACEMENT,
		              at);
		at += pair ? 4 : 2;
	}
	if (is_end && at < text.length)
		put_byte(converted, (uint8_t)text.bytes[at], at);
	return is_end ? text.length : at;
}

void
encoding_convert(Encoding encoding, Span text, bool is_end, Converted *converted)
{
	/* Two bytes become three at most. */
	size_t needed = text.length * 2 + 4;
	size_t end;

	if (converted->capacity < needed) {
		converted->bytes = g_realloc(converted->bytes, needed);
		converted->origins = g_realloc_n(converted->origins, needed + 1, sizeof(uint32_t));
		converted->capacity = needed;
	}
	converted->length = 0;
	switch (encoding) {
	case ENCODING_GB18030:
		pthread_once(&tables_once, read_tables);
		end = convert_pairs(text, gb18030_table, is_end, converted);
		break;
	case ENCODING_BIG5:
		pthread_once(&tables_once, read_tables);
		end = convert_pairs(text, big5_table, is_end, converted);
		break;
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		end = convert_utf16(text, encoding == ENCODING_UTF16BE, is_end, converted);
		break;
	case ENCODING_ASCII:
	case ENCODING_UTF8:
		end = convert_utf8(text, is_end, converted);
		break;
	default:
		g_return_if_reached();
	}
	converted->origins[converted->length] = (uint32_t)end;
}

void
converted_clear(Converted *converted)
{
	g_clear_pointer(&converted->bytes, g_free);
	g_clear_pointer(&converted->origins, g_free);
	converted->length = 0;
	converted->capacity = 0;
}
