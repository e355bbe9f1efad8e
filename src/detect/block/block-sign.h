/*
 * block-sign.h - what a few characters side by side tell, and the beginnings of longer runs
 *
 * A run of n is found by halving: x & x >> 1 marks runs of two, that & itself >> 2 runs of
 * four, and so on.  What needs the same depth of halving is found in the same loop.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-trigger.h"

#define N_DERIVED 23

/* A `four_more` is a joint with four digits behind it. */
typedef union {
	struct {
		Masks start; /* of words */
		Masks digit2, digit4, digit7, digit8;
		Masks word2, word4, word8;
		Masks token2, token4, token8, token16;
		Masks hex2, dash2;
		Masks dot, pair;             /* of IPv4 */
		Masks colon, colon2, colon3; /* of MAC and IPv6 */
		Masks gap;                   /* "::" */
		Masks four_more, eight_more, local;
	};
	Masks all[N_DERIVED];
} Derived;

typedef struct {
	const ChunkMasks *masks;
	size_t n_blocks;
	size_t last;
	Derived d;
	ChunkTriggers *triggers;
} Finding;

static inline void
put_sign(Finding *f, Sign sign, Lanes found, size_t slot)
{
	ChunkTriggers *t = f->triggers;

	if (any(found))
		t->n_places[sign] = put_places(t->places[sign], t->n_places[sign], found, slot);
}

/* What was found in the blocks after the chunk belongs to the next. */
static inline size_t
count_within(const uint16_t *places, size_t n, size_t n_blocks)
{
	while (n > 0 && places[n - 1] >= n_blocks * BLOCK_SIZE)
		n--;
	return n;
}

static inline void
measure_words(const Finding *f)
{
	ChunkTriggers *t = f->triggers;

	t->n_words = count_within(t->starts, t->n_words, f->n_blocks);
	for (size_t i = 0; i < t->n_words; i++) {
		size_t slot = 1 + t->starts[i] / BLOCK_SIZE;
		unsigned bit = t->starts[i] % BLOCK_SIZE;

		t->words[i] = (ChunkWord){
			.place = t->starts[i],
			.length = count_ones(bits_from(f->masks->word + slot, bit)),
			.digits = count_ones(bits_from(f->masks->digit + slot, bit)),
		};
	}
}

/* A label's joint: no part of "://", "::" and "==", and of no time of day. */
static inline Lanes
label_joint(const ChunkMasks *m, size_t i)
{
	Lanes single = load(m->colon + i) | load(m->equals + i);
	Lanes before = behind(m->colon + i) | behind(m->equals + i);
	Lanes after = ahead(m->colon + i, 1) | ahead(m->equals + i, 1);
	Lanes url = load(m->colon + i) & ahead(m->slash + i, 1);
	Lanes time = behind(m->digit + i) & ahead(m->digit + i, 1) & load(m->colon + i);
	Lanes wide = load(m->wide_first + i) & ahead(m->wide_second + i, 1) &
	             ahead(m->wide_third + i, 2);

	/* "<gender>M": a ')' that this finds as well is refused by the check. */
	Lanes tag = load(m->close + i) & (behind(m->word + i) | behind(m->high + i)) &
	            (ahead(m->word + i, 1) | ahead(m->high + i, 1));

	return (single & ~(before | after | url | time)) | wide | tag;
}

/* A blank before a capital, as in names and titles of English. */
static inline Lanes
title_blank(const ChunkMasks *m, size_t i)
{
	Lanes next_small = (ahead(m->word + i, 2) & ~ahead(m->upper + i, 2)) |
	                   ahead(m->dot + i, 2) | ahead(m->space + i, 2);

	return load(m->space + i) &
	       (behind(m->word + i) | behind(m->high + i) | behind(m->dot + i)) &
	       ~behind(m->upper + i) & ahead(m->upper + i, 1) & next_small;
}

static inline void
put_pairs(Finding *f, size_t i)
{
	const ChunkMasks *m = f->masks;
	Lanes next_word = ahead(m->word + i, 1), no_word_behind = ~behind(m->word + i);
	Lanes marked = ahead(m->mark + i, 1) | behind(m->high + i) |
	               (ahead(m->digit + i, 1) & no_word_behind);

	put_sign(f, SIGN_JOINT, label_joint(m, i), i);
	put_sign(f, SIGN_AT, load(m->at + i) & next_word, i);
	put_sign(f, SIGN_HAN_LETTER, load(m->high + i) & ahead(m->upper + i, 1), i);
	put_sign(f, SIGN_DOLLAR, load(m->dollar + i) & next_word & no_word_behind, i);
	put_sign(f, SIGN_TITLE, title_blank(m, i), i);
	put_sign(f, SIGN_MARK, load(m->mark + i) & ~behind(m->mark + i) & marked, i);
}

