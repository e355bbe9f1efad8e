/*
 * sqlite-table.c - the tables of a SQLite database, and how their rows are named
 *
 * Through the pragma functions (https://www.sqlite.org/pragma.html#pragfunc): what SQLite
 * itself says is right where reading CREATE TABLE would be guessing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-table.h"

#include "bounds.h"
#include "errors.h"

#define GENERATED_VIRTUAL 2 /* "hidden" of table_xinfo: computed, lies nowhere */

void
sqlite_table_free(SqliteTable *table)
{
	if (table == NULL)
		return;
	g_free(table->name);
	schema_table_free(table->table);
	g_ptr_array_unref(table->columns);
	g_ptr_array_unref(table->key);
	g_free(table->unreadable);
	g_free(table);
}

static Span
column_span(sqlite3_stmt *query, int column)
{
	const char *text = (const char *)sqlite3_column_text(query, column);

	return (Span){text, (size_t)sqlite3_column_bytes(query, column)};
}

char *
sqlite_quote_all(GPtrArray *names, const char *separator)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++) {
		char *quoted = sqlite3_mprintf("\"%w\"", (const char *)names->pdata[i]);

		g_string_append(list, i == 0 ? "" : separator);
		g_string_append(list, quoted);
		sqlite3_free(quoted);
	}
	return g_string_free(list, FALSE);
}

static bool
read_columns(sqlite3 *database, SqliteTable *table, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(sqlite3_stmt) query = query_new(
		database,
		sqlite3_mprintf("SELECT name, type, pk, hidden FROM pragma_table_xinfo(%Q)",
	                        table->name),
		error);

	if (query == NULL)
		return false;
	while (query_step(query, &trouble)) {
		Span name = column_span(query, 0);
		g_autofree char *type = schema_text(column_span(query, 1));

		if (sqlite3_column_int(query, 3) == GENERATED_VIRTUAL)
			continue;
		size_t place = schema_table_place(table->table, name);
		if (place != table->columns->len) {
			table->unreadable = g_strdup("too-many-fields|" G_STRINGIFY(BOUND_FIELDS));
			break;
		}
		g_ptr_array_add(table->columns, g_strndup(name.bytes, name.length));
		SourceField *field = schema_table_field(table->table, place);
		field->type = schema_table_keep(table->table, span_of(type));
		field->in_key = sqlite3_column_int(query, 2) > 0;
	}
	if (trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&trouble));
	return false;
}

/* A reference without a column means the primary key of the other table. */
static void
refer(sqlite3 *database, SqliteTable *table, sqlite3_stmt *reference)
{
	size_t place = schema_table_find(table->table, column_span(reference, 0));
	g_autofree char *other = schema_name(column_span(reference, 1));
	g_autoptr(sqlite3_stmt) key = NULL;
	g_autofree char *column = NULL;

	if (place == G_MAXSIZE)
		return;
	if (sqlite3_column_type(reference, 2) != SQLITE_NULL) {
		column = schema_name(column_span(reference, 2));
	} else {
		key = query_new(
			database,
			sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q) WHERE pk=%d",
		                        sqlite3_column_text(reference, 1),
		                        sqlite3_column_int(reference, 3) + 1),
			NULL);
		if (key != NULL && query_step(key, NULL))
			column = schema_name(column_span(key, 0));
	}
	if (column == NULL)
		return;
	SourceField *field = schema_table_field(table->table, place);
	field->ref_container = schema_table_keep(table->table, span_of(other));
	field->ref_field = schema_table_keep(table->table, span_of(column));
}

static void
read_references(sqlite3 *database, SqliteTable *table)
{
	g_autoptr(sqlite3_stmt) query =
		query_new(database,
	                  sqlite3_mprintf("SELECT \"from\", \"table\", \"to\", seq "
	                                  "FROM pragma_foreign_key_list(%Q) ORDER BY id DESC, seq",
	                                  table->name),
	                  NULL);

	while (query != NULL && query_step(query, NULL))
		refer(database, table, query);
}

static bool
has_column(const SqliteTable *table, const char *name)
{
	for (guint i = 0; i < table->columns->len; i++)
		if (g_ascii_strcasecmp(table->columns->pdata[i], name) == 0)
			return true;
	return false;
}

