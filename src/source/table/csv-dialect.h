/*
 * csv-dialect.h - how a file of separated values is written
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "row.h"

#include <stdbool.h>

typedef struct {
	char separator;
	bool bare_return; /* lines end with CR alone */
	bool has_header;
	unsigned bid; /* how sure we are that it is one at all */
} CsvDialect;

CsvDialect csv_dialect_taste(Span head, const char *name);

typedef enum {
	CSV_RECORD,
	CSV_NEEDS_MORE,
	CSV_IN_QUOTES, /* needs more, and is inside a quoted value */
} CsvOutcome;

typedef struct {
	const CsvDialect *dialect;
	bool quotes; /* they mean something */
	bool at_end; /* nothing follows the window */
} CsvMode;

/* The first record of @window into @row; its length with the line's end in @ret_length. */
CsvOutcome csv_parse(Span window, CsvMode mode, Row *row, size_t *ret_length);
