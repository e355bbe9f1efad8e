/*
 * cmd-inventory.c - `tingfu inventory` and `inventory confirm|reject|set`
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "csv-row.h"
#include "errors.h"
#include "inventory-export.h"
#include "inventory.h"

#include <string.h>

static const char *const yes_no[] = {"yes", "no", NULL};

static const char *const list_formats[] = {"text", "json", "csv", "sarif", "labels", NULL};

static const Option list_options[] = {
	{"format", 0, OPTION_CHOICE, "FORMAT", list_formats, "text", N_("form of the output")},
	{"personal", 0, OPTION_FLAG, NULL, NULL, NULL, N_("only what is or may be personal")},
	{"contradicted", 0, OPTION_FLAG, NULL, NULL, NULL,
         N_("only decisions that the last scan contradicts")},
	{"skipped", 0, OPTION_FLAG, NULL, NULL, NULL, N_("what was not read, and why")},
	{"why", 0, OPTION_FLAG, NULL, NULL, NULL, N_("the reasons under each field")},
	OPTION_END,
};

static const Option decide_options[] = {
	OPTION_AS,
	OPTION_END,
};

static const Option set_options[] = {
	{"kind", 0, OPTION_STRING, "KIND", NULL, NULL,
         N_("the kind of its values, as 'tingfu detect --list' names it")},
	{"personal", 0, OPTION_CHOICE, "YES|NO", yes_no, NULL, N_("whether it is personal")},
	OPTION_AS,
	OPTION_END,
};

static const char *
personal_text(Personal personal)
{
	if (personal == PERSONAL_UNKNOWN)
		return N_("undecided");
	return personal == PERSONAL_YES ? N_("yes") : N_("no");
}

static void
put_text(const Invocation *call, const ContainerFinding *container, const Finding *finding,
         void *data)
{
	Locator locator = {container->source, container->container, finding->field};
	g_autofree char *name = locator_text(&locator);
	g_autofree char *rows = inventory_number_text(finding->rows);
	g_autofree char *hits =
		inventory_number_text(finding->kind == KIND_NONE ? -1 : finding->hits);
	g_autofree char *persons = inventory_number_text(finding->persons);
	g_autofree char *confidence = inventory_number_text(finding->confidence);
	g_autofree char *sensitivity = inventory_sensitivity_text(finding->sensitivity);
	const char *what = "";

	(void)data;
	if (finding->kind != KIND_NONE)
		what = kind_get(finding->kind)->title;
	else if (finding->category != CATEGORY_NONE)
		what = category_title(finding->category);
	const char *const cells[] = {
		name,
		translate(call->language, personal_text(finding->personal)),
		*what == '\0' ? "" : translate(call->language, what),
		rows,
		hits,
		persons,
		confidence,
		sensitivity,
		status_name(finding->status),
		NULL,
	};
	terminal_table_row(call->out, cells);
}

static void
put_why(const Invocation *call, const ContainerFinding *container, const Finding *finding,
        void *data)
{
	Locator locator = {container->source, container->container, finding->field};
	g_autofree char *name = locator_text(&locator);

	(void)data;
	terminal_say(call->out, N_("%s: personal: %s, confidence %u"), name,
	             translate(call->language, personal_text(finding->personal)),
	             finding->confidence);
	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_autofree char *text =
			finding_reason_text(g_ptr_array_index(finding->reasons, i), call->language);
		g_autofree char *line = g_strdup_printf("    %s\n", text);

		terminal_write(call->out, line);
	}
}

static void
put_table(const Invocation *call, const Inventory *inventory)
{
	static const char *const titles[] = {
		N_("field"),    N_("personal"), N_("kind or category"), N_(">records"), N_(">hits"),
		N_(">persons"), N_(">sure"),    N_("labels"),           N_("status"),   NULL};

	terminal_table_begin(call->out, titles);
	inventory_each_field(call, inventory, put_text, NULL);
	terminal_table_end(call->out);
}

static void
put_skipped(const Invocation *call, const Inventory *inventory)
{
	static const char *const titles[] = {N_("source"), N_("container"), N_("reason"), NULL};
	json_auto_t *list = json_array();

	if (invocation_format_is(call, "text"))
		terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < inventory->skipped->len; i++) {
		const InventorySkip *skip = g_ptr_array_index(inventory->skipped, i);
		g_autofree char *reason = finding_reason_text(skip->reason, call->language);
		const char *const cells[] = {skip->source, skip->name, reason, NULL};

		if (invocation_format_is(call, "json"))
			json_array_append_new(list,
			                      json_pack("{s:s, s:s, s:s}", "source", skip->source,
			                                "container", skip->name, "reason", reason));
		else if (invocation_format_is(call, "csv"))
			csv_row(call->out, cells);
		else
			terminal_table_row(call->out, cells);
	}
	if (invocation_format_is(call, "json"))
		terminal_json(call->out, list);
	else if (invocation_format_is(call, "text"))
		terminal_table_end(call->out);
}

static int
run_list(Invocation *call, GError **error)
{
	g_autoptr(Inventory) inventory = inventory_load(call->dossier, error);

	if (inventory == NULL)
		return -1;
	if (invocation_flag(call, "skipped")) {
		put_skipped(call, inventory);
	} else if (invocation_format_is(call, "json")) {
		inventory_put_json(call, inventory);
	} else if (invocation_format_is(call, "csv")) {
		inventory_put_csv(call, inventory);
	} else if (invocation_format_is(call, "sarif")) {
		inventory_put_sarif(call, inventory);
	} else if (invocation_format_is(call, "labels")) {
		return inventory_put_labels(call, inventory, error) ? 0 : -1;
	} else if (invocation_flag(call, "why")) {
		inventory_each_field(call, inventory, put_why, NULL);
	} else {
		put_table(call, inventory);
	}
	return 0;
}

/* A container's name may hold '/': try each place for the field's. */
static Finding *
find_field(const Inventory *inventory, char *text, Locator *ret_locator)
{
	char *slash = strchr(text, '/');

	if (slash == NULL)
		return NULL;
	*slash = '\0';
	ret_locator->source = text;
	ret_locator->container = slash + 1;
	for (char *at = strrchr(slash + 1, '/'); at != NULL; at = strrchr(slash + 1, '/')) {
		*at = '\0';
		ret_locator->field = at + 1;
		ContainerFinding *container =
			inventory_container(inventory, ret_locator->source, ret_locator->container);
		Finding *finding = container == NULL
		                           ? NULL
		                           : container_finding_field(container, ret_locator->field);
		if (finding != NULL)
			return finding;
		/* The part after this '/' belongs to a field's name with '/' in it: not supported. */
		if (container != NULL)
			return NULL;
	}
	return NULL;
}

