/*
 * block-masks.h - text as bit masks, one a class of characters, 64 bytes a word
 *
 * A chunk is some blocks of 64 bytes with the block before them and the block after.  Bit
 * i of a mask stands for byte i of the block.  Masks of one class lie together, so that
 * the finding of triggers is vectorised over the blocks.  There is one translation
 * unit an instruction set, each compiled with its own flags; block_form_best() chooses at
 * run time.  All give the same bits, the scalar one is the oracle.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BLOCK_SIZE   64
#define CHUNK_BLOCKS 62
/*
 * Slot 0 is the block before, then the blocks, the one after; empty ones up to a multiple
 * of CHUNK_STEP, so that vectorised loops have no remainder, and two behind it.
 */
#define CHUNK_STEP  8
#define CHUNK_SLOTS (64 + 2)

static inline size_t
chunk_steps(size_t n_blocks)
{
	return (n_blocks + 2 + CHUNK_STEP - 1) / CHUNK_STEP;
}

typedef uint64_t Masks[CHUNK_SLOTS];

typedef struct {
	Masks digit;
	Masks alpha;
	Masks upper;
	Masks hexa; /* a-f, A-F; digits are not among them */
	Masks high; /* 0x80 and above */
	Masks at;
	Masks dot;
	Masks colon;
	Masks dash;
	Masks space;
	Masks under;
	Masks dollar;
	Masks slash;
	Masks close; /* ')' */
	Masks equals;
	Masks wide_colon; /* the last byte of the full-width colon may stand here: 0x9a */
	Masks escape;     /* '\' and '%' */
} ChunkMasks;

static inline void
chunk_masks_clear(ChunkMasks *masks, size_t slot)
{
	masks->digit[slot] = masks->alpha[slot] = masks->upper[slot] = masks->hexa[slot] = 0;
	masks->high[slot] = masks->at[slot] = masks->dot[slot] = masks->colon[slot] = 0;
	masks->dash[slot] = masks->space[slot] = masks->under[slot] = masks->dollar[slot] = 0;
	masks->slash[slot] = masks->close[slot] = masks->escape[slot] = 0;
	masks->equals[slot] = masks->wide_colon[slot] = 0;
}

/* What wakes detectors, beside words; see block-trigger.h. */
typedef enum {
	SIGN_GROUPED,       /* digits in groups: 138 1234 5678, 010-12345678 */
	SIGN_DATE,          /* 1990-01-31, 1990年, or a word of eight digits */
	SIGN_AT,            /* '@' before a letter or digit */
	SIGN_QUAD,          /* the first of three dots between digits */
	SIGN_COLON,         /* the first of four colons between hex digits, or '::' */
	SIGN_HEX_GROUP,     /* AA-BB-CC..., 0102.0304.0506 */
	SIGN_HAN_LETTER,    /* last byte of a non-ASCII character before a capital */
	SIGN_TOKEN,         /* exactly 28 letters, digits, '_' or '-' */
	SIGN_DOLLAR,        /* '$' that begins a word */
	SIGN_DASHES,        /* '-----' before a capital */
	SIGN_LETTER_DIGITS, /* a capital and seven digits */
	SIGN_SIX_CLOSED,    /* six digits and one character in brackets */
	SIGN_HAN_DIGITS,    /* six to eight digits behind a non-ASCII character; WJ before one */
	SIGN_JOINT,         /* ':', '=' or the full-width colon between a label and its value */
	N_SIGNS
} Sign;

typedef struct {
	Masks word;  /* letters and digits */
	Masks words; /* where words of nine or more begin */
	Masks signs; /* which of the following are not zero: a bit each */
	Masks of[N_SIGNS];
} ChunkTriggers;

typedef struct {
	const char *name;
	/* Classify @n_blocks whole blocks of @text into the slots from @slot on. */
	void (*classify)(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks);
	/* For slots 1 to @n_blocks; all masks are zero from slot @n_blocks + 2 on. */
	void (*find)(const ChunkMasks *masks, size_t n_blocks, ChunkTriggers *ret_triggers);
} BlockForm;

extern const BlockForm block_form_scalar;
extern const BlockForm block_form_sse2;
extern const BlockForm block_form_avx2;
extern const BlockForm block_form_avx512;

/* The widest form this machine has. */
const BlockForm *block_form_best(void);

/* Every form this machine can run, NULL-terminated. */
const BlockForm *const *block_forms(void);
