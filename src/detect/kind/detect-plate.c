/*
 * detect-plate.c - number plates of vehicles
 *
 * GA 36-2018: province, letter of the issuing office, five characters; new-energy
 * vehicles have six.  The letters I and O are not used.  The last place may be 挂 (trailers), 学, 警, 港,
 * 澳, 试, 超, 领 (consulates).  Armed police: WJ, province, five characters, formerly WJ and seven digits.
 * Army: 军 or the region, a letter, five digits, since 2012 two letters and five digits.
 * Embassies: 使 and six digits, since 2018 six digits and 使.  What has no province needs a
 * word or a field that says plate, 军 aside.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define HAN_LENGTH 3
#define MIDDLE_DOT "\xc2\xb7"
#define BULLET     "\xe2\x80\xa2"

static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
static const char endings[] = "挂学警港澳试超领";
static const char army[] = "军海空北沈兰济南广成";
static const ContextWord words[] = {CONTEXT_WORD("车牌"),          CONTEXT_WORD("车牌号"),
                                    CONTEXT_WORD("号牌"),          CONTEXT_WORD("车号"),
                                    CONTEXT_WORD("plate"),         CONTEXT_WORD("plate_no"),
                                    CONTEXT_WORD("车牌号码"),      CONTEXT_WORD("号牌号码"),
                                    CONTEXT_WORD("车辆"),          CONTEXT_WORD("cph"),
                                    CONTEXT_WORD("hphm"),          CONTEXT_WORD("car_no"),
                                    CONTEXT_WORD("license_plate"), CONTEXT_END};

static bool
is_one_of(const char *list, Span text, size_t at)
{
	if (at + HAN_LENGTH > text.length)
		return false;
	for (; *list != '\0'; list += HAN_LENGTH)
		if (list[2] == text.bytes[at + 2] && memcmp(list, text.bytes + at, 2) == 0)
			return true;
	return false;
}

/* A capital other than I and O. */
static bool
is_letter(char byte)
{
	return byte_is_upper(byte) && byte != 'I' && byte != 'O';
}

static bool
is_serial(char byte)
{
	return byte_is_digit(byte) || is_letter(byte);
}

static size_t
separator_length(Span text, size_t at)
{
	static const char *const separators[] = {MIDDLE_DOT, BULLET, ".", " ", "-"};

	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
		size_t length = strlen(separators[i]);

		if (at + length <= text.length &&
		    memcmp(text.bytes + at, separators[i], length) == 0)
			return length;
	}
	return 0;
}

static size_t
count_serial(Span text, size_t at, bool digits_only)
{
	size_t n = 0;

	while (n < 7 && (digits_only ? byte_is_digit(byte_of(text, at + n))
	                             : is_serial(byte_of(text, at + n))))
		n++;
	return n;
}

/* Small: letter, one character, four digits.  Large: five digits, letter. */
static bool
is_new_energy(Span text, size_t at)
{
	static const char kinds_of_drive[] = "ABCDEFGHJK";
	char first = text.bytes[at], last = text.bytes[at + 5];

	if (byte_is_upper(first) && strchr(kinds_of_drive, first) != NULL)
		return count_serial(text, at + 2, true) == 4;
	return count_serial(text, at, true) == 5 && strchr(kinds_of_drive, last) != NULL;
}

/* Bytes of the serial at @at: five characters, six, or four and a Han ending. */
static size_t
serial_length(Span text, size_t at)
{
	size_t n = count_serial(text, at, false);

	if (n == 4 && is_one_of(endings, text, at + n))
		return n + HAN_LENGTH;
	if (n == 5 || (n == 6 && is_new_energy(text, at)))
		return n;
	return 0;
}

static bool
has_digit(Span text, size_t at, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (byte_is_digit(text.bytes[at + i]))
			return true;
	return false;
}

