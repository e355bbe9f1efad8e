/*
 * sqlite-cursor.c - reading the rows of SQLite tables in the order of their keys
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-cursor.h"

#include "row.h"
#include "sqlite-key.h"

struct SqliteCursor {
	const SqliteTable *table;
	sqlite3_stmt *query;
	GByteArray *key;
	Row *row;
	SourceRecord record;
};

static int
n_key_columns(const SqliteTable *table)
{
	return table->keying == KEYED_BY_COLUMNS ? (int)table->key->len : 1;
}

/* The expression that orders and names the rows: "a", "b" or the rowid. */
static char *
key_expression(const SqliteTable *table)
{
	if (table->keying == KEYED_BY_COLUMNS)
		return sqlite_quote_all(table->key, ", ");
	return g_strdup_printf("\"%s\"", table->rowid);
}

char *
sqlite_cursor_query(const SqliteTable *table, const char *where)
{
	g_autofree char *key = key_expression(table);
	g_autofree char *columns = sqlite_quote_all(table->columns, ", ");

	return sqlite3_mprintf("SELECT %s%s%s FROM \"%w\" %s", key, *columns == '\0' ? "" : ", ",
	                       columns, table->name, where);
}

static char *
ordered(const SqliteTable *table, bool resumed)
{
	g_autofree char *key = key_expression(table);
	g_autoptr(GString) marks = g_string_new("?");

	for (int i = 1; i < n_key_columns(table); i++)
		g_string_append(marks, ", ?");
	if (!resumed)
		return g_strdup_printf("ORDER BY %s", key);
	return g_strdup_printf("WHERE (%s) > (%s) ORDER BY %s", key, marks->str, key);
}

/* A collation of the platform's own: as good as any for reading everything once. */
static int
compare_bytes(void *data, int a_length, const void *a, int b_length, const void *b)
{
	int order = memcmp(a, b, (size_t)MIN(a_length, b_length));

	(void)data;
	return order != 0 ? order : a_length - b_length;
}

static void
supply_collation(void *data, sqlite3 *database, int encoding, const char *name)
{
	(void)data;
	sqlite3_create_collation(database, name, encoding, NULL, compare_bytes);
}

SqliteCursor *
sqlite_cursor_new(sqlite3 *database, const SqliteTable *table, Span after, GError **error)
{
	g_autofree char *order = ordered(table, after.length > 0);

	sqlite3_collation_needed(database, NULL, supply_collation);
	g_autoptr(sqlite3_stmt) query =
		query_new(database, sqlite_cursor_query(table, order), error);
	if (query == NULL)
		return NULL;
	if (after.length > 0 && !sqlite_key_bind(after, query, n_key_columns(table), error))
		return NULL;
	SqliteCursor *cursor = g_new0(SqliteCursor, 1);
	cursor->table = table;
	cursor->query = g_steal_pointer(&query);
	cursor->key = g_byte_array_new();
	cursor->row = row_new();
	return cursor;
}

void
sqlite_cursor_free(SqliteCursor *cursor)
{
	if (cursor == NULL)
		return;
	query_free(cursor->query);
	g_byte_array_unref(cursor->key);
	row_free(cursor->row);
	g_free(cursor);
}

void
sqlite_cursor_key(sqlite3_stmt *query, const SqliteTable *table, GByteArray *ret_key)
{
	int64_t rowid = sqlite3_column_int64(query, 0);

	if (table->keying == KEYED_BY_COLUMNS)
		sqlite_key_of_columns(query, 0, (int)table->key->len, ret_key);
	else if (table->keying == KEYED_BY_ROWID)
		sqlite_key_of_rowid(rowid, ret_key);
	else
		sqlite_key_of_row(query, rowid, 1, (int)table->columns->len, ret_key);
}

static void
take_value(Row *row, sqlite3_stmt *query, int column)
{
	int type = sqlite3_column_type(query, column);
	const void *bytes;
	size_t length;

	if (type == SQLITE_NULL) {
		row_add(row, VALUE_NULL, (Span){"", 0});
		return;
	}
	bytes = type == SQLITE_BLOB ? sqlite3_column_blob(query, column)
	                            : (const void *)sqlite3_column_text(query, column);
	length = (size_t)sqlite3_column_bytes(query, column);
	Span span = {bytes, length};
	if (type == SQLITE_TEXT)
		row_add_text(row, span);
	else if (type == SQLITE_BLOB)
		row_add(row, VALUE_BINARY, span);
	else
		row_add(row, type == SQLITE_INTEGER ? VALUE_INTEGER : VALUE_REAL, span);
}

const SourceRecord *
sqlite_cursor_next(SqliteCursor *cursor, GError **error)
{
	int first = n_key_columns(cursor->table);

	if (!query_step(cursor->query, error))
		return NULL;
	/* The key first: reading a number as text would change its type. */
	sqlite_cursor_key(cursor->query, cursor->table, cursor->key);
	row_clear(cursor->row);
	for (guint i = 0; i < cursor->table->columns->len; i++)
		take_value(cursor->row, cursor->query, first + (int)i);
	cursor->record = (SourceRecord){
		.container = cursor->table->table->name,
		.key = {(const char *)cursor->key->data, cursor->key->len},
		.values = row_values(cursor->row),
		.n_values = row_length(cursor->row),
	};
	return &cursor->record;
}
