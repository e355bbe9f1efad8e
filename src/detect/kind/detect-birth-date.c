/*
 * detect-birth-date.c - dates of birth
 *
 * A date is a date of birth only where a word says so, or where a whole column holds
 * nothing else: then it is a hint for the verdict on the column.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"
#include "division.h"

#define YEAR_SIGN  "年"
#define MONTH_SIGN "月"
#define DAY_SIGN   "日"

static const ContextWord words[] = {
	CONTEXT_WORD("生日"),        CONTEXT_WORD("出生日期"),      CONTEXT_WORD("出生年月"),
	CONTEXT_WORD("出生年月日"),  CONTEXT_WORD("出生"),          CONTEXT_WORD("出生于"),
	CONTEXT_WORD("生于"),        CONTEXT_WORD("birthday"),      CONTEXT_WORD("birth"),
	CONTEXT_WORD("birthdate"),   CONTEXT_WORD("birth_date"),    CONTEXT_WORD("birth_day"),
	CONTEXT_WORD("dateofbirth"), CONTEXT_WORD("date_of_birth"), CONTEXT_WORD("dob"),
	CONTEXT_WORD("csrq"),        CONTEXT_WORD("born"),          CONTEXT_END};

typedef struct {
	char digits[9]; /* YYYYMMDD */
	size_t length;
} Date;

/* One or two digits at @at into @ret_two, with a leading zero; how many there are. */
static size_t
read_two(Span text, size_t at, char *ret_two)
{
	bool first = byte_is_digit(byte_of(text, at));
	bool second = first && byte_is_digit(byte_of(text, at + 1));

	if (!first)
		return 0;
	ret_two[0] = second ? text.bytes[at] : '0';
	ret_two[1] = second ? text.bytes[at + 1] : text.bytes[at];
	return second ? 2 : 1;
}

static bool
sign_stands_at(Span text, size_t at, const char *sign)
{
	size_t length = strlen(sign);

	return at + length <= text.length && memcmp(text.bytes + at, sign, length) == 0;
}

/* 1990-01-31, 1990/1/31, 1990.1.31, 1990年1月31日; the signs are those of the language. */
static bool
read_parts(Span text, size_t at, const char *const signs[3], Date *date)
{
	size_t month = at + 4 + strlen(signs[0]);

	if (!sign_stands_at(text, at + 4, signs[0]))
		return false;
	size_t n = read_two(text, month, date->digits + 4);
	size_t day = month + n + strlen(signs[1]);
	if (n == 0 || !sign_stands_at(text, month + n, signs[1]))
		return false;
	n = read_two(text, day, date->digits + 6);
	if (n == 0 || (*signs[2] != '\0' && !sign_stands_at(text, day + n, signs[2])))
		return false;
	date->length = day + n + strlen(signs[2]) - at;
	return true;
}

static bool
read_date(Span text, size_t at, Date *ret_date)
{
	static const char *const signs[][3] = {
		{"-", "-", ""},
		{"/", "/", ""},
		{".", ".", ""},
		{YEAR_SIGN, MONTH_SIGN, DAY_SIGN},
	};

	*ret_date = (Date){0};
	if (at + 8 > text.length)
		return false;
	memcpy(ret_date->digits, text.bytes + at, 4);
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (read_parts(text, at, signs[i], ret_date))
			return true;
	memcpy(ret_date->digits, text.bytes + at, 8);
	ret_date->length = 8;
	for (size_t i = 0; i < 8; i++)
		if (!byte_is_digit(ret_date->digits[i]))
			return false;
	return true;
}

/* An ISO time that hangs on the date belongs to the match: 1990-01-31T00:00:00Z. */
static size_t
time_end(Span text, size_t at)
{
	if (byte_of(text, at) != 'T' || !byte_is_digit(byte_of(text, at + 1)))
		return at;
	for (at++; byte_is_digit(byte_of(text, at)) || strchr(":.+Z", byte_of(text, at)) != NULL;)
		if (byte_of(text, at++) == '\0')
			return at - 1;
	return at;
}

bool
check_birth_date(const Probe *probe, Match *ret_match)
{
	Date date;
	Span text = probe->text;
	bool said = context_label_is(text, probe->at, words);

	if ((!said && !probe->cell) || !read_date(text, probe->at, &date))
		return false;
	size_t end = time_end(text, probe->at + date.length);
	if (!boundary_after(text, end) || byte_of(text, end) == '-')
		return false;
	if (!date_is_possible(date.digits))
		return false;
	match_found(ret_match, KIND_BIRTH_DATE, probe->at, end - probe->at);
	return match_judged(ret_match, false, said ? 85 : 30);
}
