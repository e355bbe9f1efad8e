/*
 * test-assess.c - verdicts from evidence: nothing, everything, and each thing gone wrong
 *
 * A dossier with its ledger is made in a directory of its own; entries are appended as
 * the commands append them; every verdict is read back.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "assess.h"
#include "clock.h"
#include "control.h"
#include "errors.h"
#include "inventory.h"

#include <ftw.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define STOP  "2026-10-31"
#define TODAY "2026-11-02"

typedef struct {
	char *directory;
	Dossier *dossier;
	Ledger *ledger;
	LawPack *pack;
} Place;

static GDate
day_of(const char *text)
{
	GDate day;
	g_autoptr(GError) error = NULL;
	bool good = date_parse(text, &day, &error);

	g_assert_no_error(error);
	g_assert_true(good);
	return day;
}

static void
place_open(Place *place, const char *sector)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DossierSettings) settings = dossier_settings_new();
	g_autofree char *root = g_dir_make_tmp("tingfu-assess-XXXXXX", &error);
	g_assert_no_error(error);
	place->directory = g_build_filename(root, "dossier", NULL);
	settings->operator_name = g_strdup("示例科技有限公司");
	settings->platform = g_strdup("示例商城");
	settings->uscc = g_strdup("91110000MA0000000X");
	settings->surfaces = g_strsplit("web:https://shop.example;app:Shop", ";", 0);
	settings->complaints = g_strdup("complaints@shop.example");
	settings->custodian = g_strdup("Custodian");
	settings->custodian_contact = g_strdup("custodian@example");
	settings->sector = g_strdup(sector);
	settings->stop_date = day_of(STOP);
	GDate today = day_of(TODAY);
	g_assert_true(dossier_create(place->directory, settings, &today, &error));
	g_assert_no_error(error);
	g_autofree char *key = g_build_filename(place->directory, "keys", "ledger.pem", NULL);
	g_autofree char *ledger = g_build_filename(place->directory, "ledger", NULL);
	g_assert_true(signing_key_create(key, &error));
	g_assert_true(ledger_create(ledger, "tingfu/test/rehearsal", key, &error));
	place->dossier = dossier_open(place->directory, DOSSIER_WRITE, &error);
	g_assert_no_error(error);
	place->ledger = ledger_open(ledger, key, &error);
	g_assert_no_error(error);
	place->pack = law_load(NULL, &error);
	g_assert_no_error(error);
}

static int
remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

static void
place_close(Place *place)
{
	g_autofree char *root = g_path_get_dirname(place->directory);

	ledger_close(place->ledger);
	dossier_close(place->dossier);
	law_free(place->pack);
	g_assert_cmpint(nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS), ==, 0);
	g_free(place->directory);
}

static void
append(Place *place, const char *kind, const char *payload)
{
	g_autoptr(GError) error = NULL;
	json_error_t trouble;
	json_auto_t *value = json_loads(payload, 0, &trouble);
	LedgerRecord record = {
		.kind = kind, .actor = "test", .before = -1, .after = -1, .payload = value};

	g_assert_nonnull(value);
	bool good = ledger_append(place->ledger, clock_now(dossier_clock(place->dossier)), &record,
	                          NULL, &error);
	g_assert_no_error(error);
	g_assert_true(good);
}

static Assess *
assess(Place *place)
{
	g_autoptr(GError) error = NULL;
	Assess *result = assess_run(place->dossier, place->ledger, place->pack, &error);

	g_assert_no_error(error);
	g_assert_nonnull(result);
	return result;
}

static void
expect(Place *place, const char *requirement, AssessVerdict verdict)
{
	g_autoptr(Assess) result = assess(place);
	const Assessment *item = assess_find(result, requirement);

	g_test_message("%s: %s: %s", requirement, assess_verdict_name(item->verdict),
	               item->reasons[LANGUAGE_EN]);
	g_assert_cmpint(item->verdict, ==, verdict);
}

/* Every requirement of the pack has a row in the table of controls, in the same order. */
static void
test_table(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(LawPack) pack = law_load(NULL, &error);
	const GPtrArray *rows = law_requirements(pack);

	g_assert_no_error(error);
	for (size_t i = 0; i < rows->len; i++) {
		const Requirement *row = rows->pdata[i];
		g_assert_cmpstr(controls[i].requirement, ==, row->id);
	}
	g_assert_null(controls[rows->len].requirement);
}

