/*
 * carry-out-check.h - what must hold before the first step
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "carry-out.h"

/* Current, approved twice, at or after the stop date, no open request. */
bool carry_out_check(const CarryOut *run, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Count again what each step would touch: FAULT_CONFLICT where the dry run said otherwise. */
bool carry_out_count(const CarryOut *run, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Has collection stopped?  The newest time of any record of each source, and how many
 * are not older than the stop, go to the ledger (stop.measured); any such record stops the run.
 */
bool carry_out_measure(const CarryOut *run, GError **error) G_GNUC_WARN_UNUSED_RESULT;
