/*
 * kind-list.c - the kinds that can be found, as a table for people and as data
 *
 * docs/kinds.md is `tingfu detect --list --format markdown`.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kind-list.h"

#include "category.h"
#include "kind.h"

static const char *const evidence_names[] = {
	[EVIDENCE_FORM] = "form",
	[EVIDENCE_LABEL] = "label",
	[EVIDENCE_FIELD] = "field",
};

/* Names of the sensitivity of @kind, joined by ", ". */
static char *
sensitivity_of(const Kind *kind)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (unsigned bit = 1; sensitivity_name((Sensitivity)bit) != NULL; bit <<= 1) {
		if ((kind->sensitivity & bit) == 0)
			continue;
		if (names->len > 0)
			g_string_append(names, ", ");
		g_string_append(names, sensitivity_name((Sensitivity)bit));
	}
	return g_string_free(g_steal_pointer(&names), FALSE);
}

static void
put_text(const Invocation *call)
{
	static const char *const titles[] = {N_("KIND"),     N_("TITLE"), N_("REGION"),
	                                     N_("KNOWN BY"), N_("CHECK"), NULL};

	terminal_table_begin(call->out, titles);
	for (int i = 0; i < kind_count(); i++) {
		const Kind *kind = kind_get((KindId)i);
		const char *cells[] = {kind->id, translate(call->language, kind->title),
		                       kind->region, evidence_names[kind->evidence], kind->check};

		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

static void
put_json(const Invocation *call)
{
	json_auto_t *all = json_array();

	for (int i = 0; i < kind_count(); i++) {
		const Kind *kind = kind_get((KindId)i);
		g_autofree char *sensitivity = sensitivity_of(kind);
		json_t *row = json_pack(
			"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "id", kind->id, "title",
			translate(call->language, kind->title), "region", kind->region, "category",
			category_code(kind->category), "standard", kind->standard, "check",
			kind->check, "known_by", evidence_names[kind->evidence], "sensitivity",
			sensitivity, "identifies", kind->identifies);

		json_array_append_new(all, row);
	}
	terminal_json(call->out, all);
}

static const char markdown_head[] =
	"<!-- Made by `tingfu detect --list --format markdown > docs/kinds.md`; do not edit. -->\n"
	"# Kinds\n\n"
	"What `tingfu detect` and `tingfu scan` look for. The ids never change.\n\n"
	"*Known by* says what it takes: **form**, the value itself wherever it stands; **label**, "
	"a\n"
	"value whose form means nothing without a word beside it or a field's name that says what\n"
	"it is; **field**, the name or comment of a field alone. *Check* is what `validated` "
	"means: a\n"
	"match that fails it is reported as *shape only*, never dropped.\n\n"
	"| id | English | 中文 | region | category | known by | standard | check | sensitivity | "
	"one person |\n"
	"|---|---|---|---|---|---|---|---|---|---|\n";

static void
put_markdown(const Invocation *call)
{
	g_autoptr(GString) page = g_string_new(markdown_head);

	for (int i = 0; i < kind_count(); i++) {
		const Kind *kind = kind_get((KindId)i);
		g_autofree char *sensitivity = sensitivity_of(kind);

		g_string_append_printf(
			page, "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", kind->id,
			translate(LANGUAGE_EN, kind->title), translate(LANGUAGE_ZH, kind->title),
			kind->region, category_code(kind->category), evidence_names[kind->evidence],
			kind->standard, kind->check, sensitivity, kind->identifies ? "yes" : "");
	}
	terminal_write(call->out, page->str);
}

int
kind_list(const Invocation *call)
{
	if (invocation_format_is(call, "text"))
		put_text(call);
	else if (invocation_format_is(call, "markdown"))
		put_markdown(call);
	else
		put_json(call);
	return 0;
}
