/*
 * sql-value.c - the values in a row of a SQL dump
 *
 * A value is a literal, or an expression that a dump writes where it has no literal for
 * something: TO_DATE('..', '..'), 'a' || CHR(10) || 'b', CAST(0x.. AS DateTime).  What is
 * none of these is kept as it is written.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "sql-operand.h"

static size_t
left(const SqlWindow *window)
{
	return (size_t)(window->end - window->at);
}

/* The digits of x'..', 0x.., b'..' or 0b.. as bytes; binary ones are @bits wide. */
static void
append_digits(Row *row, Span digits, unsigned bits)
{
	unsigned pending = 0, have = 0;

	/* Whole bytes from the right, so the first may be short. */
	have = (unsigned)((8 - digits.length * bits % 8) % 8);
	for (size_t i = 0; i < digits.length; i++) {
		int digit = g_ascii_xdigit_value(digits.bytes[i]);

		pending = pending << bits | (unsigned)(digit < 0 ? 0 : digit);
		have += bits;
		if (have == 8) {
			row_append_byte(row, (char)pending);
			pending = have = 0;
		}
	}
}

/* A bit value that is small is a number to people: bit(1) is how MySQL says yes and no. */
static SqlOperand
end_digits(Row *row, size_t before, unsigned bits)
{
	Span bytes = row_pending(row);
	char number[8];

	if (bits == 4 || bytes.length != 1 || before > 0)
		return SQL_OPERAND_BYTES;
	g_snprintf(number, sizeof(number), "%u", (unsigned char)bytes.bytes[0]);
	row_begin(row);
	row_append(row, span_of(number));
	return SQL_OPERAND_INTEGER;
}

/* x'..', 0x.., b'..' or 0b... */
static SqlOperand
take_digits(SqlWindow *window, Row *row)
{
	const char *at = window->at;
	char kind = left(window) > 1 ? g_ascii_tolower(at[0] == '0' ? at[1] : at[0]) : ' ';
	bool quoted = left(window) > 1 && at[0] != '0' && at[1] == '\'';
	unsigned bits = kind == 'x' ? 4 : 1;

	if ((kind != 'x' && kind != 'b') || (!quoted && at[0] != '0'))
		return SQL_OPERAND_NONE;
	const char *start = at + 2, *end = start;
	while (end < window->end && g_ascii_isxdigit(*end))
		end++;
	if (end == window->end && !window->at_end) {
		window->short_of = true;
		return SQL_OPERAND_BYTES;
	}
	size_t before = row_pending(row).length;
	append_digits(row, (Span){start, (size_t)(end - start)}, bits);
	window->at = quoted && end < window->end ? end + 1 : end;
	return end_digits(row, before, bits);
}

bool
sql_is_number(Span text, bool *ret_real)
{
	size_t digits = 0;

	*ret_real = false;
	for (size_t i = 0; i < text.length; i++) {
		if (g_ascii_isdigit(text.bytes[i]))
			digits++;
		else if (!byte_in(text.bytes[i], ".eE+-"))
			return false;
		else if (i > 0)
			*ret_real = true;
	}
	return digits > 0;
}

/* The second sign of 1e-5; something stands before it. */
static bool
is_exponent_sign(const char *at)
{
	return byte_in(*at, "+-") && byte_in(at[-1], "eE");
}

/* Behind a number, NULL or any other word; what they are is settled by the whole. */
static SqlOperand
take_word(SqlWindow *window, Row *row)
{
	const char *start = window->at;

	while (window->at < window->end && byte_in(*window->at, "+-"))
		window->at++;
	bool digit = window->at < window->end && g_ascii_isdigit(*window->at);
	while (window->at < window->end &&
	       (g_ascii_isalnum(*window->at) || byte_in(*window->at, "._$@") ||
	        (*window->at & 0x80) != 0 || (digit && is_exponent_sign(window->at))))
		window->at++;
	if (window->at == window->end && !window->at_end)
		window->short_of = true;
	Span word = {start, (size_t)(window->at - start)};
	if (sql_word_is(word, "NULL"))
		return SQL_OPERAND_NULL;
	bool real;
	row_append(row, word);
	if (!sql_is_number(word, &real))
		return SQL_OPERAND_OTHER;
	return real ? SQL_OPERAND_REAL : SQL_OPERAND_INTEGER;
}

