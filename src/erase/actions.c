/*
 * actions.c - the actions this program has
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"

#include "errors.h"

const Action *const actions[] = {
	&action_plant,   &action_fingerprint, &action_return, &action_keep, &action_delete,
	&action_unplant, &action_rewrite,     &action_erase,  NULL,
};

char *
fingerprint_path(const Dossier *dossier, const char *source)
{
	g_autofree char *name = g_strdup_printf("fingerprints/%s.sealed", source);

	return dossier_path(dossier, name);
}

Source *
action_source(const Work *work, const PlanStep *step, GError **error)
{
	Source *source = work_source(work, step->source);

	if (source == NULL)
		fault_set(error, FAULT_NOT_FOUND, N_("the dossier has no source '%s'"),
		          step->source);
	return source;
}
