/*
 * cmd-plan.c - `tingfu plan`, `plan show`, `approve plan`: one fate for each item, signed by two
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "approval.h"
#include "cmd.h"
#include "errors.h"
#include "plan-build.h"

#include <string.h>

static unsigned
count_items(const Plan *plan, Disposition disposition)
{
	unsigned count = 0;

	for (size_t i = 0; i < plan->items->len; i++)
		count += ((const PlanItem *)plan->items->pdata[i])->disposition == disposition;
	return count;
}

static unsigned
count_steps(const Plan *plan, StepForm form)
{
	unsigned count = 0;

	for (size_t i = 0; i < plan->steps->len; i++)
		count += ((const PlanStep *)plan->steps->pdata[i])->form == form;
	return count;
}

static bool
record_plan(Invocation *call, const Plan *plan, GError **error)
{
	json_auto_t *payload =
		json_pack("{s:i, s:s, s:i, s:i, s:i, s:i, s:i, s:i}", "plan", (int)plan->number,
	                  "digest", plan->digest, "steps", (int)plan->steps->len, "items",
	                  (int)plan->items->len, "concerns", (int)plan->concerns->len, "delete",
	                  (int)count_items(plan, DISPOSITION_DELETE), "keep",
	                  (int)count_items(plan, DISPOSITION_KEEP), "return",
	                  (int)count_steps(plan, STEP_RETURN));
	LedgerRecord record = {
		.kind = "plan.made",
		.actor = invocation_actor(call),
		.role = "program",
		.requirements = "SD-GEN-11,SD-GEN-20,SD-KEP-01,SD-KEP-02",
		.plan_digest = plan->digest,
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};

	return invocation_record(call, &record, NULL, error);
}

static const char *
clause_of(const Invocation *call, const char *zh, const char *en)
{
	const char *text = call->language == LANGUAGE_ZH ? zh : en;

	return text == NULL ? "" : text;
}

static char *
rows_text(const PlanStep *step)
{
	return step->count < 0 ? g_strdup("") : g_strdup_printf("%jd", step->count);
}

static void
show_steps(const Invocation *call, const Plan *plan)
{
	static const char *const titles[] = {N_(">step"), N_("what"),   N_("where"),
	                                     N_(">rows"), N_("clause"), NULL};

	terminal_heading(call->out, N_("Steps"));
	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < plan->steps->len; i++) {
		const PlanStep *step = plan->steps->pdata[i];
		const char *place = step->container != NULL ? step->container : step->artefact;
		g_autofree char *number = g_strdup_printf("%u", step->number);
		g_autofree char *rows = rows_text(step);
		g_autofree char *where =
			g_strdup_printf("%s%s%s", step->source == NULL ? "" : step->source,
		                        place == NULL ? "" : "/", place == NULL ? "" : place);
		g_autofree char *what = g_strdup_printf(
			"%s%s", translate(call->language, step_form_title(step->form)),
			step->rows == ROWS_CHILDREN
				? translate(call->language, N_(" (children first)"))
				: "");
		const char *const cells[] = {
			number, what, where, rows, clause_of(call, step->clause, step->clause_en),
			NULL};

		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

#define SUBJECTS_SHOWN 3

/* Many subjects, one thing to say of them: the first few and how many more. */
static void
show_concern(const Invocation *call, const char *text, const GPtrArray *subjects, bool blocks)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (size_t i = 0; i < subjects->len && i < SUBJECTS_SHOWN; i++)
		g_string_append_printf(names, "%s%s", i == 0 ? "" : ", ",
		                       (const char *)subjects->pdata[i]);
	if (subjects->len > SUBJECTS_SHOWN)
		g_string_append_printf(names, translate(call->language, N_(" and %u more")),
		                       (unsigned)subjects->len - SUBJECTS_SHOWN);
	g_autofree char *line =
		g_strdup_printf("%s %s\n    %s\n", blocks ? "!" : "-", text, names->str);
	terminal_write(call->out, line);
}

static void
show_concerns(const Invocation *call, const Plan *plan)
{
	g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
	bool chinese = call->language == LANGUAGE_ZH;

	if (plan->concerns->len == 0)
		return;
	terminal_write(call->out, "\n");
	terminal_heading(call->out, N_("To be looked at before anyone signs"));
	for (size_t i = 0; i < plan->concerns->len; i++) {
		const PlanConcern *concern = plan->concerns->pdata[i];
		char *text = chinese ? concern->text_zh : concern->text_en;
		g_autoptr(GPtrArray) subjects = g_ptr_array_new();

		if (!g_hash_table_add(said, text))
			continue;
		for (size_t j = i; j < plan->concerns->len; j++) {
			const PlanConcern *other = plan->concerns->pdata[j];

			if (strcmp(chinese ? other->text_zh : other->text_en, text) == 0)
				g_ptr_array_add(subjects, other->subject);
		}
		show_concern(call, text, subjects, concern->blocks);
	}
}

static void
show_plan(const Invocation *call, const Plan *plan)
{
	show_steps(call, plan);
	show_concerns(call, plan);
	terminal_write(call->out, "\n");
	terminal_say(call->out, N_("plan %u: %u items, %u to delete, %u to keep; stop date %s"),
	             plan->number, plan->items->len, count_items(plan, DISPOSITION_DELETE),
	             count_items(plan, DISPOSITION_KEEP), plan->stop_date);
	terminal_say(call->out, N_("digest to sign: %s"), plan->digest);
}

