/*
 * sheet-date.h - numbers of a spreadsheet: which are dates, and how they are written
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Does the format "yyyy\-mm\-dd" show dates? */
bool sheet_format_is_date(const char *code);

/* Is the built-in format of this number one of dates? (ECMA-376 part 1, 18.8.30) */
bool sheet_format_number_is_date(const char *number);

/*
 * Write @number into @text: true as YYYY-MM-DD (HH:MM:SS) where @is_date says so and it can
 * be one; false as a number without exponent.
 */
bool sheet_number_write(GString *text, double number, bool is_date, bool from_1904);
