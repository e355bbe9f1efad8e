/*
 * control-erasure.c - SD-DEL: done, searched for, and by whom released
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "errors.h"

#include <string.h>

#define APPROVERS   2
#define CHILD_GRACE 1 /* days after the stop that still count as at once; ours */

static bool
form_is(const EvidenceEntry *entry, const char *form)
{
	return strcmp(entry_text(entry, "form"), form) == 0;
}

void
check_own_motion(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *done = control_carried_out(evidence, assessment);

	if (done != NULL) {
		judge(assessment, ASSESS_MET,
		      N_("the plan was carried out: %ld steps, %ld rows deleted, %ld files erased"),
		      (long)entry_number(done, "steps", 0), (long)entry_number(done, "deleted", 0),
		      (long)entry_number(done, "erased_artefacts", 0));
		return;
	}
	const EvidenceEntry *begun = evidence_last(evidence, "step.outcome");
	cite(assessment, begun);
	if (begun != NULL)
		judge(assessment, ASSESS_PARTLY,
		      N_("the erasure has begun and is not finished: run 'tingfu carry-out' "
		         "again"));
	else if (evidence_is_stopped(evidence))
		judge(assessment, ASSESS_NOT_MET,
		      N_("the service has stopped and nothing was deleted"));
	else
		judge(assessment, ASSESS_UNKNOWN, N_("the service has not stopped yet"));
}

void
check_copies(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *verified = control_verified(evidence, assessment);
	long hits = (long)entry_number(verified, "hits", 0);
	long impossible = (long)entry_number(verified, "impossible", 0);

	if (verified == NULL) {
		judge_missing(assessment, "tingfu verify");
		return;
	}
	AssessVerdict verdict = impossible > 0 ? ASSESS_PARTLY : ASSESS_MET;
	judge(assessment, hits > 0 ? ASSESS_NOT_MET : verdict,
	      N_("artefacts: %ld clean, %ld gone, %ld with hits, %ld that cannot be searched"),
	      (long)entry_number(verified, "clean", 0), (long)entry_number(verified, "gone", 0),
	      hits, impossible);
}

void
check_not_recoverable(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *verified = control_verified(evidence, assessment);
	long hits = (long)entry_number(verified, "hits", 0);
	long planted = (long)entry_number(verified, "canaries_planted", 0);
	long before = (long)entry_number(verified, "canaries_found_before", 0);
	long after = (long)entry_number(verified, "canaries_found_after", 0);

	if (verified == NULL) {
		judge_missing(assessment, "tingfu verify");
		return;
	}
	AssessVerdict verdict = ASSESS_MET;
	if (planted == 0 || before < planted || entry_number(verified, "impossible", 0) > 0)
		verdict = ASSESS_PARTLY;
	if (hits > 0 || after > 0)
		verdict = ASSESS_NOT_MET;
	judge(assessment, verdict,
	      N_("raw bytes were searched: %ld artefacts with hits; of %ld canaries the search "
	         "found %ld before the erasure and %ld after it"),
	      hits, planted, before, after);
}

/* Outcomes whose number is not the approved one. */
static unsigned
wrong_counts(const Evidence *evidence)
{
	const EvidenceEntry *entry = NULL;
	unsigned wrong = 0;
	size_t at = 0;

	while ((entry = evidence_next(evidence, "step.outcome", at, &at)) != NULL) {
		int64_t rows = entry_number(entry, "rows", -1);

		if (form_is(entry, "delete") && rows >= 0 &&
		    entry_number(entry, "done", -1) != rows)
			wrong++;
	}
	return wrong;
}