static int
show_stored(Invocation *call, GError **error)
{
	g_autoptr(Plan) plan = plan_load(call->dossier, error);

	if (plan == NULL)
		return -1;
	if (invocation_format_is(call, "json")) {
		g_autofree char *name = g_strdup_printf("plan/plan-%04u.json", plan->number);
		g_autofree char *path = dossier_path(call->dossier, name);
		json_auto_t *value = json_load_file(path, 0, NULL);

		terminal_json(call->out, value);
		return 0;
	}
	show_plan(call, plan);
	return 0;
}

static int
run_plan(Invocation *call, GError **error)
{
	const char *force = invocation_text(call, "dispose");
	g_autoptr(Work) work = NULL;
	g_autoptr(Plan) plan = NULL;
	Disposition disposition = DISPOSITION_DELETE;

	if (force != NULL &&
	    (!disposition_find(force, &disposition) || !plan_supports(disposition, error)))
		return -1;
	work = work_new(call->dossier, call->progress, error);
	if (work == NULL)
		return -1;
	plan = plan_build(work, error);
	if (plan == NULL || !plan_store(call->dossier, plan, error) ||
	    !record_plan(call, plan, error))
		return -1;
	return show_stored(call, error);
}

static bool
record_approval(Invocation *call, const Plan *plan, const char *role, GError **error)
{
	g_autoptr(GPtrArray) approvals = approval_load(call->dossier, plan, error);

	if (approvals == NULL)
		return false;
	json_auto_t *payload =
		json_pack("{s:i, s:s, s:s, s:i, s:i}", "plan", (int)plan->number, "digest",
	                  plan->digest, "role", role, "approvals", (int)approvals->len, "simulated",
	                  approval_is_simulated(approvals));
	LedgerRecord record = {
		.kind = "plan.approved",
		.actor = "approver",
		.role = role,
		.requirements = "SD-GEN-20,SD-DEL-04",
		.plan_digest = plan->digest,
		.commitment_of = invocation_actor(call),
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};
	if (!invocation_record(call, &record, NULL, error))
		return false;
	terminal_say(call->out,
	             approval_is_complete(approvals)
	                     ? N_("plan %u is approved by %u persons and can be carried out")
	                     : N_("plan %u has %u of the two approvals it needs"),
	             plan->number, approvals->len);
	if (approval_is_simulated(approvals))
		terminal_say(call->out,
		             N_("both approvals come from one user of this system: they are "
		                "marked as simulated"));
	return true;
}

static int
run_approve(Invocation *call, GError **error)
{
	const char *name = invocation_text(call, "as"), *role = invocation_text(call, "role");
	const char *key_path = invocation_text(call, "key");
	g_autoptr(Plan) plan = NULL;
	g_autoptr(SigningKey) key = NULL;

	if (name == NULL || key_path == NULL) {
		fault_set(error, FAULT_USAGE,
		          N_("an approval needs --as NAME and --key FILE, the signer's own Ed25519 "
		             "key "
		             "('openssl genpkey -algorithm ed25519 -out FILE')"));
		return -1;
	}
	plan = plan_load(call->dossier, error);
	key = plan == NULL ? NULL : signing_key_load(key_path, error);
	if (key == NULL ||
	    !approval_give(call->dossier, plan, name, role == NULL ? "approver" : role, key,
	                   error) ||
	    !record_approval(call, plan, role == NULL ? "approver" : role, error))
		return -1;
	return 0;
}

static const char *const dispositions[] = {"delete",    "anonymise", "transfer", "keep",
                                           "hand-over", "return",    NULL};
static const Option options_plan[] = {
	OPTION_FORMAT,
	{"dispose", 0, OPTION_CHOICE, "FATE", dispositions, NULL,
         N_("ask for a fate beyond what the law decides; refused where it cannot be carried out")},
	OPTION_AS,
	OPTION_END,
};
static const Option options_show[] = {OPTION_FORMAT, OPTION_END};
static const Option options_approve[] = {
	{"as", 0, OPTION_STRING, "NAME", NULL, NULL, N_("who approves")},
	{"role", 0, OPTION_STRING, "ROLE", NULL, "approver", N_("in which role")},
	{"key", 0, OPTION_STRING, "FILE", NULL, NULL,
         N_("the signer's Ed25519 private key (PEM); it stays with the signer")},
	OPTION_END,
};
static const char *const examples_plan[] = {"tingfu plan", NULL};
static const char *const examples_approve[] = {
	"openssl genpkey -algorithm ed25519 -out li.pem",
	"tingfu approve plan --as 李娜 --role officer --key li.pem", NULL};

const Command cmd_plan = {
	.name = "plan",
	.group = N_("Decide"),
	.synopsis = "[OPTIONS]",
	.summary = N_("one fate for each item, with clause and date; dry-run counts"),
	.description = N_("Makes a plan from the inventory, the law pack and the settings, counts "
                          "by reading what each step\nwould touch, and lists what a lawyer must "
                          "look at.  Nothing is changed.  Two persons sign its digest."),
	.examples = examples_plan,
	.options = options_plan,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_plan,
};

const Command cmd_plan_show = {
	.name = "plan show",
	.group = N_("Decide"),
	.synopsis = "",
	.summary = N_("the newest plan"),
	.description = N_("Shows the steps, the questions and the digest of the newest plan."),
	.options = options_show,
	.needs = COMMAND_READS_DOSSIER,
	.run = show_stored,
};

const Command cmd_approve_plan = {
	.name = "approve plan",
	.group = N_("Decide"),
	.synopsis = "--as NAME --key FILE",
	.summary = N_("two persons sign the plan's digest"),
	.description = N_("Signs the newest plan.  Two different persons with two different keys "
                          "are needed before it can be\ncarried out.  An approval is void when the "
                          "plan, the inventory or the stop date changed."),
	.examples = examples_approve,
	.options = options_approve,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_approve,
};
