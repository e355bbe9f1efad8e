/*
 * schema.c - tables while they are being discovered
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "schema.h"

#include "bounds.h"
#include "text.h"

SchemaTable *
schema_table_new(const char *scope, const char *name)
{
	SchemaTable *table = g_new0(SchemaTable, 1);

	table->scope = g_strdup(scope);
	table->name = g_strdup(name);
	table->comment = g_strdup("");
	table->form = CONTAINER_TABLE;
	table->fields = g_array_new(FALSE, TRUE, sizeof(SourceField));
	table->strings = g_string_chunk_new(256);
	table->places = g_hash_table_new(g_str_hash, g_str_equal);
	return table;
}

void
schema_table_free(SchemaTable *table)
{
	if (table == NULL)
		return;
	g_free(table->scope);
	g_free(table->name);
	g_free(table->comment);
	g_array_unref(table->fields);
	g_hash_table_unref(table->places);
	g_string_chunk_free(table->strings);
	g_free(table);
}

const char *
schema_table_keep(SchemaTable *table, Span text)
{
	return g_string_chunk_insert_len(table->strings, text.length == 0 ? "" : text.bytes,
	                                 (gssize)text.length);
}

size_t
schema_table_find(const SchemaTable *table, Span name)
{
	g_autofree char *key = schema_name(name);
	gpointer place = g_hash_table_lookup(table->places, key);

	return place == NULL ? G_MAXSIZE : GPOINTER_TO_SIZE(place) - 1;
}

static size_t
add_field(SchemaTable *table, const char *name)
{
	SourceField field = {.type = "", .comment = ""};

	if (table->fields->len >= BOUND_FIELDS)
		return G_MAXSIZE;
	field.name = schema_table_keep(table, span_of(name));
	g_array_append_val(table->fields, field);
	g_hash_table_insert(table->places, (gpointer)(uintptr_t)field.name,
	                    GSIZE_TO_POINTER(table->fields->len));
	return table->fields->len - 1;
}

size_t
schema_table_place(SchemaTable *table, Span name)
{
	g_autofree char *key = schema_name(name);
	gpointer place = g_hash_table_lookup(table->places, key);

	return place == NULL ? add_field(table, key) : GPOINTER_TO_SIZE(place) - 1;
}

SourceField *
schema_table_field(SchemaTable *table, size_t place)
{
	while (table->fields->len <= place && table->fields->len < BOUND_FIELDS) {
		g_autofree char *name = g_strdup_printf("column-%u", table->fields->len + 1);

		add_field(table, name);
	}
	return place < table->fields->len ? &g_array_index(table->fields, SourceField, place)
	                                  : NULL;
}

void
schema_table_set_comment(SchemaTable *table, Span comment)
{
	g_free(table->comment);
	table->comment = schema_text(comment);
}

void
schema_table_clear_fields(SchemaTable *table)
{
	g_array_set_size(table->fields, 0);
	g_hash_table_remove_all(table->places);
}

static const char *
keep_or_null(SchemaTable *table, const char *text)
{
	return text == NULL ? NULL : schema_table_keep(table, span_of(text));
}

static void
copy_field(SchemaTable *table, const SourceField *from)
{
	size_t place = schema_table_place(table, span_of(from->name));

	if (place == G_MAXSIZE)
		return;
	SourceField *field = schema_table_field(table, place);
	field->type = schema_table_keep(table, span_of(from->type));
	field->comment = schema_table_keep(table, span_of(from->comment));
	field->in_key = from->in_key;
	field->ref_container = keep_or_null(table, from->ref_container);
	field->ref_field = keep_or_null(table, from->ref_field);
}

void
schema_table_merge(SchemaTable *table, const SchemaTable *declaration)
{
	g_autoptr(GArray) read = g_array_copy(table->fields);
	guint first_read = 0;

	/* Names given by place stand for the declared ones. */
	if (table->positional)
		first_read = MIN(read->len, declaration->fields->len);
	schema_table_clear_fields(table);
	for (guint i = 0; i < declaration->fields->len; i++)
		copy_field(table, &g_array_index(declaration->fields, SourceField, i));
	for (guint i = first_read; i < read->len; i++)
		schema_table_place(table, span_of(g_array_index(read, SourceField, i).name));
	if (*table->comment == '\0')
		schema_table_set_comment(table, span_of(declaration->comment));
}

