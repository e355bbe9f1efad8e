/*
 * report-kept.c - what the law keeps: with whom, on what basis, until when
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "report-basis.h"

#include <string.h>

/* One basis of keeping in one container: fields, and the latest end. */
typedef struct {
	const PlanItem *item;
	const char *until;
	unsigned fields;
	int64_t rows; /* of the plan's step; -1: none says */
} Keeping;

static bool
same_keeping(const PlanItem *a, const PlanItem *b)
{
	return strcmp(a->source, b->source) == 0 && strcmp(a->container, b->container) == 0 &&
	       g_strcmp0(a->rule, b->rule) == 0;
}

static int64_t
rows_of(const Plan *plan, const PlanItem *item)
{
	for (size_t i = 0; i < plan->steps->len; i++) {
		const PlanStep *step = plan->steps->pdata[i];

		if (step->form == STEP_KEEP && g_strcmp0(step->source, item->source) == 0 &&
		    g_strcmp0(step->container, item->container) == 0)
			return step->count;
	}
	return -1;
}

static GPtrArray *
keepings_of(const Plan *plan)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < plan->items->len; i++) {
		const PlanItem *item = plan->items->pdata[i];
		Keeping *keeping = NULL;

		if (item->disposition != DISPOSITION_KEEP)
			continue;
		for (size_t j = 0; j < list->len && keeping == NULL; j++)
			if (same_keeping(((Keeping *)list->pdata[j])->item, item))
				keeping = list->pdata[j];
		if (keeping == NULL) {
			keeping = g_new0(Keeping, 1);
			keeping->item = item;
			keeping->rows = rows_of(plan, item);
			g_ptr_array_add(list, keeping);
		}
		keeping->fields++;
		if (g_strcmp0(item->until, keeping->until) > 0)
			keeping->until = item->until;
	}
	return list;
}

static void
write_keepings(Page *page, const ReportBasis *basis, const GPtrArray *list)
{
	static const char *const titles[] = {
		N_("container"),         N_("basis"), N_("kept until at the latest"), N_(">fields"),
		N_(">rows by the plan"), NULL};
	uint64_t entry = proof_index(basis->planned);

	page_table(page, N_("What is kept, on what basis, until when"), titles);
	for (size_t i = 0; i < list->len; i++) {
		const Keeping *keeping = list->pdata[i];
		const PlanItem *item = keeping->item;
		const char *clause = page->language == LANGUAGE_ZH ? item->clause : item->clause_en;
		g_autofree char *name = g_strdup_printf("%s/%s", item->source, item->container);
		GDate until;
		bool dated = keeping->until != NULL && date_parse(keeping->until, &until, NULL);

		page_row(page, page_plain(name), page_plain(clause == NULL ? item->rule : clause),
		         dated ? page_date(page, &until, entry) : page_plain(NULL),
		         page_figure(page, keeping->fields, entry),
		         page_figure(page, keeping->rows, entry), NULL);
	}
	page_table_end(page);
}

void
report_kept(Page *page, const ReportBasis *basis)
{
	const ProofEntry *done = proofs_last(basis->proofs, "carry-out.finished");
	const DossierSettings *settings = basis->settings;

	page_section(page, "kept", N_("What the law keeps"));
	if (basis->plan == NULL) {
		page_missing(page, "tingfu plan");
		page_section_end(page);
		return;
	}
	g_autoptr(GPtrArray) list = keepings_of(basis->plan);
	if (list->len == 0) {
		page_say(page, N_("The plan keeps nothing."));
		page_section_end(page);
		return;
	}
	page_list(page, "facts");
	page_fact(page, N_("Custodian"), page_plain(settings->custodian));
	page_fact(page, N_("Contact"), page_plain(settings->custodian_contact));
	page_fact(page, N_("Rows moved to the custodian"),
	          page_figure(page, proof_number(done, "kept"), proof_index(done)));
	page_list_end(page);
	page_remark(
		page,
		N_("Kept data lies outside this dossier, encrypted to the custodian's certificate "
	           "(CMS); this program never holds the key. It is stored and secured, and "
	           "nothing else, and is deleted when its period ends."));
	write_keepings(page, basis, list);
	page_section_end(page);
}
