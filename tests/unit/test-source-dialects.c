/*
 * test-source-dialects.c - one platform in five dialects of SQL is the same platform
 *
 * The dumps were made by one program from one database: tables, columns, keys, comments and
 * values must agree, but for what the program itself wrote differently, which is listed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"
#include "vectors.h"

#define TABLES 48
#define FIELDS 711
#define ROWS   3505

static const char *const dialects[] = {"dm8", "kingbase", "opengauss", "oracle", "sqlserver"};

typedef struct {
	const char *dialect;
	GString *columns; /* a line each */
	GString *values;  /* a line a record */
	GHashTable *groups;
	unsigned tables;
	size_t fields;
	int64_t rows;
} Reading;

/* The table from which some dialects select what is in no table. */
static bool
is_meant(const char *container, const char *dialect)
{
	g_autofree char *file = g_strdup_printf("ruoyi-vue-pro.%s.sql", dialect);

	return strstr(container, file) != NULL && !g_str_has_suffix(container, "!dual");
}

static bool
see(const SourceContainer *container, void *data)
{
	Reading *reading = data;

	if (!is_meant(container->name, reading->dialect))
		return true;
	g_assert_cmpint(container->form, ==, CONTAINER_TABLE);
	reading->tables++;
	reading->fields += container->n_fields;
	reading->rows += container->rows;
	g_hash_table_add(reading->groups, g_strdup(container->group));
	g_string_append_printf(reading->columns, "%s: %s\n", strrchr(container->name, '!'),
	                       container->comment);
	for (size_t i = 0; i < container->n_fields; i++) {
		const SourceField *field = &container->fields[i];

		g_assert_cmpstr(field->type, !=, "");
		g_string_append_printf(reading->columns, "  %s%s: %s\n", field->name,
		                       field->in_key ? " key" : "", field->comment);
	}
	return true;
}

static void
add_value(GString *line, const SourceValue *value)
{
	/* The last is when the program ran for SQL Server. */
	static const char *const now[] = {"NOW()", "SYSDATE", "2026-05-16 00:00:00"};

	if (value->type == VALUE_NULL) {
		g_string_append(line, "|null");
		return;
	}
	g_string_append_c(line, '|');
	for (size_t i = 0; i < G_N_ELEMENTS(now); i++)
		if (span_is(value->bytes, now[i])) {
			g_string_append(line, "now");
			return;
		}
	/* The program doubled the backslash in some dialects and not in others. */
	for (size_t i = 0; i < value->bytes.length; i++)
		if (value->bytes.bytes[i] != '\\')
			g_string_append_c(line, value->bytes.bytes[i]);
}

static void
read_group(Source *source, const char *group, Reading *reading)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SourceCursor) cursor = source_read(source, group, NULL, (Span){"", 0}, &error);
	const SourceRecord *record;

	g_assert_no_error(error);
	while ((record = source_next(cursor, &error)) != NULL) {
		if (!is_meant(record->container, reading->dialect))
			continue;
		g_string_append(reading->values, strrchr(record->container, '!'));
		for (size_t i = 0; i < record->n_values; i++)
			add_value(reading->values, &record->values[i]);
		g_string_append_c(reading->values, '\n');
	}
	g_assert_no_error(error);
}

static Reading
read_dialect(const char *dialect)
{
	Reading reading = {.dialect = dialect};
	g_autofree char *folder = vectors_path("dialects-ruoyi-2026");
	g_autofree char *uri = g_strconcat("files:", folder, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Source) source = source_open("dialects", uri, NULL, &error);
	GHashTableIter iter;
	gpointer group;

	g_assert_no_error(error);
	reading.columns = g_string_new(NULL);
	reading.values = g_string_new(NULL);
	reading.groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_assert_true(source_discover(source, NULL, see, &reading, &error));
	g_assert_no_error(error);
	g_hash_table_iter_init(&iter, reading.groups);
	while (g_hash_table_iter_next(&iter, &group, NULL))
		read_group(source, group, &reading);
	g_hash_table_unref(reading.groups);
	return reading;
}

static void
expect_lines(const GString *read, const GString *expected)
{
	g_auto(GStrv) a = g_strsplit(read->str, "\n", 0);
	g_auto(GStrv) b = g_strsplit(expected->str, "\n", 0);

	for (size_t i = 0; a[i] != NULL && b[i] != NULL; i++)
		g_assert_cmpstr(a[i], ==, b[i]);
	g_assert_cmpuint(g_strv_length(a), ==, g_strv_length(b));
}

static void
test_dialects(void)
{
	Reading first = {0};

	for (size_t i = 0; i < G_N_ELEMENTS(dialects); i++) {
		Reading reading = read_dialect(dialects[i]);

		g_test_message("%s", dialects[i]);
		g_assert_cmpuint(reading.tables, ==, TABLES);
		g_assert_cmpuint(reading.fields, ==, FIELDS);
		g_assert_cmpint(reading.rows, ==, ROWS);
		if (i == 0) {
			first = reading;
			continue;
		}
		expect_lines(reading.columns, first.columns);
		expect_lines(reading.values, first.values);
		g_string_free(reading.columns, TRUE);
		g_string_free(reading.values, TRUE);
	}
	g_string_free(first.columns, TRUE);
	g_string_free(first.values, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (vectors_are_there())
		g_test_add_func("/source/dialects", test_dialects);
	else
		g_test_add_func("/source/dialects", vectors_missing);
	return g_test_run();
}
