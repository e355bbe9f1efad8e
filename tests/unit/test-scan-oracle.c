/*
 * test-scan-oracle.c - the quick scan finds what the slow one finds, on real platforms
 *
 * Everything that an inventory tells of a field is compared: verdict, kind, reasons, counts,
 * persons, sample.  The slow form puts every value to the detectors.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source-memory.h"
#include "survey.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *const platforms[] = {
	"platform-mall/mall.sql.xz",
	"platform-litemall/2-litemall_data.sql.xz",
	"platform-his/his.sql.xz",
	"platform-ruoyi-2022/ruoyi-vue-pro.mysql.sql.xz",
	"db-chinook/Chinook_Sqlite.sqlite.xz",
	"db-northwind/northwind.postgresql.sql.xz",
};

static const char *
folder(void)
{
	const char *named = g_getenv("TINGFU_DATA");

	return named != NULL ? named : VECTORS_FOLDER;
}

static void
close_source(gpointer source)
{
	source_close(source);
}

typedef Inventory *(*SurveyForm)(GPtrArray *, const Key *, const GDate *, Progress *, GError **);

static char *
describe(const char *directory, SurveyForm form)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(close_source);
	g_autoptr(Progress) progress = progress_new(NULL, NULL);
	g_autofree char *uri = g_strconcat("files:", directory, NULL);
	GString *told = g_string_new(NULL);
	Key key = {{1, 2, 3}};
	GDate stop;

	g_date_clear(&stop, 1);
	g_date_set_dmy(&stop, 31, G_DATE_OCTOBER, 2026);
	Source *source = source_open("platform", uri, NULL, &error);
	g_assert_no_error(error);
	g_ptr_array_add(sources, source);
	g_autoptr(Inventory) inventory = form(sources, &key, &stop, progress, &error);
	g_assert_no_error(error);
	g_string_append_printf(
		told, "%jd persons, %jd minors, %jd rows\n", (intmax_t)inventory->totals.persons,
		(intmax_t)inventory->totals.minors_18, (intmax_t)inventory->totals.rows);
	for (guint i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = inventory->containers->pdata[i];

		for (guint j = 0; j < container->findings->len; j++) {
			const Finding *finding = container->findings->pdata[j];

			g_string_append_printf(told, "%s.%s %d %d %u %jd %jd %jd %s",
			                       container->container, finding->field,
			                       finding->personal, finding->kind,
			                       finding->confidence, (intmax_t)finding->filled,
			                       (intmax_t)finding->hits, (intmax_t)finding->persons,
			                       finding->sample);
			for (guint k = 0; k < finding->reasons->len; k++)
				g_string_append_printf(told, " %s",
				                       (char *)finding->reasons->pdata[k]);
			g_string_append_c(told, '\n');
		}
	}
	return g_string_free(told, FALSE);
}

static void
test_platform(gconstpointer data)
{
	g_autofree char *from = g_build_filename(folder(), data, NULL);
	g_autofree char *name = g_path_get_basename(data);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;
	gsize length = 0;

	if (!g_file_test(folder(), G_FILE_TEST_IS_DIR)) {
		g_test_skip("no data folder");
		return;
	}
	g_file_get_contents(from, &content, &length, &error);
	g_assert_no_error(error);
	g_autofree char *directory = g_dir_make_tmp("tingfu-oracle-XXXXXX", &error);
	g_assert_no_error(error);
	g_autofree char *to = g_build_filename(directory, name, NULL);
	g_file_set_contents(to, content, (gssize)length, &error);
	g_assert_no_error(error);

	g_autofree char *quick = describe(directory, survey_sources);
	g_autofree char *slow = describe(directory, survey_sources_slowly);
	g_autofree char *again = describe(directory, survey_sources);
	g_assert_cmpint(g_remove(to), ==, 0);
	g_assert_cmpint(g_rmdir(directory), ==, 0);
	g_assert_cmpuint(strlen(slow), >, 1000);
	g_assert_cmpstr(quick, ==, slow);
	g_assert_cmpstr(quick, ==, again);
}

/* A child with three rows is one child, in the table as in the whole. */
static void
test_minors(void)
{
	static const char *const fields[] = {"id", "id_card", "mobile", "birthday", NULL};
	static const char *const rows[][4] = {
		{"1", "110105201503077574", "13812345678", "2015-03-07"},
		{"2", "110105201503077574", NULL, "2015-03-07"},
		{"3", NULL, "13812345678", "2015-03-07"},
		{"4", NULL, "13912345670", "2010-05-01"},
		{"5", NULL, "13712345671", "1980-05-01"},
		{"6", NULL, NULL, NULL},
	};
	MemoryStore *store = memory_store("minors");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(close_source);
	Key key = {{1, 2, 3}};
	GDate stop;

	memory_store_table(store, "visit_registration", fields);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		memory_store_add(store, "visit_registration", rows[i]);
	g_date_clear(&stop, 1);
	g_date_set_dmy(&stop, 31, G_DATE_OCTOBER, 2026);
	g_ptr_array_add(sources, source_open("minors", "memory:minors", NULL, &error));
	g_assert_no_error(error);
	g_autoptr(Inventory) inventory = survey_sources(sources, &key, &stop, NULL, &error);
	g_assert_no_error(error);
	const ContainerFinding *visits = inventory->containers->pdata[0];
	g_assert_cmpstr(visits->birth_field, ==, "birthday");
	g_assert_cmpint(visits->minors_14, ==, 1);
	g_assert_cmpint(visits->minors_18, ==, 2);
	g_assert_cmpint(visits->age_unknown, ==, 1);
	g_assert_cmpint(inventory->totals.minors_14, ==, 1);
	g_assert_cmpint(inventory->totals.minors_18, ==, 2);
	g_ptr_array_set_size(sources, 0);
	memory_store_drop("minors");
}

