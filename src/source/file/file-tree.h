/*
 * file-tree.h - every file below a directory, in a stable order
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	char *path; /* on this machine */
	char *name; /* below the root, readable, unique */
	int64_t bytes;
	const char *unreadable; /* "link", "not-regular", ... or NULL */
} TreeFile;

/* TreeFile *; no link is followed. */
GPtrArray *file_tree(const char *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;
