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
#define TOP      40
#define OF_TEXT  2 /* both bytes printable */
#define OF_VALUE 8 /* both bytes of numbers or addresses: five such units */
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

#if defined(__SSE2__)
static inline __m128i
load(const uint8_t *from, bool big_endian)
{
	__m128i units = _mm_loadu_si128((const void *)from);

	return big_endian ? _mm_or_si128(_mm_slli_epi16(units, 8), _mm_srli_epi16(units, 8))
	                  : units;
}

/* AT_ONCE units from @from on that are ASCII, to @to; false where one is not. */
static inline bool
copy_ascii(const uint8_t *from, bool big_endian, char *to)
{
	__m128i low = load(from, big_endian), high = load(from + 16, big_endian);
	__m128i rest = _mm_and_si128(_mm_or_si128(low, high), _mm_set1_epi16((short)0xff80));

	if (_mm_movemask_epi8(_mm_cmpeq_epi8(rest, _mm_setzero_si128())) != 0xffff)
		return false;
	_mm_storeu_si128((void *)to, _mm_packus_epi16(low, high));
	return true;
}

static inline __m128i
in_range(__m128i bytes, int first, int count)
{
	__m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8((char)first));
	__m128i last = _mm_set1_epi8((char)(count - 1));

	return _mm_cmpeq_epi8(_mm_min_epu8(shifted, last), shifted);
}

/* A bit a unit: both its bytes are of numbers or addresses. */
static inline unsigned
values(__m128i low, __m128i high)
{
	__m128i all = _mm_set1_epi16(-1);
	__m128i a = _mm_or_si128(in_range(low, '-', 13), in_range(low, 'a', 26));
	__m128i b = _mm_or_si128(in_range(high, '-', 13), in_range(high, 'a', 26));

	return (unsigned)_mm_movemask_epi8(
		_mm_packs_epi16(_mm_cmpeq_epi16(a, all), _mm_cmpeq_epi16(b, all)));
}

/* A bit a unit from U+D800 up to U+F8FF, or at U+FFFE. */
static inline unsigned
aliens(__m128i low, __m128i high)
{
	__m128i first = _mm_set1_epi16((short)(0xd800 ^ 0x8000)),
		mark = _mm_set1_epi16((short)SWAPPED_MARK);
	__m128i last = _mm_set1_epi16((short)(0xf900 ^ 0x8000)),
		sign = _mm_set1_epi16((short)0x8000);
	__m128i a = _mm_xor_si128(low, sign), b = _mm_xor_si128(high, sign);

	a = _mm_andnot_si128(_mm_cmplt_epi16(a, first), _mm_cmplt_epi16(a, last));
	b = _mm_andnot_si128(_mm_cmplt_epi16(b, first), _mm_cmplt_epi16(b, last));
	a = _mm_or_si128(a, _mm_cmpeq_epi16(low, mark));
	b = _mm_or_si128(b, _mm_cmpeq_epi16(high, mark));
	return (unsigned)_mm_movemask_epi8(_mm_packs_epi16(a, b));
}

/* Nothing in AT_ONCE units raises a doubt: at most one looks odd, and not at an end. */
static inline bool
is_sound(const uint8_t *from, bool big_endian)
{
	__m128i low = load(from, big_endian), high = load(from + 16, big_endian);
	__m128i top = _mm_set1_epi16((short)0x8080), zero = _mm_setzero_si128();
	unsigned odd = values(low, high);
	/* Units of two ASCII bytes: seldom most of them. */
	unsigned two = (unsigned)_mm_movemask_epi8(
		_mm_packs_epi16(_mm_cmpeq_epi16(_mm_and_si128(low, top), zero),
	                        _mm_cmpeq_epi16(_mm_and_si128(high, top), zero)));

	return (odd & (odd - 1)) == 0 && (odd & 0x8001) == 0 && aliens(low, high) == 0 &&
	       __builtin_popcount(two) < 14;
}
#else
static inline bool
copy_ascii(const uint8_t *from, bool big_endian, char *to)
{
	for (size_t i = 0; i < AT_ONCE; i++) {
		uint32_t unit = unit_at(from + 2 * i, big_endian);

		if (unit >= 0x80)
			return false;
		to[i] = (char)unit;
	}
	return true;
}

static inline bool
is_sound(const uint8_t *from, bool big_endian)
{
	(void)from;
	(void)big_endian;
	return false;
}
#endif

/* A unit of the BMP without a branch: four bytes are written, its length is told. */
static inline size_t
put_unit(char *to, uint32_t unit)
{
	uint32_t two = 0x80c0 | unit >> 6 | (unit & 0x3f) << 8;
	uint32_t three = 0x8080e0 | unit >> 12 | (unit >> 6 & 0x3f) << 8 | (unit & 0x3f) << 16;
	uint32_t word = unit < 0x800 ? two : three;
	char bytes[4];

	word = unit < 0x80 ? unit : word;
	bytes[0] = (char)word;
	bytes[1] = (char)(word >> 8);
	bytes[2] = (char)(word >> 16);
	bytes[3] = '\0';
	memcpy(to, bytes, sizeof bytes);
	return (size_t)1 + (unit >= 0x80) + (unit >= 0x800);
}

/* AT_ONCE units of the BMP; where the last one was written in @ret_last. */
static inline char *
convert_block(const uint8_t *from, bool big_endian, char *to, char **ret_last)
{
	size_t length = 0;

	for (size_t i = 0; i < AT_ONCE; i++) {
		uint32_t unit = unit_at(from + 2 * i, big_endian);

		if (unit >= 0xff10)
			unit = convert_fold(unit);
		length = put_unit(to, unit);
		to += length;
	}
	*ret_last = to - length;
	return to;
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

static inline unsigned
step_of(uint32_t unit, bool alien)
{
	uint32_t high = unit >> 8, low = unit & 0xff;

	if (unit == SWAPPED_MARK)
		return TOP;
	if (alien || (low == 0 && is_value(high)))
		return OF_ALIEN;
	if (is_value(high) && is_value(low))
		return OF_VALUE;
	return is_printable(high) && is_printable(low) ? OF_TEXT : 0;
}

static inline void
weigh(Doubt *doubt, uint32_t unit, bool alien)
{
	unsigned step = step_of(unit, alien);

	if (step == 0) {
		/* What Chinese text is made of; Korean stands between aliens as often as not. */
		if (unit < 0xa000 || unit >= 0xf900)
			doubt->level = unit < 0x80 ? 0 : doubt->level / 4;
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
		if (at + 2 * AT_ONCE <= text.length && doubt.level < OF_VALUE &&
		    is_sound(from + at, big_endian)) {
			to = convert_block(from + at, big_endian, to, &doubt.before_to);
			at += 2 * AT_ONCE;
			doubt.before = at - 2;
			doubt.level = 0;
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