/* A member's number beside its key is its own, and makes no second person of it. */
static void
test_own_number(void)
{
	static const char *const fields[] = {"id", "member_no", "mobile", "inviter_id", NULL};
	static const char *const rows[][4] = {
		{"1", "QC001", "13812345678", NULL},
		{"2", "QC002", "13912345670", "1"},
		{"3", "QC003", "13712345671", "1"},
	};
	MemoryStore *store = memory_store("own-number");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(close_source);
	Key key = {{1, 2, 3}};
	GDate stop;

	memory_store_table(store, "members", fields);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		memory_store_add(store, "members", rows[i]);
	g_date_clear(&stop, 1);
	g_date_set_dmy(&stop, 31, G_DATE_OCTOBER, 2026);
	g_ptr_array_add(sources, source_open("own", "memory:own-number", NULL, &error));
	g_assert_no_error(error);
	g_autoptr(Inventory) inventory = survey_sources(sources, &key, &stop, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpint(inventory->totals.persons, ==, 3);
	g_ptr_array_set_size(sources, 0);
	memory_store_drop("own-number");
}

/* Several keys in one value: where they lead their values say, not the name alone. */
static void
test_key_lists(void)
{
	static const char *const persons[] = {"id", "mobile", NULL};
	static const char *const groups[] = {"id", "member_user_ids", NULL};
	static const char *const lists[] = {"[7, 8]", "[9]", "[\"7\",\"9\"]", "8,9"};
	MemoryStore *store = memory_store("lists");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(close_source);
	Key key = {{1, 2, 3}};
	GDate stop;

	memory_store_table(store, "member_user", persons);
	memory_store_table(store, "system_user", persons);
	memory_store_table(store, "bpm_group", groups);
	for (unsigned i = 0; i < 4; i++) {
		g_autofree char *member = g_strdup_printf("%u", 201 + i);
		g_autofree char *user = g_strdup_printf("%u", 6 + i);
		g_autofree char *mobile = g_strdup_printf("1391234567%u", i);
		g_autofree char *group = g_strdup_printf("%u", i);

		memory_store_add(store, "member_user", (const char *[]){member, mobile});
		memory_store_add(store, "system_user", (const char *[]){user, mobile});
		memory_store_add(store, "bpm_group", (const char *[]){group, lists[i]});
	}
	g_date_clear(&stop, 1);
	g_date_set_dmy(&stop, 31, G_DATE_OCTOBER, 2026);
	g_ptr_array_add(sources, source_open("lists", "memory:lists", NULL, &error));
	g_assert_no_error(error);
	g_autoptr(Inventory) inventory = survey_sources(sources, &key, &stop, NULL, &error);
	g_assert_no_error(error);
	const ContainerFinding *found = inventory_container(inventory, "lists", "bpm_group");
	const Finding *finding = container_finding_field(found, "member_user_ids");
	g_assert_cmpstr(finding->ref_container, ==, "system_user");
	g_assert_cmpstr(finding->ref_field, ==, "id");
	g_ptr_array_set_size(sources, 0);
	memory_store_drop("lists");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(platforms); i++) {
		g_autofree char *folder_name = g_path_get_dirname(platforms[i]);
		g_autofree char *path = g_strconcat("/scan/oracle/", folder_name, NULL);

		g_test_add_data_func(path, platforms[i], test_platform);
	}
	g_test_add_func("/scan/minors", test_minors);
	g_test_add_func("/scan/key-lists", test_key_lists);
	g_test_add_func("/scan/own-number", test_own_number);
	return g_test_run();
}
