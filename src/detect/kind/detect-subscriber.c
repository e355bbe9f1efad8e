/*
 * detect-subscriber.c - numbers of subscribers and of SIM cards
 *
 * IMSI, 3GPP TS 23.003: 460, the network, ten digits.  ICCID, ITU-T E.118: 89, 86, the network,
 * nineteen or twenty characters, the last by Luhn; some networks use letters.  Numbers of things
 * have thirteen digits (1440, 1441, 1410, 146, 148); without a word they are milliseconds of the
 * years 2014 to 2017.  Privacy numbers have fifteen and begin with 700 (MIIT, July 2025).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define FIFTEEN     15
#define THIRTEEN    13
#define ICCID_SHORT 19
#define ICCID_LONG  20

static const ContextWord imsi_words[] = {CONTEXT_WORD("imsi"), CONTEXT_WORD("用户识别码"),
                                         CONTEXT_WORD("sim"), CONTEXT_WORD("移动用户识别码"),
                                         CONTEXT_END};
static const ContextWord iccid_words[] = {CONTEXT_WORD("iccid"),
                                          CONTEXT_WORD("sim"),
                                          CONTEXT_WORD("sim卡"),
                                          CONTEXT_WORD("sim卡号"),
                                          CONTEXT_WORD("sim_no"),
                                          CONTEXT_WORD("simno"),
                                          CONTEXT_END};
static const ContextWord iot_words[] = {CONTEXT_WORD("物联网"),
                                        CONTEXT_WORD("物联网卡"),
                                        CONTEXT_WORD("物联网卡号"),
                                        CONTEXT_WORD("iot"),
                                        CONTEXT_WORD("iot_no"),
                                        CONTEXT_WORD("sim"),
                                        CONTEXT_WORD("msisdn"),
                                        CONTEXT_WORD("sim_no"),
                                        CONTEXT_WORD("sim卡号"),
                                        CONTEXT_WORD("m2m"),
                                        CONTEXT_END};
static const ContextWord privacy_words[] = {
	CONTEXT_WORD("隐私号"),     CONTEXT_WORD("虚拟号"),
	CONTEXT_WORD("中间号"),     CONTEXT_WORD("隐私号码"),
	CONTEXT_WORD("虚拟号码"),   CONTEXT_WORD("号码保护"),
	CONTEXT_WORD("privacy_no"), CONTEXT_WORD("virtual_phone"),
	CONTEXT_WORD("axb"),        CONTEXT_WORD("电话"),
	CONTEXT_WORD("手机"),       CONTEXT_WORD("手机号"),
	CONTEXT_WORD("phone"),      CONTEXT_WORD("mobile"),
	CONTEXT_WORD("保护号"),     CONTEXT_END};

/* China, and a network that is in use. */
static bool
is_imsi(const char *digits)
{
	static const char networks[] = "00 01 02 03 04 05 06 07 08 09 10 11 12 13 15 20 ";
	char network[4] = {digits[3], digits[4], ' ', '\0'};

	return memcmp(digits, "460", 3) == 0 && strstr(networks, network) != NULL;
}

bool
check_imsi(const Probe *probe, Match *ret_match)
{
	if (!is_imsi(probe->text.bytes + probe->at))
		return false;
	bool said = context_is_near(probe->text, probe->at, imsi_words);
	match_found(ret_match, KIND_IMSI, probe->at, FIFTEEN);
	return match_judged(ret_match, false, said ? 95 : 60);
}

bool
fits_imsi(Span value, Match *ret_match)
{
	if (value.length != FIFTEEN || !bytes_are_digits(value.bytes, FIFTEEN))
		return false;
	bool known = is_imsi(value.bytes);
	match_found(ret_match, KIND_IMSI, 0, FIFTEEN);
	return match_judged(ret_match, false, known ? 95 : 65);
}

/* @length characters, checked to be letters and digits. */
static bool
judge_iccid(const char *code, size_t length, bool said, Match *match)
{
	if (memcmp(code, "8986", 4) != 0 || !bytes_are_digits(code, 6) || (code[4] > '2'))
		return false;
	bool agrees = bytes_are_digits(code, length) && checksum_luhn(code, length);
	return match_judged(match, agrees, agrees ? (said ? 98 : 90) : said ? 70 : 45);
}

bool
check_iccid(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	if (code[0] != '8' || code[1] != '9')
		return false;
	bool said = context_is_near(probe->text, probe->at, iccid_words);
	match_found(ret_match, KIND_ICCID, probe->at, probe->length);
	return judge_iccid(code, probe->length, said, ret_match);
}

bool
fits_iccid(Span value, Match *ret_match)
{
	if (value.length != ICCID_SHORT && value.length != ICCID_LONG)
		return false;
	for (size_t i = 0; i < value.length; i++)
		if (!byte_is_word(value.bytes[i]))
			return false;
	match_found(ret_match, KIND_ICCID, 0, value.length);
	return judge_iccid(value.bytes, value.length, true, ret_match);
}

static bool
is_iot(const char *digits)
{
	if (digits[0] != '1' || digits[1] != '4')
		return false;
	return digits[2] == '6' || digits[2] == '8' || memcmp(digits + 2, "40", 2) == 0 ||
	       memcmp(digits + 2, "41", 2) == 0 || memcmp(digits + 2, "10", 2) == 0;
}

bool
check_iot_number(const Probe *probe, Match *ret_match)
{
	if (!is_iot(probe->text.bytes + probe->at) ||
	    !context_is_near(probe->text, probe->at, iot_words))
		return false;
	match_found(ret_match, KIND_IOT_NUMBER, probe->at, THIRTEEN);
	return match_judged(ret_match, false, 85);
}

bool
fits_iot_number(Span value, Match *ret_match)
{
	if (value.length != THIRTEEN || !bytes_are_digits(value.bytes, THIRTEEN) ||
	    !is_iot(value.bytes))
		return false;
	match_found(ret_match, KIND_IOT_NUMBER, 0, THIRTEEN);
	return match_judged(ret_match, false, 80);
}

bool
check_privacy_number(const Probe *probe, Match *ret_match)
{
	if (memcmp(probe->text.bytes + probe->at, "700", 3) != 0)
		return false;
	bool said = context_is_near(probe->text, probe->at, privacy_words);
	match_found(ret_match, KIND_PRIVACY_NUMBER, probe->at, FIFTEEN);
	return match_judged(ret_match, false, said ? 95 : 45);
}

bool
fits_privacy_number(Span value, Match *ret_match)
{
	if (value.length != FIFTEEN || !bytes_are_digits(value.bytes, FIFTEEN) ||
	    memcmp(value.bytes, "700", 3) != 0)
		return false;
	match_found(ret_match, KIND_PRIVACY_NUMBER, 0, FIFTEEN);
	return match_judged(ret_match, false, 90);
}
