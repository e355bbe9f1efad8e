/*
 * deadline.h - every statutory clock of a shutdown, and which of them binds
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "language.h"
#include "obligation.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	CLOCK_APPLIES,
	CLOCK_DOES_NOT_APPLY,
	CLOCK_NEEDS_ANSWER, /* the dossier does not say what decides it */
} ClockStand;

typedef struct {
	const char *id; /* "cn.guide.k10.notice" */
	const char *instrument;
	const char *article;
	char *title; /* in the language asked for */
	ClockStand stand;
	GDate latest; /* the safe bound where provisional; for clocks before the stop: act by then */
	bool before_stop; /* else it runs after the stop */
	const char *unit; /* "working-day", "day" */
	unsigned days;
	bool binding; /* the one that decides the latest lawful publication */
	bool provisional;
	bool missed; /* latest is earlier than @today; never for one that does not apply */
	char *why;   /* in the language asked for */
	const ClockRule *rule;
} Deadline;

void deadline_free(Deadline *deadline);

/* Deadline *, in the order of the days.  @facts may be empty: then only what is always due. */
GPtrArray *deadlines_for(const LawPack *pack, const LawFacts *facts, const GDate *stop,
                         const GDate *today, Language language);

/* The one that binds; NULL where none does. */
const Deadline *deadlines_binding(const GPtrArray *deadlines);

/*
 * The earliest day on which the service may stop if all that must come before it is done on
 * @today.  @ret_provisional is true where a day past the published calendar was counted.
 */
GDate deadlines_earliest_stop(const LawPack *pack, const LawFacts *facts, const GDate *today,
                              bool *ret_provisional);

/* "30 working days before" the stop; the caller frees it. */
char *clock_counted_text(const ClockRule *rule, Language language);

/* "yes", "no", "unanswered": as in JSON. */
const char *clock_stand_name(ClockStand stand);
