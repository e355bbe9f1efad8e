/*
 * report-sample.c - a whole dossier in a directory, its ledger written entry by entry
 *
 * Through the interfaces that the commands use; only the payloads are written by hand, as
 * the commands write them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-sample.h"

#include "canonical-json.h"
#include "durable.h"
#include "signature.h"

#include <string.h>

/* One entry: kind, result, requirements, payload as JSON, counts. */
typedef struct {
	SampleStage stage;
	const char *kind, *result, *requirements, *payload;
	int64_t before, after;
} SampleEntry;

static const SampleEntry entries[] = {
	{SAMPLE_OPENED, "dossier.opened", "done", "SD-GEN-01,SD-GEN-02",
         "{\"operator\":\"青禾优选（杭州）电子商务有限公司\",\"platform\":\"青禾优选商城\","
         "\"rehearsal\":1,"
         "\"stop_date\":\"2026-10-31\",\"trigger\":\"dissolution\"}",
         -1, -1},
	{SAMPLE_OPENED, "source.added", "done", "SD-GEN-07",
         "{\"scheme\":\"sqlite\",\"source\":\"shop\",\"traits\":\"remove,transact,snapshot,rewrite,"
         "plant\"}",
         -1, -1},
	{SAMPLE_PLANNED, "scan.finished", "done", "SD-GEN-07,SD-GEN-09,SD-GEN-10",
         "{\"age_unknown\":2210,\"bytes\":73400320,\"containers\":3,\"fields\":9,\"minors_14\":312,"
         "\"minors_18\":1480,\"persons\":50000,\"persons_estimated\":0,\"personal_fields\":8,"
         "\"rows\":250000,"
         "\"scan\":1,\"sensitive\":31877,\"skipped\":1,\"sms_trigger\":31877,\"undecided_fields\":"
         "0,"
         "\"unreadable\":0}",
         -1, -1},
	{SAMPLE_PLANNED, "plan.made", "done", "SD-GEN-11",
         "{\"concerns\":1,\"delete\":2,\"digest\":\"DIGEST\",\"items\":5,\"keep\":3,\"plan\":1,"
         "\"return\":0,"
         "\"steps\":4}",
         -1, -1},
	{SAMPLE_PLANNED, "notice.drafted", "done", "SD-NOT-02",
         "{\"digest_en\":\"0f6a0b6c8f1e\",\"digest_zh\":\"7b1d2c90aa54\",\"items\":29,\"version\":"
         "1}",
         -1, -1},
	{SAMPLE_PLANNED, "notice.due", "done", "SD-NOT-05",
         "{\"list_digest\":\"55aa\",\"persons\":31877,\"version\":1}", -1, -1},
	{SAMPLE_PLANNED, "notice.linted", "verified", "SD-NOT-02",
         "{\"defects\":0,\"missing\":\"\",\"version\":1}", -1, -1},
	{SAMPLE_PLANNED, "notice.published", "done", "SD-NOT-01,SD-NOT-02",
         "{\"date\":\"2026-09-10\",\"digest_en\":\"0f6a0b6c8f1e\",\"digest_zh\":\"7b1d2c90aa54\","
         "\"surfaces\":"
         "\"web:https://www.qinghe.example,app:青禾优选\",\"version\":1,\"working_days\":32}",
         -1, -1},
	{SAMPLE_PLANNED, "request.opened", "done", "SD-RTS-01,SD-RTS-02",
         "{\"actions\":\"view,copy\",\"request\":1}", -1, -1},
	{SAMPLE_PLANNED, "request.answered", "done", "SD-RTS-01,SD-RTS-02",
         "{\"containers\":3,\"files\":4,\"package_digest\":\"9c\",\"request\":1,\"rows\":27}", -1,
         -1},
	{SAMPLE_PLANNED, "request.opened", "done", "SD-RTS-04",
         "{\"actions\":\"delete\",\"request\":2}", -1, -1},
	{SAMPLE_ERASED, "stop.measured", "verified", "SD-GEN-05",
         "{\"last_write\":\"2026-10-30T15:58:12Z\",\"source\":\"shop\",\"stop_date\":\"2026-10-"
         "31\","
         "\"writes_since\":0}",
         -1, -1},
	{SAMPLE_ERASED, "step.intent", NULL, "SD-DEL-01",
         "{\"container\":\"orders\",\"disposition\":\"keep\",\"form\":\"keep\",\"plan\":1,\"rows\":"
         "61240,"
         "\"source\":\"shop\",\"step\":1}",
         -1, -1},
	{SAMPLE_ERASED, "step.outcome", "done", "SD-KEP-03",
         "{\"container\":\"orders\",\"done\":61240,\"form\":\"keep\",\"plan\":1,\"rows\":61240,"
         "\"source\":\"shop\","
         "\"step\":1}",
         61240, 61240},
	{SAMPLE_ERASED, "step.verified", "verified", "SD-KEP-03", "{\"plan\":1,\"step\":1}", -1,
         -1},
	{SAMPLE_ERASED, "step.intent", NULL, "SD-DEL-01",
         "{\"container\":\"member\",\"disposition\":\"delete\",\"form\":\"delete\",\"plan\":1,"
         "\"rows\":50000,"
         "\"source\":\"shop\",\"step\":2}",
         -1, -1},
	{SAMPLE_ERASED, "step.outcome", "done", "SD-DEL-01",
         "{\"container\":\"member\",\"done\":50000,\"form\":\"delete\",\"plan\":1,\"rows\":50000,"
         "\"source\":\"shop\","
         "\"step\":2}",
         50000, 0},
	{SAMPLE_ERASED, "step.verified", "verified", "SD-DEL-01", "{\"plan\":1,\"step\":2}", -1,
         -1},
	{SAMPLE_ERASED, "step.intent", NULL, "SD-DEL-03",
         "{\"container\":\"vacuum\",\"form\":\"rewrite\",\"plan\":1,\"rows\":-1,\"source\":"
         "\"shop\",\"step\":3}",
         -1, -1},
	{SAMPLE_ERASED, "step.outcome", "done", "SD-DEL-03",
         "{\"container\":\"vacuum\",\"form\":\"rewrite\",\"plan\":1,\"source\":\"shop\",\"step\":"
         "3}",
         73400320, 20971520},
	{SAMPLE_ERASED, "step.verified", "impossible", "SD-DEL-03", "{\"plan\":1,\"step\":3}", -1,
         -1},
	{SAMPLE_ERASED, "step.intent", NULL, "SD-DEL-02",
         "{\"artefact\":\"backup/"
         "shop-2025.sql.gz\",\"form\":\"erase\",\"plan\":1,\"rows\":-1,\"source\":\"files\","
         "\"step\":4}",
         -1, -1},
	{SAMPLE_ERASED, "carry-out.finished", "done", "SD-DEL-01",
         "{\"deleted\":50000,\"erased_artefacts\":1,\"kept\":61240,\"plan\":1,\"steps\":4}", -1,
         -1},
	{SAMPLE_ERASED, "verify.artefact", "verified", "SD-DEL-03",
         "{\"artefact\":\"shop.db\",\"bytes\":20971520,\"form\":\"database\",\"hits\":0,\"reason\":"
         "\"\",\"source\":"
         "\"shop\",\"verdict\":\"clean\"}",
         -1, -1},
	{SAMPLE_ERASED, "verify.artefact", "not-verified", "SD-DEL-03",
         "{\"artefact\":\"shop.db.bak\",\"bytes\":73400320,\"form\":\"database\",\"hits\":12,"
         "\"reason\":\"\","
         "\"source\":\"files\",\"verdict\":\"hits\"}",
         -1, -1},
	{SAMPLE_ERASED, "verify.artefact", "impossible", "SD-DEL-03",
         "{\"artefact\":\"uploads.zip\",\"bytes\":81920,\"form\":\"archive\",\"hits\":0,\"reason\":"
         "\"\",\"source\":"
         "\"files\",\"verdict\":\"impossible\"}",
         -1, -1},
	{SAMPLE_ERASED, "verify.artefact", "verified", "SD-DEL-03",
         "{\"artefact\":\"backup/"
         "shop-2025.sql.gz\",\"bytes\":0,\"form\":\"archive\",\"hits\":0,\"reason\":\"\","
         "\"source\":\"files\",\"verdict\":\"gone\"}",
         -1, -1},
	{SAMPLE_ERASED, "verify.finished", "not-verified", "SD-DEL-03",
         "{\"artefacts\":4,\"canaries_found_after\":1,\"canaries_found_before\":64,\"canaries_"
         "planted\":64,"
         "\"chance_ppb\":3,\"clean\":1,\"fingerprints\":148211,\"gone\":1,\"hits\":1,"
         "\"impossible\":1}",
         -1, -1},
	{SAMPLE_ERASED, "dossier.searched", "verified", "SD-EVD-05",
         "{\"bytes\":210944,\"declared\":4,\"files\":38,\"found\":4}", -1, -1},
};

