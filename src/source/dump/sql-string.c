/*
 * sql-string.c - the string literals of a SQL dump
 *
 * Between two special bytes (the quote, and the backslash where it escapes) eight bytes are
 * looked at together.  The second byte of a GB18030 or Big5 character may look like a
 * backslash: a run of bytes above 0x7f begins with a character whatever stands before
 * it, so its length tells whether its last byte waits for another.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "sql-lexer.h"

#define ONES  0x0101010101010101u
#define HIGHS 0x8080808080808080u

static inline uint64_t
has_zero(uint64_t word)
{
	return (word - ONES) & ~word & HIGHS;
}

/* The first @quote or backslash at @at or behind. */
static const char *
find_special(const char *at, const char *end, char quote, bool escapes)
{
	uint64_t quotes = ONES * (uint8_t)quote;
	uint64_t slashes = ONES * (uint8_t)(escapes ? '\\' : quote);

	for (; end - at >= 8; at += 8) {
		uint64_t word;

		memcpy(&word, at, sizeof word);
		if ((has_zero(word ^ quotes) | has_zero(word ^ slashes)) != 0)
			break;
	}
	while (at < end && *at != quote && !(escapes && *at == '\\'))
		at++;
	return at;
}

static void
keep(Row *row, const char *from, const char *to)
{
	if (row != NULL && to > from)
		row_append(row, (Span){from, (size_t)(to - from)});
}

static void
keep_character(Row *row, gunichar character)
{
	char bytes[6];
	int length = g_unichar_to_utf8(g_unichar_validate(character) ? character : 0xfffd, bytes);

	keep(row, bytes, bytes + length);
}

bool
sql_is_trail(const SqlWindow *window, const char *from, const char *at)
{
	const char *start = at;

	while (start > from && (start[-1] & 0x80) != 0)
		start--;
	if ((at - start) % 2 == 0 || window->is_binary)
		return false;
	return window->gb18030 || !g_utf8_validate(start, at - start, NULL);
}

static char
plain_escape(char sign)
{
	switch (sign) {
	case '0':
		return '\0';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'Z':
		return '\x1a';
	default:
		return sign;
	}
}

/* Up to @longest digits of @base behind the window's place; how many there were. */
static size_t
take_digits(SqlWindow *window, unsigned base, size_t longest, gunichar *ret_number)
{
	size_t n = 0;

	*ret_number = 0;
	while (n < longest && window->at < window->end) {
		int digit = g_ascii_xdigit_value(*window->at);

		if (digit < 0 || (unsigned)digit >= base)
			break;
		*ret_number = *ret_number * base + (unsigned)digit;
		window->at++;
		n++;
	}
	return n;
}

/* \x41, \101, \u5f20 and \U00005f20 of PostgreSQL; false where it is none of them. */
static bool
take_numeric_escape(SqlWindow *window, Row *row)
{
	const char *start = window->at;
	gunichar number;
	char sign = *start;

	if (sign >= '0' && sign < '8') {
		take_digits(window, 8, 3, &number);
		if (row != NULL)
			row_append_byte(row, (char)number);
		return true;
	}
	window->at++;
	size_t longest = sign == 'x' ? 2 : sign == 'u' ? 4 : sign == 'U' ? 8 : 0;
	size_t n = take_digits(window, 16, longest, &number);
	if (n > 0 && sign == 'x' && row != NULL)
		row_append_byte(row, (char)number);
	else if (n > 0 && n == longest)
		keep_character(row, number);
	if (n == 0)
		window->at = start;
	return n > 0;
}

void
sql_take_escape(SqlWindow *window, Row *row)
{
	window->at++;
	if (window->at == window->end)
		return;
	if (window->dialect == SQL_POSTGRES && take_numeric_escape(window, row))
		return;
	if (row != NULL)
		row_append_byte(row, window->dialect == SQL_POSTGRES && *window->at == 'Z'
		                             ? 'Z'
		                             : plain_escape(*window->at));
	window->at++;
}

/* At a quote or backslash in a string; false at the closing quote. */
static bool
take_special(SqlWindow *window, char quote, const char **from, Row *row)
{
	const char *at = window->at;
	bool is_pair = at + 1 < window->end;

	if (*at == '\\' && sql_is_trail(window, *from, at)) {
		window->at++;
		return true;
	}
	keep(row, *from, at);
	if (*at == '\\') {
		sql_take_escape(window, row);
	} else if (is_pair && at[1] == quote) {
		keep(row, at, at + 1);
		window->at += 2;
	} else {
		window->short_of = !is_pair && !window->at_end;
		window->at++;
		return false;
	}
	*from = window->at;
	return true;
}

/* $tag$ .. $tag$ of PostgreSQL, in which nothing is special. */
static bool
take_dollars(SqlWindow *window, Row *row)
{
	const char *start = window->at, *at = start + 1;

	while (at < window->end && (g_ascii_isalnum(*at) || *at == '_' || (*at & 0x80) != 0))
		at++;
	if (at == window->end) {
		window->short_of = !window->at_end;
		return false;
	}
	if (*at != '$' || g_ascii_isdigit(start[1]))
		return false;
	size_t length = (size_t)(at + 1 - start);
	const char *text = at + 1;
	const char *close = memmem(text, (size_t)(window->end - text), start, length);
	window->short_of = close == NULL;
	window->at = close == NULL ? window->end : close + length;
	keep(row, text, close == NULL ? window->end : close);
	return true;
}

