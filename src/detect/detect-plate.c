/*
 * detect-plate.c - number plates of vehicles
 *
 * GA 36-2018: province, letter of the issuing office, five characters; new-energy
 * vehicles have six.  The letters I and O are not used.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"

#define HAN_LENGTH 3
#define MIDDLE_DOT "\xc2\xb7"
#define BULLET     "\xe2\x80\xa2"

static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
static const char endings[] = "挂学警港澳试超";
static const ContextWord words[] = {
	CONTEXT_WORD("车牌"),  CONTEXT_WORD("车牌号"),   CONTEXT_WORD("号牌"), CONTEXT_WORD("车号"),
	CONTEXT_WORD("plate"), CONTEXT_WORD("plate_no"), CONTEXT_END};

static bool
is_one_of(const char *list, Span text, size_t at)
{
	if (at + HAN_LENGTH > text.length)
		return false;
	for (; *list != '\0'; list += HAN_LENGTH)
		if (memcmp(list, text.bytes + at, HAN_LENGTH) == 0)
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

bool
check_plate(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;

	if (probe->at + 1 < HAN_LENGTH)
		return false;
	size_t start = probe->at + 1 - HAN_LENGTH;
	if (!is_one_of(provinces, text, start) || !is_letter(byte_of(text, start + HAN_LENGTH)))
		return false;
	size_t at = start + HAN_LENGTH + 1;
	size_t separator = separator_length(text, at);
	size_t serial = serial_length(text, at + separator);
	if (serial == 0 || !boundary_after(text, at + separator + serial))
		return false;
	bool has_digit = false;
	for (size_t i = 0; i < serial; i++)
		has_digit |= byte_is_digit(text.bytes[at + separator + i]);
	bool said = context_label_is(text, start, words);
	if (!has_digit && !said)
		return false;
	match_found(ret_match, KIND_PLATE, start, at + separator + serial - start);
	return match_judged(ret_match, false, said ? 95 : 85);
}