static inline void
find_twos(const ChunkMasks *m, Derived *d, size_t i)
{
	store(d->digit2 + i, load(m->digit + i) & ahead(m->digit + i, 1));
	store(d->word2 + i, load(m->word + i) & ahead(m->word + i, 1));
	store(d->token2 + i, load(m->token + i) & ahead(m->token + i, 1));
	store(d->hex2 + i, load(m->hex + i) & ahead(m->hex + i, 1));
	store(d->dash2 + i, load(m->dash + i) & ahead(m->dash + i, 1));
}

/* What the masks alone tell, and runs of two. */
static inline void
find_pairs(Finding *f)
{
	const ChunkMasks *m = f->masks;
	Derived *d = &f->d;

	for (size_t i = 1; i < f->last; i += LANES) {
		Lanes next_digit = ahead(m->digit + i, 1), next_hex = ahead(m->hex + i, 1);
		Lanes hex_behind = behind(m->hex + i), colon = load(m->colon + i);
		Lanes next_colon = ahead(m->colon + i, 1), word = load(m->word + i);

		store(d->start + i, word & ~behind(m->word + i));
		store(d->dot + i, load(m->dot + i) & behind(m->digit + i) & next_digit);
		store(d->colon + i, colon & hex_behind & next_hex);

		Lanes two_colons = colon & next_colon & ~behind(m->colon + i);
		store(d->gap + i, two_colons & (hex_behind | ahead(m->hex + i, 2)));
		find_twos(m, d, i);
		put_pairs(f, i);
	}
}

/* The colon of @from where another of them follows after one to four hex digits. */
static inline Lanes
next_colon(const ChunkMasks *m, const uint64_t *from, size_t i)
{
	Lanes wide = ahead(from + i, 4) | (ahead(from + i, 5) & ahead(m->hex + i, 3));

	return load(from + i) &
	       (ahead(from + i, 2) | ahead(from + i, 3) | (wide & ahead(m->hex + i, 2)));
}

/* The dot of @from where another of them follows after one to three digits. */
static inline Lanes
next_dot(const ChunkMasks *m, const uint64_t *from, size_t i)
{
	return load(from + i) & (ahead(from + i, 2) | ahead(from + i, 3) |
	                         (ahead(from + i, 4) & ahead(m->digit + i, 2)));
}

/* Runs of four, and the second link of what hangs together. */
static inline void
find_fours(Finding *f)
{
	const ChunkMasks *m = f->masks;
	Derived *d = &f->d;

	for (size_t i = 1; i < f->last; i += LANES) {
		store(d->digit4 + i, load(d->digit2 + i) & ahead(d->digit2 + i, 2));
		store(d->word4 + i, load(d->word2 + i) & ahead(d->word2 + i, 2));
		store(d->token4 + i, load(d->token2 + i) & ahead(d->token2 + i, 2));
		store(d->pair + i, next_dot(m, d->dot, i));
		store(d->colon2 + i, next_colon(m, d->colon, i));

		Lanes five = load(d->dash2 + i) & ahead(d->dash2 + i, 2) & ahead(m->dash + i, 4);
		put_sign(f, SIGN_DASHES, five & ahead(m->upper + i, 5) & ~behind(m->dash + i), i);
		/* Two hex digits and a dash, three times; four hex digits and a dot, twice. */
		Lanes pairs = load(d->hex2 + i) & ahead(m->dash + i, 2) & ahead(d->hex2 + i, 3) &
		              ahead(m->dash + i, 5) & ahead(d->hex2 + i, 6) & ahead(m->dash + i, 8);
		Lanes fours = load(d->hex2 + i) & ahead(d->hex2 + i, 2) & ahead(m->dot + i, 4) &
		              ahead(d->hex2 + i, 5) & ahead(d->hex2 + i, 7) & ahead(m->dot + i, 9);
		put_sign(f, SIGN_HEX_GROUP, load(d->start + i) & (pairs | fours), i);
		/* What an escape stands for is no word in the masks. */
		Lanes escaped =
			load(m->escape + i) & ~ahead(m->word + i, 1) & ~ahead(m->word + i, 2);
		put_sign(f, SIGN_ESCAPED_AT, escaped & ahead(m->word + i, 3), i);
	}
}