void
check_two_persons(const Evidence *evidence, Assessment *assessment)
{
	Approvals approvals = control_approvals(evidence, assessment);
	const EvidenceEntry *done = control_carried_out(evidence, assessment);
	unsigned wrong = wrong_counts(evidence);

	if (done == NULL && approvals.count == 0) {
		judge_missing(assessment, "tingfu approve plan");
		return;
	}
	if (approvals.count < APPROVERS || wrong > 0)
		judge(assessment, ASSESS_NOT_MET,
		      N_("approvals: %u of %d; steps whose rows differ from those approved: %u"),
		      approvals.count, APPROVERS, wrong);
	else if (done == NULL)
		judge(assessment, ASSESS_PARTLY, N_("released by %u persons, not carried out yet"),
		      approvals.count);
	else
		judge(assessment, approvals.simulated ? ASSESS_PARTLY : ASSESS_MET,
		      approvals.simulated
		              ? N_("%u approvals, simulated: one user of the operating system gave "
		                   "them; rows deleted are those approved")
		              : N_("%u persons released it; rows deleted are those approved"),
		      approvals.count);
}

void
check_hard_to_delete(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *verified = control_verified(evidence, assessment);
	long impossible = (long)entry_number(verified, "impossible", 0);

	if (verified == NULL)
		judge_missing(assessment, "tingfu verify");
	else if (impossible == 0)
		judge(assessment, ASSESS_NOT_APPLICABLE,
		      N_("the search left nothing out: nothing is known that cannot be deleted"));
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("%ld artefacts are listed with the reason; that they are locked, and when "
		         "that is reviewed, is not on file"),
		      impossible);
}

void
check_keys(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *destroyed = NULL;
	unsigned count = 0;
	size_t at = 0;

	while ((destroyed = evidence_next(evidence, "key.destroyed", at, &at)) != NULL) {
		cite(assessment, destroyed);
		count++;
	}
	if (count > 0)
		judge(assessment, ASSESS_MET, N_("%u keys were destroyed"), count);
	else if (control_verified(evidence, assessment) != NULL)
		judge(assessment, ASSESS_NOT_MET,
		      N_("the keys still exist; they can be destroyed once the report is checked: "
		         "tingfu verify --destroy-keys"));
	else
		judge(assessment, ASSESS_UNKNOWN, N_("nothing was verified yet"));
}

/* Does the outcome of children's rows come before every other deletion of rows? */
static const EvidenceEntry *
first_children(const Evidence *evidence, bool *ret_first)
{
	const EvidenceEntry *entry = NULL;
	size_t at = 0;

	*ret_first = true;
	while ((entry = evidence_next(evidence, "step.outcome", at, &at)) != NULL) {
		if (!form_is(entry, "delete"))
			continue;
		if (strcmp(entry_text(entry, "selection"), "children") == 0)
			return entry;
		*ret_first = false;
	}
	return NULL;
}

void
check_children_first(const Evidence *evidence, Assessment *assessment)
{
	bool first = false;
	const EvidenceEntry *entry = first_children(evidence, &first);

	cite(assessment, entry);
	if (entry == NULL && !evidence_is_stopped(evidence)) {
		judge(assessment, ASSESS_UNKNOWN, N_("the service has not stopped yet"));
		return;
	}
	if (entry == NULL) {
		cite(assessment, evidence_last(evidence, "scan.finished"));
		judge(assessment, ASSESS_NOT_MET,
		      N_("%ld persons under 14 were found, and no step deleted their data first"),
		      (long)evidence->facts.minors_14);
		return;
	}
	int days = g_date_days_between(&evidence->settings->stop_date, &entry->date);
	judge(assessment, first && days <= CHILD_GRACE ? ASSESS_MET : ASSESS_PARTLY,
	      first ? N_("children's data was deleted first, %d days after the stop")
	            : N_("children's data was deleted, but not first, %d days after the stop"),
	      days);
}

void
check_time_and_count(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *done = control_carried_out(evidence, assessment);

	if (done == NULL) {
		judge(assessment, ASSESS_UNKNOWN, N_("nothing was carried out yet"));
		return;
	}
	judge(assessment, ASSESS_PARTLY,
	      N_("each step has its time and count in the ledger; the time is the system's own, no "
	         "trusted timestamp is on file"));
}
