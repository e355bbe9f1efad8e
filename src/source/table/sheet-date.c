/*
 * sheet-date.c - numbers of a spreadsheet: which are dates, and how they are written
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sheet-date.h"

#include <stdint.h>
#include <string.h>

/* Day 0 of either calendar; of 1900 counted through the 29 February that never was. */
#define DAY_ZERO_1900 693594 /* 1899-12-30, in days since 0001-01-01 as GDate counts */
#define DAY_ZERO_1904 695056 /* 1904-01-01 */

#define LAST_DAY      2958465 /* 9999-12-31 */
#define DAY_SECONDS   86400
#define EXACT_INTEGER 1e18

bool
sheet_format_is_date(const char *code)
{
	bool quoted = false, bracketed = false;

	for (; *code != '\0'; code++) {
		if (*code == '"')
			quoted = !quoted;
		else if (!quoted && *code == '[')
			bracketed = true;
		else if (!quoted && *code == ']')
			bracketed = false;
		else if (!quoted && *code == '\\' && code[1] != '\0')
			code++;
		else if (!quoted && !bracketed && strchr("yYdDhH", *code) != NULL)
			return true;
	}
	return false;
}

bool
sheet_format_number_is_date(const char *number)
{
	guint64 id = 0;

	if (!g_ascii_string_to_unsigned(number, 10, 0, G_MAXUINT32, &id, NULL))
		return false;
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
	       (id >= 50 && id <= 58);
}

static void
write_date(GString *text, double number, bool from_1904)
{
	int64_t days = (int64_t)number;
	int64_t seconds = (int64_t)((number - (double)days) * DAY_SECONDS + 0.5);
	GDate date;

	if (seconds == DAY_SECONDS) {
		seconds = 0;
		days++;
	}
	days += from_1904 ? DAY_ZERO_1904 : DAY_ZERO_1900;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, (uint32_t)days);
	g_string_append_printf(text, "%04d-%02d-%02d", g_date_get_year(&date),
	                       g_date_get_month(&date), g_date_get_day(&date));
	if (seconds > 0)
		g_string_append_printf(text, " %02d:%02d:%02d", (int)(seconds / 3600),
		                       (int)(seconds / 60 % 60), (int)(seconds % 60));
}

bool
sheet_number_write(GString *text, double number, bool is_date, bool from_1904)
{
	bool whole = number > -EXACT_INTEGER && number < EXACT_INTEGER &&
	             (double)(int64_t)number == number;

	if (is_date && number >= 1 && number < LAST_DAY) {
		g_string_truncate(text, 0);
		write_date(text, number, from_1904);
		return true;
	}
	if (whole)
		g_string_printf(text, "%" G_GINT64_FORMAT, (int64_t)number);
	return false;
}