/* The primary key of a rowid table is the rowid where it has no index of its own. */
static void
find_keying(sqlite3 *database, SqliteTable *table, bool without_rowid)
{
	static const char *const names[] = {"_rowid_", "rowid", "oid"};
	g_autoptr(sqlite3_stmt) query = query_new(
		database,
		sqlite3_mprintf("SELECT name, (SELECT count(*) FROM pragma_index_list(%Q) "
	                        "WHERE origin='pk') FROM pragma_table_info(%Q) WHERE pk>0 "
	                        "ORDER BY pk",
	                        table->name, table->name),
		NULL);
	bool indexed = false;

	while (query != NULL && query_step(query, NULL)) {
		Span name = column_span(query, 0);

		g_ptr_array_add(table->key, g_strndup(name.bytes, name.length));
		indexed = sqlite3_column_int(query, 1) > 0;
	}
	if (without_rowid) {
		table->keying = KEYED_BY_COLUMNS;
		return;
	}
	table->keying = table->key->len == 1 && !indexed ? KEYED_BY_ROWID : KEYED_BY_ROW;
	for (size_t i = 0; i < G_N_ELEMENTS(names) && table->rowid == NULL; i++)
		if (!has_column(table, names[i]))
			table->rowid = names[i];
	if (table->rowid == NULL && table->keying == KEYED_BY_ROWID)
		table->rowid = table->key->pdata[0];
	if (table->rowid == NULL)
		table->unreadable = g_strdup("no-row-key");
}

static void
count_rows(sqlite3 *database, SqliteTable *table)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(sqlite3_stmt) query = query_new(
		database, sqlite3_mprintf("SELECT count(*) FROM \"%w\"", table->name), &error);

	table->table->rows = -1;
	if (query != NULL && query_step(query, &error))
		table->table->rows = sqlite3_column_int64(query, 0);
	if (error != NULL)
		table->unreadable = g_strdup("damaged|SQLite");
}

/* Columns of @list: name, type ("table", "view", "virtual", "shadow"), wr, sql. */
static SqliteTable *
read_table(sqlite3 *database, sqlite3_stmt *list, bool count, GError **error)
{
	g_autofree char *shown = schema_name(column_span(list, 0));
	const char *type = (const char *)sqlite3_column_text(list, 1);
	const char *sql = (const char *)sqlite3_column_text(list, 3);
	SqliteTable *table = g_new0(SqliteTable, 1);

	table->name = g_strdup((const char *)sqlite3_column_text(list, 0));
	table->table = schema_table_new("", shown);
	table->table->rows = -1;
	table->columns = g_ptr_array_new_with_free_func(g_free);
	table->key = g_ptr_array_new_with_free_func(g_free);
	table->is_system = g_str_has_prefix(table->name, "sqlite_");
	if (g_str_equal(type, "view") || g_str_equal(type, "virtual")) {
		table->is_system = true;
		table->unreadable = g_strdup(g_str_equal(type, "view") ? "view" : "virtual-table");
		return table;
	}
	if (!read_columns(database, table, error)) {
		sqlite_table_free(table);
		return NULL;
	}
	read_references(database, table);
	find_keying(database, table, sqlite3_column_int(list, 2) != 0);
	if (sql != NULL)
		sqlite_comments(sql, table->table);
	if (table->is_system && table->unreadable == NULL)
		table->unreadable = g_strdup("system");
	if (count && table->unreadable == NULL)
		count_rows(database, table);
	return table;
}

static void
table_free(gpointer data)
{
	sqlite_table_free(data);
}

GPtrArray *
sqlite_tables(sqlite3 *database, bool count, GError **error)
{
	g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(table_free);
	g_autoptr(GError) trouble = NULL;
	g_autoptr(sqlite3_stmt) list = query_new(
		database,
		sqlite3_mprintf("SELECT l.name, l.type, l.wr, s.sql FROM pragma_table_list AS l "
	                        "LEFT JOIN main.sqlite_schema AS s ON s.name=l.name "
	                        "AND s.type IN ('table', 'view') "
	                        "WHERE l.schema='main' ORDER BY l.name"),
		error);

	if (list == NULL)
		return NULL;
	while (query_step(list, &trouble)) {
		SqliteTable *table = read_table(database, list, count, &trouble);

		if (table == NULL)
			break;
		g_ptr_array_add(tables, table);
		if (tables->len > BOUND_CONTAINERS) {
			fault_set(&trouble, FAULT_UNSUPPORTED, N_("more than %d tables"),
			          BOUND_CONTAINERS);
			break;
		}
	}
	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	return g_steal_pointer(&tables);
}

SqliteTable *
sqlite_table_find(GPtrArray *tables, const char *name, GError **error)
{
	for (guint i = 0; i < tables->len; i++) {
		SqliteTable *table = g_ptr_array_index(tables, i);

		if (!g_str_equal(table->table->name, name))
			continue;
		if (table->unreadable == NULL)
			return table;
		fault_set(error, FAULT_UNSUPPORTED, N_("'%s' cannot be read: %s"), name,
		          table->unreadable);
		return NULL;
	}
	fault_set(error, FAULT_NOT_FOUND, N_("there is no container '%s'"), name);
	return NULL;
}
