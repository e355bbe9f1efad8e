/*
 * lint-date.c - dates as announcements write them
 *
 * 2026年10月31日, 2026-10-31, 2026/10/31, 2026.10.31, 31 October 2026, October 31, 2026; blanks
 * between the parts are allowed.  A part of a longer number is no date.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "lint.h"

#include <string.h>

#define FIRST_YEAR 1900
#define LAST_YEAR  2199

/* What is left of the text while one date is tried. */
typedef struct {
	const char *at;
} Reader;

static void
skip_blanks(Reader *reader)
{
	while (*reader->at == ' ' || *reader->at == '\t')
		reader->at++;
}

static bool
take(Reader *reader, const char *word)
{
	skip_blanks(reader);
	if (!g_str_has_prefix(reader->at, word))
		return false;
	reader->at += strlen(word);
	return true;
}

/* 0 where there are not @least to @most digits. */
static unsigned
take_number(Reader *reader, size_t least, size_t most)
{
	size_t length;
	unsigned number = 0;

	skip_blanks(reader);
	length = strspn(reader->at, "0123456789");
	if (length < least || length > most)
		return 0;
	for (size_t i = 0; i < length; i++)
		number = number * 10 + (unsigned)(*reader->at++ - '0');
	return number;
}

static unsigned
take_month(Reader *reader)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
	                                     "jul", "aug", "sep", "oct", "nov", "dec"};

	skip_blanks(reader);
	for (unsigned i = 0; i < G_N_ELEMENTS(months); i++) {
		if (g_ascii_strncasecmp(reader->at, months[i], 3) != 0)
			continue;
		while (g_ascii_isalpha(*reader->at) || *reader->at == '.')
			reader->at++;
		return i + 1;
	}
	return 0;
}

static bool
finish(unsigned year, unsigned month, unsigned day, GDate *ret_date)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month == 0 || day == 0 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	g_date_set_dmy(ret_date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return true;
}

/* Year first. */
static bool
read_numeric(Reader *reader, GDate *ret_date)
{
	static const char *const separators[][2] = {
		{"年", "月"}, {"-", "-"}, {"/", "/"}, {".", "."}};
	unsigned year = take_number(reader, 4, 4), month, day;

	for (size_t i = 0; year != 0 && i < G_N_ELEMENTS(separators); i++) {
		if (!take(reader, separators[i][0]))
			continue;
		month = take_number(reader, 1, 2);
		if (month == 0 || !take(reader, separators[i][1]))
			return false;
		day = take_number(reader, 1, 2);
		if (i == 0 && !take(reader, "日"))
			(void)take(reader, "号");
		return finish(year, month, day, ret_date);
	}
	return false;
}

static bool
read_english(Reader *reader, GDate *ret_date)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	unsigned month = take_month(reader), day = take_number(reader, 1, 2);

	for (size_t i = 0; day != 0 && i < G_N_ELEMENTS(endings); i++)
		if (take(reader, endings[i]))
			break;
	if (day != 0 && month == 0)
		month = take_month(reader);
	if (day == 0 || month == 0)
		return false;
	(void)take(reader, ",");
	return finish(take_number(reader, 4, 4), month, day, ret_date);
}

bool
lint_find_date(const char *text, size_t at, GDate *ret_date, size_t *ret_start, size_t *ret_end)
{
	for (size_t i = at; text[i] != '\0'; i++) {
		Reader numeric = {text + i}, english = {text + i};
		bool found;

		if (i > 0 && g_ascii_isalnum(text[i]) && g_ascii_isalnum(text[i - 1]))
			continue;
		if (!g_ascii_isalnum(text[i]))
			continue;
		found = read_numeric(&numeric, ret_date);
		if (found || read_english(&english, ret_date)) {
			*ret_start = i;
			*ret_end = (size_t)((found ? numeric.at : english.at) - text);
			return true;
		}
	}
	return false;
}
