/*
 * test-survey-platforms.c - the survey on real platforms against labels made by hand
 *
 * pi_columns.tsv: table, column, kind, class.  Class `core` must be found; `linked` and
 * `borderline` do not count; any other column that is called personal is a mistake.
 * subject_links.tsv: how rows hang on persons.  Precision and recall are printed; the floors
 * asserted here only keep them from falling.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "relation.h"
#include "survey.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
	const char *name;
	const char *files[3]; /* below the data folder */
	const char *labels;
	double least_f1;
	const char *links;  /* NULL: none */
	double least_links; /* recall */
	int persons;        /* how many there are; 0: not known */
} Platform;

static const Platform platforms[] = {
	{"mall",
         {"platform-mall/mall.sql.xz"},
         "platform-mall/pi_columns.tsv",
         0.95,
         "platform-mall/subject_links.tsv",
         0.9,
         0},
	{"litemall",
         {"platform-litemall/1-litemall_table.sql.xz", "platform-litemall/2-litemall_data.sql.xz"},
         "platform-litemall/pi_columns.tsv",
         0.95,
         "platform-litemall/subject_links.tsv",
         0.9,
         0},
	{"his",
         {"platform-his/his.sql.xz"},
         "platform-his/pi_columns.tsv",
         0.95,
         "platform-his/subject_links.tsv",
         0.6,
         0},
	{"ruoyi",
         {"platform-ruoyi-2022/ruoyi-vue-pro.mysql.sql.xz"},
         "platform-ruoyi-2022/pi_columns.tsv",
         0.95,
         "platform-ruoyi-2022/subject_links.tsv",
         0.5,
         0},
	{"chinook",
         {"db-chinook/Chinook_Sqlite.sqlite.xz"},
         "db-chinook/pi_columns.tsv",
         0.95,
         NULL,
         0,
         67 /* 59 customers and 8 employees, who report to each other */},
	{"northwind",
         {"db-northwind/northwind.postgresql.sql.xz"},
         "db-northwind/pi_columns.tsv",
         0.95,
         NULL,
         0,
         0},
};

static char *data_folder;

static const char *
folder(void)
{
	const char *named = g_getenv("TINGFU_DATA");

	return named != NULL ? named : data_folder;
}

static void
copy(const char *from, const char *directory)
{
	g_autofree char *path = g_build_filename(folder(), from, NULL);
	g_autofree char *name = g_path_get_basename(from);
	g_autofree char *to = g_build_filename(directory, name, NULL);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;
	gsize length = 0;

	g_file_get_contents(path, &content, &length, &error);
	g_assert_no_error(error);
	g_file_set_contents(to, content, (gssize)length, &error);
	g_assert_no_error(error);
}

static void
remove_all(const char *directory, const Platform *platform)
{
	for (size_t i = 0; i < G_N_ELEMENTS(platform->files) && platform->files[i] != NULL; i++) {
		g_autofree char *name = g_path_get_basename(platform->files[i]);
		g_autofree char *path = g_build_filename(directory, name, NULL);

		g_assert_cmpint(g_remove(path), ==, 0);
	}
	g_assert_cmpint(g_rmdir(directory), ==, 0);
}

static void
close_source(gpointer source)
{
	source_close(source);
}

static Inventory *
survey(const Platform *platform)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *directory = g_dir_make_tmp("tingfu-survey-XXXXXX", &error);
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(close_source);
	g_autoptr(Progress) progress = progress_new(NULL, NULL);
	Key key = {{1, 2, 3}};
	GDate stop;

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(platform->files) && platform->files[i] != NULL; i++)
		copy(platform->files[i], directory);
	g_date_clear(&stop, 1);
	g_date_set_dmy(&stop, 31, G_DATE_OCTOBER, 2026);
	g_autofree char *uri = g_strconcat("files:", directory, NULL);
	Source *source = source_open(platform->name, uri, NULL, &error);
	g_assert_no_error(error);
	g_ptr_array_add(sources, source);
	Inventory *inventory = survey_sources(sources, &key, &stop, progress, &error);
	g_assert_no_error(error);
	g_ptr_array_set_size(sources, 0);
	remove_all(directory, platform);
	return inventory;
}

