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

/* A personal field of a container of accounts, which copies of it lead to. */
typedef struct {
	const ContainerFinding *to;
	const Finding *finding;
	Meaning meaning;
	bool staff; /* the accounts are of people who work here */
	size_t place;
} Target;

/* Of all targets those that a field can lead to, so that not every pair is asked about. */
typedef struct {
	GArray *of_kind[KIND_ROOM]; /* Target, by place: kinds of which a value is one person's */
	GHashTable *names;          /* source -> GArray of Target: account names and nicknames */
} Targets;

/* Account names and nicknames are copied beside the row they belong to. */
static bool
is_copied_name(const ContainerFinding *from, const FieldMeaning *of, const Target *target)
{
	if (strcmp(from->source, target->to->source) != 0 || from->record_class == RECORD_ACCOUNT)
		return false;
	if (target->meaning == MEANING_ACCOUNT) {
		bool staff = of->meaning == MEANING_STAFF || of->meaning == MEANING_CREATOR ||
		             (of->owner & OWNER_STAFF) != 0;
		bool name = of->meaning == MEANING_ACCOUNT || of->meaning == MEANING_STAFF;
		return name && (staff == target->staff ||
		                (of->meaning == MEANING_ACCOUNT && of->owner == 0));
	}
	bool written = of->meaning == MEANING_NICKNAME ||
	               (from->record_class == RECORD_CONTENT &&
	                (of->meaning == MEANING_PERSON || of->meaning == MEANING_PERSON_NAME) &&
	                (of->owner & OWNER_STAFF) == 0);
	return target->meaning == MEANING_NICKNAME && written && !target->staff &&
	       !leads_to(from, target->to);
}

static void
add_link(GPtrArray *relations, const ContainerFinding *from, const Finding *finding,
         const FieldMeaning *of, const Target *target)
{
	bool strong = finding->kind == target->finding->kind && joins_persons(finding->kind);

	/* Within one table of accounts one value in two columns is no link. */
	if (from == target->to || (!strong && !is_copied_name(from, of, target)))
		return;
	Relation relation = {
		.from = from,
		.from_field = finding,
		.to = target->to,
		.to_field = target->finding,
		.form = RELATION_BY_VALUE,
		.strong = strong,
	};
	add(relations, &relation);
}

/* Both lists are by place; a target in both is asked about once. */
static void
add_by_value(GPtrArray *relations, const Targets *targets, const ContainerFinding *from,
             const Finding *finding)
{
	FieldMeaning of = field_name_meaning(finding->field, finding->comment);
	const GArray *same = joins_persons(finding->kind) ? targets->of_kind[finding->kind] : NULL;
	const GArray *names = g_hash_table_lookup(targets->names, from->source);
	size_t n_same = same == NULL ? 0 : same->len;
	size_t n_names = names == NULL ? 0 : names->len;

	for (size_t i = 0, j = 0; i < n_same || j < n_names;) {
		const Target *target = i < n_same ? &g_array_index(same, Target, i) : NULL;

		if (j < n_names) {
			const Target *named = &g_array_index(names, Target, j);

			if (target == NULL || named->place < target->place)
				target = named;
		}
		if (target == NULL)
			return;
		size_t place = target->place;
		add_link(relations, from, finding, &of, target);
		i += i < n_same && g_array_index(same, Target, i).place == place;
		j += j < n_names && g_array_index(names, Target, j).place == place;
	}
}

static void
add_target(GArray **targets, const Target *target)
{
	if (*targets == NULL)
		*targets = g_array_new(FALSE, FALSE, sizeof(Target));
	g_array_append_vals(*targets, target, 1);
}

static void
note_targets(Targets *targets, const ContainerFinding *to, size_t *place)
{
	ContainerMeaning table = container_name_meaning(to->container, to->comment);

	for (size_t i = 0; i < to->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(to->findings, i);

		if (finding->personal != PERSONAL_YES)
			continue;
		FieldMeaning meaning = field_name_meaning(finding->field, finding->comment);
		Target target = {to, finding, meaning.meaning, table.staff, (*place)++};
		if (joins_persons(finding->kind))
			add_target(&targets->of_kind[finding->kind], &target);
		if (meaning.meaning != MEANING_ACCOUNT && meaning.meaning != MEANING_NICKNAME)
			continue;
		GArray *names = g_hash_table_lookup(targets->names, to->source);
		bool first = names == NULL;
		add_target(&names, &target);
		if (first)
			g_hash_table_insert(targets->names, to->source, names);
	}
}

GPtrArray *
relations_find(const Inventory *inventory)
{
	GPtrArray *relations = g_ptr_array_new_with_free_func(g_free);
	g_autofree Targets *targets = g_new0(Targets, 1);
	size_t place = 0;

	targets->names =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		if (container->record_class == RECORD_ACCOUNT)
			note_targets(targets, container, &place);
	}
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *from = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < from->findings->len; j++) {
			const Finding *finding = g_ptr_array_index(from->findings, j);

			add_key(relations, inventory, from, finding);
			if (finding->personal == PERSONAL_YES)
				add_by_value(relations, targets, from, finding);
		}
	}
	for (size_t kind = 0; kind < KIND_ROOM; kind++)
		g_clear_pointer(&targets->of_kind[kind], g_array_unref);
	g_hash_table_unref(targets->names);
	return relations;
}
