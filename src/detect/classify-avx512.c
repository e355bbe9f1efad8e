/*
 * classify-avx512.c - the masks with 64-byte vectors: AVX-512BW
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-find.h"

#include <immintrin.h>

static inline uint64_t
equal(__m512i text, char byte)
{
	return _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(byte));
}

static inline uint64_t
range(__m512i text, char first, int count)
{
	__m512i shifted = _mm512_sub_epi8(text, _mm512_set1_epi8(first));

	return _mm512_cmplt_epu8_mask(shifted, _mm512_set1_epi8((char)count));
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	for (size_t block = 0; block < n_blocks; block++, text += BLOCK_SIZE) {
		__m512i raw = _mm512_loadu_si512(text);
		__m512i lower = _mm512_or_si512(raw, _mm512_set1_epi8(0x20));

		size_t i = slot + block;

		ret_masks->digit[i] = range(raw, '0', 10);
		ret_masks->alpha[i] = range(lower, 'a', 26);
		ret_masks->upper[i] = range(raw, 'A', 26);
		ret_masks->hexa[i] = range(lower, 'a', 6);
		ret_masks->high[i] = _mm512_movepi8_mask(raw);
		ret_masks->at[i] = equal(raw, '@');
		ret_masks->dot[i] = equal(raw, '.');
		ret_masks->colon[i] = equal(raw, ':');
		ret_masks->dash[i] = equal(raw, '-');
		ret_masks->space[i] = equal(raw, ' ');
		ret_masks->under[i] = equal(raw, '_');
		ret_masks->dollar[i] = equal(raw, '$');
		ret_masks->slash[i] = equal(raw, '/');
		ret_masks->close[i] = equal(raw, ')');
		ret_masks->equals[i] = equal(raw, '=');
		ret_masks->wide_colon[i] = equal(raw, (char)0x9a);
		ret_masks->escape[i] = equal(raw, '\\') | equal(raw, '%');
	}
}

static void
find(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	find_triggers(masks, n_blocks, ret_triggers);
}

const BlockForm block_form_avx512 = {"avx512", classify, find};
