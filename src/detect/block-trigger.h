/*
 * block-trigger.h - where detectors must look: shifts and ands over the masks of a chunk
 *
 * Included by each translation unit of block-masks.h and vectorised there.  A run of n is
 * found by halving: x & x >> 1 marks runs of two, that & itself >> 2 runs of four, and so
 * on.  Every trigger stands at the first character of what it found and looks less than
 * one block ahead, so the block after the chunk is enough.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-masks.h"

#define TOP_BIT (BLOCK_SIZE - 1)

/* What several signs share; a `four_more` is a joint with four digits behind it. */
typedef struct {
	Masks joint;
	Masks hex, hex2;
	Masks digit2, digit4, digit7, digit8;
	Masks start; /* of words */
	Masks four_more, eight_more, local, closed_local;
	Masks first, second, third; /* scratch of one finder */
} Derived;

static inline uint64_t
ahead(const uint64_t *mask, unsigned distance)
{
	return mask[0] >> distance | mask[1] << (BLOCK_SIZE - distance);
}

/* Each bit moved to the following character. */
static inline uint64_t
behind(const uint64_t *mask)
{
	return mask[0] << 1 | mask[-1] >> TOP_BIT;
}

/* Runs of length a, of which @from marks the beginnings, become runs of a + @distance. */
static inline void
lengthen(const uint64_t *from, unsigned distance, size_t steps, uint64_t *ret_to)
{
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		ret_to[i] = from[i] & ahead(from + i, distance);
	ret_to[steps * CHUNK_STEP] = 0;
}

static inline void
derive(const ChunkMasks *m, size_t steps, Derived *d, ChunkTriggers *t)
{
	for (size_t i = 0; i < steps * CHUNK_STEP; i++) {
		t->word[i] = m->digit[i] | m->alpha[i];
		d->hex[i] = m->digit[i] | m->hexa[i];
		d->joint[i] = m->dash[i] | m->space[i];
	}
	t->word[steps * CHUNK_STEP] = d->hex[steps * CHUNK_STEP] = d->joint[steps * CHUNK_STEP] = 0;
	d->start[0] = 0;
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++)
		d->start[i] = t->word[i] & ~behind(t->word + i);
	lengthen(m->digit, 1, steps, d->digit2);
	lengthen(d->digit2, 2, steps, d->digit4);
	lengthen(d->digit4, 3, steps, d->digit7);
	lengthen(d->digit4, 4, steps, d->digit8);
	lengthen(d->hex, 1, steps, d->hex2);
	for (size_t i = 0; i < steps * CHUNK_STEP; i++) {
		uint64_t close_joint = m->close[i] & ahead(d->joint + i, 1);

		d->four_more[i] = d->joint[i] & ahead(d->digit4 + i, 1);
		d->eight_more[i] = d->joint[i] & ahead(d->digit8 + i, 1);
		d->local[i] = (d->joint[i] | m->close[i]) & ahead(d->digit7 + i, 1);
		d->closed_local[i] = close_joint & ahead(d->digit7 + i, 2);
	}
	d->four_more[steps * CHUNK_STEP] = d->eight_more[steps * CHUNK_STEP] =
		d->local[steps * CHUNK_STEP] = d->closed_local[steps * CHUNK_STEP] = 0;
}

/* 138 1234 5678, 138-12345678, 6222 0212 3456 ..., 110105 19491231 002X, (010)12345678 */
static inline void
find_grouped(const Derived *d, size_t steps, uint64_t *ret_found)
{
	for (size_t i = 0; i < steps * CHUNK_STEP; i++) {
		uint64_t three = d->digit2[i] & ahead(d->digit2 + i, 1);
		uint64_t after_three = ahead(d->four_more + i, 3) & ahead(d->four_more + i, 8);
		uint64_t after_four = ahead(d->four_more + i, 4) & ahead(d->four_more + i, 9);
		uint64_t six = d->digit4[i] & ahead(d->digit2 + i, 4);
		uint64_t found = d->digit7[i] & ahead(d->four_more + i, 7);

		after_three |= ahead(d->local + i, 3) | ahead(d->closed_local + i, 3);
		after_four |= ahead(d->local + i, 4) | ahead(d->closed_local + i, 4);
		found |= six & ahead(d->eight_more + i, 6) & ahead(d->joint + i, 15);
		found |= (three & after_three) | (d->digit4[i] & after_four);
		ret_found[i] = found & d->start[i];
	}
}

