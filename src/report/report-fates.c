/*
 * report-fates.c - one fate for each item, with clause and date; conflicts and concerns; approvals
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "report-basis.h"

#include <inttypes.h>
#include <string.h>

#define FATES_BACK 16

/* Items of one container that share fate, clause and end. */
typedef struct {
	const PlanItem *item;
	unsigned fields;
	GString *names;
} Fate;

static void
fate_free(void *data)
{
	Fate *fate = data;

	g_string_free(fate->names, TRUE);
	g_free(fate);
}

static bool
shares_fate(const PlanItem *a, const PlanItem *b)
{
	return a->disposition == b->disposition && g_strcmp0(a->source, b->source) == 0 &&
	       g_strcmp0(a->container, b->container) == 0 && g_strcmp0(a->rule, b->rule) == 0 &&
	       g_strcmp0(a->until, b->until) == 0;
}

/* Items come container by container: their fate stands a few places back, or is new. */
static Fate *
fate_for(GPtrArray *list, const PlanItem *item)
{
	Fate *fate;

	for (size_t i = list->len; i-- > 0 && i + FATES_BACK >= list->len;) {
		fate = list->pdata[i];
		if (shares_fate(fate->item, item))
			return fate;
	}
	fate = g_new0(Fate, 1);
	fate->item = item;
	fate->names = g_string_new(NULL);
	g_ptr_array_add(list, fate);
	return fate;
}

static GPtrArray *
fates_of(const Page *page, const Plan *plan)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(fate_free);

	for (size_t i = 0; i < plan->items->len; i++) {
		const PlanItem *item = plan->items->pdata[i];
		Fate *fate = fate_for(list, item);

		fate->fields++;
		g_string_append_printf(fate->names, "%s%s",
		                       fate->names->len == 0 ? "" : page_words(page, N_(", ")),
		                       item->field == NULL ? "" : item->field);
	}
	return list;
}

static char *
until_markup(const Page *page, const char *until, uint64_t entry)
{
	GDate date;

	if (until == NULL || !date_parse(until, &date, NULL))
		return page_plain(NULL);
	return page_date(page, &date, entry);
}

static const char *
clause_of(const PlanItem *item, Language language)
{
	const char *clause = language == LANGUAGE_ZH ? item->clause : item->clause_en;

	return clause == NULL ? item->rule : clause;
}

static void
write_fates(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {
		N_("container"), N_("fate"),        N_("clause"), N_("kept until"),
		N_(">fields"),   N_("their names"), NULL};
	g_autoptr(GPtrArray) fates = fates_of(page, basis->plan);
	uint64_t entry = proof_index(basis->planned);

	page_table(page, N_("The fate of every item"), titles);
	for (size_t i = 0; i < fates->len; i++) {
		const Fate *fate = fates->pdata[i];
		const PlanItem *item = fate->item;
		g_autofree char *name = g_strdup_printf("%s/%s", item->source, item->container);

		page_row(page, page_plain(name),
		         page_plain(page_words(page, disposition_title(item->disposition))),
		         page_plain(clause_of(item, page->language)),
		         until_markup(page, item->until, entry),
		         page_figure(page, fate->fields, entry), page_plain(fate->names->str),
		         NULL);
	}
	page_table_end(page);
}

static const char *
rows_words(StepRows rows)
{
	switch (rows) {
	case ROWS_CHILDREN:
		return N_("of children under 14");
	case ROWS_WITHIN_PERIOD:
		return N_("whose period still runs");
	case ROWS_ALL:
	default:
		return N_("all");
	}
}

static void
write_steps(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("step"),       N_("what it does"), N_("where"),
	                                     N_("which rows"), N_(">dry run"),     NULL};
	uint64_t entry = proof_index(basis->planned);

	page_table(page, N_("Steps of the plan, in the order in which they are carried out"),
	           titles);
	for (size_t i = 0; i < basis->plan->steps->len; i++) {
		const PlanStep *step = basis->plan->steps->pdata[i];
		g_autofree char *number = g_strdup_printf("%u", step->number);
		g_autofree char *where =
			g_strdup_printf("%s%s%s", step->source == NULL ? "" : step->source,
		                        step->source == NULL || step->container == NULL ? "" : "/",
		                        step->container == NULL ? "" : step->container);

		page_row(page, page_plain(number),
		         page_plain(page_words(page, step_form_title(step->form))),
		         page_plain(where),
		         page_plain(step->count < 0 ? NULL
		                                    : page_words(page, rows_words(step->rows))),
		         step->count < 0 ? page_plain(NULL) : page_figure(page, step->count, entry),
		         NULL);
	}
	page_table_end(page);
}

