/*
 * sqlite-table.h - the tables of a SQLite database, and how their rows are named
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "schema.h"
#include "sqlite-connection.h"

typedef enum {
	KEYED_BY_ROWID,  /* an INTEGER PRIMARY KEY: never changes */
	KEYED_BY_ROW,    /* a hidden rowid, and a digest of the row */
	KEYED_BY_COLUMNS /* WITHOUT ROWID: the primary key */
} SqliteKeying;

typedef struct {
	char *name;         /* as the database has it */
	SchemaTable *table; /* as it is shown */
	GPtrArray *columns; /* char *, as the database has them, in the order of the fields */
	GPtrArray *key;     /* char *, KEYED_BY_COLUMNS only, in the order of the key */
	const char *rowid;  /* the name under which the rowid is reached */
	SqliteKeying keying;
	bool is_system;
	char *unreadable; /* or NULL */
} SqliteTable;

void sqlite_table_free(SqliteTable *table);

/* SqliteTable *, by name.  @count: with exact numbers of rows. */
GPtrArray *sqlite_tables(sqlite3 *database, bool count, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* By its shown name; FAULT_NOT_FOUND, FAULT_UNSUPPORTED where it cannot be read. */
SqliteTable *sqlite_table_find(GPtrArray *tables, const char *name,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Comments that follow the columns in the text of CREATE TABLE. */
void sqlite_comments(const char *sql, SchemaTable *table);

/* "a", "b", ...: quoted names joined with @separator, freed with g_free. */
char *sqlite_quote_all(GPtrArray *names, const char *separator);
