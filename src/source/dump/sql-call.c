/*
 * sql-call.c - what the functions in a row of a SQL dump stand for
 *
 * Dumps call functions where SQL has no literal: dates in Oracle, characters that do not
 * fit into a string, dates and times of SQL Server as the bytes they are stored in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "sql-operand.h"

/* Days from 0001-01-01 to 1900-01-01, of the calendar without a gap. */
#define DAYS_TO_1900 693595

#define SECONDS_OF_DAY 86400

typedef SqlOperand (*Call)(SqlWindow *window, Row *row, unsigned depth);

/* Past the arguments that do not matter, and the closing parenthesis. */
static bool
skip_rest(SqlWindow *window)
{
	sql_skip_blank(window);
	while (sql_more(window) && *window->at != ')' && *window->at != ';') {
		sql_skip_token(window);
		sql_skip_blank(window);
	}
	return sql_take_sign(window, ')');
}

static SqlOperand
call_first(SqlWindow *window, Row *row, unsigned depth)
{
	SqlOperand operand = sql_take_operands(window, row, depth);

	return skip_rest(window) ? operand : SQL_OPERAND_OTHER;
}

/* CONVERT(type, value) of SQL Server; CONVERT(value, type) and (value USING charset) elsewhere. */
static SqlOperand
call_convert(SqlWindow *window, Row *row, unsigned depth)
{
	if (window->dialect == SQL_SERVER) {
		sql_skip_token(window);
		sql_skip_blank(window);
		if (sql_more(window) && *window->at == '(')
			sql_skip_token(window);
		if (!sql_take_sign(window, ','))
			return SQL_OPERAND_OTHER;
	}
	return call_first(window, row, depth);
}

static SqlOperand
call_concat(SqlWindow *window, Row *row, unsigned depth)
{
	do {
		SqlOperand operand = sql_take_operands(window, row, depth);

		if (operand == SQL_OPERAND_OTHER || operand == SQL_OPERAND_NONE)
			return SQL_OPERAND_OTHER;
	} while (sql_take_sign(window, ','));
	return sql_take_sign(window, ')') ? SQL_OPERAND_TEXT : SQL_OPERAND_OTHER;
}

/* The rest of what is pending from @before on, taken out of the row. */
static char *
take_back(Row *row, size_t before)
{
	Span pending = row_pending(row);
	g_autofree char *kept = g_strndup(pending.bytes, before);
	char *taken = g_strndup(pending.bytes + before, pending.length - before);

	row_begin(row);
	row_append(row, (Span){kept, before});
	return taken;
}

static SqlOperand
call_character(SqlWindow *window, Row *row, unsigned depth)
{
	size_t before = row_pending(row).length;
	char bytes[6];

	if (call_first(window, row, depth) != SQL_OPERAND_INTEGER)
		return SQL_OPERAND_OTHER;
	g_autofree char *digits = take_back(row, before);
	uint64_t number = g_ascii_strtoull(digits, NULL, 10);
	if (number > 0x10ffff || !g_unichar_validate((gunichar)number))
		return SQL_OPERAND_OTHER;
	row_append(row, (Span){bytes, (size_t)g_unichar_to_utf8((gunichar)number, bytes)});
	return SQL_OPERAND_TEXT;
}

static SqlOperand
call_hex(SqlWindow *window, Row *row, unsigned depth)
{
	size_t before = row_pending(row).length;
	SqlOperand operand = call_first(window, row, depth);

	if (operand == SQL_OPERAND_BYTES || operand == SQL_OPERAND_NULL)
		return operand;
	if (operand != SQL_OPERAND_TEXT && operand != SQL_OPERAND_INTEGER)
		return SQL_OPERAND_OTHER;
	g_autofree char *digits = take_back(row, before);
	for (const char *at = digits; at[0] != '\0' && at[1] != '\0'; at += 2) {
		int high = g_ascii_xdigit_value(at[0]), low = g_ascii_xdigit_value(at[1]);

		row_append_byte(row, (char)(MAX(high, 0) << 4 | MAX(low, 0)));
	}
	return SQL_OPERAND_BYTES;
}

