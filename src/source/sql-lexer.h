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

#include <stdbool.h>

typedef struct {
	const char *at;
	const char *end;
	bool at_end;    /* nothing follows the window */
	bool short_of;  /* more bytes are needed to tell */
	bool backslash; /* escapes in strings, as MySQL has them */
	bool gb18030;   /* the second byte of a character may look like a backslash */
} SqlWindow;

/* Past blanks and comments; those that MySQL executes count as their content. */
void sql_skip_blank(SqlWindow *window);

/* The next sign is @sign: past it. */
bool sql_take_sign(SqlWindow *window, char sign);

/* The next word is @word, in any case: past it. */
bool sql_take_word(SqlWindow *window, const char *word);

/* Letters, digits, _ and $; empty where there is none.  Stays where it is with sql_peek_word. */
Span sql_any_word(SqlWindow *window);
Span sql_peek_word(SqlWindow *window);

/* A name, quoted in any way or plain; NULL where there is none. */
char *sql_take_name(SqlWindow *window);

/* scope.name; @ret_scope is "" where there is none. */
char *sql_take_qualified(SqlWindow *window, char **ret_scope);

/* A string literal, appended to @row (which may be NULL); false where there is none. */
bool sql_take_string(SqlWindow *window, Row *row);

/* A literal or any expression up to a comma or the closing parenthesis, as a value. */
void sql_take_value(SqlWindow *window, Row *row);

/* Past one token of any sort, parentheses as a whole. */
void sql_skip_token(SqlWindow *window);

/* A window over @bytes with the manner of @like. */
SqlWindow sql_window(Span bytes, bool at_end, const SqlWindow *like);