static void
append(Sample *sample, const SampleEntry *entry, size_t index, const char *digest)
{
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) parts = g_strsplit(entry->payload, "DIGEST", 0);
	g_autofree char *text = g_strjoinv(digest, parts);
	json_auto_t *payload = canonical_json_parse(text, &error);
	LedgerRecord record = {
		.kind = entry->kind,
		.actor = "tingfu",
		.role = "program",
		.requirements = entry->requirements,
		.before = entry->before,
		.after = entry->after,
		.result = entry->result,
		.payload = payload,
	};
	/* 10 September 2026, 02:00 UTC, and an hour later each; the erasure on the day of the stop. */
	int64_t day = entry->stage == SAMPLE_ERASED ? INT64_C(1793412000) : INT64_C(1789005600);

	g_assert_no_error(error);
	g_assert_true(ledger_append(sample->ledger, (day + (int64_t)index * 600) * G_USEC_PER_SEC,
	                            &record, NULL, &error));
	g_assert_no_error(error);
}

static void
open_sample(Sample *sample)
{
	g_autofree char *ledger = g_build_filename(sample->directory, "ledger", NULL);
	g_autofree char *key = g_build_filename(sample->directory, "keys", "ledger.key", NULL);
	g_autoptr(GError) error = NULL;

	sample->dossier = dossier_open(sample->directory, DOSSIER_WRITE, &error);
	g_assert_no_error(error);
	sample->ledger = ledger_open(ledger, key, &error);
	g_assert_no_error(error);
}

