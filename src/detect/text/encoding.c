/*
 * encoding.c - which encoding a stream is in
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "encoding.h"

#include "text-check.h"

#include <glib.h>

#define SAMPLE             65536 /* bytes that decide */
#define NARROW_LEAST       32    /* bytes */
#define STRETCH_SAMPLE     256
#define STRETCH_UNITS_SEEN 256
#define LEAD_FIRST         0x81

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
		size_t length = text_character_length(text, at);

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

/* A unit of UTF-16 as Chinese text has it: ASCII, ideographs, their punctuation. */
static bool
is_plausible(uint32_t unit)
{
	return (unit >= 0x20 && unit < 0x7f) || unit == '\t' || unit == '\r' || unit == '\n' ||
	       (unit >= 0x2010 && unit < 0x2040) || (unit >= 0x3000 && unit < 0x3040) ||
	       (unit >= 0x4e00 && unit < 0xa000) || unit >= 0xfe00;
}

/* Text in UTF-16 has its NULs on one side: the high bytes of ASCII, at least of line ends. */
static Encoding
guess_utf16(Span text)
{
	size_t zeros[2] = {0, 0}, plausible[2] = {0, 0}, n_units = text.length / 2;

	for (size_t at = 0; at + 1 < text.length; at += 2) {
		uint32_t first = byte_at(text, at), second = byte_at(text, at + 1);

		zeros[0] += first == 0;
		zeros[1] += second == 0;
		plausible[0] += is_plausible(first << 8 | second);
		plausible[1] += is_plausible(second << 8 | first);
	}
	for (unsigned high = 0; high < 2; high++) {
		bool many = zeros[high] >= MAX(text.length / 64, 1) &&
		            zeros[1 - high] * 16 <= zeros[high];
		/* One of the most frequent characters has a NUL on the other side. */
		bool likely = zeros[high] > 0 && plausible[high] * 20 >= n_units * 19 &&
		              plausible[1 - high] * 4 < plausible[high] * 3;

		if (many || likely)
			return high == 1 ? ENCODING_UTF16LE : ENCODING_UTF16BE;
	}
	return ENCODING_ASCII;
}

static bool
begins_with(Span text, const char *mark, size_t length)
{
	return text.length >= length && memcmp(text.bytes, mark, length) == 0;
}

/* Controls that no text has: escape sequences and form feeds occur. */
static bool
has_controls(Span text)
{
	for (size_t i = 0; i < text.length; i++) {
		uint8_t byte = (uint8_t)text.bytes[i];

		if (byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t' && byte != 0x1b &&
		    byte != '\f')
			return true;
	}
	return false;
}

/* UTF-8, or pairs of which most are frequent ones. */
static bool
is_narrow(Span text)
{
	if (text_sound_length(text) == text.length)
		return true;
	Count pairs = count_pairs(text);
	return !has_controls(text) && pairs.unsound * 20 <= pairs.sound &&
	       MAX(pairs.gb, pairs.big5) * 4 >= pairs.sound * 3;
}

/* What stands before the first NUL is text without units, or its first line is. */
static bool
begins_narrow(Span text)
{
	Span head = span_slice(text, 0, SAMPLE);
	const char *nul = head.length == 0 ? NULL : memchr(head.bytes, '\0', head.length);

	if (nul == NULL || nul - head.bytes < NARROW_LEAST)
		return nul == NULL;
	head.length = (size_t)(nul - head.bytes);
	const char *newline = memchr(head.bytes, '\n', head.length);
	size_t line = newline == NULL ? 0 : (size_t)(newline - head.bytes);
	return is_narrow(head) || (line >= NARROW_LEAST && is_narrow(span_slice(head, 0, line)));
}

