/*
 * cmd-deadlines.c - `tingfu deadlines`
 *
 * Works without a dossier: then only the options say what is known of the operator.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "csv-row.h"
#include "deadline.h"
#include "errors.h"
#include "inventory.h"
#include "workday.h"

#include <string.h>

#define FIRST_YEAR 1950 /* no rule of the pack is older, none reaches farther */
#define LAST_YEAR  2150

static const Option options[] = {
	OPTION_FORMAT,
	{"stop", 0, OPTION_DATE, "DATE", NULL, NULL,
         N_("the day at whose beginning the service ends; else the dossier's")},
	{"today", 0, OPTION_DATE, "DATE", NULL, NULL,
         N_("the day to reckon from; else the dossier's")},
	{"sector", 0, OPTION_STRING, "SECTOR", NULL, NULL,
         N_("e-commerce, telecom, finance, payment, express, game, ...; else the dossier's")},
	{"calendar", 0, OPTION_STRING, "FILE", NULL, NULL,
         N_("a calendar file to lay over what is built in: a plan published since")},
	{"days", 0, OPTION_FLAG, NULL, NULL, NULL,
         N_("list the days that the binding clock counts")},
	OPTION_END,
};

typedef struct {
	LawPack *pack;
	Dossier *dossier;     /* or NULL */
	Inventory *inventory; /* or NULL */
	LawFacts facts;
	GDate stop, today;
} Case;

static void
case_clear(Case *matter)
{
	g_clear_pointer(&matter->inventory, inventory_free);
	g_clear_pointer(&matter->dossier, dossier_close);
	g_clear_pointer(&matter->pack, law_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

/* The dossier that was named, or the one of the working directory. */
static bool
open_dossier(const Invocation *call, Case *matter, GError **error)
{
	const char *named = invocation_text(call, "dossier");

	if (named == NULL)
		named = g_getenv("TINGFU_DOSSIER");
	if (named == NULL && !g_file_test("dossier.conf", G_FILE_TEST_EXISTS))
		return true;
	matter->dossier = dossier_open(named == NULL ? "." : named, DOSSIER_READ, error);
	if (matter->dossier == NULL)
		return false;
	g_autoptr(GError) cause = NULL;
	matter->inventory = inventory_load(matter->dossier, &cause);
	if (matter->inventory == NULL && !fault_is(cause, FAULT_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&cause));
		return false;
	}
	matter->facts = law_facts_from(dossier_settings(matter->dossier), matter->inventory);
	matter->stop = dossier_settings(matter->dossier)->stop_date;
	matter->today = clock_today(dossier_clock(matter->dossier));
	return true;
}

static bool
is_far(const GDate *date)
{
	return g_date_get_year(date) < FIRST_YEAR || g_date_get_year(date) > LAST_YEAR;
}

static bool
case_open(const Invocation *call, Case *matter, GError **error)
{
	static const Clock system_clock = {.rehearsal = false};
	const char *calendar = invocation_text(call, "calendar");
	const char *sector = invocation_text(call, "sector");

	matter->facts = law_facts_none();
	matter->today = clock_today(&system_clock);
	g_date_clear(&matter->stop, 1);
	if (!open_dossier(call, matter, error))
		return false;
	if (calendar != NULL && !workday_overlay(calendar, error))
		return false;
	if (sector != NULL)
		matter->facts.sector = sector;
	invocation_date(call, "stop", &matter->stop);
	invocation_date(call, "today", &matter->today);
	if (!g_date_valid(&matter->stop)) {
		fault_set(error, FAULT_USAGE,
		          N_("no stop date: give --stop, or name a dossier with --dossier"));
		return false;
	}
	if (is_far(&matter->stop) || is_far(&matter->today)) {
		fault_set(error, FAULT_USAGE,
		          N_("the date is out of reach: give a year from %d to %d"), FIRST_YEAR,
		          LAST_YEAR);
		return false;
	}
	matter->pack = law_load(NULL, error);
	return matter->pack != NULL;
}

static json_t *
as_json(const Deadline *deadline)
{
	g_autofree char *latest = date_text(&deadline->latest);

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:b, s:b, s:b, s:b, s:s}",
	                 "id", deadline->id, "title", deadline->title, "instrument",
	                 deadline->instrument, "article", deadline->article, "applies",
	                 clock_stand_name(deadline->stand), "confidence",
	                 law_confidence_name(deadline->rule->confidence), "latest", latest, "unit",
	                 deadline->unit, "days", (int)deadline->days, "before_stop",
	                 deadline->before_stop, "binding", deadline->binding, "provisional",
	                 deadline->provisional, "missed", deadline->missed, "why", deadline->why);
}

static void
print_json(const Invocation *call, const GPtrArray *deadlines)
{
	json_t *list = json_array();

	for (size_t i = 0; i < deadlines->len; i++)
		json_array_append_new(list, as_json(deadlines->pdata[i]));
	terminal_json(call->out, list);
	json_decref(list);
}

static void
print_csv(const Invocation *call, const GPtrArray *deadlines)
{
	static const char *const titles[] = {
		"id",      "latest", "unit",       "days",    "binding", "provisional", "missed",
		"applies", "title",  "instrument", "article", "why",     NULL};

	csv_row(call->out, titles);
	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *row = deadlines->pdata[i];
		g_autofree char *latest = date_text(&row->latest);
		g_autofree char *days = g_strdup_printf("%u", row->days);
		const char *const cells[] = {row->id,
		                             latest,
		                             row->unit,
		                             days,
		                             row->binding ? "true" : "false",
		                             row->provisional ? "true" : "false",
		                             row->missed ? "true" : "false",
		                             clock_stand_name(row->stand),
		                             row->title,
		                             row->instrument,
		                             row->article,
		                             row->why,
		                             NULL};
		csv_row(call->out, cells);
	}
}

