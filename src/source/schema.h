/*
 * schema.h - tables while they are being discovered
 *
 * A table grows while a reader declares it or reads it.  A schema is what one member of
 * one file holds: its tables, and the defects met on the way.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "source.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	char *scope; /* the database a dump put it in; "" */
	char *name;
	char *comment;
	SourceContainerForm form;
	GArray *fields; /* SourceField */
	int64_t rows;
	bool declared;     /* its fields come from a declaration, not from reading */
	bool positional;   /* fields were named by their place, for want of names */
	bool by_field;     /* few and long values: as text, each is a line with its field's name */
	const char *shows; /* id of the kind that all of it is a picture of, or NULL */
	bool sure;         /* ... as its text says, not only its name and shape */
	bool hidden;       /* its rows lie in another file, and it is shown there */
	GStringChunk *strings;
	GHashTable *places; /* name to place + 1 */
} SchemaTable;

typedef struct {
	GPtrArray *tables;   /* SchemaTable * */
	GPtrArray *defects;  /* Defect * */
	GHashTable *by_name; /* "scope\nname" to SchemaTable * */
	char *path;          /* of what is read, for readers that must know; or NULL */
	char *refused;       /* why nothing, or not all, could be read: "code|argument", or NULL */
} Schema;

typedef struct {
	char *code; /* "unclosed-quote" */
	uint64_t count;
	uint64_t first; /* line or record where it was met first */
} Defect;

SchemaTable *schema_table_new(const char *scope, const char *name);
void schema_table_free(SchemaTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SchemaTable, schema_table_free)

/* The place of the field @name, added at the end where it is new; G_MAXSIZE at BOUND_FIELDS. */
size_t schema_table_place(SchemaTable *table, Span name);

/* Field @place, added with the name column-N where there are fewer. */
SourceField *schema_table_field(SchemaTable *table, size_t place);

/* G_MAXSIZE where there is none. */
size_t schema_table_find(const SchemaTable *table, Span name);

/* A copy of @text that lives as long as @table. */
const char *schema_table_keep(SchemaTable *table, Span text);
void schema_table_set_comment(SchemaTable *table, Span comment);

/* Take over fields, keys and comments of @declaration; fields only read stay behind them. */
void schema_table_merge(SchemaTable *table, const SchemaTable *declaration);

void schema_table_clear_fields(SchemaTable *table);

Schema *schema_new(void);
void schema_free(Schema *schema);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schema, schema_free)

/* The table of that name, made where it is new; NULL beyond BOUND_CONTAINERS. */
SchemaTable *schema_table(Schema *schema, const char *scope, const char *name);
SchemaTable *schema_find(const Schema *schema, const char *scope, const char *name);

/* Note that @code was met at line or record @place. */
void schema_note(Schema *schema, const char *code, uint64_t place);

/* Say why the whole cannot be read; the first reason stays. */
void schema_refuse(Schema *schema, const char *reason);

/* Bytes as a name: UTF-8 or GB18030 converted, else with \xNN; control characters as \xNN. */
char *schema_name(Span bytes);

/* The same for a comment: white space becomes a blank. */
char *schema_text(Span bytes);
