/*
 * deadline.c - every statutory clock of a shutdown, and which of them binds
 *
 * Days are counted from the stop date.  A clock that really counts from another event (a
 * decision, a dissolution, a finished assessment) is counted from a day that stands in for it
 * and says so: today for the decision, which cannot come later; the stop date for the others.
 * Such a clock is provisional and never binds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "deadline.h"

#include "clock.h"
#include "workday.h"

#include <string.h>

#define FARTHEST_STOP 800 /* days from today in which an earliest stop is looked for */

typedef struct {
	const LawPack *pack;
	const LawFacts *facts;
	GDate stop, today;
	Language language;
} Question;

void
deadline_free(Deadline *deadline)
{
	if (deadline == NULL)
		return;
	g_free(deadline->title);
	g_free(deadline->why);
	g_free(deadline);
}

const char *
clock_stand_name(ClockStand stand)
{
	static const char *const names[] = {
		[CLOCK_APPLIES] = "yes",
		[CLOCK_DOES_NOT_APPLY] = "no",
		[CLOCK_NEEDS_ANSWER] = "unanswered",
	};

	return names[stand];
}

/* The same for a clock that counts from another event. */
static char *
event_counted_text(const ClockRule *rule, Language language)
{
	if (strcmp(rule->anchor, "decision") == 0)
		return g_strdup_printf(translate(language, N_("%u days after the decision")),
		                       rule->days);
	if (strcmp(rule->anchor, "dissolution") == 0)
		return g_strdup_printf(translate(language, N_("%u days after dissolution")),
		                       rule->days);
	if (strcmp(rule->anchor, "assessment") == 0)
		return g_strdup_printf(
			translate(language, N_("%u working days after the assessment")),
			rule->days);
	return g_strdup(translate(language, N_("by the end of January")));
}

char *
clock_counted_text(const ClockRule *rule, Language language)
{
	bool before = rule->before_stop;

	if (strcmp(rule->anchor, "stop") != 0)
		return event_counted_text(rule, language);
	if (rule->days == 0)
		return g_strdup(
			translate(language, before ? N_("before the stop") : N_("after the stop")));
	if (rule->working_days && before)
		return g_strdup_printf(translate(language, N_("%u working days before")),
		                       rule->days);
	if (rule->working_days)
		return g_strdup_printf(translate(language, N_("%u working days after")),
		                       rule->days);
	if (before)
		return g_strdup_printf(translate(language, N_("%u days before")), rule->days);
	return g_strdup_printf(translate(language, N_("%u days after")), rule->days);
}

static bool
counts_from_stop(const ClockRule *rule)
{
	return strcmp(rule->anchor, "stop") == 0;
}

static ClockStand
stand_of(const ClockRule *rule, const Question *question, char **ret_why)
{
	FactAnswer answer =
		law_condition(rule->conditions, question->facts, question->language, ret_why);

	if (answer == FACT_NO || rule->reference)
		return CLOCK_DOES_NOT_APPLY;
	return answer == FACT_YES ? CLOCK_APPLIES : CLOCK_NEEDS_ANSWER;
}

/* 1 January of the first January that is not over at @stop: yearly reports count from it. */
static GDate
year_start(const GDate *stop)
{
	GDate day = *stop;

	g_date_set_dmy(&day, 1, G_DATE_JANUARY, g_date_get_year(stop));
	if (g_date_get_month(stop) > G_DATE_JANUARY)
		g_date_add_years(&day, 1);
	return day;
}

static GDate
event_of(const ClockRule *rule, const Question *question)
{
	if (strcmp(rule->anchor, "decision") == 0)
		return question->today;
	if (strcmp(rule->anchor, "year-start") == 0)
		return year_start(&question->stop);
	return question->stop;
}

static GDate
latest_of(const ClockRule *rule, const Question *question, bool *ret_provisional)
{
	GDate event = event_of(rule, question);

	*ret_provisional = false;
	if (!rule->working_days) {
		int days = (int)rule->days;
		return date_add(&event, 0, 0, rule->before_stop ? -days : days);
	}
	return rule->before_stop ? workday_before(&event, rule->days, ret_provisional)
	                         : workday_after(&event, rule->days, ret_provisional);
}

static void
add_sentence(GString *text, Language language, const char *sentence)
{
	if (sentence == NULL || *sentence == '\0')
		return;
	if (g_str_has_suffix(text->str, "?"))
		g_string_append_c(text, ' ');
	else if (text->len > 0 && !g_str_has_suffix(text->str, "？"))
		g_string_append(text, language == LANGUAGE_ZH ? "；" : "; ");
	g_string_append(text, sentence);
}

static const char *
stand_in(const ClockRule *rule)
{
	if (strcmp(rule->anchor, "decision") == 0)
		return N_("counted from today, because the day of the decision is not on file: an "
		          "earlier decision makes it earlier");
	if (strcmp(rule->anchor, "dissolution") == 0)
		return N_("counted from the stop date, because the day of dissolution is not on "
		          "file");
	if (strcmp(rule->anchor, "assessment") == 0)
		return N_("counted from the stop date, because the day on which the assessment was "
		          "finished is not on file");
	return NULL;
}

