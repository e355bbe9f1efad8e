/*
 * lint-text.c - the check of an announcement's text, line by line
 *
 * A fact (a name, a contact, a day) must stand on a line that says what it is; a right
 * must come with its limit and its way on one line, or on lines of its own below it.  The
 * words are those in which announcements are written, in Chinese and in English; the
 * check judges what is said, not how well.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "canonical-json.h"
#include "clock.h"
#include "lint-words.h"
#include "text.h"

#include <string.h>

static void
line_free(void *data)
{
	NoticeLine *line = data;

	g_free(line->text);
	g_free(line->plain);
	g_free(line);
}

/* The line without its dates: so that a date is never taken for a telephone number. */
static void
read_dates(NoticeLine *line)
{
	size_t start, end;
	GDate date;

	line->plain = g_strdup(line->text);
	for (size_t at = 0; lint_find_date(line->text, at, &date, &start, &end); at = end) {
		memset(line->plain + start, ' ', end - start);
		line->last = date;
		line->n_dates++;
	}
}

static GPtrArray *
read_lines(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_auto(GStrv) parts = g_strsplit(valid, "\n", 0);
	GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);

	for (size_t i = 0; parts[i] != NULL; i++) {
		NoticeLine *line = g_new0(NoticeLine, 1);

		line->text = g_strstrip(text_fold_width(span_of(parts[i])));
		g_date_clear(&line->last, 1);
		if (*line->text == '\0') {
			line_free(line);
			continue;
		}
		read_dates(line);
		line_classify(line);
		g_ptr_array_add(lines, line);
	}
	return lines;
}

static bool
line_has(const NoticeLine *line, const char *value)
{
	g_autofree char *folded = text_fold_width(span_of(value));

	return strstr(line->text, folded) != NULL;
}

static bool
line_has_date(const NoticeLine *line, const GDate *wanted)
{
	size_t start, end;
	GDate date;

	for (size_t at = 0; lint_find_date(line->text, at, &date, &start, &end); at = end)
		if (g_date_compare(&date, wanted) == 0)
			return true;
	return false;
}

/* What to look for: @value on a line about @about (or the next one), and not about @not. */
typedef struct {
	ItemId item;
	unsigned about, not_about;
	bool is_way; /* where the dossier names none, any way will do */
	const char *object, *member;
} Fact;

static const Fact facts[] = {
	{ITEM_OPERATOR, ABOUT_OPERATOR, ABOUT_RECEIVER, false, "operator", "name"},
	{ITEM_OPERATOR_CONTACT, ABOUT_CONTACT, ABOUT_COMPLAINT | ABOUT_CUSTODIAN | ABOUT_RECEIVER,
         true, "operator", "contact"},
	{ITEM_CUSTODIAN, ABOUT_CUSTODIAN, 0, false, "custodian", "name"},
	{ITEM_CUSTODIAN_CONTACT, ABOUT_CUSTODIAN, 0, true, "custodian", "contact"},
	{ITEM_RECEIVER, ABOUT_RECEIVER, 0, false, "receiver", "name"},
	{ITEM_RECEIVER_CONTACT, ABOUT_RECEIVER, 0, true, "receiver", "contact"},
	{ITEM_COMPLAINTS, ABOUT_COMPLAINT, 0, true, NULL, "complaints"},
};

static bool
fact_stands(const GPtrArray *lines, const Fact *fact, const char *value)
{
	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];
		const NoticeLine *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;

		if ((line->about & fact->about) == 0 || (line->about & fact->not_about) != 0)
			continue;
		if (value == NULL && fact->is_way && line_has_address(line) &&
		    lint_placeholder(line->text) == NULL)
			return true;
		if (value != NULL && line_has(line, value))
			return true;
		if (value != NULL && next != NULL &&
		    (next->about & (ABOUT_ANYONE | fact->not_about)) == 0 && line_has(next, value))
			return true;
	}
	return false;
}

static void
check_facts(Lint *lint, const GPtrArray *lines)
{
	for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) {
		const Fact *fact = &facts[i];
		const json_t *object = fact->object == NULL
		                               ? lint->content
		                               : json_object_get(lint->content, fact->object);
		const char *value = json_text(object, fact->member);
		const NoticeFinding *finding = lint->findings->pdata[fact->item];

		if (value != NULL && *value == '\0')
			value = NULL;
		if (finding->stand == NOTICE_NOT_NEEDED || fact_stands(lines, fact, value))
			continue;
		if (value == NULL)
			lint_defect(lint, fact->item,
			            N_("it is set neither in dossier.conf nor here"));
		else
			lint_defect(lint, fact->item, N_("'%s' is not said in its place"), value);
	}
}

static void
check_published(Lint *lint, const GPtrArray *lines)
{
	const NoticeLine *said = NULL, *signed_on = NULL;

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];

		if ((line->about & ABOUT_PUBLISHED) != 0 && line->n_dates > 0)
			said = line;
		if (line->n_dates == 1 && line->plain[strspn(line->plain, " .")] == '\0')
			signed_on = line;
	}
	if (said == NULL && signed_on == NULL) {
		lint_defect(lint, ITEM_PUBLISHED, N_("it is missing"));
		return;
	}
	lint->published = said != NULL ? said->last : signed_on->last;
	if (said != NULL && signed_on != NULL && g_date_compare(&said->last, &signed_on->last) != 0)
		lint_defect(lint, ITEM_PUBLISHED, N_("two different days are named"));
}

