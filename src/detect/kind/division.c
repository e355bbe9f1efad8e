/*
 * division.c - administrative divisions: codes of GB/T 2260, and dates in numbers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "division.h"

#include <glib.h>
#include <pthread.h>
#include <time.h>

#define FIRST_YEAR 1900
#define LAST_YEAR  2099
/* The longest lead of a local day over UTC: "today" may have begun there already. */
#define ZONE_LEAD (14 * 60 * 60)

static unsigned
number_at(const char *digits, size_t count)
{
	unsigned number = 0;

	for (size_t i = 0; i < count; i++)
		number = number * 10 + (unsigned)(digits[i] - '0');
	return number;
}

bool
division_is_province(const char *digits)
{
	/* One bit a second digit, for each first digit. */
	static const uint16_t seconds[10] = {
		[1] = 0x3e, [2] = 0x0e, [3] = 0xfe, [4] = 0x7e,
		[5] = 0x1f, [6] = 0x3e, [7] = 0x02, [8] = 0x0e,
	};

	return (seconds[digits[0] - '0'] >> (digits[1] - '0') & 1) != 0;
}

/* A bit for each number of six digits. */
static uint64_t known_codes[1000000 / 64];
static pthread_once_t known_codes_once = PTHREAD_ONCE_INIT;

static void
read_codes(void)
{
	for (size_t i = 0; i < n_division_codes; i++)
		known_codes[division_codes[i] / 64] |= (uint64_t)1 << division_codes[i] % 64;
}

bool
division_is_known(const char *digits)
{
	uint32_t code = number_at(digits, 6);

	pthread_once(&known_codes_once, read_codes);
	return (known_codes[code / 64] >> code % 64 & 1) != 0;
}

static bool
stands_in(const DivisionNames *list, Span name)
{
	size_t width = name.length + 1;
	size_t first = 0, last = list->length / width;

	while (first < last) {
		size_t middle = first + (last - first) / 2;
		int order = memcmp(list->names + middle * width, name.bytes, name.length);

		if (order == 0)
			return true;
		if (order < 0)
			first = middle + 1;
		else
			last = middle;
	}
	return false;
}

bool
division_has_name(Span name)
{
	for (size_t i = 0; i < n_division_names; i++)
		if (division_names[i].characters * 3 == name.length)
			return stands_in(&division_names[i], name);
	return false;
}

static unsigned last_day = LAST_YEAR * 10000 + 1231;
static pthread_once_t last_day_once = PTHREAD_ONCE_INIT;

/* Nobody is born tomorrow. */
static void
find_last_day(void)
{
	time_t now = time(NULL) + ZONE_LEAD;
	struct tm day;

	if (gmtime_r(&now, &day) != NULL)
		last_day = (unsigned)(day.tm_year + 1900) * 10000 +
		           (unsigned)(day.tm_mon + 1) * 100 + (unsigned)day.tm_mday;
}

bool
date_is_possible(const char *digits)
{
	static const uint8_t days[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	unsigned year = number_at(digits, 4);
	unsigned month = number_at(digits + 4, 2);
	unsigned day = number_at(digits + 6, 2);

	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12)
		return false;
	if (day < 1 || day > days[month])
		return false;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (month == 2 && day == 29 && !leap)
		return false;
	pthread_once(&last_day_once, find_last_day);
	return year * 10000 + month * 100 + day <= last_day;
}
