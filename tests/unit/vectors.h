/*
 * vectors.h - where published vectors and real inputs lie
 *
 * TINGFU_DATA, or ../shared/data beside the project.  A test that needs them is skipped
 * where the folder is absent, and fails where it is there and incomplete.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Free the result. */
static inline char *
vectors_path(const char *relative)
{
	const char *folder = g_getenv("TINGFU_DATA");

	return g_build_filename(folder != NULL ? folder : VECTORS_FOLDER, relative, NULL);
}

static inline bool
vectors_are_there(void)
{
	g_autofree char *folder = vectors_path("");

	return g_file_test(folder, G_FILE_TEST_IS_DIR);
}

/* The test to add in the place of those that need the folder. */
static inline void
vectors_missing(void)
{
	g_test_skip("the data folder is not there: set TINGFU_DATA");
}
