/*
 * address-word.h - the words an address is made of: 省, 路, 号楼, names of divisions
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "prose-address.h"

#include <stdbool.h>

typedef struct {
	const char *word;
	AddressLevel level;
} LevelWord;

/* To be called before all others; any number of times. */
void address_words_prepare(void);

/* What a name ends with, at @at, or NULL: 路, 街道, 大厦. */
const LevelWord *name_end(Span text, size_t at);

/* What stands after a number, or NULL: 号, 单元, 室. */
const LevelWord *number_end(Span text, size_t at);

/* Bytes of the character at @at where it may be part of a name in an address; 0 where not. */
size_t part_length(Span text, size_t at);

/* Is it a character that stands in sentences and hardly in addresses? */
bool is_no_part(Span text, size_t at);

/* Is it a number written in Chinese, or one of the ten stems? */
bool is_numeral(Span text, size_t at);

/* Bytes of the name of a division, without 市 or the like; 0 for none.  @towns: townships too. */
size_t division_length(Span text, size_t at, bool towns);

static inline char
address_byte(Span text, size_t at)
{
	return at < text.length ? text.bytes[at] : '\0';
}

static inline bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool
is_alnum(char byte)
{
	return is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}
