/*
 * field-phrase.h - phrases of column names looked up, and made precise by the word before
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "field-name.h"

/* What one phrase says by itself. */
typedef struct {
	Meaning meaning;
	int fine; /* as in FieldMeaning */
	bool ambiguous;
} FieldPhrase;

/* English or pinyin, the words written together. */
bool field_phrase_find(const char *phrase, FieldPhrase *ret_phrase);

/* Initials of two or three letters: others must agree. */
bool field_phrase_find_weak(const char *phrase, FieldPhrase *ret_phrase);

/* The longest Chinese phrase that ends @text; *@ret_at is where it begins. */
bool field_phrase_find_end(const char *text, FieldPhrase *ret_phrase, size_t *ret_at);

/* Owner bits of a word; OWNER_UNKNOWN where it is in no lexicon, -1 for none asked. */
unsigned field_phrase_owner(const char *word);

/* The same of the word that ends a Chinese @text; 0 for none. */
unsigned field_phrase_owner_end(char *text);

/* Is @word a noun for persons, so that `WORD_id` is a person's key? */
bool field_phrase_is_person(const char *word);

/* A general head becomes precise through the word before it. */
FieldMeaning field_phrase_settle(const FieldPhrase *head, unsigned owner, bool person_noun);

/* What a Chinese name or comment says, read from its end. */
FieldMeaning field_name_read_chinese(const char *text);
