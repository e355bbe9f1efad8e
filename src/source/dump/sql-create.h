/*
 * sql-create.h - CREATE TABLE and what follows it, as tables
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "schema.h"
#include "sql-lexer.h"

/*
 * Behind CREATE TABLE.  With @window.short_of set, nothing was understood for want of bytes.
 * A statement that declares no columns (LIKE, SELECT) is passed over.
 */
void sql_create_table(SqlWindow *window, const char *scope, Schema *schema);

/* Behind ALTER TABLE: keys that are declared afterwards, and columns. */
void sql_alter_table(SqlWindow *window, const char *scope, Schema *schema);

/* Behind COMMENT ON: how PostgreSQL and Oracle say what a column is. */
void sql_comment_on(SqlWindow *window, const char *scope, Schema *schema);

/* Behind EXEC: sp_addextendedproperty is how SQL Server says it. */
void sql_execute(SqlWindow *window, Schema *schema);

/* A string as a comment; NULL where no string is there. */
char *sql_take_text(SqlWindow *window);

/*
 * The table of a name as a statement has it; only MySQL tells tables apart by the case of
 * their letters.  NULL where there is none.
 */
SchemaTable *sql_find_table(const SqlWindow *window, const Schema *schema, const char *scope,
                            const char *name);

/* NULL where there is none. */
SourceField *sql_find_field(SchemaTable *table, const char *name);

/* The place of a column, whatever the case of its letters; added where it is new. */
size_t sql_column_place(SchemaTable *table, const char *name);
