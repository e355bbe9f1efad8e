/*
 * assess.c - every requirement of the catalogue: met or not, from evidence only
 *
 * A requirement whose conditions do not hold is not applicable; one whose conditions are
 * not known is unknown; the rest is judged by its control.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "assess.h"

#include "control.h"
#include "errors.h"

#include <string.h>

static void
assessment_free(gpointer data)
{
	Assessment *assessment = data;

	for (unsigned i = 0; i < N_LANGUAGES; i++)
		g_free(assessment->reasons[i]);
	g_array_unref(assessment->entries);
	g_free(assessment);
}

void
assess_free(Assess *assess)
{
	if (assess == NULL)
		return;
	g_ptr_array_unref(assess->items);
	g_free(assess);
}

const char *
assess_verdict_name(AssessVerdict verdict)
{
	static const char *const names[N_ASSESS_VERDICTS] = {
		[ASSESS_MET] = "met",         [ASSESS_PARTLY] = "partly",
		[ASSESS_NOT_MET] = "not-met", [ASSESS_NOT_APPLICABLE] = "not-applicable",
		[ASSESS_UNKNOWN] = "unknown",
	};

	return names[verdict];
}

const char *
assess_verdict_title(AssessVerdict verdict)
{
	static const char *const titles[N_ASSESS_VERDICTS] = {
		[ASSESS_MET] = N_("met"),         [ASSESS_PARTLY] = N_("partly met"),
		[ASSESS_NOT_MET] = N_("not met"), [ASSESS_NOT_APPLICABLE] = N_("not applicable"),
		[ASSESS_UNKNOWN] = N_("unknown"),
	};

	return titles[verdict];
}

static const Control *
find_control(const char *requirement)
{
	for (const Control *control = controls; control->requirement != NULL; control++)
		if (strcmp(control->requirement, requirement) == 0)
			return control;
	return NULL;
}

/* Do the conditions settle it?  Says why in every language. */
static FactAnswer
condition_of(const Evidence *evidence, Assessment *assessment)
{
	FactAnswer answer = FACT_YES;

	for (unsigned language = 0; language < N_LANGUAGES; language++)
		answer = law_condition(assessment->requirement->conditions, &evidence->facts,
		                       (Language)language, &assessment->reasons[language]);
	return answer;
}

static Assessment *
assess_one(const Evidence *evidence, const Requirement *requirement)
{
	Assessment *assessment = g_new0(Assessment, 1);
	const Control *control = find_control(requirement->id);

	assessment->requirement = requirement;
	assessment->entries = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	FactAnswer answer = condition_of(evidence, assessment);
	if (answer == FACT_NO)
		assessment->verdict = ASSESS_NOT_APPLICABLE;
	else if (answer == FACT_UNKNOWN || control == NULL || control->check == NULL)
		judge_unseen(assessment);
	else
		control->check(evidence, assessment);
	g_assert(assessment->verdict != ASSESS_MET || assessment->entries->len > 0);
	return assessment;
}

Assess *
assess_run(Dossier *dossier, Ledger *ledger, const LawPack *pack, GError **error)
{
	g_autoptr(Evidence) evidence = evidence_gather(dossier, ledger, pack, error);
	const GPtrArray *requirements = law_requirements(pack);

	if (evidence == NULL)
		return NULL;
	Assess *assess = g_new0(Assess, 1);
	assess->items = g_ptr_array_new_with_free_func(assessment_free);
	for (size_t i = 0; i < requirements->len; i++) {
		Assessment *item = assess_one(evidence, requirements->pdata[i]);
		bool settled =
			item->verdict == ASSESS_MET || item->verdict == ASSESS_NOT_APPLICABLE;

		g_ptr_array_add(assess->items, item);
		assess->counts[item->verdict]++;
		if (item->requirement->must && !settled)
			assess->open++;
	}
	return assess;
}

const Assessment *
assess_find(const Assess *assess, const char *requirement)
{
	for (size_t i = 0; i < assess->items->len; i++) {
		const Assessment *item = assess->items->pdata[i];

		if (strcmp(item->requirement->id, requirement) == 0)
			return item;
	}
	return NULL;
}
