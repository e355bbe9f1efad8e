/*
 * detector-lead.c - how the words may begin that a check can agree to
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector-lead.h"

#include "bank-bin.h"
#include "division.h"
#include "transformed.h"
#include "unwrap.h"

typedef bool (*Leads)(const char lead[2], size_t length);

static inline bool
is_one_of(char byte, const char *bytes)
{
	return strchr(bytes, byte) != NULL;
}

/* A number begins with a province; a word with X at its end, with a digit. */
static bool
leads_resident_id(const char lead[2], size_t length)
{
	(void)length;
	return lead[1] == '\0' ? byte_is_digit(lead[0]) : division_is_province(lead);
}

/* The authorities of GB 32100. */
static bool
leads_uscc(const char lead[2], size_t length)
{
	(void)length;
	return is_one_of(lead[0], "123456789AGJNY");
}

static bool
leads_mobile(const char lead[2], size_t length)
{
	if (length == 11)
		return lead[0] == '1' && lead[1] >= '3';
	return length == 13 ? lead[0] == '8' && lead[1] == '6' : lead[0] == '0' && lead[1] == '0';
}

static bool
leads_bank_card(const char lead[2], size_t length)
{
	/* Cards of few digits, of airlines, and JCB's of old. */
	if (length < 14)
		return lead[0] >= '4' && lead[0] <= '6';
	if (lead[0] == '1' || memcmp(lead, "21", 2) == 0)
		return length == 15;
	return bank_card_may_lead(lead);
}

static bool
leads_landline(const char lead[2], size_t length)
{
	(void)length;
	return lead[0] == '0' && lead[1] != '0';
}

static bool
leads_passport(const char lead[2], size_t length)
{
	(void)length;
	if (byte_is_digit(lead[0]))
		return lead[0] == '1' && (lead[1] == '4' || lead[1] == '5');
	return is_one_of(lead[0], "EGDSPHKM");
}

static bool
leads_vin(const char lead[2], size_t length)
{
	(void)length;
	return byte_is_upper(lead[0]) || (byte_is_digit(lead[0]) && lead[0] != '0');
}

static bool
leads_password_hex(const char lead[2], size_t length)
{
	/* Longer words share the last length. */
	return byte_is_hex(lead[0]) &&
	       (length == 32 || length == 40 || length == DETECTOR_LENGTHS - 1);
}

/* Base64 and hexadecimal of text: see unwrap.c. */
static bool
leads_wrapped(const char lead[2], size_t length)
{
	(void)length;
	return (lead[0] >= '2' && lead[0] <= '7') || (lead[0] >= 'I' && lead[0] <= 'Z') ||
	       (lead[0] >= 'a' && lead[0] <= 'f') || lead[0] == 'E';
}

/* Checks that look at nothing but a list of beginnings first. */
static const struct {
	DetectorCheck check;
	const char *firsts; /* of other words */
	const char *pairs;  /* of numbers, two digits each */
} starts[] = {
	{check_permanent_resident, "9", "91 92 93 94 95 96 97 98"},
	{check_permanent_resident_old, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""},
	{check_imsi, "", "46"},
	{check_privacy_number, "", "70"},
	{check_iccid, "8", "89"},
	{check_iot_number, "", "14"},
	{check_alipay_uid, "", "20"},
	{check_meid, "ABCDEFabcdef", ""},
	{check_hk_id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""},
	{check_tw_id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""},
	{check_hkmo_entry_permit, "HM", ""},
	{check_hkmo_exit_permit, "CW", ""},
	{check_tw_exit_permit, "LT", ""},
	{check_tw_entry_permit, "0123456789", ""},
	{check_jwt, "e", ""},
	{check_masked_letters, "123456789", ""},
	{check_iban, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", ""},
	{check_passport_mrz, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""},
	{check_uk_nino, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", ""},
};

/* Every check of @starts; false where @row is none of them. */
static bool
find_start(const Detector *row, const char lead[2], bool *ret_may)
{
	const char pair[3] = {lead[0], lead[1], '\0'};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (starts[i].check != row->check)
			continue;
		*ret_may = lead[1] == '\0' ? is_one_of(lead[0], starts[i].firsts)
		                           : strstr(starts[i].pairs, pair) != NULL;
		return true;
	}
	return false;
}

/* Checks that stand in neither list are asked whatever comes first. */
static const struct {
	DetectorCheck check;
	Leads leads;
} table[] = {
	{check_resident_id, leads_resident_id},
	{check_resident_id_15, leads_resident_id},
	{check_uscc, leads_uscc},
	{check_mobile, leads_mobile},
	{check_bank_card, leads_bank_card},
	{check_landline, leads_landline},
	{check_passport, leads_passport},
	{check_vin, leads_vin},
	{check_password_hex, leads_password_hex},
	{check_wrapped, leads_wrapped},
};

bool
detector_may_lead(const Detector *row, const char lead[2], size_t length)
{
	bool may;

	if (find_start(row, lead, &may))
		return may;
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].check == row->check)
			return table[i].leads(lead, length);
	return true;
}
