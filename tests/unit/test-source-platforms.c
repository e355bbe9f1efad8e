/*
 * test-source-platforms.c - real dumps and a real database are read completely
 *
 * Numbers of tables, columns and rows are those that MariaDB, PostgreSQL and SQLite report
 * for the same files (SOURCE.md beside them); every labelled column must be found, in a table with
 * the labelled number of rows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"
#include "vectors.h"

typedef struct {
	const char *folder;
	unsigned tables;
	unsigned fields;
	int64_t rows;
	bool labels_count_rows; /* false where the labels were made from another engine */
	const char *not_meant;  /* the other engine's dump beside it; NULL where there is none */
} Platform;

static const Platform platforms[] = {
	{"platform-mall", 76, 669, 1653, true, NULL},
	{"platform-his", 38, 384, 33296, true, NULL},
	{"platform-litemall", 34, 376, 6079, true, NULL},
	{"platform-ruoyi-2022", 51, 772, 4147, false, "postgresql"},
	{"platform-ruoyi-2022", 51, 772, 3890, true, "mysql"},
	{"db-northwind", 14, 92, 3362, true, NULL},
	{"db-chinook", 11, 64, 15607, true, NULL},
};

typedef struct {
	const Platform *platform;
	unsigned tables;
	size_t fields;
	int64_t rows;
	GHashTable *rows_of; /* table to GINT_TO_POINTER(rows) */
	GHashTable *columns; /* "table\tcolumn" */
	GHashTable *groups;
} Seen;

static bool
is_meant(const SourceContainer *container, const Platform *platform)
{
	return container->form == CONTAINER_TABLE &&
	       (platform->not_meant == NULL ||
	        strstr(container->name, platform->not_meant) == NULL);
}

static bool
see(const SourceContainer *container, void *data)
{
	Seen *seen = data;
	const char *table = strrchr(container->name, '!');

	if (!is_meant(container, seen->platform))
		return true;
	seen->tables++;
	seen->fields += container->n_fields;
	seen->rows += container->rows;
	g_hash_table_insert(seen->rows_of, g_strdup(table + 1),
	                    GINT_TO_POINTER((int)container->rows));
	g_hash_table_add(seen->groups, g_strdup(container->group));
	for (size_t i = 0; i < container->n_fields; i++)
		g_hash_table_add(seen->columns,
		                 g_strdup_printf("%s\t%s", table + 1, container->fields[i].name));
	return true;
}

static int64_t
read_all(Source *source, GHashTable *groups)
{
	GHashTableIter iter;
	gpointer group;
	int64_t rows = 0;

	g_hash_table_iter_init(&iter, groups);
	while (g_hash_table_iter_next(&iter, &group, NULL)) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SourceCursor) cursor =
			source_read(source, group, NULL, (Span){"", 0}, &error);
		const SourceRecord *record;

		g_assert_no_error(error);
		while ((record = source_next(cursor, &error)) != NULL)
			rows++;
		g_assert_no_error(error);
	}
	return rows;
}

static void
check_labels(const Seen *seen)
{
	g_autofree char *relative =
		g_build_filename(seen->platform->folder, "pi_columns.tsv", NULL);
	g_autofree char *path = vectors_path(relative);
	g_autofree char *content = NULL;
	unsigned checked = 0;

	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (size_t i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", 0);
		g_autofree char *column = g_strconcat(cells[0], "\t", cells[1], NULL);

		g_test_message("%s", column);
		g_assert_true(g_hash_table_contains(seen->columns, column));
		if (seen->platform->labels_count_rows)
			g_assert_cmpint(
				GPOINTER_TO_INT(g_hash_table_lookup(seen->rows_of, cells[0])), ==,
				(int)g_ascii_strtoll(cells[5], NULL, 10));
		checked++;
	}
	g_assert_cmpuint(checked, >, 10);
}

static void
test_platform(gconstpointer data)
{
	Seen seen = {.platform = data};
	g_autofree char *folder = vectors_path(seen.platform->folder);
	g_autofree char *uri = g_strconcat("files:", folder, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Source) source = source_open("platform", uri, NULL, &error);

	g_assert_no_error(error);
	seen.rows_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	seen.columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	seen.groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_assert_true(source_discover(source, NULL, see, &seen, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(seen.tables, ==, seen.platform->tables);
	g_assert_cmpuint(seen.fields, ==, seen.platform->fields);
	g_assert_cmpint(seen.rows, ==, seen.platform->rows);
	g_assert_cmpint(read_all(source, seen.groups), ==, seen.platform->rows);
	check_labels(&seen);
	g_hash_table_unref(seen.rows_of);
	g_hash_table_unref(seen.columns);
	g_hash_table_unref(seen.groups);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!vectors_are_there()) {
		g_test_add_func("/source/platforms", vectors_missing);
		return g_test_run();
	}
	for (size_t i = 0; i < G_N_ELEMENTS(platforms); i++) {
		const char *other = platforms[i].not_meant;
		g_autofree char *name = g_strconcat("/source/", platforms[i].folder,
		                                    other == NULL ? "" : "/not-", other, NULL);

		g_test_add_data_func(name, &platforms[i], test_platform);
	}
	return g_test_run();
}
