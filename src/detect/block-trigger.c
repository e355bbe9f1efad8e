/*
 * block-trigger.c - where detectors must look: shifts and ands over the masks of a block
 *
 * A run of n is found by halving: x & x >> 1 marks runs of two, that & itself >> 2 runs
 * of four, and so on.  Every trigger stands at the first character of what it found, so
 * a look ahead into the next block is enough and nothing is carried but one bit a mask.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-trigger.h"

/* Masks that several finders share. */
typedef struct {
	const BlockMasks *prev, *cur, *next;
	WideMask digit, digit2, digit4, digit7, digit8;
	WideMask hex;
	uint64_t word_start;
} Shared;

#define WIDE(shared, field)                                                                        \
	((WideMask)(shared)->cur->field | (WideMask)(shared)->next->field << BLOCK_SIZE)

static inline uint64_t
ahead(WideMask mask, unsigned distance)
{
	return (uint64_t)(mask >> distance);
}

/* Each bit moved to the following character; @prev is the same mask of the block before. */
static inline uint64_t
behind(uint64_t cur, uint64_t prev)
{
	return cur << 1 | prev >> (BLOCK_SIZE - 1);
}

/* 138 1234 5678, 138-12345678, 6222 0212 3456 ..., 110105 19491231 002X, (010)12345678 */
static uint64_t
find_grouped(const Shared *shared)
{
	WideMask joint = WIDE(shared, dash) | WIDE(shared, space);
	WideMask close = WIDE(shared, close);
	WideMask four_more = shared->digit4 >> 1 & joint;  /* joint, four digits */
	WideMask eight_more = shared->digit8 >> 1 & joint; /* joint, eight digits */
	WideMask local = shared->digit7 >> 1 & (joint | close);
	uint64_t three = ahead(shared->digit2 & shared->digit2 >> 1, 0);
	uint64_t four = ahead(shared->digit4, 0);
	uint64_t found = three & ahead(four_more, 3) & ahead(four_more, 8);

	found |= four & ahead(four_more, 4) & ahead(four_more, 9);
	found |= three & ahead(local, 3);
	found |= four & ahead(local, 4);
	found |= ahead(shared->digit7, 0) & ahead(four_more, 7);
	found |= four & ahead(shared->digit2, 4) & ahead(eight_more, 6) & ahead(joint, 15);
	found |= three & ahead(close & joint >> 1 & shared->digit7 >> 2, 3);
	found |= four & ahead(close & joint >> 1 & shared->digit7 >> 2, 4);
	return found & shared->word_start;
}

static uint64_t
find_date(const Shared *shared, WideMask word)
{
	WideMask joint = WIDE(shared, dash) | WIDE(shared, dot) | WIDE(shared, slash);
	uint64_t four = ahead(shared->digit4, 0) & shared->word_start;
	uint64_t found =
		four & ahead(joint & shared->digit >> 1, 4) & (ahead(joint, 6) | ahead(joint, 7));

	found |= four & ahead(WIDE(shared, high), 4);
	found |= ahead(shared->digit8, 0) & shared->word_start & ~ahead(word, 8);
	return found;
}

/* The dot itself where another dot follows after one to three digits. */
static uint64_t
find_quad(const Shared *shared)
{
	uint64_t first = shared->cur->dot & behind(shared->cur->digit, shared->prev->digit);

	if ((first & ahead(shared->digit, 1)) == 0)
		return 0;
	WideMask left = shared->digit << 1 | shared->prev->digit >> (BLOCK_SIZE - 1);
	WideMask joint = WIDE(shared, dot) & left & shared->digit >> 1;
	WideMask pair = joint & (joint >> 2 | joint >> 3 | (joint >> 4 & shared->digit >> 2));

	return (uint64_t)(pair & (pair >> 2 | pair >> 3 | (pair >> 4 & shared->digit >> 2)));
}

static inline WideMask
next_colon(WideMask joint, WideMask hex)
{
	WideMask near = joint >> 2 | joint >> 3;

	return joint & (near | (hex >> 2 & (joint >> 4 | (joint >> 5 & hex >> 3))));
}

