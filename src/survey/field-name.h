/*
 * field-name.h - what a column's name and comment give away
 *
 * Names are cut into words (snake_case, camelCase, digits, glued words, Chinese) and read
 * from their end, because the last word says what a thing is and the words before it
 * only whose: `member_price` is a price, `receiver_phone` a telephone.  English, pinyin in
 * full and abbreviated, and Chinese are one lexicon (field-lexicon-*.c).  A word is matched
 * as a whole, never as a part of another (`shipping` holds no `ip`).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "meaning.h"

#include <stdbool.h>

/* Whose: what stands before the head word. */
typedef enum {
	OWNER_PERSON = 1 << 0,       /* member, receiver, patient, ... */
	OWNER_STAFF = 1 << 1,        /* admin, operator, doctor, ... */
	OWNER_ORGANISATION = 1 << 2, /* company, shop, hotel, ... */
	OWNER_THING = 1 << 3,        /* product, template, server, ... */
	OWNER_LOGIN = 1 << 4,        /* login, register, client, ... */
	OWNER_UNKNOWN = 1 << 5,      /* words that are in no lexicon */
} Owner;

typedef struct {
	Meaning meaning;
	unsigned owner;    /* Owner bits of the words before */
	bool weak;         /* an abbreviation of two or three letters: others must agree */
	bool from_comment; /* the comment said it, not the name */
	bool vague;        /* a number, a name, a code of nobody knows what */
	bool ambiguous;    /* the word is also said of things: a course has a full name */
	int fine;          /* KindId + 1 where the word names a kind; 0: as the meaning says */
} FieldMeaning;

/* Read @name and @comment together; the comment, where it says something, is stronger. */
FieldMeaning field_name_meaning(const char *name, const char *comment);

/* Is @name written in abbreviated pinyin?  Weak names count where several are. */
bool field_name_is_pinyin(const char *name);

/* The words of a name in lower case, NULL-terminated; for container names and for keys. */
char **field_name_words(const char *name);

/* The stem of a key: "member" of member_id, "ums_member" of umsMemberId; NULL: no key. */
char *field_name_key_stem(const char *name);
