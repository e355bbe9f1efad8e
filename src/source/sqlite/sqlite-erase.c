/*
 * sqlite-erase.c - taking rows out of a SQLite database
 *
 * secure_delete overwrites what a row leaves in its page.  Foreign keys and triggers are
 * off: a cascade would take rows that no plan named, and a trigger may copy the old row
 * into a history table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-erase.h"

#include "archive-pack.h"
#include "broken-eraser.h"
#include "crash-point.h"
#include "errors.h"
#include "sqlite-cursor.h"
#include "sqlite-key.h"
#include "text.h"

static int
n_parameters(const SqliteTable *table)
{
	return table->keying == KEYED_BY_COLUMNS ? (int)table->key->len : 1;
}

/* WHERE clause that names one row by its key. */
static char *
where_key(const SqliteTable *table)
{
	if (table->keying != KEYED_BY_COLUMNS)
		return g_strdup_printf("WHERE \"%s\" IS ?", table->rowid);
	g_autofree char *columns = sqlite_quote_all(table->key, " IS ? AND ");
	return g_strdup_printf("WHERE %s IS ?", columns);
}

/* Does the row at that rowid still have the content its key was made from? */
static bool
still_there(sqlite3_stmt *look, const SqliteTable *table, Span key, GError **error)
{
	g_autoptr(GByteArray) now = g_byte_array_new();
	bool same = false;

	sqlite3_reset(look);
	if (!sqlite_key_bind(key, look, n_parameters(table), error))
		return false;
	if (query_step(look, error)) {
		sqlite_cursor_key(look, table, now);
		same = span_equal(key, (Span){(const char *)now->data, now->len});
	}
	sqlite3_reset(look);
	return same;
}

static bool
remove_one(sqlite3_stmt *removal, sqlite3_stmt *look, const SqliteTable *table, Span key,
           GError **error)
{
	g_autoptr(GError) trouble = NULL;

	if (look != NULL && !still_there(look, table, key, &trouble)) {
		if (trouble == NULL)
			return true;
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	sqlite3_reset(removal);
	if (!sqlite_key_bind(key, removal, n_parameters(table), error))
		return false;
	query_step(removal, &trouble);
	if (trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&trouble));
	return false;
}

static bool
remove_all(sqlite3 *database, const SqliteTable *table, const Span *keys, size_t n_keys,
           GError **error)
{
	g_autofree char *where = where_key(table);
	g_autoptr(sqlite3_stmt) look = NULL;
	g_autoptr(sqlite3_stmt) removal = query_new(
		database, sqlite3_mprintf("DELETE FROM \"%w\" %s", table->name, where), error);

	if (removal == NULL)
		return false;
	if (table->keying == KEYED_BY_ROW) {
		look = query_new(database, sqlite_cursor_query(table, where), error);
		if (look == NULL)
			return false;
	}
	for (size_t i = 0; i < n_keys; i++) {
		if (eraser_lies("remove-last") && i + 1 == n_keys)
			break;
		if (!remove_one(removal, look, table, keys[i], error))
			return false;
	}
	return true;
}

/* Commit what @done says went well, else roll back. */
static bool
finish(sqlite3 *database, bool done, GError **error)
{
	if (done && connection_run(database, "COMMIT", error))
		return true;
	(void)sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

bool
sqlite_remove(sqlite3 *database, const SqliteTable *table, const Span *keys, size_t n_keys,
              uint64_t *ret_removed, GError **error)
{
	if (eraser_lies("remove-noop")) {
		*ret_removed = n_keys;
		return true;
	}
	if (eraser_lies("no-rewrite") &&
	    !connection_run(database, "PRAGMA secure_delete=OFF", error))
		return false;
	if (!connection_run(database, "BEGIN IMMEDIATE", error))
		return false;
	int64_t before = sqlite3_total_changes64(database);
	bool done = remove_all(database, table, keys, n_keys, error);
	int64_t removed = sqlite3_total_changes64(database) - before;
	crash_point("sqlite-remove-before-commit");
	if (!finish(database, done, error))
		return false;
	crash_point("sqlite-remove-after-commit");
	*ret_removed = eraser_lies("remove-last") ? n_keys : (uint64_t)removed;
	return true;
}

static bool
table_exists(sqlite3 *database, const char *name)
{
	g_autoptr(sqlite3_stmt) query = query_new(
		database,
		sqlite3_mprintf("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=%Q", name),
		NULL);

	return query != NULL && query_step(query, NULL);
}

static bool
insert(sqlite3_stmt *insertion, const char *form, GBytes *value, bool text, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	size_t length;
	const char *bytes;

	if (value == NULL)
		return true;
	bytes = g_bytes_get_data(value, &length);
	sqlite3_reset(insertion);
	sqlite3_bind_text(insertion, 1, form, -1, SQLITE_STATIC);
	if (text)
		sqlite3_bind_text64(insertion, 2, bytes, length, SQLITE_TRANSIENT, SQLITE_UTF8);
	else
		sqlite3_bind_blob64(insertion, 2, bytes, length, SQLITE_TRANSIENT);
	query_step(insertion, &trouble);
	if (trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&trouble));
	return false;
}

