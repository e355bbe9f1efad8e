/*
 * ole-workbook.h - the sheets of an old Excel workbook (.xls) as tables (MS-XLS)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"

typedef struct OleWorkbook OleWorkbook;

/* NULL where @streams (OleStream *, lent) are no workbook. */
OleWorkbook *ole_workbook_new(const GPtrArray *streams, Schema *schema);
void ole_workbook_free(OleWorkbook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OleWorkbook, ole_workbook_free)

/* The next row of any sheet; false behind the last. */
bool ole_workbook_next(OleWorkbook *book, DocumentRow *ret_row);