static void
make_ledger(const Sample *sample)
{
	g_autofree char *ledger = g_build_filename(sample->directory, "ledger", NULL);
	g_autofree char *key = g_build_filename(sample->directory, "keys", "ledger.key", NULL);
	g_autofree char *vkey = g_build_filename(sample->directory, "keys", "ledger.vkey", NULL);
	g_autoptr(GError) error = NULL;

	if (!g_file_test(key, G_FILE_TEST_EXISTS))
		g_assert_true(signing_key_create(key, &error));
	g_assert_no_error(error);
	g_autoptr(SigningKey) signing = signing_key_load(key, &error);
	g_assert_no_error(error);
	PublicKey public_key = signing_key_public(signing);
	if (!g_file_test(ledger, G_FILE_TEST_IS_DIR))
		g_assert_true(ledger_create(ledger, "tingfu/rehearsal/5a3e", key, &error));
	g_assert_no_error(error);
	g_autofree char *line = ledger_verifier_key("tingfu/rehearsal/5a3e", &public_key);
	g_assert_true(durable_write(vkey, span_of(line), &error));
}

static char *
store_plan(Sample *sample)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Inventory) inventory = sample_inventory();
	g_autoptr(Plan) plan = sample_plan();

	g_assert_true(inventory_store(sample->dossier, inventory, &error));
	g_assert_no_error(error);
	g_assert_true(plan_store(sample->dossier, plan, &error));
	g_assert_no_error(error);
	return g_strdup(plan->digest);
}

Sample *
sample_new(DossierSettings *settings, SampleStage stage)
{
	Sample *sample = g_new0(Sample, 1);
	g_autoptr(DossierSettings) taken = settings;
	g_autoptr(GError) error = NULL;
	g_autofree char *digest = g_strdup("");
	GDate now;

	g_date_set_dmy(&now, 10, G_DATE_SEPTEMBER, 2026);
	sample->directory = g_dir_make_tmp("tingfu-report-XXXXXX", &error);
	g_assert_no_error(error);
	g_assert_true(dossier_create(sample->directory, taken, &now, &error));
	g_assert_no_error(error);
	make_ledger(sample);
	open_sample(sample);
	if (stage >= SAMPLE_PLANNED) {
		g_free(digest);
		digest = store_plan(sample);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(entries) && entries[i].stage <= stage; i++)
		append(sample, &entries[i], i, digest);
	return sample;
}

void
sample_reopen(Sample *sample)
{
	ledger_close(sample->ledger);
	dossier_close(sample->dossier);
	open_sample(sample);
}

static void
remove_tree(const char *path)
{
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);

	for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		remove_tree(child);
	}
	(void)remove(path);
}

void
sample_free(Sample *sample)
{
	ledger_close(sample->ledger);
	dossier_close(sample->dossier);
	remove_tree(sample->directory);
	g_free(sample->directory);
	g_free(sample);
}
