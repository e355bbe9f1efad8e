/*
 * detect-passport-mrz.c - the machine-readable zone of passports and cards (ICAO Doc 9303)
 *
 * Woken by the long word of the line that holds the dates: of a passport (TD3, and TD2) number,
 * country, birth, sex and expiry, of a card (TD1) birth, sex, expiry, country.  Three check
 * digits must agree.  The line before it, with the name, belongs to the match where it stands there.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "detector.h"

#include <string.h>

#define TD1_LENGTH 30
#define TD2_LENGTH 36
#define TD3_LENGTH 44

/* Weights 7, 3, 1 over digits, letters as 10 to 35 and '<' as 0. */
static bool
check_agrees(const char *field, size_t length)
{
	static const unsigned weights[3] = {7, 3, 1};
	unsigned sum = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned value = field[i] == '<'           ? 0
		                 : byte_is_digit(field[i]) ? (unsigned)(field[i] - '0')
		                                           : (unsigned)(field[i] - 'A') + 10;
		sum += value * weights[i % 3];
	}
	char check = field[length];
	return check == (char)('0' + sum % 10) || (check == '<' && sum == 0);
}

static inline bool
is_zone(char byte)
{
	return byte_is_digit(byte) || byte_is_upper(byte) || byte == '<';
}

static size_t
zone_length(Span text, size_t at)
{
	size_t n = 0;

	while (n <= TD3_LENGTH && is_zone(byte_of(text, at + n)))
		n++;
	return n;
}

/* YYMMDD that a calendar could have. */
static bool
is_date(const char *date)
{
	for (size_t i = 0; i < 6; i++)
		if (!byte_is_digit(date[i]))
			return false;
	int month = (date[2] - '0') * 10 + date[3] - '0',
	    day = (date[4] - '0') * 10 + date[5] - '0';
	return month <= 12 && day <= 31;
}

static inline bool
is_sex(char byte)
{
	return byte == 'M' || byte == 'F' || byte == '<' || byte == 'X';
}

/* The line before @at, where it has @length characters of the zone too. */
static size_t
line_before(Span text, size_t at, size_t length)
{
	size_t end = at;

	if (end > 1 && text.bytes[end - 1] == '\n')
		end -= text.bytes[end - 2] == '\r' ? 2 : 1;
	else if (end > 2 && text.bytes[end - 1] == 'n' && text.bytes[end - 2] == '\\')
		end -= 2;
	else
		return at;
	if (end < length)
		return at;
	size_t start = end - length;
	for (size_t i = start; i < end; i++)
		if (!is_zone(text.bytes[i]))
			return at;
	return byte_is_upper(text.bytes[start]) ? start : at;
}

static bool
judge(const Probe *probe, size_t length, Match *ret_match)
{
	size_t start = line_before(probe->text, probe->at, length);

	if (length == TD1_LENGTH && start == probe->at)
		return false;
	if (!boundary_before(probe->text, start))
		return false;
	match_found(ret_match, KIND_PASSPORT_MRZ, start, probe->at + length - start);
	return match_judged(ret_match, true, 98);
}

bool
check_passport_mrz(const Probe *probe, Match *ret_match)
{
	const char *zone = probe->text.bytes + probe->at;
	size_t rest = probe->text.length - probe->at;

	if (rest < TD1_LENGTH || !is_sex(zone[probe->length == 18 ? 7 : 20]))
		return false;
	size_t length = zone_length(probe->text, probe->at);
	if (length == TD1_LENGTH)
		return is_date(zone) && is_sex(zone[7]) && is_date(zone + 8) &&
		       check_agrees(zone, 6) && check_agrees(zone + 8, 6) &&
		       judge(probe, length, ret_match);
	if (length != TD2_LENGTH && length != TD3_LENGTH)
		return false;
	return is_date(zone + 13) && is_sex(zone[20]) && is_date(zone + 21) &&
	       check_agrees(zone, 9) && check_agrees(zone + 13, 6) && check_agrees(zone + 21, 6) &&
	       judge(probe, length, ret_match);
}