/* Why it stands so, the question only people can answer, what to know, how sure the day is. */
static char *
why_of(const ClockRule *rule, const Question *question, ClockStand stand, const char *reason,
       bool from_calendar)
{
	Language language = question->language;
	bool chinese = language == LANGUAGE_ZH;
	g_autoptr(GString) text = g_string_new(NULL);
	const char *event = stand_in(rule);

	if (stand == CLOCK_NEEDS_ANSWER && rule->question_en != NULL)
		add_sentence(text, language, chinese ? rule->question_zh : rule->question_en);
	else
		add_sentence(text, language, reason);
	add_sentence(text, language, chinese ? rule->note_zh : rule->note_en);
	if (event != NULL)
		add_sentence(text, language, translate(language, event));
	if (from_calendar)
		add_sentence(
			text, language,
			translate(
				language,
				N_("provisional: it touches days whose calendar is not published, "
		                   "or on which the sources differ; the day given is the safe "
		                   "bound and is never later than the true one")));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static Deadline *
answer(const ClockRule *rule, const Question *question)
{
	g_autofree char *reason = NULL;
	Deadline *deadline = g_new0(Deadline, 1);
	const Instrument *instrument = law_instrument(question->pack, rule->instrument);
	bool chinese = question->language == LANGUAGE_ZH;
	bool from_calendar = false;

	deadline->rule = rule;
	deadline->id = rule->id;
	deadline->instrument = chinese ? instrument->title_zh : instrument->title_en;
	deadline->article = chinese ? rule->article_zh : rule->article;
	deadline->title = g_strdup(chinese ? rule->title_zh : rule->title_en);
	deadline->stand = stand_of(rule, question, &reason);
	deadline->latest = latest_of(rule, question, &from_calendar);
	deadline->before_stop = rule->before_stop;
	deadline->unit = rule->working_days ? "working-day" : "day";
	deadline->days = rule->days;
	deadline->provisional = from_calendar || stand_in(rule) != NULL;
	deadline->missed = deadline->stand != CLOCK_DOES_NOT_APPLY &&
	                   g_date_compare(&deadline->latest, &question->today) < 0;
	deadline->why = why_of(rule, question, deadline->stand, reason, from_calendar);
	return deadline;
}

static int
by_day(gconstpointer a, gconstpointer b)
{
	const Deadline *one = *(Deadline *const *)a;
	const Deadline *two = *(Deadline *const *)b;
	int order = g_date_compare(&one->latest, &two->latest);

	return order != 0 ? order : strcmp(one->id, two->id);
}

static void
mark_binding(GPtrArray *deadlines)
{
	for (size_t i = 0; i < deadlines->len; i++) {
		Deadline *deadline = deadlines->pdata[i];

		if (deadline->stand == CLOCK_APPLIES && deadline->before_stop &&
		    deadline->rule->act == ACT_PUBLISH && counts_from_stop(deadline->rule)) {
			deadline->binding = true;
			return;
		}
	}
}

static void
free_row(gpointer data)
{
	deadline_free(data);
}

GPtrArray *
deadlines_for(const LawPack *pack, const LawFacts *facts, const GDate *stop, const GDate *today,
              Language language)
{
	Question question = {pack, facts, *stop, *today, language};
	GPtrArray *deadlines = g_ptr_array_new_with_free_func(free_row);
	const GPtrArray *rules = law_clocks(pack);

	for (size_t i = 0; i < rules->len; i++)
		g_ptr_array_add(deadlines, answer(rules->pdata[i], &question));
	g_ptr_array_sort(deadlines, by_day);
	mark_binding(deadlines);
	return deadlines;
}

const Deadline *
deadlines_binding(const GPtrArray *deadlines)
{
	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *deadline = deadlines->pdata[i];

		if (deadline->binding)
			return deadline;
	}
	return NULL;
}

/* Could everything that must come before @stop still be done on @today? */
static bool
stop_is_lawful(const Question *question, bool *ret_provisional)
{
	const GPtrArray *rules = law_clocks(question->pack);

	*ret_provisional = false;
	for (size_t i = 0; i < rules->len; i++) {
		const ClockRule *rule = rules->pdata[i];
		g_autofree char *why = NULL;
		bool provisional = false;

		if (!rule->before_stop || !counts_from_stop(rule) ||
		    stand_of(rule, question, &why) != CLOCK_APPLIES)
			continue;
		GDate latest = latest_of(rule, question, &provisional);
		if (g_date_compare(&latest, &question->today) < 0)
			return false;
		*ret_provisional = *ret_provisional || provisional;
	}
	return true;
}

GDate
deadlines_earliest_stop(const LawPack *pack, const LawFacts *facts, const GDate *today,
                        bool *ret_provisional)
{
	Question question = {pack, facts, *today, *today, LANGUAGE_EN};

	for (unsigned i = 0; i < FARTHEST_STOP && !stop_is_lawful(&question, ret_provisional); i++)
		g_date_add_days(&question.stop, 1);
	return question.stop;
}
