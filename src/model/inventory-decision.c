/*
 * inventory-decision.c - what persons decided of fields, beside what the program says
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "errors.h"
#include "inventory-history.h"
#include "inventory.h"

#include <string.h>

#define CONTRADICTED "contradicted"

/* The program's word goes on changing with the evidence, whatever was decided. */
static void
note_contradiction(Finding *finding)
{
	for (size_t i = finding->reasons->len; i > 0; i--)
		if (g_str_has_prefix(g_ptr_array_index(finding->reasons, i - 1), CONTRADICTED))
			g_ptr_array_remove_index(finding->reasons, (guint)(i - 1));
	if (!finding_is_contradicted(finding))
		return;
	if (finding->suggested == PERSONAL_NO)
		finding_add_reason(finding, CONTRADICTED "-no");
	else if (finding->suggested_kind == KIND_NONE)
		finding_add_reason(finding, CONTRADICTED "-yes");
	else
		finding_add_reason(finding, CONTRADICTED "-kind|%s",
		                   kind_get(finding->suggested_kind)->id);
}

/* What a person decided outlives the scan. */
bool
inventory_apply_decisions(Database *database, Inventory *inventory, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = statement_new(
		database,
		"SELECT source, container, field, status, personal, kind, decided_by, "
		"decided_at FROM decision",
		error);

	if (row == NULL)
		return false;
	while (statement_step(row, &trouble)) {
		ContainerFinding *container = inventory_container(inventory, statement_text(row, 0),
		                                                  statement_text(row, 1));
		Finding *finding =
			container == NULL
				? NULL
				: container_finding_field(container, statement_text(row, 2));

		if (finding == NULL)
			continue;
		finding_keep_suggestion(finding);
		status_find(statement_text(row, 3), &finding->status);
		finding->personal = (Personal)statement_number(row, 4);
		finding->kind =
			statement_is_null(row, 5) ? KIND_NONE : kind_find(statement_text(row, 5));
		if (finding->kind != KIND_NONE) {
			finding->category = kind_get(finding->kind)->category;
			finding->sensitivity |= kind_get(finding->kind)->sensitivity;
		}
		if (finding->personal == PERSONAL_NO) {
			finding->category = CATEGORY_NONE;
			finding->sensitivity = 0;
		}
		g_free(finding->decided_by);
		finding->decided_by = g_strdup(statement_text(row, 6));
		finding->decided_at = statement_number(row, 7);
		note_contradiction(finding);
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

static bool
store_decision(Database *database, const Locator *field, const Finding *finding, GError **error)
{
	g_autoptr(Statement) insert = statement_new(
		database, "INSERT OR REPLACE INTO decision VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
		error);

	if (insert == NULL)
		return false;
	statement_bind_text(insert, 1, field->source);
	statement_bind_text(insert, 2, field->container);
	statement_bind_text(insert, 3, field->field);
	statement_bind_text(insert, 4, status_name(finding->status));
	statement_bind_number(insert, 5, finding->personal);
	statement_bind_text(insert, 6,
	                    finding->kind == KIND_NONE ? NULL : kind_get(finding->kind)->id);
	statement_bind_text(insert, 7, finding->decided_by);
	statement_bind_number(insert, 8, finding->decided_at);
	return statement_run(insert, error);
}

bool
inventory_decide(Dossier *dossier, const Locator *field, const Decision *decision, GError **error)
{
	g_autoptr(Inventory) inventory = inventory_load(dossier, error);
	ContainerFinding *container;
	Finding *finding;

	if (inventory == NULL)
		return false;
	container = inventory_container(inventory, field->source, field->container);
	finding = container == NULL ? NULL : container_finding_field(container, field->field);
	if (finding == NULL) {
		g_autofree char *name = locator_text(field);

		fault_set(error, FAULT_NOT_FOUND, N_("the inventory has no field '%s'"), name);
		return false;
	}
	finding_keep_suggestion(finding);
	finding->status = decision->status;
	finding->decided_at = clock_now(dossier_clock(dossier));
	if (decision->status == STATUS_SET) {
		finding->personal = decision->personal;
		finding->kind = decision->kind;
	}
	if (decision->status == STATUS_REJECTED) {
		finding->personal = PERSONAL_NO;
		finding->kind = KIND_NONE;
	}
	g_free(finding->decided_by);
	finding->decided_by = g_strdup(decision->by);
	return store_decision(dossier_database(dossier), field, finding, error) &&
	       inventory_store(dossier, inventory, error);
}
