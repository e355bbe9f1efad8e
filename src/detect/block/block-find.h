/*
 * block-find.h - where detectors must look: shifts and ands over the masks of a chunk
 *
 * Every trigger stands at the first character of what it found and looks less than one block
 * ahead, so the block after the chunk is enough.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-sign.h"

static inline void
find_eights(Finding *f)
{
	const ChunkMasks *m = f->masks;
	Derived *d = &f->d;

	for (size_t i = 1; i < f->last; i += LANES) {
		Lanes digit4 = load(d->digit4 + i);

		store(d->digit7 + i, digit4 & ahead(d->digit4 + i, 3));
		store(d->digit8 + i, digit4 & ahead(d->digit4 + i, 4));
		store(d->word8 + i, load(d->word4 + i) & ahead(d->word4 + i, 4));
		store(d->token8 + i, load(d->token4 + i) & ahead(d->token4 + i, 4));
		store(d->colon3 + i, next_colon(m, d->colon2, i));
		store(d->four_more + i,
		      (load(m->space + i) | load(m->close + i)) & ahead(d->digit4 + i, 1));
		put_sign(f, SIGN_QUAD, next_dot(m, d->pair, i), i);
		put_sign(f, SIGN_DECIMAL, load(d->dot + i) & ahead(d->digit4 + i, 1), i);
	}
}

/* A123456(3), A123456（3）, 军字第2001988号 at the first of the digits; WJ京12345 at the W. */
static inline void
find_short_numbers(Finding *f, Lanes words, size_t i)
{
	const ChunkMasks *m = f->masks;
	const Derived *d = &f->d;
	Lanes six = load(d->digit4 + i) & ahead(d->digit2 + i, 4);
	Lanes narrow = ahead(m->word + i, 7) & ahead(m->close + i, 8);
	Lanes wide = ahead(m->high + i, 6) & ahead(m->word + i, 9) & ahead(m->high + i, 10);

	Lanes start = load(d->start + i);
	Lanes police = start & load(m->upper + i) & ahead(m->upper + i, 1) & ahead(m->high + i, 2) &
	               (ahead(m->word + i, 5) | ahead(m->word + i, 7));

	put_sign(f, SIGN_SIX_CLOSED, six & ~ahead(m->word + i, 6) & (narrow | wide), i);
	put_sign(f, SIGN_HAN_DIGITS, (six & start & behind(m->high + i) & ~words) | police, i);
}

/* Words, dates, and the numbers behind an area code. */
static inline void
find_words(Finding *f)
{
	const ChunkMasks *m = f->masks;
	Derived *d = &f->d;

	for (size_t i = 1; i < f->last; i += LANES) {
		Lanes start = load(d->start + i), ninth = ahead(m->word + i, 8);
		Lanes words = start & load(d->word8 + i) & ninth;
		Lanes space = load(m->space + i);

		f->triggers->n_words =
			put_places(f->triggers->starts, f->triggers->n_words, words, i);
		find_short_numbers(f, words, i);
		Lanes dated = ahead(m->parting + i, 4) & ahead(m->digit + i, 5) &
		              (ahead(m->parting + i, 6) | ahead(m->parting + i, 7));
		Lanes year = load(d->digit4 + i) & (dated | ahead(m->high + i, 4));
		put_sign(f, SIGN_DATE, start & (year | (load(d->digit8 + i) & ~ninth)), i);
		put_sign(f, SIGN_LETTER_DIGITS,
		         start & load(m->upper + i) & ahead(d->digit4 + i, 1) &
		                 ahead(d->digit2 + i, 5) & ahead(m->word + i, 7) & ~ninth,
		         i);
		put_sign(f, SIGN_COLON, next_colon(m, d->colon3, i) | load(d->gap + i), i);
		store(d->eight_more + i, space & ahead(d->digit8 + i, 1));
		/* 010-1234567, (010)1234567, (010) 1234567, (010) 1234 5678 */
		Lanes close = load(m->close + i);
		store(d->local + i, ((space | close) & ahead(d->digit7 + i, 1)) |
		                            (close & ahead(m->space + i, 1) &
		                             (ahead(d->digit7 + i, 2) |
		                              (ahead(d->digit4 + i, 2) & ahead(m->space + i, 6)))));
		store(d->token16 + i, load(d->token8 + i) & ahead(d->token8 + i, 8));
	}
}

/*
 * 138 1234 5678, 138-12345678, 6222 0212 3456 ..., 110105 19491231 002X, (010)12345678,
 * 219-09-1234
 */
