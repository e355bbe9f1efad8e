/*
 * relation-key.h - keys that only the name of a field gives away
 *
 * Candidates by name come first (member_id -> ums_member.id); where both containers have rows, the
 * values must agree before a key is believed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "inventory.h"

#include <stdbool.h>

/* Per cent of the values that must stand in the other field. */
#define RELATION_ENOUGH 60

/* Not one key, but several in one value, and they do not stand there. */
#define RELATION_NEVER (-2)

/* The share of @from's values that stand in @to, 0..100; -1: not known; RELATION_NEVER. */
typedef int (*RelationCheck)(const ContainerFinding *from, const Finding *from_field,
                             const ContainerFinding *to, const Finding *to_field, void *data);

/*
 * Set Finding.ref_container and ref_field where the store declares none.  @check may be NULL.
 * Where a container has no field that leads to a person but a key into one that has, that
 * key becomes its subject_field (order_item -> order -> member).
 */
void relation_key_discover(Inventory *inventory, RelationCheck check, void *data);

/* The field by which others refer to a row of @container: its single key; NULL: none. */
const Finding *relation_key_target(const ContainerFinding *container);

/* Does the name mean several keys in one value: member_user_ids? */
bool relation_key_is_list(const Finding *finding);
