/*
 * sqlite-erase.h - taking rows out of a SQLite database, and out of its files
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "progress.h"
#include "sqlite-table.h"

/* In one transaction.  Triggers and cascades do not run: only the rows named go. */
bool sqlite_remove(sqlite3 *database, const SqliteTable *table, const Span *keys, size_t n_keys,
                   uint64_t *ret_removed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool sqlite_plant(sqlite3 *database, const char *name, const char *const *values,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool sqlite_unplant(sqlite3 *database, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The stages; no connection to @path may be open in this process. */
bool sqlite_rewrite(const char *path, Progress *progress, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool sqlite_checkpoint(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool sqlite_log_erase(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The database and everything beside it. */
bool sqlite_erase_whole(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
