/*
 * detect-uscc.c - the unified social credit code of organisations
 *
 * GB 32100-2015: registering authority and type (two characters), division (six digits),
 * organisation code (nine characters, GB 11714-1997), check character MOD 31.  A code
 * of digits only can be mistaken for an identity number: there the organisation code
 * must agree as well, and nothing that reads as a birth date is taken.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "division.h"

#define LENGTH 18

static const ContextWord words[] = {CONTEXT_WORD("统一社会信用代码"),
                                    CONTEXT_WORD("信用代码"),
                                    CONTEXT_WORD("税号"),
                                    CONTEXT_WORD("纳税人识别号"),
                                    CONTEXT_WORD("uscc"),
                                    CONTEXT_WORD("credit_code"),
                                    CONTEXT_WORD("creditcode"),
                                    CONTEXT_WORD("tax_no"),
                                    CONTEXT_WORD("taxno"),
                                    CONTEXT_END};

/* The authorities of the standard, and the types each of them registers. */
static bool
has_authority(const char *code)
{
	static const char *const types[128] = {
		['1'] = "1239", ['2'] = "19",  ['3'] = "123459", ['4'] = "19",  ['5'] = "12359",
		['6'] = "129",  ['7'] = "129", ['8'] = "19",     ['9'] = "123", ['A'] = "19",
		['G'] = "1",    ['J'] = "1",   ['N'] = "1239",   ['Y'] = "1",
	};
	const char *allowed = types[code[0] & 127];

	return allowed != NULL && strchr(allowed, code[1]) != NULL;
}

static bool
has_division(const char *code)
{
	for (size_t i = 2; i < 8; i++)
		if (!byte_is_digit(code[i]))
			return false;
	return memcmp(code + 2, "10", 2) == 0 || division_is_province(code + 2);
}

static bool
reads_as_resident_id(const char *code)
{
	if (division_is_province(code) && (code[6] == '1' || code[6] == '2'))
		return memcmp(code + 6, "18", 2) == 0 || memcmp(code + 6, "19", 2) == 0 ||
		       memcmp(code + 6, "20", 2) == 0;
	return date_is_possible(code + 6) && checksum_mod_11_2(code) == code[LENGTH - 1];
}

bool
check_uscc(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	if (!has_authority(code) || !has_division(code))
		return false;
	char expected = checksum_mod_31(code);
	bool agrees = expected != '\0' && expected == code[LENGTH - 1];
	bool organisation = checksum_organisation(code + 8) == code[16];
	bool digits_only = probe->digits >= LENGTH - 1;

	if (digits_only && (!agrees || !organisation || reads_as_resident_id(code)))
		return false;
	if (!agrees && expected == '\0')
		return false;
	bool said = context_label_is(probe->text, probe->at, words);
	unsigned confidence = said ? 55 : 35;

	if (agrees)
		confidence = organisation || said ? 99 : 95;
	match_found(ret_match, KIND_USCC, probe->at, LENGTH);
	return match_judged(ret_match, agrees, confidence);
}
