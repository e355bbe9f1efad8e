/*
 * cmd-scan.c - `tingfu scan`: one full pass over every source
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "cmd.h"
#include "durable.h"
#include "errors.h"
#include "rule-set.h"
#include "survey.h"

static const char *const formats[] = {"text", "json", NULL};

static const Option options[] = {
	{"format", 0, OPTION_CHOICE, "FORMAT", formats, "text", N_("form of the output")},
	{"rules", 'r', OPTION_STRING, "FILE", NULL, NULL,
         N_("take the kinds of this file into the dossier and look for them from now on")},
	OPTION_AS,
	OPTION_END,
};

typedef struct {
	int64_t fields, personal, undecided, contradicted, unreadable;
} Counts;

static Counts
count(const Inventory *inventory)
{
	Counts counts = {0};

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		counts.unreadable += container->unreadable != NULL;
		for (size_t j = 0; j < container->findings->len; j++) {
			const Finding *finding = g_ptr_array_index(container->findings, j);

			counts.fields++;
			counts.personal += finding->personal == PERSONAL_YES;
			counts.undecided += finding->personal == PERSONAL_UNKNOWN;
			counts.contradicted += finding_is_contradicted(finding);
		}
	}
	return counts;
}

static json_t *
payload_of(const Inventory *inventory, const Counts *counts)
{
	const InventoryTotals *totals = &inventory->totals;
	Digest digest = inventory_digest(inventory);
	char hex[DIGEST_HEX];
	const struct {
		const char *name;
		int64_t number;
	} numbers[] = {
		{"scan", totals->scan},
		{"containers", inventory->containers->len},
		{"fields", counts->fields},
		{"personal_fields", counts->personal},
		{"undecided_fields", counts->undecided},
		{"contradicted_decisions", counts->contradicted},
		{"rows", totals->rows},
		{"bytes", totals->bytes},
		{"persons", totals->persons},
		{"persons_estimated", totals->persons_estimated},
		{"minors_14", totals->minors_14},
		{"minors_18", totals->minors_18},
		{"age_unknown", totals->age_unknown},
		{"sensitive", totals->sensitive},
		{"sms_trigger", totals->sms_trigger},
		{"skipped", inventory->skipped->len},
		{"unreadable", counts->unreadable},
	};
	json_t *payload = json_object();
	g_autofree char *identifiers = inventory_identifiers_text(inventory);

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		json_object_set_new(payload, numbers[i].name, json_integer(numbers[i].number));
	json_object_set_new(payload, "identifiers", json_string(identifiers));
	json_object_set_new(payload, "inventory_digest", json_string(digest_to_hex(&digest, hex)));
	return payload;
}

static bool
record(Invocation *call, const Inventory *inventory, json_t *payload, GError **error)
{
	LedgerRecord entry = {
		.kind = "scan.finished",
		.actor = invocation_actor(call),
		.role = "operator",
		.requirements = "SD-GEN-07,SD-GEN-09,SD-GEN-10",
		.before = -1,
		.after = inventory->totals.rows,
		.result = "done",
		.payload = payload,
	};

	return invocation_record(call, &entry, NULL, error);
}

static void
put_row(Terminal *out, Language language, const char *what, int64_t number)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
	const char *const cells[] = {translate(language, what), text, NULL};

	terminal_table_row(out, cells);
}

/* An estimate stands with its standard error. */
static void
put_identifier(Terminal *out, Language language, const IdentifierTotal *total)
{
	const char *title = translate(language, kind_get(total->kind)->title);
	g_autofree char *what =
		g_strdup_printf("%s %s", translate(language, N_("different:")), title);
	g_autofree char *number = g_strdup_printf(total->estimated ? "~%" G_GINT64_FORMAT " ±0.8 %%"
	                                                           : "%" G_GINT64_FORMAT,
	                                          total->distinct);
	const char *const cells[] = {what, number, NULL};

	terminal_table_row(out, cells);
}

