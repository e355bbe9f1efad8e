/*
 * control-notice.c - SD-NOT: lead time, contents, surfaces, personal messages
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "clock.h"
#include "errors.h"
#include "workday.h"

#include <string.h>

#define LEAD_WORKING_DAYS 30 /* guide, fragment K10 */

static void
not_published(const Evidence *evidence, Assessment *assessment)
{
	bool provisional = false;
	GDate latest =
		workday_before(&evidence->settings->stop_date, LEAD_WORKING_DAYS, &provisional);
	g_autofree char *text = date_text(&latest);
	bool late = g_date_compare(&latest, &evidence->today) < 0;

	if (late && !provisional) {
		cite(assessment, evidence_last(evidence, "dossier.opened"));
		judge(assessment, ASSESS_NOT_MET,
		      N_("nothing was published, and the latest lawful day was %s"), text);
	} else {
		judge(assessment, ASSESS_UNKNOWN,
		      N_("nothing is published yet; the latest lawful day is %s"), text);
	}
}

void
check_lead_time(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *published = control_published(evidence, assessment);
	bool provisional = false;
	GDate day;

	if (published == NULL || !date_parse(entry_text(published, "date"), &day, NULL)) {
		not_published(evidence, assessment);
		return;
	}
	unsigned days = workday_between(&day, &evidence->settings->stop_date, &provisional);
	AssessVerdict shorter = provisional ? ASSESS_UNKNOWN : ASSESS_NOT_MET;
	judge(assessment, days >= LEAD_WORKING_DAYS ? ASSESS_MET : shorter,
	      N_("published on %s: %u full working days before the stop, %d are needed"),
	      entry_text(published, "date"), days, LEAD_WORKING_DAYS);
	if (provisional && days < LEAD_WORKING_DAYS)
		judge(assessment, shorter,
		      N_("the number is the least it can be: the calendar is not published or its "
		         "sources differ"));
}

/* The newest lint of the version that is published. */
static const EvidenceEntry *
lint_of(const Evidence *evidence, const EvidenceEntry *published)
{
	const EvidenceEntry *entry = NULL;
	const EvidenceEntry *found = NULL;
	int64_t version = entry_number(published, "version", -1);
	size_t at = 0;

	while ((entry = evidence_next(evidence, "notice.linted", at, &at)) != NULL)
		if (published == NULL || entry_number(entry, "version", 0) == version)
			found = entry;
	return found;
}

static bool
lint_misses(const EvidenceEntry *lint, const char *item)
{
	g_auto(GStrv) missing = g_strsplit(entry_text(lint, "missing"), ",", 0);

	return g_strv_contains((const char *const *)missing, item);
}

void
check_contents(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *published = control_published(evidence, assessment);
	const EvidenceEntry *lint = lint_of(evidence, published);
	long defects = (long)entry_number(lint, "defects", -1);

	cite(assessment, lint);
	if (lint == NULL || defects < 0)
		judge_missing(assessment, "tingfu notice lint");
	else if (defects > 0)
		judge(assessment, published == NULL ? ASSESS_PARTLY : ASSESS_NOT_MET,
		      N_("%ld statutory items are missing or unclear: %s"), defects,
		      entry_text(lint, "missing"));
	else if (published == NULL)
		judge(assessment, ASSESS_PARTLY,
		      N_("the draft holds every statutory item; it is not published yet"));
	else
		judge(assessment, ASSESS_MET,
		      N_("the published text holds every statutory item: version %ld"),
		      (long)entry_number(published, "version", 0));
}

void
check_lasting(const Evidence *evidence, Assessment *assessment)
{
	if (control_published(evidence, assessment) == NULL) {
		judge_missing(assessment, "tingfu notice publish");
		return;
	}
	judge(assessment, ASSESS_PARTLY,
	      N_("published; that it stood in a prominent place every day until the stop is not on "
	         "file"));
}

void
check_surfaces(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *published = control_published(evidence, assessment);
	g_autoptr(GString) missing = g_string_new(NULL);
	char *const *surfaces = evidence->settings->surfaces;

	if (published == NULL || surfaces == NULL || surfaces[0] == NULL) {
		judge_missing(assessment, "tingfu notice publish");
		return;
	}
	g_auto(GStrv) covered = g_strsplit(entry_text(published, "surfaces"), ",", 0);
	for (size_t i = 0; surfaces[i] != NULL; i++)
		if (!g_strv_contains((const char *const *)covered, surfaces[i]))
			g_string_append_printf(missing, "%s%s", missing->len > 0 ? ", " : "",
			                       surfaces[i]);
	if (missing->len == 0)
		judge(assessment, ASSESS_MET, N_("published on every surface: %s"),
		      entry_text(published, "surfaces"));
	else
		judge(assessment, ASSESS_PARTLY, N_("not published on: %s"), missing->str);
}

void
check_personal_message(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *due = evidence_last(evidence, "notice.due");

	if (due == NULL) {
		judge_missing(assessment, "tingfu notice draft");
		return;
	}
	cite(assessment, due);
	judge(assessment, ASSESS_PARTLY,
	      N_("%ld persons are due a message of their own and the list is drawn up; receipts of "
	         "the gateway are not on file"),
	      (long)entry_number(due, "persons", 0));
}

void
check_receiver_named(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *published = control_published(evidence, assessment);
	const EvidenceEntry *lint = lint_of(evidence, published);

	cite(assessment, lint);
	if (published == NULL || lint == NULL)
		judge_missing(assessment, "tingfu notice publish");
	else if (lint_misses(lint, "receiver") || evidence->settings->receiver_contact == NULL)
		judge(assessment, ASSESS_NOT_MET,
		      N_("the published notice does not name the receiver and its contact"));
	else
		judge(assessment, ASSESS_MET,
		      N_("the published notice names the receiver and its contact"));
}

void
check_changes(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *opened = evidence_last(evidence, "dossier.opened");
	const EvidenceEntry *published = control_published(evidence, assessment);
	g_autofree char *stop = date_text(&evidence->settings->stop_date);

	if (opened == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, opened);
	if (strcmp(entry_text(opened, "stop_date"), stop) == 0 &&
	    entry_number(published, "version", 1) <= 1)
		judge(assessment, ASSESS_NOT_APPLICABLE,
		      N_("neither the stop date nor the notice changed since the dossier was "
		         "opened"));
	else
		judge(assessment, ASSESS_UNKNOWN,
		      N_("there were changes: show that each was told in a new version, and in "
		         "time"));
}

void
check_kept_told(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *published = control_published(evidence, assessment);
	const EvidenceEntry *lint = lint_of(evidence, published);

	cite(assessment, lint);
	if (published == NULL || lint == NULL)
		judge_missing(assessment, "tingfu notice publish");
	else if (lint_misses(lint, "kept"))
		judge(assessment, ASSESS_NOT_MET,
		      N_("the published notice does not say what is kept, why and how long"));
	else
		judge(assessment, ASSESS_MET,
		      N_("the published notice says what is kept, why and how long"));
}
