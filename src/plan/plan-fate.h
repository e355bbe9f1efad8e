/*
 * plan-fate.h - what must happen to each container, and what a person must look at
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "plan.h"
#include "work.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	const ContainerFinding *container;
	const RetentionRule *rule; /* keeps part of it; NULL: nothing is kept */
	bool by_row;               /* rows are deleted by key; else its artefact is erased whole */
} Fate;

/* Fate *, one for each container that holds, or may hold, personal data. */
GPtrArray *fates_decide(Work *work);

/* Is @finding part of what the rule keeps? */
bool fate_keeps_field(const Fate *fate, const Finding *finding);

/* Names of the fields kept, NULL-terminated. */
char **fate_kept_fields(const Fate *fate);

/* The clause of @rule ("cn.pipl.47") in words, in both languages. */
void fate_clause(const LawPack *law, const char *rule, char **ret_zh, char **ret_en);

/* Conflicts, what is not applicable and why, what could not be read, what is missing. */
void fates_concerns(const Work *work, const GPtrArray *fates, Plan *plan);