static void
put_summary(const Invocation *call, const Inventory *inventory, const Counts *counts)
{
	static const char *const titles[] = {N_("found"), N_(">count"), NULL};
	const InventoryTotals *totals = &inventory->totals;
	const struct {
		const char *what;
		int64_t number;
	} rows[] = {
		{N_("containers"), inventory->containers->len},
		{N_("rows read"), totals->rows},
		{N_("fields"), counts->fields},
		{N_("of them personal"), counts->personal},
		{N_("of them undecided"), counts->undecided},
		{totals->persons_estimated ? N_("persons (estimated)") : N_("persons"),
	         totals->persons},
		{N_("of them under 14 at the stop date"), totals->minors_14},
		{N_("of them under 18 at the stop date"), totals->minors_18},
		{N_("of them of unknown age"), totals->age_unknown},
		{N_("persons with sensitive data"), totals->sensitive},
		{N_("persons with payment or account data on record"), totals->sms_trigger},
		{N_("not read: see 'tingfu inventory --skipped'"), inventory->skipped->len},
	};

	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		put_row(call->out, call->language, rows[i].what, rows[i].number);
	if (counts->contradicted > 0)
		put_row(call->out, call->language,
		        N_("decisions it contradicts: see 'tingfu inventory --contradicted'"),
		        counts->contradicted);
	for (guint i = 0; i < inventory->identifiers->len; i++)
		put_identifier(call->out, call->language,
		               &g_array_index(inventory->identifiers, IdentifierTotal, i));
	terminal_table_end(call->out);
}

/* They stay: every later command must know the kinds that the inventory names. */
static bool
take_rules(const Invocation *call, const char *from, GError **error)
{
	g_autofree char *path = dossier_path(call->dossier, INVOCATION_RULES);
	g_autoptr(GBytes) content = NULL;

	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		fault_set(error, FAULT_CONFLICT,
		          N_("the dossier has rules already: change '%s' instead"), path);
		return false;
	}
	if (!rule_set_load(from, error) || !durable_read(from, BOUND_RULE_FILE, &content, error))
		return false;
	size_t length;
	const char *bytes = g_bytes_get_data(content, &length);
	return durable_write(path, (Span){bytes, length}, error);
}

static int
run(Invocation *call, GError **error)
{
	bool partial = call->n_arguments > 0;
	const char *rules = invocation_text(call, "rules");

	if (rules != NULL && !take_rules(call, rules, error))
		return -1;
	g_autoptr(Inventory) inventory =
		survey_run(call->dossier, call->arguments, call->progress, error);

	if (inventory == NULL)
		return -1;
	/* Decisions of persons are laid over the verdicts while storing: count afterwards. */
	if (!partial && !inventory_store(call->dossier, inventory, error))
		return -1;
	Counts counts = count(inventory);
	json_auto_t *payload = payload_of(inventory, &counts);
	if (!partial && !record(call, inventory, payload, error))
		return -1;
	if (invocation_format_is(call, "json"))
		terminal_json(call->out, payload);
	else
		put_summary(call, inventory, &counts);
	if (partial && !invocation_format_is(call, "json"))
		terminal_say(call->out, N_("only a part was read: nothing was stored"));
	return 0;
}

static const char *const examples[] = {"tingfu scan", "tingfu scan shop --format json", NULL};

const Command cmd_scan = {
	.name = "scan",
	.group = N_("Find out"),
	.synopsis = "[--as NAME] [--format FORMAT] [--rules FILE] [SOURCE...]",
	.summary = N_("read every source once: what is here, what kind, whose, how many persons"),
	.description = N_(
		"Reads every record of every source, decides for each field whether it is "
		"personal and why, finds the keys between containers and counts the persons. The "
		"result replaces the inventory; what a person confirmed, rejected or set stays. "
		"With SOURCE only those are read and shown, and nothing is stored: persons are "
		"counted over all sources or not at all."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run,
};
