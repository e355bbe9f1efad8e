/*
 * sql-value.c - the values in a row of a SQL dump
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "sql-lexer.h"

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
static void
end_digits(Row *row, unsigned bits)
{
	Span bytes = row_pending(row);
	char number[8];

	if (bits == 4 || bytes.length != 1) {
		row_end(row, VALUE_BINARY);
		return;
	}
	g_snprintf(number, sizeof(number), "%u", (unsigned char)bytes.bytes[0]);
	row_begin(row);
	row_append(row, span_of(number));
	row_end(row, VALUE_INTEGER);
}

static bool
take_digits(SqlWindow *window, Row *row)
{
	const char *at = window->at;
	char kind = left(window) > 1 ? g_ascii_tolower(at[0] == '0' ? at[1] : at[0]) : ' ';
	bool quoted = left(window) > 1 && at[0] != '0' && at[1] == '\'';
	unsigned bits = kind == 'x' ? 4 : 1;

	if ((kind != 'x' && kind != 'b') || (!quoted && at[0] != '0'))
		return false;
	const char *start = at + 2, *end = start;
	while (end < window->end && g_ascii_isxdigit(*end))
		end++;
	if (end == window->end && !window->at_end) {
		window->short_of = true;
		return true;
	}
	row_begin(row);
	append_digits(row, (Span){start, (size_t)(end - start)}, bits);
	end_digits(row, bits);
	window->at = quoted && end < window->end ? end + 1 : end;
	return true;
}

static bool
is_number(Span text, bool *ret_real)
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

/* Behind the last token; a semicolon ends even a statement that is broken. */
static const char *
skip_to_separator(SqlWindow *window)
{
	const char *end = window->at;

	sql_skip_blank(window);
	while (!window->short_of && window->at < window->end && !byte_in(*window->at, ",);")) {
		sql_skip_token(window);
		end = window->at;
		sql_skip_blank(window);
	}
	return end;
}

/* Anything else: a number, NULL, an expression, as it is written. */
static void
take_expression(SqlWindow *window, Row *row)
{
	const char *start = window->at;
	bool real;

	const char *end = skip_to_separator(window);
	Span text = span_trim((Span){start, (size_t)(end - start)});
	if (text.length == 4 && g_ascii_strncasecmp(text.bytes, "NULL", 4) == 0)
		row_add(row, VALUE_NULL, (Span){"", 0});
	else if (is_number(text, &real))
		row_add(row, real ? VALUE_REAL : VALUE_INTEGER, text);
	else
		row_add_text(row, text);
}

/* _utf8mb4'..', N'..', E'..': the word before a string; true for _binary. */
static bool
take_introducer(SqlWindow *window)
{
	const char *start = window->at;
	Span word = sql_any_word(window);

	while (window->at < window->end && g_ascii_isspace(*window->at))
		window->at++;
	bool stands = word.length > 0 && window->at < window->end && byte_in(*window->at, "'\"") &&
	              (word.bytes[0] == '_' || word.length == 1);
	if (!stands)
		window->at = start;
	return stands && word.length == 7 && g_ascii_strncasecmp(word.bytes, "_binary", 7) == 0;
}

/* b'..' after _binary, and _binary 0x..: the word says nothing that the digits do not. */
static bool
skip_binary_word(SqlWindow *window)
{
	const char *start = window->at;

	if (!sql_take_word(window, "_binary"))
		return false;
	sql_skip_blank(window);
	if (!window->short_of && window->at < window->end && *window->at == '0')
		return true;
	window->at = start;
	return false;
}

void
sql_take_value(SqlWindow *window, Row *row)
{
	bool binary = false;

	sql_skip_blank(window);
	if (window->at < window->end && *window->at == '_')
		skip_binary_word(window);
	if (window->short_of || take_digits(window, row))
		return;
	if (window->at < window->end && !byte_in(*window->at, "'\"") &&
	    !g_ascii_isdigit(*window->at))
		binary = take_introducer(window);
	if (window->at == window->end || !byte_in(*window->at, "'\"")) {
		take_expression(window, row);
		return;
	}
	bool gb18030 = window->gb18030;
	window->gb18030 = gb18030 && !binary;
	row_begin(row);
	sql_take_string(window, row);
	window->gb18030 = gb18030;
	if (binary && !g_utf8_validate_len(row_pending(row).bytes, row_pending(row).length, NULL))
		row_end(row, VALUE_BINARY);
	else
		row_end_text(row);
	sql_skip_blank(window);
	/* 'a' 'b', 'a' || 'b', 'x'::text: what follows a string is kept beside it. */
	skip_to_separator(window);
}
