/*
 * classify-scalar.c - the masks byte by byte: the oracle of the SIMD forms
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-find.h"

#include <string.h>

static bool
within(uint8_t byte, uint8_t first, uint8_t last)
{
	return byte >= first && byte <= last;
}

static void
classify_byte(uint8_t byte, uint64_t bit, size_t slot, ChunkMasks *masks)
{
	const struct {
		uint8_t byte;
		uint64_t *mask;
	} singles[] = {
		{'@', &masks->at[slot]},          {'.', &masks->dot[slot]},
		{':', &masks->colon[slot]},       {'-', &masks->dash[slot]},
		{' ', &masks->space[slot]},       {'_', &masks->under[slot]},
		{'$', &masks->dollar[slot]},      {'/', &masks->slash[slot]},
		{')', &masks->close[slot]},       {'%', &masks->escape[slot]},
		{'\\', &masks->escape[slot]},     {'=', &masks->equals[slot]},
		{0x9a, &masks->wide_colon[slot]},
	};

	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
		if (byte == singles[i].byte)
			*singles[i].mask |= bit;
	if (within(byte, '0', '9'))
		masks->digit[slot] |= bit;
	if (within(byte, 'A', 'Z'))
		masks->upper[slot] |= bit;
	if (within(byte, 'A', 'Z') || within(byte, 'a', 'z'))
		masks->alpha[slot] |= bit;
	if (within(byte, 'A', 'F') || within(byte, 'a', 'f'))
		masks->hexa[slot] |= bit;
	if (byte >= 0x80)
		masks->high[slot] |= bit;
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	for (size_t block = 0; block < n_blocks; block++) {
		chunk_masks_clear(ret_masks, slot + block);
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
