/*
 * test-law-case.c - tests/law/NAME.case: a dossier in ten lines => clocks, periods, requirements
 *
 * A case states what is known of an operator and then every answer.  With TINGFU_ACCEPT set
 * the answers are written anew: read the difference before it is committed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "deadline.h"
#include "errors.h"

#include <glib.h>
#include <string.h>

#define SAID "Dossier"

typedef struct {
	GKeyFile *file;
	LawFacts facts;
	GDate stop, today;
	GPtrArray *texts; /* owned strings that the facts lend */
} Case;

static const char *
text_of(Case *matter, const char *key)
{
	char *text = g_key_file_get_string(matter->file, SAID, key, NULL);

	if (text != NULL)
		g_ptr_array_add(matter->texts, text);
	return text;
}

static int64_t
number_of(Case *matter, const char *key)
{
	return text_of(matter, key) == NULL ? -1
	                                    : g_key_file_get_int64(matter->file, SAID, key, NULL);
}

static FactAnswer
answer_of(Case *matter, const char *key)
{
	const char *text = text_of(matter, key);

	if (text == NULL)
		return FACT_UNKNOWN;
	return strcmp(text, "yes") == 0 ? FACT_YES : FACT_NO;
}

static void
case_read(Case *matter)
{
	g_autoptr(GError) error = NULL;
	const char *trigger = text_of(matter, "Trigger");
	bool good = date_parse(text_of(matter, "Stop"), &matter->stop, &error) &&
	            date_parse(text_of(matter, "Today"), &matter->today, &error);

	g_assert_no_error(error);
	g_assert_true(good);
	matter->facts = law_facts_none();
	matter->facts.sector = text_of(matter, "Sector");
	matter->facts.region = text_of(matter, "Region");
	matter->facts.icp = text_of(matter, "Icp");
	matter->facts.trigger_known =
		trigger != NULL && trigger_find(trigger, &matter->facts.trigger);
	matter->facts.persons = number_of(matter, "Persons");
	matter->facts.scanned = matter->facts.persons >= 0;
	matter->facts.minors_14 = number_of(matter, "Minors14");
	matter->facts.minors_18 = number_of(matter, "Minors18");
	matter->facts.age_unknown = number_of(matter, "AgeUnknown");
	matter->facts.has_transactions =
		g_key_file_get_boolean(matter->file, SAID, "Transactions", NULL);
	matter->facts.has_sms_trigger =
		g_key_file_get_boolean(matter->file, SAID, "SmsTrigger", NULL);
	matter->facts.transfers = answer_of(matter, "Transfers");
	matter->facts.keeps = answer_of(matter, "Keeps");
	matter->facts.anonymises = answer_of(matter, "Anonymises");
}

static void
answer_clocks(Case *matter, const LawPack *pack, GKeyFile *answers)
{
	g_autoptr(GPtrArray) deadlines =
		deadlines_for(pack, &matter->facts, &matter->stop, &matter->today, LANGUAGE_EN);
	unsigned binding = 0;

	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *deadline = deadlines->pdata[i];
		g_autofree char *latest = date_text(&deadline->latest);
		g_autofree char *line = g_strconcat(clock_stand_name(deadline->stand), " ", latest,
		                                    deadline->binding ? " binding" : "",
		                                    deadline->provisional ? " provisional" : "",
		                                    deadline->missed ? " missed" : "", NULL);

		g_assert_cmpstr(deadline->why, !=, "");
		g_assert_true(!deadline->binding || deadline->stand == CLOCK_APPLIES);
		binding += deadline->binding ? 1 : 0;
		g_key_file_set_string(answers, "Clocks", deadline->id, line);
	}
	g_assert_cmpuint(binding, ==, 1);
}

static void
answer_periods(Case *matter, const LawPack *pack, GKeyFile *answers)
{
	const GPtrArray *rules = law_retention_rules(pack);

	for (size_t i = 0; i < rules->len; i++) {
		const RetentionRule *rule = rules->pdata[i];
		g_autofree char *why = NULL;
		bool applies = law_retention_applies(rule, &matter->facts, LANGUAGE_EN, &why);
		GDate end = law_keep_until(rule, &matter->stop);
		g_autofree char *text = date_text(&end);
		g_autofree char *line =
			applies ? g_strconcat(rule->maximum ? "delete by " : "keep until ", text,
		                              NULL)
				: g_strdup("not applicable");

		g_assert_nonnull(why);
		g_key_file_set_string(answers, "Retention", rule->id, line);
	}
}

