/*
 * office-text.h - the text of one XML part of Word, PowerPoint or OpenDocument, line by line
 *
 * Paragraphs and rows of tables are lines, cells are parted by tabs.  Deleted text that is
 * still in the file, fields and comments come, too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "xml-part.h"

typedef struct OfficeText OfficeText;

typedef enum {
	OFFICE_OOXML, /* text is in elements t */
	OFFICE_ODF,   /* text is in paragraphs, whatever is around it */
	OFFICE_PIVOT, /* copies of values, in attributes v */
} OfficeStyle;

/* Takes @take_part. */
OfficeText *office_text_new(XmlPart *take_part, OfficeStyle style);
void office_text_free(OfficeText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OfficeText, office_text_free)

/* Read on; false at the end. */
bool office_text_more(OfficeText *text);

/* What has come out so far; the reader cuts off what it has used. */
GString *office_text_lines(OfficeText *text);
