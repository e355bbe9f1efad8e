/*
 * notice-lint.c - does the announcement say what it must?
 *
 * The form of the document decides who reads it; dates and lead time are judged here for
 * all forms alike.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "canonical-json.h"
#include "clock.h"
#include "lint.h"
#include "workday.h"

#include <string.h>

void
notice_finding_free(NoticeFinding *finding)
{
	if (finding == NULL)
		return;
	g_free(finding->why);
	g_free(finding);
}

unsigned
notice_defects(const GPtrArray *findings)
{
	unsigned count = 0;

	for (size_t i = 0; i < findings->len; i++)
		count += ((const NoticeFinding *)findings->pdata[i])->stand == NOTICE_DEFECT;
	return count;
}

char *
notice_missing(const GPtrArray *findings)
{
	GString *ids = g_string_new(NULL);

	for (size_t i = 0; i < findings->len; i++) {
		const NoticeFinding *finding = findings->pdata[i];

		if (finding->stand == NOTICE_DEFECT)
			g_string_append_printf(ids, "%s%s", ids->len == 0 ? "" : ",",
			                       finding->check->id);
	}
	return g_string_free(ids, FALSE);
}

void
lint_defect(Lint *lint, ItemId item, const char *format, ...)
{
	NoticeFinding *finding = lint->findings->pdata[item];
	va_list arguments;

	if (finding->stand == NOTICE_DEFECT)
		return;
	finding->stand = NOTICE_DEFECT;
	va_start(arguments, format);
	finding->why = g_strdup_vprintf(translate(lint->language, format), arguments);
	va_end(arguments);
}

void
lint_not_needed(Lint *lint, ItemId item)
{
	NoticeFinding *finding = lint->findings->pdata[item];

	if (finding->stand == NOTICE_PRESENT)
		finding->stand = NOTICE_NOT_NEEDED;
}

void
lint_limit(Lint *lint, const char *right, const GDate *until)
{
	const char *name = translate(lint->language, announcement_right(right));
	g_autofree char *limit = date_text(until);

	if (g_date_compare(until, &lint->published) < 0)
		lint_defect(lint, ITEM_LIMIT_PAST,
		            N_("%s: the limit %s lies before the publication"), name, limit);
	if (g_date_compare(until, &lint->stop) > 0)
		lint_defect(lint, ITEM_LIMIT_LATE,
		            N_("%s: the limit %s lies after the stop, when deletion has begun"),
		            name, limit);
}

void
lint_lead_time(Lint *lint)
{
	bool provisional = false;
	unsigned days = 0;

	if (g_date_compare(&lint->published, &lint->stop) < 0)
		days = workday_between(&lint->published, &lint->stop, &provisional);
	if (days >= NOTICE_WORKING_DAYS)
		return;
	if (provisional)
		lint_defect(lint, ITEM_LEAD_TIME,
		            N_("only %u working days between publication and stop are certain, %d "
		               "are needed: "
		               "the holiday calendar is not published that far"),
		            days, NOTICE_WORKING_DAYS);
	else
		lint_defect(
			lint, ITEM_LEAD_TIME,
			N_("only %u working days lie between publication and stop, %d are needed"),
			days, NOTICE_WORKING_DAYS);
}

/* What the dossier does not need: nothing kept, nothing moved, nothing sensitive. */
static void
leave_out(Lint *lint)
{
	const json_t *receiver = json_object_get(lint->content, "receiver");
	bool sensitive = false;
	size_t i;
	json_t *entry;

	json_array_foreach(json_object_get(lint->content, "kinds"), i, entry)
	{
		sensitive |= json_is_true(json_object_get(entry, "sensitive"));
	}
	if (!sensitive)
		lint_not_needed(lint, ITEM_SENSITIVE);
	if (json_array_size(json_object_get(lint->content, "kept")) == 0)
		for (int item = ITEM_KEPT; item <= ITEM_CUSTODIAN_CONTACT; item++)
			lint_not_needed(lint, (ItemId)item);
	if (!json_is_true(json_object_get(receiver, "moved"))) {
		lint_not_needed(lint, ITEM_RECEIVER);
		lint_not_needed(lint, ITEM_RECEIVER_CONTACT);
	}
}

static bool
looks_like_html(const char *document)
{
	g_autofree char *start = g_ascii_strdown(document, (gssize)strnlen(document, 1024));

	return strstr(start, "<html") != NULL || strstr(start, "<!doctype") != NULL ||
	       strstr(start, "<body") != NULL || strstr(start, "<p>") != NULL;
}

static void
read_document(Lint *lint, const char *document)
{
	const char *start = document + strspn(document, " \t\r\n");

	if (*start == '{') {
		g_autoptr(GError) trouble = NULL;
		json_auto_t *content = canonical_json_parse(start, &trouble);

		if (content == NULL)
			lint_defect(lint, ITEM_OPERATOR, N_("the announcement cannot be read: %s"),
			            trouble->message);
		else
			lint_content(lint, content);
	} else if (looks_like_html(start)) {
		g_autofree char *lines = lint_lines_of_html(start);

		lint_text(lint, lines);
	} else {
		lint_text(lint, start);
	}
}

GPtrArray *
notice_lint(const json_t *content, const char *document, Language language)
{
	Lint lint = {
		.content = content,
		.language = language,
		.findings = g_ptr_array_new_with_free_func((GDestroyNotify)notice_finding_free),
	};
	const char *stop = json_text(json_object_get(content, "stop"), "date");
	const char *published = json_text(content, "published");

	for (size_t i = 0; i < N_ITEMS; i++) {
		NoticeFinding *finding = g_new0(NoticeFinding, 1);

		finding->check = &notice_checks[i];
		g_ptr_array_add(lint.findings, finding);
	}
	g_date_clear(&lint.stop, 1);
	g_date_clear(&lint.published, 1);
	if (stop == NULL || !date_parse(stop, &lint.stop, NULL) || published == NULL ||
	    !date_parse(published, &lint.published, NULL)) {
		lint_defect(&lint, ITEM_STOP_DATE, N_("the dossier names no stop date"));
		return lint.findings;
	}
	leave_out(&lint);
	read_document(&lint, document);
	lint_lead_time(&lint);
	return lint.findings;
}
