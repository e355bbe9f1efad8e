/*
 * cmd-clock.c - `tingfu clock set`: the days between, in a rehearsal
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "errors.h"

static const Option options[] = {OPTION_AS, OPTION_END};

static int
run(Invocation *call, GError **error)
{
	GDate date;

	if (call->n_arguments != 1) {
		fault_set(error, FAULT_USAGE, N_("name one date: tingfu clock set 2026-10-31"));
		return -1;
	}
	if (!date_parse(call->arguments[0], &date, error) ||
	    !dossier_set_clock(call->dossier, &date, error))
		return -1;
	json_auto_t *payload = json_pack("{s:s}", "date", call->arguments[0]);
	LedgerRecord record = {
		.kind = "clock.set",
		.actor = invocation_actor(call),
		.role = "operator",
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};
	if (!invocation_record(call, &record, NULL, error))
		return -1;
	terminal_say(call->out, N_("the rehearsal's clock stands at %s"), call->arguments[0]);
	return 0;
}

static const char *const examples[] = {"tingfu clock set 2026-10-31", NULL};

const Command cmd_clock_set = {
	.name = "clock set",
	.group = N_("Open a dossier"),
	.synopsis = "DATE",
	.summary = N_("move the clock of a rehearsal forward"),
	.description = N_("A dossier that was opened with --rehearsal has a date of its own, "
                          "which only moves forward.\nEvery page and every report says so."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run,
};
