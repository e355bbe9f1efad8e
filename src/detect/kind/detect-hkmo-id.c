/*
 * detect-hkmo-id.c - identity cards of Hong Kong and of Macao
 *
 * Hong Kong: one or two letters, six digits, a check digit of 0 to 9 or A, in brackets on the card:
 * A123456(3).  Macao: seven digits that begin with 1, 5 or 7 and one in brackets, the rule of
 * which is not published.  In brackets the form speaks for itself; without them every
 * eleventh such word agrees, so a word must say what it is.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define DIGITS       6
#define WIDE_OPEN    "\xef\xbc\x88"
#define WIDE_CLOSE   "\xef\xbc\x89"
#define BARE_SHORT   8
#define BARE_LONG    9
#define MACAU_DIGITS 8

static const ContextWord hk_words[] = {
	CONTEXT_WORD("身份证"),  CONTEXT_WORD("身份證"),   CONTEXT_WORD("身份证号"),
	CONTEXT_WORD("证件号"),  CONTEXT_WORD("证件号码"), CONTEXT_WORD("香港"),
	CONTEXT_WORD("hkid"),    CONTEXT_WORD("hk_id"),    CONTEXT_WORD("id_card"),
	CONTEXT_WORD("idcard"),  CONTEXT_WORD("id_no"),    CONTEXT_WORD("identity"),
	CONTEXT_WORD("id card"), CONTEXT_WORD("cert_no"),  CONTEXT_END};
static const ContextWord macau_words[] = {
	CONTEXT_WORD("澳门"),    CONTEXT_WORD("澳門"),     CONTEXT_WORD("身份证"),
	CONTEXT_WORD("身份證"),  CONTEXT_WORD("macau"),    CONTEXT_WORD("macao"),
	CONTEXT_WORD("证件号"),  CONTEXT_WORD("证件号码"), CONTEXT_WORD("bir"),
	CONTEXT_WORD("id_card"), CONTEXT_WORD("cert_no"),  CONTEXT_END};

/* One or two capitals and six digits, @count together. */
static bool
is_hk_body(const char *code, size_t count)
{
	size_t letters = count - DIGITS;

	for (size_t i = 0; i < letters; i++)
		if (!byte_is_upper(code[i]))
			return false;
	return bytes_are_digits(code + letters, DIGITS);
}

static bool
hk_agrees(const char *code, size_t count, char check)
{
	return checksum_hong_kong(code, count) == check;
}

/* A word of eight or nine: A1234563, OV290326A. */
bool
check_hk_id(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;
	size_t length = probe->length == 0 ? BARE_SHORT : probe->length;

	if (!byte_is_upper(code[0]) || !is_hk_body(code, length - 1))
		return false;
	bool agrees = hk_agrees(code, length - 1, code[length - 1]);
	/* Nine characters have the form of a passport as well: only a check digit decides. */
	if (!agrees && !byte_is_digit(code[length - 1]))
		return false;
	bool said = context_is_near(probe->text, probe->at, hk_words);
	if (!said && (!probe->cell || !agrees))
		return false;
	match_found(ret_match, KIND_HK_ID, probe->at, length);
	return match_judged(ret_match, agrees, agrees ? (said ? 95 : 60) : 40);
}

static size_t
bracket_length(Span text, size_t at, char narrow, const char *wide)
{
	if (byte_of(text, at) == narrow)
		return 1;
	return at + strlen(wide) <= text.length && memcmp(text.bytes + at, wide, strlen(wide)) == 0
	               ? strlen(wide)
	               : 0;
}

/* The check character in brackets at @at; how many bytes they are. */
static size_t
bracketed_length(Span text, size_t at, char *ret_check)
{
	size_t open = bracket_length(text, at, '(', WIDE_OPEN);
	size_t close = open > 0 ? bracket_length(text, at + open + 1, ')', WIDE_CLOSE) : 0;

	if (close == 0)
		return 0;
	*ret_check = text.bytes[at + open];
	return open + 1 + close;
}

