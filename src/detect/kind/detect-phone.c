/*
 * detect-phone.c - mobile and landline numbers of mainland China
 *
 * Mobile: eleven digits, the first three from the numbering plan; alone, in groups, or
 * behind +86, 0086 or 86.  Landline: 0, area code, seven or eight digits, extension.
 * Neither has a check digit, so none is ever validated.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"
#include "digit-group.h"
#include "mobile-prefix.h"

#define LENGTH         11
#define COUNTRY_MOST   24
#define EXTENSION_MOST 6
#define EXTENSION_WORD "转"

static const ContextWord mobile_words[] = {CONTEXT_WORD("手机"),     CONTEXT_WORD("手机号"),
                                           CONTEXT_WORD("手机号码"), CONTEXT_WORD("电话"),
                                           CONTEXT_WORD("联系电话"), CONTEXT_WORD("联系方式"),
                                           CONTEXT_WORD("mobile"),   CONTEXT_WORD("phone"),
                                           CONTEXT_WORD("tel"),      CONTEXT_WORD("msisdn"),
                                           CONTEXT_WORD("sjh"),      CONTEXT_WORD("lxdh"),
                                           CONTEXT_WORD("cell"),     CONTEXT_END};

static const ContextWord landline_words[] = {CONTEXT_WORD("电话"),
                                             CONTEXT_WORD("固话"),
                                             CONTEXT_WORD("座机"),
                                             CONTEXT_WORD("传真"),
                                             CONTEXT_WORD("联系电话"),
                                             CONTEXT_WORD("固定电话"),
                                             CONTEXT_WORD("tel"),
                                             CONTEXT_WORD("telephone"),
                                             CONTEXT_WORD("fax"),
                                             CONTEXT_WORD("phone"),
                                             CONTEXT_END};

static bool
is_mobile(const char *digits)
{
	if (digits[0] != '1' || !byte_is_digit(digits[1]) || !byte_is_digit(digits[2]))
		return false;
	return mobile_prefixes[(digits[1] - '0') * 10 + digits[2] - '0'] != MOBILE_NOT_ALLOTTED;
}

static bool
stands_before(Span text, size_t at, const char *prefix)
{
	size_t length = strlen(prefix);

	return at >= length && memcmp(text.bytes + at - length, prefix, length) == 0 &&
	       (prefix[0] == '+' || boundary_before(text, at - length));
}

/* How many bytes before @at belong to the number: "+86", "+86 ", "0086-" and the like. */
static size_t
country_length(Span text, size_t at)
{
	static const char *const prefixes[] = {"+86 ", "+86-", "0086 ", "0086-", "86-", "+86"};

	if (at < 3 || strchr(" -6", text.bytes[at - 1]) == NULL)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (stands_before(text, at, prefixes[i]))
			return strlen(prefixes[i]);
	return 0;
}

/* @country: how many digits at @offset are the country's. */
static bool
found_mobile(const Probe *probe, size_t length, size_t country, Match *ret_match)
{
	size_t offset = probe->at;
	size_t before = country > 0 ? 0 : country_length(probe->text, offset);
	/* "+86", but not "+0086". */
	bool plus = country < 4 && offset > before && probe->text.bytes[offset - before - 1] == '+';
	bool said = context_label_is(probe->text, offset - before, mobile_words);

	/* "+1 381 234 5678" is a number of North America. */
	if (plus && country == 0 && before == 0)
		return false;
	before += plus ? 1 : 0;
	match_found(ret_match, KIND_MOBILE, offset - before, length + before);
	if (before > 0 || said)
		return match_judged(ret_match, false, 95);
	return match_judged(ret_match, false, country > 0 ? 60 : 75);
}

bool
check_mobile(const Probe *probe, Match *ret_match)
{
	const char *digits = probe->text.bytes + probe->at;
	size_t country = probe->length - LENGTH;

	if (country == 2 && memcmp(digits, "86", 2) != 0)
		return false;
	if (country == 4 && memcmp(digits, "0086", 4) != 0)
		return false;
	if (!is_mobile(digits + country))
		return false;
	return found_mobile(probe, probe->length, country, ret_match);
}

/* 138 1234 5678, 138-1234-5678, 138-12345678, 1381234 5678 */
bool
check_mobile_grouped(const Probe *probe, Match *ret_match)
{
	DigitGroups groups;
	size_t at = probe->at;
	Span text = probe->text;

	size_t before = country_length(text, at);
	/* The groups are read without the country: its joint is none of theirs. */
	Span rest = before > 0 ? span_slice(text, at, text.length - at) : text;
	if (text.bytes[at] != '1')
		return false;
	if (!digit_groups_read(rest, before > 0 ? 0 : at, &groups) || !groups.ends_clean)
		return false;
	if (groups.n_digits != LENGTH || groups.n_groups > 3 || !is_mobile(groups.digits))
		return false;
	bool three = groups.sizes[0] == 3 && (groups.n_groups == 2 || groups.sizes[1] == 4);
	bool seven = groups.sizes[0] == 7 && groups.n_groups == 2;
	return (three || seven) && found_mobile(probe, groups.length, 0, ret_match);
}

