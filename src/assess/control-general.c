/*
 * control-general.c - SD-GEN: scope, catalogue, persons, plan, clocks
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "deadline.h"
#include "errors.h"

#include <string.h>

#define MILLION   1000000 /* persons: Compliance Audit Measures 12 */
#define APPROVERS 2

void
check_scope(const Evidence *evidence, Assessment *assessment)
{
	const DossierSettings *settings = evidence->settings;
	const EvidenceEntry *opened = evidence_last(evidence, "dossier.opened");
	bool has_surfaces = settings->surfaces != NULL && settings->surfaces[0] != NULL;

	if (opened == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, opened);
	if (settings->uscc != NULL && has_surfaces)
		judge(assessment, ASSESS_MET,
		      N_("operator, its code, its surfaces and the trigger '%s' are on file"),
		      trigger_name(settings->trigger));
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("the trigger is on file; set what is missing in dossier.conf: %s%s%s"),
		      settings->uscc == NULL ? "Uscc" : "",
		      settings->uscc == NULL && !has_surfaces ? ", " : "",
		      has_surfaces ? "" : "Surfaces");
}

void
check_decision(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *opened = evidence_last(evidence, "dossier.opened");
	g_autofree char *stop = date_text(&evidence->settings->stop_date);

	if (opened == NULL) {
		judge_unseen(assessment);
		return;
	}
	cite(assessment, opened);
	judge(assessment, ASSESS_PARTLY,
	      N_("the stop is fixed at the beginning of %s; the signed decision is not on file"),
	      stop);
}

void
check_officer(const Evidence *evidence, Assessment *assessment)
{
	const DossierSettings *settings = evidence->settings;

	if (settings->officer == NULL || settings->officer_contact == NULL) {
		bool owed = evidence->facts.persons >= MILLION;

		control_scan(evidence, assessment);
		judge(assessment, owed ? ASSESS_NOT_MET : ASSESS_UNKNOWN,
		      N_("no officer with a contact is named: set Officer and OfficerContact in "
		         "dossier.conf"));
		return;
	}
	if (control_published(evidence, assessment) != NULL)
		judge(assessment, ASSESS_PARTLY,
		      N_("an officer is named and the notice is published; the letter of "
		         "appointment "
		         "is not on file"));
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("an officer is named; contact and appointment are not published or not on "
		         "file yet"));
}

/* The newest measurement of @source, or NULL. */
static const EvidenceEntry *
measured(const Evidence *evidence, const char *source)
{
	const EvidenceEntry *entry = NULL;
	const EvidenceEntry *newest = NULL;
	size_t at = 0;

	while ((entry = evidence_next(evidence, "stop.measured", at, &at)) != NULL)
		if (strcmp(entry_text(entry, "source"), source) == 0)
			newest = entry;
	return newest;
}

void
check_collection(const Evidence *evidence, Assessment *assessment)
{
	const GPtrArray *sources = dossier_sources(evidence->dossier);
	int quiet = 0;
	int blind = 0;

	for (size_t i = 0; i < sources->len; i++) {
		const DossierSource *source = sources->pdata[i];
		const EvidenceEntry *entry = measured(evidence, source->name);
		int64_t since = entry_number(entry, "writes_since", -1);

		cite(assessment, entry);
		if (since > 0) {
			judge(assessment, ASSESS_NOT_MET,
			      N_("source '%s' was written to after the stop: %ld records"),
			      source->name, (long)since);
			return;
		}
		if (entry != NULL && *entry_text(entry, "last_write") != '\0')
			quiet++;
		else
			blind++;
	}
	if (quiet == 0)
		judge_missing(assessment, "tingfu carry-out");
	else if (blind == 0)
		judge(assessment, ASSESS_MET,
		      N_("no source was written to after the stop: %d measured"), quiet);
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("%d sources were measured and not written to after the stop; %d say no "
		         "time "
		         "of writing, or were not measured"),
		      quiet, blind);
}