static bool
record_decision(Invocation *call, const Locator *locator, FindingStatus status, const char *kind,
                GError **error)
{
	json_auto_t *payload = json_pack("{s:s, s:s, s:s, s:s, s:s}", "source", locator->source,
	                                 "container", locator->container, "field", locator->field,
	                                 "status", status_name(status), "kind", kind);
	LedgerRecord entry = {
		.kind = "field.decided",
		.actor = invocation_actor(call),
		.role = "operator",
		.requirements = "SD-GEN-07",
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};

	return invocation_record(call, &entry, NULL, error);
}

/* What is left open in @asked is taken from the finding. */
static int
decide(Invocation *call, const Decision *asked, GError **error)
{
	Locator locator = {NULL, NULL, NULL};
	g_autoptr(Inventory) inventory = inventory_load(call->dossier, error);

	if (inventory == NULL)
		return -1;
	if (call->n_arguments != 1) {
		fault_set(error, FAULT_USAGE, N_("name one field: SOURCE/CONTAINER/FIELD"));
		return -1;
	}
	g_autofree char *text = g_strdup(call->arguments[0]);
	const Finding *finding = find_field(inventory, text, &locator);
	if (finding == NULL) {
		fault_set(error, FAULT_NOT_FOUND, N_("the inventory has no field '%s'"),
		          call->arguments[0]);
		return -1;
	}
	Decision decision = *asked;
	bool is_set = decision.status == STATUS_SET;
	decision.by = invocation_actor(call);
	if (is_set && decision.personal == PERSONAL_UNKNOWN)
		decision.personal = decision.kind == KIND_NONE ? finding->personal : PERSONAL_YES;
	if (is_set && decision.kind == KIND_NONE && decision.personal == PERSONAL_YES)
		decision.kind = finding->kind;
	KindId said = decision.kind == KIND_NONE ? finding->kind : decision.kind;

	if (!inventory_decide(call->dossier, &locator, &decision, error) ||
	    !record_decision(call, &locator, decision.status,
	                     said == KIND_NONE ? "" : kind_get(said)->id, error))
		return -1;
	terminal_say(call->out, N_("%s: %s"), call->arguments[0], status_name(decision.status));
	return 0;
}

