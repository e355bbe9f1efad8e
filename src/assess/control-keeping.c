/*
 * control-keeping.c - SD-KEP, SD-TRF-04: what stays, where, how long and with whom
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "control.h"

#include "errors.h"
#include "plan.h"

#include <string.h>

/* Cites the newest keeping step that was verified or done; how many there are. */
static unsigned
keep_outcomes(const Evidence *evidence, Assessment *assessment, long *ret_rows)
{
	const EvidenceEntry *entry = NULL;
	unsigned count = 0;
	size_t at = 0;

	*ret_rows = 0;
	while ((entry = evidence_next(evidence, "step.outcome", at, &at)) != NULL) {
		if (strcmp(entry_text(entry, "form"), "keep") != 0)
			continue;
		cite(assessment, entry);
		*ret_rows += (long)entry_number(entry, "done", 0);
		count++;
	}
	return count;
}

/* The plan whose digest the newest plan.made names; cites that entry. */
static Plan *
planned(const Evidence *evidence, Assessment *assessment)
{
	const EvidenceEntry *made = evidence_last(evidence, "plan.made");
	g_autoptr(Plan) plan = made == NULL ? NULL : plan_load(evidence->dossier, NULL);

	if (plan == NULL || g_strcmp0(plan->digest, entry_text(made, "digest")) != 0)
		return NULL;
	cite(assessment, made);
	return g_steal_pointer(&plan);
}

static unsigned
kept_items(const Plan *plan, unsigned *ret_without_rule, unsigned *ret_without_end)
{
	unsigned count = 0;

	*ret_without_rule = 0;
	*ret_without_end = 0;
	for (size_t i = 0; i < plan->items->len; i++) {
		const PlanItem *item = plan->items->pdata[i];

		if (item->disposition != DISPOSITION_KEEP)
			continue;
		count++;
		*ret_without_rule += item->rule == NULL || item->clause == NULL ? 1 : 0;
		*ret_without_end += item->until == NULL ? 1 : 0;
	}
	return count;
}

void
check_keep_basis(const Evidence *evidence, Assessment *assessment)
{
	g_autoptr(Plan) plan = planned(evidence, assessment);
	unsigned without_rule = 0;
	unsigned without_end = 0;

	if (plan == NULL) {
		judge_missing(assessment, "tingfu plan");
		return;
	}
	unsigned count = kept_items(plan, &without_rule, &without_end);
	judge(assessment, without_rule == 0 ? ASSESS_MET : ASSESS_NOT_MET,
	      N_("of %u fields that are kept, %u have no law and article"), count, without_rule);
}

void
check_keep_needed(const Evidence *evidence, Assessment *assessment)
{
	long rows = 0;
	unsigned steps = keep_outcomes(evidence, assessment, &rows);

	if (steps == 0) {
		judge_missing(assessment, "tingfu carry-out");
		return;
	}
	judge(assessment, ASSESS_PARTLY,
	      N_("only fields that the plan names were kept, of %ld rows; that the law asks for "
	         "each "
	         "of them is for a lawyer to confirm"),
	      rows);
}

void
check_keep_apart(const Evidence *evidence, Assessment *assessment)
{
	long rows = 0;
	unsigned steps = keep_outcomes(evidence, assessment, &rows);

	if (steps == 0)
		judge_missing(assessment, "tingfu carry-out");
	else
		judge(assessment, ASSESS_MET,
		      N_("%ld rows lie in a store of the custodian's own, encrypted to its key"),
		      rows);
}

void
check_keep_period(const Evidence *evidence, Assessment *assessment)
{
	g_autoptr(Plan) plan = planned(evidence, assessment);
	unsigned without_rule = 0;
	unsigned without_end = 0;

	if (plan == NULL) {
		judge_missing(assessment, "tingfu plan");
		return;
	}
	unsigned count = kept_items(plan, &without_rule, &without_end);
	judge(assessment, without_end == 0 ? ASSESS_MET : ASSESS_NOT_MET,
	      N_("of %u fields that are kept, %u have no last day"), count, without_end);
}

void
check_custodian(const Evidence *evidence, Assessment *assessment)
{
	const DossierSettings *settings = evidence->settings;

	if (settings->custodian == NULL || settings->custodian_contact == NULL) {
		judge(assessment, ASSESS_UNKNOWN,
		      N_("no custodian with a contact is named: set Custodian and CustodianContact "
		         "in "
		         "dossier.conf"));
		return;
	}
	cite(assessment, evidence_last(evidence, "dossier.opened"));
	judge(assessment, ASSESS_PARTLY,
	      N_("a custodian is named; the agreement of custody is not on file"));
}

void
check_route(const Evidence *evidence, Assessment *assessment)
{
	Trigger trigger = evidence->settings->trigger;
	bool tell = trigger == TRIGGER_MERGER || trigger == TRIGGER_DIVISION ||
	            trigger == TRIGGER_DISSOLUTION || trigger == TRIGGER_BANKRUPTCY;

	if (!tell) {
		cite(assessment, evidence_last(evidence, "dossier.opened"));
		judge(assessment, ASSESS_UNKNOWN,
		      N_("the service stops without merger, division, dissolution or bankruptcy: "
		         "PIPL "
		         "23 asks for the separate consent of each person, and none is on file"));
		return;
	}
	judge(assessment, ASSESS_PARTLY,
	      N_("PIPL 22: persons are told name and contact of the receiver (see SD-NOT-08)"));
}
