/*
 * action-return.c - packages to the persons who asked, before anything of theirs goes
 *
 * Packages are made when a request is answered (`tingfu request`), and carry-out refuses
 * to begin while one is open.  This step says in the ledger that it was so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "errors.h"

static bool
count_requests(Work *work, const char *state, int64_t *ret_count, GError **error)
{
	g_autoptr(Statement) row =
		statement_new(dossier_database(work->dossier),
	                      "SELECT count(*) FROM request WHERE state = ?1", error);

	if (row == NULL)
		return false;
	statement_bind_text(row, 1, state);
	if (!statement_step(row, error))
		return false;
	*ret_count = statement_number(row, 0);
	return true;
}

static bool
apply(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	int64_t open = 0;

	(void)step;
	(void)journal;
	if (!count_requests(work, "open", &open, error) ||
	    !count_requests(work, "answered", &ret->done, error))
		return false;
	ret->before = open;
	ret->after = open;
	if (open == 0)
		return true;
	fault_set(error, FAULT_REFUSED,
	          N_("%jd requests of persons are open: answer them first ('tingfu "
	             "request list')"),
	          open);
	return false;
}

static bool
verify(Work *work, const PlanStep *step, const ActionOutcome *outcome, ActionVerdict *ret_verdict,
       char **ret_note, GError **error)
{
	int64_t open = 0;

	(void)step;
	(void)outcome;
	(void)ret_note;
	if (!count_requests(work, "open", &open, error))
		return false;
	*ret_verdict = open == 0 ? ACTION_VERIFIED : ACTION_NOT_VERIFIED;
	return true;
}

const Action action_return = {
	.form = STEP_RETURN,
	.reversible = true,
	.apply = apply,
	.verify = verify,
};
