/*
 * birth-date.c - a date of birth from what databases write
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "birth-date.h"

#include "clock.h"

#define FIRST_YEAR   1900
#define LAST_YEAR    2099
#define MICROSECONDS 1000000

/* Resident ids: GB 11643-1999, and its predecessor of 15 digits. */
#define RESIDENT_ID 18
#define LEGACY_ID   15
#define BIRTH_AT    6

static bool
make_date(unsigned year, unsigned month, unsigned day, GDate *ret_date)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	g_date_set_dmy(ret_date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return true;
}

static unsigned
number_at(Span value, size_t at, size_t n)
{
	unsigned number = 0;

	for (size_t i = 0; i < n; i++)
		number = number * 10 + (unsigned)(value.bytes[at + i] - '0');
	return number;
}

static size_t
count_digits(Span value, size_t from)
{
	size_t n = 0;

	while (from + n < value.length && g_ascii_isdigit(value.bytes[from + n]))
		n++;
	return n;
}

static bool
read_seconds(Span value, size_t digits, GDate *ret_date)
{
	int64_t number = 0;

	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (value.bytes[i] - '0');
	/* 13 digits are milliseconds. */
	GDate date = date_of_time(number * (digits == 13 ? 1000 : MICROSECONDS));
	return make_date(g_date_get_year(&date), g_date_get_month(&date), g_date_get_day(&date),
	                 ret_date);
}

bool
birth_date_read(Span value, GDate *ret_date)
{
	value = span_trim(value);
	size_t digits = count_digits(value, 0);

	if (digits == 8)
		return make_date(number_at(value, 0, 4), number_at(value, 4, 2),
		                 number_at(value, 6, 2), ret_date);
	if ((digits == 9 || digits == 10 || digits == 13) && digits == value.length)
		return read_seconds(value, digits, ret_date);
	if (digits != 4)
		return false;

	/* Year, a mark of any length, month, a mark, day. */
	unsigned parts[2] = {0};
	size_t at = digits;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		while (at < value.length && !g_ascii_isdigit(value.bytes[at]))
			at++;
		size_t n = count_digits(value, at);
		if (n < 1 || n > 2)
			return false;
		parts[i] = number_at(value, at, n);
		at += n;
	}
	return make_date(number_at(value, 0, 4), parts[0], parts[1], ret_date);
}

bool
birth_date_of_resident_id(Span value, GDate *ret_date)
{
	value = span_trim(value);
	size_t digits = count_digits(value, 0);

	if (value.length == RESIDENT_ID && digits >= RESIDENT_ID - 1)
		return make_date(number_at(value, BIRTH_AT, 4), number_at(value, BIRTH_AT + 4, 2),
		                 number_at(value, BIRTH_AT + 6, 2), ret_date);
	if (value.length == LEGACY_ID && digits == LEGACY_ID)
		return make_date(FIRST_YEAR + number_at(value, BIRTH_AT, 2),
		                 number_at(value, BIRTH_AT + 2, 2),
		                 number_at(value, BIRTH_AT + 4, 2), ret_date);
	return false;
}
