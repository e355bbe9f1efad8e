/*
 * test-self-search.c - what the dossier's own search finds, and what it leaves out
 *
 * Everybody in here is made up.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "self-search.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MOBILE  "13800138001"
#define OFFICER "13900139002"

static char *
new_directory(void)
{
	g_autoptr(GError) error = NULL;
	char *path = g_dir_make_tmp("tingfu-self-XXXXXX", &error);

	g_assert_no_error(error);
	return path;
}

static void
put(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, &error));
}

/* Strong values, by file and kind; weak ones and masks are none. */
static void
test_found(void)
{
	g_autofree char *directory = new_directory();
	g_autoptr(GError) error = NULL;

	put(directory, "plan/a.json", "{\"x\": \"" MOBILE "\", \"y\": \"" MOBILE "\"}");
	put(directory, "report/b.html",
	    "mail a.person@example.com, masked 13*******01, day 2026-08-20");
	put(directory, "clean.txt", "nothing 123456 nobody");
	g_autoptr(SelfSearch) search = self_search_directory(directory, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpint(search->files, ==, 3);
	g_assert_cmpint(search->found, ==, 3);
	g_assert_cmpuint(search->findings->len, ==, 2);
	const SelfFinding *first = g_ptr_array_index(search->findings, 0);
	g_assert_cmpstr(first->file, ==, "plan/a.json");
	g_assert_cmpint(first->kind, ==, KIND_MOBILE);
	g_assert_cmpint(first->count, ==, 2);
	g_assert_cmpuint(search->unreadable->len, ==, 0);
}

/* A link out of the dossier is not followed, and not called clean. */
static void
test_link(void)
{
	g_autofree char *directory = new_directory();
	g_autofree char *link = g_build_filename(directory, "out", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(symlink("/etc", link), ==, 0);
	g_autoptr(SelfSearch) search = self_search_directory(directory, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpint(search->files, ==, 0);
	g_assert_cmpuint(search->unreadable->len, ==, 1);
}

/* A new dossier holds the officer's number, which is declared, and nobody else's. */
static void
test_dossier(void)
{
	g_autofree char *directory = new_directory();
	g_autoptr(DossierSettings) settings = dossier_settings_new();
	g_autoptr(GError) error = NULL;

	g_date_set_dmy(&settings->stop_date, 31, G_DATE_OCTOBER, 2026);
	settings->operator_name = g_strdup("Shop Ltd");
	settings->platform = g_strdup("Shop");
	settings->officer_contact = g_strdup("call " OFFICER);
	g_assert_true(dossier_create(directory, settings, NULL, &error));
	g_assert_no_error(error);
	put(directory, "request/0001/data/x.csv", MOBILE);
	g_autoptr(Dossier) dossier = dossier_open(directory, DOSSIER_WRITE, &error);
	g_assert_no_error(error);
	g_autoptr(SelfSearch) clean = self_search_run(dossier, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpint(clean->found, ==, 0);
	g_assert_cmpint(clean->declared, ==, 1);
	g_assert_cmpuint(clean->unreadable->len, ==, 0);
	/* A number that a row stores as an integer is not among the file's bytes. */
	g_assert_true(database_run(
		dossier_database(dossier),
		"CREATE TABLE leak (n INTEGER); INSERT INTO leak VALUES (" MOBILE ")", &error));
	g_assert_no_error(error);
	g_autoptr(SelfSearch) leaking = self_search_run(dossier, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpint(leaking->found, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/self-search/found", test_found);
	g_test_add_func("/self-search/link", test_link);
	g_test_add_func("/self-search/dossier", test_dossier);
	return g_test_run();
}
