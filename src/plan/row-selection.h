/*
 * row-selection.h - which rows of a container a step takes
 *
 * The same code counts for the dry run and selects for the real one, so that their
 * counts can only differ where the data changed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "plan.h"
#include "work.h"

#include <glib.h>
#include <stdbool.h>

typedef struct RowSelection RowSelection;

/*
 * For @step of a plan, over its container.  What hangs on other rows (an order's lines, a
 * child's address) needs a pass over those; it happens here.
 */
RowSelection *row_selection_new(Work *work, const PlanStep *step,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void row_selection_free(RowSelection *selection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RowSelection, row_selection_free)

const ContainerFinding *row_selection_container(const RowSelection *selection);

/* @ret_until: the last day it is kept, for ROWS_WITHIN_PERIOD; may be NULL. */
bool row_selection_takes(const RowSelection *selection, const SourceRecord *record,
                         GDate *ret_until);

/* How many rows of the container it takes now. */
bool row_selection_count(Work *work, const PlanStep *step, int64_t *ret_count,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Put the identities of a live business container into work->kept. */
bool row_selection_index(Work *work, const ContainerFinding *container,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
