/*
 * inventory-total.h - the totals of a scan, as facts of the dossier
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "inventory.h"

void inventory_load_totals(Dossier *dossier, Inventory *inventory);
bool inventory_store_totals(Dossier *dossier, const Inventory *inventory,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