/* "2026年11月5日起停止提供服务", "will stop on 5 November 2026": a stop named beside its date. */
static void
check_stop_beside(Lint *lint, const NoticeLine *line)
{
	size_t start, end;
	GDate date;

	for (size_t at = 0; lint_find_date(line->text, at, &date, &start, &end); at = end) {
		g_autofree char *behind = g_strndup(line->text + end, REACH_ZH);
		g_autofree char *before =
			g_strndup(line->text + (start > REACH_EN ? start - REACH_EN : 0),
		                  MIN(start, REACH_EN));

		if (g_date_compare(&date, &lint->stop) == 0)
			continue;
		if (lint_has_any(behind, words_stops_zh) || lint_has_any(before, words_stops_en)) {
			g_autofree char *found = date_text(&date);

			lint_defect(lint, ITEM_STOP_DIFFERS, N_("it says %s"), found);
		}
	}
}

static void
check_stop(Lint *lint, const GPtrArray *lines)
{
	bool stands = false;

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];

		if ((line->about & (ABOUT_REMAINDER | ABOUT_MINOR | ABOUT_KEPT)) != 0)
			continue;
		if ((line->about & ABOUT_STOP) != 0)
			stands |= line_has_date(line, &lint->stop);
		check_stop_beside(lint, line);
	}
	if (!stands)
		lint_defect(lint, ITEM_STOP_DATE, N_("the stop date of the dossier is not named"));
}

/* The line that names a category: its title, then a sign or the end. */
static const NoticeLine *
line_of_category(const GPtrArray *lines, const char *title)
{
	g_autofree char *wanted = g_ascii_strdown(title, -1);

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];
		g_autofree char *lower = g_ascii_strdown(line->text, -1);
		const char *at = strstr(lower, wanted);

		if (at == NULL)
			continue;
		at += strlen(wanted);
		if (*at == '\0' || strchr(":,;(", *at) != NULL || g_str_has_prefix(at, "、") ||
		    g_str_has_prefix(at, "。"))
			return line;
	}
	return NULL;
}

static void
check_kinds(Lint *lint, const GPtrArray *lines, Language written)
{
	size_t i;
	json_t *entry;

	json_array_foreach(json_object_get(lint->content, "kinds"), i, entry)
	{
		Category category = category_find(json_text(entry, "category"));
		const char *title = translate(lint->language, category_title(category));
		const NoticeLine *line =
			line_of_category(lines, translate(written, category_title(category)));

		if (line == NULL)
			lint_defect(lint, ITEM_KINDS, N_("%s was found and is not named"), title);
		else if (json_is_true(json_object_get(entry, "sensitive")) &&
		         !lint_has_any(line->text, words_sensitive))
			lint_defect(lint, ITEM_SENSITIVE, N_("%s is not marked as sensitive"),
			            title);
	}
}

static void
check_sentences(Lint *lint, const GPtrArray *lines)
{
	bool remainder = false, minors = false, guardians = false;

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];

		remainder |= (line->about & ABOUT_REMAINDER) != 0;
		minors |= lint_has_any(line->text, words_child) &&
		          lint_has_any(line->text, words_erase);
		guardians |= lint_has_any(line->text, words_guardian) && line_rights(line) >= 2;
		if (lint_placeholder(line->text) != NULL)
			lint_defect(lint, ITEM_PLACEHOLDER, N_("'%s' is still to be filled in"),
			            lint_placeholder(line->text));
	}
	if (!remainder)
		lint_defect(lint, ITEM_REMAINDER, N_("it is missing"));
	if (!minors)
		lint_defect(lint, ITEM_MINORS, N_("it is missing"));
	if (!guardians)
		lint_defect(lint, ITEM_GUARDIANS, N_("it is missing"));
}

/* Chinese where there is a Han character for every two letters. */
static Language
language_of(const GPtrArray *lines)
{
	size_t han = 0, letters = 0;

	for (size_t i = 0; i < lines->len; i++) {
		const NoticeLine *line = lines->pdata[i];

		for (char *at = line->text; *at != '\0'; at = g_utf8_next_char(at)) {
			han += g_unichar_get_script(g_utf8_get_char(at)) == G_UNICODE_SCRIPT_HAN;
			letters += g_ascii_isalpha(*at);
		}
	}
	return han * 2 > letters ? LANGUAGE_ZH : LANGUAGE_EN;
}

void
lint_text(Lint *lint, const char *text)
{
	g_autoptr(GPtrArray) lines = read_lines(text);
	Language written = language_of(lines);

	check_published(lint, lines);
	check_facts(lint, lines);
	check_stop(lint, lines);
	check_kinds(lint, lines, written);
	lint_rights(lint, lines);
	lint_kept(lint, lines, written);
	check_sentences(lint, lines);
}