void
check_inventory(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *scan = control_scan(evidence, assessment);

	if (scan == NULL) {
		judge_missing(assessment, "tingfu scan");
		return;
	}
	long unreadable = (long)entry_number(scan, "unreadable", 0);
	judge(assessment, ASSESS_PARTLY,
	      N_("%ld containers were read whole; whether there are other places (third parties, "
	         "laptops, paper) only people know"),
	      (long)entry_number(scan, "containers", 0));
	if (unreadable > 0)
		judge(assessment, ASSESS_NOT_MET,
		      N_("%ld could not be read, and nobody knows what they hold"), unreadable);
}

static long
undecided_fields(const Evidence *evidence)
{
	long count = 0;

	for (size_t i = 0; i < evidence->inventory->containers->len; i++) {
		const ContainerFinding *container = evidence->inventory->containers->pdata[i];

		for (size_t j = 0; j < container->findings->len; j++) {
			const Finding *finding = container->findings->pdata[j];
			count += finding->personal == PERSONAL_UNKNOWN ? 1 : 0;
		}
	}
	return count;
}

void
check_marked(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *scan = control_scan(evidence, assessment);

	if (scan == NULL || evidence->inventory == NULL) {
		judge_missing(assessment, "tingfu scan");
		return;
	}
	long undecided = undecided_fields(evidence);
	cite(assessment, evidence_last(evidence, "field.decided"));
	if (undecided == 0)
		judge(assessment, ASSESS_MET,
		      N_("all %ld fields are marked, each with its reasons"),
		      (long)entry_number(scan, "fields", 0));
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("%ld fields are not decided: see 'tingfu inventory', then confirm or set "
		         "them"),
		      undecided);
}

void
check_persons(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *scan = control_scan(evidence, assessment);
	long persons = (long)entry_number(scan, "persons", -1);

	if (scan == NULL || persons < 0) {
		judge_missing(assessment, "tingfu scan");
		return;
	}
	bool estimated = entry_number(scan, "persons_estimated", 0) != 0;
	judge(assessment, estimated ? ASSESS_PARTLY : ASSESS_MET,
	      estimated ? N_("%ld distinct persons, an estimate: too many for the exact counter")
	                : N_("%ld distinct persons were counted"),
	      persons);
	judge(assessment, assessment->verdict,
	      N_("under 14: %ld, under 18: %ld, age not known: %ld, with sensitive data: %ld"),
	      (long)entry_number(scan, "minors_14", -1), (long)entry_number(scan, "minors_18", -1),
	      (long)entry_number(scan, "age_unknown", -1),
	      (long)entry_number(scan, "sensitive", -1));
}

void
check_fates(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *plan = evidence_last(evidence, "plan.made");

	if (plan == NULL) {
		judge_missing(assessment, "tingfu plan");
		return;
	}
	cite(assessment, plan);
	Approvals approvals = control_approvals(evidence, assessment);
	judge(assessment, approvals.count >= APPROVERS ? ASSESS_MET : ASSESS_PARTLY,
	      N_("the plan gives %ld items one fate each: delete %ld, keep %ld, return %ld"),
	      (long)entry_number(plan, "items", 0), (long)entry_number(plan, "delete", 0),
	      (long)entry_number(plan, "keep", 0), (long)entry_number(plan, "return", 0));
	if (approvals.count < APPROVERS)
		judge(assessment, ASSESS_PARTLY, N_("it is not approved yet"));
}

static const EvidenceEntry *
kept_container(const Evidence *evidence, const char *container)
{
	const EvidenceEntry *entry = NULL;
	size_t at = 0;

	while ((entry = evidence_next(evidence, "step.outcome", at, &at)) != NULL)
		if (strcmp(entry_text(entry, "form"), "keep") == 0 &&
		    strcmp(entry_text(entry, "container"), container) == 0)
			return entry;
	return NULL;
}

