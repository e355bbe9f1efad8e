/*
 * classify-avx2.c - the masks with 32-byte vectors
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <immintrin.h>

#define LANES 4
#include "block-find.h"

typedef struct {
	__m256i low;
	__m256i high;
} Vectors;

static inline uint64_t
bits(__m256i low, __m256i high)
{
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static inline uint64_t
equal(Vectors text, char byte)
{
	__m256i wanted = _mm256_set1_epi8(byte);

	return bits(_mm256_cmpeq_epi8(text.low, wanted), _mm256_cmpeq_epi8(text.high, wanted));
}

static inline __m256i
in_range(__m256i text, char first, int count)
{
	__m256i shifted = _mm256_sub_epi8(text, _mm256_set1_epi8(first));
	__m256i last = _mm256_set1_epi8((char)(count - 1));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(shifted, last), shifted);
}

static inline uint64_t
range(Vectors text, char first, int count)
{
	return bits(in_range(text.low, first, count), in_range(text.high, first, count));
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	__m256i case_bit = _mm256_set1_epi8(0x20);

	for (size_t block = 0; block < n_blocks; block++, text += BLOCK_SIZE) {
		Vectors raw = {_mm256_loadu_si256((const void *)text),
		               _mm256_loadu_si256((const void *)(text + 32))};
		Vectors lower = {_mm256_or_si256(raw.low, case_bit),
		                 _mm256_or_si256(raw.high, case_bit)};

		size_t i = slot + block;
		uint64_t digit = range(raw, '0', 10);
		uint64_t word = digit | range(lower, 'a', 26);
		uint64_t dash = equal(raw, '-'), dot = equal(raw, '.'), slash = equal(raw, '/');

		ret_masks->digit[i] = digit;
		ret_masks->word[i] = word;
		ret_masks->upper[i] = range(raw, 'A', 26);
		ret_masks->hex[i] = digit | range(lower, 'a', 6);
		ret_masks->token[i] = word | dash | equal(raw, '_');
		ret_masks->space[i] = dash | equal(raw, ' ');
		ret_masks->parting[i] = dash | dot | slash;
		ret_masks->high[i] = bits(raw.low, raw.high);
		ret_masks->at[i] = equal(raw, '@');
		ret_masks->dot[i] = dot;
		ret_masks->colon[i] = equal(raw, ':');
		ret_masks->dash[i] = dash;
		ret_masks->dollar[i] = equal(raw, '$');
		ret_masks->slash[i] = slash;
		ret_masks->close[i] = equal(raw, ')') | equal(raw, '>');
		ret_masks->mark[i] = equal(raw, '*') | equal(raw, '+');
		ret_masks->equals[i] = equal(raw, '=');
		ret_masks->escape[i] = equal(raw, '\\') | equal(raw, '%');
		ret_masks->wide_first[i] = equal(raw, (char)0xef);
		ret_masks->wide_second[i] = equal(raw, (char)0xbc);
		ret_masks->wide_third[i] = equal(raw, (char)0x9a);
	}
}

static void
find(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	find_triggers(masks, n_blocks, ret_triggers);
}

const BlockForm block_form_avx2 = {"avx2", classify, find};