static uint64_t
find_colon(const Shared *shared)
{
	WideMask colon = WIDE(shared, colon);

	if ((uint64_t)colon == 0)
		return 0;
	uint64_t prev_hex = shared->prev->digit | shared->prev->hexa;
	WideMask left = shared->hex << 1 | prev_hex >> (BLOCK_SIZE - 1);
	WideMask pair = next_colon(colon & left & shared->hex >> 1, shared->hex);
	uint64_t two = shared->cur->colon & ahead(colon, 1) &
	               ~behind(shared->cur->colon, shared->prev->colon);

	pair = next_colon(pair, shared->hex);
	return (uint64_t)next_colon(pair, shared->hex) |
	       (two & ((uint64_t)left | ahead(shared->hex, 2)));
}

/* Two hex digits and a dash, three times; four hex digits and a dot, twice. */
static uint64_t
find_hex_group(const Shared *shared)
{
	WideMask two = shared->hex & shared->hex >> 1;
	WideMask dashed = two & WIDE(shared, dash) >> 2;
	WideMask dotted = two & two >> 2 & WIDE(shared, dot) >> 4;

	return shared->word_start &
	       (ahead(dashed & dashed >> 3 & dashed >> 6, 0) | ahead(dotted & dotted >> 5, 0));
}

static uint64_t
find_token(const Shared *shared, WideMask word)
{
	WideMask token = word | WIDE(shared, under) | WIDE(shared, dash);
	uint64_t prev_token = shared->prev->digit | shared->prev->alpha | shared->prev->under |
	                      shared->prev->dash;
	WideMask run = token & token >> 1;

	run &= run >> 2;
	run &= run >> 4;
	run &= run >> 8;  /* sixteen */
	run &= run >> 12; /* twenty-eight */
	return (uint64_t)(run & ~(token >> 28)) & ~behind((uint64_t)token, prev_token);
}

static uint64_t
find_dashes(const Shared *shared)
{
	if (shared->cur->dash == 0)
		return 0;
	WideMask dash = WIDE(shared, dash);
	WideMask run = dash & dash >> 1;

	run &= run >> 2 & dash >> 4 & WIDE(shared, upper) >> 5;
	return (uint64_t)run & ~behind(shared->cur->dash, shared->prev->dash);
}

void
block_triggers_find(const BlockMasks *masks, BlockTriggers *ret_triggers)
{
	Shared shared = {.prev = masks, .cur = masks + 1, .next = masks + 2};
	uint64_t prev_word = masks->digit | masks->alpha;
	uint64_t *of = ret_triggers->of;

	shared.digit = WIDE(&shared, digit);
	shared.digit2 = shared.digit & shared.digit >> 1;
	shared.digit4 = shared.digit2 & shared.digit2 >> 2;
	shared.digit7 = shared.digit4 & shared.digit4 >> 3;
	shared.digit8 = shared.digit4 & shared.digit4 >> 4;
	shared.hex = shared.digit | WIDE(&shared, hexa);
	WideMask word = shared.digit | WIDE(&shared, alpha);
	WideMask run = word & word >> 1;
	run &= run >> 2;
	run &= run >> 4;
	uint64_t before = behind((uint64_t)word, prev_word);
	shared.word_start = (uint64_t)word & ~before;

	ret_triggers->word = word;
	ret_triggers->digit = shared.digit;
	ret_triggers->words = shared.word_start & (uint64_t)(run & word >> 8);
	of[TRIGGER_NUMERIC] = 0;
	of[TRIGGER_MIXED] = 0;
	of[TRIGGER_GROUPED] = find_grouped(&shared);
	of[TRIGGER_DATE] = find_date(&shared, word);
	of[TRIGGER_AT] = shared.cur->at & ahead(word, 1);
	of[TRIGGER_QUAD] = find_quad(&shared);
	of[TRIGGER_COLON] = find_colon(&shared);
	of[TRIGGER_HEX_GROUP] = find_hex_group(&shared);
	of[TRIGGER_HAN_LETTER] = shared.cur->high & ahead(WIDE(&shared, upper), 1);
	of[TRIGGER_TOKEN] = find_token(&shared, word);
	of[TRIGGER_DOLLAR] = shared.cur->dollar & ahead(word, 1) & ~before;
	of[TRIGGER_DASHES] = find_dashes(&shared);
	of[TRIGGER_LETTER_DIGITS] =
		shared.word_start & shared.cur->upper & ahead(shared.digit7, 1) & ~ahead(word, 8);
	ret_triggers->any = 0;
	for (int i = TRIGGER_GROUPED; i < N_TRIGGERS; i++)
		ret_triggers->any |= of[i];
}