void
check_logs(const Evidence *evidence, Assessment *assessment)
{
	long logs = 0;
	long kept = 0;

	for (size_t i = 0; evidence->inventory != NULL && i < evidence->inventory->containers->len;
	     i++) {
		const ContainerFinding *container = evidence->inventory->containers->pdata[i];

		if (container->record_class != RECORD_NETWORK_LOG || container->is_copy)
			continue;
		const EvidenceEntry *entry = kept_container(evidence, container->container);
		cite(assessment, entry);
		logs++;
		kept += entry != NULL ? 1 : 0;
	}
	if (logs == 0 || kept == 0)
		judge_unseen(assessment);
	if (logs > 0)
		judge(assessment,
		      kept == logs ? ASSESS_MET : (kept > 0 ? ASSESS_PARTLY : ASSESS_UNKNOWN),
		      N_("of %ld network logs found, what is younger than six months was moved to "
		         "the "
		         "custodian for %ld"),
		      logs, kept);
}

void
check_complaints(const Evidence *evidence, Assessment *assessment)
{
	if (evidence->settings->complaints == NULL) {
		judge(assessment, ASSESS_NOT_MET,
		      N_("no channel for complaints is named: set Complaints in dossier.conf"));
		return;
	}
	if (control_published(evidence, assessment) == NULL)
		judge(assessment, ASSESS_UNKNOWN, N_("a channel is named and not published yet"));
	else
		judge(assessment, ASSESS_PARTLY,
		      N_("the channel is published; that it was open to the end is not on file"));
}

typedef struct {
	unsigned unanswered, proven, open, broken;
} ClockCount;

static ClockCount
count_clocks(const GPtrArray *deadlines, const GDate *published)
{
	ClockCount count = {0};

	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *deadline = deadlines->pdata[i];
		bool notice = deadline->rule->act == ACT_PUBLISH;

		if (deadline->stand == CLOCK_NEEDS_ANSWER)
			count.unanswered++;
		else if (deadline->stand != CLOCK_APPLIES)
			continue;
		else if (notice && g_date_valid(published) &&
		         g_date_compare(published, &deadline->latest) <= 0)
			count.proven++;
		else if (notice && deadline->missed && !deadline->provisional)
			count.broken++;
		else
			count.open++;
	}
	return count;
}

void
check_clocks(const Evidence *evidence, Assessment *assessment)
{
	g_autoptr(GPtrArray) deadlines =
		deadlines_for(evidence->pack, &evidence->facts, &evidence->settings->stop_date,
	                      &evidence->today, LANGUAGE_EN);
	const EvidenceEntry *notice = control_published(evidence, assessment);
	GDate published;

	g_date_clear(&published, 1);
	if (notice != NULL && !date_parse(entry_text(notice, "date"), &published, NULL))
		g_date_clear(&published, 1);
	ClockCount count = count_clocks(deadlines, &published);
	AssessVerdict verdict = count.proven > 0 ? ASSESS_PARTLY : ASSESS_UNKNOWN;

	if (count.broken > 0)
		verdict = ASSESS_NOT_MET;
	else if (count.unanswered + count.open == 0 && count.proven > 0)
		verdict = ASSESS_MET;
	judge(assessment, verdict,
	      N_("clocks met: %u; missed: %u; still open: %u; unanswered: %u (see 'tingfu "
	         "deadlines')"),
	      count.proven, count.broken, count.open, count.unanswered);
}

void
check_approved(const Evidence *evidence, Assessment *assessment)
{
	Approvals approvals = control_approvals(evidence, assessment);

	if (evidence_last(evidence, "plan.made") == NULL) {
		judge_missing(assessment, "tingfu plan");
		return;
	}
	cite(assessment, evidence_last(evidence, "plan.made"));
	if (approvals.count < APPROVERS)
		judge(assessment, ASSESS_NOT_MET,
		      N_("the plan has %u of the %d approvals it needs"), approvals.count,
		      APPROVERS);
	else if (approvals.simulated)
		judge(assessment, ASSESS_PARTLY,
		      N_("approved, but simulated: one user of the operating system gave all "
		         "approvals"));
	else
		judge(assessment, ASSESS_MET, N_("%u persons signed the plan's digest"),
		      approvals.count);
}

void
check_ten_million(const Evidence *evidence, Assessment *assessment)
{
	if (control_scan(evidence, assessment) == NULL)
		judge_missing(assessment, "tingfu scan");
	else
		judge(assessment, ASSESS_MET,
		      N_("%ld persons: articles 30 and 32 are treated as binding"),
		      (long)evidence->facts.persons);
}
