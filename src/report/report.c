/*
 * report.c - writes the report, and its digests into the ledger
 *
 * A report does not see the records of earlier reports at the end of the ledger
 * (report-proof.h): the same dossier gives the same bytes, and a report that changed
 * nothing is not recorded again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report.h"

#include "canonical-json.h"
#include "digest.h"
#include "durable.h"
#include "report-basis.h"

#include <string.h>

#define MOST_ROUNDS 3

static bool
write_file(const Dossier *dossier, const char *name, const char *text, json_t *payload,
           const char *member, GError **error)
{
	g_autofree char *relative = g_strdup_printf("report/%s", name);
	g_autofree char *path = dossier_path(dossier, relative);
	Digest digest = digest_of(DIGEST_SHA256, span_of(text));
	char hex[DIGEST_HEX];

	json_object_set_new(payload, member, json_string(digest_to_hex(&digest, hex)));
	return durable_write(path, span_of(text), error);
}

static bool
write_files(const ReportBasis *basis, json_t *payload, GError **error)
{
	json_auto_t *object = report_json(basis);
	g_autofree char *json = canonical_json(object, error);
	g_autofree char *zh = json == NULL ? NULL : report_html(basis, LANGUAGE_ZH);
	g_autofree char *en = json == NULL ? NULL : report_html(basis, LANGUAGE_EN);

	return json != NULL &&
	       write_file(basis->dossier, "index.html", zh, payload, "digest_zh", error) &&
	       write_file(basis->dossier, "index.en.html", en, payload, "digest_en", error) &&
	       write_file(basis->dossier, "report.json", json, payload, "digest_json", error);
}

static bool
record(Dossier *dossier, Ledger *ledger, json_t *payload, GError **error)
{
	LedgerRecord entry = {
		.kind = "report.written",
		.actor = "tingfu",
		.role = "program",
		.requirements = "SD-EVD-06",
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};

	return ledger_append(ledger, clock_now(dossier_clock(dossier)), &entry, NULL, error);
}

/* One round; @ret_settled: the ledger's last report says the same. */
static bool
write_once(Dossier *dossier, Ledger *ledger, bool *ret_settled, GError **error)
{
	g_autoptr(ReportBasis) basis = report_basis_read(dossier, ledger, error);
	json_auto_t *payload = json_object();

	if (basis == NULL || !write_files(basis, payload, error))
		return false;
	if (basis->proofs->checkpoint != NULL)
		json_object_set_new(payload, "checkpoint", json_string(basis->proofs->checkpoint));
	*ret_settled = basis->proofs->last_report != NULL &&
	               json_equal(payload, basis->proofs->last_report);
	return *ret_settled || record(dossier, ledger, payload, error);
}

bool
report_write(Dossier *dossier, Ledger *ledger, GError **error)
{
	g_autofree char *directory = dossier_path(dossier, "report");
	bool settled = false;

	if (!durable_mkdir(directory, error))
		return false;
	/* That there is a report is a requirement, and so changes the first one. */
	for (unsigned round = 0; round < MOST_ROUNDS && !settled; round++)
		if (!write_once(dossier, ledger, &settled, error))
			return false;
	return true;
}
