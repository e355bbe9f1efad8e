/*
 * sqlite-stage.c - what must run until SQLite has let go of removed bytes
 *
 * rewrite      VACUUM copies every page; statistics tables, which hold sample values, are
 *              emptied and full-text indexes rebuilt first.
 * checkpoint   moves the write-ahead log into the database; then, where no other program
 *              is there, overwrites the log before it is cut to nothing.
 * log-erase    overwrites and removes what is left beside the database.
 *
 * Between the overwriting of a log and its removal the database is whole without it: the
 * checkpoint before it was synced.  So a crash at any point leaves a good database.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-erase.h"

#include "bounds.h"
#include "broken-eraser.h"
#include "crash-point.h"
#include "durable.h"
#include "errors.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* VACUUM of a larger database uses files beside it instead of memory. */
#define VACUUM_IN_MEMORY (256 * MEBIBYTE)

/* Instructions of SQLite's machine between two looks at the progress. */
#define PROGRESS_STEP 100000

static char *
beside(const char *path, const char *suffix)
{
	return g_strconcat(path, suffix, NULL);
}

static int
show_progress(void *progress)
{
	return progress != NULL && !progress_advance(progress, 1);
}

/* Names in the first column of @sql. */
static GPtrArray *
names_of(sqlite3 *database, const char *sql, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) trouble = NULL;
	g_autoptr(sqlite3_stmt) query = query_new(database, sqlite3_mprintf("%s", sql), error);

	if (query == NULL)
		return NULL;
	while (query_step(query, &trouble))
		g_ptr_array_add(names, g_strdup((const char *)sqlite3_column_text(query, 0)));
	if (trouble == NULL)
		return g_steal_pointer(&names);
	g_propagate_error(error, g_steal_pointer(&trouble));
	return NULL;
}

static bool
run_for_each(sqlite3 *database, const char *names_sql, const char *format, GError **error)
{
	g_autoptr(GPtrArray) names = names_of(database, names_sql, error);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		char *quoted = sqlite3_mprintf("\"%w\"", (const char *)names->pdata[i]);
		g_auto(GStrv) parts = g_strsplit(format, "@", 0);
		g_autofree char *sql = g_strjoinv(quoted, parts);
		bool done = connection_run(database, sql, error);

		sqlite3_free(quoted);
		if (!done)
			return false;
	}
	return names != NULL;
}

static bool
forget_copies(sqlite3 *database, GError **error)
{
	return run_for_each(database,
	                    "SELECT name FROM sqlite_schema WHERE type='table' "
	                    "AND name GLOB 'sqlite_stat[0-9]'",
	                    "DELETE FROM @", error) &&
	       run_for_each(database,
	                    "SELECT name FROM sqlite_schema WHERE type='table' "
	                    "AND sql LIKE 'create virtual table%using fts%'",
	                    "INSERT INTO @(@) VALUES ('rebuild')", error);
}

static bool
vacuum(sqlite3 *database, const char *path, GError **error)
{
	GStatBuf status;
	bool large = g_stat(path, &status) == 0 && status.st_size > (goffset)VACUUM_IN_MEMORY;
	g_autofree char *directory = g_path_get_dirname(path);

	if (large) {
		sqlite3_temp_directory = sqlite3_mprintf("%s", directory);
		if (!connection_run(database, "PRAGMA temp_store=FILE", error))
			return false;
	}
	bool done = connection_run(database, "VACUUM", error);
	if (large) {
		sqlite3_free(sqlite3_temp_directory);
		sqlite3_temp_directory = NULL;
	}
	return done;
}

bool
sqlite_rewrite(const char *path, Progress *progress, GError **error)
{
	if (eraser_lies("no-rewrite"))
		return true;
	g_autoptr(sqlite3) database = connection_open(path, CONNECTION_WRITES, error);
	if (database == NULL)
		return false;
	sqlite3_progress_handler(database, PROGRESS_STEP, show_progress, progress);
	crash_point("sqlite-rewrite");
	return forget_copies(database, error) && vacuum(database, path, error);
}

static bool
write_zeros(int fd, off_t length)
{
	g_autofree char *zeros = g_malloc0(MEBIBYTE);

	for (off_t at = 0; at < length;) {
		ssize_t written = pwrite(fd, zeros, (size_t)MIN(length - at, (off_t)MEBIBYTE), at);

		if (written <= 0)
			return false;
		at += written;
	}
	return fdatasync(fd) == 0;
}

