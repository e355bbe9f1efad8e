/*
 * plan-order.h - who goes first: rows that refer before rows referred to
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "plan-fate.h"

/* Sort @fates (Fate *) so; cycles are broken where they close.  Linear in keys. */
void plan_order(GPtrArray *fates);
