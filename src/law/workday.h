/*
 * workday.h - statutory working days
 *
 * By the State Council's yearly plan: a weekend day named as worked is a working day, a
 * weekday named as off is not.  Data: law/cn/calendar/YEAR.calendar, each year marked
 * "agreed" (two sources say the same), "single-source" or "disputed".  Past the last
 * published year everything is provisional: the safe bound assumes that all possible
 * holidays are taken.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
	CALENDAR_AGREED,
	CALENDAR_SINGLE_SOURCE,
	CALENDAR_DISPUTED,
	CALENDAR_UNPUBLISHED,
} CalendarCertainty;

/* Is @day a working day?  For an unpublished year: could it surely be counted as one? */
bool workday_is(const GDate *day);
CalendarCertainty workday_certainty(GDateYear year);

/*
 * The latest day such that @count working days lie strictly between it and @stop (both not
 * counted: Civil Code 201, the safe reading).  @ret_provisional is true where a day past
 * the published calendar was touched.
 */
GDate workday_before(const GDate *stop, unsigned count, bool *ret_provisional);

/* The @count-th working day after @event. */
GDate workday_after(const GDate *event, unsigned count, bool *ret_provisional);

/* Working days strictly between the two. */
unsigned workday_between(const GDate *from, const GDate *to, bool *ret_provisional);
