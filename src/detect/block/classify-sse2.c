/*
 * classify-sse2.c - the masks with 16-byte vectors: SSE2, and NEON through SIMDe
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define LANES 2
#include "block-find.h"

#include <simde/x86/sse2.h>

#define STEP  16
#define STEPS (BLOCK_SIZE / STEP)

typedef simde__m128i Vector;

static inline uint64_t
bits(Vector truth)
{
	return (uint64_t)(uint16_t)simde_mm_movemask_epi8(truth);
}

static inline uint64_t
equal(Vector text, char byte)
{
	return bits(simde_mm_cmpeq_epi8(text, simde_mm_set1_epi8(byte)));
}

/* Bytes from @first on, @count of them, whatever their sign. */
static inline uint64_t
range(Vector text, char first, int count)
{
	Vector shifted = simde_mm_sub_epi8(text, simde_mm_set1_epi8(first));
	Vector last = simde_mm_set1_epi8((char)(count - 1));

	return bits(simde_mm_cmpeq_epi8(simde_mm_min_epu8(shifted, last), shifted));
}

static inline void
classify_step(Vector text, unsigned shift, size_t slot, ChunkMasks *masks)
{
	Vector lower = simde_mm_or_si128(text, simde_mm_set1_epi8(0x20));
	uint64_t digit = range(text, '0', 10);
	uint64_t word = digit | range(lower, 'a', 26);
	uint64_t dash = equal(text, '-'), dot = equal(text, '.'), slash = equal(text, '/');

	masks->digit[slot] |= digit << shift;
	masks->word[slot] |= word << shift;
	masks->upper[slot] |= range(text, 'A', 26) << shift;
	masks->hex[slot] |= (digit | range(lower, 'a', 6)) << shift;
	masks->token[slot] |= (word | dash | equal(text, '_')) << shift;
	masks->space[slot] |= (dash | equal(text, ' ')) << shift;
	masks->parting[slot] |= (dash | dot | slash) << shift;
	masks->high[slot] |= bits(text) << shift;
	masks->at[slot] |= equal(text, '@') << shift;
	masks->dot[slot] |= dot << shift;
	masks->colon[slot] |= equal(text, ':') << shift;
	masks->dash[slot] |= dash << shift;
	masks->dollar[slot] |= equal(text, '$') << shift;
	masks->slash[slot] |= slash << shift;
	masks->close[slot] |= (equal(text, ')') | equal(text, '>')) << shift;
	masks->mark[slot] |= (equal(text, '*') | equal(text, '+')) << shift;
	masks->equals[slot] |= equal(text, '=') << shift;
	masks->escape[slot] |= (equal(text, '\\') | equal(text, '%')) << shift;
	masks->wide_first[slot] |= equal(text, (char)0xef) << shift;
	masks->wide_second[slot] |= equal(text, (char)0xbc) << shift;
	masks->wide_third[slot] |= equal(text, (char)0x9a) << shift;
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	chunk_masks_clear(ret_masks, slot, n_blocks);
	for (size_t block = 0; block < n_blocks; block++, text += BLOCK_SIZE) {
		for (unsigned i = 0; i < STEPS; i++)
			classify_step(simde_mm_loadu_si128((const void *)(text + i * STEP)),
			              i * STEP, slot + block, ret_masks);
	}
}

static void
find(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	find_triggers(masks, n_blocks, ret_triggers);
}

const BlockForm block_form_sse2 = {"sse2", classify, find};
