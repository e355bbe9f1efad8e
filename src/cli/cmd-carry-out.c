/*
 * cmd-carry-out.c - `tingfu carry-out`: the approved plan, resumable and row-exact
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "carry-out.h"
#include "cmd.h"
#include "errors.h"
#include "request.h"

static const char *
verdict_text(ActionVerdict verdict)
{
	static const char *const texts[] = {
		[ACTION_VERIFIED] = N_("verified"),
		[ACTION_NOT_VERIFIED] = N_("not verified"),
		[ACTION_IMPOSSIBLE] = N_("cannot be verified"),
	};

	return texts[verdict];
}

static void
tell(const PlanStep *step, const ActionOutcome *outcome, ActionVerdict verdict, void *data)
{
	const Invocation *call = data;
	const char *place = step->container != NULL ? step->container : step->artefact;
	g_autofree char *note =
		outcome->note == NULL ? NULL : finding_reason_text(outcome->note, call->language);

	g_autofree char *line =
		g_strdup_printf("%3u  %s  %s%s%s  %jd  %s%s%s\n", step->number,
	                        translate(call->language, step_form_title(step->form)),
	                        step->source == NULL ? "" : step->source, place == NULL ? "" : "/",
	                        place == NULL ? "" : place, outcome->done,
	                        translate(call->language, verdict_text(verdict)),
	                        note == NULL ? "" : "  ", note == NULL ? "" : note);
	terminal_write(call->out, line);
	if (!terminal_flush(call->out, NULL))
		g_debug("the output is gone; the work goes on");
}

static int
finish(const Invocation *call, const CarryOutTotals *totals)
{
	terminal_say(call->out,
	             N_("%u steps done: %jd rows deleted, %jd rows with the custodian, %jd files "
	                "erased"),
	             totals->steps, totals->deleted, totals->kept, totals->erased);
	if (totals->not_verified == 0)
		return 0;
	terminal_say(call->out, N_("%u steps could not be verified: see 'tingfu verify'"),
	             totals->not_verified);
	return 1;
}

static int
run(Invocation *call, GError **error)
{
	g_autoptr(Plan) plan = plan_load(call->dossier, error);
	g_autoptr(Work) work = plan == NULL ? NULL : work_new(call->dossier, call->progress, error);
	CarryOutTotals totals = {0};

	if (work == NULL)
		return -1;
	int64_t open = requests_open_count(call->dossier, error);
	if (open < 0)
		return -1;
	const CarryOut run = {
		.work = work,
		.ledger = call->ledger,
		.plan = plan,
		.actions = actions,
		.actor = invocation_actor(call),
		.open_requests = open,
		.told = tell,
		.data = call,
	};
	if (invocation_flag(call, "dry-run")) {
		if (!carry_out_rehearse(&run, error))
			return -1;
		terminal_say(call->out, N_("all counts agree with the plan; nothing was changed"));
		return 0;
	}
	if (!carry_out(&run, &totals, error))
		return -1;
	return finish(call, &totals);
}

static const Option options[] = {
	{"dry-run", 'n', OPTION_FLAG, NULL, NULL, NULL,
         N_("check approvals, stop date, requests and counts; change nothing")},
	OPTION_AS,
	OPTION_END,
};
static const char *const examples[] = {"tingfu carry-out --dry-run", "tingfu carry-out", NULL};

const Command cmd_carry_out = {
	.name = "carry-out",
	.group = N_("Carry out"),
	.synopsis = "[--dry-run]",
	.summary = N_("keep apart, delete, erase: the approved plan, resumable"),
	.description =
		N_("Carries the approved plan out, step by step: intent in the ledger, the "
                   "step, outcome, a look whether it is so.\nRefuses while a request is "
                   "open, before the stop date, without two approvals, or where the data "
                   "differs from the dry run.\nWhere it was cut off, run it again: nothing is "
                   "lost and nothing done twice."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run,
};