/* UNISTR('\5f20'): a UTF-16 unit each. */
static SqlOperand
call_unistr(SqlWindow *window, Row *row, unsigned depth)
{
	size_t before = row_pending(row).length;
	gunichar high = 0;
	char bytes[6];

	if (call_first(window, row, depth) != SQL_OPERAND_TEXT)
		return SQL_OPERAND_OTHER;
	g_autofree char *text = take_back(row, before);
	for (const char *at = text; *at != '\0';) {
		gunichar unit = 0;
		unsigned n = 0;

		for (; at[0] == '\\' && n < 4 && g_ascii_isxdigit(at[1 + n]); n++)
			unit = unit << 4 | (gunichar)g_ascii_xdigit_value(at[1 + n]);
		if (n < 4) {
			row_append_byte(row, *at);
			at += at[0] == '\\' && at[1] == '\\' ? 2 : 1;
			continue;
		}
		at += 5;
		if (unit >= 0xd800 && unit < 0xdc00) {
			high = unit;
			continue;
		}
		if (unit >= 0xdc00 && unit < 0xe000 && high != 0)
			unit = 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
		high = 0;
		if (g_unichar_validate(unit))
			row_append(row, (Span){bytes, (size_t)g_unichar_to_utf8(unit, bytes)});
	}
	return SQL_OPERAND_TEXT;
}

static SqlOperand
call_empty(SqlWindow *window, Row *row, unsigned depth)
{
	(void)row;
	(void)depth;
	return sql_take_sign(window, ')') ? SQL_OPERAND_TEXT : SQL_OPERAND_OTHER;
}

/* replace('a\nb', '\n', char(10)): how SQLite writes what does not fit into a line. */
static SqlOperand
call_replace(SqlWindow *window, Row *row, unsigned depth)
{
	size_t before = row_pending(row).length;
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

	do {
		if (sql_take_operands(window, row, depth) != SQL_OPERAND_TEXT)
			return SQL_OPERAND_OTHER;
		g_ptr_array_add(parts, take_back(row, before));
	} while (parts->len < 3 && sql_take_sign(window, ','));
	if (parts->len < 3 || !sql_take_sign(window, ')') || *(char *)parts->pdata[1] == '\0')
		return SQL_OPERAND_OTHER;
	const char *from = parts->pdata[0], *wanted = parts->pdata[1], *found;
	for (; (found = strstr(from, wanted)) != NULL; from = found + strlen(wanted)) {
		row_append(row, (Span){from, (size_t)(found - from)});
		row_append(row, span_of(parts->pdata[2]));
	}
	row_append(row, span_of(from));
	return SQL_OPERAND_TEXT;
}

/* Bytes of @width from @at on, the lowest first. */
static uint64_t
little(Span bytes, size_t at, size_t width)
{
	uint64_t number = 0;

	for (size_t i = width; i > 0; i--)
		number = number << 8 | (uint8_t)bytes.bytes[at + i - 1];
	return number;
}

static uint64_t
big(Span bytes, size_t at, size_t width)
{
	uint64_t number = 0;

	for (size_t i = 0; i < width; i++)
		number = number << 8 | (uint8_t)bytes.bytes[at + i];
	return number;
}

static void
put_date(GString *text, int64_t day)
{
	GDate date;

	g_date_clear(&date, 1);
	if (day < 0 || day > 3652058)
		return;
	g_date_set_julian(&date, (guint32)day + 1);
	g_string_append_printf(text, "%04d-%02d-%02d", g_date_get_year(&date),
	                       (int)g_date_get_month(&date), g_date_get_day(&date));
}

/* Steps of 10^-@precision seconds since midnight. */
static void
put_time(GString *text, uint64_t steps, unsigned precision)
{
	uint64_t unit = 1;

	for (unsigned i = 0; i < precision; i++)
		unit *= 10;
	uint64_t seconds = steps / unit, fraction = steps % unit;
	if (seconds >= SECONDS_OF_DAY)
		return;
	g_string_append_printf(text, "%02u:%02u:%02u", (unsigned)(seconds / 3600),
	                       (unsigned)(seconds / 60 % 60), (unsigned)(seconds % 60));
	if (fraction > 0)
		g_string_append_printf(text, ".%0*" G_GUINT64_FORMAT, (int)precision, fraction);
}

/* time(n) and datetime2(n): the precision, the steps in 3, 4 or 5 bytes, the day in 3. */
static void
put_precise(GString *text, Span bytes, bool has_day)
{
	unsigned precision = (uint8_t)bytes.bytes[0];
	size_t width = precision < 3 ? 3 : precision < 5 ? 4 : 5;

	if (precision > 7 || bytes.length != 1 + width + (has_day ? 3u : 0u))
		return;
	if (has_day) {
		put_date(text, (int64_t)little(bytes, 1 + width, 3));
		g_string_append_c(text, ' ');
	}
	put_time(text, little(bytes, 1, width), precision);
}

