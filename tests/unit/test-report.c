/*
 * test-report.c - the report cites what it says, says what is missing, and shows no value
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "durable.h"
#include "report-sample.h"
#include "report.h"

#include <string.h>

#define HOSTILE "<img src=x onerror=alert(1)> & \"Sons\" 有限公司"

static const char *const pages[] = {"index.html", "index.en.html"};

static char *
read_file(const Sample *sample, const char *name)
{
	g_autofree char *path = g_build_filename(sample->directory, "report", name, NULL);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, &error));
	g_assert_no_error(error);
	return text;
}

static void
write_report(Sample *sample)
{
	g_autoptr(GError) error = NULL;
	bool done = report_write(sample->dossier, sample->ledger, &error);

	g_assert_no_error(error);
	g_assert_true(done);
}

/* Every id of the page, and every link into it. */
static void
assert_citations_resolve(const char *page)
{
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	unsigned links = 0;

	for (const char *at = strstr(page, " id=\""); at != NULL; at = strstr(at + 1, " id=\"")) {
		const char *start = at + strlen(" id=\"");
		char *id = g_strndup(start, strcspn(start, "\""));

		g_test_message("id %s", id);
		g_assert_true(g_hash_table_add(ids, id)); /* no id twice */
	}
	for (const char *at = strstr(page, "href=\"#"); at != NULL;
	     at = strstr(at + 1, "href=\"#")) {
		const char *start = at + strlen("href=\"#");
		g_autofree char *id = g_strndup(start, strcspn(start, "\""));

		links++;
		if (!g_hash_table_contains(ids, id))
			g_error("the page links to '%s', which is not there", id);
	}
	g_assert_cmpuint(links, >, 14);
}

static void
test_citations(gconstpointer data)
{
	Sample *sample = sample_new(sample_settings(), *(const SampleStage *)data);

	write_report(sample);
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *page = read_file(sample, pages[i]);

		assert_citations_resolve(page);
	}
	sample_free(sample);
}

/* A figure of the ledger stands on the page as a link to its own entry. */
static void
test_figures_cite_their_entry(void)
{
	static const char *const figures[] = {
		"<a class=\"f s\" href=\"#entry-2\">50,000<sup>2</sup></a>",
		"<a class=\"f s\" href=\"#entry-7\">32<sup>7</sup></a>",
		"<a class=\"f s\" href=\"#entry-22\">61,240<sup>22</sup></a>",
		"<a class=\"f s\" href=\"#entry-27\">148,211<sup>27</sup></a>",
		"<a class=\"f s\" href=\"#entry-24\">12<sup>24</sup></a>",
	};
	Sample *sample = sample_new(sample_settings(), SAMPLE_ERASED);

	write_report(sample);
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *page = read_file(sample, pages[i]);

		for (size_t j = 0; j < G_N_ELEMENTS(figures); j++) {
			g_test_message("%s in %s", figures[j], pages[i]);
			g_assert_nonnull(strstr(page, figures[j]));
		}
	}
	sample_free(sample);
}

static void
test_same_bytes_twice(void)
{
	static const char *const files[] = {"index.html", "index.en.html", "report.json"};
	Sample *sample = sample_new(sample_settings(), SAMPLE_ERASED);
	char *first[G_N_ELEMENTS(files)];
	uint64_t size;

	write_report(sample);
	size = ledger_head(sample->ledger).size;
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		first[i] = read_file(sample, files[i]);
	sample_reopen(sample);
	write_report(sample);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *before = first[i];
		g_autofree char *again = read_file(sample, files[i]);

		g_assert_true(strcmp(before, again) == 0);
	}
	g_assert_cmpuint(ledger_head(sample->ledger).size, ==, size);
	sample_free(sample);
}

static void
test_nothing_is_invented(void)
{
	Sample *sample = sample_new(sample_settings(), SAMPLE_OPENED);

	write_report(sample);
	g_autofree char *zh = read_file(sample, "index.html");
	g_autofree char *en = read_file(sample, "index.en.html");
	for (size_t i = 0; i < 6; i++) {
		static const char *const commands[] = {
			"tingfu scan",      "tingfu plan",   "tingfu notice draft",
			"tingfu carry-out", "tingfu verify", "tingfu approve plan"};
		g_autofree char *code = g_strdup_printf("<code>%s</code>", commands[i]);

		g_assert_nonnull(strstr(zh, code));
		g_assert_nonnull(strstr(en, code));
	}
	g_assert_nonnull(strstr(zh, "尚未进行。"));
	g_assert_nonnull(strstr(en, "Not carried out yet."));
	g_assert_nonnull(strstr(en, "not counted"));
	g_assert_nonnull(strstr(zh, "演练"));
	g_assert_nonnull(strstr(en, "Rehearsal"));
	sample_free(sample);
}

