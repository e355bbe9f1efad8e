/*
 * sql-create.c - CREATE TABLE and what follows it, as tables
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sql-create.h"
#include "byte-set.h"

#include "text.h"

char *
sql_take_text(SqlWindow *window)
{
	g_autoptr(Row) row = row_new();

	row_begin(row);
	if (!sql_take_literal(window, row, NULL))
		return NULL;
	row_end_text(row);
	return schema_text(row_values(row)[0].bytes);
}

/* Beyond so many tables, and columns of one, names are found as they are written only. */
#define TABLES_SEARCHED  4096
#define COLUMNS_SEARCHED 512

SchemaTable *
sql_find_table(const SqlWindow *window, const Schema *schema, const char *scope, const char *name)
{
	g_autofree char *shown = schema_name(span_of(name));
	SchemaTable *found = schema_find(schema, scope, shown);

	if (found != NULL || window->dialect == SQL_MYSQL || schema->tables->len > TABLES_SEARCHED)
		return found;
	for (guint i = 0; i < schema->tables->len; i++) {
		SchemaTable *table = g_ptr_array_index(schema->tables, i);

		if (g_ascii_strcasecmp(table->name, shown) == 0 &&
		    (*scope == '\0' || g_ascii_strcasecmp(table->scope, scope) == 0))
			return table;
	}
	return NULL;
}

static size_t
find_column(const SchemaTable *table, const char *name)
{
	size_t place = schema_table_find(table, span_of(name));

	if (table->fields->len > COLUMNS_SEARCHED)
		return place;
	for (guint i = 0; place == G_MAXSIZE && i < table->fields->len; i++)
		if (g_ascii_strcasecmp(g_array_index(table->fields, SourceField, i).name, name) ==
		    0)
			place = i;
	return place;
}

size_t
sql_column_place(SchemaTable *table, const char *name)
{
	size_t place = find_column(table, name);

	return place == G_MAXSIZE ? schema_table_place(table, span_of(name)) : place;
}

/* (`a`, `b`(10), ...): the names, or NULL. */
static GPtrArray *
take_names(SqlWindow *window)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	if (!sql_take_sign(window, '('))
		return NULL;
	while (sql_more(window) && !sql_take_sign(window, ')')) {
		char *name = sql_take_name(window);

		if (name != NULL)
			g_ptr_array_add(names, name);
		while (sql_more(window) && !byte_in(*window->at, ",)")) {
			sql_skip_token(window);
			sql_skip_blank(window);
		}
		sql_take_sign(window, ',');
	}
	return g_steal_pointer(&names);
}

SourceField *
sql_find_field(SchemaTable *table, const char *name)
{
	size_t place = find_column(table, name);

	return place == G_MAXSIZE ? NULL : schema_table_field(table, place);
}

/* Behind REFERENCES. */
static void
take_reference(SqlWindow *window, SchemaTable *table, GPtrArray *columns)
{
	g_autofree char *scope = NULL;
	g_autofree char *other = sql_take_qualified(window, &scope);
	g_autoptr(GPtrArray) names = other == NULL ? NULL : take_names(window);

	for (guint i = 0; names != NULL && columns != NULL && i < MIN(names->len, columns->len);
	     i++) {
		SourceField *field = sql_find_field(table, columns->pdata[i]);

		if (field == NULL)
			continue;
		field->ref_container = schema_table_keep(table, span_of(other));
		field->ref_field = schema_table_keep(table, span_of(names->pdata[i]));
	}
}

static void
mark_key(SchemaTable *table, GPtrArray *columns)
{
	for (guint i = 0; columns != NULL && i < columns->len; i++) {
		SourceField *field = sql_find_field(table, columns->pdata[i]);

		if (field != NULL)
			field->in_key = true;
	}
}

/* PRIMARY KEY (..) or FOREIGN KEY (..) REFERENCES ..; others are passed over later. */
static void
take_constraint(SqlWindow *window, SchemaTable *table)
{
	if (sql_take_word(window, "CONSTRAINT")) {
		Span next = sql_peek_word(window);

		if (!sql_word_is(next, "PRIMARY") && !sql_word_is(next, "FOREIGN"))
			g_free(sql_take_name(window));
	}
	/* DM: NOT CLUSTER PRIMARY KEY. */
	sql_take_word(window, "NOT");
	sql_take_word(window, "CLUSTER");
	bool primary = sql_take_word(window, "PRIMARY");
	if (!primary && !sql_take_word(window, "FOREIGN"))
		return;
	sql_take_word(window, "KEY");
	sql_skip_blank(window);
	/* USING BTREE, CLUSTERED, or the name of the index. */
	while (sql_more(window) && !byte_in(*window->at, "(,);")) {
		sql_skip_token(window);
		sql_skip_blank(window);
	}
	g_autoptr(GPtrArray) columns = take_names(window);
	if (primary)
		mark_key(table, columns);
	else if (sql_take_word(window, "REFERENCES"))
		take_reference(window, table, columns);
}