static void
answer_requirements(Case *matter, const LawPack *pack, GKeyFile *answers)
{
	static const char *const names[] = {"unanswered", "yes", "no"};
	static const FactAnswer order[] = {FACT_UNKNOWN, FACT_YES, FACT_NO};
	const GPtrArray *requirements = law_requirements(pack);

	for (size_t i = 0; i < requirements->len; i++) {
		const Requirement *requirement = requirements->pdata[i];
		g_autofree char *why = NULL;
		FactAnswer answer =
			law_condition(requirement->conditions, &matter->facts, LANGUAGE_EN, &why);
		bool applies = law_requirement_applies(pack, requirement, &matter->facts,
		                                       LANGUAGE_EN, NULL);

		g_assert_true(applies == (answer != FACT_NO));
		g_assert_true(answer == FACT_YES || why != NULL);
		for (size_t j = 0; j < G_N_ELEMENTS(order); j++)
			if (order[j] == answer)
				g_key_file_set_string(answers, "Requirements", requirement->id,
				                      names[j]);
	}
}

static void
accept(const char *path, const char *content, GKeyFile *answers)
{
	const char *end = strstr(content, "\n[Clocks]");
	g_autofree char *head =
		end == NULL ? g_strdup(content) : g_strndup(content, (size_t)(end - content));
	g_autofree char *tail = g_key_file_to_data(answers, NULL, NULL);
	g_autofree char *whole = g_strconcat(g_strchomp(head), "\n\n", tail, NULL);
	g_autoptr(GError) error = NULL;

	g_file_set_contents(path, whole, -1, &error);
	g_assert_no_error(error);
}

static void
compare(GKeyFile *file, GKeyFile *answers)
{
	g_auto(GStrv) groups = g_key_file_get_groups(answers, NULL);

	for (size_t i = 0; groups[i] != NULL; i++) {
		g_auto(GStrv) keys = g_key_file_get_keys(answers, groups[i], NULL, NULL);
		g_auto(GStrv) expected = g_key_file_get_keys(file, groups[i], NULL, NULL);

		g_assert_nonnull(expected);
		g_assert_cmpuint(g_strv_length(keys), ==, g_strv_length(expected));
		for (size_t j = 0; keys[j] != NULL; j++) {
			g_autofree char *is =
				g_key_file_get_string(answers, groups[i], keys[j], NULL);
			g_autofree char *should =
				g_key_file_get_string(file, groups[i], keys[j], NULL);

			g_test_message("%s: %s", groups[i], keys[j]);
			g_assert_cmpstr(is, ==, should);
		}
	}
}

static void
test_case(gconstpointer data)
{
	const char *path = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(LawPack) pack = law_load(NULL, &error);
	g_assert_no_error(error);
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GKeyFile) answers = g_key_file_new();
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *content = NULL;
	Case matter = {.file = file, .texts = texts};

	g_file_get_contents(path, &content, NULL, &error);
	g_assert_no_error(error);
	g_key_file_load_from_data(file, content, strlen(content), G_KEY_FILE_NONE, &error);
	g_assert_no_error(error);
	case_read(&matter);
	answer_clocks(&matter, pack, answers);
	answer_periods(&matter, pack, answers);
	answer_requirements(&matter, pack, answers);
	if (g_getenv("TINGFU_ACCEPT") != NULL)
		accept(path, content, answers);
	else
		compare(file, answers);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	const char *name = NULL;
	unsigned count = 0;

	g_test_init(&argc, &argv, NULL);
	g_autoptr(GDir) directory = g_dir_open(CASES_FOLDER, 0, &error);
	g_assert_no_error(error);
	while ((name = g_dir_read_name(directory)) != NULL) {
		if (!g_str_has_suffix(name, ".case"))
			continue;
		g_autofree char *test = g_strconcat("/law/case/", name, NULL);
		g_test_add_data_func_full(test, g_build_filename(CASES_FOLDER, name, NULL),
		                          test_case, g_free);
		count++;
	}
	g_assert_cmpuint(count, >=, 6);
	return g_test_run();
}
