/*
 * test-survey-schemas.c - verdicts on schemas without a row, against labels made by hand
 *
 * tests/survey/NAME.schema: a table is a line "=", its name and its comment; a column is its
 * name, declared type, label and comment, parted by tabs.  A label is the id of a kind, "+"
 * for what is personal and of no kind that must be named, "~" for what is not scored (it is
 * personal through its row only, or open to doubt), "-" for what is not personal.  The labels
 * were written before the rules were tried on them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict.h"

#include <glib.h>
#include <string.h>

typedef struct {
	const char *name;
	double least_f1;
	int least_kinds; /* per cent of the kinds that must agree */
} Schema;

static const Schema schemas[] = {
	{"wordpress", 0.95, 90},   {"discuz", 0.95, 90},      {"ecshop", 0.95, 90},
	{"sakila", 0.95, 90},      {"moodle", 0.95, 90},      {"openmrs", 0.95, 90},
	{"bank", 0.95, 90},        {"express", 0.95, 90},     {"ride", 0.95, 90},
	{"hr", 0.95, 90},          {"game", 0.95, 90},        {"o2o", 0.95, 90},
	{"opencart", 0.9, 90},     {"railway", 0.9, 90},      {"jeecg", 0.9, 90},
	{"magento", 0.9, 90},      {"social", 0.9, 90},       {"forum2", 0.9, 90},
	{"property", 0.9, 90},     {"exam", 0.9, 90},         {"dedecms", 0.9, 90},
	{"partner", 0.9, 90},      {"clinic", 0.9, 90},       {"gov", 0.9, 90},
	{"fitness", 0.9, 90},      {"phpmall", 0.95, 90},     {"live", 0.95, 90},
	{"insurance", 0.95, 90},   {"library", 0.95, 90},     {"traps", 0.95, 90},
	{"nopcommerce", 0.95, 90}, {"hospital-zh", 0.95, 90}, {"school-pinyin", 0.95, 90},
};

typedef struct {
	int hits, false_hits, missed, undecided;
	int kinds_asked, kinds_agree;
} Score;

static void
replace(char **text, const char *with)
{
	g_free(*text);
	*text = g_strdup(with == NULL ? "" : with);
}

static void
add_column(ContainerFinding *container, char *const *cells)
{
	Finding *finding = finding_new(cells[0]);

	replace(&finding->type, cells[1]);
	replace(&finding->comment, cells[3]);
	finding->in_key = container->findings->len == 0;
	g_ptr_array_add(container->findings, finding);
}

/* "mobile": a telephone of any sort agrees. */
static bool
kind_agrees(const char *label, KindId kind)
{
	static const char *const same[][2] = {
		{"mobile", "landline"},        {"landline", "mobile"},
		{"password-hash", "password"}, {"bank-account", "bank-card"},
		{"coordinates", "trajectory"},
	};
	const char *id = kind == KIND_NONE ? "none" : kind_get(kind)->id;

	if (strcmp(label, id) == 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		if (strcmp(label, same[i][0]) == 0 && strcmp(id, same[i][1]) == 0)
			return true;
	return false;
}

static void
score_column(Score *score, const ContainerFinding *container, const Finding *finding,
             const char *label)
{
	const char *kind = finding->kind == KIND_NONE ? "none" : kind_get(finding->kind)->id;

	score->undecided += finding->personal == PERSONAL_UNKNOWN;
	if (strcmp(label, "~") == 0)
		return;
	if (strcmp(label, "-") == 0) {
		score->false_hits += finding->personal == PERSONAL_YES;
		if (finding->personal == PERSONAL_YES)
			g_test_message("false: %s.%s (%s)", container->container, finding->field,
			               kind);
		return;
	}
	if (finding->personal != PERSONAL_YES) {
		score->missed++;
		g_test_message("missed: %s.%s (%s), %s", container->container, finding->field,
		               label, finding->personal == PERSONAL_NO ? "no" : "undecided");
		return;
	}
	score->hits++;
	if (strcmp(label, "+") == 0)
		return;
	g_assert_cmpint(kind_find(label), !=, KIND_NONE);
	bool agrees = kind_agrees(label, finding->kind);
	score->kinds_asked++;
	score->kinds_agree += agrees;
	if (!agrees)
		g_test_message("another kind: %s.%s is %s, not %s", container->container,
		               finding->field, kind, label);
}

static void
finish_table(Score *score, ContainerFinding *container, const GPtrArray *labels)
{
	if (container == NULL)
		return;
	verdict_decide(container, NULL);
	for (size_t i = 0; i < container->findings->len; i++)
		score_column(score, container, g_ptr_array_index(container->findings, i),
		             g_ptr_array_index(labels, i));
}

static Score
score_schema(const char *text)
{
	Score score = {0};
	g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(ContainerFinding) container = NULL;

	for (size_t i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) cells = g_strsplit(lines[i], "\t", 0);
		size_t n = g_strv_length(cells);

		if (n == 0 || *cells[0] == '#')
			continue;
		if (strcmp(cells[0], "=") == 0) {
			finish_table(&score, container, labels);
			g_clear_pointer(&container, container_finding_free);
			g_ptr_array_set_size(labels, 0);
			container = container_finding_new("schema", cells[1]);
			replace(&container->comment, n > 2 ? cells[2] : "");
			continue;
		}
		g_assert_cmpint((int)n, >=, 3);
		g_assert_nonnull(container);
		add_column(container, cells);
		g_ptr_array_add(labels, g_strdup(cells[2]));
	}
	finish_table(&score, container, labels);
	return score;
}

static void
test_schema(gconstpointer data)
{
	const Schema *schema = data;
	g_autofree char *file = g_strconcat(schema->name, ".schema", NULL);
	g_autofree char *path = g_build_filename(SCHEMAS, file, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	Score score = score_schema(text);
	double precision = (double)score.hits / MAX(score.hits + score.false_hits, 1);
	double recall = (double)score.hits / MAX(score.hits + score.missed, 1);
	double f1 = 2 * precision * recall / MAX(precision + recall, 1e-9);
	g_test_message("%s: precision %.3f recall %.3f F1 %.3f; undecided %d; kinds agree %d of %d",
	               schema->name, precision, recall, f1, score.undecided, score.kinds_agree,
	               score.kinds_asked);
	g_assert_cmpfloat(f1, >=, schema->least_f1);
	g_assert_cmpint(score.kinds_agree * 100, >=, score.kinds_asked * schema->least_kinds);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	for (size_t i = 0; i < G_N_ELEMENTS(schemas); i++) {
		g_autofree char *path = g_strconcat("/schema/", schemas[i].name, NULL);

		g_test_add_data_func(path, &schemas[i], test_schema);
	}
	return g_test_run();
}
