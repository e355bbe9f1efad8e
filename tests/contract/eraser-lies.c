/*
 * eraser-lies.c - each lie of TINGFU_BREAK_ERASER leaves what it hides
 *
 * Built with the lies switched on.  A lie that left nothing behind would make the tests of
 * verification pass for nothing; and without a lie nothing may be left.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#define N_ROWS 20
#define VALUE  "13912345678"

typedef struct {
	const char *lie;
	unsigned rows_left;
	bool bytes_left;
} Lie;

static const Lie lies[] = {
	{"", 0, false},
	{"remove-noop", N_ROWS, true},
	{"remove-last", 1, true},
	{"no-rewrite", 0, true},
};

static char *
make_shop(const char *directory)
{
	char *path = g_build_filename(directory, "shop.db", NULL);
	sqlite3 *database;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(database,
	                             "CREATE TABLE t (id INTEGER PRIMARY KEY, m TEXT);"
	                             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n "
	                             "WHERE i<20) INSERT INTO t SELECT i, '" VALUE "' FROM n",
	                             NULL, NULL, NULL),
	                ==, SQLITE_OK);
	sqlite3_close(database);
	return path;
}

static GPtrArray *
keys_of(Source *source)
{
	g_autoptr(SourceCursor) cursor = source_read(source, "t", NULL, (Span){"", 0}, NULL);
	GPtrArray *keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	const SourceRecord *record;

	while ((record = source_next(cursor, NULL)) != NULL)
		g_ptr_array_add(keys, g_bytes_new(record->key.bytes, record->key.length));
	return keys;
}

static bool
look_inside(const SourceArtefact *artefact, void *data)
{
	bool *found = data;
	g_autofree char *content = NULL;
	gsize length = 0;

	g_assert_true(g_file_get_contents(artefact->path, &content, &length, NULL));
	*found |= span_find((Span){content, length}, span_of(VALUE)) >= 0;
	return true;
}

static void
remove_all(Source *source)
{
	g_autoptr(GPtrArray) keys = keys_of(source);
	Span spans[N_ROWS];
	uint64_t removed = 0;

	g_assert_cmpuint(keys->len, ==, N_ROWS);
	for (unsigned i = 0; i < N_ROWS; i++)
		spans[i].bytes = g_bytes_get_data(keys->pdata[i], &spans[i].length);
	g_assert_true(source_remove(source, "t", spans, N_ROWS, &removed, NULL));
	/* Every eraser says it did all of it. */
	g_assert_cmpuint(removed, ==, N_ROWS);
	for (size_t i = 0; source_driver(source)->stages[i] != NULL; i++)
		g_assert_true(
			source_run_stage(source, source_driver(source)->stages[i], NULL, NULL));
}

static void
test_lie(gconstpointer data)
{
	const Lie *lie = data;
	g_autofree char *directory = g_dir_make_tmp("tingfu-lies-XXXXXX", NULL);
	g_autofree char *path = make_shop(directory);
	g_autofree char *uri = g_strconcat("sqlite:", path, NULL);
	bool found = false;

	g_assert_true(g_setenv("TINGFU_BREAK_ERASER", lie->lie, TRUE));
	g_autoptr(Source) source = source_open("shop", uri, NULL, NULL);
	remove_all(source);
	g_autoptr(GPtrArray) left = keys_of(source);
	g_assert_cmpuint(left->len, ==, lie->rows_left);
	g_assert_true(source_artefacts(source, look_inside, &found, NULL));
	g_assert_true(found == lie->bytes_left);
	g_unsetenv("TINGFU_BREAK_ERASER");
	g_assert_true(source_erase_artefact(source, "shop.db", NULL));
	g_rmdir(directory);
}

/* A second name for the same bytes shows whether they were overwritten. */
static void
test_files(void)
{
	static const struct {
		const char *lie;
		bool is_there;
		bool bytes_left;
	} cases[] = {{"keep-file", true, true}, {"unlink-only", false, true}, {"", false, false}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *directory = g_dir_make_tmp("tingfu-lies-XXXXXX", NULL);
		g_autofree char *inside = g_build_filename(directory, "in", NULL);
		g_autofree char *path = g_build_filename(inside, "a.txt", NULL);
		g_autofree char *other = g_build_filename(directory, "other-name", NULL);
		g_autofree char *uri = g_strconcat("files:", inside, NULL);
		g_autofree char *content = NULL;
		gsize length = 0;

		g_assert_cmpint(g_mkdir(inside, 0700), ==, 0);
		g_assert_true(g_file_set_contents(path, VALUE, -1, NULL));
		g_assert_cmpint(link(path, other), ==, 0);
		g_assert_true(g_setenv("TINGFU_BREAK_ERASER", cases[i].lie, TRUE));
		g_autoptr(Source) source = source_open("files", uri, NULL, NULL);
		g_assert_true(source_erase_artefact(source, "a.txt", NULL));
		g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS) == cases[i].is_there);
		g_assert_true(g_file_get_contents(other, &content, &length, NULL));
		g_assert_true((length > 0) == cases[i].bytes_left);
		g_unlink(path);
		g_unlink(other);
		g_rmdir(inside);
		g_rmdir(directory);
	}
	g_unsetenv("TINGFU_BREAK_ERASER");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
		g_autofree char *name =
			g_strdup_printf("/lies/%s", *lies[i].lie == '\0' ? "none" : lies[i].lie);

		g_test_add_data_func(name, &lies[i], test_lie);
	}
	g_test_add_func("/lies/files", test_files);
	return g_test_run();
}
