/*
 * block-masks.h - text as bit masks, one a class of characters, 64 bytes a word
 *
 * A chunk is some blocks of 64 bytes with the block before them and the block after.  Bit
 * i of a mask stands for byte i of the block.  Masks of one class lie together, so that
 * triggers are found in several blocks at once.  There is one translation unit an instruction
 * set, each compiled with its own flags; block_form_best() chooses at run time.  All
 * give the same bits, the scalar one is the oracle.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BLOCK_SIZE   64
#define CHUNK_BLOCKS 62
#define CHUNK_BYTES  (CHUNK_BLOCKS * BLOCK_SIZE)
/*
 * Slot 0 is the block before, then the blocks, the one after; empty ones up to a multiple
 * of CHUNK_STEP behind slot 0, so that loops have no remainder, and one more.
 */
#define CHUNK_STEP  8
#define CHUNK_SLOTS (64 + 2)

/* The slot behind the last that loops over a chunk of @n_blocks reach; a multiple of steps plus one. */
static inline size_t
chunk_last(size_t n_blocks)
{
	return (n_blocks + 1 + CHUNK_STEP - 1) / CHUNK_STEP * CHUNK_STEP + 1;
}

typedef uint64_t Masks[CHUNK_SLOTS];

#define N_MASKS 21

typedef union {
	struct {
		Masks digit;
		Masks word; /* letters and digits */
		Masks upper;
		Masks hex;     /* digits, a-f, A-F */
		Masks token;   /* letters, digits, '_', '-' */
		Masks space;   /* ' ' or '-': between groups of digits */
		Masks parting; /* '-', '/', '.': between the parts of a date */
		Masks high;    /* 0x80 and above */
		Masks at;
		Masks dot;
		Masks colon;
		Masks dash;
		Masks dollar;
		Masks slash;
		Masks close; /* ')' and '>' */
		Masks mark;  /* '*' and '+' */
		Masks equals;
		Masks escape;     /* '\' and '%' */
		Masks wide_first; /* 0xef 0xbc 0x9a are the full-width colon */
		Masks wide_second;
		Masks wide_third;
	};
	Masks all[N_MASKS];
} ChunkMasks;

static inline void
chunk_masks_clear(ChunkMasks *masks, size_t slot, size_t n_slots)
{
	for (size_t i = 0; i < N_MASKS; i++)
		memset(masks->all[i] + slot, 0, n_slots * sizeof(uint64_t));
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
	SIGN_LETTER_DIGITS, /* a capital, six digits and one more */
	SIGN_SIX_CLOSED,    /* six digits and one character in brackets */
	SIGN_HAN_DIGITS,    /* six to eight digits behind a non-ASCII character; WJ before one */
	SIGN_JOINT,         /* ':', '=', the full-width colon or the end of a tag, behind a label */
	SIGN_MARK,          /* '**', '*' behind a non-ASCII character, '+' before a number */
	SIGN_DECIMAL,       /* a point between a digit and four of them */
	SIGN_ESCAPED_AT,    /* an escape of three characters before a word */
	SIGN_TITLE,         /* the blank between a word and one with a capital */
	N_SIGNS
} Sign;

/* A word of nine letters and digits or more.  Both counts end at WORD_LONG: so many or more. */
#define WORD_LONG 64

typedef struct {
	uint16_t place; /* bytes from slot 1 on */
	uint8_t length;
	uint8_t digits; /* how many it begins with */
} ChunkWord;

/* Places are in order; a word and what parts it from the next take ten bytes. */
typedef struct {
	size_t n_words;
	ChunkWord words[CHUNK_SLOTS * BLOCK_SIZE / 10];
	uint16_t starts[CHUNK_SLOTS * BLOCK_SIZE / 10 + BLOCK_SIZE]; /* of the words */
	size_t n_places[N_SIGNS];
	uint16_t places[N_SIGNS][CHUNK_SLOTS * BLOCK_SIZE / 2]; /* never two side by side */
} ChunkTriggers;

typedef struct {
	const char *name;
	/* Classify @n_blocks whole blocks of @text into the slots from @slot on. */
	void (*classify)(const uint8_t *text, size_t n_blocks, size_t slot, ChunkMasks *ret_masks);
	/* In slots 1 to @n_blocks; all masks are zero from slot @n_blocks + 2 on. */
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
