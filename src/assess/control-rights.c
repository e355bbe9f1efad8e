/*
 * control-rights.c - SD-RTS: what persons asked for, and what they got before the erasure
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "errors.h"

#include <string.h>

/* The answer to @opened, or NULL. */
static const EvidenceEntry *
answer_to(const Evidence *evidence, const EvidenceEntry *opened)
{
	const EvidenceEntry *entry = NULL;
	int64_t number = entry_number(opened, "request", -1);
	size_t at = 0;

	while ((entry = evidence_next(evidence, "request.answered", at, &at)) != NULL)
		if (entry_number(entry, "request", -2) == number)
			return entry;
	return NULL;
}

static bool
asks_for(const EvidenceEntry *opened, const char *action)
{
	g_auto(GStrv) actions = g_strsplit(entry_text(opened, "actions"), ",", 0);

	return g_strv_contains((const char *const *)actions, action);
}

static void
check_action(const Evidence *evidence, Assessment *assessment, const char *action)
{
	const EvidenceEntry *opened = NULL;
	unsigned asked = 0;
	unsigned answered = 0;
	size_t at = 0;

	while ((opened = evidence_next(evidence, "request.opened", at, &at)) != NULL) {
		if (!asks_for(opened, action))
			continue;
		const EvidenceEntry *answer = answer_to(evidence, opened);

		asked++;
		answered += answer != NULL ? 1 : 0;
		cite(assessment, answer == NULL ? opened : answer);
	}
	if (asked == 0)
		judge(assessment, ASSESS_UNKNOWN,
		      N_("nobody asked for it so far: try the way once, so that it is shown to "
		         "work"));
	else if (answered == asked)
		judge(assessment, ASSESS_MET, N_("all %u requests were answered"), asked);
	else
		judge(assessment, evidence_is_stopped(evidence) ? ASSESS_NOT_MET : ASSESS_PARTLY,
		      N_("%u of %u requests were answered"), answered, asked);
}

void
check_view(const Evidence *evidence, Assessment *assessment)
{
	check_action(evidence, assessment, "view");
}

void
check_copy(const Evidence *evidence, Assessment *assessment)
{
	check_action(evidence, assessment, "copy");
}

void
check_portability(const Evidence *evidence, Assessment *assessment)
{
	check_action(evidence, assessment, "transfer");
}

void
check_delete_request(const Evidence *evidence, Assessment *assessment)
{
	check_action(evidence, assessment, "delete");
}

void
check_correct(const Evidence *evidence, Assessment *assessment)
{
	check_action(evidence, assessment, "correct");
}

/* The first act that took data away; NULL: none yet. */
static const EvidenceEntry *
first_erasure(const Evidence *evidence)
{
	const EvidenceEntry *entry = NULL;
	size_t at = 0;

	while ((entry = evidence_next(evidence, "step.intent", at, &at)) != NULL) {
		const char *form = entry_text(entry, "form");

		if (strcmp(form, "delete") == 0 || strcmp(form, "erase") == 0)
			return entry;
	}
	return NULL;
}

void
check_no_purge(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *erasure = first_erasure(evidence);
	const EvidenceEntry *opened = NULL;
	unsigned before = 0;
	size_t at = 0;

	if (erasure == NULL) {
		judge(assessment, ASSESS_UNKNOWN, N_("nothing was erased yet"));
		return;
	}
	cite(assessment, erasure);
	while ((opened = evidence_next(evidence, "request.opened", at, &at)) != NULL) {
		const EvidenceEntry *answer = answer_to(evidence, opened);

		if (opened->index > erasure->index)
			continue;
		before++;
		cite(assessment, answer == NULL ? opened : answer);
		if (answer == NULL || answer->index > erasure->index) {
			judge(assessment, ASSESS_NOT_MET,
			      N_("request %ld was still open when the erasure began"),
			      (long)entry_number(opened, "request", 0));
			return;
		}
	}
	judge(assessment, ASSESS_MET,
	      N_("no request was open when the erasure began: %u had been answered"), before);
}

void
check_late_requests(const Evidence *evidence, Assessment *assessment)
{
	const DossierSettings *settings = evidence->settings;

	if (settings->custodian == NULL || settings->custodian_contact == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, evidence_last(evidence, "notice.published"));
	judge(assessment, ASSESS_PARTLY,
	      N_("the custodian can be reached after the stop; requests to it are not on file"));
}