/* The log, in place.  Its own locks lie on the database, so closing it drops none. */
static bool
overwrite_log(const char *path, GError **error)
{
	g_autofree char *log = beside(path, "-wal");
	int fd = open(log, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat status;

	if (fd < 0 && errno == ENOENT)
		return true;
	bool done = fd >= 0 && fstat(fd, &status) == 0 && write_zeros(fd, status.st_size);
	if (!done)
		fault_set_errno(error, errno, N_("file '%s' cannot be overwritten"), log);
	if (fd >= 0)
		close(fd);
	return done;
}

/* FAULT_CONFLICT unless all of the log went into the database. */
static bool
move_log(sqlite3 *database, int mode, GError **error)
{
	int in_log = 0, moved = 0;
	int code = sqlite3_wal_checkpoint_v2(database, "main", mode, &in_log, &moved);

	if (code == SQLITE_OK && in_log != moved)
		code = SQLITE_BUSY;
	if (code != SQLITE_OK)
		connection_fault(code == SQLITE_BUSY ? NULL : database, code, error);
	return code == SQLITE_OK;
}

/* @database holds the file alone: empty its log, bytes included. */
static bool
drain_log(sqlite3 *database, const char *path, GError **error)
{
	if (!move_log(database, SQLITE_CHECKPOINT_RESTART, error))
		return false;
	crash_point("sqlite-log-moved");
	if (!overwrite_log(path, error))
		return false;
	crash_point("sqlite-log-overwritten");
	return move_log(database, SQLITE_CHECKPOINT_TRUNCATE, error);
}

bool
sqlite_checkpoint(const char *path, GError **error)
{
	g_autoptr(GError) trouble = NULL;

	if (eraser_lies("no-rewrite"))
		return true;
	g_autoptr(sqlite3) alone = connection_open(path, CONNECTION_ALONE, &trouble);
	if (alone != NULL)
		return !connection_is_wal(alone) || drain_log(alone, path, error);
	if (!fault_is(trouble, FAULT_CONFLICT)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	g_autoptr(sqlite3) shared = connection_open(path, CONNECTION_WRITES, error);
	if (shared == NULL)
		return false;
	return !connection_is_wal(shared) || move_log(shared, SQLITE_CHECKPOINT_TRUNCATE, error);
}

static bool
shred(const char *path, GError **error)
{
	if (eraser_lies("keep-file"))
		return true;
	if (eraser_lies("unlink-only"))
		return g_unlink(path) == 0 || errno == ENOENT;
	return durable_shred(path, error);
}

/* While @database is locked no journal is in use: what lies there is left over. */
static bool
shred_journal(sqlite3 *database, const char *path, GError **error)
{
	g_autofree char *journal = beside(path, "-journal");

	if (!connection_run(database, "BEGIN EXCLUSIVE", error))
		return false;
	bool done = shred(journal, error);
	return connection_run(database, "ROLLBACK", done ? error : NULL) && done;
}

bool
sqlite_log_erase(const char *path, GError **error)
{
	g_autofree char *log = beside(path, "-wal");
	g_autofree char *index = beside(path, "-shm");

	if (eraser_lies("no-rewrite"))
		return true;
	sqlite3 *alone = connection_open(path, CONNECTION_ALONE, error);
	if (alone == NULL)
		return false;
	bool is_wal = connection_is_wal(alone);
	bool done = is_wal ? drain_log(alone, path, error) : shred_journal(alone, path, error);
	/* The last connection removes an empty log when it closes. */
	sqlite3_db_config(alone, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	connection_close(alone);
	if (!done)
		return false;
	return shred(log, error) && shred(index, error);
}

bool
sqlite_erase_whole(const char *path, GError **error)
{
	static const char *const suffixes[] = {"-wal", "-journal", "-shm", ""};
	g_autoptr(GError) trouble = NULL;

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		connection_close(connection_open(path, CONNECTION_ALONE, &trouble));
	if (fault_is(trouble, FAULT_CONFLICT)) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *file = beside(path, suffixes[i]);

		if (!shred(file, error))
			return false;
	}
	return true;
}
