/*
 * carry-out.h - an approved plan, step by step, to its end
 *
 * Refuses where the plan is not current, not approved by two persons, the stop date has
 * not come, a request is open, or the data differs from the dry run.  After a crash it is
 * run again and goes on where it was: the ledger says which steps have an intent and
 * which an outcome, the journal how far the one between them came.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "action.h"
#include "ledger.h"
#include "plan.h"
#include "work.h"

typedef struct {
	Work *work;
	Ledger *ledger;
	const Plan *plan;
	const Action *const *actions; /* NULL-terminated */
	const char *actor;
	int64_t open_requests; /* rights-before-purge: must be 0 */

	/* Told of each step as it ends; may be NULL. */
	void (*told)(const PlanStep *step, const ActionOutcome *outcome, ActionVerdict verdict,
	             void *data);
	void *data;
} CarryOut;

typedef struct {
	unsigned steps;
	unsigned not_verified;
	unsigned impossible;
	int64_t deleted; /* rows */
	int64_t kept;    /* rows */
	int64_t erased;  /* artefacts */
} CarryOutTotals;

bool carry_out(const CarryOut *run, CarryOutTotals *ret_totals,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All that must hold before the first step, without doing it; the counts too. */
bool carry_out_rehearse(const CarryOut *run, GError **error) G_GNUC_WARN_UNUSED_RESULT;
