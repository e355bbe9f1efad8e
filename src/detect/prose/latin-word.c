/*
 * latin-word.c - words in Latin letters, and the table of English names
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "latin-word.h"

#include "detector.h"
#include "latin-name-table-place.h"

typedef struct {
	char mark[16];
	uint32_t n;
	uint8_t digest[32]; /* SHA-256 of the list it was made from */
	uint8_t padding[12];
	uint32_t hashes[]; /* in order; the lowest two bits are a LatinClass */
} LatinTable;

extern const LatinTable latin_name_table;

/* The bytes of latin-name-table.bin as they are, as prose-table.c has them. */
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl latin_name_table\n"
        ".type latin_name_table, @object\n"
        "latin_name_table:\n"
        ".incbin \"" LATIN_NAME_TABLE_FILE "\"\n"
        ".size latin_name_table, . - latin_name_table\n"
        ".popsection\n");

#define CLASS_BITS 3u

static bool
byte_is_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static bool
byte_is_letter(char byte)
{
	return byte_is_lower(byte) || byte_is_upper(byte);
}

/* Bytes of the letter at @at: one, two where it has an accent (U+00C0 to U+017F), or none. */
static size_t
letter_length(Span text, size_t at)
{
	uint8_t lead = (uint8_t)byte_of(text, at);

	if (byte_is_letter((char)lead))
		return 1;
	bool accented =
		lead >= 0xc3 && lead <= 0xc5 && ((uint8_t)byte_of(text, at + 1) & 0xc0) == 0x80;
	return accented ? 2 : 0;
}

static bool
is_capital(Span text, size_t at)
{
	uint8_t lead = (uint8_t)byte_of(text, at), next = (uint8_t)byte_of(text, at + 1);

	if (byte_is_upper((char)lead))
		return true;
	return (lead == 0xc3 && next >= 0x80 && next <= 0x9e) ||
	       ((lead == 0xc4 || lead == 0xc5) && (next & 0xc0) == 0x80);
}

LatinClass
latin_word_class(Span text, const LatinWord *place)
{
	Span word = span_slice(text, place->start, place->end - place->start);
	uint32_t hash = 2166136261u;

	if (place->initial)
		return LATIN_UNKNOWN;

	for (size_t i = 0; i < word.length && word.bytes[i] != '-'; i++) {
		/* What has an accent is no English word, and where it stands a name most often. */
		if ((uint8_t)word.bytes[i] >= 0x80)
			return LATIN_NAME;
		if (byte_is_letter(word.bytes[i]))
			hash = (hash ^ ((uint8_t)word.bytes[i] | 0x20u)) * 16777619u;
	}
	hash &= ~CLASS_BITS;
	size_t low = 0, high = latin_name_table.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		uint32_t there = latin_name_table.hashes[middle];

		if ((there & ~CLASS_BITS) == hash)
			return (LatinClass)(there & CLASS_BITS);
		if (there < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return LATIN_UNKNOWN;
}

/* Behind an initial comes a blank, and a dot before it at will. */
static bool
read_initial(Span text, size_t at, LatinWord *ret_word)
{
	size_t end = at + letter_length(text, at);

	end += byte_of(text, end) == '.';
	*ret_word = (LatinWord){at, end, true};
	return byte_of(text, end) == ' ' && byte_of(text, end - 1) != 'I';
}

bool
latin_word_at(Span text, size_t at, LatinWord *ret_word)
{
	size_t end = at, n_small = 0, n;

	if (!is_capital(text, at))
		return false;
	while (end - at <= LATIN_LONGEST && (n = letter_length(text, end)) > 0) {
		n_small += n == 1 && byte_is_lower(text.bytes[end]);
		end += n;
		char mark = byte_of(text, end);
		bool joins = (mark == '\'' && byte_is_upper(byte_of(text, end + 1))) ||
		             (mark == '-' && letter_length(text, end + 1) > 0);
		end += joins;
	}
	if (end - at > LATIN_LONGEST || byte_is_word(byte_of(text, end)) ||
	    byte_is_among(byte_of(text, end), "_@=/\\"))
		return false;
	if (end - at == letter_length(text, at))
		return read_initial(text, at, ret_word);
	if (n_small == 0)
		return false;
	/* A capital within is of Mc- and O'-; of others it is a name in code. */
	for (size_t i = at + 1; i < end; i++)
		if (byte_is_upper(text.bytes[i]) && i > at + 3 && text.bytes[i - 1] != '-' &&
		    text.bytes[i - 1] != '\'')
			return false;
	*ret_word = (LatinWord){at, end, false};
	return true;
}

size_t
latin_word_before(Span text, size_t end)
{
	size_t start = end - (end > 0 && text.bytes[end - 1] == '.');

	for (size_t n = 0; start > 0 && n <= LATIN_LONGEST; start--, n++) {
		char byte = text.bytes[start - 1];

		if (!byte_is_letter(byte) && ((uint8_t)byte < 0x80 || (uint8_t)byte > 0xc5) &&
		    byte != '-' && byte != '\'')
			break;
	}
	return start;
}

bool
latin_word_is(Span text, size_t start, size_t end, const char *word)
{
	size_t length = strlen(word);

	return end - start == length && g_ascii_strncasecmp(text.bytes + start, word, length) == 0;
}

bool
latin_word_among(Span text, size_t start, size_t end, const char *const *words)
{
	char first = (char)((uint8_t)byte_of(text, start) | 0x20);

	for (; *words != NULL; words++)
		if ((*words)[0] == first && latin_word_is(text, start, end, *words))
			return true;
	return false;
}
