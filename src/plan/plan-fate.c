/*
 * plan-fate.c - what must happen to each container
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan-fate.h"

#include <string.h>

#define MONTHS_OF_YEAR 12

/* The longest period that binds: keep_until is the maximum over all minima. */
static const RetentionRule *
binding_rule(const Work *work, const ContainerFinding *container)
{
	const GPtrArray *rules = law_retention_rules(work->law);
	const RetentionRule *longest = NULL;

	for (size_t i = 0; i < rules->len; i++) {
		const RetentionRule *rule = rules->pdata[i];

		if (rule->maximum || rule->records != container->record_class)
			continue;
		if (!law_retention_applies(rule, &work->facts, LANGUAGE_EN, NULL))
			continue;
		if (longest == NULL || rule->years * MONTHS_OF_YEAR + rule->months >
		                               longest->years * MONTHS_OF_YEAR + longest->months)
			longest = rule;
	}
	return longest;
}

static bool
source_removes(const Work *work, const char *name)
{
	Source *source = work_source(work, name);
	SourceTraits traits = 0;

	return source != NULL && source_check(source, &traits, NULL) &&
	       (traits & SOURCE_CAN_REMOVE) != 0;
}

/* A row that leads to a person's row is data of that person: an order's lines, a cart. */
static bool
hangs_on_person(const ContainerFinding *container, GHashTable *personal)
{
	if (container->record_class == RECORD_OTHER)
		return false;
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];
		g_autofree char *parent = NULL;

		if (finding->ref_container == NULL)
			continue;
		parent = g_strdup_printf("%s/%s", container->source, finding->ref_container);
		if (g_hash_table_contains(personal, parent))
			return true;
	}
	return false;
}

/* Names of all containers with personal data or hanging on such, whatever the depth. */
static GHashTable *
personal_containers(const Inventory *inventory)
{
	GHashTable *personal = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint before;

	do {
		before = g_hash_table_size(personal);
		for (size_t i = 0; i < inventory->containers->len; i++) {
			const ContainerFinding *container = inventory->containers->pdata[i];

			if (container->unreadable == NULL &&
			    (container_finding_is_personal(container) ||
			     hangs_on_person(container, personal)))
				g_hash_table_add(personal,
				                 g_strdup_printf("%s/%s", container->source,
				                                 container->container));
		}
	} while (g_hash_table_size(personal) > before);
	return personal;
}

GPtrArray *
fates_decide(Work *work)
{
	GPtrArray *fates = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) personal = personal_containers(work->inventory);

	for (size_t i = 0; i < work->inventory->containers->len; i++) {
		const ContainerFinding *container = work->inventory->containers->pdata[i];
		g_autofree char *name =
			g_strdup_printf("%s/%s", container->source, container->container);
		Fate *fate;

		if (!g_hash_table_contains(personal, name))
			continue;
		fate = g_new0(Fate, 1);
		fate->container = container;
		fate->rule = container->rows > 0 ? binding_rule(work, container) : NULL;
		fate->by_row = source_removes(work, container->source);
		g_ptr_array_add(fates, fate);
	}
	return fates;
}

/* "key", "time", "business" (not personal), a category's code, a kind's id. */
static bool
role_matches(const Fate *fate, const Finding *finding, const char *role)
{
	const ContainerFinding *container = fate->container;

	if (strcmp(role, "key") == 0)
		return finding->in_key || finding->ref_container != NULL ||
		       g_strcmp0(finding->field, container->subject_field) == 0;
	if (strcmp(role, "time") == 0)
		return g_strcmp0(finding->field, container->time_field) == 0 ||
		       g_strcmp0(finding->field, container->end_field) == 0;
	if (strcmp(role, "business") == 0)
		return finding->personal != PERSONAL_YES;
	if (finding->kind != KIND_NONE && strcmp(role, kind_get(finding->kind)->id) == 0)
		return true;
	return finding->personal == PERSONAL_YES &&
	       strcmp(role, category_code(finding->category)) == 0;
}

bool
fate_keeps_field(const Fate *fate, const Finding *finding)
{
	if (fate->rule == NULL)
		return false;
	if (finding->category == CATEGORY_AUTHENTICATION)
		return false;
	if (fate->rule->fields == NULL)
		return true;
	for (size_t i = 0; fate->rule->fields[i] != NULL; i++)
		if (role_matches(fate, finding, fate->rule->fields[i]))
			return true;
	return false;
}

char **
fate_kept_fields(const Fate *fate)
{
	g_autoptr(GPtrArray) fields = g_ptr_array_new();

	for (size_t i = 0; i < fate->container->findings->len; i++) {
		const Finding *finding = fate->container->findings->pdata[i];

		if (fate_keeps_field(fate, finding))
			g_ptr_array_add(fields, g_strdup(finding->field));
	}
	g_ptr_array_add(fields, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&fields), FALSE);
}

void
fate_clause(const LawPack *law, const char *rule, char **ret_zh, char **ret_en)
{
	const RetentionRule *retention = law_retention_rule(law, rule);
	const char *dot = strrchr(rule, '.');
	g_autofree char *id = dot == NULL ? g_strdup(rule) : g_strndup(rule, (size_t)(dot - rule));
	const Instrument *instrument = law_instrument(law, id);

	if (retention != NULL) {
		*ret_zh = g_strdup_printf("《%s》%s", retention->instrument_zh,
		                          retention->article_zh);
		*ret_en = g_strdup_printf("%s, art. %s", retention->instrument_en,
		                          retention->article);
	} else if (instrument != NULL) {
		*ret_zh = g_strdup_printf("《%s》第%s条", instrument->title_zh, dot + 1);
		*ret_en = g_strdup_printf("%s, art. %s", instrument->title_en, dot + 1);
	} else {
		*ret_zh = g_strdup(rule);
		*ret_en = g_strdup(rule);
	}
}
