/*
 * sqlite-key.h - the name of a row of a SQLite table, as bytes
 *
 * Self-describing: a letter, then the rowid, or every value of the primary key with its type.
 * The rowid of a table without an INTEGER PRIMARY KEY may change when the database is
 * rewritten, so its keys carry a digest of the row, and name nothing once it differs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Columns [@first, @first + @n) of the row that @query stands on, as a key. */
void sqlite_key_of_columns(sqlite3_stmt *query, int first, int n, GByteArray *ret_key);

void sqlite_key_of_rowid(int64_t rowid, GByteArray *ret_key);

/* As above, with a digest of columns [@first, @first + @n). */
void sqlite_key_of_row(sqlite3_stmt *query, int64_t rowid, int first, int n, GByteArray *ret_key);

/* Bind the values of @key to parameters from 1 on; FAULT_MALFORMED unless there are @n. */
bool sqlite_key_bind(Span key, sqlite3_stmt *query, int n, GError **error);