/* The bytes of a date or time as SQL Server stores them, as text; NULL for another type. */
static GString *
read_time(Span type, Span bytes)
{
	GString *text = g_string_new(NULL);

	if (sql_word_is(type, "DateTime") && bytes.length == 8) {
		put_date(text, (int32_t)big(bytes, 0, 4) + (int64_t)DAYS_TO_1900);
		g_string_append_c(text, ' ');
		put_time(text, big(bytes, 4, 4) * 10 / 3, 3);
	} else if (sql_word_is(type, "SmallDateTime") && bytes.length == 4) {
		put_date(text, (int64_t)big(bytes, 0, 2) + DAYS_TO_1900);
		g_string_append_c(text, ' ');
		put_time(text, big(bytes, 2, 2) * 60, 0);
	} else if (sql_word_is(type, "Date") && bytes.length == 3) {
		put_date(text, (int64_t)little(bytes, 0, 3));
	} else if (sql_word_is(type, "DateTime2") && bytes.length > 0) {
		put_precise(text, bytes, true);
	} else if (sql_word_is(type, "Time") && bytes.length > 0) {
		put_precise(text, bytes, false);
	}
	if (text->len > 0)
		return text;
	g_string_free(text, TRUE);
	return NULL;
}

/* CAST(value AS type). */
static SqlOperand
call_cast(SqlWindow *window, Row *row, unsigned depth)
{
	size_t before = row_pending(row).length;
	SqlOperand operand = sql_take_operands(window, row, depth);

	if (!sql_take_word(window, "AS"))
		return SQL_OPERAND_OTHER;
	sql_skip_blank(window);
	g_autofree char *type = sql_take_name(window);
	if (!skip_rest(window) || type == NULL)
		return SQL_OPERAND_OTHER;
	if (operand != SQL_OPERAND_BYTES || window->dialect != SQL_SERVER || before > 0)
		return operand;
	GString *text = read_time(span_of(type), row_pending(row));
	if (text == NULL)
		return operand;
	row_begin(row);
	row_append(row, (Span){text->str, text->len});
	g_string_free(text, TRUE);
	return SQL_OPERAND_TEXT;
}

static const struct {
	const char *name;
	Call call;
} calls[] = {
	{"TO_DATE", call_first},
	{"TO_TIMESTAMP", call_first},
	{"TO_TIMESTAMP_TZ", call_first},
	{"TO_CLOB", call_first},
	{"TO_NCLOB", call_first},
	{"TO_CHAR", call_first},
	{"TO_NCHAR", call_first},
	{"TO_NUMBER", call_first},
	{"STR_TO_DATE", call_first},
	{"TO_BLOB", call_first},
	{"XMLTYPE", call_first},
	{"TRIM", call_first},
	{"DATE", call_first},
	{"DATETIME", call_first},
	{"TIMESTAMP", call_first},
	{"PARSE_JSON", call_first},
	{"CAST", call_cast},
	{"CONVERT", call_convert},
	{"CONCAT", call_concat},
	{"CHR", call_character},
	{"CHAR", call_character},
	{"NCHR", call_character},
	{"NCHAR", call_character},
	{"HEXTORAW", call_hex},
	{"UNHEX", call_hex},
	{"UNISTR", call_unistr},
	{"EMPTY_CLOB", call_empty},
	{"EMPTY_BLOB", call_empty},
	{"ST_GEOMFROMTEXT", call_first},
	{"GEOMFROMTEXT", call_first},
	{"REPLACE", call_replace},
};

SqlOperand
sql_take_call(SqlWindow *window, Row *row, unsigned depth)
{
	SqlWindow ahead = *window;
	Span word = sql_any_word(&ahead);
	bool in_call = window->in_call;

	if (ahead.short_of) {
		window->short_of = true;
		return SQL_OPERAND_NONE;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
		if (!sql_word_is(word, calls[i].name))
			continue;
		if (!sql_take_sign(&ahead, '(')) {
			window->short_of = ahead.short_of;
			return SQL_OPERAND_NONE;
		}
		window->at = ahead.at;
		window->in_call = true;
		SqlOperand operand = calls[i].call(window, row, depth);
		window->in_call = in_call;
		return operand;
	}
	return SQL_OPERAND_NONE;
}