static void
defect_free(gpointer data)
{
	Defect *defect = data;

	g_free(defect->code);
	g_free(defect);
}

static void
table_free(gpointer data)
{
	schema_table_free(data);
}

Schema *
schema_new(void)
{
	Schema *schema = g_new0(Schema, 1);

	schema->tables = g_ptr_array_new_with_free_func(table_free);
	schema->defects = g_ptr_array_new_with_free_func(defect_free);
	schema->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return schema;
}

void
schema_free(Schema *schema)
{
	if (schema == NULL)
		return;
	g_hash_table_unref(schema->by_name);
	g_ptr_array_unref(schema->tables);
	g_ptr_array_unref(schema->defects);
	g_free(schema->refused);
	g_free(schema->path);
	g_free(schema);
}

SchemaTable *
schema_find(const Schema *schema, const char *scope, const char *name)
{
	g_autofree char *key = g_strconcat(scope, "\n", name, NULL);

	return g_hash_table_lookup(schema->by_name, key);
}

SchemaTable *
schema_table(Schema *schema, const char *scope, const char *name)
{
	g_autofree char *key = g_strconcat(scope, "\n", name, NULL);
	SchemaTable *table = g_hash_table_lookup(schema->by_name, key);

	if (table != NULL || schema->tables->len >= BOUND_CONTAINERS)
		return table;
	table = schema_table_new(scope, name);
	g_ptr_array_add(schema->tables, table);
	g_hash_table_insert(schema->by_name, g_steal_pointer(&key), table);
	return table;
}

void
schema_note(Schema *schema, const char *code, uint64_t place)
{
	Defect *defect;

	for (guint i = 0; i < schema->defects->len; i++) {
		defect = g_ptr_array_index(schema->defects, i);
		if (g_str_equal(defect->code, code)) {
			defect->count++;
			return;
		}
	}
	defect = g_new0(Defect, 1);
	*defect = (Defect){.code = g_strdup(code), .count = 1, .first = place};
	g_ptr_array_add(schema->defects, defect);
}

void
schema_refuse(Schema *schema, const char *reason)
{
	if (schema->refused == NULL)
		schema->refused = g_strdup(reason);
}

static char *
readable(Span bytes, bool is_name)
{
	g_autoptr(GBytes) converted = NULL;
	GString *name = g_string_sized_new(bytes.length);

	if (bytes.length > 0 && !g_utf8_validate_len(bytes.bytes, bytes.length, NULL)) {
		converted = text_to_utf8(bytes, "GB18030", NULL);
		if (converted != NULL)
			bytes.bytes = g_bytes_get_data(converted, &bytes.length);
	}
	while (bytes.length > 0) {
		gunichar character = g_utf8_get_char_validated(bytes.bytes, (gssize)bytes.length);
		bool valid = character < 0x110000;
		size_t length = valid ? (size_t)g_unichar_to_utf8(character, NULL) : 1;

		if (!valid || character == 0)
			length = 1;
		if (!is_name && g_ascii_isspace(bytes.bytes[0]))
			g_string_append_c(name, ' ');
		else if (!valid || g_unichar_iscntrl(character) ||
		         g_unichar_type(character) == G_UNICODE_FORMAT)
			for (size_t i = 0; i < length; i++)
				g_string_append_printf(name, "\\x%02x",
				                       (unsigned char)bytes.bytes[i]);
		else
			g_string_append_len(name, bytes.bytes, (gssize)length);
		bytes = span_slice(bytes, length, bytes.length - length);
	}
	return g_string_free(name, FALSE);
}

char *
schema_name(Span bytes)
{
	return readable(bytes, true);
}

char *
schema_text(Span bytes)
{
	return readable(span_trim(bytes), false);
}
