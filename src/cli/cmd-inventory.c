/*
 * cmd-inventory.c - `tingfu inventory` and `inventory confirm|reject|set`
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "csv-row.h"
#include "errors.h"
#include "inventory.h"

#include <string.h>

static const char *const yes_no[] = {"yes", "no", NULL};

static const Option list_options[] = {
	OPTION_FORMAT,
	{"personal", 0, OPTION_FLAG, NULL, NULL, NULL, N_("only what is or may be personal")},
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

static json_t *
sensitivity_json(unsigned sensitivity)
{
	json_t *list = json_array();

	for (unsigned bit = 1; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((sensitivity & bit) != 0)
			json_array_append_new(list,
			                      json_string(sensitivity_name((Sensitivity)bit)));
	return list;
}

static json_t *
reasons_json(const Finding *finding, Language language)
{
	json_t *list = json_array();

	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_autofree char *text =
			finding_reason_text(g_ptr_array_index(finding->reasons, i), language);

		json_array_append_new(list, json_string(text));
	}
	return list;
}

static json_t *
text_or_null(const char *text)
{
	return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

static json_t *
personal_json(Personal personal)
{
	return personal == PERSONAL_UNKNOWN ? json_null() : json_boolean(personal == PERSONAL_YES);
}

static const char *
kind_id(const Finding *finding)
{
	return finding->kind == KIND_NONE ? "" : kind_get(finding->kind)->id;
}

static json_t *
field_json(const ContainerFinding *container, const Finding *finding, Language language)
{
	json_t *field = json_object();

	json_object_set_new(field, "source", json_string(container->source));
	json_object_set_new(field, "container", json_string(container->container));
	json_object_set_new(field, "field", json_string(finding->field));
	json_object_set_new(field, "personal", personal_json(finding->personal));
	json_object_set_new(field, "kind", text_or_null(kind_id(finding)));
	json_object_set_new(field, "category", text_or_null(category_code(finding->category)));
	json_object_set_new(field, "sensitivity", sensitivity_json(finding->sensitivity));
	json_object_set_new(field, "rows", json_integer(finding->rows));
	json_object_set_new(field, "filled", json_integer(finding->filled));
	json_object_set_new(field, "hits", json_integer(finding->hits));
	json_object_set_new(field, "validated", json_integer(finding->validated));
	json_object_set_new(field, "persons",
	                    finding->persons < 0 ? json_null() : json_integer(finding->persons));
	json_object_set_new(field, "confidence", json_integer(finding->confidence));
	json_object_set_new(field, "status", json_string(status_name(finding->status)));
	json_object_set_new(field, "decided_by", text_or_null(finding->decided_by));
	json_object_set_new(field, "records",
	                    json_string(record_class_name(container->record_class)));
	json_object_set_new(field, "copy", json_boolean(container->is_copy));
	json_object_set_new(field, "leads_to_container", text_or_null(finding->ref_container));
	json_object_set_new(field, "leads_to_field", text_or_null(finding->ref_field));
	json_object_set_new(field, "sample", text_or_null(finding->sample));
	json_object_set_new(field, "reasons", reasons_json(finding, language));
	return field;
}

typedef void (*PutField)(const Invocation *call, const ContainerFinding *container,
                         const Finding *finding, void *data);

static void
each_field(const Invocation *call, const Inventory *inventory, PutField put, void *data)
{
	bool personal = invocation_flag(call, "personal");

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < container->findings->len; j++) {
			const Finding *finding = g_ptr_array_index(container->findings, j);

			if (!personal || finding->personal != PERSONAL_NO)
				put(call, container, finding, data);
		}
	}
}

static void
append_json(const Invocation *call, const ContainerFinding *container, const Finding *finding,
            void *data)
{
	json_array_append_new(data, field_json(container, finding, call->language));
}

static const char *
personal_text(Personal personal)
{
	if (personal == PERSONAL_UNKNOWN)
		return N_("undecided");
	return personal == PERSONAL_YES ? N_("yes") : N_("no");
}

static char *
sensitivity_text(unsigned sensitivity)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned bit = 1; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((sensitivity & bit) != 0)
			g_string_append_printf(text, "%s%s", text->len == 0 ? "" : ",",
			                       sensitivity_name((Sensitivity)bit));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
number_text(int64_t number)
{
	return number < 0 ? g_strdup("") : g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static void
put_csv(const Invocation *call, const ContainerFinding *container, const Finding *finding,
        void *data)
{
	g_autofree char *sensitivity = sensitivity_text(finding->sensitivity);
	g_autofree char *rows = number_text(finding->rows);
	g_autofree char *hits = number_text(finding->hits);
	g_autofree char *validated = number_text(finding->validated);
	g_autofree char *persons = number_text(finding->persons);
	g_autofree char *confidence = number_text(finding->confidence);
	const char *personal = finding->personal == PERSONAL_UNKNOWN ? ""
	                       : finding->personal == PERSONAL_YES   ? "true"
	                                                             : "false";
	g_autoptr(GString) reasons = g_string_new(NULL);

	(void)data;
	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_autofree char *text =
			finding_reason_text(g_ptr_array_index(finding->reasons, i), call->language);
		g_string_append_printf(reasons, "%s%s", i == 0 ? "" : "; ", text);
	}
	const char *const cells[] = {container->source,
	                             container->container,
	                             finding->field,
	                             personal,
	                             kind_id(finding),
	                             category_code(finding->category),
	                             sensitivity,
	                             rows,
	                             hits,
	                             validated,
	                             persons,
	                             confidence,
	                             status_name(finding->status),
	                             reasons->str,
	                             NULL};
	csv_row(call->out, cells);
}

static void
put_text(const Invocation *call, const ContainerFinding *container, const Finding *finding,
         void *data)
{
	Locator locator = {container->source, container->container, finding->field};
	g_autofree char *name = locator_text(&locator);
	g_autofree char *rows = number_text(finding->rows);
	g_autofree char *hits = number_text(finding->kind == KIND_NONE ? -1 : finding->hits);
	g_autofree char *persons = number_text(finding->persons);
	g_autofree char *confidence = number_text(finding->confidence);
	g_autofree char *sensitivity = sensitivity_text(finding->sensitivity);
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
	each_field(call, inventory, put_text, NULL);
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
	static const char *const columns[] = {"source", "container", "field",       "personal",
	                                      "kind",   "category",  "sensitivity", "rows",
	                                      "hits",   "validated", "persons",     "confidence",
	                                      "status", "reasons",   NULL};
	g_autoptr(Inventory) inventory = inventory_load(call->dossier, error);

	if (inventory == NULL)
		return -1;
	if (invocation_flag(call, "skipped")) {
		put_skipped(call, inventory);
	} else if (invocation_format_is(call, "json")) {
		json_auto_t *list = json_array();

		each_field(call, inventory, append_json, list);
		terminal_json(call->out, list);
	} else if (invocation_format_is(call, "csv")) {
		csv_row(call->out, columns);
		each_field(call, inventory, put_csv, NULL);
	} else if (invocation_flag(call, "why")) {
		each_field(call, inventory, put_why, NULL);
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
	if (!inventory_decide(call->dossier, &locator, &decision, error) ||
	    !record_decision(call, &locator, decision.status,
	                     decision.kind == KIND_NONE ? kind_id(finding)
	                                                : kind_get(decision.kind)->id,
	                     error))
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

static const char *const list_examples[] = {"tingfu inventory --personal",
                                            "tingfu inventory --format json",
                                            "tingfu inventory --skipped", NULL};
static const char *const confirm_examples[] = {"tingfu inventory confirm shop/members/mobile",
                                               NULL};
static const char *const reject_examples[] = {"tingfu inventory reject shop/goods/name", NULL};
static const char *const set_examples[] = {"tingfu inventory set shop/members/ext1 --kind mobile",
                                           NULL};

const Command cmd_inventory = {
	.name = "inventory",
	.group = N_("Find out"),
	.synopsis = "[--personal] [--skipped] [--why] [--format FORMAT]",
	.summary = N_("the catalogue: every field, whether it is personal, and why"),
	.description =
		N_("Lists the fields of the last scan. A verdict is yes, no or undecided; it is "
                   "suggested until a person confirms, rejects or sets it."),
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
