/*
 * prose-table.h - what is known of Chinese words, names and foreign sounds
 *
 * The table is made by tools/make-prose-table from python3-jieba 0.42.1 (MIT) and the surnames
 * of Chinese-Names-Corpus (Apache-2.0); digests of both stand in its head.  A cost is ten times
 * the negative natural logarithm of a probability, in a byte.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HAN_BYTES            3
#define HAN_FIRST            0x4e00
#define N_HAN                0x5200
#define COST_NEVER           255
#define N_STATES             128
#define STATE_START          128
#define STATE_OF(tag, multi) ((unsigned)(tag)*2 + ((multi) ? 1 : 0))

/* Parts of speech the program asks for; the others are only numbers. */
typedef enum {
	TAG_NAME,
	TAG_FOREIGN_NAME,
	TAG_PLACE,
	TAG_DOT,
	TAG_TITLE,
	TAG_HONOUR,
	TAG_SAY,
	TAG_ORGANISATION,
	TAG_NOUN,
	TAG_VERB,
	TAG_OTHER,
	TAG_LIST,  /* the comma of lists */
	TAG_NAMES, /* the same after a name */
	TAG_COMPANY,
	TAG_PRODUCT,
	TAG_MIXED_NAME = 34,
} ProseTag;

typedef struct {
	uint8_t surname;
	uint8_t alone;  /* as the whole given name */
	uint8_t first;  /* of two */
	uint8_t second; /* of two */
	uint8_t word;   /* as a word of its own, within its part of speech */
	uint8_t tag : 6;
	uint8_t place_end : 1;     /* last character of names of places and companies */
	uint8_t before_office : 1; /* 任 after it is "to be in office" and no surname */
	uint16_t sound : 9;        /* of foreign names; 0 for none */
	uint16_t common : 7;       /* half the cost of the character anywhere */
} ProseCharacter;

/* For the first two bytes of a character: bits over the third. */
typedef struct {
	uint64_t surname;
	uint64_t sound;
	uint64_t level;    /* the last character of a word for a level of an address */
	uint64_t division; /* the first character of the name of a division */
	uint64_t compound; /* of a surname of two characters */
} FirstLook;

#define FIRST_LEAD   0xe4
#define N_FIRST_LOOK (6 * 64)

#define N_SOUNDS_ROOM 448
#define WORD_BUCKET   8

typedef struct {
	char magic[16];
	uint32_t n_sounds;
	uint32_t n_tags;
	uint32_t word_bits; /* of the number of buckets */
	uint32_t name_bits; /* the same for names of divisions, behind the words */
	uint32_t n_words;
	uint8_t digests[4][32];
	uint8_t padding[28];
	ProseCharacter characters[N_HAN];
	FirstLook looks[N_FIRST_LOOK];
	uint8_t chain[N_STATES + 1][N_STATES];
	uint8_t sounds[N_SOUNDS_ROOM * N_SOUNDS_ROOM]; /* n_sounds a row */
	uint32_t words[];
} ProseTable;

extern const ProseTable prose_table;

/* What the hash holds of a word of two to four characters. */
typedef struct {
	bool known; /* else the first two characters of a longer word, or a surname, at most */
	bool prefix;
	bool compound_surname;
	uint8_t cost;
	uint8_t tag;
} ProseWord;

static inline bool
word_is_name(const ProseWord *word)
{
	return word->tag == TAG_NAME || word->tag == TAG_FOREIGN_NAME ||
	       word->tag == TAG_MIXED_NAME;
}

/* Names of provinces, cities and counties, and of townships, are words apart. */
#define ROOM_DIVISION 32
#define ROOM_TOWN     64

/* Characters of the longest name of @room that begins here, without 市, 县 and the like; 0. */
size_t prose_division(const uint16_t *codes, size_t n, unsigned room);

/* @codes count from HAN_FIRST.  False where the table has nothing. */
bool prose_word(const uint16_t *codes, size_t n, ProseWord *ret_word);

static inline uint8_t
sound_cost(unsigned from, unsigned to)
{
	return prose_table.sounds[from * prose_table.n_sounds + to];
}
