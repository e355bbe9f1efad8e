/*
 * action-erase.c - the engine's own rewrite stages, and whole files
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "crash-point.h"
#include "errors.h"
#include "fingerprint.h"
#include "residue.h"

#include <string.h>

static bool
rewrite(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	Source *source = action_source(work, step, error);

	(void)journal;
	crash_point("rewrite");
	if (source == NULL || !source_run_stage(source, step->container, work->progress, error))
		return false;
	ret->before = -1;
	ret->after = -1;
	ret->done = 1;
	return true;
}

typedef struct {
	const FingerprintSet *set;
	uint64_t hits;
	GError *trouble;
} Look;

static const char *
last_stage(Source *source)
{
	const char *const *stage = source_driver(source)->stages;

	while (stage[1] != NULL)
		stage++;
	return *stage;
}

static bool
look_at(const SourceArtefact *artefact, void *data)
{
	Look *look = data;
	ResidueResult result;

	if (!residue_search(look->set, artefact->path, NULL, NULL, &result, &look->trouble))
		return false;
	look->hits += result.hits;
	return true;
}

static bool
verify_rewrite(Work *work, const PlanStep *step, const ActionOutcome *outcome,
               ActionVerdict *ret_verdict, char **ret_note, GError **error)
{
	Source *source = action_source(work, step, error);
	g_autofree char *path = fingerprint_path(work->dossier, step->source);
	g_auto(Key) key = {{0}};
	g_autoptr(FingerprintSet) set = NULL;
	Look look = {0};

	(void)outcome;
	if (source == NULL || !dossier_key(work->dossier, "fingerprint", &key, error))
		return false;
	/* An engine's stages work together: in WAL mode VACUUM writes to the log first. */
	if (strcmp(step->container, last_stage(source)) != 0) {
		*ret_verdict = ACTION_IMPOSSIBLE;
		*ret_note = g_strdup_printf("seen-after|%s", last_stage(source));
		return true;
	}
	set = fingerprint_set_load(&key, path, error);
	if (set == NULL)
		return false;
	look.set = set;
	if (!source_artefacts(source, look_at, &look, error))
		return false;
	if (look.trouble != NULL) {
		g_propagate_error(error, look.trouble);
		return false;
	}
	*ret_verdict = look.hits == 0 ? ACTION_VERIFIED : ACTION_NOT_VERIFIED;
	if (look.hits != 0)
		*ret_note = g_strdup_printf("residue|%ju", look.hits);
	return true;
}

typedef struct {
	const char *name;
	int64_t bytes; /* -1: not there */
} Place;

static bool
note_place(const SourceArtefact *artefact, void *data)
{
	Place *place = data;

	if (strcmp(artefact->name, place->name) == 0)
		place->bytes = artefact->bytes;
	return true;
}

static bool
size_of(Source *source, const char *name, int64_t *ret_bytes, GError **error)
{
	Place place = {name, -1};

	if (!source_artefacts(source, note_place, &place, error))
		return false;
	*ret_bytes = place.bytes;
	return true;
}

static bool
erase(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	Source *source = action_source(work, step, error);

	(void)journal;
	if (source == NULL || !size_of(source, step->artefact, &ret->before, error))
		return false;
	crash_point("erase");
	if (!source_erase_artefact(source, step->artefact, error))
		return false;
	crash_point("erased");
	if (!size_of(source, step->artefact, &ret->after, error))
		return false;
	ret->after = MAX(ret->after, 0);
	ret->done = 1;
	return true;
}

static bool
verify_erase(Work *work, const PlanStep *step, const ActionOutcome *outcome,
             ActionVerdict *ret_verdict, char **ret_note, GError **error)
{
	Source *source = action_source(work, step, error);
	int64_t bytes = 0;

	(void)outcome;
	(void)ret_note;
	if (source == NULL || !size_of(source, step->artefact, &bytes, error))
		return false;
	*ret_verdict = bytes < 0 ? ACTION_VERIFIED : ACTION_NOT_VERIFIED;
	return true;
}

const Action action_rewrite = {
	.form = STEP_REWRITE,
	.reversible = false,
	.apply = rewrite,
	.verify = verify_rewrite,
};

const Action action_erase = {
	.form = STEP_ERASE,
	.reversible = false,
	.apply = erase,
	.verify = verify_erase,
};