/* "table\tcolumn" -> the label's fields. */
static GHashTable *
read_labels(const char *file)
{
	GHashTable *labels =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
	g_autofree char *path = g_build_filename(folder(), file, NULL);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	g_auto(GStrv) lines = g_strsplit(content, "\n", 0);
	for (size_t i = 0; lines[i] != NULL; i++) {
		char **fields = g_strsplit(lines[i], "\t", 0);

		if (*lines[i] == '#' || g_strv_length(fields) < 4) {
			g_strfreev(fields);
			continue;
		}
		g_hash_table_insert(labels, g_strdup_printf("%s\t%s", fields[0], fields[1]),
		                    fields);
	}
	return labels;
}

static const char *
label_of(GHashTable *labels, const ContainerFinding *container, const Finding *finding, guint which)
{
	const char *table = container_table(container->container);
	g_autofree char *key = g_strdup_printf("%s\t%s", table, finding->field);
	char **fields = g_hash_table_lookup(labels, key);

	return fields == NULL ? "" : fields[which];
}

/* The kinds that agree with a label's kind; NULL: the label has no kind of ours. */
static const char *
kinds_of_label(const char *label)
{
	static const char *const table[][2] = {
		{"person_name", "person-name"},
		{"phone_mobile", "mobile"},
		{"phone", "mobile landline phone-international"},
		{"email", "email"},
		{"ip", "ipv4 ipv6"},
		{"id_card", "resident-id"},
		{"birthday", "birth-date"},
		{"address_detail", "address"},
		{"password_hash", "password-hash"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (strcmp(table[i][0], label) == 0)
			return table[i][1];
	return NULL;
}

typedef struct {
	int hits, false_hits, missed, undecided;
	int kinds_asked, kinds_agree;
	GHashTable *seen; /* labels that were found in the inventory */
} Score;

static void
score_field(Score *score, GHashTable *labels, const ContainerFinding *container,
            const Finding *finding)
{
	const char *class = label_of(labels, container, finding, 3);
	bool core = strcmp(class, "core") == 0;

	score->undecided += finding->personal == PERSONAL_UNKNOWN;
	if (core)
		g_hash_table_add(score->seen,
		                 g_strdup_printf("%s\t%s", container_table(container->container),
		                                 finding->field));
	if (core && finding->personal == PERSONAL_YES) {
		const char *wanted = kinds_of_label(label_of(labels, container, finding, 2));

		score->hits++;
		if (wanted == NULL)
			return;
		bool agrees = finding->kind != KIND_NONE &&
		              strstr(wanted, kind_get(finding->kind)->id) != NULL;
		score->kinds_asked++;
		score->kinds_agree += agrees;
		if (!agrees)
			g_test_message(
				"another kind: %s.%s is %s", container->container, finding->field,
				finding->kind == KIND_NONE ? "none" : kind_get(finding->kind)->id);
	} else if (core) {
		score->missed++;
		g_test_message("missed: %s.%s", container->container, finding->field);
	} else if (*class == '\0' && finding->personal == PERSONAL_YES) {
		score->false_hits++;
		g_test_message("false: %s.%s", container->container, finding->field);
	}
}

static void
check_fields(const Platform *platform, const Inventory *inventory)
{
	g_autoptr(GHashTable) labels = read_labels(platform->labels);
	Score score = {.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
	GHashTableIter iter;
	gpointer key = NULL;
	gpointer fields = NULL;

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < container->findings->len; j++)
			score_field(&score, labels, container,
			            g_ptr_array_index(container->findings, j));
	}
	g_hash_table_iter_init(&iter, labels);
	while (g_hash_table_iter_next(&iter, &key, &fields)) {
		if (strcmp(((char **)fields)[3], "core") != 0 ||
		    g_hash_table_contains(score.seen, key))
			continue;
		score.missed++;
		g_test_message("not in the inventory: %s", (const char *)key);
	}
	double precision = (double)score.hits / MAX(score.hits + score.false_hits, 1);
	double recall = (double)score.hits / MAX(score.hits + score.missed, 1);
	double f1 = 2 * precision * recall / MAX(precision + recall, 1e-9);
	g_test_message("%s: fields: precision %.3f recall %.3f F1 %.3f; undecided %d; kinds agree "
	               "%d of %d",
	               platform->name, precision, recall, f1, score.undecided, score.kinds_agree,
	               score.kinds_asked);
	g_hash_table_unref(score.seen);
	g_assert_cmpfloat(f1, >=, platform->least_f1);
	g_assert_cmpint(score.kinds_agree * 100, >=, score.kinds_asked * 90);
}

static bool
has_relation(const GPtrArray *relations, char *const *link)
{
	for (size_t i = 0; i < relations->len; i++) {
		const Relation *relation = g_ptr_array_index(relations, i);

		if (strcmp(container_table(relation->from->container), link[0]) == 0 &&
		    strcmp(relation->from_field->field, link[1]) == 0 &&
		    strcmp(container_table(relation->to->container), link[2]) == 0 &&
		    strcmp(relation->to_field->field, link[3]) == 0)
			return true;
	}
	return false;
}

static void
check_links(const Platform *platform, const Inventory *inventory)
{
	g_autoptr(GHashTable) links = read_labels(platform->links);
	g_autoptr(GPtrArray) relations = relations_find(inventory);
	GHashTableIter iter;
	gpointer link = NULL;
	int found = 0;
	int asked = 0;
	int right = 0;
	int keys = 0;

	g_hash_table_iter_init(&iter, links);
	while (g_hash_table_iter_next(&iter, NULL, &link)) {
		char *const *fields = link;

		if (strstr(fields[4], "root") != NULL || strcmp(fields[2], "-") == 0)
			continue;
		asked++;
		if (has_relation(relations, fields))
			found++;
		else
			g_test_message("no link: %s.%s -> %s.%s (%s)", fields[0], fields[1],
			               fields[2], fields[3], fields[4]);
	}
	/* A key that is not in the list is wrong only where the list names another target for it. */
	for (size_t i = 0; i < relations->len; i++) {
		const Relation *relation = g_ptr_array_index(relations, i);
		const char *target = label_of(links, relation->from, relation->from_field, 2);

		if (relation->form == RELATION_BY_VALUE || *target == '\0')
			continue;
		keys++;
		right += strcmp(target, container_table(relation->to->container)) == 0;
	}
	g_test_message("%s: links: %d of %d found, %d of %d keys lead to the right table",
	               platform->name, found, asked, right, keys);
	g_assert_cmpfloat(found, >=, platform->least_links * asked);
	g_assert_cmpint(right * 100, >=, keys * 80);
}

static void
test_platform(gconstpointer data)
{
	const Platform *platform = data;
	g_autofree char *first = g_build_filename(folder(), platform->files[0], NULL);

	if (!g_file_test(folder(), G_FILE_TEST_IS_DIR)) {
		g_test_skip("no data folder");
		return;
	}
	g_assert_true(g_file_test(first, G_FILE_TEST_IS_REGULAR));
	g_autoptr(Inventory) inventory = survey(platform);
	g_test_message("%s: %u containers, %u skipped, %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT
	               " persons",
	               platform->name, inventory->containers->len, inventory->skipped->len,
	               inventory->totals.rows, inventory->totals.persons);
	if (platform->persons > 0)
		g_assert_cmpint(inventory->totals.persons, ==, platform->persons);
	check_fields(platform, inventory);
	if (platform->links != NULL)
		check_links(platform, inventory);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	data_folder = g_strdup(VECTORS_FOLDER);
	for (size_t i = 0; i < G_N_ELEMENTS(platforms); i++) {
		g_autofree char *path = g_strconcat("/survey/platform/", platforms[i].name, NULL);

		g_test_add_data_func(path, &platforms[i], test_platform);
	}
	int status = g_test_run();
	g_free(data_folder);
	return status;
}
