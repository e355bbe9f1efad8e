/*
 * carry-out-check.c - what must hold before the first step
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "carry-out-check.h"

#include "approval.h"
#include "errors.h"
#include "record-date.h"
#include "row-selection.h"

#include <string.h>

static bool
is_approved(const CarryOut *run, GError **error)
{
	g_autoptr(GPtrArray) approvals = approval_load(run->work->dossier, run->plan, error);

	if (approvals == NULL)
		return false;
	if (approval_is_complete(approvals))
		return true;
	fault_set(error, FAULT_REFUSED,
	          N_("plan %u needs the approval of two persons and has %u: 'tingfu approve plan'"),
	          run->plan->number, approvals->len);
	return false;
}

static bool
has_stopped(const CarryOut *run, GError **error)
{
	const DossierSettings *settings = dossier_settings(run->work->dossier);
	GDate today = clock_today(dossier_clock(run->work->dossier));
	g_autofree char *stop = date_text(&settings->stop_date);

	if (g_date_compare(&today, &settings->stop_date) >= 0)
		return true;
	fault_set(error, FAULT_REFUSED,
	          N_("the service stops on %s and not before: nothing is erased while it runs"),
	          stop);
	return false;
}

bool
carry_out_check(const CarryOut *run, GError **error)
{
	if (!plan_is_current(run->work->dossier, run->plan, error) || !is_approved(run, error) ||
	    !has_stopped(run, error))
		return false;
	if (strcmp(run->plan->law_digest, law_digest(run->work->law)) != 0) {
		fault_set(error, FAULT_CONFLICT,
		          N_("the law pack changed after the plan was made: make a new plan"));
		return false;
	}
	if (run->open_requests == 0)
		return true;
	fault_set(error, FAULT_REFUSED,
	          N_("%jd requests of persons are open: answer them first ('tingfu "
	             "request list')"),
	          run->open_requests);
	return false;
}

/* What ROWS_CHILDREN steps of the same container take is not taken again by ROWS_ALL. */
static int64_t
children_of(const CarryOut *run, const PlanStep *step)
{
	for (size_t i = 0; i < run->plan->steps->len; i++) {
		const PlanStep *other = run->plan->steps->pdata[i];

		if (other->form == STEP_DELETE && other->rows == ROWS_CHILDREN &&
		    strcmp(other->source, step->source) == 0 &&
		    strcmp(other->container, step->container) == 0)
			return other->count;
	}
	return 0;
}

static bool
count_step(const CarryOut *run, const PlanStep *step, GError **error)
{
	int64_t count = 0;

	if (!row_selection_count(run->work, step, &count, error))
		return false;
	if (step->form == STEP_DELETE && step->rows == ROWS_ALL)
		count -= children_of(run, step);
	if (count == step->count)
		return true;
	fault_set(error, FAULT_CONFLICT,
	          N_("the data changed after the plan was made: step %u would touch %jd rows of "
	             "'%s', the dry run counted %jd.  Scan again and make a new plan"),
	          step->number, count, step->container, step->count);
	return false;
}

bool
carry_out_count(const CarryOut *run, GError **error)
{
	for (size_t i = 0; i < run->plan->steps->len; i++) {
		const PlanStep *step = run->plan->steps->pdata[i];
		const ContainerFinding *container;

		if (step->form != STEP_KEEP && step->form != STEP_DELETE)
			continue;
		if (!count_step(run, step, error))
			return false;
		container =
			inventory_container(run->work->inventory, step->source, step->container);
		if (step->form == STEP_KEEP && !container->is_copy &&
		    !row_selection_index(run->work, container, error))
			return false;
	}
	return true;
}

typedef struct {
	int field;
	GDate stop;
	GDate newest;
	int64_t since;
} StopPass;

static bool
note_time(const SourceRecord *record, void *data, GError **error)
{
	StopPass *pass = data;
	GDate date;

	(void)error;
	if ((size_t)pass->field >= record->n_values ||
	    !record_date(record->values[pass->field].bytes, &date))
		return true;
	if (!g_date_valid(&pass->newest) || g_date_compare(&date, &pass->newest) > 0)
		pass->newest = date;
	pass->since += g_date_compare(&date, &pass->stop) >= 0;
	return true;
}

static bool
record_measure(const CarryOut *run, const char *source, const StopPass *pass, GError **error)
{
	g_autofree char *stop = date_text(&pass->stop);
	g_autofree char *newest =
		g_date_valid(&pass->newest) ? date_text(&pass->newest) : g_strdup("");
	json_auto_t *payload =
		json_pack("{s:s, s:s, s:s, s:I}", "source", source, "stop_date", stop, "last_write",
	                  newest, "writes_since", (json_int_t)pass->since);
	LedgerRecord record = {
		.kind = "stop.measured",
		.actor = run->actor,
		.role = "program",
		.requirements = "SD-GEN-05",
		.plan_digest = run->plan->digest,
		.before = -1,
		.after = pass->since,
		.result = pass->since == 0 ? "verified" : "not-verified",
		.payload = payload,
	};

	return ledger_append(run->ledger, clock_now(dossier_clock(run->work->dossier)), &record,
	                     NULL, error);
}

static bool
measure_source(const CarryOut *run, const char *source, GError **error)
{
	StopPass pass = {.stop = dossier_settings(run->work->dossier)->stop_date};

	g_date_clear(&pass.newest, 1);
	for (size_t i = 0; i < run->work->inventory->containers->len; i++) {
		const ContainerFinding *container = run->work->inventory->containers->pdata[i];

		pass.field = work_field(container, container->time_field);
		if (strcmp(container->source, source) != 0 || pass.field < 0 ||
		    container->unreadable != NULL || !container_finding_is_personal(container))
			continue;
		if (!work_read(run->work, container, note_time, &pass, error))
			return false;
	}
	if (!record_measure(run, source, &pass, error))
		return false;
	if (pass.since == 0)
		return true;
	fault_set(error, FAULT_REFUSED,
	          N_("source '%s' holds %jd records from the stop date or later: collection has "
	             "not stopped"),
	          source, pass.since);
	return false;
}

bool
carry_out_measure(const CarryOut *run, GError **error)
{
	for (size_t i = 0; i < run->work->sources->len; i++)
		if (!measure_source(run, source_name(run->work->sources->pdata[i]), error))
			return false;
	return true;
}
