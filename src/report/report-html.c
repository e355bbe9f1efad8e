/*
 * report-html.c - the page: its frame, its contents, its sections in order
 *
 * Self-contained: no script, no outside host, no image file.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-basis.h"
#include "report-style.h"

typedef struct {
	const char *id;
	const char *title; /* msgid; the section's own */
	void (*write)(Page *page, const ReportBasis *basis);
} Section;

static const Section sections[] = {
	{"summary", N_("Summary"), report_summary},
	{"found", N_("What was found"), report_found},
	{"persons", N_("Whose data"), report_persons},
	{"fates", N_("What is to become of it"), report_fates},
	{"concerns", N_("Conflicts and concerns"), report_concerns},
	{"clocks", N_("Statutory clocks"), report_clocks},
	{"notice", N_("The announcement"), report_notice},
	{"requests", N_("Requests of persons"), report_requests},
	{"erasure", N_("Erasure, and looking again"), report_erasure},
	{"kept", N_("What the law keeps"), report_kept},
	{"limits", N_("What cannot be proven"), report_limits},
	{"requirements", N_("Requirements"), report_requirements},
	{"approvals", N_("Approvals"), report_approvals},
	{"ledger", N_("The ledger"), report_ledger},
};

static void
write_contents(Page *page)
{
	html_add(page->out,
	         "<nav aria-labelledby=\"contents-title\">\n<h2 "
	         "id=\"contents-title\">%s</h2>\n<ol>\n",
	         page_words(page, N_("Contents")));
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
		g_autofree char *number = page_ordinal(page, (unsigned)i + 1);

		html_add(page->out, "<li><a href=\"#%s\">%s%s</a></li>\n", sections[i].id, number,
		         page_words(page, sections[i].title));
	}
	html_raw(page->out, "</ol>\n</nav>\n");
}

char *
report_html(const ReportBasis *basis, Language language)
{
	Page page = {.out = g_string_new(NULL), .language = language};

	html_add(page.out,
	         "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>%s: %s</title>\n<style>",
	         language_tag(language), basis->settings->platform,
	         page_words(&page, N_("Report on a platform shutdown: what became of its data")));
	html_raw(page.out, report_style);
	html_add(page.out,
	         "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#summary\">%s</a>\n"
	         "<div class=\"sheet\">\n",
	         page_words(&page, N_("To the summary")));
	report_head(&page, basis);
	write_contents(&page);
	html_raw(page.out, "<main>\n");
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		sections[i].write(&page, basis);
	html_add(page.out, "</main>\n<footer>%s</footer>\n</div>\n</body>\n</html>\n",
	         page_words(
			 &page,
			 N_("Made by tingfu from the dossier and its ledger. No personal value "
	                    "stands "
	                    "in this report: counts, digests, and the contacts that the law wants "
	                    "named. It is no legal advice.")));
	return g_string_free(page.out, FALSE);
}
