/*
 * action-fingerprint.c - keyed fingerprints of every strong value that will be erased
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "crash-point.h"
#include "durable.h"
#include "errors.h"
#include "fingerprint.h"
#include "strong-value.h"

static bool
enter_all(Work *work, const char *source, FingerprintSet *set, StrongCount *count, GError **error)
{
	for (size_t i = 0; i < work->inventory->containers->len; i++) {
		const ContainerFinding *container = work->inventory->containers->pdata[i];

		if (g_strcmp0(container->source, source) != 0 || container->unreadable != NULL ||
		    !container_finding_is_personal(container))
			continue;
		if (!strong_values_enter(work, container, set, count, error))
			return false;
	}
	return true;
}

static bool
apply(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	g_autoptr(FingerprintSet) set = NULL;
	g_autofree char *path = fingerprint_path(work->dossier, step->source);
	g_autofree char *directory = dossier_path(work->dossier, "fingerprints");
	g_auto(Key) key = {{0}};
	StrongCount count = {0};

	(void)journal;
	if (!dossier_key(work->dossier, "fingerprint", &key, error) ||
	    !durable_mkdir(directory, error))
		return false;
	set = fingerprint_set_new(&key);
	if (!enter_all(work, step->source, set, &count, error))
		return false;
	fingerprint_set_prepare(set);
	crash_point("fingerprint");
	if (!fingerprint_set_save(set, path, error))
		return false;
	/* Values that stand in several rows or containers are one. */
	size_t values = fingerprint_set_values(set);
	ret->before = 0;
	ret->after = (int64_t)values;
	ret->done = (int64_t)values;
	ret->note = g_strdup_printf("fingerprints|%zu|%ju|%ju", values, count.weak, count.common);
	return true;
}

/* The set opens under its key, and holds what was entered. */
static bool
verify(Work *work, const PlanStep *step, const ActionOutcome *outcome, ActionVerdict *ret_verdict,
       char **ret_note, GError **error)
{
	g_autofree char *path = fingerprint_path(work->dossier, step->source);
	g_auto(Key) key = {{0}};
	g_autoptr(FingerprintSet) set = NULL;

	(void)ret_note;
	if (!dossier_key(work->dossier, "fingerprint", &key, error))
		return false;
	set = fingerprint_set_load(&key, path, error);
	if (set == NULL)
		return false;
	*ret_verdict = (int64_t)fingerprint_set_values(set) == outcome->done ? ACTION_VERIFIED
	                                                                     : ACTION_NOT_VERIFIED;
	return true;
}

const Action action_fingerprint = {
	.form = STEP_FINGERPRINT,
	.reversible = true,
	.apply = apply,
	.verify = verify,
};
