/*
 * dice.h - numbers that look random and are the same in every run
 *
 * SplitMix64.  Each thing that is invented throws its own dice, named by a stream and an
 * index, so that order 17 is order 17 wherever it is written.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
	uint64_t state;
} Dice;

/* One stream for each sort of thing. */
typedef enum {
	DICE_PERSON,
	DICE_MEMBER,
	DICE_ADDRESS,
	DICE_PRODUCT,
	DICE_ORDER,
	DICE_ITEM,
	DICE_PAYMENT,
	DICE_COMMENT,
	DICE_LOGIN,
	DICE_CART,
	DICE_LOG_LINE,
	DICE_PICTURE,
} DiceStream;

static inline uint64_t
dice_roll(Dice *dice)
{
	uint64_t z = (dice->state += 0x9e3779b97f4a7c15U);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

static inline Dice
dice_for(DiceStream stream, uint64_t index)
{
	Dice dice = {((uint64_t)stream + 1) * 0xd1342543de82ef95U + index * 0x2545f4914f6cdd1dU};

	dice.state = dice_roll(&dice);
	return dice;
}

/* 0 .. @sides - 1 */
static inline unsigned
dice_below(Dice *dice, unsigned sides)
{
	return (unsigned)((dice_roll(dice) >> 32) * sides >> 32);
}

static inline bool
dice_percent(Dice *dice, unsigned percent)
{
	return dice_below(dice, 100) < percent;
}
