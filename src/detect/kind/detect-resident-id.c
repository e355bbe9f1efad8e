/*
 * detect-resident-id.c - numbers of identity cards and residence permits
 *
 * GB 11643-1999: six digits of administrative division, eight of birth date, three of
 * sequence, one check character (ISO 7064 MOD 11-2, so it can be X).  Residents from
 * Hong Kong, Macao and Taiwan get the same form with 810000, 820000 and 830000.  The
 * form of 1984 has fifteen digits and no check: it needs a word that says so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "digit-group.h"
#include "division.h"
#include "number-form.h"

#define LENGTH     18
#define OLD_LENGTH 15

static const ContextWord words[] = {CONTEXT_WORD("身份证"),   CONTEXT_WORD("证件号"),
                                    CONTEXT_WORD("身份号码"), CONTEXT_WORD("身份证号码"),
                                    CONTEXT_WORD("idcard"),   CONTEXT_WORD("id_card"),
                                    CONTEXT_WORD("idno"),     CONTEXT_WORD("id_no"),
                                    CONTEXT_WORD("certno"),   CONTEXT_WORD("cert_no"),
                                    CONTEXT_WORD("sfzh"),     CONTEXT_WORD("sfz"),
                                    CONTEXT_WORD("zjhm"),     CONTEXT_END};

static bool
is_permit(const char *digits)
{
	return digits[0] == '8' && digits[1] >= '1' && digits[1] <= '3' &&
	       memcmp(digits + 2, "0000", 4) == 0;
}

/* @digits are seventeen, checked to be digits, and a last character. */
static bool
judge(const char *digits, size_t offset, size_t length, Match *ret_match)
{
	char last = (char)(digits[LENGTH - 1] & ~0x20);
	bool is_x = last == 'X';

	if (!is_x && !byte_is_digit(digits[LENGTH - 1]))
		return false;
	if (!division_is_province(digits) || !date_is_possible(digits + 6))
		return false;
	bool agrees = checksum_mod_11_2(digits) == (is_x ? 'X' : digits[LENGTH - 1]);
	bool permit = is_permit(digits);
	bool known = permit || division_is_known(digits);
	unsigned confidence = agrees ? (known ? 99 : 90) : (known ? 40 : 30);

	match_found(ret_match, permit ? KIND_HKMOTW_RESIDENCE_PERMIT : KIND_RESIDENT_ID, offset,
	            length);
	return match_judged(ret_match, agrees, confidence);
}

bool
check_resident_id(const Probe *probe, Match *ret_match)
{
	const char *digits = probe->text.bytes + probe->at;

	if (probe->digits < LENGTH - 1)
		return false;
	return judge(digits, probe->at, LENGTH, ret_match);
}

bool
check_resident_id_15(const Probe *probe, Match *ret_match)
{
	const char *digits = probe->text.bytes + probe->at;
	char date[9] = "19";

	memcpy(date + 2, digits + 6, 6);
	if (!division_is_province(digits) || !date_is_possible(date))
		return false;
	bool said = context_is_near(probe->text, probe->at, words);
	if (!said && !probe->cell)
		return false;
	match_found(ret_match, KIND_RESIDENT_ID, probe->at, OLD_LENGTH);
	return match_judged(ret_match, false, said ? 60 : 35);
}

/* 110105 19491231 002X */
bool
check_resident_id_grouped(const Probe *probe, Match *ret_match)
{
	DigitGroups groups;

	if (!digit_groups_read(probe->text, probe->at, &groups) || groups.n_groups < 3)
		return false;
	if (groups.sizes[0] != 6 || groups.sizes[1] != 8)
		return false;
	if (groups.n_groups == 3 && groups.sizes[2] == 4)
		return groups.ends_clean &&
		       judge(groups.digits, probe->at, groups.length, ret_match);
	char last = byte_of(probe->text, probe->at + groups.length);
	if (groups.n_groups != 3 || groups.sizes[2] != 3 || (last | 0x20) != 'x')
		return false;
	groups.digits[LENGTH - 1] = last;
	return boundary_after(probe->text, probe->at + groups.length + 1) &&
	       judge(groups.digits, probe->at, groups.length + 1, ret_match);
}

/* Where a field says that it holds them, fifteen digits need no other word. */
bool
fits_resident_id(Span value, Match *ret_match)
{
	char date[9] = "19";

	if (value.length != LENGTH && value.length != OLD_LENGTH)
		return false;
	for (size_t i = 0; i + 1 < value.length; i++)
		if (!byte_is_digit(value.bytes[i]))
			return false;
	if (value.length == LENGTH)
		return judge(value.bytes, 0, LENGTH, ret_match);
	memcpy(date + 2, value.bytes + 6, 6);
	if (!byte_is_digit(value.bytes[OLD_LENGTH - 1]) || !division_is_province(value.bytes) ||
	    !date_is_possible(date))
		return false;
	match_found(ret_match, KIND_RESIDENT_ID, 0, OLD_LENGTH);
	return match_judged(ret_match, false, 60);
}

/* 996 to 999 were given to people of a hundred years and more. */
char *
resident_id_complete(const char *digits)
{
	char number[LENGTH + 1];
	const char *century = strcmp(digits + 12, "996") >= 0 ? "18" : "19";

	if (strspn(digits, "0123456789") != RESIDENT_ID_OLD || digits[RESIDENT_ID_OLD] != '\0')
		return g_strdup(digits);
	memcpy(number, digits, 6);
	memcpy(number + 6, century, 2);
	memcpy(number + 8, digits + 6, 9);
	number[LENGTH - 1] = checksum_mod_11_2(number);
	number[LENGTH] = '\0';
	return g_strdup(number);
}
