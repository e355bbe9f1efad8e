/*
 * record-date.c - the day a value of a record names
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "record-date.h"

#include "clock.h"

#define SECONDS_DIGITS      10 /* from 2001 to 2286 */
#define MILLISECONDS_DIGITS 13
#define COMPACT_DATE        8  /* 20260801 */
#define COMPACT_TIME        14 /* 20260801100000 */
#define IDENTITY_NUMBER     18 /* GB 11643: the birth date stands at digit 7 */
#define IDENTITY_BIRTH      6

static bool
set_date(unsigned year, unsigned month, unsigned day, GDate *ret_date)
{
	if (year < 1800 || year > 2200 || month < 1 || month > 12 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	g_date_clear(ret_date, 1);
	g_date_set_dmy(ret_date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return true;
}

static unsigned
number_at(Span value, size_t start, size_t length)
{
	unsigned number = 0;

	for (size_t i = start; i < start + length; i++)
		number = number * 10 + (unsigned)(value.bytes[i] - '0');
	return number;
}

/* How many digits @value begins with. */
static size_t
leading_digits(Span value)
{
	size_t count = 0;

	while (count < value.length && g_ascii_isdigit(value.bytes[count]))
		count++;
	return count;
}

static bool
compact(Span value, size_t start, GDate *ret_date)
{
	return set_date(number_at(value, start, 4), number_at(value, start + 4, 2),
	                number_at(value, start + 6, 2), ret_date);
}

static bool
since_epoch(Span value, size_t digits, GDate *ret_date)
{
	int64_t number = 0;

	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (value.bytes[i] - '0');
	*ret_date = date_of_time(number * (digits == SECONDS_DIGITS ? G_USEC_PER_SEC : 1000));
	return true;
}

/* One or two digits behind a sign that parts them; moves @value on. */
static bool
next_part(Span *value, unsigned *ret_number)
{
	size_t skip = 0, digits;

	while (skip < value->length && skip < 3 && !g_ascii_isdigit(value->bytes[skip]))
		skip++;
	*value = span_slice(*value, skip, value->length - skip);
	digits = leading_digits(*value);
	if (skip == 0 || digits == 0 || digits > 2)
		return false;
	*ret_number = number_at(*value, 0, digits);
	*value = span_slice(*value, digits, value->length - digits);
	return true;
}

static bool
parted(Span value, GDate *ret_date)
{
	unsigned year = number_at(value, 0, 4), month = 0, day = 0;
	Span rest = span_slice(value, 4, value.length - 4);

	return next_part(&rest, &month) && next_part(&rest, &day) &&
	       set_date(year, month, day, ret_date);
}

bool
record_date(Span value, GDate *ret_date)
{
	Span trimmed = span_trim(value);
	size_t digits = leading_digits(trimmed);

	if (digits == 4)
		return parted(trimmed, ret_date);
	if (trimmed.length == IDENTITY_NUMBER && digits >= IDENTITY_NUMBER - 1)
		return compact(trimmed, IDENTITY_BIRTH, ret_date);
	if (digits == COMPACT_DATE || digits == COMPACT_TIME)
		return compact(trimmed, 0, ret_date);
	if (digits == SECONDS_DIGITS || digits == MILLISECONDS_DIGITS)
		return since_epoch(trimmed, digits, ret_date);
	return false;
}
