/*
 * detect-file-number.c - driving licences, organisation codes and Alipay users
 *
 * A driving licence has the number of the identity card and a file number of twelve digits.  An
 * organisation code (GB 11714) has eight characters and a check character, with which every
 * eleventh word of nine agrees.  An Alipay user has sixteen digits that begin with 2088, which
 * no card of a bank does.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "division.h"
#include "number-form.h"

#define ARCHIVE_LENGTH 12
#define CODE_LENGTH    9
#define USER_LENGTH    16

static const ContextWord licence_words[] = {CONTEXT_WORD("档案编号"),
                                            CONTEXT_WORD("档案号"),
                                            CONTEXT_WORD("驾驶证"),
                                            CONTEXT_WORD("驾驶证档案编号"),
                                            CONTEXT_WORD("驾驶证号"),
                                            CONTEXT_WORD("驾照"),
                                            CONTEXT_WORD("dl_no"),
                                            CONTEXT_WORD("file_no"),
                                            CONTEXT_WORD("jsz"),
                                            CONTEXT_WORD("驾驶证档案号"),
                                            CONTEXT_WORD("dabh"),
                                            CONTEXT_WORD("driver_license"),
                                            CONTEXT_END};
static const ContextWord organisation_words[] = {CONTEXT_WORD("组织机构代码"),
                                                 CONTEXT_WORD("机构代码"),
                                                 CONTEXT_WORD("组织机构代码证号"),
                                                 CONTEXT_WORD("org_code"),
                                                 CONTEXT_WORD("orgcode"),
                                                 CONTEXT_WORD("zzjgdm"),
                                                 CONTEXT_END};
static const ContextWord alipay_words[] = {
	CONTEXT_WORD("支付宝"),     CONTEXT_WORD("alipay"),
	CONTEXT_WORD("alipay_uid"), CONTEXT_WORD("alipayuid"),
	CONTEXT_WORD("buyer_id"),   CONTEXT_WORD("buyerId"),
	CONTEXT_WORD("user_id"),    CONTEXT_WORD("userId"),
	CONTEXT_WORD("支付宝账号"), CONTEXT_WORD("seller_id"),
	CONTEXT_WORD("partner"),    CONTEXT_WORD("buyer_user_id"),
	CONTEXT_WORD("支付宝用户"), CONTEXT_END};

bool
check_driver_licence(const Probe *probe, Match *ret_match)
{
	bool place = division_is_province(probe->text.bytes + probe->at);

	/* The first digits are mostly the place of issue; twelve others are a time of day and the like. */
	if (!(place ? context_is_near(probe->text, probe->at, licence_words)
	            : context_label_is(probe->text, probe->at, licence_words)))
		return false;
	match_found(ret_match, KIND_DRIVER_LICENCE, probe->at, ARCHIVE_LENGTH);
	return match_judged(ret_match, false, 85);
}

/* The licence number is the identity number. */
bool
fits_driver_licence(Span value, Match *ret_match)
{
	if (value.length == ARCHIVE_LENGTH && bytes_are_digits(value.bytes, ARCHIVE_LENGTH)) {
		match_found(ret_match, KIND_DRIVER_LICENCE, 0, ARCHIVE_LENGTH);
		return match_judged(ret_match, false, 80);
	}
	if (!fits_resident_id(value, ret_match))
		return false;
	ret_match->kind = KIND_DRIVER_LICENCE;
	return true;
}

/* Nine characters without the hyphen; at least one digit, so that no word of a language passes. */
static bool
judge_organisation(const char code[CODE_LENGTH], Match *match)
{
	size_t n_digits = 0;

	for (size_t i = 0; i < CODE_LENGTH; i++) {
		if (!byte_is_digit(code[i]) && !byte_is_upper(code[i]))
			return false;
		n_digits += byte_is_digit(code[i]) ? 1 : 0;
	}
	char last = code[CODE_LENGTH - 1];
	if (n_digits < 2 || (!byte_is_digit(last) && last != 'X'))
		return false;
	bool agrees = checksum_organisation(code) == last;
	return match_judged(match, agrees, agrees ? 95 : 40);
}

bool
check_organisation_code(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	match_found(ret_match, KIND_ORGANISATION_CODE, probe->at, CODE_LENGTH);
	return judge_organisation(code, ret_match) &&
	       context_label_is(probe->text, probe->at, organisation_words);
}

bool
fits_organisation_code(Span value, Match *ret_match)
{
	char code[CODE_LENGTH];
	bool hyphen = value.length == CODE_LENGTH + 1 && value.bytes[CODE_LENGTH - 1] == '-';

	if (value.length != CODE_LENGTH && !hyphen)
		return false;
	memcpy(code, value.bytes, CODE_LENGTH);
	code[CODE_LENGTH - 1] = value.bytes[value.length - 1];
	match_found(ret_match, KIND_ORGANISATION_CODE, 0, value.length);
	return judge_organisation(code, ret_match);
}

static bool
is_alipay_user(const char *digits)
{
	return memcmp(digits, "2088", 4) == 0;
}

bool
check_alipay_uid(const Probe *probe, Match *ret_match)
{
	if (!is_alipay_user(probe->text.bytes + probe->at))
		return false;
	bool said = context_is_near(probe->text, probe->at, alipay_words);
	if (!said && !probe->cell)
		return false;
	match_found(ret_match, KIND_ALIPAY_UID, probe->at, USER_LENGTH);
	return match_judged(ret_match, false, said ? 90 : 60);
}

bool
fits_alipay_uid(Span value, Match *ret_match)
{
	if (value.length != USER_LENGTH || !bytes_are_digits(value.bytes, USER_LENGTH) ||
	    !is_alipay_user(value.bytes))
		return false;
	match_found(ret_match, KIND_ALIPAY_UID, 0, USER_LENGTH);
	return match_judged(ret_match, false, 90);
}
