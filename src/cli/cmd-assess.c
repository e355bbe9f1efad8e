/*
 * cmd-assess.c - `tingfu assess`
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "assess.h"
#include "cmd.h"
#include "csv-row.h"
#include "errors.h"

#include <string.h>

static const char *const verdict_names[] = {"met",     "partly", "not-met", "not-applicable",
                                            "unknown", NULL};

static const Option options[] = {
	OPTION_FORMAT,
	{"verdict", 0, OPTION_CHOICE, "VERDICT", verdict_names, NULL,
         N_("list only requirements with this verdict")},
	OPTION_AS,
	OPTION_END,
};

static bool
is_listed(const Invocation *call, const Assessment *item)
{
	const char *only = invocation_text(call, "verdict");

	return only == NULL || strcmp(only, assess_verdict_name(item->verdict)) == 0;
}

/* "3, 17": the ledger entries that prove it; the last ones where there are many. */
static char *
entries_text(const Assessment *item, const char *joint)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < item->entries->len; i++)
		g_string_append_printf(text, "%s%" G_GUINT64_FORMAT, i > 0 ? joint : "",
		                       g_array_index(item->entries, uint64_t, i));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static json_t *
item_json(const Assessment *item, Language language)
{
	const Requirement *requirement = item->requirement;
	bool chinese = language == LANGUAGE_ZH;
	json_t *entries = json_array();
	const char *reason = item->reasons[language];

	for (size_t i = 0; i < item->entries->len; i++)
		json_array_append_new(entries, json_integer((json_int_t)g_array_index(
						       item->entries, uint64_t, i)));
	return json_pack("{s:s, s:s, s:s, s:b, s:s, s:s, s:s, s:o}", "requirement", requirement->id,
	                 "title", chinese ? requirement->title_zh : requirement->title_en,
	                 "verdict", assess_verdict_name(item->verdict), "must", requirement->must,
	                 "reason", reason == NULL ? "" : reason, "basis",
	                 chinese ? requirement->basis_zh : requirement->basis, "confidence",
	                 law_confidence_name(requirement->confidence), "entries", entries);
}

static void
print_json(const Invocation *call, const Assess *assess)
{
	json_t *list = json_array();

	for (size_t i = 0; i < assess->items->len; i++)
		if (is_listed(call, assess->items->pdata[i]))
			json_array_append_new(list,
			                      item_json(assess->items->pdata[i], call->language));
	terminal_json(call->out, list);
	json_decref(list);
}

static void
print_csv(const Invocation *call, const Assess *assess)
{
	csv_row(call->out, (const char *const[]){"requirement", "verdict", "must", "title",
	                                         "reason", "entries", NULL});
	for (size_t i = 0; i < assess->items->len; i++) {
		const Assessment *item = assess->items->pdata[i];
		const char *reason = item->reasons[call->language];
		g_autofree char *entries = entries_text(item, ";");
		bool chinese = call->language == LANGUAGE_ZH;

		if (!is_listed(call, item))
			continue;
		const char *const cells[] = {item->requirement->id,
		                             assess_verdict_name(item->verdict),
		                             item->requirement->must ? "true" : "false",
		                             chinese ? item->requirement->title_zh
		                                     : item->requirement->title_en,
		                             reason == NULL ? "" : reason,
		                             entries,
		                             NULL};
		csv_row(call->out, cells);
	}
}

static void
print_rows(const Invocation *call, const Assess *assess)
{
	static const char *const titles[] = {N_("id"),    N_("force"),  N_("verdict"),
	                                     N_("title"), N_("reason"), N_("entries"),
	                                     NULL};

	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < assess->items->len; i++) {
		const Assessment *item = assess->items->pdata[i];
		const Requirement *requirement = item->requirement;
		const char *force = requirement->must ? N_("must") : N_("should");
		g_autofree char *entries = entries_text(item, ", ");

		if (!is_listed(call, item))
			continue;
		const char *const cells[] = {
			requirement->id,
			translate(call->language, force),
			translate(call->language, assess_verdict_title(item->verdict)),
			call->language == LANGUAGE_ZH ? requirement->title_zh
						      : requirement->title_en,
			item->reasons[call->language],
			entries};
		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

static void
print_text(const Invocation *call, const Assess *assess)
{
	print_rows(call, assess);
	terminal_write(call->out, "\n");
	terminal_say(call->out,
	             N_("met %u, partly met %u, not met %u, not applicable %u, unknown %u"),
	             assess->counts[ASSESS_MET], assess->counts[ASSESS_PARTLY],
	             assess->counts[ASSESS_NOT_MET], assess->counts[ASSESS_NOT_APPLICABLE],
	             assess->counts[ASSESS_UNKNOWN]);
	if (assess->open > 0)
		terminal_say(call->out,
		             N_("requirements that must be met and are not shown to be: %u"),
		             assess->open);
	else
		terminal_say(call->out, N_("every requirement that must be met is met"));
}

static bool
record(Invocation *call, const Assess *assess, const LawPack *pack, GError **error)
{
	json_auto_t *payload = json_pack(
		"{s:i, s:i, s:i, s:i, s:i, s:s}", "met", (int)assess->counts[ASSESS_MET], "partly",
		(int)assess->counts[ASSESS_PARTLY], "not_met", (int)assess->counts[ASSESS_NOT_MET],
		"not_applicable", (int)assess->counts[ASSESS_NOT_APPLICABLE], "unknown",
		(int)assess->counts[ASSESS_UNKNOWN], "pack_digest", law_digest(pack));
	LedgerRecord entry = {
		.kind = "assess.finished",
		.actor = invocation_actor(call),
		.role = "program",
		.before = -1,
		.after = assess->open,
		.result = assess->open == 0 ? "verified" : "not-verified",
		.payload = payload,
	};

	return invocation_record(call, &entry, NULL, error);
}

static int
run(Invocation *call, GError **error)
{
	g_autoptr(LawPack) pack = law_load(NULL, error);
	if (pack == NULL)
		return -1;
	g_autoptr(Assess) assess = assess_run(call->dossier, call->ledger, pack, error);
	if (assess == NULL || !record(call, assess, pack, error))
		return -1;
	if (invocation_format_is(call, "json"))
		print_json(call, assess);
	else if (invocation_format_is(call, "csv"))
		print_csv(call, assess);
	else
		print_text(call, assess);
	return assess->open == 0 ? 0 : 1;
}

static const char *const examples[] = {"tingfu assess", "tingfu assess --verdict not-met", NULL};

const Command cmd_assess = {
	.name = "assess",
	.group = N_("Account"),
	.synopsis = "[--verdict VERDICT] [--format FORMAT] [--as NAME]",
	.summary = N_("every requirement: met or not, from evidence"),
	.description =
		N_("Judges each requirement of the catalogue from the evidence of the dossier "
                   "alone: the ledger, the catalogue of data, the plan, the settings. Met needs a "
                   "ledger entry that proves it. What nobody looked at, or only people can "
                   "know, is unknown, and unknown is never met. Exit status 0 where every "
                   "requirement that must be met is met, 1 otherwise."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run,
};
