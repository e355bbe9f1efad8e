/*
 * inventory-history.c - what each scan found, and what differs between two of them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "inventory-history.h"

#include "errors.h"

#include <string.h>

static const struct {
	const char *name;
	const char *title;
} changes[N_CHANGES] = {
	[CHANGE_CONTAINER_NEW] = {"container-new", N_("new container")},
	[CHANGE_CONTAINER_GONE] = {"container-gone", N_("container gone")},
	[CHANGE_READING] = {"reading", N_("readable")},
	[CHANGE_ROWS] = {"rows", N_("row count")},
	[CHANGE_FIELD_NEW] = {"field-new", N_("new field")},
	[CHANGE_FIELD_GONE] = {"field-gone", N_("field gone")},
	[CHANGE_VERDICT] = {"verdict", N_("verdict")},
};

const char *
change_name(ChangeKind what)
{
	return changes[what].name;
}

const char *
change_title(ChangeKind what)
{
	return changes[what].title;
}

/* "yes mobile P01 sensitive,minor masked confirmed": ids, never a title, so that it compares. */
static char *
verdict_text(const Finding *finding)
{
	g_autoptr(GString) text = g_string_new(finding->personal == PERSONAL_YES  ? "yes"
	                                       : finding->personal == PERSONAL_NO ? "no"
	                                                                          : "undecided");

	if (finding->kind != KIND_NONE)
		g_string_append_printf(text, " %s", kind_get(finding->kind)->id);
	if (finding->category != CATEGORY_NONE)
		g_string_append_printf(text, " %s", category_code(finding->category));
	for (unsigned bit = 1; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((finding->sensitivity & bit) != 0)
			g_string_append_printf(text, " %s", sensitivity_name((Sensitivity)bit));
	if (finding->form != FIELD_PLAIN)
		g_string_append_printf(text, " %s", field_form_name(finding->form));
	g_string_append_printf(text, " %s", status_name(finding->status));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool
scan_is_kept(Database *database, int64_t scan, bool *ret_kept, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row =
		statement_new(database, "SELECT 1 FROM scan WHERE number = ?1", error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, scan);
	*ret_kept = statement_step(row, &trouble);
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

static bool
keep_fields(Statement *insert, const ContainerFinding *found, int64_t scan, GError **error)
{
	for (size_t i = 0; i < found->findings->len; i++) {
		const Finding *finding = found->findings->pdata[i];
		g_autofree char *verdict = verdict_text(finding);

		statement_bind_number(insert, 1, scan);
		statement_bind_text(insert, 2, found->source);
		statement_bind_text(insert, 3, found->container);
		statement_bind_text(insert, 4, finding->field);
		statement_bind_text(insert, 5, verdict);
		if (!statement_run(insert, error))
			return false;
	}
	return true;
}

static bool
keep_containers(Database *database, const Inventory *inventory, GError **error)
{
	int64_t scan = inventory->totals.scan;
	g_autoptr(Statement) insert = statement_new(
		database, "INSERT OR IGNORE INTO scan_container VALUES (?1,?2,?3,?4,?5)", error);
	g_autoptr(Statement) field = statement_new(
		database, "INSERT OR IGNORE INTO scan_field VALUES (?1,?2,?3,?4,?5)", error);

	if (insert == NULL || field == NULL)
		return false;
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *found = inventory->containers->pdata[i];

		statement_bind_number(insert, 1, scan);
		statement_bind_text(insert, 2, found->source);
		statement_bind_text(insert, 3, found->container);
		statement_bind_number(insert, 4, found->rows);
		statement_bind_text(insert, 5, found->unreadable == NULL ? "read" : "not-read");
		if (!statement_run(insert, error) || !keep_fields(field, found, scan, error))
			return false;
	}
	return true;
}

bool
inventory_keep_scan(Database *database, const Inventory *inventory, GError **error)
{
	bool kept = false;

	if (!scan_is_kept(database, inventory->totals.scan, &kept, error))
		return false;
	if (kept)
		return true;
	g_autoptr(Statement) insert =
		statement_new(database, "INSERT INTO scan VALUES (?1, ?2)", error);
	if (insert == NULL)
		return false;
	statement_bind_number(insert, 1, inventory->totals.scan);
	statement_bind_number(insert, 2, inventory->totals.scanned_at);
	return statement_run(insert, error) && keep_containers(database, inventory, error);
}

static void
change_free(gpointer data)
{
	InventoryChange *change = data;

	g_free(change->source);
	g_free(change->container);
	g_free(change->field);
	g_free(change->before);
	g_free(change->after);
	g_free(change);
}

static void
add_change(GPtrArray *list, ChangeKind what, Statement *row, const char *field, const char *before,
           const char *after)
{
	InventoryChange *change = g_new0(InventoryChange, 1);

	*change = (InventoryChange){
		.what = what,
		.source = g_strdup(statement_text(row, 0)),
		.container = g_strdup(statement_text(row, 1)),
		.field = g_strdup(field),
		.before = g_strdup(before),
		.after = g_strdup(after),
	};
	g_ptr_array_add(list, change);
}

/* Of one container: new, gone, or with other rows. */
static void
compare_container(GPtrArray *list, Statement *row)
{
	bool before = !statement_is_null(row, 3);
	bool after = !statement_is_null(row, 5);

	if (!before || !after) {
		add_change(list, before ? CHANGE_CONTAINER_GONE : CHANGE_CONTAINER_NEW, row, NULL,
		           statement_text(row, 2), statement_text(row, 4));
		return;
	}
	if (strcmp(statement_text(row, 3), statement_text(row, 5)) != 0)
		add_change(list, CHANGE_READING, row, NULL, statement_text(row, 3),
		           statement_text(row, 5));
	if (strcmp(statement_text(row, 2), statement_text(row, 4)) != 0)
		add_change(list, CHANGE_ROWS, row, NULL, statement_text(row, 2),
		           statement_text(row, 4));
}

/* The fields of a container that is new or gone are not told one by one. */
static void
compare_field(GPtrArray *list, Statement *row)
{
	const char *before = statement_text(row, 3);
	const char *after = statement_text(row, 4);
	ChangeKind what = before == NULL  ? CHANGE_FIELD_NEW
	                  : after == NULL ? CHANGE_FIELD_GONE
	                                  : CHANGE_VERDICT;

	add_change(list, what, row, statement_text(row, 2), before, after);
}

/* Each container or field of either scan once; what is missing on one side is null there. */
static const char container_query[] =
	"SELECT source, name, max(CASE WHEN scan = ?1 THEN CAST(rows AS TEXT) END),"
	" max(CASE WHEN scan = ?1 THEN state END),"
	" max(CASE WHEN scan = ?2 THEN CAST(rows AS TEXT) END),"
	" max(CASE WHEN scan = ?2 THEN state END)"
	" FROM scan_container WHERE scan IN (?1, ?2) GROUP BY source, name ORDER BY source, name";

static const char field_query[] =
	"SELECT f.source, f.container, f.name, max(CASE WHEN f.scan = ?1 THEN verdict END) AS a,"
	" max(CASE WHEN f.scan = ?2 THEN verdict END) AS b FROM scan_field f"
	" WHERE f.scan IN (?1, ?2)"
	" AND EXISTS (SELECT 1 FROM scan_container c WHERE c.scan = ?1 AND c.source = f.source"
	"  AND c.name = f.container)"
	" AND EXISTS (SELECT 1 FROM scan_container c WHERE c.scan = ?2 AND c.source = f.source"
	"  AND c.name = f.container)"
	" GROUP BY f.source, f.container, f.name HAVING a IS NOT b"
	" ORDER BY f.source, f.container, f.name";

static bool
compare(Database *database, const char *query, int64_t scans[2],
        void (*each)(GPtrArray *list, Statement *row), GPtrArray *list, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = statement_new(database, query, error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, scans[0]);
	statement_bind_number(row, 2, scans[1]);
	while (statement_step(row, &trouble))
		each(list, row);
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

static int
compare_changes(const void *a, const void *b)
{
	const InventoryChange *first = *(InventoryChange *const *)a;
	const InventoryChange *second = *(InventoryChange *const *)b;
	int order = strcmp(first->source, second->source);

	if (order == 0)
		order = strcmp(first->container, second->container);
	if (order == 0)
		order = g_strcmp0(first->field, second->field);
	return order != 0 ? order : (int)first->what - (int)second->what;
}

GArray *
inventory_scans(Dossier *dossier, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(KeptScan));
	g_autoptr(Statement) row = statement_new(
		dossier_database(dossier), "SELECT number, at FROM scan ORDER BY number", error);

	if (row == NULL)
		return NULL;
	while (statement_step(row, &trouble)) {
		KeptScan scan = {statement_number(row, 0), statement_number(row, 1)};

		g_array_append_val(list, scan);
	}
	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	return g_steal_pointer(&list);
}

GPtrArray *
inventory_diff(Dossier *dossier, int64_t before, int64_t after, GError **error)
{
	Database *database = dossier_database(dossier);
	int64_t scans[2] = {before, after};
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(change_free);

	for (size_t i = 0; i < 2; i++) {
		bool kept = false;

		if (!scan_is_kept(database, scans[i], &kept, error))
			return NULL;
		if (!kept) {
			g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, scans[i]);

			fault_set(error, FAULT_NOT_FOUND,
			          N_("what scan %s found was not kept: see 'tingfu inventory diff "
			             "--list'"),
			          number);
			return NULL;
		}
	}
	if (!compare(database, container_query, scans, compare_container, list, error) ||
	    !compare(database, field_query, scans, compare_field, list, error))
		return NULL;
	g_ptr_array_sort(list, compare_changes);
	return g_steal_pointer(&list);
}
