/*
 * detect-bank-card.c - numbers of bank cards (PAN)
 *
 * ISO/IEC 7812-1: issuer prefix, account, Luhn digit.  One in ten of all numbers passes
 * Luhn, so only a known issuer prefix with the length that belongs to it is validated.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bank-bin.h"
#include "boundary.h"
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "digit-group.h"
#include "division.h"

#include <pthread.h>

#define SHORTEST   14
#define LONGEST    20
#define SIX_DIGITS 1000000

static const ContextWord words[] = {CONTEXT_WORD("卡号"),       CONTEXT_WORD("银行卡"),
                                    CONTEXT_WORD("银行卡号"),   CONTEXT_WORD("信用卡"),
                                    CONTEXT_WORD("借记卡"),     CONTEXT_WORD("card"),
                                    CONTEXT_WORD("card_no"),    CONTEXT_WORD("cardno"),
                                    CONTEXT_WORD("bank"),       CONTEXT_WORD("bankcard"),
                                    CONTEXT_WORD("bankcardno"), CONTEXT_WORD("pan"),
                                    CONTEXT_WORD("acct_no"),    CONTEXT_END};

/* For each six-digit prefix where its rows begin in bank_bins, plus one; 0: none. */
static uint16_t first_rows[SIX_DIGITS];
static pthread_once_t first_rows_once = PTHREAD_ONCE_INIT;

static uint64_t
number_at(const char *digits, size_t count)
{
	uint64_t number = 0;

	for (size_t i = 0; i < count; i++)
		number = number * 10 + (uint64_t)(digits[i] - '0');
	return number;
}

static uint64_t
six_of(const BankBin *row)
{
	uint64_t six = row->prefix;

	for (size_t digits = row->digits; digits > 6; digits--)
		six /= 10;
	return six;
}

static void
index_rows(void)
{
	for (size_t i = n_bank_bins; i > 0; i--)
		first_rows[six_of(&bank_bins[i - 1])] = (uint16_t)i;
}

/* Does the table know an issuer of cards of this length with this prefix? */
static bool
is_issued(const char *digits, size_t count)
{
	pthread_once(&first_rows_once, index_rows);
	uint64_t six = number_at(digits, 6);
	size_t row = first_rows[six];

	if (row == 0)
		return false;
	for (row--; row < n_bank_bins && six_of(&bank_bins[row]) == six; row++)
		if (bank_bins[row].length == count &&
		    number_at(digits, bank_bins[row].digits) == bank_bins[row].prefix)
			return true;
	return false;
}

/* The ranges of the card schemes, by the first four digits, with their lengths. */
static bool
is_plausible(const char *digits, size_t count)
{
	static const struct {
		uint16_t first;
		uint16_t last;
		uint8_t shortest;
		uint8_t longest;
	} schemes[] = {
		{6200, 6299, 16, 19}, {4000, 4999, 16, 16}, {5000, 5999, 16, 16},
		{3528, 3589, 16, 16}, {2221, 2720, 16, 16}, {3400, 3499, 15, 15},
		{3700, 3799, 15, 15}, {4000, 4999, 19, 19},
	};
	uint64_t first = number_at(digits, 4);

	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (first >= schemes[i].first && first <= schemes[i].last &&
		    count >= schemes[i].shortest && count <= schemes[i].longest)
			return true;
	return false;
}

/* Eighteen digits with a birth year are a broken identity number, unless an issuer is known. */
static bool
reads_as_resident_id(const char *digits, size_t count)
{
	return count == 18 && division_is_province(digits) &&
	       (memcmp(digits + 6, "19", 2) == 0 || memcmp(digits + 6, "20", 2) == 0);
}

static bool
judge(const char *digits, size_t count, Match *match)
{
	bool issued = is_issued(digits, count);

	if (!issued && (!is_plausible(digits, count) || reads_as_resident_id(digits, count)))
		return false;
	bool agrees = checksum_luhn(digits, count);
	if (!issued && !agrees)
		return false;
	return match_judged(match, issued && agrees, issued ? (agrees ? 95 : 25) : 50);
}

static bool
is_constant(const char *digits, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (digits[i] != digits[0])
			return false;
	return true;
}

bool
check_bank_card(const Probe *probe, Match *ret_match)
{
	const char *digits = probe->text.bytes + probe->at;

	if (probe->length > LONGEST || is_constant(digits, probe->length))
		return false;
	match_found(ret_match, KIND_BANK_CARD, probe->at, probe->length);
	if (!judge(digits, probe->length, ret_match))
		return false;
	if (!ret_match->validated && context_label_is(probe->text, probe->at, words))
		ret_match->confidence = (uint8_t)(ret_match->confidence + 25);
	return true;
}

/* 6222 0212 3456 7890 128, 6222-0212-3456-7890 */
bool
check_bank_card_grouped(const Probe *probe, Match *ret_match)
{
	DigitGroups groups;

	if (!digit_groups_read(probe->text, probe->at, &groups) || !groups.ends_clean)
		return false;
	if (groups.n_digits < SHORTEST || groups.n_digits > LONGEST)
		return false;
	for (size_t i = 0; i + 1 < groups.n_groups; i++)
		if (groups.sizes[i] != 4)
			return false;
	if (groups.sizes[groups.n_groups - 1] > 4 || is_constant(groups.digits, groups.n_digits))
		return false;
	match_found(ret_match, KIND_BANK_CARD, probe->at, groups.length);
	return judge(groups.digits, groups.n_digits, ret_match) &&
	       checksum_luhn(groups.digits, groups.n_digits);
}