static void
test_residue_is_said(void)
{
	Sample *sample = sample_new(sample_settings(), SAMPLE_ERASED);

	write_report(sample);
	g_autofree char *zh = read_file(sample, "index.html");
	g_autofree char *en = read_file(sample, "index.en.html");
	g_assert_nonnull(strstr(en, "Values of erased data were found again."));
	g_assert_nonnull(strstr(en, "verified clean"));
	g_assert_nonnull(strstr(en, "impossible to search"));
	g_assert_nonnull(strstr(en, "begun, not finished"));
	g_assert_nonnull(strstr(zh, "检索再次发现了已删除数据的值。"));
	sample_free(sample);
}

static void
test_self_contained(void)
{
	static const char *const outside[] = {"<script", "src=", "http-equiv",
	                                      "@import", "url(", "<link"};
	Sample *sample = sample_new(sample_settings(), SAMPLE_ERASED);

	write_report(sample);
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *page = read_file(sample, pages[i]);

		for (size_t j = 0; j < G_N_ELEMENTS(outside); j++)
			g_assert_null(strstr(page, outside[j]));
		for (const char *at = strstr(page, "href=\""); at != NULL;
		     at = strstr(at + 1, "href=\""))
			g_assert_true(at[6] == '#' || g_str_has_prefix(at + 6, "index."));
	}
	sample_free(sample);
}

static void
test_hostile_names(void)
{
	DossierSettings *settings = sample_settings();

	g_free(settings->operator_name);
	g_free(settings->platform);
	settings->operator_name = g_strdup(HOSTILE);
	settings->platform = g_strdup(HOSTILE);
	Sample *sample = sample_new(settings, SAMPLE_PLANNED);
	write_report(sample);
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *page = read_file(sample, pages[i]);

		g_assert_null(strstr(page, "<img"));
		g_assert_nonnull(
			strstr(page, "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Sons"));
	}
	sample_free(sample);
}

static void
test_json_is_canonical(void)
{
	static const char *const parts[] = {"head",    "found",        "plan",
	                                    "clocks",  "notice",       "requests",
	                                    "erasure", "requirements", "ledger"};
	Sample *sample = sample_new(sample_settings(), SAMPLE_ERASED);
	g_autoptr(GError) error = NULL;

	write_report(sample);
	g_autofree char *text = read_file(sample, "report.json");
	json_auto_t *report = canonical_json_parse(text, &error);
	g_assert_no_error(error);
	g_autofree char *again = canonical_json(report, &error);
	g_assert_true(strcmp(text, again) == 0);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		g_assert_nonnull(json_object_get(report, parts[i]));
	json_t *scan = json_object_get(json_object_get(report, "found"), "scan");
	g_assert_cmpint(json_number(scan, "persons", -1), ==, 50000);
	g_assert_cmpint(json_number(scan, "entry", -1), ==, 2);
	sample_free(sample);
}

/* The root that the report prints is the ledger's own, over the entries it shows. */
static void
test_root_is_the_ledgers(void)
{
	Sample *sample = sample_new(sample_settings(), SAMPLE_ERASED);
	LedgerHead head = ledger_head(sample->ledger);
	char hex[DIGEST_HEX];

	write_report(sample);
	g_autofree char *page = read_file(sample, "index.html");
	g_assert_nonnull(strstr(page, digest_to_hex(&head.root, hex)));
	sample_free(sample);
}

int
main(int argc, char **argv)
{
	static const SampleStage stages[] = {SAMPLE_OPENED, SAMPLE_PLANNED, SAMPLE_ERASED};

	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/report/citations/opened", &stages[0], test_citations);
	g_test_add_data_func("/report/citations/planned", &stages[1], test_citations);
	g_test_add_data_func("/report/citations/erased", &stages[2], test_citations);
	g_test_add_func("/report/figures-cite-their-entry", test_figures_cite_their_entry);
	g_test_add_func("/report/same-bytes-twice", test_same_bytes_twice);
	g_test_add_func("/report/nothing-is-invented", test_nothing_is_invented);
	g_test_add_func("/report/residue-is-said", test_residue_is_said);
	g_test_add_func("/report/self-contained", test_self_contained);
	g_test_add_func("/report/hostile-names", test_hostile_names);
	g_test_add_func("/report/json-is-canonical", test_json_is_canonical);
	g_test_add_func("/report/root-is-the-ledgers", test_root_is_the_ledgers);
	return g_test_run();
}
