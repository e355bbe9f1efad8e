/*
 * report-basis.c - everything a report is made of, read once
 *
 * What is missing because nobody did it yet is NULL, and the sections say so; what is
 * there and cannot be read is an error.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-basis.h"

#include "bounds.h"
#include "canonical-json.h"
#include "durable.h"
#include "errors.h"

void
report_basis_free(ReportBasis *basis)
{
	if (basis == NULL)
		return;
	proofs_free(basis->proofs);
	inventory_free(basis->inventory);
	plan_free(basis->plan);
	assess_free(basis->assess);
	for (size_t i = 0; i < N_LANGUAGES; i++)
		g_clear_pointer(&basis->deadlines[i], g_ptr_array_unref);
	g_clear_pointer(&basis->approvals, g_ptr_array_unref);
	law_free(basis->law);
	json_decref(basis->kept);
	g_free(basis->origin);
	g_free(basis->verifier_key);
	g_free(basis);
}

/* An error that only says that there is nothing yet is none. */
static bool
nothing_yet(GError *trouble, GError **error)
{
	if (trouble == NULL)
		return true;
	if (fault_is(trouble, FAULT_NOT_FOUND)) {
		g_error_free(trouble);
		return true;
	}
	g_propagate_error(error, trouble);
	return false;
}

static bool
read_plan(ReportBasis *basis, GError **error)
{
	GError *trouble = NULL;

	basis->plan = plan_load(basis->dossier, &trouble);
	if (!nothing_yet(trouble, error))
		return false;
	if (basis->plan == NULL)
		return true;
	basis->approvals = approval_load(basis->dossier, basis->plan, error);
	return basis->approvals != NULL;
}

static void
read_verifier_key(ReportBasis *basis)
{
	g_autofree char *path = dossier_path(basis->dossier, "keys/ledger.vkey");
	g_autoptr(GBytes) bytes = NULL;

	if (durable_read(path, BOUND_OWN_FILE, &bytes, NULL)) {
		basis->verifier_key =
			g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
		g_strstrip(basis->verifier_key);
	}
}

/* The custodian's directory may be on a disk that is not here: then the ledger alone speaks. */
static void
read_kept(ReportBasis *basis)
{
	if (basis->settings->custodian_store == NULL)
		return;
	g_autofree char *path =
		g_build_filename(basis->settings->custodian_store, "manifest.json", NULL);
	basis->kept = canonical_json_read(path, NULL);
}

static void
find_deadlines(ReportBasis *basis)
{
	basis->facts = law_facts_from(basis->settings, basis->inventory);
	for (Language language = LANGUAGE_EN; language < N_LANGUAGES; language++)
		basis->deadlines[language] =
			deadlines_for(basis->law, &basis->facts, &basis->settings->stop_date,
		                      &basis->proofs->as_of, language);
}

ReportBasis *
report_basis_read(Dossier *dossier, Ledger *ledger, GError **error)
{
	g_autoptr(ReportBasis) basis = g_new0(ReportBasis, 1);
	GError *trouble = NULL;

	basis->dossier = dossier;
	basis->settings = dossier_settings(dossier);
	basis->origin = g_strdup(ledger_origin(ledger));
	basis->proofs = proofs_read(ledger, error);
	if (basis->proofs == NULL)
		return NULL;
	basis->opened = proofs_last(basis->proofs, "dossier.opened");
	basis->scanned = proofs_last(basis->proofs, "scan.finished");
	basis->planned = proofs_last(basis->proofs, "plan.made");
	basis->inventory = inventory_load(dossier, &trouble);
	if (!nothing_yet(trouble, error) || !read_plan(basis, error))
		return NULL;
	basis->law = law_load(NULL, error);
	if (basis->law == NULL)
		return NULL;
	read_verifier_key(basis);
	read_kept(basis);
	find_deadlines(basis);
	basis->assess = assess_run(dossier, ledger, basis->law, error);
	return basis->assess == NULL ? NULL : g_steal_pointer(&basis);
}
