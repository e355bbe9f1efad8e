/*
 * database.c - SQLite for our own state: open, migrate, bind, step
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "database.h"

#include "errors.h"

#include <sqlite3.h>

#define BUSY_MILLISECONDS 5000

struct Database {
	sqlite3 *handle;
	char *path;
};

struct Statement {
	Database *database;
	sqlite3_stmt *handle;
};

static void
set_error(Database *database, GError **error)
{
	int code = sqlite3_errcode(database->handle);
	Fault fault = code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? FAULT_MALFORMED
	              : code == SQLITE_BUSY                           ? FAULT_CONFLICT
	                                                              : FAULT_STORAGE;

	fault_set(error, fault, N_("database '%s': %s"), database->path,
	          sqlite3_errmsg(database->handle));
}

bool
database_run(Database *database, const char *sql, GError **error)
{
	if (sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	set_error(database, error);
	return false;
}

bool
database_begin(Database *database, GError **error)
{
	return database_run(database, "BEGIN IMMEDIATE", error);
}

bool
database_commit(Database *database, GError **error)
{
	return database_run(database, "COMMIT", error);
}

void
database_rollback(Database *database)
{
	sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

static bool
schema_version(Database *database, int64_t *ret_version, GError **error)
{
	g_autoptr(Statement) statement = statement_new(database, "PRAGMA user_version", error);

	if (statement == NULL)
		return false;
	g_autoptr(GError) trouble = NULL;
	if (!statement_step(statement, &trouble)) {
		if (trouble != NULL)
			g_propagate_error(error, g_steal_pointer(&trouble));
		return trouble != NULL ? false : (*ret_version = 0, true);
	}
	*ret_version = statement_number(statement, 0);
	return true;
}

static bool
migrate_one(Database *database, const char *sql, int64_t version, GError **error)
{
	g_autofree char *mark = g_strdup_printf("PRAGMA user_version = %" G_GINT64_FORMAT, version);

	if (!database_begin(database, error))
		return false;
	if (database_run(database, sql, error) && database_run(database, mark, error) &&
	    database_commit(database, error))
		return true;
	database_rollback(database);
	return false;
}

static bool
migrate(Database *database, const char *const *migrations, bool writable, GError **error)
{
	int64_t version = 0;
	int64_t newest = (int64_t)g_strv_length((char **)(uintptr_t)migrations);

	if (!schema_version(database, &version, error))
		return false;
	if (version > newest) {
		fault_set(error, FAULT_CONFLICT,
		          N_("'%s' was written by a newer version of this program: use that one"),
		          database->path);
		return false;
	}
	if (version < newest && !writable) {
		fault_set(error, FAULT_CONFLICT,
		          N_("'%s' was written by an older version of this program: run a command "
		             "that "
		             "writes, to bring it up to date"),
		          database->path);
		return false;
	}
	for (; version < newest; version++)
		if (!migrate_one(database, migrations[version], version + 1, error))
			return false;
	return true;
}

Database *
database_open(const char *path, const char *const *migrations, bool writable, GError **error)
{
	g_autoptr(Database) database = g_new0(Database, 1);
	int flags = writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;

	database->path = g_strdup(path);
	if (sqlite3_open_v2(path, &database->handle, flags | SQLITE_OPEN_NOFOLLOW, NULL) !=
	    SQLITE_OK) {
		set_error(database, error);
		return NULL;
	}
	sqlite3_busy_timeout(database->handle, BUSY_MILLISECONDS);
	if (writable && !database_run(database,
	                              "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	                              "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;",
	                              error))
		return NULL;
	if (!migrate(database, migrations, writable, error))
		return NULL;
	return g_steal_pointer(&database);
}

void
database_close(Database *database)
{
	if (database == NULL)
		return;
	sqlite3_close_v2(database->handle);
	g_free(database->path);
	g_free(database);
}

Statement *
statement_new(Database *database, const char *sql, GError **error)
{
	g_autofree Statement *statement = g_new0(Statement, 1);

	statement->database = database;
	if (sqlite3_prepare_v2(database->handle, sql, -1, &statement->handle, NULL) != SQLITE_OK) {
		set_error(database, error);
		return NULL;
	}
	return g_steal_pointer(&statement);
}

void
statement_free(Statement *statement)
{
	if (statement == NULL)
		return;
	sqlite3_finalize(statement->handle);
	g_free(statement);
}

void
statement_bind_text(Statement *statement, int parameter, const char *text)
{
	sqlite3_bind_text(statement->handle, parameter, text, -1, SQLITE_TRANSIENT);
}

void
statement_bind_number(Statement *statement, int parameter, int64_t number)
{
	sqlite3_bind_int64(statement->handle, parameter, number);
}

void
statement_bind_blob(Statement *statement, int parameter, Span bytes)
{
	sqlite3_bind_blob64(statement->handle, parameter, bytes.length == 0 ? "" : bytes.bytes,
	                    bytes.length, SQLITE_TRANSIENT);
}

void
statement_bind_null(Statement *statement, int parameter)
{
	sqlite3_bind_null(statement->handle, parameter);
}

bool
statement_step(Statement *statement, GError **error)
{
	int code = sqlite3_step(statement->handle);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		set_error(statement->database, error);
	return code == SQLITE_ROW;
}

bool
statement_run(Statement *statement, GError **error)
{
	int code = sqlite3_step(statement->handle);
	bool done = code == SQLITE_DONE || code == SQLITE_ROW;

	if (!done)
		set_error(statement->database, error);
	statement_reset(statement);
	return done;
}

void
statement_reset(Statement *statement)
{
	sqlite3_reset(statement->handle);
	sqlite3_clear_bindings(statement->handle);
}

const char *
statement_text(Statement *statement, int column)
{
	return (const char *)sqlite3_column_text(statement->handle, column);
}

int64_t
statement_number(Statement *statement, int column)
{
	return sqlite3_column_int64(statement->handle, column);
}

Span
statement_blob(Statement *statement, int column)
{
	const char *bytes = sqlite3_column_blob(statement->handle, column);

	return (Span){bytes, (size_t)sqlite3_column_bytes(statement->handle, column)};
}

bool
statement_is_null(Statement *statement, int column)
{
	return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

int64_t
database_last_id(Database *database)
{
	return sqlite3_last_insert_rowid(database->handle);
}

int64_t
database_changes(Database *database)
{
	return sqlite3_changes64(database->handle);
}