static SqlOperand
take_bracketed(SqlWindow *window, Row *row, unsigned depth)
{
	window->at++;
	SqlOperand operand =
		depth == 0 ? SQL_OPERAND_OTHER : sql_take_operands(window, row, depth - 1);

	return sql_take_sign(window, ')') ? operand : SQL_OPERAND_OTHER;
}

/* DATE '..' and TIMESTAMP '..': the word says nothing that the string does not. */
static void
skip_type_word(SqlWindow *window)
{
	static const char *const words[] = {"DATE",     "TIMESTAMP",   "TIME", "DATETIME",
	                                    "INTERVAL", "TIMESTAMPTZ", NULL};
	SqlWindow ahead = *window;
	Span word = sql_any_word(&ahead);

	if (word.length < 4 || ahead.short_of || !sql_word_in(word, words))
		return;
	sql_skip_blank(&ahead);
	if (sql_more(&ahead) && *ahead.at == '\'')
		window->at = ahead.at;
}

static SqlOperand
take_operand(SqlWindow *window, Row *row, unsigned depth)
{
	bool binary = false;

	sql_skip_blank(window);
	if (!sql_more(window))
		return SQL_OPERAND_NONE;
	SqlOperand operand = take_digits(window, row);
	if (operand != SQL_OPERAND_NONE)
		return operand;
	if (*window->at == '(')
		return take_bracketed(window, row, depth);
	if (g_ascii_isalpha(*window->at))
		skip_type_word(window);
	if (sql_take_literal(window, row, &binary))
		return binary ? SQL_OPERAND_BINARY : SQL_OPERAND_TEXT;
	/* _binary 0x..: the word says nothing that the digits do not. */
	if (!window->short_of && *window->at == '_' && sql_take_word(window, "_binary"))
		return take_operand(window, row, depth);
	if (window->short_of)
		return SQL_OPERAND_NONE;
	if (g_ascii_isalpha(*window->at) && depth > 0) {
		operand = sql_take_call(window, row, depth - 1);
		if (operand != SQL_OPERAND_NONE || window->short_of)
			return operand;
	}
	return take_word(window, row);
}

/* What goes on behind an operand: true where another one follows. */
static bool
takes_sign_of_joint(SqlWindow *window, SqlOperand operand)
{
	bool text = operand == SQL_OPERAND_TEXT;

	if (left(window) < 2 && !window->at_end) {
		window->short_of = true;
		return false;
	}
	if (left(window) > 1 && memcmp(window->at, "||", 2) == 0) {
		window->at += 2;
		return true;
	}
	if (*window->at == '+' && text && window->dialect == SQL_SERVER) {
		window->at++;
		return true;
	}
	return *window->at == '\'' && text;
}

/* ::character varying(20), COLLATE "C", AT TIME ZONE ..: what a string is beside its text. */
static bool
skip_casts(SqlWindow *window)
{
	static const char *const words[] = {"COLLATE", "AT", NULL};

	while (sql_more(window)) {
		bool cast = left(window) > 1 && memcmp(window->at, "::", 2) == 0;
		bool word =
			g_ascii_isalpha(*window->at) && sql_word_in(sql_peek_word(window), words);

		if (!cast && !word)
			return false;
		window->at += cast ? 2 : 0;
		do {
			sql_skip_token(window);
			sql_skip_blank(window);
		} while (sql_more(window) && !byte_in(*window->at, ",);|:"));
	}
	return false;
}

