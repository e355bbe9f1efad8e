/*
 * block-trigger.h - where detectors must look: shifts and ands over the masks of a block
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-masks.h"
#include "detector.h"

/* A block and the one after it, bit 0 first. */
__extension__ typedef unsigned __int128 WideMask;

typedef struct {
	uint64_t words; /* where words of nine or more begin */
	uint64_t any;   /* all of the following together */
	uint64_t of[N_TRIGGERS];
	WideMask word;
	WideMask digit;
} BlockTriggers;

/* @masks are of the block before, the block, and the block after. */
void block_triggers_find(const BlockMasks *masks, BlockTriggers *ret_triggers);

/* Ones from bit @at on; WIDE_MASK_BITS - @at where the run may go on beyond. */
#define WIDE_MASK_BITS 128
static inline size_t
run_length(WideMask mask, unsigned at)
{
	WideMask rest = ~(mask >> at);
	uint64_t low = (uint64_t)rest;
	uint64_t high = (uint64_t)(rest >> 64);

	if (low != 0)
		return (size_t)__builtin_ctzll(low);
	return high == 0 ? WIDE_MASK_BITS : 64 + (size_t)__builtin_ctzll(high);
}
