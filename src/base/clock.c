/*
 * clock.c - now, and dates without times
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"

#include "errors.h"

#define DAY_MICROSECONDS (G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC)
#define CHINA_OFFSET     (G_GINT64_CONSTANT(8) * 3600 * G_USEC_PER_SEC) /* no summer time since 1991 */
#define JULIAN_OF_EPOCH  719163                                         /* GDate of 1970-01-01 */

/* Days and microseconds of the day in China. */
static int64_t
china_day(int64_t microseconds, int64_t *ret_within)
{
	int64_t local = microseconds + CHINA_OFFSET;
	int64_t day = local / DAY_MICROSECONDS;

	if (local % DAY_MICROSECONDS < 0)
		day--;
	*ret_within = local - day * DAY_MICROSECONDS;
	return day;
}

int64_t
clock_now(const Clock *clock)
{
	int64_t now = g_get_real_time(), within;

	if (!clock->rehearsal)
		return now;
	china_day(now, &within);
	int64_t day = (int64_t)g_date_get_julian(&clock->today) - JULIAN_OF_EPOCH;
	return day * DAY_MICROSECONDS + within - CHINA_OFFSET;
}

GDate
date_of_time(int64_t microseconds)
{
	GDate date;
	int64_t within;
	int64_t day = china_day(microseconds, &within);

	g_date_clear(&date, 1);
	g_date_set_julian(&date, (guint32)(day + JULIAN_OF_EPOCH));
	return date;
}

GDate
clock_today(const Clock *clock)
{
	return clock->rehearsal ? clock->today : date_of_time(g_get_real_time());
}

static bool
digits_at(const char *text, size_t count, unsigned *ret_number)
{
	unsigned number = 0;

	for (size_t i = 0; i < count; i++) {
		if (!g_ascii_isdigit(text[i]))
			return false;
		number = number * 10 + (unsigned)(text[i] - '0');
	}
	*ret_number = number;
	return true;
}

bool
date_parse(const char *text, GDate *ret_date, GError **error)
{
	unsigned year = 0, month = 0, day = 0;
	bool shaped = strlen(text) == strlen("2026-10-31") && text[4] == '-' && text[7] == '-' &&
	              digits_at(text, 4, &year) && digits_at(text + 5, 2, &month) &&
	              digits_at(text + 8, 2, &day);

	if (!shaped || year == 0 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year)) {
		fault_set(error, FAULT_USAGE, N_("'%s' is not a date: write it as 2026-10-31"),
		          text);
		return false;
	}
	g_date_clear(ret_date, 1);
	g_date_set_dmy(ret_date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return true;
}

char *
date_text(const GDate *date)
{
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date),
	                       g_date_get_day(date));
}

char *
clock_text(int64_t microseconds)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(microseconds / G_USEC_PER_SEC);

	return g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

GDate
date_add(const GDate *date, int years, int months, int days)
{
	GDate moved = *date;

	if (years > 0)
		g_date_add_years(&moved, (guint)years);
	else if (years < 0)
		g_date_subtract_years(&moved, (guint)-years);
	if (months > 0)
		g_date_add_months(&moved, (guint)months);
	else if (months < 0)
		g_date_subtract_months(&moved, (guint)-months);
	if (days > 0)
		g_date_add_days(&moved, (guint)days);
	else if (days < 0)
		g_date_subtract_days(&moved, (guint)-days);
	return moved;
}

int
date_age(const GDate *birth, const GDate *day)
{
	int years = (int)g_date_get_year(day) - (int)g_date_get_year(birth);
	int birthday = (int)g_date_get_month(birth) * 100 + (int)g_date_get_day(birth);
	int today = (int)g_date_get_month(day) * 100 + (int)g_date_get_day(day);

	return today < birthday ? years - 1 : years;
}
