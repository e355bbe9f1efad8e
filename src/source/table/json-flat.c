/*
 * json-flat.c - one JSON value as the values of a record
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "json-flat.h"

#include "bounds.h"

#include <jansson.h>

typedef struct {
	GByteArray *bytes;
	ValueType type;
	bool filled;
} Cell;

struct JsonFlat {
	SchemaTable *table;
	GPtrArray *cells; /* Cell *, by place */
	GString *path;
};

static void
cell_free(gpointer data)
{
	Cell *cell = data;

	if (cell->bytes->len > 0)
		explicit_bzero(cell->bytes->data, cell->bytes->len);
	g_byte_array_unref(cell->bytes);
	g_free(cell);
}

JsonFlat *
json_flat_new(SchemaTable *table)
{
	JsonFlat *flat = g_new0(JsonFlat, 1);

	flat->table = table;
	flat->cells = g_ptr_array_new_with_free_func(cell_free);
	flat->path = g_string_new(NULL);
	return flat;
}

void
json_flat_free(JsonFlat *flat)
{
	if (flat == NULL)
		return;
	g_ptr_array_unref(flat->cells);
	g_string_free(flat->path, TRUE);
	g_free(flat);
}

static Cell *
cell_at(JsonFlat *flat, size_t place)
{
	while (flat->cells->len <= place) {
		Cell *cell = g_new0(Cell, 1);

		cell->bytes = g_byte_array_new();
		g_ptr_array_add(flat->cells, cell);
	}
	return g_ptr_array_index(flat->cells, place);
}

/* Add a value to the field at the present path. */
static void
put(JsonFlat *flat, ValueType type, Span bytes)
{
	const char *path = flat->path->len == 0 ? "value" : flat->path->str;
	size_t place = schema_table_place(flat->table, span_of(path));

	if (place == G_MAXSIZE)
		place = BOUND_FIELDS - 1; /* the last field takes what has no place */
	Cell *cell = cell_at(flat, place);
	if (cell->filled) {
		g_byte_array_append(cell->bytes, (const guint8 *)"\n", 1);
		type = VALUE_TEXT;
	}
	if (bytes.length > 0)
		g_byte_array_append(cell->bytes, (const guint8 *)bytes.bytes, (guint)bytes.length);
	cell->type = type;
	cell->filled = true;
}

static void
put_scalar(JsonFlat *flat, const json_t *value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	switch (json_typeof(value)) {
	case JSON_STRING:
		put(flat, VALUE_TEXT, (Span){json_string_value(value), json_string_length(value)});
		return;
	case JSON_INTEGER:
		g_snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
		           json_integer_value(value));
		put(flat, VALUE_INTEGER, span_of(number));
		return;
	case JSON_REAL:
		g_ascii_dtostr(number, sizeof(number), json_real_value(value));
		put(flat, VALUE_REAL, span_of(number));
		return;
	case JSON_TRUE:
		put(flat, VALUE_TEXT, span_of("true"));
		return;
	case JSON_FALSE:
		put(flat, VALUE_TEXT, span_of("false"));
		return;
	case JSON_NULL:
	case JSON_OBJECT:
	case JSON_ARRAY:
		schema_table_place(flat->table, span_of(flat->path->str));
		return;
	}
}

static void
walk(JsonFlat *flat, const json_t *value)
{
	size_t length = flat->path->len;
	const char *name;
	json_t *part;
	size_t i;

	if (json_is_object(value)) {
		json_object_foreach((json_t *)(uintptr_t)value, name, part)
		{
			g_string_append_printf(flat->path, "%s%s", length > 0 ? "." : "", name);
			walk(flat, part);
			g_string_truncate(flat->path, length);
		}
	} else if (json_is_array(value)) {
		g_string_append(flat->path, "[]");
		json_array_foreach(value, i, part) walk(flat, part);
		g_string_truncate(flat->path, length);
	} else {
		put_scalar(flat, value);
	}
}

bool
json_flat_parse(JsonFlat *flat, Span text, Row *row)
{
	json_auto_t *value =
		json_loadb(text.bytes, text.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);

	if (value == NULL)
		return false;
	for (guint i = 0; i < flat->cells->len; i++) {
		Cell *cell = g_ptr_array_index(flat->cells, i);

		g_byte_array_set_size(cell->bytes, 0);
		cell->filled = false;
	}
	walk(flat, value);
	row_clear(row);
	for (guint i = 0; i < flat->cells->len; i++) {
		const Cell *cell = g_ptr_array_index(flat->cells, i);

		row_add(row, cell->filled ? cell->type : VALUE_NULL,
		        (Span){(const char *)cell->bytes->data, cell->bytes->len});
	}
	row_pad(row, flat->table->fields->len);
	return true;
}
