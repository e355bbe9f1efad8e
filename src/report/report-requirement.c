/*
 * report-requirement.c - the requirement table: every SD-* with its verdict and its evidence
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-basis.h"

#include <inttypes.h>

static const char *
colour_of(AssessVerdict verdict)
{
	switch (verdict) {
	case ASSESS_MET:
		return "good";
	case ASSESS_PARTLY:
		return "open";
	case ASSESS_NOT_MET:
		return "bad";
	case ASSESS_UNKNOWN:
		return "open";
	case ASSESS_NOT_APPLICABLE:
	case N_ASSESS_VERDICTS:
	default:
		return "none";
	}
}

/* Links to the entries; long lists end with how many more there are. */
static char *
entries_markup(const Page *page, const GArray *entries, bool by_report)
{
	GString *out = g_string_new(NULL);
	const size_t most = 12;

	for (size_t i = 0; i < entries->len && i < most; i++) {
		uint64_t index = g_array_index(entries, uint64_t, i);

		g_string_append_printf(out, "<a href=\"#entry-%" PRIu64 "\">%" PRIu64 "</a> ",
		                       index, index);
	}
	if (entries->len > most)
		g_string_append_printf(out, "+%zu", entries->len - most);
	if (entries->len == 0)
		g_string_append(out, by_report ? page_words(page, N_("this report")) : "—");
	return g_string_free(out, FALSE);
}

/* Entries that the report leaves out (records of reports) are not cited. */
static GArray *
within(const ReportBasis *basis, const GArray *entries)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(uint64_t));

	for (size_t i = 0; i < entries->len; i++) {
		uint64_t index = g_array_index(entries, uint64_t, i);

		if (index < basis->proofs->entries->len)
			g_array_append_val(list, index);
	}
	return list;
}

static char *
title_markup(const Page *page, const Requirement *requirement)
{
	bool chinese = page->language == LANGUAGE_ZH;
	GString *out = g_string_new(NULL);

	html_add(out, "%s<br><span class=\"basis\">%s · %s</span>",
	         chinese ? requirement->title_zh : requirement->title_en,
	         page_words(page, requirement->must ? N_("must") : N_("should")),
	         chinese ? requirement->basis_zh : requirement->basis);
	return g_string_free(out, FALSE);
}

void
report_requirements(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("requirement"),       N_("what must be shown"),
	                                     N_("verdict"),           N_("reason"),
	                                     N_("proven by entries"), NULL};
	const Assess *assess = basis->assess;

	page_section(page, "requirements", N_("Requirements"));
	page_list(page, "figures");
	for (int verdict = 0; verdict < N_ASSESS_VERDICTS; verdict++) {
		g_autofree char *number = page_number(assess->counts[verdict]);

		page_fact(page, assess_verdict_title((AssessVerdict)verdict),
		          g_strdup_printf("<a class=\"f\" href=\"#requirement-table\">%s</a>",
		                          number));
	}
	page_list_end(page);
	html_raw(page->out, "<div id=\"requirement-table\">\n");
	page_table(page, N_("Every requirement, judged from evidence only; unknown is never met"),
	           titles);
	for (size_t i = 0; i < assess->items->len; i++) {
		const Assessment *item = assess->items->pdata[i];
		g_autoptr(GArray) entries = within(basis, item->entries);

		page_row(page, page_plain(item->requirement->id),
		         title_markup(page, item->requirement),
		         page_verdict(page, colour_of(item->verdict),
		                      assess_verdict_title(item->verdict)),
		         page_plain(item->reasons[page->language]),
		         entries_markup(page, entries, item->entries->len > 0), NULL);
	}
	page_table_end(page);
	html_raw(page->out, "</div>\n");
	page_remark(page,
	            N_("No clause number of the shutdown guide is printed: only fragments of its "
	               "text are "
	               "known. A requirement marked as a proposal is ours, drawn from law that was "
	               "read."));
	page_section_end(page);
}
