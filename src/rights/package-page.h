/*
 * package-page.h - the package to read: human/index.html
 *
 * One page, Chinese beside English, nothing from outside, no script; shows the first rows of
 * every container and says where the others are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "package.h"

/* Reads the rows back from the JSONL files below @directory, line by line. */
bool page_write(const char *path, const char *directory, const json_t *manifest,
                const GPtrArray *sheets, GError **error) G_GNUC_WARN_UNUSED_RESULT;