static char *
marks_text(const Deadline *deadline, Language language)
{
	const char *marks[] = {deadline->binding ? N_("binding") : NULL,
	                       deadline->provisional ? N_("provisional") : NULL,
	                       deadline->missed ? N_("missed") : NULL};
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (marks[i] == NULL)
			continue;
		if (text->len > 0)
			g_string_append(text, language == LANGUAGE_ZH ? "、" : ", ");
		g_string_append(text, translate(language, marks[i]));
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
print_table(const Invocation *call, const GPtrArray *deadlines)
{
	static const char *const titles[] = {N_("latest day"), N_("counted"), N_("applies"),
	                                     N_("what"),       N_("mark"),    NULL};
	static const char *const stands[] = {
		[CLOCK_APPLIES] = N_("yes"),
		[CLOCK_DOES_NOT_APPLY] = N_("no"),
		[CLOCK_NEEDS_ANSWER] = N_("unanswered"),
	};

	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *row = deadlines->pdata[i];
		g_autofree char *latest = date_text(&row->latest);
		g_autofree char *counted = clock_counted_text(row->rule, call->language);
		g_autofree char *marks = marks_text(row, call->language);
		const char *const cells[] = {latest, counted,
		                             translate(call->language, stands[row->stand]),
		                             row->title, marks};
		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

static void
print_reasons(const Invocation *call, const GPtrArray *deadlines)
{
	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *row = deadlines->pdata[i];

		terminal_say(call->out, N_("%s (%s, %s): %s"), row->title, row->instrument,
		             row->article, row->why);
	}
}

static void
print_summary(const Invocation *call, const Case *matter, const GPtrArray *deadlines)
{
	const Deadline *binding = deadlines_binding(deadlines);
	bool provisional = false;
	GDate earliest =
		deadlines_earliest_stop(matter->pack, &matter->facts, &matter->today, &provisional);
	g_autofree char *stop = date_text(&earliest);
	g_autofree char *today = date_text(&matter->today);

	if (binding != NULL) {
		g_autofree char *latest = date_text(&binding->latest);
		terminal_say(call->out, N_("latest lawful publication: %s (%s)"), latest,
		             binding->title);
	}
	if (provisional)
		terminal_say(
			call->out,
			N_("earliest lawful stop if all is done on %s: %s (provisional: no later "
		           "than this day is needed once the calendar is published)"),
			today, stop);
	else
		terminal_say(call->out, N_("earliest lawful stop if all is done on %s: %s"), today,
		             stop);
}

/* The days between publication and stop that count, the swapped weekends marked. */
static void
print_days(const Invocation *call, const Case *matter, const Deadline *binding)
{
	static const char *const titles[] = {N_("no."), N_("day"), N_("remark"), NULL};
	GDate day = binding->latest;

	terminal_table_begin(call->out, titles);
	for (unsigned counted = 0; g_date_compare(&day, &matter->stop) < 0;) {
		g_date_add_days(&day, 1);
		if (!workday_is(&day) || g_date_compare(&day, &matter->stop) >= 0)
			continue;
		g_autofree char *text = date_text(&day);
		g_autofree char *number = g_strdup_printf("%u", ++counted);
		bool swapped = g_date_get_weekday(&day) >= G_DATE_SATURDAY;
		const char *const cells[] = {
			number, text,
			swapped ? translate(call->language, N_("weekend, worked by swap")) : ""};
		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
}

static void
print_text(const Invocation *call, const Case *matter, const GPtrArray *deadlines)
{
	const Deadline *binding = deadlines_binding(deadlines);
	g_autofree char *stop = date_text(&matter->stop);
	g_autofree char *today = date_text(&matter->today);

	terminal_heading(call->out, N_("Clocks of a stop on %s, seen on %s"), stop, today);
	print_table(call, deadlines);
	terminal_write(call->out, "\n");
	print_summary(call, matter, deadlines);
	terminal_write(call->out, "\n");
	if (invocation_flag(call, "days") && binding != NULL && binding->rule->working_days) {
		print_days(call, matter, binding);
		terminal_write(call->out, "\n");
	}
	print_reasons(call, deadlines);
}

static int
run(Invocation *call, GError **error)
{
	g_auto(Case) matter = {0};

	if (!case_open(call, &matter, error))
		return -1;
	g_autoptr(GPtrArray) deadlines = deadlines_for(matter.pack, &matter.facts, &matter.stop,
	                                               &matter.today, call->language);
	if (invocation_format_is(call, "json"))
		print_json(call, deadlines);
	else if (invocation_format_is(call, "csv"))
		print_csv(call, deadlines);
	else
		print_text(call, &matter, deadlines);
	return 0;
}

static const char *const examples[] = {
	"tingfu deadlines --stop 2026-10-31 --sector e-commerce",
	"tingfu --dossier shop-closure deadlines --days",
	NULL,
};

const Command cmd_deadlines = {
	.name = "deadlines",
	.group = N_("Decide"),
	.synopsis = "[--stop DATE] [--today DATE] [--sector SECTOR] [--calendar FILE] [--days]",
	.summary = N_("every statutory clock, and which of them binds"),
	.description = N_("Counts every statutory clock of the shutdown from the stop date and "
                          "says which one "
                          "decides the latest lawful day of publication. It needs no dossier; with "
                          "one, what the "
                          "dossier knows of the operator decides which clocks apply. A clock whose "
                          "answer is not "
                          "known is listed as unanswered. Where the calendar of a year is not "
                          "published the day "
                          "is provisional: the safe bound, never later than the true one."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run,
};
