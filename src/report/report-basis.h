/*
 * report-basis.h - everything a report is made of, read once
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "approval.h"
#include "assess.h"
#include "deadline.h"
#include "dossier.h"
#include "inventory.h"
#include "obligation.h"
#include "plan.h"
#include "report-page.h"
#include "report-proof.h"

#include <glib.h>
#include <jansson.h>

typedef struct {
	Dossier *dossier;
	const DossierSettings *settings;
	Proofs *proofs;
	char *origin;         /* of the ledger */
	char *verifier_key;   /* what is given to --key; NULL where the file is gone */
	Inventory *inventory; /* NULL before the first scan */
	Plan *plan;           /* NULL before the first plan */
	GPtrArray *approvals; /* Approval *; NULL where there is no plan */
	LawPack *law;
	LawFacts facts;
	GPtrArray *deadlines[N_LANGUAGES]; /* Deadline * */
	Assess *assess;
	json_t *kept; /* the custodian's manifest: counts and digests; NULL where there is none */
	/* Entries that many figures cite; NULL where not there. */
	const ProofEntry *opened, *scanned, *planned;
} ReportBasis;

ReportBasis *report_basis_read(Dossier *dossier, Ledger *ledger, GError **error);
void report_basis_free(ReportBasis *basis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportBasis, report_basis_free)

/* The sections, in their order. */
void report_head(Page *page, const ReportBasis *basis);
void report_summary(Page *page, const ReportBasis *basis);
void report_found(Page *page, const ReportBasis *basis);
void report_map(Page *page, const ReportBasis *basis);
void report_persons(Page *page, const ReportBasis *basis);
void report_fates(Page *page, const ReportBasis *basis);
void report_concerns(Page *page, const ReportBasis *basis);
void report_clocks(Page *page, const ReportBasis *basis);
void report_notice(Page *page, const ReportBasis *basis);
void report_requests(Page *page, const ReportBasis *basis);
void report_erasure(Page *page, const ReportBasis *basis);
void report_kept(Page *page, const ReportBasis *basis);
void report_limits(Page *page, const ReportBasis *basis);
void report_requirements(Page *page, const ReportBasis *basis);
void report_approvals(Page *page, const ReportBasis *basis);
void report_ledger(Page *page, const ReportBasis *basis);

/* Values that the newest search found again, over all files; -1 before the first. */
int64_t report_hits(const ReportBasis *basis);

/* The whole page, and the same content as an object. */
char *report_html(const ReportBasis *basis, Language language);
json_t *report_json(const ReportBasis *basis);
