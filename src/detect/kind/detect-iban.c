/*
 * detect-iban.c - international bank account numbers (ISO 13616-1)
 *
 * Country, two check digits, and as many letters and digits as the country's register entry has;
 * the remainder by 97 is 1.  In one word, or in groups of four.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "detector.h"

#include <string.h>

#define LONGEST 34
#define GROUP   4

/* Country and length of the whole number, five characters each. */
static const char lengths[] = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 "
			      "CR22 CY28 CZ24 DE22 DJ27 DK18 "
			      "DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 "
			      "GT28 HN28 HR21 HU28 IE22 IL23 "
			      "IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 "
			      "MC27 MD24 ME22 MK19 MN20 MR27 "
			      "MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 "
			      "RU33 SA24 SC31 SD18 SE24 SI19 "
			      "SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 "
			      /* Not in the register, and in use. */
			      "AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 "
			      "KM27 MA28 MG27 ML28 MZ25 NE28 "
			      "SN28 TD27 TG28 ";

/* Countries whose account numbers begin with the four letters of a bank. */
static const char lettered[] = "AZ BG BH GB GI IE IQ JO KW LC LV MT NL PK PS QA RO SC SV VG ";

static size_t
length_of_country(const char *country)
{
	for (const char *row = lengths; *row != '\0'; row += 5)
		if (row[0] == (country[0] & 0x5f) && row[1] == (country[1] & 0x5f))
			return (size_t)((row[2] - '0') * 10 + row[3] - '0');
	return 0;
}

static bool
has_bank(const char *code)
{
	bool letters = true;

	for (const char *row = lettered; *row != '\0'; row += 3)
		if (row[0] == (code[0] & 0x5f) && row[1] == (code[1] & 0x5f))
			for (size_t i = 4; i < 8; i++)
				letters &= !byte_is_digit(code[i]);
	return letters;
}

/* The remainder by 97 with the first four characters moved to the end, letters as 10 to 35. */
static bool
remainder_is_one(const char *code, size_t length)
{
	unsigned remainder = 0;
	bool upper = byte_is_upper(code[0]);

	for (size_t i = 0; i < length; i++) {
		char byte = code[(i + 4) % length];

		if (byte_is_digit(byte))
			remainder = (remainder * 10 + (unsigned)(byte - '0')) % 97;
		else if (byte_is_word(byte) && byte_is_upper(byte) == upper)
			remainder = (remainder * 100 + (unsigned)((byte & 0x5f) - 'A') + 10) % 97;
		else
			return false;
	}
	return remainder == 1;
}

static bool
is_head(const char *code)
{
	bool letters = byte_is_word(code[0]) && !byte_is_digit(code[0]) && byte_is_word(code[1]) &&
	               !byte_is_digit(code[1]);

	return letters && byte_is_digit(code[2]) && byte_is_digit(code[3]);
}

static bool
is_joint(char byte)
{
	return byte == ' ' || byte == '-';
}

static bool
judge(const char *code, size_t length, size_t at, size_t covered, Match *ret_match)
{
	if (length_of_country(code) != length || !has_bank(code) || !remainder_is_one(code, length))
		return false;
	match_found(ret_match, KIND_IBAN, at, covered);
	return match_judged(ret_match, true, 98);
}

bool
check_iban(const Probe *probe, Match *ret_match)
{
	const char *word = probe->text.bytes + probe->at;

	return probe->length <= LONGEST && is_head(word) &&
	       judge(word, probe->length, probe->at, probe->length, ret_match);
}

/* Where the head stands: at the group that woke us, or some groups before it. */
static bool
find_head(Span text, size_t at, size_t *ret_start)
{
	for (size_t n = 0, start = at; n <= LONGEST / GROUP; n++, start -= GROUP + 1) {
		if (start + GROUP < text.length && is_head(text.bytes + start) &&
		    boundary_before(text, start)) {
			*ret_start = start;
			return true;
		}
		if (start < GROUP + 1 || !is_joint(text.bytes[start - 1]) ||
		    !byte_is_word(text.bytes[start - 2]))
			return false;
	}
	return false;
}

/* "DE89 3704 0044 0532 0130 00", "NL91-ABNA-0417-1643-00": one joint in all of them. */
bool
check_iban_grouped(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	char code[LONGEST + GROUP] = {0};
	size_t length = 0, start, at;

	if (!find_head(text, probe->at, &start))
		return false;
	size_t wanted = length_of_country(text.bytes + start);
	char joint = byte_of(text, start + GROUP);
	if (!is_joint(joint))
		return false;
	for (at = start; at < text.length && length < wanted; at++) {
		if (byte_is_word(text.bytes[at]))
			code[length++] = text.bytes[at];
		else if (text.bytes[at] != joint || length % GROUP != 0)
			return false;
	}
	return wanted > 0 && length == wanted && boundary_after(text, at) &&
	       judge(code, length, start, at - start, ret_match);
}
