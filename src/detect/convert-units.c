/*
 * convert-units.c - UTF-16 as UTF-8
 *
 * A file may stop being UTF-16 in the middle.  Read as units, ASCII then gives units of
 * two printable bytes again and again, digits units that no text has, and other bytes
 * private characters and halves of pairs.  Each raises a level; at the top, what follows the
 * place where it began to rise is no UTF-16.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "convert.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define AT_ONCE  16 /* units */
#define TOP      32
#define OF_TEXT  2 /* both bytes printable: sixteen such units */
#define OF_VALUE 8 /* both bytes of numbers or addresses: four */
#define OF_ALIEN 8 /* private, half a pair, or ASCII with its bytes the other way */

#define SWAPPED_MARK 0xfffe

typedef struct {
	unsigned level;
	size_t from; /* the unit before the one with which it began to rise */
	char *to;    /* where that one was written */
	size_t before;
	char *before_to; /* the same of the last unit */
} Doubt;

static inline uint32_t
unit_at(const uint8_t *at, bool big_endian)
{
	return big_endian ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

/* So many units from @from on that are ASCII, to @to: all of AT_ONCE or nothing. */
static inline bool
copy_ascii(const uint8_t *from, bool big_endian, char *to)
{
#if defined(__SSE2__)
	__m128i low = _mm_loadu_si128((const void *)from);
	__m128i high = _mm_loadu_si128((const void *)(from + 16));
	__m128i wide = _mm_set1_epi16((short)0xff80);

	if (big_endian) {
		low = _mm_or_si128(_mm_slli_epi16(low, 8), _mm_srli_epi16(low, 8));
		high = _mm_or_si128(_mm_slli_epi16(high, 8), _mm_srli_epi16(high, 8));
	}
	__m128i rest = _mm_and_si128(_mm_or_si128(low, high), wide);
	if (_mm_movemask_epi8(_mm_cmpeq_epi8(rest, _mm_setzero_si128())) != 0xffff)
		return false;
	_mm_storeu_si128((void *)to, _mm_packus_epi16(low, high));
	return true;
#else
	for (size_t i = 0; i < AT_ONCE; i++) {
		uint32_t unit = unit_at(from + 2 * i, big_endian);

		if (unit >= 0x80)
			return false;
		to[i] = (char)unit;
	}
	return true;
#endif
}

static inline bool
is_printable(uint32_t byte)
{
	return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\r' || byte == '\t';
}

/* Of numbers and addresses. */
static inline bool
is_value(uint32_t byte)
{
	return (byte >= '-' && byte <= '9' && byte != '/') || (byte >= 'a' && byte <= 'z') ||
	       byte == '@';
}

static inline void
weigh(Doubt *doubt, uint32_t unit, bool alien)
{
	uint32_t high = unit >> 8, low = unit & 0xff;
	bool swapped = low == 0 && is_printable(high);
	unsigned step = unit == SWAPPED_MARK                      ? TOP
	                : alien || swapped                        ? OF_ALIEN
	                : is_value(high) && is_value(low)         ? OF_VALUE
	                : is_printable(high) && is_printable(low) ? OF_TEXT
	                                                          : 0;

	if (step == 0) {
		/* ASCII clears it; a Chinese character may stand between two of the others. */
		doubt->level = unit < 0x80 || doubt->level < 4 ? 0 : doubt->level - 4;
		return;
	}
	if (doubt->level == 0) {
		doubt->from = doubt->before;
		doubt->to = doubt->before_to;
	}
	doubt->level += step;
}

/* One character; the number of bytes it took, 0 where its second half is not there yet. */
static inline size_t
convert_one(const uint8_t *from, size_t n_left, bool big_endian, bool is_end, char **to,
            bool *ret_alien)
{
	uint32_t unit = unit_at(from, big_endian);

	*ret_alien = unit >= 0xe000 && unit < 0xf900;
	if (unit < 0xd800 || unit > 0xdfff) {
		*to += convert_put(*to, convert_fold(unit));
		return 2;
	}
	if (n_left < 4 && !is_end)
		return 0;
	uint32_t next = n_left < 4 ? 0 : unit_at(from + 2, big_endian);
	bool pair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
	*ret_alien = !pair;
	*to += convert_put(*to,
	                   pair ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : 0xfffd);
	return pair ? 4 : 2;
}

static inline size_t
convert(Span text, bool big_endian, bool is_end, Converted *converted, bool *ret_narrow)
{
	const uint8_t *from = (const uint8_t *)text.bytes;
	char *start = converted->bytes + converted->length, *to = start;
	Doubt doubt = {.before_to = start};
	size_t at = 0;

	while (at + 1 < text.length && !*ret_narrow) {
		if (at + 2 * AT_ONCE <= text.length && copy_ascii(from + at, big_endian, to)) {
			at += 2 * AT_ONCE;
			to += AT_ONCE;
			doubt = (Doubt){.before = at - 2, .before_to = to - 1};
			continue;
		}
		for (unsigned i = 0; i < AT_ONCE && at + 1 < text.length; i++) {
			bool alien;
			char *before = to;
			size_t taken = convert_one(from + at, text.length - at, big_endian, is_end,
			                           &to, &alien);

			if (taken == 0) {
				converted->length += (size_t)(to - start);
				return at;
			}
			weigh(&doubt, unit_at(from + at, big_endian), alien);
			doubt.before = at;
			doubt.before_to = before;
			at += taken;
			*ret_narrow = doubt.level >= TOP;
			if (*ret_narrow)
				break;
		}
	}
	if (*ret_narrow) {
		at = doubt.from;
		to = doubt.to;
	}
	converted->length += (size_t)(to - start);
	return at;
}

size_t
convert_units(Encoding encoding, Span text, bool is_end, uint64_t raw, Converted *converted,
              bool *ret_narrow)
{
	*ret_narrow = false;
	converted_reserve(converted, text.length * 2);
	converted_begin(converted, STRETCH_UNITS, raw);
	size_t at = encoding == ENCODING_UTF16BE
	                    ? convert(text, true, is_end, converted, ret_narrow)
	                    : convert(text, false, is_end, converted, ret_narrow);
	if (is_end && at + 1 == text.length && !*ret_narrow) {
		converted_append(converted, span_slice(text, at, 1), raw + at);
		at++;
	}
	return at;
}
