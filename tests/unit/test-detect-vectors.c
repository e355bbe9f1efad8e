/*
 * test-detect-vectors.c - the test cases of peers, as cells of a table
 *
 * Where the word of a standard or of our own rules differs from a peer's verdict the case
 * stands in tests/detect/vector-disagreements.tsv with the reason; any other difference
 * is a failure, and so is a line there that is none any more.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include <glib.h>

#define OF(kind) (KIND_BIT(kind))

/* The rows of one file that concern a kind, and which of them count. */
typedef struct {
	const char *file;
	const char *name;
	KindSet kinds;
	bool validated; /* the peer checks a check digit */
} Vectors;

static const Vectors all_vectors[] = {
	{"validatorjs_cn.tsv", "cn_resident_id",
         OF(KIND_RESIDENT_ID) | OF(KIND_HKMOTW_RESIDENCE_PERMIT), true},
	{"id_validator.tsv", "cn_resident_id",
         OF(KIND_RESIDENT_ID) | OF(KIND_HKMOTW_RESIDENCE_PERMIT), true},
	{"validatorjs_cn.tsv", "cn_mobile", OF(KIND_MOBILE), false},
	{"validatorjs_cn.tsv", "cn_passport", OF(KIND_PASSPORT_CN), false},
	{"stdnum_cn_uscc.tsv", "cn_uscc", OF(KIND_USCC), true},
	{"validatorjs_common.tsv", "ip", OF(KIND_IPV4) | OF(KIND_IPV6), true},
	{"validatorjs_common.tsv", "mac", OF(KIND_MAC), false},
	{"validatorjs_common.tsv", "imei", OF(KIND_IMEI), true},
	{"validatorjs_common.tsv", "email", OF(KIND_EMAIL), false},
	{"validatorjs_common.tsv", "payment_card", OF(KIND_BANK_CARD), false},
	{"validatorjs_common.tsv", "jwt", OF(KIND_SECRET_KEY), true},
	{"gitleaks_false_positives.tsv", "secret:jwt", OF(KIND_SECRET_KEY), true},
	{"gitleaks_false_positives.tsv", "secret:private-key", OF(KIND_SECRET_KEY), true},
	{"gitleaks_false_positives.tsv", "secret:aws-access-token", OF(KIND_SECRET_KEY), true},
};

/* Options of the peer's call change what it means; only our country's are ours. */
static bool
is_plain_note(const char *note)
{
	if (note == NULL || note[0] != '[')
		return true;
	return g_strcmp0(note, "[\"zh-CN\"]") == 0 || g_strcmp0(note, "[\"CN\"]") == 0;
}

static bool
says_valid(const Vectors *vectors, const char *value)
{
	Match match = {0};
	Span cell = span_of(value);
	KindId kind = detection_of_value(cell, KIND_SET_ALL, &match);

	if (kind == KIND_NONE || (vectors->kinds >> kind & 1) == 0)
		return false;
	/* The form of fifteen digits has no check digit. */
	if (vectors->validated && !match.validated && match.length != 15)
		return false;
	return match.length == span_trim(cell).length;
}

static void
look_at(const Vectors *vectors, char **cells, GHashTable *differences, unsigned *n_looked)
{
	if (g_strv_length(cells) < 3 || g_strcmp0(cells[0], vectors->name) != 0)
		return;
	if (!is_plain_note(g_strv_length(cells) > 4 ? cells[4] : NULL))
		return;
	/* Halves of surrogates have no place in UTF-8. */
	if (strstr(cells[1], "\\u") != NULL)
		return;
	g_autofree char *value = g_strcompress(cells[1]);
	bool valid = g_strcmp0(cells[2], "valid") == 0;

	(*n_looked)++;
	if (says_valid(vectors, value) != valid)
		g_hash_table_add(differences,
		                 g_strdup_printf("%s\t%s\t%s", cells[0], cells[1], cells[2]));
}

static char **
read_lines(const char *folder, const char *file)
{
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autofree char *content = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	return g_strsplit(content, "\n", 0);
}

static void
test_vectors(gconstpointer data)
{
	g_autoptr(GHashTable) differences =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	unsigned n_looked = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(all_vectors); i++) {
		g_auto(GStrv) lines = read_lines(data, all_vectors[i].file);

		for (char **line = lines; *line != NULL; line++) {
			g_auto(GStrv) cells = g_strsplit(*line, "\t", 0);

			look_at(&all_vectors[i], cells, differences, &n_looked);
		}
	}
	g_assert_cmpuint(n_looked, >, 300);
	g_auto(GStrv) known = read_lines(CASES, "vector-disagreements.tsv");
	for (char **line = known; *line != NULL; line++) {
		char *reason = strrchr(*line, '\t');

		if (**line == '\0' || **line == '#' || reason == NULL)
			continue;
		*reason = '\0';
		if (!g_hash_table_remove(differences, *line)) {
			g_test_message("no difference any more: %s", *line);
			g_test_fail();
		}
	}
	GHashTableIter iter;
	void *difference;
	g_hash_table_iter_init(&iter, differences);
	while (g_hash_table_iter_next(&iter, &difference, NULL)) {
		g_test_message("difference: %s", (const char *)difference);
		g_test_fail();
	}
}

int
main(int argc, char **argv)
{
	const char *folder = g_getenv("TINGFU_DATA");
	g_autofree char *vectors =
		g_build_filename(folder == NULL ? VECTORS_FOLDER : folder, "vectors", NULL);

	g_test_init(&argc, &argv, NULL);
	if (!g_file_test(vectors, G_FILE_TEST_IS_DIR))
		return 77;
	g_test_add_data_func("/detect/vectors", vectors, test_vectors);
	return g_test_run();
}
