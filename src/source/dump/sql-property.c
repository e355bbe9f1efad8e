/*
 * sql-property.c - comments on tables and columns as SQL Server keeps them
 *
 *     EXEC sys.sp_addextendedproperty N'MS_Description', N'text', N'SCHEMA', N'dbo',
 *         N'TABLE', N't', N'COLUMN', N'c'
 *
 * The arguments may have their names before them, and then come in any order.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-set.h"
#include "sql-create.h"
#include "sql-operand.h"

enum { NAME, VALUE, SCHEMA_TYPE, SCHEMA, TABLE_TYPE, TABLE, COLUMN_TYPE, COLUMN, N_ARGUMENTS };

static const char *const names[N_ARGUMENTS] = {"name",       "value",      "level0type",
                                               "level0name", "level1type", "level1name",
                                               "level2type", "level2name"};

/* A string, a string in CAST(..), or a word like NULL. */
static char *
take_argument(SqlWindow *window)
{
	g_autoptr(Row) row = row_new();

	row_begin(row);
	sql_skip_blank(window);
	if (!sql_take_literal(window, row, NULL) &&
	    sql_take_call(window, row, 1) == SQL_OPERAND_NONE)
		sql_skip_token(window);
	row_end_text(row);
	return schema_text(row_values(row)[0].bytes);
}

/* @name= or nothing: which argument it is. */
static size_t
take_place(SqlWindow *window, size_t next)
{
	sql_skip_blank(window);
	if (!sql_more(window) || *window->at != '@')
		return next;
	window->at++;
	Span word = sql_any_word(window);
	for (size_t i = 0; i < N_ARGUMENTS; i++)
		if (sql_word_is(word, names[i]))
			next = i;
	sql_take_sign(window, '=');
	return next;
}

static void
set_comment(const SqlWindow *window, const Schema *schema, char *const *arguments)
{
	if (g_ascii_strcasecmp(arguments[NAME], "MS_Description") != 0 ||
	    g_ascii_strcasecmp(arguments[TABLE_TYPE], "TABLE") != 0)
		return;
	SchemaTable *table = sql_find_table(window, schema, arguments[SCHEMA], arguments[TABLE]);
	if (table == NULL)
		return;
	if (*arguments[COLUMN] == '\0') {
		schema_table_set_comment(table, span_of(arguments[VALUE]));
		return;
	}
	SourceField *field = sql_find_field(table, arguments[COLUMN]);
	if (field != NULL)
		field->comment = schema_table_keep(table, span_of(arguments[VALUE]));
}

void
sql_execute(SqlWindow *window, Schema *schema)
{
	char *arguments[N_ARGUMENTS + 1] = {NULL};
	g_autofree char *scope = NULL;
	g_autofree char *procedure = sql_take_qualified(window, &scope);

	if (procedure == NULL || (g_ascii_strcasecmp(procedure, "sp_addextendedproperty") != 0 &&
	                          g_ascii_strcasecmp(procedure, "sp_updateextendedproperty") != 0))
		return;
	for (size_t i = 0; i < N_ARGUMENTS && !sql_statement_ends(window); i++) {
		size_t place = take_place(window, i);
		char *argument = take_argument(window);

		g_free(arguments[place]);
		arguments[place] = argument;
		if (!sql_take_sign(window, ','))
			break;
	}
	for (size_t i = 0; i < N_ARGUMENTS; i++)
		if (arguments[i] == NULL)
			arguments[i] = g_strdup("");
	if (!window->short_of)
		set_comment(window, schema, arguments);
	for (size_t i = 0; i < N_ARGUMENTS; i++)
		g_free(arguments[i]);
}