static int
run_confirm(Invocation *call, GError **error)
{
	Decision decision = {STATUS_CONFIRMED, PERSONAL_UNKNOWN, KIND_NONE, NULL};

	return decide(call, &decision, error);
}

static int
run_reject(Invocation *call, GError **error)
{
	Decision decision = {STATUS_REJECTED, PERSONAL_NO, KIND_NONE, NULL};

	return decide(call, &decision, error);
}

static int
run_set(Invocation *call, GError **error)
{
	const char *kind = invocation_text(call, "kind");
	const char *personal = invocation_text(call, "personal");
	Decision decision = {STATUS_SET, PERSONAL_UNKNOWN, KIND_NONE, NULL};

	if (kind == NULL && personal == NULL) {
		fault_set(error, FAULT_USAGE,
		          N_("say what it is: --kind KIND or --personal yes|no"));
		return -1;
	}
	if (kind != NULL && (decision.kind = kind_find(kind)) == KIND_NONE) {
		fault_set(error, FAULT_USAGE,
		          N_("there is no kind '%s': see 'tingfu detect --list'"), kind);
		return -1;
	}
	if (personal != NULL)
		decision.personal = strcmp(personal, "yes") == 0 ? PERSONAL_YES : PERSONAL_NO;
	if (kind != NULL && decision.personal == PERSONAL_NO) {
		fault_set(error, FAULT_USAGE,
		          N_("what is not personal has no kind: leave --kind out"));
		return -1;
	}
	return decide(call, &decision, error);
}

static const char *const list_examples[] = {
	"tingfu inventory --personal",     "tingfu inventory --format json",
	"tingfu inventory --format sarif", "tingfu inventory --format labels",
	"tingfu inventory --skipped",      NULL};
static const char *const confirm_examples[] = {"tingfu inventory confirm shop/members/mobile",
                                               NULL};
static const char *const reject_examples[] = {"tingfu inventory reject shop/goods/name", NULL};
static const char *const set_examples[] = {"tingfu inventory set shop/members/ext1 --kind mobile",
                                           NULL};

const Command cmd_inventory = {
	.name = "inventory",
	.group = N_("Find out"),
	.synopsis = "[--personal] [--contradicted] [--skipped] [--why] [--format FORMAT]",
	.summary = N_("the catalogue: every field, whether it is personal, and why"),
	.description = N_(
		"Lists the fields of the last scan. A verdict is yes, no or undecided; it is "
		"suggested until a person confirms, rejects or sets it. A later scan keeps what a "
		"person decided and says where it finds otherwise.\n\n"
		"sarif is SARIF 2.1.0; labels is one data label a line (JSON), with a proposed "
		"grade."),
	.examples = list_examples,
	.options = list_options,
	.needs = COMMAND_READS_DOSSIER,
	.run = run_list,
};

const Command cmd_inventory_confirm = {
	.name = "inventory confirm",
	.group = N_("Find out"),
	.synopsis = "SOURCE/CONTAINER/FIELD [--as NAME]",
	.summary = N_("say that a verdict is right"),
	.description =
		N_("The verdict is kept by later scans, whatever they find. It goes into the "
                   "ledger; plans and approvals made before are void."),
	.examples = confirm_examples,
	.options = decide_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_confirm,
};

const Command cmd_inventory_reject = {
	.name = "inventory reject",
	.group = N_("Find out"),
	.synopsis = "SOURCE/CONTAINER/FIELD [--as NAME]",
	.summary = N_("say that a field is not personal after all"),
	.description =
		N_("The decision is kept by later scans, whatever they find. It goes into the "
                   "ledger; plans and approvals made before are void."),
	.examples = reject_examples,
	.options = decide_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_reject,
};

const Command cmd_inventory_set = {
	.name = "inventory set",
	.group = N_("Find out"),
	.synopsis = "SOURCE/CONTAINER/FIELD [--kind KIND] [--personal YES|NO] [--as NAME]",
	.summary = N_("say what a field holds"),
	.description =
		N_("The decision is kept by later scans, whatever they find. It goes into the "
                   "ledger; plans and approvals made before are void."),
	.examples = set_examples,
	.options = set_options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_set,
};
