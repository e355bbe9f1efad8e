/*
 * calendar.h - what is known of one day: worked, off, or not known yet
 *
 * law/cn/calendar/YEAR.calendar holds the State Council's plan of a year;
 * statutory.festivals says what is off by statute in every year and how far a plan may
 * stretch it.  For a year without a plan a day in that reach is uncertain, and so is a
 * weekend on which it may be made up for.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "workday.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	DAY_WORKED,
	DAY_OFF,
	DAY_UNCERTAIN, /* no plan yet, or the sources differ */
} DayStand;

/* @ret_published is false where the year has no plan. */
DayStand calendar_day(const GDate *day, bool *ret_published);

CalendarCertainty calendar_certainty(GDateYear year);

/* The last year with a plan. */
GDateYear calendar_published_through(void);