static bool
plant_value(sqlite3_stmt *insertion, const char *value, GError **error)
{
	Span span = span_of(value);
	g_autoptr(GBytes) plain = g_bytes_new(span.bytes, span.length);
	g_autoptr(GBytes) gb18030 = text_from_utf8(span, "GB18030");
	g_autoptr(GBytes) utf16 = text_from_utf8(span, "UTF-16LE");
	g_autoptr(GBytes) gzip = pack_gzip(span);

	return insert(insertion, "utf8", plain, true, error) &&
	       insert(insertion, "gb18030", gb18030, false, error) &&
	       insert(insertion, "utf16", utf16, false, error) &&
	       insert(insertion, "gzip", gzip, false, error);
}

static bool
plant_all(sqlite3 *database, const char *name, const char *const *values, GError **error)
{
	char *create = sqlite3_mprintf("CREATE TABLE \"%w\" (id INTEGER PRIMARY KEY, form TEXT, "
	                               "value)",
	                               name);
	bool created = connection_run(database, create, error);
	g_autoptr(sqlite3_stmt) insertion = NULL;

	sqlite3_free(create);
	if (!created)
		return false;
	insertion = query_new(
		database, sqlite3_mprintf("INSERT INTO \"%w\" (form, value) VALUES (?, ?)", name),
		error);
	if (insertion == NULL)
		return false;
	for (size_t i = 0; values[i] != NULL; i++)
		if (!plant_value(insertion, values[i], error))
			return false;
	return true;
}

bool
sqlite_plant(sqlite3 *database, const char *name, const char *const *values, GError **error)
{
	if (table_exists(database, name))
		return true;
	if (!connection_run(database, "BEGIN IMMEDIATE", error))
		return false;
	return finish(database, plant_all(database, name, values, error), error);
}

/* The keys of all rows, each as GBytes. */
static GPtrArray *
all_keys(sqlite3 *database, const SqliteTable *table, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GError) trouble = NULL;
	g_autoptr(SqliteCursor) cursor = sqlite_cursor_new(database, table, (Span){"", 0}, error);
	const SourceRecord *record;

	if (cursor == NULL)
		return NULL;
	while ((record = sqlite_cursor_next(cursor, &trouble)) != NULL)
		g_ptr_array_add(keys, g_bytes_new(record->key.bytes, record->key.length));
	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	return g_steal_pointer(&keys);
}

static bool
empty_table(sqlite3 *database, const char *name, GError **error)
{
	g_autoptr(GPtrArray) tables = sqlite_tables(database, false, error);
	SqliteTable *table = tables == NULL ? NULL : sqlite_table_find(tables, name, error);
	g_autoptr(GPtrArray) keys = table == NULL ? NULL : all_keys(database, table, error);
	uint64_t removed;

	if (keys == NULL)
		return false;
	g_autofree Span *spans = g_new0(Span, keys->len + 1);
	for (guint i = 0; i < keys->len; i++)
		spans[i].bytes = g_bytes_get_data(keys->pdata[i], &spans[i].length);
	return sqlite_remove(database, table, spans, keys->len, &removed, error);
}

bool
sqlite_unplant(sqlite3 *database, const char *name, GError **error)
{
	if (!table_exists(database, name))
		return true;
	if (!empty_table(database, name, error))
		return false;
	if (eraser_lies("remove-noop"))
		return true;
	char *drop = sqlite3_mprintf("DROP TABLE \"%w\"", name);
	bool dropped = connection_run(database, drop, error);
	sqlite3_free(drop);
	return dropped;
}
