/*
 * context.c - what the words before a value say of it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "context.h"

#include "detector.h"

#define NEAR_BYTES  48
#define MOST_SIGNS  12 /* between a label and its value: `": "`, `\":\"`, '：' */
#define WIDE_COLON  "\xef\xbc\x9a"
#define WIDE_LENGTH 3

static bool
is_sign(char byte)
{
	return strchr(" \t\"':=\\([>", byte) != NULL && byte != '\0';
}

/* Where the label of the value at @at ends; @at itself where no sign stands between. */
static size_t
label_end(Span text, size_t at)
{
	size_t end = at;

	for (size_t n = 0; n < MOST_SIGNS && end > 0; n++) {
		if (is_sign(text.bytes[end - 1]))
			end--;
		else if (end >= WIDE_LENGTH &&
		         memcmp(text.bytes + end - WIDE_LENGTH, WIDE_COLON, WIDE_LENGTH) == 0)
			end -= WIDE_LENGTH;
		else
			break;
	}
	return end;
}

/* An ASCII word begins after no letter, or as the hump of a camel: userPassword. */
static bool
begins_word(Span text, size_t at)
{
	if (at == 0 || (unsigned char)text.bytes[at] >= 0x80)
		return true;
	if (byte_is_upper(text.bytes[at]) && !byte_is_upper(text.bytes[at - 1]))
		return true;
	return !byte_is_word(text.bytes[at - 1]) || byte_is_digit(text.bytes[at - 1]);
}

static bool
word_ends_at(Span text, size_t end, const char *word)
{
	size_t length = strlen(word);

	/* Most labels differ in the last letter. */
	if (((word[length - 1] ^ text.bytes[end - 1]) & ~0x20) != 0)
		return false;
	if (length > end || g_ascii_strncasecmp(text.bytes + end - length, word, length) != 0)
		return false;
	return begins_word(text, end - length);
}

bool
context_label_is(Span text, size_t at, const char *const *words)
{
	size_t end = label_end(text, at);

	if (end == 0)
		return false;
	bool ascii = (unsigned char)text.bytes[end - 1] < 0x80;
	if (ascii && (end == at || !byte_is_word(text.bytes[end - 1])))
		return false;
	for (; *words != NULL; words++)
		if (word_ends_at(text, end, *words))
			return true;
	return false;
}

bool
context_is_near(Span text, size_t at, const char *const *words)
{
	size_t first = at > NEAR_BYTES ? at - NEAR_BYTES : 0;

	for (size_t end = at; end > first; end--) {
		if (text.bytes[end - 1] == '\n')
			return false;
		for (size_t i = 0; words[i] != NULL; i++)
			if (word_ends_at(text, end, words[i]) &&
			    ((unsigned char)text.bytes[end - 1] >= 0x80 ||
			     !byte_is_word(byte_of(text, end)) || end == at))
				return true;
	}
	return false;
}
