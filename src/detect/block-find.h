/*
 * block-find.h - all triggers of a chunk, for the translation units of block-masks.h
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-trigger.h"

/* Words of nine or more, and tokens of exactly twenty-eight. */
static inline void
find_runs(const ChunkMasks *m, size_t steps, Derived *d, ChunkTriggers *t)
{
	lengthen(t->word, 1, steps, d->first);
	lengthen(d->first, 2, steps, d->second);
	lengthen(d->second, 4, steps, d->third);
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		t->words[i] = d->start[i] & d->third[i] & ahead(t->word + i, 8);

	uint64_t *token = d->joint; /* no longer needed */
	for (size_t i = 0; i < steps * CHUNK_STEP; i++)
		token[i] = t->word[i] | m->under[i] | m->dash[i];
	token[steps * CHUNK_STEP] = 0;
	lengthen(token, 1, steps, d->first);
	lengthen(d->first, 2, steps, d->second);
	lengthen(d->second, 4, steps, d->third);
	lengthen(d->third, 8, steps, d->first);   /* sixteen */
	lengthen(d->first, 12, steps, d->second); /* twenty-eight */
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++)
		t->of[SIGN_TOKEN][i] = d->second[i] & ~ahead(token + i, 28) & ~behind(token + i);
}

static inline void
find_dashes(const ChunkMasks *m, size_t steps, Derived *d, uint64_t *ret_found)
{
	lengthen(m->dash, 1, steps, d->first);
	lengthen(d->first, 2, steps, d->second);
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++)
		ret_found[i] = d->second[i] & ahead(m->dash + i, 4) & ahead(m->upper + i, 5) &
		               ~behind(m->dash + i);
}

static inline void
find_plain(const ChunkMasks *m, size_t steps, const Derived *d, ChunkTriggers *t)
{
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++) {
		uint64_t next_word = ahead(t->word + i, 1);

		uint64_t joint = m->colon[i] | m->equals[i] | m->wide_colon[i];

		t->of[SIGN_JOINT][i] = joint;
		t->of[SIGN_AT][i] = m->at[i] & next_word;
		t->of[SIGN_HAN_LETTER][i] = m->high[i] & ahead(m->upper + i, 1);
		t->of[SIGN_DOLLAR][i] = m->dollar[i] & next_word & ~behind(t->word + i);
		t->of[SIGN_LETTER_DIGITS][i] = d->start[i] & m->upper[i] & ahead(d->digit7 + i, 1) &
		                               ~ahead(t->word + i, 8);
	}
}

/* A123456(3), A123456（3）, 军字第2001988号 at the first of the digits; WJ京12345 at the W. */
static inline void
find_short_numbers(const ChunkMasks *m, size_t steps, const Derived *d, ChunkTriggers *t)
{
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++) {
		uint64_t six = d->digit4[i] & ahead(d->digit2 + i, 4) & ~ahead(t->word + i, 6);
		uint64_t narrow = ahead(t->word + i, 7) & ahead(m->close + i, 8);
		uint64_t wide =
			ahead(m->high + i, 6) & ahead(t->word + i, 9) & ahead(m->high + i, 10);
		uint64_t digits = d->digit4[i] & ahead(d->digit2 + i, 4);

		uint64_t police = d->start[i] & m->upper[i] & ahead(m->upper + i, 1) &
		                  ahead(m->high + i, 2) &
		                  (ahead(t->word + i, 5) | ahead(t->word + i, 7));

		t->of[SIGN_SIX_CLOSED][i] = six & (narrow | wide);
		t->of[SIGN_HAN_DIGITS][i] =
			(digits & d->start[i] & behind(m->high + i) & ~t->words[i]) | police;
	}
}

static inline void
find_triggers(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	Derived derived;
	ChunkTriggers *t = ret_triggers;
	size_t steps = chunk_steps(n_blocks);

	derive(masks, steps, &derived, t);
	find_grouped(&derived, steps, t->of[SIGN_GROUPED]);
	find_date(masks, t->word, steps, &derived, t->of[SIGN_DATE]);
	find_quad(masks, steps, &derived, t->of[SIGN_QUAD]);
	find_colon(masks, steps, &derived, t->of[SIGN_COLON]);
	find_hex_group(masks, steps, &derived, t->of[SIGN_HEX_GROUP]);
	find_dashes(masks, steps, &derived, t->of[SIGN_DASHES]);
	find_plain(masks, steps, &derived, t);
	find_runs(masks, steps, &derived, t);
	find_short_numbers(masks, steps, &derived, t);
	for (size_t i = 1; i <= steps * CHUNK_STEP; i++) {
		uint64_t signs = 0;

		for (size_t sign = 0; sign < N_SIGNS; sign++)
			signs |= (uint64_t)(t->of[sign][i] != 0) << sign;
		t->signs[i] = signs;
	}
}