static bool
is_check_character(char byte)
{
	return byte_is_digit(byte) || byte == 'A';
}

/* A123456(3): the trigger stands at the first of the last six digits. */
bool
check_hk_id_bracketed(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t letters = 0;
	char check = '\0';

	/* The A of "%3A" is no letter of the number. */
	while (letters < 2 && letters < probe->at &&
	       byte_is_upper(text.bytes[probe->at - letters - 1]) &&
	       (letters == 0 || !boundary_before(text, probe->at - letters)))
		letters++;
	size_t start = probe->at - letters;
	size_t tail = bracketed_length(text, probe->at + DIGITS, &check);
	if (letters == 0 || tail == 0 || !is_check_character(check) ||
	    !boundary_before(text, start))
		return false;
	bool agrees = hk_agrees(text.bytes + start, letters + DIGITS, check);
	match_found(ret_match, KIND_HK_ID, start, letters + DIGITS + tail);
	return match_judged(ret_match, agrees, agrees ? 95 : 35);
}

static bool
is_macau_lead(char byte)
{
	return byte == '1' || byte == '5' || byte == '7';
}

/* 1234567(8): the trigger stands at the first of the last six digits. */
bool
check_macau_id_bracketed(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	char check = '\0';

	if (probe->at == 0 || !is_macau_lead(text.bytes[probe->at - 1]))
		return false;
	size_t start = probe->at - 1;
	size_t tail = bracketed_length(text, probe->at + DIGITS, &check);
	if (tail == 0 || !byte_is_digit(check) || !boundary_before(text, start))
		return false;
	bool said = context_is_near(text, start, macau_words);
	if (!said && tail + MACAU_DIGITS - 1 != text.length)
		return false;
	match_found(ret_match, KIND_MACAU_ID, start, MACAU_DIGITS - 1 + tail);
	return match_judged(ret_match, false, said ? 85 : 45);
}

/* Is every bracket closed?  Where a value ends at ')' the rest is no value. */
static bool
is_balanced(Span value)
{
	int open = 0;

	for (size_t i = 0; i < value.length; i++) {
		open += strchr("([", value.bytes[i]) != NULL ? 1 : 0;
		open -= strchr(")]", value.bytes[i]) != NULL ? 1 : 0;
	}
	return open == 0;
}

/* Letters and digits of @value in upper case, brackets and blanks aside; 0 for anything else. */
static size_t
strip(Span value, char ret_code[BARE_LONG + 1])
{
	size_t length = 0;

	if (!is_balanced(value))
		return 0;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];

		if (strchr("()[]/ -", byte) != NULL && byte != '\0')
			continue;
		size_t wide = bracket_length(value, i, '(', WIDE_OPEN) |
		              bracket_length(value, i, ')', WIDE_CLOSE);
		if (wide > 1) {
			i += wide - 1;
			continue;
		}
		if (!byte_is_word(byte) || length == BARE_LONG)
			return 0;
		ret_code[length++] = (char)(byte_is_digit(byte) ? byte : byte & ~0x20);
	}
	return length;
}

bool
fits_hk_id(Span value, Match *ret_match)
{
	char code[BARE_LONG + 1];
	size_t length = strip(value, code);

	if (length < BARE_SHORT || !is_hk_body(code, length - 1) ||
	    !is_check_character(code[length - 1]))
		return false;
	bool agrees = hk_agrees(code, length - 1, code[length - 1]);
	match_found(ret_match, KIND_HK_ID, 0, value.length);
	return match_judged(ret_match, agrees, agrees ? 95 : 40);
}

bool
fits_macau_id(Span value, Match *ret_match)
{
	char code[BARE_LONG + 1];

	if (strip(value, code) != MACAU_DIGITS || !is_macau_lead(code[0]) ||
	    !bytes_are_digits(code, MACAU_DIGITS))
		return false;
	match_found(ret_match, KIND_MACAU_ID, 0, value.length);
	return match_judged(ret_match, false, 75);
}
