/*
 * classify-scalar.c - the masks byte by byte: the oracle of the SIMD forms
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define LANES 1
#include "block-find.h"

#include <string.h>

static bool
within(uint8_t byte, uint8_t first, uint8_t last)
{
	return byte >= first && byte <= last;
}

static bool
is_one_of(uint8_t byte, const char *bytes)
{
	return byte != 0 && strchr(bytes, byte) != NULL;
}

static void
classify_byte(uint8_t byte, uint64_t bit, size_t slot, ChunkMasks *masks)
{
	const struct {
		uint8_t byte;
		uint64_t *mask;
	} singles[] = {
		{'@', &masks->at[slot]},           {'.', &masks->dot[slot]},
		{':', &masks->colon[slot]},        {'-', &masks->dash[slot]},
		{'$', &masks->dollar[slot]},       {'/', &masks->slash[slot]},
		{')', &masks->close[slot]},        {'>', &masks->close[slot]},
		{'=', &masks->equals[slot]},       {0xef, &masks->wide_first[slot]},
		{0xbc, &masks->wide_second[slot]}, {0x9a, &masks->wide_third[slot]},
	};
	bool digit = within(byte, '0', '9');
	bool word = digit || within(byte, 'A', 'Z') || within(byte, 'a', 'z');
	bool hex = digit || within(byte, 'A', 'F') || within(byte, 'a', 'f');

	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
		if (byte == singles[i].byte)
			*singles[i].mask |= bit;
	masks->digit[slot] |= digit ? bit : 0;
	masks->word[slot] |= word ? bit : 0;
	masks->upper[slot] |= within(byte, 'A', 'Z') ? bit : 0;
	masks->hex[slot] |= hex ? bit : 0;
	masks->token[slot] |= word || is_one_of(byte, "_-") ? bit : 0;
	masks->space[slot] |= is_one_of(byte, " -") ? bit : 0;
	masks->parting[slot] |= is_one_of(byte, "-/.") ? bit : 0;
	masks->mark[slot] |= is_one_of(byte, "*+") ? bit : 0;
	masks->escape[slot] |= is_one_of(byte, "\\%") ? bit : 0;
	masks->high[slot] |= byte >= 0x80 ? bit : 0;
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	chunk_masks_clear(ret_masks, slot, n_blocks);
	for (size_t block = 0; block < n_blocks; block++) {
		for (size_t i = 0; i < BLOCK_SIZE; i++)
			classify_byte(text[block * BLOCK_SIZE + i], (uint64_t)1 << i, slot + block,
			              ret_masks);
	}
}

static void
find(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	find_triggers(masks, n_blocks, ret_triggers);
}

const BlockForm block_form_scalar = {"scalar", classify, find};
