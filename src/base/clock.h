/*
 * clock.h - now, and dates without times
 *
 * Statutory days are days of Asia/Shanghai.  A dossier opened as a rehearsal carries
 * its own date, which only moves forward; every other takes the system's time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	bool rehearsal;
	GDate today; /* of the rehearsal; else unused */
} Clock;

/* Microseconds since 1970-01-01 UTC.  In a rehearsal: its date at the present time of day. */
int64_t clock_now(const Clock *clock);

/* Today's date in Asia/Shanghai. */
GDate clock_today(const Clock *clock);

/* "2026-10-31"; FAULT_USAGE for anything else, impossible days included. */
bool date_parse(const char *text, GDate *ret_date, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *date_text(const GDate *date);

/* "2026-10-31T09:00:00Z" of clock_now's value. */
char *clock_text(int64_t microseconds);

GDate date_of_time(int64_t microseconds);

/* @date moved by years (29 February to the 28th), months or days. */
GDate date_add(const GDate *date, int years, int months, int days);

/* Whole years from @birth to @day; negative where @birth is later. */
int date_age(const GDate *birth, const GDate *day);
