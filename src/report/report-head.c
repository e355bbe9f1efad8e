/*
 * report-head.c - who, what, when, and how to check it: the head and the summary
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-basis.h"

static const char *const trigger_words[N_TRIGGERS] = {
	[TRIGGER_MERGER] = N_("merger"),
	[TRIGGER_DIVISION] = N_("division"),
	[TRIGGER_DISSOLUTION] = N_("dissolution"),
	[TRIGGER_BANKRUPTCY] = N_("bankruptcy"),
	[TRIGGER_CLOSURE] = N_("closure of the service; the operator lives on"),
	[TRIGGER_SALE] = N_("sale of the data"),
};

static void
mark(Page *page, const char *msgid)
{
	html_add(page->out, "<p class=\"mark\">%s</p>\n", page_words(page, msgid));
}

static void
write_marks(Page *page, const ReportBasis *basis)
{
	if (dossier_is_rehearsal(basis->dossier))
		mark(page,
		     N_("Rehearsal. The dates are made up; this report proves nothing about a real "
		        "shutdown."));
	if (basis->approvals != NULL && basis->approvals->len > 0 &&
	    approval_is_simulated(basis->approvals))
		mark(page,
		     N_("Simulated approval. Both approvals were made by one user of the operating "
		        "system."));
}

static void
write_parties(Page *page, const ReportBasis *basis)
{
	const DossierSettings *settings = basis->settings;
	uint64_t opened = proof_index(basis->opened);

	page_list(page, "head");
	page_fact(page, N_("Operator"), page_word(page, settings->operator_name, opened));
	if (settings->uscc != NULL)
		page_fact(page, N_("Unified social credit code"), page_plain(settings->uscc));
	if (settings->icp != NULL)
		page_fact(page, N_("ICP filing"), page_plain(settings->icp));
	page_fact(page, N_("Reason of the stop"),
	          page_word(page, page_words(page, trigger_words[settings->trigger]), opened));
	page_fact(page, N_("Date of the stop"), page_date(page, &settings->stop_date, opened));
	page_fact(page, N_("State of the evidence"),
	          page_date(page, &basis->proofs->as_of, basis->proofs->entries->len - 1));
	if (settings->officer != NULL)
		page_fact(page, N_("Personal information protection officer"),
		          page_plain(settings->officer));
	if (settings->custodian != NULL)
		page_fact(page, N_("Custodian of kept data"), page_plain(settings->custodian));
	page_list_end(page);
}

void
report_head(Page *page, const ReportBasis *basis)
{
	bool chinese = page->language == LANGUAGE_ZH;

	html_add(page->out,
	         "<header>\n<p class=\"switch\"><a href=\"%s\" hreflang=\"%s\" "
	         "lang=\"%s\">%s</a></p>\n",
	         chinese ? "index.en.html" : "index.html", chinese ? "en" : "zh-CN",
	         chinese ? "en" : "zh-CN", chinese ? "English" : "中文");
	write_marks(page, basis);
	html_add(page->out, "<p class=\"genre\">%s</p>\n<h1>%s</h1>\n",
	         page_words(page, N_("Report on a platform shutdown: what became of its data")),
	         basis->settings->platform);
	write_parties(page, basis);
	html_add(page->out,
	         "<p class=\"seal\">%s <code>%s</code><br>%s <code>%s</code></p>\n</header>\n",
	         page_words(page, N_("Ledger:")), basis->origin, page_words(page, N_("Tree head:")),
	         basis->proofs->root);
}

/* What a reader in a hurry must know: one sentence, in the words of the assessment. */
static void
write_conclusion(Page *page, const ReportBasis *basis)
{
	const ProofEntry *verified = proofs_last(basis->proofs, "verify.finished");
	int64_t hits = report_hits(basis);

	html_raw(page->out, "<p class=\"conclusion\">");
	if (basis->assess->open > 0) {
		g_autofree char *verdict = page_verdict(page, "bad", N_("Not all is met."));
		g_autofree char *text = g_strdup_printf(
			page_words(page, N_("%u requirements that must be met are not, or "
		                            "cannot be proven from the evidence.")),
			basis->assess->open);

		html_raw(page->out, verdict);
		html_add(page->out, " <a class=\"f\" href=\"#requirements\">%s</a>", text);
	} else {
		g_autofree char *verdict =
			page_verdict(page, "good", N_("All that must be met is met."));

		html_raw(page->out, verdict);
	}
	if (verified == NULL)
		html_add(page->out, " %s",
		         page_words(page,
		                    N_("Whether the data is gone has not been looked for yet.")));
	else if (hits > 0)
		html_add(page->out, " <a class=\"f\" href=\"#erasure\">%s</a>",
		         page_words(page, N_("Values of erased data were found again.")));
	html_raw(page->out, "</p>\n");
}

void
report_summary(Page *page, const ReportBasis *basis)
{
	const ProofEntry *carried = proofs_last(basis->proofs, "carry-out.finished");
	const ProofEntry *verified = proofs_last(basis->proofs, "verify.finished");
	const ProofEntry *published = proofs_last(basis->proofs, "notice.published");
	unsigned requests = proofs_count(basis->proofs, "request.opened");
	const ProofEntry *request = proofs_last(basis->proofs, "request.opened");
	uint64_t scanned = proof_index(basis->scanned);

	page_section(page, "summary", N_("Summary"));
	write_conclusion(page, basis);
	page_list(page, "figures");
	page_fact(page, N_("persons"),
	          page_figure(page, proof_number(basis->scanned, "persons"), scanned));
	page_fact(page, N_("containers of data"),
	          page_figure(page, proof_number(basis->scanned, "containers"), scanned));
	page_fact(page, N_("fields with personal information"),
	          page_figure(page, proof_number(basis->scanned, "personal_fields"), scanned));
	page_fact(
		page, N_("working days of notice"),
		page_figure(page, proof_number(published, "working_days"), proof_index(published)));
	page_fact(page, N_("requests of persons"),
	          page_figure(page, requests, proof_index(request)));
	page_fact(page, N_("rows deleted"),
	          page_figure(page, proof_number(carried, "deleted"), proof_index(carried)));
	page_fact(page, N_("rows kept by law"),
	          page_figure(page, proof_number(carried, "kept"), proof_index(carried)));
	page_fact(page, N_("values found again"),
	          page_figure(page, report_hits(basis), proof_index(verified)));
	page_list_end(page);
	page_remark(
		page,
		N_("Each figure links to the ledger entry that proves it; the small number is the "
	           "entry's. \"Not counted\" means that there is no such evidence, never zero."));
	page_section_end(page);
}