/* 军A12345; with a word the other regions of old. */
static bool
check_army(Span text, size_t start, Match *ret_match)
{
	size_t at = start + HAN_LENGTH + 1;
	size_t separator = separator_length(text, at);

	if (!is_one_of(army, text, start) || !is_letter(byte_of(text, start + HAN_LENGTH)) ||
	    count_serial(text, at + separator, true) != 5 ||
	    !boundary_after(text, at + separator + 5))
		return false;
	bool said = context_label_is(text, start, words);
	if (!said && memcmp(text.bytes + start, army, HAN_LENGTH) != 0)
		return false;
	match_found(ret_match, KIND_PLATE, start, at + separator + 5 - start);
	return match_judged(ret_match, false, said ? 95 : 70);
}

bool
check_plate(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;

	if (probe->at + 1 < HAN_LENGTH)
		return false;
	size_t start = probe->at + 1 - HAN_LENGTH;
	if (!is_one_of(provinces, text, start))
		return check_army(text, start, ret_match);
	if (!is_letter(byte_of(text, start + HAN_LENGTH)))
		return false;
	size_t at = start + HAN_LENGTH + 1;
	size_t separator = separator_length(text, at);
	size_t serial = serial_length(text, at + separator);
	if (serial == 0 || !boundary_after(text, at + separator + serial))
		return false;
	bool said = context_label_is(text, start, words);
	if (!said && !has_digit(text, at + separator, serial))
		return false;
	match_found(ret_match, KIND_PLATE, start, at + separator + serial - start);
	return match_judged(ret_match, false, said ? 95 : 85);
}

/* How many bytes a plate of the armed police takes at @at, "WJ" first; 0 for none. */
static size_t
police_length(Span text, size_t at)
{
	size_t place = at + 2 + separator_length(text, at + 2);
	size_t province = is_one_of(provinces, text, place) ? HAN_LENGTH : 0;
	size_t serial = place + province + separator_length(text, place + province);
	size_t n = count_serial(text, serial, false);

	if (byte_of(text, at) != 'W' || byte_of(text, at + 1) != 'J')
		return 0;
	if (province > 0 ? n != 5 || !has_digit(text, serial, n) : n != 7)
		return 0;
	return serial + n - at;
}

/* WJ京12345, WJ粤·1234X: the trigger stands at the W. */
bool
check_plate_police(const Probe *probe, Match *ret_match)
{
	size_t length = police_length(probe->text, probe->at);

	if (length == 0 || !boundary_before(probe->text, probe->at) ||
	    !boundary_after(probe->text, probe->at + length))
		return false;
	match_found(ret_match, KIND_PLATE, probe->at, length);
	return match_judged(ret_match, false, 90);
}

static bool
is_embassy(Span value)
{
	bool first = value.length >= HAN_LENGTH && memcmp(value.bytes, "使", HAN_LENGTH) == 0;
	size_t at = first ? HAN_LENGTH : 0;

	if (count_serial(value, at, true) != 6)
		return false;
	if (first)
		return value.length == HAN_LENGTH + 6;
	return value.length == HAN_LENGTH + 6 && memcmp(value.bytes + 6, "使", HAN_LENGTH) == 0;
}

/* KA12345 of the army, WJ0112345 of the armed police. */
static bool
is_two_letters(Span value)
{
	size_t separator = separator_length(value, 2);

	if (value.length > 2 && police_length(value, 0) == value.length)
		return true;
	return value.length == 7 + separator && is_letter(value.bytes[0]) &&
	       is_letter(value.bytes[1]) && count_serial(value, 2 + separator, true) == 5;
}

bool
fits_plate(Span value, Match *ret_match)
{
	Probe probe = {value, HAN_LENGTH - 1, 0, 0, true};

	if (value.length < 7)
		return false;
	if (check_plate(&probe, ret_match) && ret_match->length == value.length)
		return true;
	match_found(ret_match, KIND_PLATE, 0, value.length);
	if (is_embassy(value) || is_two_letters(value))
		return match_judged(ret_match, false, 80);
	return value.length == HAN_LENGTH + 6 && is_one_of(army, value, 0) &&
	       is_letter(value.bytes[HAN_LENGTH]) &&
	       count_serial(value, HAN_LENGTH + 1, true) == 5 && match_judged(ret_match, false, 80);
}