static inline Lanes
grouped(const Finding *f, size_t i)
{
	const Derived *d = &f->d;
	Lanes digit4 = load(d->digit4 + i);
	Lanes three = load(d->digit2 + i) & ahead(d->digit2 + i, 1);
	Lanes after_three = ahead(d->four_more + i, 3) & ahead(d->four_more + i, 8);
	Lanes after_four = ahead(d->four_more + i, 4) & ahead(d->four_more + i, 9);
	Lanes six = digit4 & ahead(d->digit2 + i, 4);
	Lanes found = load(d->digit7 + i) & ahead(d->four_more + i, 7);

	after_three |= ahead(d->local + i, 3);
	after_four |= ahead(d->local + i, 4);
	found |= three & ahead(f->masks->space + i, 3) & ahead(d->digit2 + i, 4) &
	         ahead(d->four_more + i, 6);
	found |= six & ahead(d->eight_more + i, 6) & ahead(f->masks->space + i, 15);
	found |= (three & after_three) | (digit4 & after_four);
	/* 3782 822463 10005 */
	found |= digit4 & ahead(f->masks->space + i, 4) & ahead(d->digit4 + i, 5) &
	         ahead(d->four_more + i, 11);
	/* NL91 ABNA 0417 1643 00 */
	Lanes country = load(f->masks->upper + i) & ahead(f->masks->upper + i, 1);
	found |= country & ahead(d->digit2 + i, 2) & ahead(f->masks->space + i, 4) &
	         ahead(d->word4 + i, 5);
	return found & load(d->start + i);
}

static inline void
find_longest(Finding *f)
{
	const uint64_t *token = f->masks->token;
	const Derived *d = &f->d;

	for (size_t i = 1; i < f->last; i += LANES) {
		Lanes token28 = load(d->token16 + i) & ahead(d->token16 + i, 12);

		put_sign(f, SIGN_GROUPED, grouped(f, i), i);
		put_sign(f, SIGN_TOKEN, token28 & ~ahead(token + i, 28) & ~behind(token + i), i);
	}
}

/*
 * Of the blanks before a capital those stay that have a word with a capital before them (Bryan
 * Maclean, Dr. Fanucci), a number (24 Clarke Avenue), or words of four and two letters (name is).
 */
static inline size_t
keep_titles(const ChunkMasks *m, uint16_t *places, size_t n)
{
	size_t n_kept = 0;

	for (size_t i = 0; i < n; i++) {
		size_t slot = 1 + places[i] / BLOCK_SIZE;
		unsigned bit = places[i] % BLOCK_SIZE;
		uint64_t upper = bits_until(m->upper + slot, bit);
		uint64_t small = (bits_until(m->word + slot, bit) & ~upper) |
		                 bits_until(m->high + slot, bit) | bits_until(m->dot + slot, bit) |
		                 bits_until(m->dash + slot, bit);
		/* The last character is the highest bit; the trigger says that it is none of the capitals. */
		unsigned length = count_highest(small);
		bool kept = length < BLOCK_SIZE && (upper << length >> (BLOCK_SIZE - 1)) != 0;

		kept |= bits_until(m->digit + slot, bit) >> (BLOCK_SIZE - 1) != 0;
		kept |= length == 2 && count_highest(small << 3) == 4;
		places[n_kept] = places[i];
		n_kept += kept;
	}
	return n_kept;
}

static inline void
find_triggers(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers)
{
	Finding f;

	f.masks = masks;
	f.n_blocks = n_blocks;
	f.last = chunk_last(n_blocks);
	f.triggers = ret_triggers;
	for (size_t i = 0; i < N_DERIVED; i++)
		f.d.all[i][f.last] = 0;
	ret_triggers->n_words = 0;
	for (size_t i = 0; i < N_SIGNS; i++)
		ret_triggers->n_places[i] = 0;
	find_pairs(&f);
	find_fours(&f);
	find_eights(&f);
	find_words(&f);
	find_longest(&f);
	measure_words(&f);
	for (size_t i = 0; i < N_SIGNS; i++)
		ret_triggers->n_places[i] =
			count_within(ret_triggers->places[i], ret_triggers->n_places[i], n_blocks);
	ret_triggers->n_places[SIGN_TITLE] = keep_titles(masks, ret_triggers->places[SIGN_TITLE],
	                                                 ret_triggers->n_places[SIGN_TITLE]);
}