static inline void
find_date(const ChunkMasks *m, const uint64_t *word, size_t steps, Derived *d, uint64_t *ret_found)
{
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		d->first[i] = m->dash[i] | m->dot[i] | m->slash[i];
	d->first[steps * CHUNK_STEP] = 0;
	for (size_t i = 0; i < steps * CHUNK_STEP; i++) {
		uint64_t dated = ahead(d->first + i, 4) & ahead(m->digit + i, 5) &
		                 (ahead(d->first + i, 6) | ahead(d->first + i, 7));
		uint64_t found = d->digit4[i] & (dated | ahead(m->high + i, 4));

		found |= d->digit8[i] & ~ahead(word + i, 8);
		ret_found[i] = found & d->start[i];
	}
}

/* The dot where another dot follows after one to three digits, twice. */
static inline void
find_quad(const ChunkMasks *m, size_t steps, Derived *d, uint64_t *ret_found)
{
	uint64_t *dot = d->first, *pair = d->second;

	dot[0] = 0;
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++)
		dot[i] = m->dot[i] & behind(m->digit + i) & ahead(m->digit + i, 1);
	dot[steps * CHUNK_STEP] = 0;
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		pair[i] = dot[i] & (ahead(dot + i, 2) | ahead(dot + i, 3) |
		                    (ahead(dot + i, 4) & ahead(m->digit + i, 2)));
	pair[steps * CHUNK_STEP] = 0;
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		ret_found[i] = pair[i] & (ahead(pair + i, 2) | ahead(pair + i, 3) |
		                          (ahead(pair + i, 4) & ahead(m->digit + i, 2)));
}

/* The colon of @from where another of them follows after one to four hex digits. */
static inline void
find_next_colon(const uint64_t *from, const uint64_t *hex, size_t steps, uint64_t *ret_to)
{
	for (size_t i = 0; i < steps * CHUNK_STEP; i++) {
		uint64_t wide = ahead(from + i, 4) | (ahead(from + i, 5) & ahead(hex + i, 3));

		ret_to[i] = from[i] &
		            (ahead(from + i, 2) | ahead(from + i, 3) | (wide & ahead(hex + i, 2)));
	}
	ret_to[steps * CHUNK_STEP] = 0;
}

static inline void
find_colon(const ChunkMasks *m, size_t steps, Derived *d, uint64_t *ret_found)
{
	d->first[0] = 0;
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++)
		d->first[i] = m->colon[i] & behind(d->hex + i) & ahead(d->hex + i, 1);
	d->first[steps * CHUNK_STEP] = 0;
	find_next_colon(d->first, d->hex, steps, d->second);
	find_next_colon(d->second, d->hex, steps, d->third);
	find_next_colon(d->third, d->hex, steps, d->first);
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++) {
		uint64_t two = m->colon[i] & ahead(m->colon + i, 1) & ~behind(m->colon + i);

		ret_found[i] = d->first[i] | (two & (behind(d->hex + i) | ahead(d->hex + i, 2)));
	}
}

/* Two hex digits and a dash, three times; four hex digits and a dot, twice. */
static inline void
find_hex_group(const ChunkMasks *m, size_t steps, Derived *d, uint64_t *ret_found)
{
	uint64_t *dashed = d->first, *dotted = d->second;

	for (size_t i = 0; i < steps * CHUNK_STEP; i++) {
		dashed[i] = d->hex2[i] & ahead(m->dash + i, 2);
		dotted[i] = d->hex2[i] & ahead(d->hex2 + i, 2) & ahead(m->dot + i, 4);
	}
	dashed[steps * CHUNK_STEP] = dotted[steps * CHUNK_STEP] = 0;
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		ret_found[i] =
			d->start[i] & ((dashed[i] & ahead(dashed + i, 3) & ahead(dashed + i, 6)) |
		                       (dotted[i] & ahead(dotted + i, 5)));
}
