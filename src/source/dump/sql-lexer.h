/*
 * sql-lexer.h - the words of a SQL dump, in a window that may end anywhere
 *
 * Each function takes something off the front.  Where the window ends before the thing
 * does, @short_of is set and the caller gets more bytes and starts again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "row.h"
#include "sql-dialect.h"

#include <stdbool.h>

typedef struct {
	const char *begin;
	const char *at;
	const char *end;
	bool at_end;   /* nothing follows the window */
	bool short_of; /* more bytes are needed to tell */
	bool fresh;    /* the window begins with a line */
	SqlDialect dialect;
	bool escapes;   /* backslashes in strings escape, as in MySQL and in E'' */
	bool gb18030;   /* the file is not in UTF-8 */
	bool is_binary; /* what is read belongs in a column of bytes */
	bool in_select; /* values may end with a word */
	bool in_call;
} SqlWindow;

/* A window over @bytes with the manner of @like. */
SqlWindow sql_window(Span bytes, bool at_end, const SqlWindow *like);

/* Past blanks and comments; those that MySQL executes count as their content. */
void sql_skip_blank(SqlWindow *window);

/* Something is there, and enough of it. */
bool sql_more(const SqlWindow *window);

/*
 * Blanks aside: the statement is over.  With a semicolon, which is left; in SQL Server with
 * a line GO or the word that begins the next one; or with the window.
 */
bool sql_statement_ends(SqlWindow *window);

/* SQL Server: a line GO is here. */
bool sql_at_batch_end(SqlWindow *window);

/* Nothing but blanks stands before this place in its line. */
bool sql_at_line_start(const SqlWindow *window);

/* To the end of this line. */
void sql_skip_line(SqlWindow *window);

/* The next sign is @sign: past it. */
bool sql_take_sign(SqlWindow *window, char sign);

/* The next word is @word, in any case: past it. */
bool sql_take_word(SqlWindow *window, const char *word);

/* Letters, digits, _ and $; empty where there is none.  Stays where it is with sql_peek_word. */
Span sql_any_word(SqlWindow *window);
Span sql_peek_word(SqlWindow *window);
bool sql_word_is(Span word, const char *text);
bool sql_word_in(Span word, const char *const *words);

/* A name, quoted in any way or plain; NULL where there is none. */
char *sql_take_name(SqlWindow *window);

/* scope.name; @ret_scope is "" where there is none. */
char *sql_take_qualified(SqlWindow *window, char **ret_scope);

/* Past one token of any sort, parentheses as a whole. */
void sql_skip_token(SqlWindow *window);

/* sql-string.c: a string literal between quotes or dollars, appended to @row (may be NULL). */
bool sql_take_string(SqlWindow *window, Row *row);

/* The same with what may stand before it: N'..', E'..', _utf8mb4'..', U&'..', q'[..]'. */
bool sql_take_literal(SqlWindow *window, Row *row, bool *ret_binary);

/* Is the backslash at @at the second byte of a character that begins at @from or behind? */
bool sql_is_trail(const SqlWindow *window, const char *from, const char *at);

/* At a backslash that escapes: past what follows it. */
void sql_take_escape(SqlWindow *window, Row *row);

/* sql-value.c: a literal or an expression up to a comma or the closing parenthesis. */
void sql_take_value(SqlWindow *window, Row *row);

/* Is it a number as SQL writes it? */
bool sql_is_number(Span text, bool *ret_real);
