/*
 * sqlite-connection.h - opening other people's SQLite databases
 *
 * A schema is code written by strangers: connections run with an untrusted schema, in
 * defensive mode where they read, without triggers, views' functions or extensions.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

typedef enum {
	CONNECTION_READS,
	CONNECTION_WRITES,
	CONNECTION_ALONE, /* writes, and keeps every other program out */
} ConnectionUse;

/* FAULT_CONFLICT where CONNECTION_ALONE is asked for and another program holds it. */
sqlite3 *connection_open(const char *path, ConnectionUse use,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A database in memory, read only; @image is kept until it is closed. */
sqlite3 *connection_open_image(GBytes *image, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void connection_close(sqlite3 *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, connection_close)

void query_free(sqlite3_stmt *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, query_free)

/* @text is made with sqlite3_mprintf, and freed here. */
sqlite3_stmt *query_new(sqlite3 *database, char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A row is there; false at the end, and on failure with @error set. */
bool query_step(sqlite3_stmt *query, GError **error);

/* Run statements that return nothing of interest. */
bool connection_run(sqlite3 *database, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first column of the first row, or @otherwise. */
int64_t connection_number(sqlite3 *database, const char *sql, int64_t otherwise);

bool connection_is_wal(sqlite3 *database);

/* Set @error from SQLite's code and message. */
void connection_fault(sqlite3 *database, int code, GError **error);

/* By its first 16 bytes. */
bool connection_is_database(Span first_bytes);
