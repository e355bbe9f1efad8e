/*
 * test-law-pack.c - the rule pack itself: complete, sound, and strict about what is laid over it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "errors.h"
#include "law-file.h"
#include "obligation.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#define REQUIREMENTS 95

static LawPack *
load(void)
{
	g_autoptr(GError) error = NULL;
	LawPack *pack = law_load(NULL, &error);

	g_assert_no_error(error);
	return pack;
}

static void
test_catalogue(void)
{
	static const struct {
		const char *chapter;
		unsigned count;
	} chapters[] = {
		{"GEN", 20}, {"NOT", 10}, {"RTS", 12}, {"TRF", 15}, {"DEL", 12},
		{"KEP", 8},  {"IMP", 9},  {"COR", 2},  {"EVD", 7},
	};
	g_autoptr(LawPack) pack = load();
	const GPtrArray *rows = law_requirements(pack);
	size_t at = 0;

	g_assert_cmpuint(rows->len, ==, REQUIREMENTS);
	for (size_t i = 0; i < G_N_ELEMENTS(chapters); i++) {
		for (unsigned n = 1; n <= chapters[i].count; n++) {
			const Requirement *row = rows->pdata[at++];
			g_autofree char *id = g_strdup_printf("SD-%s-%02u", chapters[i].chapter, n);

			g_assert_cmpstr(row->id, ==, id);
			g_assert_true(law_requirement(pack, id) == row);
		}
	}
}

/* A duty that rests on nothing but our inference is never a must. */
static void
test_confidence(void)
{
	g_autoptr(LawPack) pack = load();
	const GPtrArray *rows = law_requirements(pack);

	for (size_t i = 0; i < rows->len; i++) {
		const Requirement *row = rows->pdata[i];
		bool fragment = strstr(row->basis, "fragment K") != NULL;

		g_test_message("%s", row->id);
		g_assert_true(!row->must || row->confidence == CONFIDENCE_READ ||
		              row->confidence == CONFIDENCE_PART);
		g_assert_true(fragment == (row->confidence == CONFIDENCE_PART));
	}
}

/* Of the guide fragments are known, and no clause number: none is printed. */
static void
test_no_clause_of_the_guide(void)
{
	g_autoptr(LawPack) pack = load();
	const GPtrArray *clocks = law_clocks(pack);
	const Instrument *guide = law_instrument(pack, "cn.guide.shutdown");
	unsigned found = 0;

	g_assert_cmpstr(guide->status, ==, "draft");
	g_assert_cmpint(guide->confidence, ==, CONFIDENCE_PART);
	for (size_t i = 0; i < clocks->len; i++) {
		const ClockRule *clock = clocks->pdata[i];

		if (strcmp(clock->instrument, "cn.guide.shutdown") != 0)
			continue;
		g_assert_true(g_str_has_prefix(clock->article, "fragment K"));
		found++;
	}
	g_assert_cmpuint(found, ==, 1);
}

static void
test_references(void)
{
	g_autoptr(LawPack) pack = load();
	const GPtrArray *clocks = law_clocks(pack);
	const GPtrArray *rules = law_retention_rules(pack);
	static const unsigned rows[] = {1, 5, 9, 10, 25, 26, 29};

	for (size_t i = 0; i < clocks->len; i++) {
		const ClockRule *clock = clocks->pdata[i];

		g_test_message("%s", clock->id);
		g_assert_nonnull(law_instrument(pack, clock->instrument));
	}
	g_assert_cmpuint(rules->len, ==, G_N_ELEMENTS(rows));
	for (size_t i = 0; i < rules->len; i++) {
		const RetentionRule *rule = rules->pdata[i];

		g_assert_cmpuint(rule->row, ==, rows[i]);
		g_assert_null(strstr(rule->instrument_en, "cn."));
	}
	g_assert_true(law_retention_rule(pack, "cn.children.23")->maximum);
	g_assert_cmpuint(law_notice_items(pack)->len, ==, 13);
}

static void
collect(GPtrArray *names, const char *folder)
{
	g_autofree char *path = g_build_filename(LAW_FOLDER, folder, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) directory = g_dir_open(path, 0, &error);
	const char *entry = NULL;

	g_assert_no_error(error);
	while ((entry = g_dir_read_name(directory)) != NULL) {
		g_autofree char *name = g_strconcat(folder, "/", entry, NULL);
		g_autofree char *full = g_build_filename(LAW_FOLDER, name, NULL);

		if (g_file_test(full, G_FILE_TEST_IS_DIR))
			collect(names, name);
		else
			g_ptr_array_add(names, g_strdup(name));
	}
}

/* What lies in law/ is built in, and nothing else is. */
static void
test_all_files_are_built_in(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) names = law_file_names(NULL, "", &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) there = g_ptr_array_new_with_free_func(g_free);

	collect(there, "cn");
	for (size_t i = 0; i < there->len; i++) {
		g_test_message("%s", (const char *)there->pdata[i]);
		g_assert_true(g_ptr_array_find_with_equal_func(names, there->pdata[i], g_str_equal,
		                                               NULL));
	}
	g_assert_cmpuint(names->len, ==, there->len);
}

