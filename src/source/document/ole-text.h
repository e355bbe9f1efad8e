/*
 * ole-text.h - the text of old Word and PowerPoint files (MS-DOC, MS-PPT)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	OLE_TEXT_OTHER, /* neither, or damaged: nothing was written */
	OLE_TEXT_READ,
	OLE_TEXT_ENCRYPTED,
} OleTextOutcome;

/* Append the text of the file whose streams these are (OleStream *) to @out, in lines. */
OleTextOutcome ole_text_append(const GPtrArray *streams, GString *out);

/* The streams it, or the reader of workbooks, has read. */
bool ole_text_is_main(const char *path);