/* With an empty ledger nothing is met, and every row says something in both languages. */
static void
test_nothing(void)
{
	Place place = {0};

	place_open(&place, "e-commerce");
	{
		g_autoptr(Assess) result = assess(&place);
		unsigned sum = 0;

		g_assert_cmpuint(result->counts[ASSESS_MET], ==, 0);
		g_assert_cmpuint(result->open, >, 40);
		for (unsigned i = 0; i < N_ASSESS_VERDICTS; i++)
			sum += result->counts[i];
		g_assert_cmpuint(sum, ==, result->items->len);
		for (size_t i = 0; i < result->items->len; i++) {
			const Assessment *item = result->items->pdata[i];

			g_assert_nonnull(item->reasons[LANGUAGE_EN]);
			g_assert_nonnull(item->reasons[LANGUAGE_ZH]);
			g_assert_cmpstr(item->reasons[LANGUAGE_EN], !=, item->reasons[LANGUAGE_ZH]);
		}
		g_assert_null(assess_find(result, "SD-GEN-99"));
	}
	place_close(&place);
}

#define OPENED                                                                                              \
	"{\"platform\":\"示例商城\",\"operator\":\"示例科技有限公司\",\"stop_date\":\"2026-10-" \
	"31\","                                                                                             \
	"\"trigger\":\"closure\",\"rehearsal\":1}"
#define PLAN                                                                                       \
	"{\"plan\":1,\"digest\":\"ab\",\"steps\":3,\"items\":9,\"concerns\":0,\"delete\":7,"       \
	"\"keep\":2,\"return\":0}"

static void
append_whole_story(Place *place)
{
	append(place, "dossier.opened", OPENED);
	append(place, "scan.finished",
	       "{\"scan\":1,\"containers\":4,\"fields\":30,\"personal_fields\":9,"
	       "\"undecided_fields\":0,\"rows\":100,\"bytes\":1000,\"persons\":50,"
	       "\"persons_estimated\":0,\"minors_14\":2,\"minors_18\":3,\"age_unknown\":0,"
	       "\"sensitive\":5,\"sms_trigger\":40,\"skipped\":0,\"unreadable\":0}");
	append(place, "plan.made", PLAN);
	append(place, "plan.approved", "{\"plan\":1,\"digest\":\"ab\",\"simulated\":0}");
	append(place, "plan.approved", "{\"plan\":1,\"digest\":\"ab\",\"simulated\":0}");
	append(place, "notice.linted", "{\"version\":1,\"defects\":0,\"missing\":\"\"}");
	append(place, "notice.published",
	       "{\"version\":1,\"date\":\"2026-09-14\",\"surfaces\":\"web:https://"
	       "shop.example,app:Shop\",\"working_days\":30}");
	append(place, "request.opened", "{\"request\":1,\"actions\":\"view,copy\"}");
	append(place, "request.answered", "{\"request\":1,\"containers\":2,\"rows\":5}");
	append(place, "step.intent", "{\"plan\":1,\"step\":1,\"form\":\"delete\",\"rows\":7}");
	append(place, "step.outcome",
	       "{\"plan\":1,\"step\":1,\"form\":\"delete\",\"rows\":7,\"done\":7}");
	append(place, "carry-out.finished",
	       "{\"plan\":1,\"steps\":3,\"deleted\":7,\"kept\":2,\"erased_artefacts\":1}");
	append(place, "verify.finished",
	       "{\"artefacts\":3,\"clean\":2,\"gone\":1,\"hits\":0,\"impossible\":0,"
	       "\"fingerprints\":40,\"canaries_planted\":5,\"canaries_found_before\":5,"
	       "\"canaries_found_after\":0}");
	append(place, "dossier.searched", "{\"files\":9,\"bytes\":99,\"found\":0,\"declared\":0}");
	append(place, "report.written", "{\"digest_zh\":\"a\",\"digest_en\":\"b\"}");
	append(place, "key.destroyed", "{\"key\":\"fingerprint\"}");
}

