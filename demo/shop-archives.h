/*
 * shop-archives.h - what lies packed in the files folder: a dump and the uploads
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "shop.h"
#include "truth.h"

/* Write backup/shop-2025.sql.gz: the MySQL database the shop had until New Year. */
char *shop_dump_write(const Shop *shop, const char *directory,
                      Truth *truth) G_GNUC_WARN_UNUSED_RESULT;

/* Write uploads/uploads.zip: feedback of customers, a hotline's notes, pictures. */
char *shop_uploads_write(const Shop *shop, const char *directory,
                         Truth *truth) G_GNUC_WARN_UNUSED_RESULT;
