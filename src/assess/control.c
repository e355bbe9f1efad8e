/*
 * control.c - the table of checks, and what they share
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "errors.h"

#include <string.h>

/* clang-format off */
const Control controls[] = {
	{"SD-GEN-01", check_scope},
	{"SD-GEN-02", check_decision},
	{"SD-GEN-03", check_officer},
	{"SD-GEN-04", NULL},
	{"SD-GEN-05", check_collection},
	{"SD-GEN-06", NULL},
	{"SD-GEN-07", check_inventory},
	{"SD-GEN-08", NULL},
	{"SD-GEN-09", check_marked},
	{"SD-GEN-10", check_persons},
	{"SD-GEN-11", check_fates},
	{"SD-GEN-12", NULL},
	{"SD-GEN-13", NULL},
	{"SD-GEN-14", check_logs},
	{"SD-GEN-15", NULL},
	{"SD-GEN-16", check_complaints},
	{"SD-GEN-17", check_clocks},
	{"SD-GEN-18", NULL},
	{"SD-GEN-19", NULL},
	{"SD-GEN-20", check_approved},
	{"SD-NOT-01", check_lead_time},
	{"SD-NOT-02", check_contents},
	{"SD-NOT-03", check_lasting},
	{"SD-NOT-04", check_surfaces},
	{"SD-NOT-05", check_personal_message},
	{"SD-NOT-06", NULL},
	{"SD-NOT-07", NULL},
	{"SD-NOT-08", check_receiver_named},
	{"SD-NOT-09", check_changes},
	{"SD-NOT-10", NULL},
	{"SD-RTS-01", check_view},
	{"SD-RTS-02", check_copy},
	{"SD-RTS-03", check_portability},
	{"SD-RTS-04", check_delete_request},
	{"SD-RTS-05", check_correct},
	{"SD-RTS-06", NULL},
	{"SD-RTS-07", NULL},
	{"SD-RTS-08", NULL},
	{"SD-RTS-09", NULL},
	{"SD-RTS-10", check_no_purge},
	{"SD-RTS-11", check_late_requests},
	{"SD-RTS-12", NULL},
	{"SD-TRF-01", NULL},
	{"SD-TRF-02", NULL},
	{"SD-TRF-03", NULL},
	{"SD-TRF-04", check_route},
	{"SD-TRF-05", NULL},
	{"SD-TRF-06", NULL},
	{"SD-TRF-07", NULL},
	{"SD-TRF-08", NULL},
	{"SD-TRF-09", NULL},
	{"SD-TRF-10", NULL},
	{"SD-TRF-11", NULL},
	{"SD-TRF-12", NULL},
	{"SD-TRF-13", NULL},
	{"SD-TRF-14", NULL},
	{"SD-TRF-15", NULL},
	{"SD-DEL-01", check_own_motion},
	{"SD-DEL-02", check_copies},
	{"SD-DEL-03", check_not_recoverable},
	{"SD-DEL-04", check_two_persons},
	{"SD-DEL-05", check_hard_to_delete},
	{"SD-DEL-06", NULL},
	{"SD-DEL-07", check_keys},
	{"SD-DEL-08", check_children_first},
	{"SD-DEL-09", NULL},
	{"SD-DEL-10", NULL},
	{"SD-DEL-11", NULL},
	{"SD-DEL-12", check_time_and_count},
	{"SD-KEP-01", check_keep_basis},
	{"SD-KEP-02", check_keep_needed},
	{"SD-KEP-03", check_keep_apart},
	{"SD-KEP-04", check_keep_period},
	{"SD-KEP-05", NULL},
	{"SD-KEP-06", check_custodian},
	{"SD-KEP-07", NULL},
	{"SD-KEP-08", check_kept_told},
	{"SD-IMP-01", NULL},
	{"SD-IMP-02", check_ten_million},
	{"SD-IMP-03", NULL},
	{"SD-IMP-04", NULL},
	{"SD-IMP-05", NULL},
	{"SD-IMP-06", NULL},
	{"SD-IMP-07", NULL},
	{"SD-IMP-08", check_collection},
	{"SD-IMP-09", NULL},
	{"SD-COR-01", NULL},
	{"SD-COR-02", NULL},
	{"SD-EVD-01", check_unbroken},
	{"SD-EVD-02", check_time},
	{"SD-EVD-03", check_recheckable},
	{"SD-EVD-04", NULL},
	{"SD-EVD-05", check_no_personal_data},
	{"SD-EVD-06", check_report},
	{"SD-EVD-07", check_custodian},
	{NULL, NULL},
};
/* clang-format on */

