/*
 * sqlite-comment.c - what a schema says about its columns, in comments
 *
 * SQLite keeps the text of CREATE TABLE, comments included; to write what a column is behind
 * its definition is the custom where the database has no COMMENT clause:
 *
 *     CREATE TABLE member (  -- 会员
 *         mobile TEXT,       -- 手机号
 *
 * A comment inside a definition, or behind its comma on the same line, is that column's; one on
 * a line of its own is the next column's; one behind the first parenthesis is the table's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sqlite-table.h"

typedef struct {
	const char *at;
	SchemaTable *table;
	size_t column; /* whose definition this is; G_MAXSIZE: none */
	bool begun;    /* a definition has begun since the last comma */
	bool new_line; /* since the last comma or parenthesis */
	GString *next; /* for the column to come */
} Reading;

static void
add(Reading *reading, size_t column, const char *text)
{
	const char *before = column == G_MAXSIZE
	                             ? reading->table->comment
	                             : schema_table_field(reading->table, column)->comment;
	g_autofree char *joined =
		*before == '\0' ? g_strdup(text) : g_strconcat(before, " ", text, NULL);

	if (column == G_MAXSIZE)
		schema_table_set_comment(reading->table, span_of(joined));
	else
		schema_table_field(reading->table, column)->comment =
			schema_table_keep(reading->table, span_of(joined));
}

static void
take_comment(Reading *reading, const char *start, const char *end)
{
	g_autofree char *text = schema_text((Span){start, (size_t)(end - start)});

	if (*text == '\0')
		return;
	if (reading->begun || !reading->new_line)
		add(reading, reading->column, text);
	else
		g_string_append_printf(reading->next, "%s%s", reading->next->len > 0 ? " " : "",
		                       text);
}

/* Past a comment, if one starts here. */
static bool
skip_comment(Reading *reading)
{
	const char *at = reading->at, *end;

	if (at[0] == '-' && at[1] == '-') {
		end = at + strcspn(at, "\n");
		take_comment(reading, at + 2, end);
		reading->at = end;
		return true;
	}
	if (at[0] == '/' && at[1] == '*') {
		end = strstr(at + 2, "*/");
		if (end == NULL)
			end = at + strlen(at);
		take_comment(reading, at + 2, end);
		reading->at = *end == '\0' ? end : end + 2;
		return true;
	}
	return false;
}

/* The identifier, word or string that starts here, unquoted; moves past it. */
static char *
take_word(Reading *reading)
{
	const char *at = reading->at;
	char close = *at == '[' ? ']' : *at;

	if (strchr("\"'`[", *at) == NULL) {
		size_t length = 0;

		while (at[length] != '\0' && strchr(" \t\r\n(),;\"'`[/", at[length]) == NULL &&
		       !(at[length] == '-' && at[length + 1] == '-'))
			length++;
		length = MAX(length, 1);
		reading->at = at + length;
		return g_strndup(at, length);
	}
	GString *word = g_string_new(NULL);
	for (at++; *at != '\0'; at++) {
		if (*at == close && at[1] == close)
			at++;
		else if (*at == close)
			break;
		g_string_append_c(word, *at);
	}
	reading->at = *at == '\0' ? at : at + 1;
	return g_string_free(word, FALSE);
}

static void
begin_definition(Reading *reading)
{
	g_autofree char *name = take_word(reading);

	reading->begun = true;
	reading->column = schema_table_find(reading->table, span_of(name));
	if (reading->column != G_MAXSIZE && reading->next->len > 0)
		add(reading, reading->column, reading->next->str);
	g_string_truncate(reading->next, 0);
}

/* One sign inside the parentheses; false at the closing one. */
static bool
take_sign(Reading *reading, unsigned *depth)
{
	char sign = *reading->at;

	if (sign == ')' && --*depth == 0)
		return false;
	if (sign == '(')
		++*depth;
	if (sign == ',' && *depth == 1) {
		reading->begun = false;
		reading->new_line = false;
	}
	if (sign == '\n')
		reading->new_line = true;
	reading->at++;
	return true;
}

void
sqlite_comments(const char *sql, SchemaTable *table)
{
	g_autoptr(GString) next = g_string_new(NULL);
	Reading reading = {.at = sql, .table = table, .column = G_MAXSIZE, .next = next};
	unsigned depth = 0;

	while (*reading.at != '\0') {
		if (skip_comment(&reading))
			continue;
		if (depth > 0 && strchr(" \t\r\n(),", *reading.at) != NULL) {
			if (!take_sign(&reading, &depth))
				break;
		} else if (depth == 1 && !reading.begun) {
			begin_definition(&reading);
		} else if (*reading.at == '(') {
			depth = 1;
			reading.at++;
		} else {
			g_free(take_word(&reading));
		}
	}
}
