/*
 * detector-lead.c - how the words may begin that a check can agree to
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector-lead.h"

#include "bank-bin.h"
#include "division.h"

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

/* Two digits of an issuer in the table, or of the range of a scheme. */
static bool
leads_bank_card(const char lead[2], size_t length)
{
	unsigned wanted = (unsigned)(lead[0] - '0') * 10 + (unsigned)(lead[1] - '0');

	if ((lead[0] >= '2' && lead[0] <= '6') || wanted == 0)
		return true;
	for (size_t i = 0; i < n_bank_bins; i++) {
		uint64_t first = bank_bins[i].prefix;

		while (first >= 100)
			first /= 10;
		if (bank_bins[i].length == length && first == wanted)
			return true;
	}
	return false;
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

static bool
leads_secret_word(const char lead[2], size_t length)
{
	(void)length;
	return is_one_of(lead[0], "eLA");
}

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
	{check_secret_word, leads_secret_word},
};

bool
detector_may_lead(const Detector *row, const char lead[2], size_t length)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].check == row->check)
			return table[i].leads(lead, length);
	return true;
}
