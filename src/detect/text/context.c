/*
 * context.c - what the words before a value say of it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "context.h"

#include "boundary.h"
#include "byte-class.h"
#include "detector.h"

#define NEAR_BYTES  48
#define MOST_SIGNS  12 /* between a label and its value: `": "`, `\":\"`, '：' */
#define WIDE_LENGTH 3

/* "：", "（", and "为" and "是" of running text; the last byte refuses most others. */
static inline bool
ends_with_wide(Span text, size_t end)
{
	static const char *const signs[] = {"：", "（", "为", "是"};
	const char *last = text.bytes + end - 1;

	if (end < WIDE_LENGTH || (*last != signs[0][2] && *last != signs[1][2] &&
	                          *last != signs[2][2] && *last != signs[3][2]))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (memcmp(last - 2, signs[i], WIDE_LENGTH) == 0)
			return true;
	return false;
}

/* Where the label of the value at @at ends; @at itself where no sign stands between. */
static size_t
label_end(Span text, size_t at)
{
	size_t end = at;

	for (size_t n = 0; n < MOST_SIGNS && end > 0; n++) {
		if (byte_is_of(text.bytes[end - 1], BYTE_JOINT))
			end--;
		else if (ends_with_wide(text, end))
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
	return byte_is_digit(text.bytes[at - 1]) || boundary_before(text, at);
}

static inline bool
letter_agrees(char a, char b)
{
	char difference = (char)(a ^ b);

	return difference == 0 || (difference == 0x20 && byte_is_word(a) && !byte_is_digit(a));
}

static bool
word_ends_at(Span text, size_t end, const ContextWord *word)
{
	const char *first = text.bytes + end - word->length;

	if (word->length > end)
		return false;
	/* From behind: most labels differ in the last letter. */
	for (size_t i = word->length; i > 0; i--)
		if (!letter_agrees(first[i - 1], word->text[i - 1]))
			return false;
	return begins_word(text, end - word->length);
}

bool
context_label_is(Span text, size_t at, const ContextWord *words)
{
	size_t end = label_end(text, at);

	if (end == 0)
		return false;
	bool ascii = (unsigned char)text.bytes[end - 1] < 0x80;
	if (ascii && (end == at || !byte_is_word(text.bytes[end - 1])))
		return false;
	for (char last = text.bytes[end - 1]; words->text != NULL; words++)
		if (((words->last ^ last) & ~0x20) == 0 && word_ends_at(text, end, words))
			return true;
	return false;
}

/* Which bytes may be the last of one of @words: most places end here. */
static void
last_bytes(const ContextWord *words, uint64_t ret_set[4])
{
	memset(ret_set, 0, 4 * sizeof *ret_set);
	for (; words->text != NULL; words++) {
		uint8_t last = (uint8_t)words->last;
		bool letter = byte_is_word((char)last) && !byte_is_digit((char)last);
		uint8_t other = letter ? last ^ 0x20 : last;

		ret_set[last / 64] |= (uint64_t)1 << last % 64;
		ret_set[other / 64] |= (uint64_t)1 << other % 64;
	}
}

bool
context_is_near(Span text, size_t at, const ContextWord *words)
{
	size_t first = at > NEAR_BYTES ? at - NEAR_BYTES : 0;
	uint64_t last[4];

	last_bytes(words, last);
	for (size_t end = at; end > first; end--) {
		uint8_t byte = (uint8_t)text.bytes[end - 1];

		if (byte == '\n')
			return false;
		if ((last[byte / 64] >> byte % 64 & 1) == 0)
			continue;
		for (const ContextWord *word = words; word->text != NULL; word++)
			if (word_ends_at(text, end, word) &&
			    (byte >= 0x80 || !byte_is_word(byte_of(text, end)) || end == at))
				return true;
	}
	return false;
}
