/*
 * sheet-grid.h - rows of cells as the rows of a table: title, header, records
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"

typedef struct {
	size_t column;
	ValueType type;
	GString *text;
} SheetCell;

typedef struct SheetGrid SheetGrid;

SheetGrid *sheet_grid_new(Schema *schema, const char *name);
void sheet_grid_free(SheetGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetGrid, sheet_grid_free)

/* A row that is not empty; true where it is a record, lent in @ret_row until the next call. */
bool sheet_grid_add(SheetGrid *grid, const SheetCell *cells, size_t n_cells, DocumentRow *ret_row);

/* At the end: the only row, where it was taken for a title. */
bool sheet_grid_end(SheetGrid *grid, DocumentRow *ret_row);
