/*
 * classify-avx512.c - the masks with 64-byte vectors: AVX-512BW
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-masks.h"

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

void
classify_avx512(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks)
{
	for (size_t block = 0; block < n_blocks; block++, text += BLOCK_SIZE) {
		__m512i raw = _mm512_loadu_si512(text);
		__m512i lower = _mm512_or_si512(raw, _mm512_set1_epi8(0x20));

		ret_masks[block] = (BlockMasks){
			.digit = range(raw, '0', 10),
			.alpha = range(lower, 'a', 26),
			.upper = range(raw, 'A', 26),
			.hexa = range(lower, 'a', 6),
			.high = _mm512_movepi8_mask(raw),
			.at = equal(raw, '@'),
			.dot = equal(raw, '.'),
			.colon = equal(raw, ':'),
			.dash = equal(raw, '-'),
			.space = equal(raw, ' '),
			.under = equal(raw, '_'),
			.dollar = equal(raw, '$'),
			.slash = equal(raw, '/'),
			.close = equal(raw, ')'),
			.escape = equal(raw, '\\') | equal(raw, '%'),
		};
	}
}