static size_t
ascii_length(Span text)
{
	size_t at = 0;
	uint64_t word;

	for (; at + sizeof word <= text.length; at += sizeof word) {
		memcpy(&word, text.bytes + at, sizeof word);
		if ((word & 0x8080808080808080u) != 0)
			break;
	}
	while (at < text.length && (text.bytes[at] & 0x80) == 0)
		at++;
	return at;
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
	if (is_start && !begins_narrow(text)) {
		Encoding wide = guess_utf16(span_slice(text, 0, SAMPLE));

		if (wide != ENCODING_ASCII)
			return wide;
	}
	first = ascii_length(text);
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

/* Bytes above ASCII one behind the other. */
static size_t
run_length(Span text, size_t at)
{
	size_t end = at;

	while (end < text.length && (text.bytes[end] & 0x80) != 0)
		end++;
	return end - at;
}

/* Runs that are mostly UTF-8 say nothing about those that are not. */
static Count
count_unsound_pairs(Span text)
{
	Count all = {0};

	for (size_t at = 0; at < text.length;) {
		size_t length = run_length(text, at);
		Span run = span_slice(text, at, length);

		Count utf8 = count_utf8(run);

		if (utf8.sound < MAX(utf8.unsound, 1)) {
			/* With the ASCII byte that may belong to the last pair. */
			Count pairs = count_pairs(span_slice(text, at, length + 1));

			all.sound += pairs.sound;
			all.unsound += pairs.unsound;
			all.gb += pairs.gb;
			all.big5 += pairs.big5;
		}
		at += length + 1;
	}
	return all;
}

Encoding
encoding_of_stretch(Span text)
{
	Span sample = span_slice(text, 0, STRETCH_SAMPLE);
	const char *newline = sample.length == 0 ? NULL : memchr(sample.bytes, '\n', sample.length);

	if (newline != NULL)
		sample.length = (size_t)(newline - sample.bytes);
	/* UTF-8 with a character that is cut off, not another encoding. */
	Count utf8 = count_utf8(span_slice(sample, 0, run_length(sample, 0)));
	if (utf8.sound >= MAX(utf8.unsound, 1) || has_controls(sample))
		return ENCODING_UTF8;
	Count pairs = count_unsound_pairs(sample);
	if (pairs.sound == 0 || pairs.unsound * 8 > pairs.sound)
		return ENCODING_UTF8;
	/* A letter of Latin-1 and the one behind it make a pair, but not a frequent one. */
	if (pairs.big5 > pairs.gb && pairs.big5 >= pairs.sound && pairs.sound >= 3)
		return ENCODING_BIG5;
	return pairs.gb * 2 >= pairs.sound ? ENCODING_GB18030 : ENCODING_UTF8;
}

/*
 * How much speaks for UTF-16 from @start on: ASCII on one side of its NULs.  Read from the
 * wrong byte on, a character before ASCII loses its high byte: a control or Latin-1.
 */
static size_t
wide_score(Span text, size_t start, bool big_endian)
{
	size_t n_ascii = 0, n_units = 0, n_odd = 0, early = 0;

	for (size_t at = start; at + 1 < text.length && n_units < STRETCH_UNITS_SEEN; at += 2) {
		uint8_t high = byte_at(text, big_endian ? at : at + 1);
		uint8_t low = byte_at(text, big_endian ? at + 1 : at);
		bool ascii = high == 0 && ((low >= ' ' && low < 0x7f) || low == '\n' ||
		                           low == '\r' || low == '\t');

		n_ascii += ascii;
		n_odd += (high == 0 && !ascii) || (low == 0 && high != 0 && high < 0x30);
		n_units++;
		early = n_units <= 32 ? n_ascii : early;
		if (n_units == 32 && early * 4 < n_units)
			return 0;
	}
	if (early < 4 || early * 4 < MIN(n_units, 32) || n_odd * 4 > n_ascii)
		return 0;
	return n_ascii - n_odd * 4 + 1;
}

Encoding
encoding_of_nul(Span text, size_t nul, size_t *ret_start)
{
	/* Text in UTF-16 before the first ASCII character cannot be told; the mark can. */
	size_t little = nul > 0 ? wide_score(text, nul - 1, false) : 0;
	size_t big = wide_score(text, nul, true);
	bool newline = nul > 0 && text.bytes[nul - 1] == '\n';

	if (little == 0 && big == 0)
		return ENCODING_UTF8;
	/* With nothing but ASCII either may be meant: a line ends before another begins. */
	if (big > little || (newline && big + 1 >= little)) {
		*ret_start = nul;
		return ENCODING_UTF16BE;
	}
	*ret_start = nul - 1;
	return ENCODING_UTF16LE;
}
