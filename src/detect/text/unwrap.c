/*
 * unwrap.c - one level of wrapping undone: base64, hexadecimal, URL and JSON escapes
 *
 * Most long words are random: identifiers, digests, pictures.  The first bytes that a word stands
 * for show it, so that only what reads as text is decoded.  A run is decoded from its first word
 * on and at most once.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "unwrap.h"

#include <string.h>

#define WORD_LEAST     24
#define WORD_MOST      4096
#define HEAD_BYTES     8
#define LOCAL_MOST     64
#define DOMAIN_MOST    255
#define NO_VALUE       64
#define LONGEST_ENTITY 10 /* &#x10ffff; */

/* One scan within another, never deeper. */
static _Thread_local bool is_inner;

/* "&#24352;", "&#x5f20;": the code point at @at, and how many bytes it took; 0 for none. */
static size_t
read_entity(Span value, size_t at, gunichar *ret_character)
{
	bool hex = (byte_of(value, at + 2) | 0x20) == 'x';
	size_t end = at + 2 + hex;
	gunichar character = 0;

	for (; end < value.length && end < at + LONGEST_ENTITY && value.bytes[end] != ';'; end++) {
		if (hex ? !byte_is_hex(value.bytes[end]) : !byte_is_digit(value.bytes[end]))
			return 0;
		character = character * (hex ? 16 : 10) +
		            (gunichar)g_ascii_xdigit_value(value.bytes[end]);
	}
	*ret_character = character;
	if (byte_of(value, end) != ';' || character == 0 || !g_unichar_validate(character))
		return 0;
	return end + 1 - at;
}

/* "%E5" is a byte, "\\u5f20" a code point; 0 where there is no escape at @at. */
static size_t
read_escape(Span value, size_t at, gunichar *ret_character, bool *ret_is_byte)
{
	char first = value.bytes[at];
	size_t digits = first == '%' ? 2 : 4;
	size_t skip = first == '%' ? 1 : 2;
	gunichar character = 0;

	*ret_is_byte = first == '%';
	if (first == '&')
		return byte_of(value, at + 1) == '#' ? read_entity(value, at, ret_character) : 0;
	if (first != '%' && byte_of(value, at + 1) != 'u')
		return 0;
	for (size_t i = 0; i < digits; i++) {
		char digit = byte_of(value, at + skip + i);

		if (!byte_is_hex(digit))
			return 0;
		character = character * 16 + (gunichar)g_ascii_xdigit_value(digit);
	}
	*ret_character = character;
	return character > 0 && (*ret_is_byte || g_unichar_validate(character)) ? skip + digits : 0;
}

bool
unwrap_escapes(Span value, char *decoded, size_t *ret_length)
{
	size_t length = 0;
	bool found = false;

	for (size_t at = 0; at < value.length;) {
		gunichar character = 0;
		bool is_byte = false;
		char byte = value.bytes[at];
		size_t taken = byte == '%' || byte == '\\' || byte == '&'
		                       ? read_escape(value, at, &character, &is_byte)
		                       : 0;

		if (taken == 0)
			decoded[length++] = value.bytes[at++];
		else if (is_byte)
			decoded[length++] = (char)character;
		else
			length += (size_t)g_unichar_to_utf8(character, decoded + length);
		found |= taken > 0;
		at += taken;
	}
	*ret_length = length;
	return found && g_utf8_validate(decoded, (gssize)length, NULL);
}

static inline uint8_t
base64_value(char byte)
{
	if (byte >= 'A' && byte <= 'Z')
		return (uint8_t)(byte - 'A');
	if (byte >= 'a' && byte <= 'z')
		return (uint8_t)(byte - 'a' + 26);
	if (byte_is_digit(byte))
		return (uint8_t)(byte - '0' + 52);
	if (byte == '+' || byte == '-')
		return 62;
	return byte == '/' || byte == '_' ? 63 : NO_VALUE;
}

