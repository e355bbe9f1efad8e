/*
 * cmd-report.c - `tingfu report`
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "errors.h"
#include "report.h"

static int
run(Invocation *call, GError **error)
{
	static const char *const files[] = {"report/index.html", "report/index.en.html",
	                                    "report/report.json"};

	if (call->n_arguments > 0) {
		fault_set(error, FAULT_USAGE, N_("'%s' is one argument too many"),
		          call->arguments[0]);
		return -1;
	}
	if (!report_write(call->dossier, call->ledger, error))
		return -1;
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = dossier_path(call->dossier, files[i]);

		terminal_say(call->out, N_("report: %s"), path);
	}
	return 0;
}

static const Option options[] = {OPTION_END};

static const char *const examples[] = {"tingfu report", NULL};

const Command cmd_report = {
	.name = "report",
	.group = N_("Account"),
	.synopsis = "",
	.summary = N_("write the report, every figure with the entry that proves it"),
	.description =
		N_("Writes report/index.html (Chinese), report/index.en.html (English) and "
                   "report/report.json from the dossier and its ledger: what was found, whose it "
                   "is, what "
                   "became of it, what people were told and asked for, what was erased and what a "
                   "search "
                   "found afterwards, what is kept, and every requirement with its verdict.\n\n"
                   "What nobody did yet is said, never invented. The same dossier gives the same "
                   "bytes."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run,
};
