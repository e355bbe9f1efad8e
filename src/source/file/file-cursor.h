/*
 * file-cursor.h - the records of one file, in one pass over its bytes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "file-catalogue.h"
#include "source.h"

typedef struct FileCursor FileCursor;

/* @file must outlive the cursor.  Keys are the number of the record in its container. */
FileCursor *file_cursor_new(const CatalogueFile *file, const char *container, Span after,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void file_cursor_free(FileCursor *cursor);
const SourceRecord *file_cursor_next(FileCursor *cursor, GError **error);
