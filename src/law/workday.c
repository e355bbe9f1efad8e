/*
 * workday.c - counting statutory working days
 *
 * A day that is uncertain is counted so that the answer is never later than the true one:
 * as off where we count back from an event, as worked where we count forward to a limit.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "workday.h"

#include "calendar.h"

/* True where the answer rests on @day's being uncertain or without a plan. */
static DayStand
look_at(const GDate *day, bool *provisional)
{
	bool published = false;
	DayStand stand = calendar_day(day, &published);

	if (!published || stand == DAY_UNCERTAIN)
		*provisional = true;
	return stand;
}

bool
workday_is(const GDate *day)
{
	bool published = false;

	return calendar_day(day, &published) == DAY_WORKED;
}

CalendarCertainty
workday_certainty(GDateYear year)
{
	return calendar_certainty(year);
}

GDateYear
workday_published_through(void)
{
	return calendar_published_through();
}

GDate
workday_before(const GDate *stop, unsigned count, bool *ret_provisional)
{
	GDate day = *stop;

	*ret_provisional = false;
	for (unsigned counted = 0; counted < count;) {
		g_date_subtract_days(&day, 1);
		if (look_at(&day, ret_provisional) == DAY_WORKED)
			counted++;
	}
	g_date_subtract_days(&day, 1);
	return day;
}

GDate
workday_after(const GDate *event, unsigned count, bool *ret_provisional)
{
	GDate day = *event;

	*ret_provisional = false;
	for (unsigned counted = 0; counted < count;) {
		g_date_add_days(&day, 1);
		if (look_at(&day, ret_provisional) != DAY_OFF)
			counted++;
	}
	return day;
}

unsigned
workday_between(const GDate *from, const GDate *to, bool *ret_provisional)
{
	GDate day = *from;
	unsigned counted = 0;

	*ret_provisional = false;
	g_date_add_days(&day, 1);
	for (; g_date_compare(&day, to) < 0; g_date_add_days(&day, 1))
		if (look_at(&day, ret_provisional) == DAY_WORKED)
			counted++;
	return counted;
}