/* Bytes decoded; what remains of less than four characters is dropped as base64 does. */
static size_t
decode_base64(Span word, uint8_t *decoded)
{
	uint32_t bits = 0;
	size_t length = 0, n = 0;

	for (size_t i = 0; i < word.length; i++) {
		bits = bits << 6 | base64_value(word.bytes[i]);
		if (++n % 4 != 0)
			continue;
		decoded[length++] = (uint8_t)(bits >> 16);
		decoded[length++] = (uint8_t)(bits >> 8);
		decoded[length++] = (uint8_t)bits;
	}
	if (n % 4 >= 2)
		decoded[length++] = (uint8_t)(bits >> (n % 4 == 2 ? 4 : 10));
	if (n % 4 == 3)
		decoded[length++] = (uint8_t)(bits >> 2);
	return length;
}

static size_t
decode_hex(Span word, uint8_t *decoded)
{
	for (size_t i = 0; i + 1 < word.length; i += 2)
		decoded[i / 2] = (uint8_t)(g_ascii_xdigit_value(word.bytes[i]) * 16 +
		                           g_ascii_xdigit_value(word.bytes[i + 1]));
	return word.length / 2;
}

/* Could a text begin with these bytes?  ASCII or UTF-8 of Chinese. */
static bool
reads_as_text(const uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < length;) {
		if (bytes[i] < 0x80) {
			bool control = bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\t' &&
			               bytes[i] != '\r';
			if (control || bytes[i] == 0x7f)
				return false;
			i++;
			continue;
		}
		if (bytes[i] < 0xc2 || bytes[i] > 0xef)
			return false;
		size_t more = bytes[i] < 0xe0 ? 1 : 2;
		for (size_t k = 1; k <= more && i + k < length; k++)
			if ((bytes[i + k] & 0xc0) != 0x80)
				return false;
		i += more + 1;
	}
	return true;
}

static bool
keep_strongest(const Match *match, Span text, void *data)
{
	Match *best = data;

	(void)text;
	if (best->length == 0 || match->confidence > best->confidence)
		*best = *match;
	return true;
}

/* What a text that was wrapped in a word holds. */
static bool
scan_inner(const uint8_t *decoded, size_t length, Match *ret_best)
{
	static const KindId strong[] = {KIND_RESIDENT_ID,
	                                KIND_HKMOTW_RESIDENCE_PERMIT,
	                                KIND_FOREIGN_PERMANENT_RESIDENT,
	                                KIND_MOBILE,
	                                KIND_BANK_CARD,
	                                KIND_EMAIL,
	                                KIND_USCC,
	                                KIND_IBAN};
	KindSet wanted = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(strong); i++)
		wanted |= KIND_BIT(strong[i]);
	*ret_best = (Match){0};
	is_inner = true;
	detection_scan((Span){(const char *)decoded, length}, wanted, DETECTION_BEST,
	               keep_strongest, ret_best);
	is_inner = false;
	return ret_best->length > 0;
}

static bool
look_inside(Span word, size_t length, bool hex, Match *ret_match)
{
	uint8_t decoded[WORD_MOST];
	Span head = span_slice(word, 0, hex ? HEAD_BYTES * 2 : HEAD_BYTES + 4);
	Match inner;

	if (!reads_as_text(decoded, hex ? decode_hex(head, decoded) : decode_base64(head, decoded)))
		return false;
	word = span_slice(word, 0, MIN(length, WORD_MOST));
	size_t n_decoded = hex ? decode_hex(word, decoded) : decode_base64(word, decoded);
	if (!reads_as_text(decoded, n_decoded) || !scan_inner(decoded, n_decoded, &inner))
		return false;
	ret_match->kind = inner.kind;
	ret_match->form = inner.form;
	ret_match->wrap = hex ? WRAP_HEX : WRAP_BASE64;
	return match_judged(ret_match, inner.validated, inner.confidence);
}

/* Does the word at @at go on with something that stands before it? */
static bool
is_continued(Span text, size_t at)
{
	return at >= 2 && byte_is_among(text.bytes[at - 1], "+/-_") &&
	       (byte_is_word(text.bytes[at - 2]) || byte_is_among(text.bytes[at - 2], "+/-_"));
}