bool
sql_take_string(SqlWindow *window, Row *row)
{
	sql_skip_blank(window);
	if (window->short_of || window->at == window->end)
		return false;
	if (*window->at == '$' && window->dialect == SQL_POSTGRES)
		return take_dollars(window, row);
	if (!byte_in(*window->at, "'\""))
		return false;
	char quote = *window->at++;
	const char *from = window->at;
	for (;;) {
		window->at = find_special(window->at, window->end, quote, window->escapes);
		if (window->at >= window->end)
			break;
		if (!take_special(window, quote, &from, row))
			return true;
	}
	keep(row, from, window->end);
	window->at = window->end;
	window->short_of = true;
	return true;
}

/* q'[..]' of Oracle, at the sign behind the quote: nothing is special but the other bracket. */
static void
take_q_string(SqlWindow *window, Row *row)
{
	static const char opening[] = "[{(<", closing[] = "]})>";

	if (window->at == window->end) {
		window->short_of = true;
		return;
	}
	const char *bracket = strchr(opening, *window->at);
	char close[2] = {*window->at, '\''};
	if (bracket != NULL && *bracket != '\0')
		close[0] = closing[bracket - opening];
	const char *text = window->at + 1;
	const char *end = memmem(text, (size_t)(window->end - text), close, sizeof close);
	window->short_of = end == NULL;
	window->at = end == NULL ? window->end : end + sizeof close;
	keep(row, text, end == NULL ? window->end : end);
}

/* U&'\5f20': the string as it is, then its characters. */
static void
unescape_unicode(Row *row)
{
	Span raw = row_pending(row);
	g_autofree char *text = g_strndup(raw.bytes, raw.length);
	const char *from = text, *slash;

	row_begin(row);
	while ((slash = strchr(from, '\\')) != NULL) {
		const char *digits = slash[1] == '+' ? slash + 2 : slash + 1;
		size_t longest = slash[1] == '+' ? 6 : 4;
		SqlWindow window = {.at = digits, .end = text + raw.length};
		gunichar number;

		keep(row, from, slash);
		if (take_digits(&window, 16, longest, &number) == longest) {
			keep_character(row, number);
			from = window.at;
		} else {
			row_append_byte(row, '\\');
			from = slash[1] == '\\' ? slash + 2 : slash + 1;
		}
	}
	keep(row, from, text + strlen(text));
}

/* What a word before a string makes of it. */
typedef enum {
	PREFIX_NONE,
	PREFIX_PLAIN,
	PREFIX_ESCAPES,
	PREFIX_UNICODE,
	PREFIX_Q,
	PREFIX_BINARY
} Prefix;

static Prefix
take_prefix(SqlWindow *window)
{
	const char *start = window->at;
	Prefix prefix = PREFIX_NONE;

	while (window->at < window->end && (g_ascii_isalnum(*window->at) || *window->at == '_'))
		window->at++;
	Span word = {start, (size_t)(window->at - start)};
	if (word.length == 1 && window->at < window->end && *window->at == '&' &&
	    sql_word_is(word, "U")) {
		window->at++;
		prefix = PREFIX_UNICODE;
	} else if (sql_word_is(word, "E")) {
		prefix = PREFIX_ESCAPES;
	} else if (sql_word_is(word, "q") || sql_word_is(word, "nq")) {
		prefix = PREFIX_Q;
	} else if (sql_word_is(word, "_binary")) {
		prefix = PREFIX_BINARY;
	} else if (sql_word_is(word, "N") || (word.length > 1 && word.bytes[0] == '_')) {
		prefix = PREFIX_PLAIN;
	}
	while (prefix != PREFIX_NONE && word.length > 1 && window->at < window->end &&
	       g_ascii_isspace(*window->at))
		window->at++;
	if (window->at == window->end && !window->at_end)
		window->short_of = true;
	if (window->at == window->end || *window->at != '\'')
		prefix = PREFIX_NONE;
	if (prefix == PREFIX_NONE)
		window->at = start;
	return prefix;
}

static void
take_prefixed(SqlWindow *window, Prefix prefix, Row *row)
{
	SqlWindow before = *window;

	if (prefix == PREFIX_Q && window->dialect != SQL_POSTGRES) {
		window->at += 1;
		take_q_string(window, row);
		return;
	}
	window->escapes |= prefix == PREFIX_ESCAPES;
	window->is_binary |= prefix == PREFIX_BINARY;
	sql_take_string(window, row);
	window->escapes = before.escapes;
	window->is_binary = before.is_binary;
	if (prefix == PREFIX_UNICODE && row != NULL && !window->short_of)
		unescape_unicode(row);
}

bool
sql_take_literal(SqlWindow *window, Row *row, bool *ret_binary)
{
	sql_skip_blank(window);
	if (!sql_more(window))
		return false;
	if (ret_binary != NULL)
		*ret_binary = false;
	if (byte_in(*window->at, "'\"$"))
		return sql_take_string(window, row);
	if (!g_ascii_isalpha(*window->at) && *window->at != '_')
		return false;
	Prefix prefix = take_prefix(window);
	if (prefix == PREFIX_NONE || window->short_of)
		return false;
	take_prefixed(window, prefix, row);
	if (ret_binary != NULL)
		*ret_binary = prefix == PREFIX_BINARY;
	return true;
}
