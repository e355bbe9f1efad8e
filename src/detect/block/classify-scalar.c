/*
 * classify-scalar.c - the masks byte by byte: the oracle of the SIMD forms
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define LANES 1
#include "block-find.h"

#include <pthread.h>
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

/* The masks a byte is in, a bit each: classify_byte asked once. */
static uint32_t masks_of[256];
static pthread_once_t masks_once = PTHREAD_ONCE_INIT;

static void
ask_all(void)
{
	static ChunkMasks masks;

	for (unsigned byte = 0; byte < 256; byte++) {
		chunk_masks_clear(&masks, 0, 1);
		classify_byte((uint8_t)byte, 1, 0, &masks);
		for (unsigned i = 0; i < N_MASKS; i++)
			masks_of[byte] |= (uint32_t)masks.all[i][0] << i;
	}
}

static void
classify(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks)
{
	pthread_once(&masks_once, ask_all);
	chunk_masks_clear(ret_masks, slot, n_blocks);
	for (size_t block = 0; block < n_blocks; block++)
		for (size_t i = 0; i < BLOCK_SIZE; i++) {
			uint32_t in = masks_of[text[block * BLOCK_SIZE + i]];

			for (; in != 0; in &= in - 1)
				ret_masks->all[__builtin_ctz(in)][slot + block] |= (uint64_t)1 << i;
		}
}

static void
find(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	find_triggers(masks, n_blocks, ret_triggers);
}

const BlockForm block_form_scalar = {"scalar", classify, find};
