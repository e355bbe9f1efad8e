/*
 * shop-exports.h - what employees and programs left in the files folder: logs and exports
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "shop.h"
#include "truth.h"

/* Write logs/ and export/ under @directory; a message on failure. */
char *shop_exports_write(const Shop *shop, const char *directory,
                         Truth *truth) G_GNUC_WARN_UNUSED_RESULT;
