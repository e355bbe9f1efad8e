/*
 * survey.h - what is here, what kind, whose, how many persons
 *
 * Joins sources and detectors: one full pass over every container of every source
 * (no sampling), a verdict for each field, the relations between containers, the count
 * of persons, minors.  The result is the inventory (inventory.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "inventory.h"
#include "progress.h"
#include "source.h"

#include <glib.h>
#include <stdbool.h>

/*
 * Read every source of the dossier once, or only those with a name in @names (NULL: all);
 * nothing is stored.  Values are never kept.
 */
Inventory *survey_run(Dossier *dossier, char *const *names, Progress *progress,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same over sources that are open already, for tests: @sources of Source *. */
Inventory *survey_sources(GPtrArray *sources, const Key *sketch_key, const GDate *stop,
                          Progress *progress, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The slow form and the oracle of the tests: every value is put to the detectors, and nothing is
 * remembered from one to the next.  The inventory must be the same.
 */
Inventory *survey_sources_slowly(GPtrArray *sources, const Key *sketch_key, const GDate *stop,
                                 Progress *progress, GError **error) G_GNUC_WARN_UNUSED_RESULT;