void
report_fates(Page *page, const ReportBasis *basis)
{
	const ProofEntry *made = basis->planned;
	uint64_t entry = proof_index(made);

	page_section(page, "fates", N_("What is to become of it"));
	if (basis->plan == NULL || made == NULL) {
		page_missing(page, "tingfu plan");
		page_section_end(page);
		return;
	}
	page_list(page, "figures");
	page_fact(page, N_("fields to delete"),
	          page_figure(page, proof_number(made, "delete"), entry));
	page_fact(page, N_("fields to keep"), page_figure(page, proof_number(made, "keep"), entry));
	page_fact(page, N_("fields to return"),
	          page_figure(page, proof_number(made, "return"), entry));
	page_fact(page, N_("steps"), page_figure(page, proof_number(made, "steps"), entry));
	page_list_end(page);
	page_say(page, N_("Plan %u of %s, digest %s."), basis->plan->number, basis->plan->made_at,
	         basis->plan->digest);
	if (g_strcmp0(basis->plan->digest, proof_word(made, "digest")) != 0)
		page_remark(
			page,
			N_("The plan on disk is not the one that the ledger records: its digest "
		           "differs."));
	write_fates(page, basis);
	write_steps(page, basis);
	page_section_end(page);
}

void
report_concerns(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("concerns"), N_("what to look at"),
	                                     N_("stops the plan"), NULL};
	uint64_t entry = proof_index(basis->planned);

	page_section(page, "concerns", N_("Conflicts and concerns"));
	if (basis->plan == NULL) {
		page_missing(page, "tingfu plan");
	} else if (basis->plan->concerns->len == 0) {
		page_say(page, N_("The plan names none."));
	} else {
		page_table(page, N_("For a lawyer or the operator to look at"), titles);
		for (size_t i = 0; i < basis->plan->concerns->len; i++) {
			const PlanConcern *concern = basis->plan->concerns->pdata[i];
			const char *text =
				page->language == LANGUAGE_ZH ? concern->text_zh : concern->text_en;

			page_row(page, page_plain(concern->subject), page_word(page, text, entry),
			         page_plain(
					 page_words(page, concern->blocks ? N_("yes") : N_("no"))),
			         NULL);
		}
		page_table_end(page);
	}
	page_section_end(page);
}

static void
write_approvals(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("name"), N_("role"),        N_("time (UTC)"),
	                                     N_("key"),  N_("recorded in"), NULL};
	g_autoptr(GPtrArray) recorded = proofs_all(basis->proofs, "plan.approved");

	page_table(page, N_("Signatures over the digest of the plan"), titles);
	for (size_t i = 0; i < basis->approvals->len; i++) {
		const Approval *approval = basis->approvals->pdata[i];
		const ProofEntry *entry = NULL;
		g_autofree char *number = NULL;

		for (size_t j = 0; j < recorded->len; j++)
			if (g_strcmp0(proof_word(recorded->pdata[j], "role"), approval->role) ==
			            0 &&
			    g_strcmp0(proof_word(recorded->pdata[j], "digest"), approval->digest) ==
			            0)
				entry = recorded->pdata[j];
		number = entry == NULL ? g_strdup("—") : g_strdup_printf("%" PRIu64, entry->index);
		g_autofree char *key = g_strndup(approval->public_key, 16);
		page_row(page, page_plain(approval->name), page_plain(approval->role),
		         page_plain(approval->time), page_plain(key),
		         page_word(page, number, proof_index(entry)), NULL);
	}
	page_table_end(page);
}

void
report_approvals(Page *page, const ReportBasis *basis)
{
	page_section(page, "approvals", N_("Approvals"));
	if (basis->approvals == NULL || basis->approvals->len == 0) {
		page_missing(page, "tingfu approve plan");
		page_section_end(page);
		return;
	}
	write_approvals(page, basis);
	if (!approval_is_complete(basis->approvals))
		page_say(page, N_("Two different persons with two different keys have to sign; "
		                  "that is not so "
		                  "yet."));
	if (approval_is_simulated(basis->approvals))
		page_remark(page,
		            N_("Simulated: both were made by one user of the operating system."));
	page_remark(page,
	            N_("The ledger holds the names as salted digests only; the signatures were "
	               "checked when this report was written."));
	page_section_end(page);
}
