/*
 * detect-bank-card.c - numbers of bank cards (PAN)
 *
 * ISO/IEC 7812-1: the first six digits name the issuer, the length is the issuer's choice within
 * its scheme's range, the last digit is Luhn's.  One in ten of all numbers passes Luhn, so only
 * these three together are validated: Luhn, a prefix of the table, a length of its
 * scheme.  The table has one length a prefix, but issuers have cards of several lengths under
 * one prefix (16 for credit, 19 for debit): its length is needed where no scheme is known.
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

static const ContextWord words[] = {
	CONTEXT_WORD("卡号"),        CONTEXT_WORD("银行卡"),      CONTEXT_WORD("银行卡号"),
	CONTEXT_WORD("信用卡"),      CONTEXT_WORD("借记卡"),      CONTEXT_WORD("card"),
	CONTEXT_WORD("card_no"),     CONTEXT_WORD("cardno"),      CONTEXT_WORD("bank"),
	CONTEXT_WORD("bankcard"),    CONTEXT_WORD("bankcardno"),  CONTEXT_WORD("pan"),
	CONTEXT_WORD("acct_no"),     CONTEXT_WORD("card number"), CONTEXT_WORD("cardnumber"),
	CONTEXT_WORD("card_number"), CONTEXT_WORD("card no"),     CONTEXT_END};

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

typedef struct {
	bool known; /* the table has the prefix */
	bool exact; /* with this length */
} Issuer;

static Issuer
find_issuer(const char *digits, size_t count)
{
	pthread_once(&first_rows_once, index_rows);
	uint64_t six = number_at(digits, 6);
	size_t row = first_rows[six];
	Issuer issuer = {0};

	if (row == 0)
		return issuer;
	for (row--; row < n_bank_bins && six_of(&bank_bins[row]) == six; row++) {
		if (number_at(digits, bank_bins[row].digits) != bank_bins[row].prefix)
			continue;
		issuer.known = true;
		issuer.exact |= bank_bins[row].length == count;
	}
	return issuer;
}

/* Most numbers end here. */
bool
bank_card_may_lead(const char *digits)
{
	/* One bit a second digit, for each first digit. */
	static const uint16_t seconds[10] = {
		[2] = 0x0fc, [3] = 0x3f1, [4] = 0x3ff, [5] = 0x3ff,
		[6] = 0x3ff, [8] = 0x002, [9] = 0x375,
	};

	return (seconds[digits[0] - '0'] >> (digits[1] - '0') & 1) != 0;
}

/* The ranges of the card schemes, by the first four digits, with their lengths. */
static bool
is_of_scheme(const char *digits, size_t count)
{
	static const struct {
		uint16_t first;
		uint16_t last;
		uint8_t shortest;
		uint8_t longest;
	} schemes[] = {
		{6200, 6299, 16, 19}, {4000, 4999, 16, 16}, {5100, 5599, 16, 16},
		{5000, 5099, 16, 19}, {5600, 5999, 16, 19}, {3528, 3589, 16, 16},
		{2221, 2720, 16, 16}, {3400, 3499, 15, 15}, {3700, 3799, 15, 15},
		{4000, 4999, 19, 19}, {8100, 8199, 16, 19}, {3600, 3699, 14, 14},
		{3800, 3999, 14, 14}, {3000, 3059, 14, 14}, {3095, 3095, 14, 14},
		{6011, 6011, 16, 19}, {6440, 6599, 16, 19}, {6304, 6304, 16, 19},
		{6759, 6767, 16, 19}, {2200, 2204, 16, 19},
	};
	uint64_t first = number_at(digits, 4);

	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (first >= schemes[i].first && first <= schemes[i].last &&
		    count >= schemes[i].shortest && count <= schemes[i].longest)
			return true;
	return false;
}

/* Eighteen digits with a birth year are a broken identity number, whatever Luhn says. */
static bool
reads_as_resident_id(const char *digits, size_t count)
{
	return count == 18 && division_is_province(digits) &&
	       (memcmp(digits + 6, "19", 2) == 0 || memcmp(digits + 6, "20", 2) == 0);
}

static bool
judge(const char *digits, size_t count, Match *match)
{
	if (!bank_card_may_lead(digits))
		return false;
	Issuer issuer = find_issuer(digits, count);
	bool scheme = is_of_scheme(digits, count);

	if (!issuer.exact && (!scheme || reads_as_resident_id(digits, count)))
		return false;
	if (!checksum_luhn(digits, count)) {
		bool usual = issuer.exact || count == 16 || count == 19;

		return issuer.known && usual && !reads_as_resident_id(digits, count) &&
		       match_judged(match, false, 25);
	}
	if (!issuer.known || reads_as_resident_id(digits, count))
		return match_judged(match, false, 50);
	return match_judged(match, true, issuer.exact ? 95 : 90);
}

static bool
is_constant(const char *digits, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (digits[i] != digits[0])
			return false;
	return true;
}

/* Cards of twelve, thirteen and, of old, fifteen digits: every serial number looks like them. */
static bool
is_rare(const char *digits, size_t count)
{
	uint64_t first = number_at(digits, 4);
	bool maestro = (first >= 5000 && first < 5100) || (first >= 5600 && first < 5900) ||
	               first == 6304 || (first >= 6759 && first <= 6767);

	if (count >= 12 && count <= 15 && maestro)
		return true;
	return (count == 13 && digits[0] == '4') ||
	       (count == 15 && (digits[0] == '1' || first == 2131));
}

bool
check_bank_card(const Probe *probe, Match *ret_match)
{
	const char *digits = probe->text.bytes + probe->at;

	if (probe->length > LONGEST || is_constant(digits, probe->length))
		return false;
	match_found(ret_match, KIND_BANK_CARD, probe->at, probe->length);
	if (!judge(digits, probe->length, ret_match))
		return is_rare(digits, probe->length) && checksum_luhn(digits, probe->length) &&
		       context_label_is(probe->text, probe->at, words) &&
		       match_judged(ret_match, false, 65);
	if (!ret_match->validated && context_label_is(probe->text, probe->at, words))
		ret_match->confidence = (uint8_t)(ret_match->confidence + 25);
	return true;
}

static bool
are_fours(const DigitGroups *groups)
{
	for (size_t i = 0; i + 1 < groups->n_groups; i++)
		if (groups->sizes[i] != 4)
			return false;
	return groups->sizes[groups->n_groups - 1] <= 4;
}

/* 3782 822463 10005, 3056 930902 5904 */
static bool
are_four_six(const DigitGroups *groups)
{
	return groups->n_groups == 3 && groups->sizes[0] == 4 && groups->sizes[1] == 6 &&
	       groups->digits[0] == '3' && (groups->sizes[2] == 5 || groups->sizes[2] == 4);
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
	if (!are_fours(&groups) && !are_four_six(&groups))
		return false;
	if (is_constant(groups.digits, groups.n_digits))
		return false;
	match_found(ret_match, KIND_BANK_CARD, probe->at, groups.length);
	return judge(groups.digits, groups.n_digits, ret_match);
}
