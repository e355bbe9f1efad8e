/*
 * line-table.h - extracted text as a container with one field, a line a record
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"

typedef struct LineTable LineTable;

LineTable *line_table_new(Schema *schema, const char *name);
void line_table_free(LineTable *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineTable, line_table_free)

/*
 * The next line of @text that is not blank, as a row; it is used up by the next call.  A line
 * without its end waits for more, unless @at_end.
 */
bool line_table_take(LineTable *lines, GString *text, bool at_end, DocumentRow *ret_row);
