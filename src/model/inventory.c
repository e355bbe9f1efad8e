/*
 * inventory.c - the catalogue: all findings of a dossier, in dossier.db
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "inventory.h"

#include "inventory-total.h"

#include "errors.h"
#include "inventory-history.h"

#include <stdlib.h>
#include <string.h>

#define REASON_SEPARATOR "\n"

static void
skip_free(InventorySkip *skip)
{
	g_free(skip->source);
	g_free(skip->name);
	g_free(skip->reason);
	g_free(skip);
}

Inventory *
inventory_new(void)
{
	Inventory *inventory = g_new0(Inventory, 1);

	inventory->containers =
		g_ptr_array_new_with_free_func((GDestroyNotify)container_finding_free);
	inventory->skipped = g_ptr_array_new_with_free_func((GDestroyNotify)skip_free);
	inventory->index = g_new0(InventoryIndex, 1);
	inventory->identifiers = g_array_new(FALSE, FALSE, sizeof(IdentifierTotal));
	inventory->totals.persons = -1;
	return inventory;
}

void
inventory_free(Inventory *inventory)
{
	if (inventory == NULL)
		return;
	g_ptr_array_unref(inventory->containers);
	g_ptr_array_unref(inventory->skipped);
	g_array_unref(inventory->identifiers);
	g_clear_pointer(&inventory->index->by_names, g_hash_table_unref);
	g_free(inventory->index);
	g_free(inventory);
}

void
inventory_skip(Inventory *inventory, const char *source, const char *name, const char *reason)
{
	InventorySkip *skip = g_new0(InventorySkip, 1);

	skip->source = g_strdup(source);
	skip->name = g_strdup(name);
	skip->reason = g_strdup(reason);
	g_ptr_array_add(inventory->skipped, skip);
}

static guint
hash_names(gconstpointer data)
{
	const ContainerFinding *found = data;

	return g_str_hash(found->container) * 33 + g_str_hash(found->source);
}

static gboolean
same_names(gconstpointer a, gconstpointer b)
{
	const ContainerFinding *one = a, *other = b;

	return strcmp(one->container, other->container) == 0 &&
	       strcmp(one->source, other->source) == 0;
}

/* Containers are only ever added; of two with the same names the first counts. */
ContainerFinding *
inventory_container(const Inventory *inventory, const char *source, const char *container)
{
	const ContainerFinding wanted = {.source = (char *)(uintptr_t)source,
	                                 .container = (char *)(uintptr_t)container};
	InventoryIndex *index = inventory->index;

	if (index->by_names == NULL)
		index->by_names = g_hash_table_new(hash_names, same_names);
	for (; index->n < inventory->containers->len; index->n++) {
		ContainerFinding *found = g_ptr_array_index(inventory->containers, index->n);

		if (!g_hash_table_contains(index->by_names, found))
			g_hash_table_add(index->by_names, found);
	}
	return g_hash_table_lookup(index->by_names, &wanted);
}

static char *
column_text(Statement *row, int column)
{
	return g_strdup(statement_text(row, column));
}

/* What a new finding says already is replaced. */
static void
replace_text(char **text, Statement *row, int column)
{
	g_free(*text);
	*text = column_text(row, column);
}

static ContainerFinding *
load_container(Statement *row)
{
	ContainerFinding *found =
		container_finding_new(statement_text(row, 1), statement_text(row, 2));

	replace_text(&found->group, row, 3);
	replace_text(&found->artefact, row, 4);
	replace_text(&found->comment, row, 5);
	record_class_find(statement_text(row, 6), &found->record_class);
	found->is_copy = statement_number(row, 7) != 0;
	found->unreadable = column_text(row, 8);
	found->rows = statement_number(row, 9);
	found->minors_14 = statement_number(row, 10);
	found->minors_18 = statement_number(row, 11);
	found->age_unknown = statement_number(row, 12);
	found->subject_field = column_text(row, 13);
	found->time_field = column_text(row, 14);
	found->end_field = column_text(row, 15);
	found->birth_field = column_text(row, 16);
	return found;
}

static void
load_reasons(Finding *finding, const char *text)
{
	g_auto(GStrv) reasons = g_strsplit(text, REASON_SEPARATOR, -1);

	for (size_t i = 0; reasons[i] != NULL; i++)
		if (*reasons[i] != '\0')
			g_ptr_array_add(finding->reasons, g_strdup(reasons[i]));
}