/* 010 and 02x have eight local digits, the others seven or eight; no local number begins with 0, 1. */
static bool
is_landline(const char *digits, size_t count)
{
	if (digits[0] != '0' || count < 10)
		return false;
	bool big = digits[1] == '2' || (digits[1] == '1' && digits[2] == '0');
	size_t area = big ? 3 : 4;
	size_t local = count - area;

	if (!big && (digits[1] < '3' || (digits[1] == '3' && digits[2] == '0')))
		return false;
	return digits[area] >= '2' && (big ? local == 8 : local == 7 || local == 8);
}

/* "-801", "转801" */
static size_t
extension_length(Span text, size_t at)
{
	size_t sign = 0, digits = 0;

	if (byte_of(text, at) == '-')
		sign = 1;
	else if (at + strlen(EXTENSION_WORD) <= text.length &&
	         memcmp(text.bytes + at, EXTENSION_WORD, strlen(EXTENSION_WORD)) == 0)
		sign = strlen(EXTENSION_WORD);
	while (sign > 0 && byte_is_digit(byte_of(text, at + sign + digits)))
		digits++;
	if (digits == 0 || digits > EXTENSION_MOST)
		return 0;
	return boundary_after(text, at + sign + digits) ? sign + digits : 0;
}

static bool
found_landline(const Probe *probe, size_t length, unsigned confidence, Match *ret_match)
{
	Span text = probe->text;
	size_t offset = probe->at, end = offset + length;

	if (!boundary_after(text, end))
		return false;
	end += extension_length(text, end);
	if (byte_of(text, end) == '-' && byte_is_digit(byte_of(text, end + 1)))
		return false;
	if (context_label_is(text, offset, landline_words))
		confidence = MAX(confidence, 85);
	/* "(010)62345678", but not "(010-62345678)". */
	bool closed = memchr(text.bytes + offset, ')', length) != NULL;
	if (closed && offset > 0 && text.bytes[offset - 1] == '(')
		offset--;
	match_found(ret_match, KIND_LANDLINE, offset, end - offset);
	return match_judged(ret_match, false, confidence);
}

bool
check_landline(const Probe *probe, Match *ret_match)
{
	if (!is_landline(probe->text.bytes + probe->at, probe->length))
		return false;
	return found_landline(probe, probe->length, 40, ret_match);
}

/* The digits from @at on with @joints between areas and groups; how many bytes they take. */
static size_t
read_landline(Span text, size_t at, char ret_digits[13], size_t *ret_count)
{
	size_t length = 0, count = 0, joints = 0;

	for (;; length++) {
		char byte = byte_of(text, at + length);

		if (byte_is_digit(byte) && count < 12)
			ret_digits[count++] = byte;
		else if (!byte_is_digit(byte) && strchr(" -)", byte) != NULL && byte != '\0' &&
		         joints < 3 && !is_landline(ret_digits, count))
			joints++;
		else
			break;
	}
	*ret_count = count;
	return length;
}

/* 010-12345678, (0755)8123456, 0755-8123 4567 */
bool
check_landline_grouped(const Probe *probe, Match *ret_match)
{
	char digits[13] = "";
	size_t count = 0;
	Span text = probe->text;

	if (text.bytes[probe->at] != '0' || !boundary_before(text, probe->at))
		return false;
	if (probe->at >= 2 && text.bytes[probe->at - 1] == '-' &&
	    byte_is_digit(text.bytes[probe->at - 2]))
		return false;
	size_t length = read_landline(text, probe->at, digits, &count);
	if (!is_landline(digits, count) || !byte_is_digit(text.bytes[probe->at + length - 1]))
		return false;
	return found_landline(probe, length, 65, ret_match);
}

/* +86 10 6234 5678, +86-755-26543210, +861062345678: the area without its 0, or with it in brackets. */
bool
check_landline_country(const Probe *probe, Match *ret_match)
{
	char digits[14] = "0";
	size_t count = 1, at = probe->at + 3, end = at;
	Span text = probe->text;

	if (text.length - probe->at < 12 || memcmp(text.bytes + probe->at, "+86", 3) != 0 ||
	    !boundary_before(text, probe->at))
		return false;
	for (; at < text.length && at < probe->at + COUNTRY_MOST; at++) {
		char byte = text.bytes[at];
		bool zero = byte == '0' && count == 1;

		if (byte_is_digit(byte) && !zero) {
			if (count == sizeof digits - 1)
				return false;
			digits[count++] = byte;
			end = at + 1;
		} else if (!zero && (strchr(" -()", byte) == NULL || byte == '\0')) {
			break;
		}
		if (is_landline(digits, count) && !byte_is_digit(byte_of(text, at + 1)))
			break;
	}
	if (!is_landline(digits, count) || !boundary_after(text, end))
		return false;
	end += extension_length(text, end);
	match_found(ret_match, KIND_LANDLINE, probe->at, end - probe->at);
	return match_judged(ret_match, false, 85);
}