/* The type: words and parentheses up to the first word that is none of it. */
static char *
take_type(SqlWindow *window)
{
	static const char *const attributes[] = {
		"NOT",     "NULL",   "DEFAULT",    "AUTO_INCREMENT", "COMMENT", "PRIMARY",
		"UNIQUE",  "KEY",    "CHARACTER",  "CHARSET",        "COLLATE", "GENERATED",
		"ON",      "CHECK",  "CONSTRAINT", "REFERENCES",     "AS",      "IDENTITY",
		"VISIBLE", "STORED", "VIRTUAL",    "INVISIBLE",      "ENABLE",  "DISABLE",
		"USING",   "SPARSE", "ROWGUIDCOL", "WITH",           "CLUSTER", "FOREIGN",
		NULL};
	sql_skip_blank(window);
	const char *start = window->at, *end = start;

	while (sql_more(window) && !byte_in(*window->at, ",)")) {
		Span word = sql_peek_word(window);

		if (word.length > 0 && sql_word_in(word, attributes))
			break;
		sql_skip_token(window);
		end = window->at;
		sql_skip_blank(window);
	}
	char *type = schema_text((Span){start, (size_t)(end - start)});
	/* [nvarchar](50) */
	if (window->dialect == SQL_SERVER) {
		char *to = type;

		for (const char *from = type; *from != '\0'; from++)
			if (*from != '[' && *from != ']')
				*to++ = *from;
		*to = '\0';
	}
	return type;
}

static void
take_attributes(SqlWindow *window, SchemaTable *table, size_t place)
{
	g_autoptr(GPtrArray) self = g_ptr_array_new();
	SourceField *field = schema_table_field(table, place);

	g_ptr_array_add(self, (gpointer)(uintptr_t)field->name);
	sql_skip_blank(window);
	while (sql_more(window) && !byte_in(*window->at, ",)")) {
		if (sql_take_word(window, "COMMENT")) {
			g_autofree char *text = sql_take_text(window);

			if (text != NULL)
				field->comment = schema_table_keep(table, span_of(text));
		} else if (sql_take_word(window, "PRIMARY")) {
			field->in_key = true;
		} else if (sql_take_word(window, "REFERENCES")) {
			take_reference(window, table, self);
		} else {
			sql_skip_token(window);
		}
		sql_skip_blank(window);
	}
}

static void
take_column(SqlWindow *window, SchemaTable *table)
{
	g_autofree char *name = sql_take_name(window);
	g_autofree char *type = name == NULL ? NULL : take_type(window);
	size_t place;

	if (type == NULL || window->short_of)
		return;
	place = schema_table_place(table, span_of(name));
	if (place == G_MAXSIZE)
		return;
	schema_table_field(table, place)->type = schema_table_keep(table, span_of(type));
	take_attributes(window, table, place);
}

static const char *const constraints[] = {"PRIMARY", "UNIQUE",     "KEY",     "INDEX", "FULLTEXT",
                                          "SPATIAL", "CONSTRAINT", "FOREIGN", "CHECK", "PERIOD",
                                          "NOT",     "CLUSTER",    "EXCLUDE", "LIKE",  NULL};

static void
take_definitions(SqlWindow *window, SchemaTable *table)
{
	while (!sql_take_sign(window, ')')) {
		Span word = sql_peek_word(window);

		/* The statement breaks off. */
		if (!sql_more(window)) {
			window->short_of = true;
			return;
		}
		if (sql_word_in(word, constraints))
			take_constraint(window, table);
		else
			take_column(window, table);
		sql_skip_blank(window);
		while (sql_more(window) && !byte_in(*window->at, ",)")) {
			sql_skip_token(window);
			sql_skip_blank(window);
		}
		sql_take_sign(window, ',');
	}
}

/* ENGINE=.. COMMENT='..': up to the end of the statement. */
static void
take_options(SqlWindow *window, SchemaTable *table)
{
	while (!sql_statement_ends(window)) {
		if (sql_take_word(window, "COMMENT")) {
			sql_take_sign(window, '=');
			g_autofree char *text = sql_take_text(window);

			if (text != NULL)
				schema_table_set_comment(table, span_of(text));
		} else {
			sql_skip_token(window);
		}
	}
}

/* PARTITION OF parent: the columns are those of the parent. */
static void
take_partition(SqlWindow *window, const char *scope, const char *name, Schema *schema)
{
	g_autofree char *own_scope = NULL;
	g_autofree char *parent_name = sql_take_qualified(window, &own_scope);

	if (parent_name == NULL || window->short_of)
		return;
	const SchemaTable *parent =
		sql_find_table(window, schema, *own_scope != '\0' ? own_scope : scope, parent_name);
	SchemaTable *table = parent == NULL ? NULL : schema_table(schema, scope, name);
	if (table == NULL || table == parent || table->fields->len > 0)
		return;
	schema_table_merge(table, parent);
	table->declared = true;
}