static bool
ends_value(SqlWindow *window)
{
	static const char *const words[] = {"FROM", "UNION", "AS", "WHERE", NULL};

	if (window->at == window->end || byte_in(*window->at, ",);"))
		return true;
	return (window->in_select || window->in_call) && g_ascii_isalpha(*window->at) &&
	       sql_word_in(sql_peek_word(window), words);
}

SqlOperand
sql_take_operands(SqlWindow *window, Row *row, unsigned depth)
{
	SqlOperand all = take_operand(window, row, depth);

	for (;;) {
		sql_skip_blank(window);
		if (window->short_of || ends_value(window))
			return all;
		skip_casts(window);
		if (window->short_of || ends_value(window))
			return all;
		if (!takes_sign_of_joint(window, all))
			return SQL_OPERAND_OTHER;
		SqlOperand next = take_operand(window, row, depth);
		if (next == SQL_OPERAND_OTHER || next == SQL_OPERAND_NONE)
			return SQL_OPERAND_OTHER;
		if (all != SQL_OPERAND_BYTES || next != SQL_OPERAND_BYTES)
			all = SQL_OPERAND_TEXT;
	}
}

/* Behind the last token; a semicolon ends even a statement that is broken. */
static const char *
skip_to_separator(SqlWindow *window)
{
	const char *end = window->at;

	sql_skip_blank(window);
	while (sql_more(window) && !byte_in(*window->at, ",);")) {
		if (window->in_select && ends_value(window))
			break;
		sql_skip_token(window);
		end = window->at;
		sql_skip_blank(window);
	}
	return end;
}

/* \x4142 of PostgreSQL in a column of bytes. */
static bool
append_bytea(Row *row)
{
	Span text = row_pending(row);

	if (text.length < 2 || text.length % 2 != 0 || memcmp(text.bytes, "\\x", 2) != 0)
		return false;
	for (size_t i = 2; i < text.length; i++)
		if (!g_ascii_isxdigit(text.bytes[i]))
			return false;
	g_autofree char *digits = g_strndup(text.bytes + 2, text.length - 2);
	row_begin(row);
	append_digits(row, span_of(digits), 4);
	explicit_bzero(digits, text.length - 2);
	return true;
}

void
sql_end_operand(const SqlWindow *window, Row *row, SqlOperand operand)
{
	switch (operand) {
	case SQL_OPERAND_NULL:
		row_end(row, VALUE_NULL);
		return;
	case SQL_OPERAND_INTEGER:
		row_end(row, VALUE_INTEGER);
		return;
	case SQL_OPERAND_REAL:
		row_end(row, VALUE_REAL);
		return;
	case SQL_OPERAND_BYTES:
		row_end(row, VALUE_BINARY);
		return;
	case SQL_OPERAND_BINARY:
		if (!g_utf8_validate_len(row_pending(row).bytes, row_pending(row).length, NULL)) {
			row_end(row, VALUE_BINARY);
			return;
		}
		break;
	case SQL_OPERAND_TEXT:
		if (window->is_binary && window->dialect == SQL_POSTGRES && append_bytea(row)) {
			row_end(row, VALUE_BINARY);
			return;
		}
		break;
	case SQL_OPERAND_NONE:
	case SQL_OPERAND_OTHER:
	default:
		break;
	}
	row_end_text(row);
}

void
sql_take_value(SqlWindow *window, Row *row)
{
	sql_skip_blank(window);
	const char *start = window->at;
	row_begin(row);
	SqlOperand operand = sql_take_operands(window, row, SQL_OPERAND_DEPTH);

	if (window->short_of) {
		/* What there is of the last value of a file that breaks off. */
		sql_end_operand(window, row, operand);
		return;
	}
	if (operand == SQL_OPERAND_OTHER || operand == SQL_OPERAND_NONE) {
		window->at = start;
		const char *end = skip_to_separator(window);

		row_begin(row);
		row_append(row, span_trim((Span){start, (size_t)(MAX(end, start) - start)}));
		operand = SQL_OPERAND_OTHER;
	}
	sql_end_operand(window, row, operand);
}
