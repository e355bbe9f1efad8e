/*
 * control-proof.c - SD-EVD: the evidence itself
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "errors.h"

static const EvidenceEntry *
newest(const Evidence *evidence)
{
	return evidence->entries->len == 0 ? NULL
	                                   : evidence->entries->pdata[evidence->entries->len - 1];
}

void
check_unbroken(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *last = newest(evidence);

	if (!evidence->intact) {
		judge(assessment, ASSESS_NOT_MET, N_("the ledger does not verify: %s"),
		      evidence->fault);
		return;
	}
	if (last == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, last);
	judge(assessment, ASSESS_MET, N_("the ledger verifies, without a gap"));
}

void
check_time(const Evidence *evidence, Assessment *assessment)
{
	if (newest(evidence) == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, newest(evidence));
	if (dossier_is_rehearsal(evidence->dossier))
		judge(assessment, ASSESS_NOT_MET,
		      N_("this is a rehearsal: its clock is set by hand"));
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("every entry has UTC and monotonic time; no trusted timestamp and no log "
		         "of "
		         "time synchronisation is on file"));
}

void
check_recheckable(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *report = evidence_last(evidence, "report.written");

	if (!evidence->intact || newest(evidence) == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, report == NULL ? newest(evidence) : report);
	if (report == NULL)
		judge(assessment, ASSESS_PARTLY,
		      N_("a second verifier can check the ledger; the report that hands out key "
		         "and "
		         "signed head is not written yet"));
	else
		judge(assessment, ASSESS_MET,
		      N_("a second verifier can check the ledger with the key and the signed head "
		         "in "
		         "the report"));
}

void
check_no_personal_data(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *searched = evidence_last(evidence, "dossier.searched");
	long found = (long)entry_number(searched, "found", -1);
	long declared = (long)entry_number(searched, "declared", 0);

	if (searched == NULL || found < 0) {
		judge_missing(assessment, "tingfu verify");
		return;
	}
	cite(assessment, searched);
	judge(assessment, found == 0 ? ASSESS_MET : ASSESS_NOT_MET,
	      N_("%ld files of the dossier were searched: %ld personal values that nobody "
	         "declared, %ld declared"),
	      (long)entry_number(searched, "files", 0), found, declared);
}

void
check_report(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *report = evidence_last(evidence, "report.written");

	if (report == NULL) {
		judge(assessment, ASSESS_UNKNOWN, N_("no report is written yet: tingfu report"));
		return;
	}
	cite(assessment, report);
	judge(assessment, ASSESS_PARTLY,
	      N_("the report is written; the signatures of management are not on file"));
}