static Finding *
load_field(Statement *row)
{
	Finding *finding = finding_new(statement_text(row, 0));
	const char *kind = statement_text(row, 8);
	const char *category = statement_text(row, 9);

	replace_text(&finding->type, row, 1);
	replace_text(&finding->comment, row, 2);
	finding->in_key = statement_number(row, 3) != 0;
	finding->ref_container = column_text(row, 4);
	finding->ref_field = column_text(row, 5);
	finding->ref_declared = statement_number(row, 6) != 0;
	finding->personal = (Personal)statement_number(row, 7);
	finding->kind = kind == NULL ? KIND_NONE : kind_find(kind);
	finding->category = category == NULL ? CATEGORY_NONE : category_find(category);
	finding->sensitivity = (unsigned)statement_number(row, 10);
	finding->rows = statement_number(row, 11);
	finding->filled = statement_number(row, 12);
	finding->hits = statement_number(row, 13);
	finding->validated = statement_number(row, 14);
	finding->persons = statement_number(row, 15);
	finding->confidence = (unsigned)statement_number(row, 16);
	status_find(statement_text(row, 17), &finding->status);
	finding->decided_by = column_text(row, 18);
	load_reasons(finding, statement_text(row, 19));
	finding->sample = column_text(row, 20);
	finding->form = field_form_find(statement_text(row, 21));
	finding->decided_at = statement_number(row, 22);
	finding->suggested = (Personal)statement_number(row, 23);
	finding->suggested_kind =
		statement_is_null(row, 24) ? KIND_NONE : kind_find(statement_text(row, 24));
	return finding;
}

