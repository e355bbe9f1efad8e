/*
 * field-lexicon.h - the words that column and table names are made of
 *
 * Data, not code: rows of a meaning and its phrases, joined by '|', in lower case and
 * without separators ("idcardno" also matches id_card_no and IdCardNo).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "meaning.h"

#include <stddef.h>

typedef struct {
	int meaning;         /* Meaning, KindId, Owner or ContainerClass: as the table says */
	const char *phrases; /* joined by '|' */
} LexiconRow;

/* Ended by a row whose phrases are NULL. */
extern const LexiconRow field_lexicon_english[];
extern const LexiconRow field_lexicon_pinyin[];
extern const LexiconRow field_lexicon_pinyin_weak[]; /* two or three letters: others must agree */
extern const LexiconRow field_lexicon_chinese[];
extern const LexiconRow field_lexicon_kind[]; /* KindId: finer than a meaning */
extern const LexiconRow field_lexicon_kind_weak[];
extern const LexiconRow field_lexicon_ambiguous[]; /* also said of things: 1 */

/* Whose: Owner bits. */
extern const LexiconRow owner_lexicon[];

/* Tables: ContainerClass. */
extern const LexiconRow container_lexicon[];
