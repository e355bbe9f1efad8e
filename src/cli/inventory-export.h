/*
 * inventory-export.h - the catalogue as other programs read it
 *
 * JSON and CSV list every field; SARIF 2.1.0 has one result a personal field; data labels are
 * JSON lines (docs/inventory.md).  Names, counts and masked samples only, never a value.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"
#include "inventory.h"

#include <stdbool.h>

typedef void (*PutField)(const Invocation *call, const ContainerFinding *container,
                         const Finding *finding, void *data);

/* Each field that --personal and --contradicted let through, in order. */
void inventory_each_field(const Invocation *call, const Inventory *inventory, PutField put,
                          void *data);

void inventory_put_json(const Invocation *call, const Inventory *inventory);
void inventory_put_csv(const Invocation *call, const Inventory *inventory);
void inventory_put_sarif(const Invocation *call, const Inventory *inventory);
bool inventory_put_labels(const Invocation *call, const Inventory *inventory,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "sensitive,minor"; empty for none. */
char *inventory_sensitivity_text(unsigned sensitivity);
/* Empty below 0: not counted. */
char *inventory_number_text(int64_t number);
