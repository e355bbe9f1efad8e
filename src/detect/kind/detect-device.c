/*
 * detect-device.c - numbers of mobile devices (IMEI, MEID) and of vehicles (VIN)
 *
 * IMEI, 3GPP TS 23.003: fifteen digits with Luhn.  One in ten of all numbers passes, so
 * a reporting body of China, Europe or North America must lead, or a word say so.
 * MEID, 3GPP2 S.R0048-A: fourteen hexadecimal digits from A0000000000000 on, with or without a
 * fifteenth that checks them; only where a word says so.
 * VIN, GB 16735: seventeen characters without I, O, Q and a check digit in the middle,
 * which vehicles from Europe often do not have: then a word must say so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define IMEI_LENGTH 15
#define MEID_LENGTH 14
#define VIN_LENGTH  17
#define VIN_CHECK   8
#define VIN_SERIAL  13 /* the last four are digits */

static const ContextWord imei_words[] = {CONTEXT_WORD("imei"),     CONTEXT_WORD("串号"),
                                         CONTEXT_WORD("设备号"),   CONTEXT_WORD("device_id"),
                                         CONTEXT_WORD("deviceid"), CONTEXT_END};
static const ContextWord meid_words[] = {CONTEXT_WORD("meid"), CONTEXT_WORD("device_id"),
                                         CONTEXT_WORD("deviceid"), CONTEXT_WORD("设备号"),
                                         CONTEXT_END};
static const ContextWord vin_words[] = {CONTEXT_WORD("车架号"),
                                        CONTEXT_WORD("车辆识别代号"),
                                        CONTEXT_WORD("识别代码"),
                                        CONTEXT_WORD("vin"),
                                        CONTEXT_WORD("frame_no"),
                                        CONTEXT_WORD("cjh"),
                                        CONTEXT_END};

static bool
has_reporting_body(const char *digits)
{
	static const char *const bodies[] = {"01", "35", "86", "91", "99"};

	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++)
		if (memcmp(digits, bodies[i], 2) == 0)
			return true;
	return false;
}

bool
check_imei(const Probe *probe, Match *ret_match)
{
	const char *digits = probe->text.bytes + probe->at;

	if (!checksum_luhn(digits, IMEI_LENGTH))
		return false;
	bool said = context_is_near(probe->text, probe->at, imei_words);
	bool known = has_reporting_body(digits);
	if (!said && !known && !probe->cell)
		return false;
	match_found(ret_match, KIND_IMEI, probe->at, IMEI_LENGTH);
	return match_judged(ret_match, true, said ? 95 : known ? 60 : 35);
}

bool
fits_imei(Span value, Match *ret_match)
{
	if (value.length != IMEI_LENGTH)
		return false;
	for (size_t i = 0; i < IMEI_LENGTH; i++)
		if (!byte_is_digit(value.bytes[i]))
			return false;
	bool agrees = checksum_luhn(value.bytes, IMEI_LENGTH);
	match_found(ret_match, KIND_IMEI, 0, IMEI_LENGTH);
	return match_judged(ret_match, agrees, agrees ? 95 : 40);
}

/* The regional code of hexadecimal numbers is A0 to FF; zeros would be anybody's. */
static bool
judge_meid(const char *code, size_t length, Match *match)
{
	size_t n_digits = 0;

	if ((code[0] | 0x20) < 'a')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!byte_is_hex(code[i]))
			return false;
		n_digits += byte_is_digit(code[i]) ? 1 : 0;
	}
	bool agrees = length > MEID_LENGTH && checksum_luhn_hex(code, length);
	return n_digits >= 2 && match_judged(match, agrees, agrees ? 95 : 80);
}

bool
check_meid(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	match_found(ret_match, KIND_MEID, probe->at, probe->length);
	return judge_meid(code, probe->length, ret_match) &&
	       context_is_near(probe->text, probe->at, meid_words);
}

bool
fits_meid(Span value, Match *ret_match)
{
	if (value.length != MEID_LENGTH && value.length != MEID_LENGTH + 1)
		return false;
	match_found(ret_match, KIND_MEID, 0, value.length);
	return judge_meid(value.bytes, value.length, ret_match);
}

bool
check_vin(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;
	size_t n_letters = 0;

	for (size_t i = 0; i < VIN_LENGTH; i++) {
		if (!byte_is_digit(code[i]) && !byte_is_upper(code[i]))
			return false;
		n_letters += byte_is_upper(code[i]) ? 1 : 0;
	}
	char expected = checksum_vin(code);
	if (expected == '\0' || code[0] == '0' || n_letters < 2)
		return false;
	for (size_t i = VIN_SERIAL; i < VIN_LENGTH; i++)
		if (!byte_is_digit(code[i]))
			return false;
	bool agrees = expected == code[VIN_CHECK];
	bool said = context_is_near(probe->text, probe->at, vin_words);
	if (!agrees && !said && !probe->cell)
		return false;
	match_found(ret_match, KIND_VIN, probe->at, VIN_LENGTH);
	return match_judged(ret_match, agrees, said ? (agrees ? 98 : 70) : (agrees ? 75 : 30));
}
