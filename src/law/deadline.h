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
	bool missed; /* latest is earlier than @today */
	char *why;   /* in the language asked for */
} Deadline;

void deadline_free(Deadline *deadline);

/* Deadline *, in the order of the days.  @facts may be empty: then only what is always due. */
GPtrArray *deadlines_for(const LawPack *pack, const LawFacts *facts, const GDate *stop,
                         const GDate *today, Language language);
