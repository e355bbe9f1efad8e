/*
 * sql-lexer.c - the words of a SQL dump, in a window that may end anywhere
 *
 * MySQL's manual, "Language Structure": comments, literals, names.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sql-lexer.h"
#include "byte-set.h"

static size_t
left(const SqlWindow *window)
{
	return (size_t)(window->end - window->at);
}

SqlWindow
sql_window(Span bytes, bool at_end, const SqlWindow *like)
{
	SqlWindow window = *like;

	window.at = bytes.bytes;
	window.end = bytes.bytes + bytes.length;
	window.at_end = at_end;
	window.short_of = false;
	return window;
}

/* Do the next bytes begin like @text?  Too few to tell counts as short. */
static bool
begins(SqlWindow *window, const char *text)
{
	size_t length = strlen(text), there = MIN(left(window), length);

	if (memcmp(window->at, text, there) != 0)
		return false;
	if (there < length && !window->at_end)
		window->short_of = true;
	return there == length;
}

/* Behind @close, which ends what starts here; to the end where it is missing. */
static void
skip_to(SqlWindow *window, const char *close)
{
	const char *found = memmem(window->at, left(window), close, strlen(close));

	if (found == NULL && !window->at_end)
		window->short_of = true;
	window->at = found == NULL ? window->end : found + strlen(close);
}

/* "-- " needs the blank, or MySQL reads two minus signs. */
static bool
begins_line_comment(SqlWindow *window)
{
	if (*window->at == '#')
		return true;
	return begins(window, "--") &&
	       (left(window) == 2 || g_ascii_isspace(window->at[2]) || !window->backslash);
}

static bool
skip_comment(SqlWindow *window)
{
	if (begins_line_comment(window)) {
		skip_to(window, "\n");
		return true;
	}
	if (begins(window, "/*!")) {
		window->at += 3;
		while (window->at < window->end && g_ascii_isdigit(*window->at))
			window->at++;
		if (window->at == window->end && !window->at_end)
			window->short_of = true;
		return true;
	}
	if (begins(window, "*/")) {
		window->at += 2;
		return true;
	}
	if (begins(window, "/*")) {
		skip_to(window, "*/");
		return true;
	}
	return false;
}

void
sql_skip_blank(SqlWindow *window)
{
	while (window->at < window->end && !window->short_of) {
		if (g_ascii_isspace(*window->at))
			window->at++;
		else if (!byte_in(*window->at, "-#/*") || !skip_comment(window))
			break;
	}
	if (window->at == window->end && !window->at_end)
		window->short_of = true;
}

bool
sql_take_sign(SqlWindow *window, char sign)
{
	sql_skip_blank(window);
	if (window->short_of || window->at == window->end || *window->at != sign)
		return false;
	window->at++;
	return true;
}

static bool
in_word(char sign)
{
	return g_ascii_isalnum(sign) || sign == '_' || sign == '$' || (sign & 0x80) != 0;
}

Span
sql_any_word(SqlWindow *window)
{
	const char *start;

	sql_skip_blank(window);
	start = window->at;
	while (window->at < window->end && in_word(*window->at))
		window->at++;
	if (window->at == window->end && !window->at_end)
		window->short_of = true;
	return (Span){start, (size_t)(window->at - start)};
}

Span
sql_peek_word(SqlWindow *window)
{
	Span word = sql_any_word(window);

	if (!window->short_of)
		window->at = word.bytes;
	return word;
}

bool
sql_take_word(SqlWindow *window, const char *word)
{
	Span next = sql_peek_word(window);

	if (window->short_of || next.length != strlen(word) ||
	    g_ascii_strncasecmp(next.bytes, word, next.length) != 0)
		return false;
	window->at += next.length;
	return true;
}

char *
sql_take_name(SqlWindow *window)
{
	sql_skip_blank(window);
	if (window->short_of || window->at == window->end)
		return NULL;
	char open = *window->at, close = open == '[' ? ']' : open;
	if (!byte_in(open, "`\"[")) {
		Span word = sql_any_word(window);

		return word.length == 0 || window->short_of ? NULL
		                                            : g_strndup(word.bytes, word.length);
	}
	GString *name = g_string_new(NULL);
	for (window->at++; window->at < window->end; window->at++) {
		bool doubled = window->at + 1 < window->end && window->at[1] == close;

		if (*window->at == close && !doubled)
			break;
		window->at += *window->at == close;
		g_string_append_c(name, *window->at);
	}
	/* The sign behind it must be there, or the closing one may be the first of two. */
	if (window->end - window->at < 2 && !window->at_end)
		window->short_of = true;
	window->at = MIN(window->at + 1, window->end);
	return g_string_free(name, FALSE);
}

char *
sql_take_qualified(SqlWindow *window, char **ret_scope)
{
	g_autofree char *scope = g_strdup("");
	g_autofree char *name = sql_take_name(window);

	while (name != NULL && sql_take_sign(window, '.')) {
		g_free(scope);
		scope = g_steal_pointer(&name);
		name = sql_take_name(window);
	}
	*ret_scope = g_steal_pointer(&scope);
	return g_steal_pointer(&name);
}

static char
unescaped(char sign)
{
	switch (sign) {
	case '0':
		return '\0';
	case 'b':
		return '\b';
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

static void
keep(Row *row, const char *from, const char *to)
{
	if (row != NULL && to > from)
		row_append(row, (Span){from, (size_t)(to - from)});
}

/* At a sign in a string that may be special; false at the closing quote. */
static bool
take_special(SqlWindow *window, char quote, const char **from, Row *row)
{
	const char *at = window->at;
	bool is_pair = at + 1 < window->end;

	if (*at == quote && is_pair && at[1] == quote) {
		keep(row, *from, at + 1);
	} else if (*at == quote) {
		keep(row, *from, at);
		window->short_of = !is_pair && !window->at_end;
		window->at++;
		return false;
	} else if (*at == '\\' && window->backslash) {
		keep(row, *from, at);
		if (is_pair && row != NULL)
			row_append_byte(row, unescaped(at[1]));
	} else {
		/* A character of two bytes. */
		window->at += is_pair ? 2 : 1;
		return true;
	}
	window->at += is_pair ? 2 : 1;
	*from = window->at;
	return true;
}

bool
sql_take_string(SqlWindow *window, Row *row)
{
	sql_skip_blank(window);
	if (window->at == window->end || !byte_in(*window->at, "'\""))
		return false;
	char quote = *window->at++;
	const char *from = window->at;
	while (window->at < window->end) {
		char sign = *window->at;

		if (sign != quote && !(window->backslash && sign == '\\') &&
		    !(window->gb18030 && (sign & 0x80) != 0))
			window->at++;
		else if (!take_special(window, quote, &from, row))
			return true;
	}
	keep(row, from, window->at);
	window->short_of = true;
	return true;
}

void
sql_skip_token(SqlWindow *window)
{
	unsigned depth = 0;

	do {
		sql_skip_blank(window);
		if (window->short_of || window->at == window->end)
			return;
		if (sql_take_string(window, NULL))
			continue;
		if (byte_in(*window->at, "`[")) {
			g_free(sql_take_name(window));
			continue;
		}
		if (sql_any_word(window).length > 0)
			continue;
		depth += *window->at == '(';
		depth -= *window->at == ')' && depth > 0;
		window->at++;
	} while (depth > 0 && !window->short_of);
}