static bool
load_fields(Database *database, ContainerFinding *container, int64_t id, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = statement_new(
		database,
		"SELECT name, type, comment, in_key, ref_container, ref_field, ref_declared, "
		"personal, kind, category, sensitivity, rows, filled, hits, validated, persons, "
		"confidence, status, decided_by, reasons, sample, form, decided_at, suggested, "
		"suggested_kind FROM field WHERE container = ?1 ORDER BY position",
		error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, id);
	while (statement_step(row, &trouble))
		g_ptr_array_add(container->findings, load_field(row));
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

static bool
load_containers(Database *database, Inventory *inventory, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = statement_new(
		database,
		"SELECT id, source, name, grouped, artefact, comment, record_class, is_copy, "
		"unreadable, rows, minors_14, minors_18, age_unknown, subject_field, time_field, "
		"end_field, birth_field FROM container ORDER BY id",
		error);

	if (row == NULL)
		return false;
	while (statement_step(row, &trouble)) {
		ContainerFinding *container = load_container(row);

		g_ptr_array_add(inventory->containers, container);
		if (!load_fields(database, container, statement_number(row, 0), error))
			return false;
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

static bool
load_skipped(Database *database, Inventory *inventory, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row =
		statement_new(database, "SELECT source, name, reason FROM skipped", error);

	if (row == NULL)
		return false;
	while (statement_step(row, &trouble))
		inventory_skip(inventory, statement_text(row, 0), statement_text(row, 1),
		               statement_text(row, 2));
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

Inventory *
inventory_load(Dossier *dossier, GError **error)
{
	g_autoptr(Inventory) inventory = inventory_new();
	Database *database = dossier_database(dossier);

	inventory_load_totals(dossier, inventory);
	if (inventory->totals.scan == 0) {
		fault_set(error, FAULT_NOT_FOUND, N_("nothing was scanned yet: run 'tingfu scan'"));
		return NULL;
	}
	if (!load_containers(database, inventory, error) ||
	    !load_skipped(database, inventory, error))
		return NULL;
	return g_steal_pointer(&inventory);
}

static char *
join_reasons(const Finding *finding)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < finding->reasons->len; i++)
		g_string_append_printf(text, "%s%s", i == 0 ? "" : REASON_SEPARATOR,
		                       (const char *)finding->reasons->pdata[i]);
	return g_string_free(text, FALSE);
}

static bool
store_field(Statement *insert, const Finding *finding, int64_t container, size_t position,
            GError **error)
{
	g_autofree char *reasons = join_reasons(finding);
	const char *kind = finding->kind == KIND_NONE ? NULL : kind_get(finding->kind)->id;

	statement_bind_number(insert, 1, container);
	statement_bind_number(insert, 2, (int64_t)position);
	statement_bind_text(insert, 3, finding->field);
	statement_bind_text(insert, 4, finding->type);
	statement_bind_text(insert, 5, finding->comment);
	statement_bind_number(insert, 6, finding->in_key);
	statement_bind_text(insert, 7, finding->ref_container);
	statement_bind_text(insert, 8, finding->ref_field);
	statement_bind_number(insert, 9, finding->ref_declared);
	statement_bind_number(insert, 10, finding->personal);
	statement_bind_text(insert, 11, kind);
	statement_bind_text(insert, 12, category_code(finding->category));
	statement_bind_number(insert, 13, finding->sensitivity);
	statement_bind_number(insert, 14, finding->rows);
	statement_bind_number(insert, 15, finding->filled);
	statement_bind_number(insert, 16, finding->hits);
	statement_bind_number(insert, 17, finding->validated);
	statement_bind_number(insert, 18, finding->persons);
	statement_bind_number(insert, 19, finding->confidence);
	statement_bind_text(insert, 20, status_name(finding->status));
	statement_bind_text(insert, 21, finding->decided_by);
	statement_bind_text(insert, 22, reasons);
	statement_bind_text(insert, 23, finding->sample);
	statement_bind_text(insert, 24, field_form_name(finding->form));
	statement_bind_number(insert, 25, finding->decided_at);
	statement_bind_number(insert, 26, finding->suggested);
	statement_bind_text(insert, 27,
	                    finding->suggested_kind == KIND_NONE
	                            ? NULL
	                            : kind_get(finding->suggested_kind)->id);
	return statement_run(insert, error);
}

static bool
store_container(Statement *insert, const ContainerFinding *found, GError **error)
{
	statement_bind_text(insert, 1, found->source);
	statement_bind_text(insert, 2, found->container);
	statement_bind_text(insert, 3, found->group);
	statement_bind_text(insert, 4, found->artefact);
	statement_bind_text(insert, 5, found->comment);
	statement_bind_text(insert, 6, record_class_name(found->record_class));
	statement_bind_number(insert, 7, found->is_copy);
	statement_bind_text(insert, 8, found->unreadable);
	statement_bind_number(insert, 9, found->rows);
	statement_bind_number(insert, 10, found->minors_14);
	statement_bind_number(insert, 11, found->minors_18);
	statement_bind_number(insert, 12, found->age_unknown);
	statement_bind_text(insert, 13, found->subject_field);
	statement_bind_text(insert, 14, found->time_field);
	statement_bind_text(insert, 15, found->end_field);
	statement_bind_text(insert, 16, found->birth_field);
	return statement_run(insert, error);
}

static bool
store_containers(Database *database, const Inventory *inventory, GError **error)
{
	g_autoptr(Statement) insert = statement_new(
		database,
		"INSERT INTO container (source, name, grouped, artefact, comment, record_class, "
		"is_copy, unreadable, rows, minors_14, minors_18, age_unknown, subject_field, "
		"time_field, end_field, birth_field) "
		"VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
		error);
	g_autoptr(Statement) field = statement_new(
		database,
		"INSERT INTO field VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,"
		"?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27)",
		error);

	if (insert == NULL || field == NULL)
		return false;
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *found = inventory->containers->pdata[i];

		if (!store_container(insert, found, error))
			return false;
		int64_t id = database_last_id(database);
		for (size_t j = 0; j < found->findings->len; j++)
			if (!store_field(field, found->findings->pdata[j], id, j, error))
				return false;
	}
	return true;
}

static bool
store_skipped(Database *database, const Inventory *inventory, GError **error)
{
	g_autoptr(Statement) insert =
		statement_new(database, "INSERT INTO skipped VALUES (?1, ?2, ?3)", error);

	if (insert == NULL)
		return false;
	for (size_t i = 0; i < inventory->skipped->len; i++) {
		const InventorySkip *skip = inventory->skipped->pdata[i];

		statement_bind_text(insert, 1, skip->source);
		statement_bind_text(insert, 2, skip->name);
		statement_bind_text(insert, 3, skip->reason);
		if (!statement_run(insert, error))
			return false;
	}
	return true;
}

static int
compare_containers(const void *a, const void *b)
{
	const ContainerFinding *first = *(ContainerFinding *const *)a;
	const ContainerFinding *second = *(ContainerFinding *const *)b;
	int order = strcmp(first->source, second->source);

	return order != 0 ? order : strcmp(first->container, second->container);
}

bool
inventory_store(Dossier *dossier, Inventory *inventory, GError **error)
{
	Database *database = dossier_database(dossier);

	g_ptr_array_sort(inventory->containers, compare_containers);
	if (!inventory_apply_decisions(database, inventory, error) ||
	    !database_begin(database, error))
		return false;
	if (database_run(database, "DELETE FROM field; DELETE FROM container; DELETE FROM skipped;",
	                 error) &&
	    store_containers(database, inventory, error) &&
	    store_skipped(database, inventory, error) &&
	    inventory_store_totals(dossier, inventory, error) &&
	    inventory_keep_scan(database, inventory, error) && database_commit(database, error))
		return true;
	database_rollback(database);
	return false;
}

static void digest_line(DigestStream *stream, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
digest_line(DigestStream *stream, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	digest_update(stream, span_of(line));
}

Digest
inventory_digest(const Inventory *inventory)
{
	DigestStream *stream = digest_begin(DIGEST_SHA256);

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *found = inventory->containers->pdata[i];

		digest_line(stream, "%s\t%s\t%s\t%d\t%" G_GINT64_FORMAT "\n", found->source,
		            found->container, record_class_name(found->record_class),
		            found->is_copy, found->rows);
		for (size_t j = 0; j < found->findings->len; j++) {
			const Finding *finding = found->findings->pdata[j];

			digest_line(stream, "%s\t%d\t%d\t%s\t%u\t%s\n", finding->field,
			            finding->personal, finding->kind,
			            category_code(finding->category), finding->sensitivity,
			            status_name(finding->status));
		}
	}
	return digest_finish(stream);
}
