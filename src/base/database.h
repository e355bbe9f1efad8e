/*
 * database.h - SQLite for our own state: open, migrate, bind, step
 *
 * Only for dossier.db.  The databases of others are read through source.h.
 * Write-ahead log, synchronous=FULL, foreign keys on, secure_delete on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Database Database;
typedef struct Statement Statement;

/*
 * Open @path and bring it to the last of @migrations (NULL-terminated, each run once,
 * in a transaction).  FAULT_CONFLICT where the file was written by a newer program.
 */
Database *database_open(const char *path, const char *const *migrations, bool writable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void database_close(Database *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)

bool database_run(Database *database, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Transactions; a failed one must be rolled back by the caller. */
bool database_begin(Database *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool database_commit(Database *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void database_rollback(Database *database);

/* Parameters count from 1, columns from 0, as in SQLite. */
Statement *statement_new(Database *database, const char *sql,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void statement_free(Statement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Statement, statement_free)

void statement_bind_text(Statement *statement, int parameter, const char *text); /* NULL: null */
void statement_bind_number(Statement *statement, int parameter, int64_t number);
void statement_bind_blob(Statement *statement, int parameter, Span bytes);
void statement_bind_null(Statement *statement, int parameter);

/* The next row; false at the end, or on failure with @error set. */
bool statement_step(Statement *statement, GError **error);

/* Run a statement that returns no row, and make it ready for the next bind. */
bool statement_run(Statement *statement, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void statement_reset(Statement *statement);

/* Lent until the next step. */
const char *statement_text(Statement *statement, int column); /* NULL for null */
int64_t statement_number(Statement *statement, int column);
Span statement_blob(Statement *statement, int column);
bool statement_is_null(Statement *statement, int column);

int64_t database_last_id(Database *database);
int64_t database_changes(Database *database);