/* Lay one file of @content over the pack under @name. */
static LawPack *
load_with(const char *name, const char *content, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autofree char *directory = g_dir_make_tmp("tingfu-law-XXXXXX", &trouble);
	g_assert_no_error(trouble);
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_file_set_contents(path, content, -1, &trouble);
	g_assert_no_error(trouble);
	LawPack *pack = law_load(directory, error);
	g_assert_cmpint(g_unlink(path), ==, 0);
	while (strlen(folder) >= strlen(directory)) {
		g_assert_cmpint(g_rmdir(folder), ==, 0);
		char *parent = g_path_get_dirname(folder);
		g_free(folder);
		folder = parent;
	}
	return pack;
}

#define NOTICE_HEAD "[NoticeItem]\nId=test\nTitle=Test\nTitle[zh]=测试\n"

static void
test_overlay(void)
{
	g_autoptr(LawPack) plain = load();
	g_autoptr(GError) error = NULL;
	g_autoptr(LawPack) pack = load_with(
		"cn/notice/99-test.notice-item",
		NOTICE_HEAD "Severity=must\nBasis=B\nBasis[zh]=依据\nConfidence=read\n", &error);

	g_assert_no_error(error);
	g_assert_cmpuint(law_notice_items(pack)->len, ==, law_notice_items(plain)->len + 1);
	g_assert_cmpstr(law_digest(pack), !=, law_digest(plain));
	g_autoptr(LawPack) again = load();
	g_assert_cmpstr(law_digest(again), ==, law_digest(plain));
}

static void
test_refused(void)
{
	static const struct {
		const char *content, *says;
	} wrong[] = {
		{"", "99-test"},
		{"gibberish", "does not parse"},
		{"[Notice]\nId=x\n", "group 'Notice' is not known"},
		{NOTICE_HEAD "Severity=must\nBasis=B\nBasis[zh]=依据\nConfidence=read\nSevrity=x\n",
	         "key 'Sevrity' is not known"},
		{NOTICE_HEAD "Severity=must\nBasis=B\nConfidence=read\n", "or its Chinese is"},
		{NOTICE_HEAD "Severity=must\nBasis=B\nBasis[zh]=依据\n", "'Confidence' is missing"},
		{NOTICE_HEAD "Severity=must\nBasis=B\nBasis[zh]=依据\nConfidence=sure\n",
	         "'Confidence' cannot be 'sure'"},
		{NOTICE_HEAD "Severity=must\nBasis=B\nBasis[zh]=依据\nConfidence=read\n"
	                     "Conditions=full-moon;\n",
	         "condition 'full-moon' is not known"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(LawPack) pack =
			load_with("cn/notice/99-test.notice-item", wrong[i].content, &error);

		g_assert_null(pack);
		g_assert_nonnull(error);
		g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, wrong[i].says));
		g_assert_nonnull(strstr(error->message, "99-test"));
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(law_load("/nonexistent", &error));
	g_assert_true(fault_is(error, FAULT_NOT_FOUND));
	g_clear_error(&error);
	g_assert_null(
		load_with("cn/retention/99-test.retention",
	                  "[Retention]\nId=x\nRow=1\nTitle=T\nTitle[zh]=题\nHolder=H\n"
	                  "Holder[zh]=主体\nInstrument=cn.pipl\nArticle=1\nArticle[zh]=第一条\n"
	                  "Records=dreams\nStart=recorded\nConfidence=read\n",
	                  &error));
	g_assert_nonnull(strstr(error->message, "no records are called 'dreams'"));
	g_clear_error(&error);
	g_assert_null(load_with("cn/retention/99-test.retention", "[Retention]\nId=x\nRow=one\n",
	                        &error));
	g_assert_nonnull(strstr(error->message, "is not a number"));
}

/* The shop that is no payment institution, in words. */
static void
test_reasons(void)
{
	g_autoptr(LawPack) pack = load();
	LawFacts facts = law_facts_none();
	g_autofree char *en = NULL;
	g_autofree char *zh = NULL;
	const RetentionRule *rule = law_retention_rule(pack, "cn.aml.34.identity");

	facts.sector = "e-commerce";
	g_assert_false(law_retention_applies(rule, &facts, LANGUAGE_EN, &en));
	g_assert_true(g_str_has_prefix(en, "not applicable: Anti-Money Laundering Law"));
	g_assert_false(law_retention_applies(rule, &facts, LANGUAGE_ZH, &zh));
	g_assert_true(g_str_has_prefix(zh, "不适用：《反洗钱法》第三十四条第三款"));
	facts.sector = "finance";
	g_assert_true(law_retention_applies(rule, &facts, LANGUAGE_EN, NULL));
	g_autofree char *roles = law_roles_text("DSO,IT", LANGUAGE_ZH);
	g_assert_cmpstr(roles, ==, "网络数据安全负责人、技术部门");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/law/catalogue", test_catalogue);
	g_test_add_func("/law/confidence", test_confidence);
	g_test_add_func("/law/no-clause-of-the-guide", test_no_clause_of_the_guide);
	g_test_add_func("/law/references", test_references);
	g_test_add_func("/law/all-files-are-built-in", test_all_files_are_built_in);
	g_test_add_func("/law/overlay", test_overlay);
	g_test_add_func("/law/refused", test_refused);
	g_test_add_func("/law/reasons", test_reasons);
	return g_test_run();
}