static void
test_whole_story(void)
{
	static const char *const met[] = {
		"SD-GEN-01", "SD-GEN-10", "SD-GEN-11", "SD-GEN-20", "SD-NOT-01", "SD-NOT-02",
		"SD-NOT-04", "SD-RTS-01", "SD-RTS-02", "SD-RTS-10", "SD-DEL-01", "SD-DEL-02",
		"SD-DEL-03", "SD-DEL-04", "SD-DEL-07", "SD-EVD-01", "SD-EVD-03", "SD-EVD-05",
	};
	Place place = {0};

	place_open(&place, "e-commerce");
	append_whole_story(&place);
	{
		g_autoptr(Assess) result = assess(&place);

		for (size_t i = 0; i < G_N_ELEMENTS(met); i++) {
			const Assessment *item = assess_find(result, met[i]);

			g_test_message("%s: %s", met[i], item->reasons[LANGUAGE_EN]);
			g_assert_cmpint(item->verdict, ==, ASSESS_MET);
			g_assert_cmpuint(item->entries->len, >, 0);
			for (size_t j = 1; j < item->entries->len; j++)
				g_assert_cmpuint(g_array_index(item->entries, uint64_t, j - 1), <,
				                 g_array_index(item->entries, uint64_t, j));
		}
	}
	expect(&place, "SD-RTS-03", ASSESS_UNKNOWN);
	expect(&place, "SD-EVD-02", ASSESS_NOT_MET);
	expect(&place, "SD-EVD-06", ASSESS_PARTLY);
	expect(&place, "SD-GEN-08", ASSESS_UNKNOWN);
	expect(&place, "SD-DEL-05", ASSESS_NOT_APPLICABLE);
	expect(&place, "SD-NOT-09", ASSESS_NOT_APPLICABLE);
	expect(&place, "SD-TRF-01", ASSESS_NOT_APPLICABLE);
	expect(&place, "SD-TRF-15", ASSESS_NOT_APPLICABLE);
	expect(&place, "SD-DEL-09", ASSESS_NOT_APPLICABLE);
	place_close(&place);
}