/* To the closing parenthesis and the end of the statement. */
static void
skip_definitions(SqlWindow *window)
{
	while (sql_more(window) && !byte_in(*window->at, ");")) {
		sql_skip_token(window);
		sql_skip_blank(window);
	}
	sql_take_sign(window, ')');
	while (!sql_statement_ends(window))
		sql_skip_token(window);
}

void
sql_create_table(SqlWindow *window, const char *scope, Schema *schema)
{
	g_autofree char *own_scope = NULL;
	g_autofree char *name = NULL;
	SqlWindow dry = *window;

	if (sql_take_word(window, "IF")) {
		sql_take_word(window, "NOT");
		sql_take_word(window, "EXISTS");
	}
	name = sql_take_qualified(window, &own_scope);
	if (name == NULL)
		return;
	const char *in_scope = *own_scope != '\0' ? own_scope : scope;
	if (sql_take_word(window, "PARTITION") && sql_take_word(window, "OF")) {
		g_autofree char *shown = schema_name(span_of(name));

		take_partition(window, in_scope, shown, schema);
		return;
	}
	if (!sql_take_sign(window, '('))
		return;
	/* Nothing is declared until all of it is there. */
	dry = *window;
	skip_definitions(&dry);
	if (dry.short_of && !dry.at_end) {
		window->short_of = true;
		return;
	}
	g_autofree char *shown = schema_name(span_of(name));
	SchemaTable *table = schema_table(schema, in_scope, shown);
	if (table == NULL)
		return;
	if (table->positional && table->fields->len > 0) {
		schema_table_clear_fields(table);
		table->positional = false;
	}
	take_definitions(window, table);
	table->declared = true;
	take_options(window, table);
}

static SchemaTable *
take_known_table(SqlWindow *window, const char *scope, const Schema *schema)
{
	g_autofree char *own_scope = NULL;
	g_autofree char *name = sql_take_qualified(window, &own_scope);

	if (name == NULL)
		return NULL;
	return sql_find_table(window, schema, *own_scope != '\0' ? own_scope : scope, name);
}

/* ADD [COLUMN] name type, ADD (name type, ..), ADD CONSTRAINT ... */
static void
take_addition(SqlWindow *window, SchemaTable *table)
{
	bool column = sql_take_word(window, "COLUMN");

	if (sql_take_word(window, "IF")) {
		sql_take_word(window, "NOT");
		sql_take_word(window, "EXISTS");
	}
	if (sql_take_sign(window, '('))
		take_definitions(window, table);
	else if (!column && sql_word_in(sql_peek_word(window), constraints))
		take_constraint(window, table);
	else
		take_column(window, table);
}

void
sql_alter_table(SqlWindow *window, const char *scope, Schema *schema)
{
	if (sql_take_word(window, "ONLY")) {
		/* PostgreSQL: not the tables that inherit from it. */
	}
	SchemaTable *table = take_known_table(window, scope, schema);
	SqlWindow dry = *window;
	while (!sql_statement_ends(&dry))
		sql_skip_token(&dry);
	if (dry.short_of && !dry.at_end) {
		window->short_of = true;
		return;
	}
	while (table != NULL && !sql_statement_ends(window)) {
		if (sql_take_word(window, "ADD"))
			take_addition(window, table);
		else
			sql_skip_token(window);
	}
}

/* a.b.c as its parts. */
static GPtrArray *
take_path(SqlWindow *window)
{
	GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);

	do {
		char *name = sql_take_name(window);

		if (name == NULL)
			break;
		g_ptr_array_add(parts, name);
	} while (sql_take_sign(window, '.'));
	return parts;
}

void
sql_comment_on(SqlWindow *window, const char *scope, Schema *schema)
{
	bool column = sql_take_word(window, "COLUMN");

	if (!column && !sql_take_word(window, "TABLE"))
		return;
	g_autoptr(GPtrArray) path = take_path(window);
	guint n_names = column ? 2 : 1;
	if (path->len < n_names || !sql_take_word(window, "IS"))
		return;
	g_autofree char *text = sql_take_text(window);
	const char *own_scope = path->len > n_names ? path->pdata[path->len - n_names - 1] : scope;
	SchemaTable *table =
		sql_find_table(window, schema, own_scope, path->pdata[path->len - n_names]);
	if (table == NULL || text == NULL || window->short_of)
		return;
	if (!column) {
		schema_table_set_comment(table, span_of(text));
		return;
	}
	SourceField *field = sql_find_field(table, path->pdata[path->len - 1]);
	if (field != NULL)
		field->comment = schema_table_keep(table, span_of(text));
}
