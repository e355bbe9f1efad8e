/*
 * cmd-law.c - `tingfu law list`, `law show`, `law applicable`
 *
 * What is listed comes from the rule pack alone; `law applicable` asks the dossier who
 * the operator is.  docs/obligations.md is `law list --format markdown`.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "csv-row.h"
#include "deadline.h"
#include "errors.h"
#include "inventory.h"
#include "obligation.h"

#include <string.h>

static const char *const list_kinds[] = {"instruments", "requirements", "clocks",
                                         "retention",   "notice",       NULL};
static const char *const list_formats[] = {"text", "json", "csv", "markdown", NULL};

static const Option list_options[] = {
	{"format", 0, OPTION_CHOICE, "FORMAT", list_formats, "text", N_("form of the output")},
	{"kind", 0, OPTION_CHOICE, "KIND", list_kinds, "requirements", N_("what to list")},
	OPTION_END,
};

static const Option format_options[] = {
	OPTION_FORMAT,
	OPTION_END,
};

/* One row of a list, whatever it is of: five cells. */
typedef struct {
	const char *id, *title, *severity;
	char *basis;
	LawConfidence confidence;
} Row;

static void
row_clear(Row *row)
{
	g_free(row->basis);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Row, row_clear)

static const char *
pick(Language language, const char *en, const char *zh)
{
	return language == LANGUAGE_ZH ? zh : en;
}

static Row
row_of(const char *id, const char *title, const char *basis, const char *severity,
       LawConfidence confidence)
{
	return (Row){id, title, severity, g_strdup(basis), confidence};
}

static Row
instrument_row(const LawPack *pack, const void *data, Language language)
{
	const Instrument *it = data;

	(void)pack;
	return row_of(it->id, pick(language, it->title_en, it->title_zh),
	              pick(language, it->issuer_en, it->issuer_zh), it->status, it->confidence);
}

static Row
requirement_row(const LawPack *pack, const void *data, Language language)
{
	const Requirement *it = data;

	(void)pack;
	return row_of(it->id, pick(language, it->title_en, it->title_zh),
	              pick(language, it->basis, it->basis_zh), it->must ? "must" : "should",
	              it->confidence);
}

static Row
clock_row(const LawPack *pack, const void *data, Language language)
{
	const ClockRule *it = data;
	const Instrument *instrument = law_instrument(pack, it->instrument);
	g_autofree char *counted = clock_counted_text(it, language);
	g_autofree char *basis =
		language == LANGUAGE_ZH
			? g_strdup_printf("《%s》%s；%s", instrument->title_zh, it->article_zh,
	                                  counted)
			: g_strdup_printf("%s, %s; %s", instrument->title_en, it->article, counted);

	return row_of(it->id, pick(language, it->title_en, it->title_zh), basis,
	              it->reference ? "should" : "must", it->confidence);
}

static Row
retention_row(const LawPack *pack, const void *data, Language language)
{
	const RetentionRule *it = data;
	g_autofree char *basis =
		language == LANGUAGE_ZH
			? g_strdup_printf("《%s》%s", it->instrument_zh, it->article_zh)
			: g_strdup_printf("%s art. %s", it->instrument_en, it->article);
	g_autofree char *period = retention_period_text(it, language);
	g_autofree char *whole =
		g_strconcat(basis, language == LANGUAGE_ZH ? "；" : "; ", period, NULL);

	(void)pack;
	return row_of(it->id, pick(language, it->title_en, it->title_zh), whole, "must",
	              it->confidence);
}

static Row
notice_row(const LawPack *pack, const void *data, Language language)
{
	const NoticeItem *it = data;

	(void)pack;
	return row_of(it->id, pick(language, it->title_en, it->title_zh),
	              pick(language, it->basis, it->basis_zh), it->must ? "must" : "should",
	              it->confidence);
}

typedef struct {
	const char *kind;
	const GPtrArray *(*rows)(const LawPack *pack);
	Row (*row)(const LawPack *pack, const void *data, Language language);
} Listing;

static const Listing listings[] = {
	{"instruments", law_instruments, instrument_row},
	{"requirements", law_requirements, requirement_row},
	{"clocks", law_clocks, clock_row},
	{"retention", law_retention_rules, retention_row},
	{"notice", law_notice_items, notice_row},
};

static const Listing *
find_listing(const char *kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(listings); i++)
		if (kind != NULL && strcmp(listings[i].kind, kind) == 0)
			return &listings[i];
	return find_listing("requirements");
}

