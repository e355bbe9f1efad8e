/*
 * relation.h - which field of one container leads to which field of another
 *
 * A person's data are what is reached from the person's own row: over declared foreign
 * keys, over keys that only the name gives away (member_id -> ums_member.id), and over equal
 * values where no key is (a comment that copies the nickname, an order the mobile
 * number).  Keys stand in the findings themselves (Finding.ref_container); this header
 * gives them, and the links by value, as one list.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "inventory.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	RELATION_DECLARED, /* the store declares a foreign key */
	RELATION_NAMED,    /* name and, where both have rows, values agree */
	RELATION_BY_VALUE, /* the same identifier stands in both */
} RelationForm;

/* From the many (orders.member_id) to the one (member.id).  Everything is lent by the inventory. */
typedef struct {
	const ContainerFinding *from;
	const Finding *from_field;
	const ContainerFinding *to;
	const Finding *to_field;
	RelationForm form;
	bool strong; /* one value, one person: false for nicknames and the like */
} Relation;

/*
 * Relation *, ordered by source, container and field.  Links by value lead to containers
 * of accounts only, within a source and across sources.
 */
GPtrArray *relations_find(const Inventory *inventory);

const char *relation_form_name(RelationForm form); /* "declared", "named", "by-value" */
