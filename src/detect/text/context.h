/*
 * context.h - what the words before a value say of it
 *
 * A label is what stands before a value and its punctuation: "生日：1990-01-31",
 * {"birthday": "1990-01-31"}, password=... .  ASCII words
 * are matched whole and without regard to case, Chinese words as they stand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
	const char *text; /* NULL ends a list */
	size_t length;
	char last; /* byte of the text: most words are refused by it */
} ContextWord;

#define CONTEXT_WORD(text)                                                                         \
	{                                                                                          \
		text, sizeof(text) - 1, (text)[sizeof(text) - 2]                                   \
	}
#define CONTEXT_END                                                                                \
	{                                                                                          \
		NULL, 0, '\0'                                                                      \
	}

/* The same of a text that is not empty and lives as long as the word. */
static inline ContextWord
context_word_of(const char *text)
{
	size_t length = strlen(text);

	return (ContextWord){text, length, text[length - 1]};
}

/* Does the label of the value at @at end with one of @words? */
bool context_label_is(Span text, size_t at, const ContextWord *words);

/* Does one of @words stand within the forty-eight bytes before @at, on the same line? */
bool context_is_near(Span text, size_t at, const ContextWord *words);
