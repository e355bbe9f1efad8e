/*
 * verification.c - is it gone: every artefact of every source, in three states
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verification.h"

#include "actions.h"
#include "canary.h"
#include "errors.h"
#include "residue.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct {
	const char *name;
	const char *title;
} verdicts[] = {
	[VERIFY_CLEAN] = {"clean", N_("verified clean")},
	[VERIFY_GONE] = {"gone", N_("gone")},
	[VERIFY_HITS] = {"hits", N_("still there")},
	[VERIFY_IMPOSSIBLE] = {"impossible", N_("impossible to search")},
};

static const char *const forms[] = {
	[ARTEFACT_DATABASE] = "database", [ARTEFACT_LOG] = "log",
	[ARTEFACT_INDEX] = "index",       [ARTEFACT_FILE] = "file",
	[ARTEFACT_ARCHIVE] = "archive",
};

const char *
verify_verdict_name(VerifyVerdict verdict)
{
	return verdicts[verdict].name;
}

const char *
verify_verdict_title(VerifyVerdict verdict)
{
	return verdicts[verdict].title;
}

static void
artefact_free(VerifiedArtefact *artefact)
{
	g_free(artefact->source);
	g_free(artefact->artefact);
	g_free(artefact->offsets);
	g_free(artefact->reason);
	g_free(artefact);
}

void
verification_free(Verification *verification)
{
	if (verification == NULL)
		return;
	g_ptr_array_unref(verification->artefacts);
	g_free(verification);
}

static VerifiedArtefact *
add(Verification *verification, const char *source, const char *name, const char *form,
    VerifyVerdict verdict)
{
	VerifiedArtefact *artefact = g_new0(VerifiedArtefact, 1);

	artefact->source = g_strdup(source);
	artefact->artefact = g_strdup(name);
	artefact->form = form;
	artefact->verdict = verdict;
	g_ptr_array_add(verification->artefacts, artefact);
	return artefact;
}

typedef struct {
	Work *work;
	const FingerprintSet *set;
	Verification *verification;
	const char *source;
} VerifyPass;

static char *
offsets_text(const ResidueResult *result)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < result->n_first; i++)
		g_string_append_printf(text, "%s%ju", i == 0 ? "" : ",", result->first[i]);
	return g_string_free(text, FALSE);
}

static bool
look_at(const SourceArtefact *artefact, void *data)
{
	VerifyPass *pass = data;
	VerifiedArtefact *verified = add(pass->verification, pass->source, artefact->name,
	                                 forms[artefact->form], VERIFY_CLEAN);
	g_autoptr(GError) trouble = NULL;
	ResidueResult result;
	bool searched = residue_search(pass->set, artefact->path, pass->work->progress, NULL,
	                               &result, &trouble);

	verified->bytes = result.bytes;
	verified->hits = result.hits;
	verified->offsets = offsets_text(&result);
	if (fault_is(trouble, FAULT_NOT_FOUND)) {
		verified->verdict = VERIFY_GONE;
	} else if (!searched) {
		verified->verdict = VERIFY_IMPOSSIBLE;
		verified->reason = g_strdup("cannot-read");
	} else if (result.hits > 0) {
		verified->verdict = VERIFY_HITS;
	} else if (result.unreadable > 0) {
		verified->verdict = VERIFY_IMPOSSIBLE;
		verified->reason = g_strdup_printf("members-unreadable|%ju", result.unreadable);
	}
	return true;
}

/* Files that the plan erased are not listed any more: say that they are gone. */
static void
add_gone(const Plan *plan, Verification *verification)
{
	size_t listed = verification->artefacts->len;

	for (size_t i = 0; i < plan->steps->len; i++) {
		const PlanStep *step = plan->steps->pdata[i];
		bool there = false;

		if (step->form != STEP_ERASE)
			continue;
		for (size_t j = 0; j < listed && !there; j++) {
			const VerifiedArtefact *other = verification->artefacts->pdata[j];

			there = strcmp(other->source, step->source) == 0 &&
			        strcmp(other->artefact, step->artefact) == 0;
		}
		if (!there)
			add(verification, step->source, step->artefact, "file", VERIFY_GONE);
	}
}

/* What no program can see from above a file system. */
static void
add_file_system(Verification *verification, const char *source)
{
	VerifiedArtefact *below = add(verification, source, "*", "file-system", VERIFY_IMPOSSIBLE);

	below->reason = g_strdup("freed-blocks");
}

static FingerprintSet *
load_sets(const Work *work, const Key *key, GError **error)
{
	g_autoptr(FingerprintSet) all = fingerprint_set_new(key);

	for (size_t i = 0; i < work->sources->len; i++) {
		g_autofree char *path =
			fingerprint_path(work->dossier, source_name(work->sources->pdata[i]));

		if (!fingerprint_set_read(all, path, error)) {
			fault_prefix(error, N_("what was erased cannot be looked for: "));
			return NULL;
		}
	}
	fingerprint_set_prepare(all);
	return g_steal_pointer(&all);
}

static bool
verify_source(VerifyPass *pass, const Key *key, Source *source, GError **error)
{
	CanaryRecall recall;

	pass->source = source_name(source);
	if (!source_artefacts(source, look_at, pass, error) ||
	    !canary_recall(key, source, &recall, error))
		return false;
	pass->verification->canaries_planted += recall.planted;
	pass->verification->canaries_found_after += recall.found;
	add_file_system(pass->verification, pass->source);
	return true;
}

Verification *
verification_run(Work *work, const Plan *plan, GError **error)
{
	g_autoptr(Verification) verification = g_new0(Verification, 1);
	g_autoptr(FingerprintSet) set = NULL;
	g_auto(Key) key = {{0}};

	verification->artefacts = g_ptr_array_new_with_free_func((GDestroyNotify)artefact_free);
	if (!dossier_key(work->dossier, "fingerprint", &key, error)) {
		fault_prefix(error, N_("nothing can be verified without the fingerprint key: "));
		return NULL;
	}
	set = load_sets(work, &key, error);
	if (set == NULL)
		return NULL;
	verification->fingerprints = fingerprint_set_values(set);
	VerifyPass pass = {work, set, verification, NULL};
	for (size_t i = 0; i < work->sources->len; i++)
		if (!verify_source(&pass, &key, work->sources->pdata[i], error))
			return NULL;
	add_gone(plan, verification);
	for (size_t i = 0; i < verification->artefacts->len; i++) {
		const VerifiedArtefact *artefact = verification->artefacts->pdata[i];

		verification->counts[artefact->verdict]++;
	}
	return g_steal_pointer(&verification);
}
