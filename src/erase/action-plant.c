/*
 * action-plant.c - plant made-up persons before anything is erased, and remove them
 *
 * What the search finds of them while they are there is its recall; a search that
 * cannot find what was just planted proves nothing when it finds nothing later.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "canary.h"
#include "crash-point.h"
#include "errors.h"

static bool
plant(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	Source *source = action_source(work, step, error);
	g_auto(Key) key = {{0}};

	(void)journal;
	if (source == NULL || !dossier_key(work->dossier, "fingerprint", &key, error))
		return false;
	g_auto(GStrv) values = canary_values(&key, step->source);
	crash_point("plant");
	if (!source_plant(source, CANARY_NAME, (const char *const *)values, error))
		return false;
	ret->before = 0;
	ret->after = CANARY_COUNT;
	ret->done = CANARY_COUNT;
	return true;
}

static bool
recall(Work *work, const PlanStep *step, CanaryRecall *ret, GError **error)
{
	Source *source = action_source(work, step, error);
	g_auto(Key) key = {{0}};

	return source != NULL && dossier_key(work->dossier, "fingerprint", &key, error) &&
	       canary_recall(&key, source, ret, error);
}

static bool
verify_plant(Work *work, const PlanStep *step, const ActionOutcome *outcome,
             ActionVerdict *ret_verdict, char **ret_note, GError **error)
{
	CanaryRecall found;

	(void)outcome;
	if (!recall(work, step, &found, error))
		return false;
	*ret_verdict = found.found == found.planted ? ACTION_VERIFIED : ACTION_NOT_VERIFIED;
	*ret_note = g_strdup_printf("canary-recall|%u|%u", found.found, found.planted);
	return true;
}

static bool
unplant(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	Source *source = action_source(work, step, error);

	(void)journal;
	crash_point("unplant");
	if (source == NULL || !source_unplant(source, CANARY_NAME, error))
		return false;
	ret->before = CANARY_COUNT;
	ret->after = 0;
	ret->done = CANARY_COUNT;
	return true;
}

static bool
note_name(const SourceContainer *container, void *data)
{
	bool *there = data;

	*there |= strstr(container->name, CANARY_NAME) != NULL;
	return !*there;
}

/* Here only whether it is listed still; whether its bytes are gone is `tingfu verify`'s. */
static bool
verify_unplant(Work *work, const PlanStep *step, const ActionOutcome *outcome,
               ActionVerdict *ret_verdict, char **ret_note, GError **error)
{
	Source *source = action_source(work, step, error);
	bool there = false;

	(void)outcome;
	(void)ret_note;
	if (source == NULL || !source_discover(source, NULL, note_name, &there, error))
		return false;
	*ret_verdict = there ? ACTION_NOT_VERIFIED : ACTION_VERIFIED;
	return true;
}

const Action action_plant = {
	.form = STEP_PLANT,
	.reversible = true,
	.apply = plant,
	.verify = verify_plant,
};

const Action action_unplant = {
	.form = STEP_UNPLANT,
	.reversible = true,
	.apply = unplant,
	.verify = verify_unplant,
};
