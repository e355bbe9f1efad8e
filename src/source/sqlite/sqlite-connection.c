/*
 * sqlite-connection.c - opening other people's SQLite databases
 *
 * Reading never changes the file: no checkpoint when the last connection closes, and no
 * recovery of an unfinished transaction (the error says so).  A writing connection keeps its
 * rollback journal (journal_mode=PERSIST), so that the old rows in it can be overwritten
 * instead of ending in freed blocks of the file system.
 *
 * https://www.sqlite.org/security.html has what is switched off here and why.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-connection.h"

#include "bounds.h"
#include "errors.h"

#include <glib/gstdio.h>

#define READ_PATIENCE  2000 /* milliseconds to wait for a lock */
#define WRITE_PATIENCE 5000

#define DATABASE_MAGIC     "SQLite format 3"
#define MAGIC_SIZE         16
#define WRITE_VERSION_AT   18 /* of the file header: 1 rollback journal, 2 write-ahead log */
#define HEADER_SIZE        100
#define EXPRESSION_DEPTH   200
#define SCHEMA_TEXT_LENGTH (1 * MEBIBYTE)

bool
connection_is_database(Span first_bytes)
{
	return first_bytes.length >= MAGIC_SIZE &&
	       memcmp(first_bytes.bytes, DATABASE_MAGIC, MAGIC_SIZE) == 0;
}

void
connection_close(sqlite3 *database)
{
	sqlite3_close_v2(database);
}

void
query_free(sqlite3_stmt *query)
{
	sqlite3_finalize(query);
}

void
connection_fault(sqlite3 *database, int code, GError **error)
{
	const char *said = database == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(database);

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		fault_set(error, FAULT_CONFLICT,
		          N_("the database is in use by another program: stop it and try again"));
		return;
	case SQLITE_NOTADB:
		fault_set(error, FAULT_MALFORMED,
		          N_("the file is not a SQLite database, or it is encrypted"));
		return;
	case SQLITE_CORRUPT:
		fault_set(error, FAULT_MALFORMED, N_("the database is damaged: %s"), said);
		return;
	case SQLITE_FULL:
	case SQLITE_IOERR:
		fault_set(error, FAULT_STORAGE, N_("the disk failed under the database: %s"), said);
		return;
	case SQLITE_INTERRUPT:
		fault_set(error, FAULT_INTERRUPTED, N_("stopped by the user"));
		return;
	case SQLITE_READONLY:
		if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY) {
			fault_set(error, FAULT_CONFLICT,
			          N_("the database has an unfinished transaction: open it once "
			             "with the program it belongs to"));
			return;
		}
		fault_set(error, FAULT_UNREACHABLE, N_("the database may not be written: %s"),
		          said);
		return;
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		fault_set(error, FAULT_UNREACHABLE, N_("the database cannot be opened: %s"), said);
		return;
	default:
		fault_set(error, FAULT_MALFORMED, N_("the database cannot be read: %s"), said);
	}
}

static bool
harden(sqlite3 *database, bool writes, GError **error)
{
	static const char limits[] = "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
				     "PRAGMA mmap_size=0; PRAGMA foreign_keys=OFF;"
				     "PRAGMA recursive_triggers=OFF; PRAGMA temp_store=MEMORY;";

	sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, writes ? 0 : 1, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_DEPTH);
	sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, writes ? 1 : 0);
	sqlite3_limit(database, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
	sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, SCHEMA_TEXT_LENGTH);
	sqlite3_busy_timeout(database, writes ? WRITE_PATIENCE : READ_PATIENCE);
	return connection_run(database, limits, error);
}

/* A write-ahead log on a medium that cannot be written needs no log where there is none. */
static bool
may_be_immutable(const char *path)
{
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);
	g_autofree char *directory = g_path_get_dirname(path);
	GStatBuf status;

	return g_access(directory, W_OK) != 0 && g_access(journal, F_OK) != 0 &&
	       (g_stat(log, &status) != 0 || status.st_size == 0);
}

static sqlite3 *
open_with(const char *name, int flags, bool writes, GError **error)
{
	sqlite3 *opened = NULL;
	int code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_EXRESCODE, NULL);
	g_autoptr(sqlite3) database = opened;

	if (code != SQLITE_OK) {
		connection_fault(database, code, error);
		return NULL;
	}
	if (!harden(database, writes, error) ||
	    !connection_run(database, "SELECT count(*) FROM sqlite_schema", error))
		return NULL;
	return g_steal_pointer(&database);
}

static bool
prepare_writing(sqlite3 *database, ConnectionUse use, GError **error)
{
	if (!connection_run(database, "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;", error))
		return false;
	if (use == CONNECTION_ALONE && !connection_run(database, "BEGIN EXCLUSIVE; COMMIT", error))
		return false;
	return connection_is_wal(database) ||
	       connection_run(database, "PRAGMA journal_mode=PERSIST", error);
}