/* Every fourth character of base64 begins a byte: of ASCII it is I to f, of Chinese 5 or 6. */
static inline bool
begins_text(char byte)
{
	return (byte >= 'I' && byte <= 'Z') || (byte >= 'a' && byte <= 'f') || byte == '5' ||
	       byte == '6';
}

/* The first digit of a byte of ASCII is 2 to 7; of Chinese e, and two of 8 to b follow. */
static inline bool
begins_hex_text(const char *word)
{
	size_t more = 0;

	for (size_t i = 0; i < HEAD_BYTES; i += 2) {
		char digit = word[i] | 0x20;
		bool follows = digit == '8' || digit == '9' || digit == 'a' || digit == 'b';

		if (more > 0 ? !follows : digit != 'e' && (digit < '2' || digit > '7'))
			return false;
		more = more > 0 ? more - 1 : digit == 'e' ? 2 : 0;
	}
	return true;
}

/* The same within a text, where a byte of Chinese may go on: g to v. */
static inline bool
continues_text(char byte)
{
	return begins_text(byte) || (byte >= 'g' && byte <= 'v');
}

/* A hexadecimal word is a whole one. */
static size_t
hex_length(Span word, size_t length)
{
	size_t n = 0;

	while (n < word.length && byte_is_hex(word.bytes[n]))
		n++;
	return n == length && n >= WORD_LEAST && n % 2 == 0 ? n : 0;
}

static size_t
base64_length(Span word, size_t at)
{
	size_t length = at;

	while (length < word.length && base64_value(word.bytes[length]) != NO_VALUE)
		length++;
	return length >= WORD_LEAST ? length : 0;
}

bool
check_wrapped(const Probe *probe, Match *ret_match)
{
	const char *first = probe->text.bytes + probe->at;
	Span word = span_slice(probe->text, probe->at, WORD_MOST);

	if (is_inner || word.length < WORD_LEAST)
		return false;
	if (begins_hex_text(first)) {
		size_t length = hex_length(word, MIN(probe->length, WORD_MOST));

		if (length > 0 && match_found(ret_match, KIND_NONE, probe->at, length) &&
		    look_inside(word, length, true, ret_match))
			return true;
	}
	if (!begins_text(first[0]) || !continues_text(first[4]) || !continues_text(first[8]) ||
	    probe->digits == probe->length || is_continued(probe->text, probe->at))
		return false;
	uint8_t head[HEAD_BYTES + 4];
	if (!reads_as_text(head, decode_base64(span_slice(word, 0, HEAD_BYTES + 4), head)))
		return false;
	size_t length = base64_length(word, MIN(probe->length, word.length)), padding = 0;
	if (length == 0)
		return false;
	while (padding < 2 && byte_of(word, length + padding) == '=')
		padding++;
	match_found(ret_match, KIND_NONE, probe->at, length + padding);
	return look_inside(word, length, false, ret_match);
}

bool
check_email_escaped(const Probe *probe, Match *ret_match)
{
	char joined[LOCAL_MOST + DOMAIN_MOST + 4];
	Span text = probe->text;
	size_t before = MIN(probe->at, LOCAL_MOST + 2);
	Span after = span_slice(text, probe->at + 3, DOMAIN_MOST);

	if (span_slice(text, probe->at, 3).length < 3 ||
	    memcmp(text.bytes + probe->at, "%40", 3) != 0)
		return false;
	memcpy(joined, text.bytes + probe->at - before, before);
	joined[before] = '@';
	memcpy(joined + before + 1, after.bytes, after.length);
	Probe inner = {{joined, before + 1 + after.length}, before, 0, 0, false};
	if (!check_email(&inner, ret_match))
		return false;
	ret_match->offset += probe->at - before;
	ret_match->length += 2;
	ret_match->wrap = WRAP_URL;
	return true;
}
