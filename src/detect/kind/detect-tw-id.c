/*
 * detect-tw-id.c - identity numbers of Taiwan, and resident certificates of foreigners there
 *
 * A letter for the place, 1 or 2 for the sex, seven digits and a check digit.  Resident
 * certificates have 8 or 9 in the second place since 2021, and a letter A to D before.
 * One word in ten agrees by chance: without a word that says so a citizen's stays a guess, and a
 * certificate is none.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define LENGTH 10

static const ContextWord words[] = {CONTEXT_WORD("身份证"),
                                    CONTEXT_WORD("身分證"),
                                    CONTEXT_WORD("身分证"),
                                    CONTEXT_WORD("居留证"),
                                    CONTEXT_WORD("居留證"),
                                    CONTEXT_WORD("统一编号"),
                                    CONTEXT_WORD("統一編號"),
                                    CONTEXT_WORD("台湾"),
                                    CONTEXT_WORD("臺灣"),
                                    CONTEXT_WORD("证件号"),
                                    CONTEXT_WORD("证件号码"),
                                    CONTEXT_WORD("tw_id"),
                                    CONTEXT_WORD("twid"),
                                    CONTEXT_WORD("id_no"),
                                    CONTEXT_WORD("id_card"),
                                    CONTEXT_WORD("idcard"),
                                    CONTEXT_WORD("arc"),
                                    CONTEXT_WORD("cert_no"),
                                    CONTEXT_END};

static bool
has_form(const char *code)
{
	if (!byte_is_upper(code[0]) || strchr("1289ABCD", code[1]) == NULL || code[1] == '\0')
		return false;
	for (size_t i = 2; i < LENGTH; i++)
		if (!byte_is_digit(code[i]))
			return false;
	return true;
}

bool
check_tw_id(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	if (!has_form(code))
		return false;
	bool agrees = checksum_taiwan(code) == code[LENGTH - 1];
	bool said = context_is_near(probe->text, probe->at, words);
	/* One in ten of the numbers of goods and orders agrees: only the form of citizens is left alone. */
	bool citizen = code[1] == '1' || code[1] == '2';
	if (!said && (!agrees || !citizen))
		return false;
	match_found(ret_match, KIND_TW_ID, probe->at, LENGTH);
	return match_judged(ret_match, agrees, agrees ? (said ? 95 : 55) : 35);
}

bool
fits_tw_id(Span value, Match *ret_match)
{
	if (value.length != LENGTH || !has_form(value.bytes))
		return false;
	bool agrees = checksum_taiwan(value.bytes) == value.bytes[LENGTH - 1];
	match_found(ret_match, KIND_TW_ID, 0, LENGTH);
	return match_judged(ret_match, agrees, agrees ? 95 : 40);
}
