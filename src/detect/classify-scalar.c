/*
 * classify-scalar.c - the masks byte by byte: the oracle of the SIMD forms
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-masks.h"

#include <string.h>

static bool
within(uint8_t byte, uint8_t first, uint8_t last)
{
	return byte >= first && byte <= last;
}

static void
classify_byte(uint8_t byte, uint64_t bit, BlockMasks *masks)
{
	const struct {
		uint8_t byte;
		uint64_t *mask;
	} singles[] = {
		{'@', &masks->at},     {'.', &masks->dot},     {':', &masks->colon},
		{'-', &masks->dash},   {' ', &masks->space},   {'_', &masks->under},
		{'$', &masks->dollar}, {'/', &masks->slash},   {')', &masks->close},
		{'%', &masks->escape}, {'\\', &masks->escape},
	};

	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
		if (byte == singles[i].byte)
			*singles[i].mask |= bit;
	if (within(byte, '0', '9'))
		masks->digit |= bit;
	if (within(byte, 'A', 'Z'))
		masks->upper |= bit;
	if (within(byte, 'A', 'Z') || within(byte, 'a', 'z'))
		masks->alpha |= bit;
	if (within(byte, 'A', 'F') || within(byte, 'a', 'f'))
		masks->hexa |= bit;
	if (byte >= 0x80)
		masks->high |= bit;
}

void
classify_scalar(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks)
{
	memset(ret_masks, 0, n_blocks * sizeof *ret_masks);
	for (size_t block = 0; block < n_blocks; block++)
		for (size_t i = 0; i < BLOCK_SIZE; i++)
			classify_byte(text[block * BLOCK_SIZE + i], (uint64_t)1 << i,
			              &ret_masks[block]);
}
