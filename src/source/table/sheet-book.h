/*
 * sheet-book.h - the sheets of an Excel workbook (.xlsx) as tables
 *
 * The first row of names is the header; a title above it is the table's comment.  Dates,
 * which are stored as numbers, are written as dates; long numbers without an exponent.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"
#include "xml-part.h"

typedef struct SheetBook SheetBook;

/* NULL where @package is no workbook. */
SheetBook *sheet_book_new(OfficePackage *package, Schema *schema);
void sheet_book_free(SheetBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetBook, sheet_book_free)

/* The next row of any sheet; false behind the last. */
bool sheet_book_next(SheetBook *book, DocumentRow *ret_row);
