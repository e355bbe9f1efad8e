/*
 * block-trigger.h - several blocks at once: the vector that the finders work in
 *
 * Included by each translation unit of block-masks.h, which sets LANES to the count of
 * 64-bit masks that its vectors hold.  The operators are the compiler's own for vectors.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-masks.h"

#include <string.h>

#if LANES == 1
typedef uint64_t Lanes;
#else
typedef uint64_t Lanes __attribute__((vector_size(LANES * sizeof(uint64_t))));
#endif

static inline Lanes
load(const uint64_t *mask)
{
	Lanes lanes;

	memcpy(&lanes, mask, sizeof lanes);
	return lanes;
}

static inline void
store(uint64_t *mask, Lanes lanes)
{
	memcpy(mask, &lanes, sizeof lanes);
}

/* Each bit is that of the character @distance further on. */
static inline Lanes
ahead(const uint64_t *mask, int distance)
{
#ifdef __AVX512VBMI2__
	return (Lanes)_mm512_shrdv_epi64((__m512i)load(mask), (__m512i)load(mask + 1),
	                                 _mm512_set1_epi64(distance));
#else
	return load(mask) >> distance | load(mask + 1) << (BLOCK_SIZE - distance);
#endif
}

/* Each bit is that of the character before. */
static inline Lanes
behind(const uint64_t *mask)
{
#ifdef __AVX512VBMI2__
	return (Lanes)_mm512_shldi_epi64((__m512i)load(mask), (__m512i)load(mask - 1), 1);
#else
	return load(mask) << 1 | load(mask - 1) >> (BLOCK_SIZE - 1);
#endif
}

static inline bool
any(Lanes lanes)
{
#if LANES == 1
	return lanes != 0;
#elif defined(__AVX512F__)
	return _mm512_test_epi64_mask((__m512i)lanes, (__m512i)lanes) != 0;
#else
	uint64_t all = 0;

	for (size_t i = 0; i < LANES; i++)
		all |= lanes[i];
	return all != 0;
#endif
}

/* The bits of @mask from @bit on, and those of the next one behind them. */
static inline uint64_t
bits_from(const uint64_t *mask, unsigned bit)
{
	return mask[0] >> bit | mask[1] << 1 << (BLOCK_SIZE - 1 - bit);
}

/* The bits before @bit, the last of them the highest, and those of the mask before. */
static inline uint64_t
bits_until(const uint64_t *mask, unsigned bit)
{
	return bit == 0 ? mask[-1] : mask[0] << (BLOCK_SIZE - bit) | mask[-1] >> bit;
}

/* How many of the highest bits are set. */
static inline unsigned
count_highest(uint64_t bits)
{
	return bits == UINT64_MAX ? BLOCK_SIZE : (unsigned)__builtin_clzll(~bits);
}

/* How many of the lowest bits are set. */
static inline uint8_t
count_ones(uint64_t bits)
{
	return bits == UINT64_MAX ? WORD_LONG : (uint8_t)__builtin_ctzll(~bits);
}

#ifdef __AVX512VBMI2__
#define SPREAD 16 /* places that are written at once */

/* The places of the bits of @bits from @base on; writes SPREAD places at least. */
static inline size_t
spread(uint16_t *places, uint64_t bits, size_t base)
{
	static const uint8_t identity[BLOCK_SIZE] __attribute__((aligned(64))) = {
		0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};
	__m512i bytes = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(identity));
	__m256i first = _mm512_castsi512_si256(bytes);
	__m512i from = _mm512_set1_epi16((short)base);
	size_t n = (size_t)__builtin_popcountll(bits);

	_mm256_storeu_si256((void *)places,
	                    _mm256_add_epi16(_mm256_cvtepu8_epi16(_mm256_castsi256_si128(first)),
	                                     _mm512_castsi512_si256(from)));
	/* No sign stands on two characters in a row, so half a block is the most. */
	if (n > SPREAD)
		_mm512_storeu_si512(places, _mm512_add_epi16(_mm512_cvtepu8_epi16(first), from));
	return n;
}
#else
#define SPREAD 0

static inline size_t
spread(uint16_t *places, uint64_t bits, size_t base)
{
	size_t n = 0;

	for (; bits != 0; bits &= bits - 1)
		places[n++] = (uint16_t)(base + (unsigned)__builtin_ctzll(bits));
	return n;
}
#endif

/* Add the places of the bits of @found, which are those of @slot and the following slots. */
static inline size_t
put_places(uint16_t *places, size_t n, Lanes found, size_t slot)
{
	uint64_t masks[LANES];

	store(masks, found);
	for (size_t i = 0; i < LANES; i++)
		n += spread(places + n, masks[i], (slot + i - 1) * BLOCK_SIZE);
	return n;
}
