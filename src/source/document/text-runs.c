/*
 * text-runs.c - runs of text in bytes whose structure is not known
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text-runs.h"

#include <iconv.h>

/* Shorter runs are chance. */
#define LEAST_BYTES 6
#define LEAST_UNITS 4

/* One character in so many of a run may be a rare one. */
#define RARE_SHARE 4

#define UNITS 65536

typedef enum {
	UNIT_NO,
	UNIT_RARE,  /* a character of Chinese, but not among the most common */
	UNIT_PLAIN, /* ASCII, punctuation, or one of the 3,755 of GB 2312 level 1 */
} UnitClass;

/* The first level of GB 2312: rows 16 to 55. */
static void
add_common(uint8_t *classes)
{
	iconv_t convert = iconv_open("UTF-16LE", "GB2312");

	for (unsigned row = 0xb0; row < 0xd8 && convert != (iconv_t)-1; row++)
		for (unsigned cell = 0xa1; cell < 0xff; cell++) {
			char from[2] = {(char)row, (char)cell}, to[4];
			char *in = from, *out = to;
			size_t in_left = 2, out_left = sizeof(to);

			if (iconv(convert, &in, &in_left, &out, &out_left) != (size_t)-1)
				classes[(uint8_t)to[0] | (unsigned)(uint8_t)to[1] << 8] =
					UNIT_PLAIN;
		}
	if (convert != (iconv_t)-1)
		iconv_close(convert);
}

static const uint8_t *
unit_classes(void)
{
	static size_t done;
	static uint8_t classes[UNITS];

	if (g_once_init_enter(&done)) {
		for (unsigned unit = 0; unit < UNITS; unit++) {
			bool plain = (unit >= 0x20 && unit < 0x7f) || unit == '\t' ||
			             (unit >= 0x3001 && unit < 0x3020) ||
			             (unit >= 0xff01 && unit < 0xff5f);
			bool rare = unit >= 0x4e00 && unit < 0x9fa6;

			classes[unit] = plain ? UNIT_PLAIN : rare ? UNIT_RARE : UNIT_NO;
		}
		add_common(classes);
		g_once_init_leave(&done, 1);
	}
	return classes;
}

/* The length of the character of UTF-8 that @bytes begins with; 0 where it is none of text. */
static size_t
character(Span bytes)
{
	unsigned char first = (unsigned char)bytes.bytes[0];

	if (first < 0x80)
		return (first >= ' ' && first < 0x7f) || first == '\t' ? 1 : 0;
	gunichar code = g_utf8_get_char_validated(bytes.bytes, (gssize)MIN(bytes.length, 4));
	return (int)code < 0 || !g_unichar_isprint(code) ? 0
	                                                 : (size_t)(first < 0xe0   ? 2
	                                                            : first < 0xf0 ? 3
	                                                                           : 4);
}

static void
append_bytes(Span bytes, GString *lines)
{
	size_t start = 0, at = 0;

	while (at <= bytes.length) {
		size_t length =
			at < bytes.length ? character(span_slice(bytes, at, bytes.length)) : 0;

		if (length > 0) {
			at += length;
			continue;
		}
		if (at - start >= LEAST_BYTES) {
			g_string_append_len(lines, bytes.bytes + start, (gssize)(at - start));
			g_string_append_c(lines, '\n');
		}
		at++;
		start = at;
	}
}

static unsigned
unit_at(Span bytes, size_t at)
{
	return (uint8_t)bytes.bytes[at] | (unsigned)(uint8_t)bytes.bytes[at + 1] << 8;
}

static void
append_run(Span bytes, size_t from, size_t to, GString *lines)
{
	for (size_t at = from; at < to; at += 2)
		g_string_append_unichar(lines, unit_at(bytes, at));
	g_string_append_c(lines, '\n');
}

static void
append_units(Span bytes, size_t start, GString *lines)
{
	const uint8_t *classes = unit_classes();
	size_t from = start, rare = 0;

	for (size_t at = start; at + 1 <= bytes.length; at += 2) {
		UnitClass class = at + 1 < bytes.length ? classes[unit_at(bytes, at)] : UNIT_NO;

		rare += class == UNIT_RARE;
		if (class != UNIT_NO)
			continue;
		size_t units = (at - from) / 2;
		if (units >= LEAST_UNITS && rare * RARE_SHARE <= units)
			append_run(bytes, from, at, lines);
		from = at + 2;
		rare = 0;
	}
}

void
text_runs_append(Span bytes, GString *lines)
{
	append_bytes(bytes, lines);
	append_units(bytes, 0, lines);
	append_units(bytes, 1, lines);
}
