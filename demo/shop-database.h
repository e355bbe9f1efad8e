/*
 * shop-database.h - the shop's SQLite database, as a running shop leaves it
 *
 * Write-ahead log not checkpointed, old rows in free pages, superseded values in the main
 * file, and a copy of New Year forgotten in the backup folder.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "shop.h"
#include "truth.h"

/* Write @directory/shop.db and @directory/files/backup/shop.db.bak; a message on failure. */
char *shop_database_write(const Shop *shop, const char *directory,
                          Truth *truth) G_GNUC_WARN_UNUSED_RESULT;
