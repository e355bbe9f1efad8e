/*
 * sqlite-cursor.h - reading the rows of SQLite tables in the order of their keys
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "source.h"
#include "sqlite-table.h"

typedef struct SqliteCursor SqliteCursor;

/* @database and @table must outlive the cursor. */
SqliteCursor *sqlite_cursor_new(sqlite3 *database, const SqliteTable *table, Span after,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sqlite_cursor_free(SqliteCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqliteCursor, sqlite_cursor_free)

const SourceRecord *sqlite_cursor_next(SqliteCursor *cursor, GError **error);

/* SELECT of the key and all columns; @where may be "". */
char *sqlite_cursor_query(const SqliteTable *table, const char *where);

/* The key of the row that such a query stands on. */
void sqlite_cursor_key(sqlite3_stmt *query, const SqliteTable *table, GByteArray *ret_key);
