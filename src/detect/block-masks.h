/*
 * block-masks.h - 64 bytes of text as bit masks, one a class of characters
 *
 * Bit i of a mask stands for byte i of the block.  One translation unit an instruction
 * set, each compiled with its own flags; classify_best() chooses at run time.  All forms
 * give the same masks, the scalar one is the oracle.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BLOCK_SIZE 64

typedef struct {
	uint64_t digit;
	uint64_t alpha;
	uint64_t upper;
	uint64_t hexa; /* a-f, A-F; digits are not among them */
	uint64_t high; /* 0x80 and above */
	uint64_t at;
	uint64_t dot;
	uint64_t colon;
	uint64_t dash;
	uint64_t space;
	uint64_t under;
	uint64_t dollar;
	uint64_t slash;
	uint64_t close;  /* ')' */
	uint64_t escape; /* '\' and '%' */
} BlockMasks;

/* Classify @n_blocks whole blocks of @text. */
typedef void (*Classify)(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks);

void classify_scalar(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks);
void classify_sse2(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks);
void classify_avx2(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks);
void classify_avx512(const uint8_t *text, size_t n_blocks, BlockMasks *ret_masks);

/* The widest form this machine has. */
Classify classify_best(void);

/* Every form this machine can run, for tests; NULL ends the list. */
typedef struct {
	const char *name;
	Classify classify;
} ClassifyForm;

const ClassifyForm *classify_forms(void);
