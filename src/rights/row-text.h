/*
 * row-text.h - one row of a person's data as a JSON line or a CSV line
 *
 * JSON: RFC 8259, one object a line.  CSV: RFC 4180, CRLF, and whatever a spreadsheet would run as
 * a formula begins with an apostrophe.  The buffer is wiped when it grows and when it goes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "source.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	char *bytes;
	size_t used;
	size_t room;
} RowText;

void row_text_clear(RowText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowText, row_text_clear)

static inline Span
row_text_span(const RowText *text)
{
	return (Span){text->bytes, text->used};
}

void row_text_put(RowText *text, Span piece);

/* A string with its quotes. */
void row_text_json_string(RowText *text, Span value);

/* Numbers that a 53-bit reader keeps are numbers, others strings; bytes are {"base64": ...}. */
void row_text_json(RowText *text, const SourceValue *value);

/* A cell; bytes are "base64:..." */
void row_text_csv(RowText *text, const SourceValue *value);
