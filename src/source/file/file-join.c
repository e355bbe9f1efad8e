/*
 * file-join.c - declarations and rows that lie in different files
 *
 * A dump is often two files, one with the tables and one with the rows.  A table that was
 * only read takes the declaration from the same file, else from the same directory, else
 * from anywhere; one that was only declared is shown where its rows are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "file-catalogue.h"

typedef void (*EachTable)(CatalogueMember *member, SchemaTable *table, void *data);

static void
for_each(Catalogue *catalogue, EachTable each, void *data)
{
	for (guint i = 0; i < catalogue->files->len; i++) {
		CatalogueFile *file = g_ptr_array_index(catalogue->files, i);

		for (guint j = 0; j < file->members->len; j++) {
			CatalogueMember *member = g_ptr_array_index(file->members, j);

			if (member->reader != &document_sql)
				continue;
			for (guint k = 0; k < member->schema->tables->len; k++)
				each(member, member->schema->tables->pdata[k], data);
		}
	}
}

typedef struct {
	CatalogueMember *member;
	SchemaTable *table;
} Place;

/* By name of the table: where it is declared, and where its rows are. */
typedef struct {
	GHashTable *declared; /* to GArray of Place */
	GHashTable *filled;
} Index;

static void
unref_array(gpointer array)
{
	g_array_unref(array);
}

static void
enter(GHashTable *index, CatalogueMember *member, SchemaTable *table)
{
	GArray *places = g_hash_table_lookup(index, table->name);
	Place place = {member, table};

	if (places == NULL) {
		places = g_array_new(FALSE, FALSE, sizeof(Place));
		g_hash_table_insert(index, table->name, places);
	}
	g_array_append_val(places, place);
}

static void
index_table(CatalogueMember *member, SchemaTable *table, void *data)
{
	Index *index = data;

	if (table->declared)
		enter(index->declared, member, table);
	if (table->rows > 0)
		enter(index->filled, member, table);
}

/* How near to each other two members lie. */
static unsigned
nearness(const CatalogueMember *a, const CatalogueMember *b)
{
	g_autofree char *a_directory = g_path_get_dirname(a->name);
	g_autofree char *b_directory = g_path_get_dirname(b->name);

	return a == b ? 2 : g_str_equal(a_directory, b_directory) ? 1 : 0;
}

static void
declare(CatalogueMember *member, SchemaTable *table, void *data)
{
	const Index *index = data;
	const GArray *places = g_hash_table_lookup(index->declared, table->name);
	SchemaTable *best = NULL;
	unsigned best_nearness = 0;

	if (table->declared || table->rows == 0)
		return;
	for (guint i = 0; places != NULL && i < places->len; i++) {
		const Place *place = &g_array_index(places, Place, i);
		unsigned near = nearness(member, place->member);

		if (best == NULL || near > best_nearness) {
			best = place->table;
			best_nearness = near;
		}
	}
	if (best == NULL)
		return;
	schema_table_merge(table, best);
	best->hidden = best->rows == 0;
}

/* A name without fields or rows, as an empty INSERT leaves it. */
static void
hide(CatalogueMember *member, SchemaTable *table, void *data)
{
	(void)member;
	(void)data;
	if (table->rows == 0 && !table->declared)
		table->hidden = true;
}

/* The container that @name means, seen from @member. */
static char *
resolve(const Index *index, const CatalogueMember *member, const char *name)
{
	GHashTable *const indexes[] = {index->filled, index->declared};

	for (size_t i = 0; i < G_N_ELEMENTS(indexes); i++) {
		const GArray *places = g_hash_table_lookup(indexes[i], name);
		const Place *best = NULL;

		for (guint j = 0; places != NULL && j < places->len; j++) {
			const Place *place = &g_array_index(places, Place, j);

			if (best == NULL ||
			    nearness(member, place->member) > nearness(member, best->member))
				best = place;
		}
		if (best != NULL)
			return catalogue_container(best->member, best->table);
	}
	return NULL;
}

static void
refer(CatalogueMember *member, SchemaTable *table, void *data)
{
	for (guint i = 0; i < table->fields->len; i++) {
		SourceField *field = &g_array_index(table->fields, SourceField, i);
		g_autofree char *container = field->ref_container == NULL
		                                     ? NULL
		                                     : resolve(data, member, field->ref_container);

		if (container != NULL)
			field->ref_container = schema_table_keep(table, span_of(container));
	}
}

void
catalogue_join(Catalogue *catalogue)
{
	g_autoptr(GHashTable) declared =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_array);
	g_autoptr(GHashTable) filled =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_array);
	Index index = {declared, filled};

	for_each(catalogue, index_table, &index);
	for_each(catalogue, declare, &index);
	for_each(catalogue, hide, &index);
	for_each(catalogue, refer, &index);
}

static bool
has_several_scopes(const Schema *schema)
{
	const char *scope = NULL;

	for (guint i = 0; i < schema->tables->len; i++) {
		const SchemaTable *table = g_ptr_array_index(schema->tables, i);

		if (scope != NULL && !g_str_equal(scope, table->scope))
			return true;
		scope = table->scope;
	}
	return false;
}

char *
catalogue_container(const CatalogueMember *member, const SchemaTable *table)
{
	if (*table->scope != '\0' && has_several_scopes(member->schema))
		return g_strconcat(member->name, "!", table->scope, ".", table->name, NULL);
	return g_strconcat(member->name, "!", table->name, NULL);
}
