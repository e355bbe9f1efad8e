/*
 * classify-avx512.c - the masks with 64-byte vectors: AVX-512BW, VBMI and VBMI2
 *
 * One table look-up gives eight classes of a byte at once, a bit each.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <immintrin.h>

#define LANES 8
#include "block-find.h"

typedef enum {
	CLASS_DIGIT = 1,
	CLASS_WORD = 2,
	CLASS_UPPER = 4,
	CLASS_HEX = 8,
	CLASS_TOKEN = 16,
	CLASS_SPACE = 32,
	CLASS_PARTING = 64,
	CLASS_ESCAPE = 128,
} Class;

#define DIGIT  (CLASS_DIGIT | CLASS_WORD | CLASS_HEX | CLASS_TOKEN)
#define LETTER (CLASS_WORD | CLASS_TOKEN)

/* Of the bytes below 0x80. */
__extension__ static const uint8_t classes[128] __attribute__((aligned(64))) = {
	['0' ... '9'] = DIGIT,
	['a' ... 'f'] = LETTER | CLASS_HEX,
	['g' ... 'z'] = LETTER,
	['A' ... 'F'] = LETTER | CLASS_UPPER | CLASS_HEX,
	['G' ... 'Z'] = LETTER | CLASS_UPPER,
	['_'] = CLASS_TOKEN,
	['-'] = CLASS_TOKEN | CLASS_SPACE | CLASS_PARTING,
	[' '] = CLASS_SPACE,
	['.'] = CLASS_PARTING,
	['/'] = CLASS_PARTING,
	['\\'] = CLASS_ESCAPE,
	['%'] = CLASS_ESCAPE,
};

static inline uint64_t
equal(__m512i text, char byte)
{
	return _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(byte));
}

static inline uint64_t
of_class(__m512i classified, Class class)
{
	return _mm512_test_epi8_mask(classified, _mm512_set1_epi8((char)class));
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	__m512i low = _mm512_load_si512(classes), high = _mm512_load_si512(classes + 64);

	for (size_t i = slot; i < slot + n_blocks; i++, text += BLOCK_SIZE) {
		__m512i raw = _mm512_loadu_si512(text);
		__mmask64 above = _mm512_movepi8_mask(raw);
		__m512i classified = _mm512_maskz_permutex2var_epi8(~above, low, raw, high);

		ret_masks->digit[i] = of_class(classified, CLASS_DIGIT);
		ret_masks->word[i] = of_class(classified, CLASS_WORD);
		ret_masks->upper[i] = of_class(classified, CLASS_UPPER);
		ret_masks->hex[i] = of_class(classified, CLASS_HEX);
		ret_masks->token[i] = of_class(classified, CLASS_TOKEN);
		ret_masks->space[i] = of_class(classified, CLASS_SPACE);
		ret_masks->parting[i] = of_class(classified, CLASS_PARTING);
		ret_masks->escape[i] = of_class(classified, CLASS_ESCAPE);
		ret_masks->high[i] = above;
		ret_masks->at[i] = equal(raw, '@');
		ret_masks->dot[i] = equal(raw, '.');
		ret_masks->colon[i] = equal(raw, ':');
		ret_masks->dash[i] = equal(raw, '-');
		ret_masks->dollar[i] = equal(raw, '$');
		ret_masks->slash[i] = equal(raw, '/');
		ret_masks->close[i] = equal(raw, ')') | equal(raw, '>');
		ret_masks->mark[i] = equal(raw, '*') | equal(raw, '+');
		ret_masks->equals[i] = equal(raw, '=');
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

const BlockForm block_form_avx512 = {"avx512", classify, find};
