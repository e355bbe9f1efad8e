/*
 * detect-us-ssn.c - social security numbers of the United States
 *
 * Area, group and serial are never zero, the area is not 666 nor 900 and above.  Without hyphens
 * only a label makes nine digits a number of this kind.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "detector.h"
#include "label.h"

#include <string.h>

/* Printed in advertisements and forms, and never a person's. */
static const char *const known_fakes[] = {"078051120", "219099999", "123456789", "457555462"};

static bool
is_possible(const char *digits)
{
	for (size_t i = 0; i < G_N_ELEMENTS(known_fakes); i++)
		if (memcmp(digits, known_fakes[i], 9) == 0)
			return false;
	bool same = true;
	for (size_t i = 1; i < 9; i++)
		same &= digits[i] == digits[0];
	return !same && memcmp(digits, "000", 3) != 0 && memcmp(digits, "666", 3) != 0 &&
	       digits[0] != '9' && memcmp(digits + 3, "00", 2) != 0 &&
	       memcmp(digits + 5, "0000", 4) != 0;
}

/* 219-09-1234, with hyphens or blanks, both the same. */
bool
check_us_ssn_grouped(const Probe *probe, Match *ret_match)
{
	Span word = span_slice(probe->text, probe->at, 11);
	char digits[9];
	size_t n = 0;

	if (word.length < 11 || (word.bytes[3] != '-' && word.bytes[3] != ' ') ||
	    word.bytes[6] != word.bytes[3])
		return false;
	for (size_t i = 0; i < 11; i++)
		if (i != 3 && i != 6) {
			if (!byte_is_digit(word.bytes[i]))
				return false;
			digits[n++] = word.bytes[i];
		}
	size_t end = probe->at + 11;
	char after = byte_of(probe->text, end), before = probe->at > 0 ? word.bytes[-1] : ' ';
	if (!boundary_before(probe->text, probe->at) || !boundary_after(probe->text, end) ||
	    !is_possible(digits) || before == '-' || before == '.' || before == '+' ||
	    (after == '-' && byte_is_word(byte_of(probe->text, end + 1))))
		return false;
	bool said = label_before(probe->text, probe->at).kind == KIND_US_SSN;
	/* "世纪坊120-10-1108室": building, unit and room of a Chinese address. */
	bool chinese = (uint8_t)before >= 0x80 || (uint8_t)after >= 0x80;
	if ((word.bytes[3] == ' ' || chinese) && !said && !probe->cell)
		return false;
	match_found(ret_match, KIND_US_SSN, probe->at, 11);
	return match_judged(ret_match, false, said ? 90 : word.bytes[3] == '-' ? 60 : 40);
}

bool
check_us_ssn(const Probe *probe, Match *ret_match)
{
	if (!is_possible(probe->text.bytes + probe->at) ||
	    label_before(probe->text, probe->at).kind != KIND_US_SSN)
		return false;
	match_found(ret_match, KIND_US_SSN, probe->at, 9);
	return match_judged(ret_match, false, 80);
}
