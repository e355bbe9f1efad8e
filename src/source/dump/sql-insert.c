/*
 * sql-insert.c - the rows of INSERT statements
 *
 * VALUES (..), (..); SET a = 1 of MySQL; SELECT 1, 'a' FROM dual UNION ALL SELECT ..; INSERT
 * ALL INTO .. INTO .. of Oracle.  Rows that are selected from a table are not in the dump.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "byte-set.h"
#include "sql-create.h"
#include "sql-reader.h"

GPtrArray *
sql_take_columns(SqlWindow *window)
{
	GPtrArray *columns = g_ptr_array_new_with_free_func(g_free);
	char *column;

	if (!sql_take_sign(window, '('))
		return columns;
	while (!window->short_of && (column = sql_take_name(window)) != NULL) {
		g_ptr_array_add(columns, column);
		sql_take_sign(window, ',');
	}
	sql_take_sign(window, ')');
	return columns;
}

static SqlColumn
column_of(const SqlReader *self, const SchemaTable *table, size_t place)
{
	static const char *const bytes[] = {"blob",   "tinyblob",  "mediumblob", "longblob",
	                                    "binary", "varbinary", "bytea",      "geometry",
	                                    "point",  "image",     "raw",        NULL};
	static const char *const numbers[] = {
		"int",   "integer", "bigint",    "smallint", "tinyint", "int2", "int4",
		"int8",  "serial",  "bigserial", "numeric",  "decimal", "real", "double",
		"float", "float8",  "float4",    "number",   "oid",     NULL};
	if (place >= table->fields->len)
		return self->manner.dialect == SQL_POSTGRES ? COLUMN_BYTES : COLUMN_ANY;
	const char *type = g_array_index(table->fields, SourceField, place).type;
	Span word = {type, strcspn(type, " (")};

	/* Nobody said what it is: PostgreSQL's bytes speak for themselves. */
	if (word.length == 0)
		return self->manner.dialect == SQL_POSTGRES ? COLUMN_BYTES : COLUMN_ANY;
	return sql_word_in(word, bytes)     ? COLUMN_BYTES
	       : sql_word_in(word, numbers) ? COLUMN_NUMBER
	                                    : COLUMN_ANY;
}

bool
sql_reader_set_table(SqlReader *self, const char *scope, const char *name, const GPtrArray *columns)
{
	const char *in_scope = *scope != '\0' ? scope : self->scope;
	g_autofree char *shown = schema_name(span_of(name));

	self->table = sql_find_table(&self->manner, self->schema, in_scope, name);
	if (self->table == NULL)
		self->table = schema_table(self->schema, in_scope, shown);
	g_array_set_size(self->places, 0);
	g_array_set_size(self->columns, 0);
	for (guint i = 0; self->table != NULL && i < columns->len; i++) {
		size_t place = sql_column_place(self->table, columns->pdata[i]);

		g_array_append_val(self->places, place);
	}
	if (self->table == NULL)
		return false;
	size_t n_columns = columns->len > 0 ? columns->len : self->table->fields->len;
	for (size_t i = 0; i < n_columns; i++) {
		size_t place = columns->len > 0 ? g_array_index(self->places, size_t, i) : i;
		SqlColumn column = column_of(self, self->table, place);

		g_array_append_val(self->columns, column);
	}
	return true;
}

static void
take_value(SqlReader *self, SqlWindow *window)
{
	window->is_binary = sql_reader_column(self, row_length(self->row)) == COLUMN_BYTES;
	sql_take_value(window, self->row);
	window->is_binary = false;
}

/* SET a = 1, b = 'x': one row, and the names with it. */
static bool
take_assignments(SqlWindow *window, Row *row, GPtrArray *columns)
{
	row_clear(row);
	do {
		g_autofree char *scope = NULL;
		char *column = sql_take_qualified(window, &scope);

		if (column == NULL || !sql_take_sign(window, '=')) {
			g_free(column);
			return false;
		}
		g_ptr_array_add(columns, column);
		sql_take_value(window, row);
	} while (sql_take_sign(window, ','));
	return !window->short_of;
}

void
sql_begin_insert(SqlReader *self, SqlWindow *window)
{
	static const char *const noise[] = {"LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "OR",
	                                    "REPLACE",      "IGNORE",  "OVERWRITE"};
	g_autofree char *scope = NULL;
	g_autofree char *name = NULL;

	self->into_many |= sql_take_word(window, "ALL");
	for (size_t i = 0; i < G_N_ELEMENTS(noise); i++)
		sql_take_word(window, noise[i]);
	sql_take_word(window, "INTO");
	sql_take_word(window, "TABLE");
	name = sql_take_qualified(window, &scope);
	if (name == NULL)
		return;
	g_autoptr(GPtrArray) columns = sql_take_columns(window);
	/* PostgreSQL: OVERRIDING SYSTEM VALUE. */
	if (sql_take_word(window, "OVERRIDING"))
		for (unsigned i = 0; i < 2; i++)
			sql_any_word(window);
	bool set = columns->len == 0 && sql_take_word(window, "SET");
	bool whole = !set || take_assignments(window, self->row, columns);
	bool rows = set || sql_take_word(window, "VALUES") || sql_take_word(window, "VALUE") ||
	            sql_word_is(sql_peek_word(window), "SELECT");
	if (window->short_of)
		return;
	if (!rows || !whole) {
		schema_note(self->schema, "statement-not-read", self->statement);
		self->state = IN_OTHER;
		return;
	}
	self->state = sql_reader_set_table(self, scope, name, columns) ? IN_ROWS : IN_OTHER;
	self->expects_row = !set;
	self->has_row = set;
}

