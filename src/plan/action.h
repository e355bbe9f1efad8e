/*
 * action.h - what one form of step does, and how one looks whether it did
 *
 * The executor (carry-out.c) does, for each step of an approved plan:
 *
 *     ledger: intent -> apply -> ledger: outcome -> verify -> ledger: verified
 *
 * An action never writes to the ledger itself, and must be safe to run again after it was
 * cut off anywhere: apply on what is already gone is success.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "journal.h"
#include "plan.h"
#include "work.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	int64_t before; /* rows or bytes that were there; -1: not counted */
	int64_t after;  /* what is left */
	int64_t done;   /* rows, bytes, files dealt with, over all runs of the step */
	char *note;     /* "code|argument" (finding.h) where there is more to say; owned */
} ActionOutcome;

typedef enum {
	ACTION_VERIFIED,
	ACTION_NOT_VERIFIED, /* it was looked, and it is not so */
	ACTION_IMPOSSIBLE,   /* nobody can look; the note says why */
} ActionVerdict;

typedef struct {
	StepForm form;
	bool reversible; /* false: nothing of it can be taken back */

	/* Expected to bring the step to its end from wherever @journal says it stands. */
	bool (*apply)(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret,
	              GError **error);

	/* Expected to look, with other means than apply's own word. */
	bool (*verify)(Work *work, const PlanStep *step, const ActionOutcome *outcome,
	               ActionVerdict *ret_verdict, char **ret_note, GError **error);
} Action;
