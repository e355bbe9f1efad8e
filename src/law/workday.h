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

/* The last year whose plan is known. */
GDateYear workday_published_through(void);

/*
 * Lay the calendar file @path over what is built in: a plan that came out since, or an
 * extraordinary change.  For the whole process, and before any other thread asks.
 */
bool workday_overlay(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The latest day such that @count working days lie strictly between it and @stop (both not
 * counted: Civil Code 201, the safe reading).  @ret_provisional is true where a day past
 * the published calendar was touched, or one on which the sources differ; the answer is then
 * the safe bound: never later than the true one, whatever plan is published.
 */
GDate workday_before(const GDate *stop, unsigned count, bool *ret_provisional);

/* The @count-th working day after @event; where provisional again never later than the true one. */
GDate workday_after(const GDate *event, unsigned count, bool *ret_provisional);

/* Working days strictly between the two; where provisional those that are sure. */
unsigned workday_between(const GDate *from, const GDate *to, bool *ret_provisional);
