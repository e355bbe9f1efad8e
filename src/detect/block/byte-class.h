/*
 * byte-class.h - classes of bytes by one look into a table
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

typedef enum {
	BYTE_MAILBOX = 1, /* letters, digits and . _ - + % */
	BYTE_DOMAIN = 2,  /* letters, digits and - */
	BYTE_CRYPT = 4,   /* letters, digits, . and /: the base64 of crypt(5) */
	BYTE_JOINT = 8,   /* blanks and punctuation between a label and its value */
	BYTE_DIGIT = 16,
	BYTE_WORD = 32, /* letters and digits */
} ByteClass;

extern const uint8_t byte_classes[256];

static inline bool
byte_is_of(char byte, ByteClass class)
{
	return (byte_classes[(unsigned char)byte] & class) != 0;
}

/* How many bytes from @at on are of @class, @most at most. */
static inline size_t
count_of_class(Span text, size_t at, size_t most, ByteClass class)
{
	size_t end = at + MIN(most, text.length - MIN(at, text.length));
	size_t i = at;

	while (i < end && byte_is_of(text.bytes[i], class))
		i++;
	return i - at;
}

/* How many bytes before @at are of @class, @most at most. */
static inline size_t
count_of_class_before(Span text, size_t at, size_t most, ByteClass class)
{
	size_t first = at - MIN(most, at);
	size_t i = at;

	while (i > first && byte_is_of(text.bytes[i - 1], class))
		i--;
	return at - i;
}