static void
put_rows(const Invocation *call, const Listing *listing, const LawPack *pack)
{
	static const char *const titles[] = {N_("id"),    N_("title"),      N_("basis"),
	                                     N_("force"), N_("confidence"), NULL};
	bool csv = invocation_format_is(call, "csv");
	const GPtrArray *rows = listing->rows(pack);

	if (csv)
		csv_row(call->out,
		        (const char *const[]){"id", "title", "basis", "force", "confidence", NULL});
	else
		terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < rows->len; i++) {
		g_auto(Row) row = listing->row(pack, rows->pdata[i], call->language);
		const char *confidence = law_confidence_name(row.confidence);
		const char *spoken =
			translate(call->language, law_confidence_title(row.confidence));
		const char *const cells[] = {
			row.id, row.title, row.basis, row.severity, csv ? confidence : spoken,
			NULL};
		if (csv)
			csv_row(call->out, cells);
		else
			terminal_table_row(call->out, cells);
	}
	if (!csv)
		terminal_table_end(call->out);
}

static void
put_json(const Invocation *call, const Listing *listing, const LawPack *pack)
{
	const GPtrArray *rows = listing->rows(pack);
	json_t *list = json_array();

	for (size_t i = 0; i < rows->len; i++) {
		g_auto(Row) row = listing->row(pack, rows->pdata[i], call->language);

		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", row.id,
		                                      "title", row.title, "basis", row.basis,
		                                      "force", row.severity, "confidence",
		                                      law_confidence_name(row.confidence)));
	}
	terminal_json(call->out, list);
	json_decref(list);
}

static void put_line(Terminal *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
put_line(Terminal *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	terminal_write(out, line);
	terminal_write(out, "\n");
}

/* The whole pack in both languages: docs/obligations.md. */
static void
put_markdown(const Invocation *call, const LawPack *pack)
{
	Terminal *out = call->out;

	put_line(out, "# Obligations / 义务清单\n");
	put_line(out,
	         "Made by `tingfu law list --format markdown`; a test checks that it is "
	         "current. *read*: the text was read; *part*: an excerpt only; *unverified*: own "
	         "knowledge; *proposal*: ours, not the law's.\n");
	put_line(out,
	         "由 `tingfu law list --format markdown` 生成，由测试核对是否最新。"
	         "read：已读原文；part：仅读节选；unverified：未经核实；proposal：本项目建议。");
	for (size_t i = 0; i < G_N_ELEMENTS(listings); i++) {
		const Listing *listing = &listings[i];
		const GPtrArray *rows = listing->rows(pack);

		put_line(out, "\n## %s\n", listing->kind);
		put_line(out, "| id | title | 名称 | basis | 依据 | force | confidence |");
		put_line(out, "|---|---|---|---|---|---|---|");
		for (size_t j = 0; j < rows->len; j++) {
			g_auto(Row) en = listing->row(pack, rows->pdata[j], LANGUAGE_EN);
			g_auto(Row) zh = listing->row(pack, rows->pdata[j], LANGUAGE_ZH);

			put_line(out, "| %s | %s | %s | %s | %s | %s | %s |", en.id, en.title,
			         zh.title, en.basis, zh.basis, en.severity,
			         law_confidence_name(en.confidence));
		}
	}
}

static int
run_list(Invocation *call, GError **error)
{
	g_autoptr(LawPack) pack = law_load(NULL, error);
	const Listing *listing = find_listing(invocation_text(call, "kind"));

	if (pack == NULL)
		return -1;
	if (invocation_format_is(call, "markdown"))
		put_markdown(call, pack);
	else if (invocation_format_is(call, "json"))
		put_json(call, listing, pack);
	else
		put_rows(call, listing, pack);
	return 0;
}

static json_t *
requirement_json(const Requirement *it)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s, s:s}", "id",
	                 it->id, "title", it->title_en, "title_zh", it->title_zh, "shown",
	                 it->shown_en, "shown_zh", it->shown_zh, "evidence", it->evidence_en,
	                 "evidence_zh", it->evidence_zh, "who", it->who, "when", it->when, "must",
	                 it->must, "basis", it->basis, "basis_zh", it->basis_zh, "confidence",
	                 law_confidence_name(it->confidence));
}

static void
show_requirement(const Invocation *call, const Requirement *it)
{
	Language language = call->language;
	const char *force = it->must ? N_("must") : N_("should");
	g_autofree char *who = law_roles_text(it->who, language);

	if (invocation_format_is(call, "json")) {
		json_t *value = requirement_json(it);

		terminal_json(call->out, value);
		json_decref(value);
		return;
	}
	terminal_heading(call->out, "%s %s", it->id, pick(language, it->title_en, it->title_zh));
	terminal_say(call->out, N_("to be shown: %s"), pick(language, it->shown_en, it->shown_zh));
	terminal_say(call->out, N_("evidence: %s"),
	             pick(language, it->evidence_en, it->evidence_zh));
	terminal_say(call->out, N_("who: %s; when: %s; force: %s"), who, it->when,
	             translate(language, force));
	terminal_say(call->out, N_("basis: %s (%s)"), pick(language, it->basis, it->basis_zh),
	             translate(language, law_confidence_title(it->confidence)));
}