static void
add_sentence(char **reason, Language language, const char *sentence)
{
	if (*reason == NULL) {
		*reason = g_strdup(sentence);
		return;
	}
	g_autofree char *before = *reason;
	*reason = g_strconcat(before, language == LANGUAGE_ZH ? "；" : "; ", sentence, NULL);
}

void
judge(Assessment *assessment, AssessVerdict verdict, const char *format, ...)
{
	assessment->verdict = verdict;
	for (unsigned language = 0; language < N_LANGUAGES; language++) {
		va_list arguments;

		va_start(arguments, format);
		g_autofree char *sentence =
			g_strdup_vprintf(translate((Language)language, format), arguments);
		va_end(arguments);
		add_sentence(&assessment->reasons[language], (Language)language, sentence);
	}
}

void
cite(Assessment *assessment, const EvidenceEntry *entry)
{
	size_t at = 0;

	if (entry == NULL)
		return;
	for (; at < assessment->entries->len; at++) {
		uint64_t index = g_array_index(assessment->entries, uint64_t, at);

		if (index == entry->index)
			return;
		if (index > entry->index)
			break;
	}
	g_array_insert_val(assessment->entries, (guint)at, entry->index);
}

void
judge_unseen(Assessment *assessment)
{
	const Requirement *requirement = assessment->requirement;
	const char *const evidence[N_LANGUAGES] = {
		[LANGUAGE_EN] = requirement->evidence_en,
		[LANGUAGE_ZH] = requirement->evidence_zh,
	};

	assessment->verdict = ASSESS_UNKNOWN;
	for (unsigned language = 0; language < N_LANGUAGES; language++) {
		g_autofree char *who = law_roles_text(requirement->who, (Language)language);
		g_autofree char *sentence = g_strdup_printf(
			translate((Language)language,
		                  N_("this program cannot see it: to be put on file by %s: %s")),
			who, evidence[language]);
		add_sentence(&assessment->reasons[language], (Language)language, sentence);
	}
}

void
judge_missing(Assessment *assessment, const char *command)
{
	judge(assessment, ASSESS_UNKNOWN, N_("nothing is on file yet: '%s' makes the evidence"),
	      command);
}

static const EvidenceEntry *
cited(const Evidence *evidence, const char *kind, Assessment *assessment)
{
	const EvidenceEntry *entry = evidence_last(evidence, kind);

	cite(assessment, entry);
	return entry;
}

const EvidenceEntry *
control_published(const Evidence *evidence, Assessment *assessment)
{
	return cited(evidence, "notice.published", assessment);
}

const EvidenceEntry *
control_scan(const Evidence *evidence, Assessment *assessment)
{
	return cited(evidence, "scan.finished", assessment);
}

const EvidenceEntry *
control_verified(const Evidence *evidence, Assessment *assessment)
{
	return cited(evidence, "verify.finished", assessment);
}

const EvidenceEntry *
control_carried_out(const Evidence *evidence, Assessment *assessment)
{
	return cited(evidence, "carry-out.finished", assessment);
}

Approvals
control_approvals(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *plan = evidence_last(evidence, "plan.made");
	const char *digest = entry_text(plan, "digest");
	const EvidenceEntry *entry = NULL;
	Approvals approvals = {0, false};
	size_t at = 0;

	while (plan != NULL &&
	       (entry = evidence_next(evidence, "plan.approved", at, &at)) != NULL) {
		if (strcmp(entry_text(entry, "digest"), digest) != 0)
			continue;
		cite(assessment, entry);
		approvals.count++;
		approvals.simulated =
			approvals.simulated || entry_number(entry, "simulated", 0) != 0;
	}
	return approvals;
}
