/*
 * text-check-avx2.c - the check with 32-byte vectors
 *
 * UTF-8 is checked with three table lookups a vector (Keiser and Lemire, "Validating UTF-8
 * in less than one instruction per byte", 2021): the high half of a byte's predecessor, its
 * low half and the high half of the byte itself each say which errors are possible.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text-check-form.h"

#include <immintrin.h>
#include <string.h>

/* Errors that two bytes one behind the other can make. */
enum {
	TOO_SHORT = 1 << 0, /* a lead, and no byte that goes on */
	TOO_LONG = 1 << 1,  /* ASCII, and a byte that goes on */
	OVERLONG_3 = 1 << 2,
	SURROGATE = 1 << 4,
	OVERLONG_2 = 1 << 5,
	TOO_LARGE = 1 << 3,
	TOO_LARGE_OR_OVERLONG_4 = 1 << 6,
	TWO_FOLLOWING = 1 << 7, /* right only in characters of three and four */
};

#define CARRY (TOO_SHORT | TOO_LONG | TWO_FOLLOWING)

typedef struct {
	__m256i before; /* the vector before */
	__m256i errors;
	__m256i wide; /* full-width characters */
	__m256i nul;
} State;

static inline __m256i
table(const uint8_t rows[16])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)rows));
}

/* The bytes one, two or three places before those of @text. */
#define PRECEDING(text, before, n)                                                                 \
	_mm256_alignr_epi8(text, _mm256_permute2x128_si256(before, text, 0x21), 16 - (n))

static inline __m256i
high_half(__m256i text)
{
	return _mm256_and_si256(_mm256_srli_epi16(text, 4), _mm256_set1_epi8(0x0f));
}

static inline __m256i
find_errors(__m256i text, __m256i before)
{
	static const uint8_t first_high[16] = {TOO_LONG,
	                                       TOO_LONG,
	                                       TOO_LONG,
	                                       TOO_LONG,
	                                       TOO_LONG,
	                                       TOO_LONG,
	                                       TOO_LONG,
	                                       TOO_LONG,
	                                       TWO_FOLLOWING,
	                                       TWO_FOLLOWING,
	                                       TWO_FOLLOWING,
	                                       TWO_FOLLOWING,
	                                       TOO_SHORT | OVERLONG_2,
	                                       TOO_SHORT,
	                                       TOO_SHORT | OVERLONG_3 | SURROGATE,
	                                       TOO_SHORT | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4};
	static const uint8_t first_low[16] = {
		CARRY | OVERLONG_3 | OVERLONG_2 | TOO_LARGE_OR_OVERLONG_4,
		CARRY | OVERLONG_2,
		CARRY,
		CARRY,
		CARRY | TOO_LARGE,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4 | SURROGATE,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4,
		CARRY | TOO_LARGE | TOO_LARGE_OR_OVERLONG_4};
	static const uint8_t second_high[16] = {
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_LONG | OVERLONG_2 | TWO_FOLLOWING | OVERLONG_3 | TOO_LARGE_OR_OVERLONG_4,
		TOO_LONG | OVERLONG_2 | TWO_FOLLOWING | OVERLONG_3 | TOO_LARGE,
		TOO_LONG | OVERLONG_2 | TWO_FOLLOWING | SURROGATE | TOO_LARGE,
		TOO_LONG | OVERLONG_2 | TWO_FOLLOWING | SURROGATE | TOO_LARGE,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT,
		TOO_SHORT};
	__m256i one = PRECEDING(text, before, 1);
	__m256i low = _mm256_and_si256(one, _mm256_set1_epi8(0x0f));
	__m256i special = _mm256_and_si256(
		_mm256_and_si256(_mm256_shuffle_epi8(table(first_high), high_half(one)),
	                         _mm256_shuffle_epi8(table(first_low), low)),
		_mm256_shuffle_epi8(table(second_high), high_half(text)));
	/* The third and fourth bytes must go on, and only they may do so twice. */
	__m256i third = _mm256_subs_epu8(PRECEDING(text, before, 2), _mm256_set1_epi8(0x60));
	__m256i fourth = _mm256_subs_epu8(PRECEDING(text, before, 3), _mm256_set1_epi8(0x70));
	__m256i must =
		_mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));

	return _mm256_xor_si256(must, special);
}

static inline __m256i
in_range(__m256i text, int first, int count)
{
	__m256i shifted = _mm256_sub_epi8(text, _mm256_set1_epi8((char)first));
	__m256i last = _mm256_set1_epi8((char)(count - 1));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(shifted, last), shifted);
}

/* Last bytes of full-width digits and letters: EF BC or EF BD stands before them. */
static inline __m256i
find_wide(__m256i text, __m256i before)
{
	__m256i two = PRECEDING(text, before, 2);
	__m256i lead = _mm256_cmpeq_epi8(two, _mm256_set1_epi8((char)0xef));

	if (_mm256_testz_si256(lead, lead))
		return lead;
	__m256i one = PRECEDING(text, before, 1);
	__m256i bc = _mm256_and_si256(
		_mm256_cmpeq_epi8(one, _mm256_set1_epi8((char)0xbc)),
		_mm256_or_si256(in_range(text, 0x90, 10), in_range(text, 0xa1, 26)));
	__m256i bd = _mm256_and_si256(_mm256_cmpeq_epi8(one, _mm256_set1_epi8((char)0xbd)),
	                              in_range(text, 0x81, 26));
	return _mm256_and_si256(lead, _mm256_or_si256(bc, bd));
}

static inline void
check_vector(State *state, __m256i text)
{
	state->errors = _mm256_or_si256(state->errors, find_errors(text, state->before));
	state->wide = _mm256_or_si256(state->wide, find_wide(text, state->before));
	state->before = text;
}

static inline void
check_pair(State *state, __m256i low, __m256i high)
{
	__m256i zero = _mm256_setzero_si256();

	state->nul =
		_mm256_or_si256(state->nul, _mm256_cmpeq_epi8(_mm256_min_epu8(low, high), zero));
	/* All ASCII, and so was the end of what was before. */
	__m256i any = _mm256_or_si256(_mm256_or_si256(low, high), state->before);
	if (_mm256_movemask_epi8(any) == 0) {
		state->before = high;
		return;
	}
	check_vector(state, low);
	check_vector(state, high);
}

TextCheck
text_check_avx2(const uint8_t *text, size_t length)
{
	State state = {0};
	size_t at = 0;
	uint8_t rest[64];
	TextCheck check = TEXT_PLAIN;

	for (; at + 64 <= length; at += 64)
		check_pair(&state, _mm256_loadu_si256((const void *)(text + at)),
		           _mm256_loadu_si256((const void *)(text + at + 32)));
	/* Blanks behind the end make a character that is cut off an error. */
	memset(rest, ' ', sizeof rest);
	memcpy(rest, text + at, length - at);
	check_pair(&state, _mm256_loadu_si256((const void *)rest),
	           _mm256_loadu_si256((const void *)(rest + 32)));
	if (!_mm256_testz_si256(state.errors, state.errors))
		check |= TEXT_UNSOUND;
	if (!_mm256_testz_si256(state.wide, state.wide))
		check |= TEXT_FULL_WIDTH;
	if (!_mm256_testz_si256(state.nul, state.nul))
		check |= TEXT_HAS_NUL;
	return check;
}
