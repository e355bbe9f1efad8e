/*
 * sql-reader.h - a SQL dump while it is read
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"
#include "sql-lexer.h"

typedef enum {
	AT_STATEMENT,
	IN_ROWS,  /* of an INSERT */
	IN_LINES, /* of a COPY */
	IN_OTHER, /* a statement nobody needs: to its end */
	AT_EOF,
} SqlState;

/* What a column's type says about its values. */
typedef enum { COLUMN_ANY, COLUMN_BYTES, COLUMN_NUMBER } SqlColumn;

typedef struct {
	ByteStream *stream;
	Schema *schema;
	SqlWindow manner;
	SqlState state;
	char *scope; /* the database in USE, the schema of the search path */
	char *delimiter;
	bool in_block; /* a procedure: ends with a line, not with a semicolon */
	uint64_t statement;

	SchemaTable *table; /* of the INSERT or COPY */
	GArray *places;     /* size_t, of its column list; empty: in order */
	GArray *columns;    /* SqlColumn, beside the values */
	bool expects_row;
	bool has_row;   /* in @row already */
	bool into_many; /* INSERT ALL */
	GString *head;  /* of the last INSERT up to its rows: the next is mostly the same */

	char separator;
	bool is_csv;
	char *null;
	uint64_t line;

	Row *row;
	Row *placed;
} SqlReader;

SqlWindow sql_reader_look(SqlReader *self);
void sql_reader_use(SqlReader *self, const SqlWindow *window);

/* The window was too short; false where no more is to be had. */
bool sql_reader_more(SqlReader *self);

/* sql-insert.c: behind INSERT; for the rows of @self->state IN_ROWS. */
void sql_begin_insert(SqlReader *self, SqlWindow *window);

/* One row; false where there was none and the state has changed. */
bool sql_insert_row(SqlReader *self, DocumentRow *ret_row);

/* The same for COPY, in sql-copy.c. */
void sql_begin_copy(SqlReader *self, SqlWindow *window);
bool sql_copy_row(SqlReader *self, DocumentRow *ret_row);

/* sql-insert.c: rows will be of this table; NULL where there are too many tables. */
bool sql_reader_set_table(SqlReader *self, const char *scope, const char *name,
                          const GPtrArray *columns);

/* @self->row at its places. */
void sql_reader_give(SqlReader *self, DocumentRow *ret_row);

/* (a, b, c), where there is one. */
GPtrArray *sql_take_columns(SqlWindow *window);

/* What column @i of the rows holds. */
static inline SqlColumn
sql_reader_column(const SqlReader *self, size_t i)
{
	return i < self->columns->len ? g_array_index(self->columns, SqlColumn, i) : COLUMN_ANY;
}
