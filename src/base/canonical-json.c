/*
 * canonical-json.c - RFC 8785, narrowed to what cannot be misread
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"

#include "bounds.h"
#include "durable.h"
#include "errors.h"

#include <string.h>

/* RFC 8785 3.2.2.3: numbers are IEEE 754 doubles; beyond this, integers are not exact. */
#define EXACT_INTEGER ((json_int_t)1 << 53)

static bool write_value(GString *out, const json_t *value, unsigned depth, GError **error);

/* RFC 8785 3.2.2.2: the seven short escapes, \u00xx in lower case, all else as it is. */
static void
write_string(GString *out, const char *text, size_t length)
{
	static const char short_escape[] = "\b\t\n\f\r\"\\";
	static const char letter[] = "btnfr\"\\";

	g_string_append_c(out, '"');
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		const char *found = byte == '\0' ? NULL : strchr(short_escape, byte);

		if (found != NULL)
			g_string_append_printf(out, "\\%c", letter[found - short_escape]);
		else if (byte < ' ')
			g_string_append_printf(out, "\\u%04x", byte);
		else
			g_string_append_c(out, (char)byte);
	}
	g_string_append_c(out, '"');
}

static int
compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
write_object(GString *out, const json_t *object, unsigned depth, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	json_t *mutable_object = json_incref((json_t *)(uintptr_t)object);
	const char *key;
	json_t *member;

	json_object_foreach(mutable_object, key, member)
	{
		g_ptr_array_add(keys, (void *)(uintptr_t)key);
	}
	json_decref(mutable_object);
	g_ptr_array_sort(keys, compare_keys);
	g_string_append_c(out, '{');
	for (size_t i = 0; i < keys->len; i++) {
		key = keys->pdata[i];
		if (!g_str_is_ascii(key)) {
			fault_set(error, FAULT_MALFORMED,
			          N_("a key of a canonical object is not ASCII"));
			return false;
		}
		if (i > 0)
			g_string_append_c(out, ',');
		write_string(out, key, strlen(key));
		g_string_append_c(out, ':');
		if (!write_value(out, json_object_get(object, key), depth + 1, error))
			return false;
	}
	g_string_append_c(out, '}');
	return true;
}

static bool
write_array(GString *out, const json_t *array, unsigned depth, GError **error)
{
	g_string_append_c(out, '[');
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		if (!write_value(out, json_array_get(array, i), depth + 1, error))
			return false;
	}
	g_string_append_c(out, ']');
	return true;
}

static bool
write_integer(GString *out, json_int_t number, GError **error)
{
	if (number > EXACT_INTEGER || number < -EXACT_INTEGER) {
		fault_set(error, FAULT_MALFORMED,
		          N_("a number of more than 53 bits has no canonical form"));
		return false;
	}
	g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, number);
	return true;
}

static bool
write_value(GString *out, const json_t *value, unsigned depth, GError **error)
{
	if (depth > BOUND_JSON_DEPTH) {
		fault_set(error, FAULT_MALFORMED, N_("the object is nested deeper than %d"),
		          BOUND_JSON_DEPTH);
		return false;
	}
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return write_object(out, value, depth, error);
	case JSON_ARRAY:
		return write_array(out, value, depth, error);
	case JSON_STRING:
		write_string(out, json_string_value(value), json_string_length(value));
		return true;
	case JSON_INTEGER:
		return write_integer(out, json_integer_value(value), error);
	case JSON_TRUE:
	case JSON_FALSE:
		g_string_append(out, json_is_true(value) ? "true" : "false");
		return true;
	case JSON_NULL:
		g_string_append(out, "null");
		return true;
	case JSON_REAL:
	default:
		fault_set(error, FAULT_MALFORMED, N_("a fraction has no canonical form here"));
		return false;
	}
}

char *
canonical_json(const json_t *value, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (!write_value(out, value, 0, error))
		return NULL;
	return g_string_free(g_steal_pointer(&out), FALSE);
}

json_t *
canonical_json_parse(const char *text, GError **error)
{
	json_error_t trouble;
	json_t *value = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &trouble);

	if (value == NULL)
		fault_set(error, FAULT_MALFORMED, N_("not valid JSON at line %d, column %d: %s"),
		          trouble.line, trouble.column, trouble.text);
	return value;
}

json_t *
canonical_json_read(const char *path, GError **error)
{
	g_autoptr(GBytes) content = NULL;
	json_t *value;

	if (!durable_read(path, BOUND_OWN_FILE, &content, error))
		return NULL;
	g_autofree char *text =
		g_strndup(g_bytes_get_data(content, NULL), g_bytes_get_size(content));
	value = canonical_json_parse(text, error);
	if (value == NULL)
		fault_prefix(error, N_("file '%s': "), path);
	return value;
}

const char *
json_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

int64_t
json_number(const json_t *object, const char *key, int64_t missing)
{
	const json_t *number = json_object_get(object, key);

	return json_is_integer(number) ? json_integer_value(number) : missing;
}
