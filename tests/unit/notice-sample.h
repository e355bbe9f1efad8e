/*
 * notice-sample.h - a shop's settings, inventory and plan, as the tests of notice and report take them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "inventory.h"
#include "plan.h"

/* Operator, contacts, dates: nothing is missing. */
DossierSettings *sample_settings(void);

/* Members with identity numbers, orders, a log; two categories are sensitive. */
Inventory *sample_inventory(void);

/* Orders kept for three years, the log for six months, all else deleted. */
Plan *sample_plan(void);
