/*
 * carry-out.c - an approved plan, step by step, to its end
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "carry-out.h"

#include "canonical-json.h"
#include "carry-out-check.h"
#include "crash-point.h"
#include "errors.h"
#include "finding.h"

#include <string.h>

/* What the ledger says of each step of this plan already. */
typedef struct {
	const Plan *plan;
	bool *intent, *outcome, *verified; /* by step number */
	ActionOutcome *outcomes;
	bool finished;
} Past;

static void
past_clear(Past *past)
{
	g_free(past->intent);
	g_free(past->outcome);
	g_free(past->verified);
	g_free(past->outcomes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Past, past_clear)

static bool
note_past(const LedgerEntry *entry, void *data)
{
	Past *past = data;
	const char *kind = json_text(entry->value, "kind");
	const char *digest = json_text(entry->value, "plan_digest");
	const json_t *payload = json_object_get(entry->value, "payload");
	int64_t step = json_number(payload, "step", 0);

	if (kind == NULL || g_strcmp0(digest, past->plan->digest) != 0)
		return true;
	past->finished |= strcmp(kind, "carry-out.finished") == 0;
	if (step < 1 || step > (int64_t)past->plan->steps->len)
		return true;
	past->intent[step] |= strcmp(kind, "step.intent") == 0;
	past->verified[step] |= strcmp(kind, "step.verified") == 0;
	if (strcmp(kind, "step.outcome") == 0) {
		past->outcome[step] = true;
		past->outcomes[step] = (ActionOutcome){
			.before = json_number(entry->value, "before", -1),
			.after = json_number(entry->value, "after", -1),
			.done = json_number(payload, "done", 0),
		};
	}
	return true;
}

static bool
read_past(const CarryOut *run, Past *past, GError **error)
{
	size_t n = run->plan->steps->len + 1;

	past->plan = run->plan;
	past->intent = g_new0(bool, n);
	past->outcome = g_new0(bool, n);
	past->verified = g_new0(bool, n);
	past->outcomes = g_new0(ActionOutcome, n);
	return ledger_read(run->ledger, 0, ledger_head(run->ledger).size, note_past, past, error);
}

static const char *
requirements_of(const PlanStep *step)
{
	static const char *const requirements[N_STEP_FORMS] = {
		[STEP_PLANT] = "SD-DEL-03",
		[STEP_FINGERPRINT] = "SD-DEL-03",
		[STEP_RETURN] = "SD-RTS-10",
		[STEP_KEEP] = "SD-KEP-01,SD-KEP-02,SD-KEP-03,SD-KEP-04,SD-GEN-14",
		[STEP_DELETE] = "SD-DEL-01,SD-DEL-12",
		[STEP_UNPLANT] = "SD-DEL-03",
		[STEP_REWRITE] = "SD-DEL-02,SD-DEL-03",
		[STEP_ERASE] = "SD-DEL-01,SD-DEL-02,SD-DEL-12",
	};

	if (step->form == STEP_DELETE && step->rows == ROWS_CHILDREN)
		return "SD-DEL-01,SD-DEL-08,SD-DEL-12";
	return requirements[step->form];
}

static bool
append(const CarryOut *run, const PlanStep *step, const char *kind, const ActionOutcome *outcome,
       const char *result, GError **error)
{
	json_auto_t *payload = json_pack(
		"{s:I, s:I, s:s, s:s, s:I, s:I}", "plan", (json_int_t)run->plan->number, "step",
		(json_int_t)step->number, "form", step_form_name(step->form), "disposition",
		disposition_name(step->disposition), "rows", (json_int_t)step->count, "done",
		(json_int_t)(outcome == NULL ? 0 : outcome->done));
	LedgerRecord record = {
		.kind = kind,
		.actor = run->actor,
		.role = "program",
		.requirements = requirements_of(step),
		.plan_digest = run->plan->digest,
		.before = outcome == NULL ? -1 : outcome->before,
		.after = outcome == NULL ? -1 : outcome->after,
		.result = result,
		.payload = payload,
	};

	if (step->source != NULL)
		json_object_set_new(payload, "source", json_string(step->source));
	if (step->container != NULL)
		json_object_set_new(payload, "container", json_string(step->container));
	if (step->artefact != NULL)
		json_object_set_new(payload, "artefact", json_string(step->artefact));
	if (step->rows == ROWS_CHILDREN)
		json_object_set_new(payload, "selection", json_string("children"));
	if (outcome != NULL && outcome->note != NULL)
		json_object_set_new(payload, "note", json_string(outcome->note));
	return ledger_append(run->ledger, clock_now(dossier_clock(run->work->dossier)), &record,
	                     NULL, error);
}

static const Action *
action_of(const CarryOut *run, StepForm form)
{
	for (const Action *const *action = run->actions; *action != NULL; action++)
		if ((*action)->form == form)
			return *action;
	return NULL;
}

/* What a step was planned to touch and what it touched must be one number. */
static bool
count_agrees(const PlanStep *step, const ActionOutcome *outcome, GError **error)
{
	if (step->count < 0 || step->count == outcome->done)
		return true;
	fault_set(error, FAULT_CONFLICT,
	          N_("step %u touched %jd rows where the dry run counted "
	             "%jd: the run stops here"),
	          step->number, outcome->done, step->count);
	return false;
}

static bool
apply(const CarryOut *run, const Action *action, const PlanStep *step, ActionOutcome *outcome,
      GError **error)
{
	g_autoptr(Journal) journal =
		journal_open(run->work->dossier, run->plan->number, step->number, error);

	if (journal == NULL || !action->apply(run->work, step, journal, outcome, error) ||
	    !count_agrees(step, outcome, error)) {
		fault_prefix(error, N_("step %u: "), step->number);
		return false;
	}
	return true;
}

static const char *
verdict_name(ActionVerdict verdict)
{
	static const char *const names[] = {
		[ACTION_VERIFIED] = "verified",
		[ACTION_NOT_VERIFIED] = "not-verified",
		[ACTION_IMPOSSIBLE] = "impossible",
	};

	return names[verdict];
}

static bool
verify(const CarryOut *run, const Action *action, const PlanStep *step, ActionOutcome *outcome,
       ActionVerdict *ret_verdict, GError **error)
{
	g_autofree char *note = NULL;

	if (!action->verify(run->work, step, outcome, ret_verdict, &note, error)) {
		fault_prefix(error, N_("step %u: "), step->number);
		return false;
	}
	if (note != NULL) {
		g_free(outcome->note);
		outcome->note = g_steal_pointer(&note);
	}
	crash_point("step-verify");
	return append(run, step, "step.verified", outcome, verdict_name(*ret_verdict), error);
}

static bool
run_step(const CarryOut *run, const Past *past, const PlanStep *step, ActionOutcome *outcome,
         ActionVerdict *ret_verdict, GError **error)
{
	const Action *action = action_of(run, step->form);

	if (action == NULL) {
		fault_set(error, FAULT_UNSUPPORTED, N_("step %u: this program cannot '%s'"),
		          step->number, step_form_name(step->form));
		return false;
	}
	if (!past->intent[step->number] && !append(run, step, "step.intent", NULL, NULL, error))
		return false;
	crash_point("step-intent");
	if (!past->outcome[step->number]) {
		if (!apply(run, action, step, outcome, error))
			return false;
		crash_point("step-applied");
		if (!append(run, step, "step.outcome", outcome, "done", error))
			return false;
		crash_point("step-outcome");
	}
	return verify(run, action, step, outcome, ret_verdict, error);
}

static void
add_totals(CarryOutTotals *totals, const PlanStep *step, const ActionOutcome *outcome)
{
	totals->steps++;
	if (step->form == STEP_DELETE)
		totals->deleted += outcome->done;
	if (step->form == STEP_KEEP)
		totals->kept += outcome->done;
	if (step->form == STEP_ERASE)
		totals->erased++;
}

static bool
run_steps(const CarryOut *run, const Past *past, CarryOutTotals *totals, GError **error)
{
	for (size_t i = 0; i < run->plan->steps->len; i++) {
		const PlanStep *step = run->plan->steps->pdata[i];
		ActionOutcome outcome = past->outcomes[step->number];
		ActionVerdict verdict = ACTION_VERIFIED;

		if (!past->verified[step->number]) {
			bool done = run_step(run, past, step, &outcome, &verdict, error);

			if (done && run->told != NULL)
				run->told(step, &outcome, verdict, run->data);
			g_clear_pointer(&outcome.note, g_free);
			if (!done)
				return false;
		}
		totals->not_verified += verdict == ACTION_NOT_VERIFIED;
		totals->impossible += verdict == ACTION_IMPOSSIBLE;
		add_totals(totals, step, &outcome);
		crash_point("step-end");
	}
	return true;
}

static bool
record_finished(const CarryOut *run, const CarryOutTotals *totals, GError **error)
{
	json_auto_t *payload = json_pack(
		"{s:I, s:I, s:I, s:I, s:I}", "plan", (json_int_t)run->plan->number, "steps",
		(json_int_t)totals->steps, "deleted", (json_int_t)totals->deleted, "kept",
		(json_int_t)totals->kept, "erased_artefacts", (json_int_t)totals->erased);
	LedgerRecord record = {
		.kind = "carry-out.finished",
		.actor = run->actor,
		.role = "program",
		.requirements = "SD-GEN-11,SD-DEL-01,SD-DEL-04",
		.plan_digest = run->plan->digest,
		.before = -1,
		.after = -1,
		.result = totals->not_verified == 0 ? "done" : "not-verified",
		.payload = payload,
	};

	return ledger_append(run->ledger, clock_now(dossier_clock(run->work->dossier)), &record,
	                     NULL, error);
}

/* Nothing was touched yet: the dry run must still be true. */
static bool
is_fresh(const Past *past)
{
	for (size_t i = 1; i <= past->plan->steps->len; i++)
		if (past->intent[i])
			return false;
	return true;
}

bool
carry_out_rehearse(const CarryOut *run, GError **error)
{
	return carry_out_check(run, error) && carry_out_count(run, error);
}

bool
carry_out(const CarryOut *run, CarryOutTotals *ret_totals, GError **error)
{
	g_auto(Past) past = {0};
	CarryOutTotals totals = {0};

	if (!carry_out_check(run, error) || !read_past(run, &past, error))
		return false;
	if (past.finished) {
		fault_set(error, FAULT_CONFLICT, N_("plan %u was carried out already"),
		          run->plan->number);
		return false;
	}
	if (is_fresh(&past) && (!carry_out_count(run, error) || !carry_out_measure(run, error)))
		return false;
	if (!keep_index_load(run->work->kept, dossier_database(run->work->dossier), error) ||
	    !run_steps(run, &past, &totals, error) || !record_finished(run, &totals, error))
		return false;
	*ret_totals = totals;
	return true;
}