/* What spoils one verdict, each in a dossier of its own behind the whole story. */
static void
test_spoiled(void)
{
	static const struct {
		const char *requirement;
		AssessVerdict verdict;
		const char *kind, *payload;
	} cases[] = {
		{"SD-NOT-01", ASSESS_NOT_MET, "notice.published",
	         "{\"version\":2,\"date\":\"2026-09-15\",\"surfaces\":\"web\",\"working_days\":"
	         "30}"},
		{"SD-NOT-02", ASSESS_NOT_MET, "notice.linted",
	         "{\"version\":1,\"defects\":2,\"missing\":\"kept,minors\"}"},
		{"SD-NOT-04", ASSESS_PARTLY, "notice.published",
	         "{\"version\":1,\"date\":\"2026-09-14\",\"surfaces\":\"app:Shop\"}"},
		{"SD-NOT-09", ASSESS_UNKNOWN, "notice.published",
	         "{\"version\":2,\"date\":\"2026-09-10\",\"surfaces\":\"app:Shop\"}"},
		{"SD-GEN-10", ASSESS_PARTLY, "scan.finished",
	         "{\"scan\":2,\"persons\":50,\"persons_estimated\":1}"},
		{"SD-GEN-10", ASSESS_UNKNOWN, "scan.finished", "{\"scan\":2,\"persons\":-1}"},
		{"SD-GEN-07", ASSESS_NOT_MET, "scan.finished", "{\"scan\":2,\"unreadable\":1}"},
		{"SD-GEN-20", ASSESS_NOT_MET, "plan.made", "{\"plan\":2,\"digest\":\"cd\"}"},
		{"SD-GEN-11", ASSESS_PARTLY, "plan.made", "{\"plan\":2,\"digest\":\"cd\"}"},
		{"SD-DEL-04", ASSESS_NOT_MET, "step.outcome",
	         "{\"form\":\"delete\",\"rows\":7,\"done\":6}"},
		{"SD-DEL-02", ASSESS_NOT_MET, "verify.finished", "{\"clean\":1,\"hits\":1}"},
		{"SD-DEL-02", ASSESS_PARTLY, "verify.finished", "{\"clean\":1,\"impossible\":1}"},
		{"SD-DEL-05", ASSESS_PARTLY, "verify.finished", "{\"clean\":1,\"impossible\":1}"},
		{"SD-DEL-03", ASSESS_NOT_MET, "verify.finished",
	         "{\"hits\":0,\"canaries_planted\":5,\"canaries_found_before\":5,"
	         "\"canaries_found_after\":1}"},
		{"SD-DEL-03", ASSESS_PARTLY, "verify.finished",
	         "{\"hits\":0,\"canaries_planted\":5,\"canaries_found_before\":4,"
	         "\"canaries_found_after\":0}"},
		{"SD-EVD-05", ASSESS_NOT_MET, "dossier.searched",
	         "{\"files\":9,\"found\":1,\"declared\":18}"},
		{"SD-RTS-01", ASSESS_NOT_MET, "request.opened",
	         "{\"request\":2,\"actions\":\"view\"}"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Place place = {0};

		place_open(&place, "e-commerce");
		append_whole_story(&place);
		append(&place, cases[i].kind, cases[i].payload);
		expect(&place, cases[i].requirement, cases[i].verdict);
		place_close(&place);
	}
}

/* A request that was open when the erasure began; two approvals by one user. */
static void
test_order(void)
{
	Place place = {0};

	place_open(&place, "e-commerce");
	append(&place, "plan.made", PLAN);
	append(&place, "plan.approved", "{\"digest\":\"ab\",\"simulated\":1}");
	expect(&place, "SD-GEN-20", ASSESS_NOT_MET);
	append(&place, "plan.approved", "{\"digest\":\"ab\",\"simulated\":1}");
	expect(&place, "SD-GEN-20", ASSESS_PARTLY);
	expect(&place, "SD-RTS-10", ASSESS_UNKNOWN);
	append(&place, "request.opened", "{\"request\":1,\"actions\":\"view\"}");
	append(&place, "step.intent", "{\"form\":\"delete\"}");
	append(&place, "request.answered", "{\"request\":1}");
	expect(&place, "SD-RTS-10", ASSESS_NOT_MET);
	expect(&place, "SD-DEL-01", ASSESS_NOT_MET);
	append(&place, "step.outcome", "{\"form\":\"delete\",\"rows\":1,\"done\":1}");
	expect(&place, "SD-DEL-01", ASSESS_PARTLY);
	place_close(&place);
}

/* The stop of each source is measured, or it is not known. */
static void
test_collection(void)
{
	g_autoptr(GError) error = NULL;
	Place place = {0};

	place_open(&place, "e-commerce");
	g_assert_true(dossier_add_source(place.dossier, "shop", "sqlite:/tmp/x.db", NULL, &error));
	g_assert_true(dossier_add_source(place.dossier, "logs", "files:/tmp/x", NULL, &error));
	expect(&place, "SD-GEN-05", ASSESS_UNKNOWN);
	append(&place, "stop.measured",
	       "{\"source\":\"shop\",\"last_write\":\"2026-10-30\",\"writes_since\":0}");
	expect(&place, "SD-GEN-05", ASSESS_PARTLY);
	append(&place, "stop.measured",
	       "{\"source\":\"logs\",\"last_write\":\"\",\"writes_since\":0}");
	expect(&place, "SD-GEN-05", ASSESS_PARTLY);
	append(&place, "stop.measured",
	       "{\"source\":\"logs\",\"last_write\":\"2026-10-30\",\"writes_since\":0}");
	expect(&place, "SD-GEN-05", ASSESS_MET);
	append(&place, "stop.measured",
	       "{\"source\":\"shop\",\"last_write\":\"2026-11-01\",\"writes_since\":3}");
	expect(&place, "SD-GEN-05", ASSESS_NOT_MET);
	place_close(&place);
}

/* Children were found by the scan: their rows go first, and at once. */
static void
test_children(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Inventory) inventory = inventory_new();
	Place place = {0};

	place_open(&place, "e-commerce");
	expect(&place, "SD-DEL-08", ASSESS_UNKNOWN);
	inventory->totals.scan = 1;
	inventory->totals.persons = 50;
	inventory->totals.minors_14 = 2;
	g_assert_true(inventory_store(place.dossier, inventory, &error));
	g_assert_no_error(error);
	append(&place, "scan.finished", "{\"scan\":1,\"persons\":50,\"minors_14\":2}");
	expect(&place, "SD-DEL-08", ASSESS_NOT_MET);
	append(&place, "step.outcome",
	       "{\"form\":\"delete\",\"selection\":\"children\",\"rows\":2,\"done\":2}");
	expect(&place, "SD-DEL-08", ASSESS_PARTLY); /* two days after the stop */
	expect(&place, "SD-NOT-05", ASSESS_NOT_APPLICABLE);
	expect(&place, "SD-IMP-02", ASSESS_NOT_APPLICABLE);
	place_close(&place);
}

/* One byte of the ledger changed: it is not evidence any more. */
static void
test_tampered(void)
{
	g_autoptr(GError) error = NULL;
	Place place = {0};
	gsize length = 0;

	place_open(&place, "e-commerce");
	append_whole_story(&place);
	g_autofree char *path = g_build_filename(place.directory, "ledger", "checkpoint", NULL);
	g_autofree char *content = NULL;
	g_assert_true(g_file_get_contents(path, &content, &length, &error));
	content[length / 2] ^= 1;
	g_assert_true(g_file_set_contents(path, content, (gssize)length, &error));
	expect(&place, "SD-EVD-01", ASSESS_NOT_MET);
	place_close(&place);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/assess/table", test_table);
	g_test_add_func("/assess/nothing", test_nothing);
	g_test_add_func("/assess/whole-story", test_whole_story);
	g_test_add_func("/assess/spoiled", test_spoiled);
	g_test_add_func("/assess/order", test_order);
	g_test_add_func("/assess/collection", test_collection);
	g_test_add_func("/assess/children", test_children);
	g_test_add_func("/assess/tampered", test_tampered);
	return g_test_run();
}
