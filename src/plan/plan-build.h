/*
 * plan-build.h - inventory, law and settings to steps: one fate for each item
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "plan.h"
#include "work.h"

/*
 * A plan with its dry-run counts; nothing is stored and nothing is changed.  What cannot
 * be decided stands in its concerns, and blocks approval where it must.
 */
Plan *plan_build(Work *work, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Ask for a disposition that this version cannot carry out yet: FAULT_UNSUPPORTED says which
 * and what to do instead.
 */
bool plan_supports(Disposition disposition, GError **error) G_GNUC_WARN_UNUSED_RESULT;