static bool
show_other(const Invocation *call, const LawPack *pack, const char *id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(listings); i++) {
		const GPtrArray *rows = listings[i].rows(pack);

		for (size_t j = 0; j < rows->len; j++) {
			g_auto(Row) row = listings[i].row(pack, rows->pdata[j], call->language);

			if (strcmp(row.id, id) != 0)
				continue;
			terminal_heading(call->out, "%s %s", row.id, row.title);
			terminal_say(
				call->out, N_("basis: %s (%s)"), row.basis,
				translate(call->language, law_confidence_title(row.confidence)));
			return true;
		}
	}
	return false;
}

static int
run_show(Invocation *call, GError **error)
{
	g_autoptr(LawPack) pack = law_load(NULL, error);

	if (pack == NULL)
		return -1;
	if (call->n_arguments != 1) {
		fault_set(error, FAULT_USAGE, N_("name one rule: tingfu law show SD-NOT-01"));
		return -1;
	}
	const char *id = call->arguments[0];
	const Requirement *requirement = law_requirement(pack, id);
	if (requirement != NULL)
		return show_requirement(call, requirement), 0;
	if (show_other(call, pack, id))
		return 0;
	fault_set(error, FAULT_NOT_FOUND,
	          N_("the rule pack has no '%s': 'tingfu law list' names them all"), id);
	return -1;
}

/* One requirement, in the form asked for; @list takes the JSON form. */
static void
put_requirement(const Invocation *call, const Requirement *it, const LawFacts *facts, json_t *list)
{
	static const char *const answers[] = {N_("unanswered"), N_("no"), N_("yes")};
	static const char *const names[] = {"unanswered", "no", "yes"};
	g_autofree char *why = NULL;
	FactAnswer answer = law_condition(it->conditions, facts, call->language, &why);
	bool json = invocation_format_is(call, "json");
	bool csv = invocation_format_is(call, "csv");
	const char *const cells[] = {
		it->id, json || csv ? names[answer] : translate(call->language, answers[answer]),
		pick(call->language, it->title_en, it->title_zh), why == NULL ? "" : why, NULL};

	if (json)
		json_array_append_new(list,
		                      json_pack("{s:s, s:s, s:s, s:s}", "id", cells[0], "applies",
		                                cells[1], "title", cells[2], "why", cells[3]));
	else if (csv)
		csv_row(call->out, cells);
	else
		terminal_table_row(call->out, cells);
}

static void
put_applicable(const Invocation *call, const LawPack *pack, const LawFacts *facts)
{
	static const char *const titles[] = {N_("id"), N_("applies"), N_("title"), N_("why"), NULL};
	bool json = invocation_format_is(call, "json");
	bool csv = invocation_format_is(call, "csv");
	const GPtrArray *rows = law_requirements(pack);
	json_t *list = json_array();

	if (csv)
		csv_row(call->out, (const char *const[]){"id", "applies", "title", "why", NULL});
	else if (!json)
		terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < rows->len; i++)
		put_requirement(call, rows->pdata[i], facts, list);
	if (json)
		terminal_json(call->out, list);
	else if (!csv)
		terminal_table_end(call->out);
	json_decref(list);
}

static int
run_applicable(Invocation *call, GError **error)
{
	g_autoptr(LawPack) pack = law_load(NULL, error);
	g_autoptr(GError) cause = NULL;

	if (pack == NULL)
		return -1;
	g_autoptr(Inventory) inventory = inventory_load(call->dossier, &cause);
	if (inventory == NULL && !fault_is(cause, FAULT_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&cause));
		return -1;
	}
	LawFacts facts = law_facts_from(dossier_settings(call->dossier), inventory);
	put_applicable(call, pack, &facts);
	return 0;
}

static const char *const list_examples[] = {"tingfu law list", "tingfu law list --kind clocks",
                                            NULL};
static const char *const show_examples[] = {"tingfu law show SD-NOT-01", NULL};
static const char *const applicable_examples[] = {"tingfu law applicable", NULL};

const Command cmd_law_list = {
	.name = "law list",
	.group = N_("Decide"),
	.synopsis = "[--kind KIND] [--format FORMAT]",
	.summary = N_("the register of laws, requirements, clocks and periods"),
	.description =
		N_("Lists the rule pack that is built in: what it rests on, whether it binds, "
                   "and how sure its text is. Nothing is printed of a clause that was not "
                   "read."),
	.examples = list_examples,
	.options = list_options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_list,
};

const Command cmd_law_show = {
	.name = "law show",
	.group = N_("Decide"),
	.synopsis = "ID",
	.summary = N_("one rule: what must be shown, by whom, on which basis"),
	.description = N_("Shows one rule of the pack by its id."),
	.examples = show_examples,
	.options = format_options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run_show,
};

const Command cmd_law_applicable = {
	.name = "law applicable",
	.group = N_("Decide"),
	.synopsis = "[--format FORMAT]",
	.summary = N_("which requirements bind this operator"),
	.description =
		N_("Says of each requirement whether it applies to the operator of the dossier, "
                   "with the reason. What is not known is unanswered, never no."),
	.examples = applicable_examples,
	.options = format_options,
	.needs = COMMAND_READS_DOSSIER,
	.run = run_applicable,
};
