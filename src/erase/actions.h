/*
 * actions.h - the actions this program has
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "action.h"

extern const Action action_plant, action_fingerprint, action_return, action_keep, action_delete,
	action_unplant, action_rewrite, action_erase;

extern const Action *const actions[]; /* NULL-terminated */

/* dossier/fingerprints/SOURCE.sealed */
char *fingerprint_path(const Dossier *dossier, const char *source);

/* The source of @step; FAULT_NOT_FOUND where the dossier has it no more. */
Source *action_source(const Work *work, const PlanStep *step, GError **error);
