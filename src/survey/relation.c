/*
 * relation.c - which field of one container leads to which field of another
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "relation.h"

#include "container-name.h"
#include "field-name.h"

#include <string.h>

const char *
relation_form_name(RelationForm form)
{
	static const char *const names[] = {
		[RELATION_DECLARED] = "declared",
		[RELATION_NAMED] = "named",
		[RELATION_BY_VALUE] = "by-value",
	};

	return names[form];
}

static void
add(GPtrArray *relations, const Relation *relation)
{
	g_ptr_array_add(relations, g_memdup2(relation, sizeof *relation));
}

static void
add_key(GPtrArray *relations, const Inventory *inventory, const ContainerFinding *from,
        const Finding *finding)
{
	const ContainerFinding *to = NULL;
	const Finding *key = NULL;

	if (finding->ref_container != NULL)
		to = inventory_container(inventory, from->source, finding->ref_container);
	if (to != NULL && finding->ref_field != NULL)
		key = container_finding_field(to, finding->ref_field);
	if (key == NULL)
		return;
	Relation relation = {
		.from = from,
		.from_field = finding,
		.to = to,
		.to_field = key,
		.form = finding->ref_declared ? RELATION_DECLARED : RELATION_NAMED,
		.strong = true,
	};
	add(relations, &relation);
}

/* Kinds of which one value is one person's wherever it stands. */
static bool
joins_persons(KindId kind)
{
	return kind == KIND_RESIDENT_ID || kind == KIND_HKMOTW_RESIDENCE_PERMIT ||
	       kind == KIND_PASSPORT_CN || kind == KIND_MOBILE || kind == KIND_EMAIL ||
	       kind == KIND_WECHAT_OPENID || kind == KIND_BANK_CARD;
}

static bool
leads_to(const ContainerFinding *from, const ContainerFinding *to)
{
	if (strcmp(from->source, to->source) != 0)
		return false;
	for (size_t i = 0; i < from->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(from->findings, i);

		if (g_strcmp0(finding->ref_container, to->container) == 0)
			return true;
	}
	return false;
}

/* Account names and nicknames are copied beside the row they belong to. */
static bool
is_copied_name(const ContainerFinding *from, const Finding *from_field, const ContainerFinding *to,
               const Finding *to_field)
{
	FieldMeaning of = field_name_meaning(from_field->field, from_field->comment);
	FieldMeaning at = field_name_meaning(to_field->field, to_field->comment);
	ContainerMeaning table = container_name_meaning(to->container, to->comment);

	if (strcmp(from->source, to->source) != 0 || from->record_class == RECORD_ACCOUNT)
		return false;
	if (at.meaning == MEANING_ACCOUNT) {
		bool staff = of.meaning == MEANING_STAFF || of.meaning == MEANING_CREATOR ||
		             (of.owner & OWNER_STAFF) != 0;
		bool name = of.meaning == MEANING_ACCOUNT || of.meaning == MEANING_STAFF;
		return name &&
		       (staff == table.staff || (of.meaning == MEANING_ACCOUNT && of.owner == 0));
	}
	if (at.meaning != MEANING_NICKNAME || table.staff || leads_to(from, to))
		return false;
	return of.meaning == MEANING_NICKNAME ||
	       (from->record_class == RECORD_CONTENT &&
	        (of.meaning == MEANING_PERSON || of.meaning == MEANING_PERSON_NAME) &&
	        (of.owner & OWNER_STAFF) == 0);
}

static void
add_by_value(GPtrArray *relations, const ContainerFinding *from, const Finding *finding,
             const ContainerFinding *to)
{
	for (size_t i = 0; i < to->findings->len; i++) {
		const Finding *there = g_ptr_array_index(to->findings, i);

		if (there->personal != PERSONAL_YES || (from == to && finding == there))
			continue;
		bool strong = finding->kind == there->kind && joins_persons(finding->kind);
		/* Within one table of accounts one value in two columns is no link. */
		if (from == to || (!strong && !is_copied_name(from, finding, to, there)))
			continue;
		Relation relation = {
			.from = from,
			.from_field = finding,
			.to = to,
			.to_field = there,
			.form = RELATION_BY_VALUE,
			.strong = strong,
		};
		add(relations, &relation);
	}
}

GPtrArray *
relations_find(const Inventory *inventory)
{
	GPtrArray *relations = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) accounts = g_ptr_array_new();

	for (size_t i = 0; i < inventory->containers->len; i++) {
		ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		if (container->record_class == RECORD_ACCOUNT)
			g_ptr_array_add(accounts, container);
	}
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *from = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < from->findings->len; j++) {
			const Finding *finding = g_ptr_array_index(from->findings, j);

			add_key(relations, inventory, from, finding);
			for (size_t k = 0; finding->personal == PERSONAL_YES && k < accounts->len;
			     k++)
				add_by_value(relations, from, finding,
				             g_ptr_array_index(accounts, k));
		}
	}
	return relations;
}