void
sql_reader_give(SqlReader *self, DocumentRow *ret_row)
{
	size_t n_values = row_length(self->row);
	const SourceValue *values = row_values(self->row);

	if (self->places->len == 0) {
		if (!self->table->declared && self->table->fields->len < n_values)
			self->table->positional = true;
		if (n_values > 0)
			schema_table_field(self->table, n_values - 1);
		*ret_row = (DocumentRow){self->table, values, MIN(n_values, BOUND_FIELDS)};
		return;
	}
	bool in_order = n_values == self->places->len && n_values == self->table->fields->len;
	for (size_t i = 0; in_order && i < n_values; i++)
		in_order = g_array_index(self->places, size_t, i) == i;
	if (in_order) {
		*ret_row = (DocumentRow){self->table, values, n_values};
		return;
	}
	row_clear(self->placed);
	for (size_t i = 0; i < n_values && i < self->places->len; i++) {
		size_t place = g_array_index(self->places, size_t, i);

		if (place == G_MAXSIZE)
			continue;
		row_add(self->placed, values[i].type, values[i].bytes);
		row_place(self->placed, place);
	}
	row_pad(self->placed, self->table->fields->len);
	*ret_row = (DocumentRow){self->table, row_values(self->placed), row_length(self->placed)};
}

/* Values up to the closing parenthesis. */
static bool
take_tuple(SqlReader *self, SqlWindow *window)
{
	row_clear(self->row);
	if (sql_take_sign(window, ')'))
		return true;
	while (!window->short_of) {
		take_value(self, window);
		if (window->short_of)
			return false;
		if (sql_take_sign(window, ')'))
			return true;
		if (!sql_take_sign(window, ','))
			return false;
	}
	return false;
}

/* 1, 'a' FROM dual UNION ALL: literals that are selected from nowhere. */
static bool
take_selected(SqlReader *self, SqlWindow *window, bool *ret_literal)
{
	static const char *const nowhere[] = {"DUAL", "SYSDUAL", "DUMMY", NULL};

	row_clear(self->row);
	window->in_select = true;
	do {
		take_value(self, window);
		/* A name that the column has. */
		if (sql_take_word(window, "AS"))
			sql_skip_token(window);
	} while (!window->short_of && sql_take_sign(window, ','));
	window->in_select = false;
	*ret_literal = true;
	if (sql_take_word(window, "FROM")) {
		g_autofree char *scope = NULL;
		g_autofree char *name = sql_take_qualified(window, &scope);
		g_autofree char *upper = g_ascii_strup(name == NULL ? "" : name, -1);

		*ret_literal = sql_word_in(span_of(upper), nowhere);
	}
	return !window->short_of;
}

/* Behind SELECT. */
static bool
select_row(SqlReader *self, SqlWindow *window, DocumentRow *ret_row)
{
	bool literal = false;
	bool whole = take_selected(self, window, &literal);

	if (!whole && sql_reader_more(self))
		return false;
	self->expects_row = whole && literal && sql_take_word(window, "UNION");
	if (window->short_of && sql_reader_more(self))
		return false;
	if (self->expects_row)
		sql_take_word(window, "ALL");
	if (!whole || !literal) {
		schema_note(self->schema, whole ? "statement-not-read" : "cut-off",
		            self->statement);
		self->state = whole ? IN_OTHER : AT_EOF;
	}
	if (literal)
		sql_reader_give(self, ret_row);
	sql_reader_use(self, window);
	return literal;
}

/* Behind a row: another one, the end, or something that is no part of the rows. */
static void
leave_row(SqlReader *self, SqlWindow *window)
{
	if (!self->expects_row && sql_take_sign(window, ',')) {
		self->expects_row = true;
	} else if (self->into_many && sql_take_word(window, "INTO")) {
		sql_begin_insert(self, window);
	} else if (!window->short_of && sql_take_sign(window, ';')) {
		self->state = AT_STATEMENT;
	} else if (!window->short_of) {
		self->state = IN_OTHER;
	}
	if (!window->short_of) {
		sql_reader_use(self, window);
		return;
	}
	if (sql_reader_more(self))
		return;
	schema_note(self->schema, "cut-off", self->statement);
	self->state = AT_EOF;
}

bool
sql_insert_row(SqlReader *self, DocumentRow *ret_row)
{
	SqlWindow window = sql_reader_look(self);

	if (self->has_row) {
		self->has_row = false;
		sql_reader_give(self, ret_row);
		return true;
	}
	if (!self->expects_row) {
		leave_row(self, &window);
		return false;
	}
	sql_take_word(&window, "ROW");
	if (sql_take_word(&window, "SELECT"))
		return select_row(self, &window, ret_row);
	if (sql_take_sign(&window, '(')) {
		bool whole = take_tuple(self, &window);

		if (!whole && window.short_of && sql_reader_more(self))
			return false;
		if (!whole) {
			schema_note(self->schema, window.short_of ? "cut-off" : "bad-record",
			            self->statement);
			self->state = window.short_of ? AT_EOF : IN_OTHER;
		}
		self->expects_row = false;
		sql_reader_give(self, ret_row);
		sql_reader_use(self, &window);
		return whole || row_length(self->row) > 0;
	}
	if (window.short_of && sql_reader_more(self))
		return false;
	if (window.at == window.end)
		schema_note(self->schema, "cut-off", self->statement);
	self->state = IN_OTHER;
	return false;
}