static sqlite3 *
open_to_write(const char *path, ConnectionUse use, GError **error)
{
	sqlite3 *opened = NULL;
	int code =
		sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
	g_autoptr(sqlite3) database = opened;

	if (code != SQLITE_OK) {
		connection_fault(database, code, error);
		return NULL;
	}
	/* Before the first access: the index of the log then lies in memory. */
	if (use == CONNECTION_ALONE &&
	    !connection_run(database, "PRAGMA locking_mode=EXCLUSIVE", error))
		return NULL;
	if (!harden(database, true, error) || !prepare_writing(database, use, error))
		return NULL;
	return g_steal_pointer(&database);
}

sqlite3 *
connection_open(const char *path, ConnectionUse use, GError **error)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	g_autoptr(GError) trouble = NULL;

	if (!g_file_test(absolute, G_FILE_TEST_EXISTS)) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no file '%s'"), path);
		return NULL;
	}
	if (!g_file_test(absolute, G_FILE_TEST_IS_REGULAR)) {
		fault_set(error, FAULT_USAGE, N_("'%s' is not a file"), path);
		return NULL;
	}
	if (use != CONNECTION_READS)
		return open_to_write(absolute, use, error);
	sqlite3 *database =
		open_with(absolute, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, false, &trouble);
	if (database == NULL && fault_is(trouble, FAULT_UNREACHABLE) &&
	    may_be_immutable(absolute)) {
		g_autofree char *escaped = g_uri_escape_string(absolute, "/", TRUE);
		g_autofree char *uri = g_strdup_printf("file:%s?immutable=1", escaped);

		g_clear_error(&trouble);
		database = open_with(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, false, &trouble);
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return database;
}

sqlite3 *
connection_open_image(GBytes *image, GError **error)
{
	size_t length;
	const void *bytes = g_bytes_get_data(image, &length);
	sqlite3 *opened = NULL;

	if (length < HEADER_SIZE) {
		fault_set(error, FAULT_MALFORMED, N_("the database is damaged: %s"), "too short");
		return NULL;
	}
	int code = sqlite3_open_v2(":memory:", &opened,
	                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
	g_autoptr(sqlite3) database = opened;
	/* SQLite's own allocator: it frees the copy when the connection closes. */
	unsigned char *copy = code == SQLITE_OK ? sqlite3_malloc64(length) : NULL;
	if (copy == NULL) {
		connection_fault(database, code == SQLITE_OK ? SQLITE_NOMEM : code, error);
		return NULL;
	}
	memcpy(copy, bytes, length);
	/* There is no log beside a database in memory. */
	copy[WRITE_VERSION_AT] = 1;
	copy[WRITE_VERSION_AT + 1] = 1;
	code = sqlite3_deserialize(database, "main", copy, (sqlite3_int64)length,
	                           (sqlite3_int64)length,
	                           SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
	if (code != SQLITE_OK) {
		connection_fault(database, code, error);
		return NULL;
	}
	if (!harden(database, false, error) ||
	    !connection_run(database, "SELECT count(*) FROM sqlite_schema", error))
		return NULL;
	return g_steal_pointer(&database);
}

sqlite3_stmt *
query_new(sqlite3 *database, char *text, GError **error)
{
	sqlite3_stmt *query = NULL;
	int code = sqlite3_prepare_v2(database, text, -1, &query, NULL);

	sqlite3_free(text);
	if (code != SQLITE_OK) {
		connection_fault(database, code, error);
		return NULL;
	}
	return query;
}

bool
query_step(sqlite3_stmt *query, GError **error)
{
	int code = sqlite3_step(query);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		connection_fault(sqlite3_db_handle(query), code, error);
	return code == SQLITE_ROW;
}

bool
connection_run(sqlite3 *database, const char *sql, GError **error)
{
	int code = sqlite3_exec(database, sql, NULL, NULL, NULL);

	if (code != SQLITE_OK)
		connection_fault(database, code, error);
	return code == SQLITE_OK;
}

int64_t
connection_number(sqlite3 *database, const char *sql, int64_t otherwise)
{
	g_autoptr(sqlite3_stmt) query = query_new(database, sqlite3_mprintf("%s", sql), NULL);

	return query != NULL && query_step(query, NULL) ? sqlite3_column_int64(query, 0)
	                                                : otherwise;
}

bool
connection_is_wal(sqlite3 *database)
{
	g_autoptr(sqlite3_stmt) query =
		query_new(database, sqlite3_mprintf("PRAGMA journal_mode"), NULL);

	return query != NULL && query_step(query, NULL) &&
	       g_strcmp0((const char *)sqlite3_column_text(query, 0), "wal") == 0;
}
