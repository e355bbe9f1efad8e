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

	window.begin = window.at = bytes.bytes;
	window.end = bytes.bytes + bytes.length;
	window.at_end = at_end;
	window.short_of = false;
	return window;
}

bool
sql_more(const SqlWindow *window)
{
	return !window->short_of && window->at < window->end;
}

bool
sql_word_is(Span word, const char *text)
{
	return word.length == strlen(text) &&
	       g_ascii_strncasecmp(word.bytes, text, word.length) == 0;
}

bool
sql_word_in(Span word, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (sql_word_is(word, words[i]))
			return true;
	return false;
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
	bool mysql = window->dialect == SQL_MYSQL;

	if (*window->at == '#')
		return mysql;
	return begins(window, "--") &&
	       (left(window) == 2 || g_ascii_isspace(window->at[2]) || !mysql);
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
sql_at_line_start(const SqlWindow *window)
{
	const char *at = window->at;

	while (at > window->begin && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	return at == window->begin ? window->fresh : at[-1] == '\n';
}

void
sql_skip_line(SqlWindow *window)
{
	skip_to(window, "\n");
}

/* GO, and perhaps how often, alone in its line. */
bool
sql_at_batch_end(SqlWindow *window)
{
	const char *at = window->at;

	if (window->dialect != SQL_SERVER || left(window) < 2 ||
	    g_ascii_strncasecmp(at, "GO", 2) != 0 || !sql_at_line_start(window))
		return false;
	for (at += 2; at < window->end && byte_in(*at, " \t\r0123456789;"); at++)
		continue;
	if (at == window->end && !window->at_end)
		window->short_of = true;
	return at == window->end || *at == '\n';
}

bool
sql_statement_ends(SqlWindow *window)
{
	static const char *const beginnings[] = {
		"INSERT", "CREATE", "ALTER", "DROP",    "EXEC",  "EXECUTE", "SET",   "USE",
		"UPDATE", "DELETE", "IF",    "DECLARE", "BEGIN", "COMMIT",  "PRINT", NULL};

	sql_skip_blank(window);
	if (!sql_more(window) || *window->at == ';')
		return true;
	if (window->dialect != SQL_SERVER || !g_ascii_isalpha(*window->at) ||
	    !sql_at_line_start(window))
		return false;
	Span word = sql_peek_word(window);
	if (window->short_of || sql_word_in(word, beginnings))
		return true;
	return sql_at_batch_end(window) || window->short_of;
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

	if (window->short_of || !sql_word_is(next, word))
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

/* In PostgreSQL a bracket is a subscript. */
static bool
opens_name(const SqlWindow *window)
{
	char sign = *window->at;

	return sign == '`' || (sign == '[' && window->dialect != SQL_POSTGRES);
}

void
sql_skip_token(SqlWindow *window)
{
	unsigned depth = 0;

	do {
		sql_skip_blank(window);
		if (window->short_of || window->at == window->end)
			return;
		if (sql_take_literal(window, NULL, NULL))
			continue;
		if (opens_name(window)) {
			g_free(sql_take_name(window));
			continue;
		}
		if (sql_any_word(window).length > 0)
			continue;
		depth += byte_in(*window->at, "([");
		depth -= byte_in(*window->at, ")]") && depth > 0;
		window->at++;
	} while (depth > 0 && !window->short_of);
}
