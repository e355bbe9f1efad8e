/*
 * latin-word.h - words in Latin letters: capitals, initials, and what a table says of them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#define LATIN_LONGEST 24 /* bytes of a word */

typedef enum {
	LATIN_NAME,    /* of the table of English names */
	LATIN_GIVEN,   /* a given name for certain */
	LATIN_WORD,    /* a word more often than a name */
	LATIN_SURNAME, /* a word, and a surname behind a given name */
	LATIN_UNKNOWN,
} LatinClass;

typedef struct {
	size_t start;
	size_t end;
	bool initial; /* "J." or "J" */
} LatinWord;

/*
 * The word at @at where it begins with a capital and goes on in small letters, or is an initial.
 * "O'Brien" and "Hauta-aho" are one word, the "'s" behind a name is none of it.
 */
bool latin_word_at(Span text, size_t at, LatinWord *ret_word);

/* Looked up; most words need not be. */
LatinClass latin_word_class(Span text, const LatinWord *place);

/* Where the word that ends before @end begins; @end where no letter stands there. */
size_t latin_word_before(Span text, size_t end);

/* Is @text at @at this word of lower-case letters, in whatever case, with no letter behind it? */
bool latin_word_is(Span text, size_t start, size_t end, const char *word);
bool latin_word_among(Span text, size_t start, size_t end, const char *const *words);
