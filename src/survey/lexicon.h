/*
 * lexicon.h - phrases looked up as a whole, or as the end of a Chinese text
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "field-lexicon.h"

#include <glib.h>
#include <stdbool.h>

typedef struct Lexicon Lexicon;

/* Join @rows (several tables; earlier rows win).  Kept for the life of the program. */
Lexicon *lexicon_new(void);
void lexicon_add(Lexicon *lexicon, const LexiconRow *rows);
void lexicon_free(Lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)

/* The meaning of the whole of @phrase, plurals included; -1 where it has none. */
int lexicon_find(const Lexicon *lexicon, const char *phrase);

/*
 * The longest end of UTF-8 @text that is a phrase; @ret_at is the byte where it starts.  An ASCII
 * phrase must not begin within an ASCII word.  -1 where there is none.
 */
int lexicon_find_end(const Lexicon *lexicon, const char *text, size_t *ret_at);
