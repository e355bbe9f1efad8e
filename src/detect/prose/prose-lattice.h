/*
 * prose-lattice.h - names of persons among the words of a stretch of Chinese
 *
 * A stretch is read in all ways the dictionary, the surnames and the sounds of foreign names
 * allow; the likeliest way, by word and by part of speech, says which characters are names.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "prose-table.h"
#include "span.h"

#define STRETCH_BEFORE 6 /* characters looked at before the one asked for */
#define STRETCH_AFTER  10
#define STRETCH_MOST   (STRETCH_BEFORE + STRETCH_AFTER)
#define CODE_DOT       0xfffe /* the dot or hyphen inside foreign names */
#define CODE_LIST      0xfffd /* the comma of lists */

/* Characters around one place, and what stands at both ends of them. */
typedef struct {
	size_t n;
	size_t anchor;
	uint16_t codes[STRETCH_MOST];
	uint32_t places[STRETCH_MOST + 1]; /* in the text */
	bool cut_before;                   /* the stretch goes on beyond what was looked at */
	bool cut_after;
	uint32_t before; /* the character that ends it on the left, 0 for none */
	uint32_t after;
	bool isolated; /* between such characters as divide the values of a record */
} Stretch;

/* @at is the first byte of a Han character.  False where it is none. */
bool stretch_read(Span text, size_t at, Stretch *ret_stretch);

/* Characters of the name that begins at the anchor; 0 where none does. */
size_t lattice_name(const Stretch *stretch);
