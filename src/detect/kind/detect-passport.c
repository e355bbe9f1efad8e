/*
 * detect-passport.c - numbers of passports of China, Hong Kong and Macao
 *
 * E and eight digits, E and a letter and seven digits; G and eight before 2012; 14 or 15
 * and seven before 2007; D, S, P for diplomatic and service passports; H, K, HJ of Hong
 * Kong; MA, MB of Macao.  There is no check digit in the number.  Forms that other
 * documents share need a word that says passport.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define SHORT 8
#define LONG  9

static const ContextWord words[] = {
	CONTEXT_WORD("护照"),       CONTEXT_WORD("护照号"),   CONTEXT_WORD("护照号码"),
	CONTEXT_WORD("护照编号"),   CONTEXT_WORD("passport"), CONTEXT_WORD("passport_no"),
	CONTEXT_WORD("passportno"), CONTEXT_WORD("huzhao"),   CONTEXT_END};

/* The ordinary passport: nothing else has this form. */
static bool
is_ordinary(const char *code)
{
	if (code[0] != 'E' && code[0] != 'G')
		return false;
	if (byte_is_digit(code[1]))
		return bytes_are_digits(code + 1, LONG - 1);
	return code[0] == 'E' && byte_is_upper(code[1]) && code[1] != 'I' && code[1] != 'O' &&
	       bytes_are_digits(code + 2, LONG - 2);
}

static bool
is_other(const char *code, size_t length)
{
	if (strchr("DSP", code[0]) != NULL &&
	    (bytes_are_digits(code + 1, length - 1) || code[1] == 'E'))
		return bytes_are_digits(code + 2, length - 2);
	if (length != LONG)
		return false;
	if (code[0] == '1')
		return (code[1] == '4' || code[1] == '5') && bytes_are_digits(code + 2, length - 2);
	if (code[0] == 'H' || code[0] == 'K')
		return (byte_is_digit(code[1]) || (code[0] == 'H' && code[1] == 'J')) &&
		       bytes_are_digits(code + 2, length - 2);
	return code[0] == 'M' && (code[1] == 'A' || code[1] == 'B') &&
	       bytes_are_digits(code + 2, length - 2);
}

bool
fits_passport(Span value, Match *ret_match)
{
	bool ordinary = value.length == LONG && is_ordinary(value.bytes);

	if (value.length != SHORT && value.length != LONG)
		return false;
	if (!ordinary && !is_other(value.bytes, value.length))
		return false;
	match_found(ret_match, KIND_PASSPORT_CN, 0, value.length);
	return match_judged(ret_match, false, ordinary ? 95 : 80);
}

bool
check_passport(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;
	size_t length = probe->length == 0 ? SHORT : probe->length;
	bool ordinary = length == LONG && is_ordinary(code);

	if (!ordinary && !is_other(code, length))
		return false;
	bool said = context_is_near(probe->text, probe->at, words);
	if (!ordinary && !said && !probe->cell)
		return false;
	match_found(ret_match, KIND_PASSPORT_CN, probe->at, length);
	if (ordinary)
		return match_judged(ret_match, false, said ? 95 : 70);
	return match_judged(ret_match, false, said ? 80 : 30);
}
