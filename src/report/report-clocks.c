/*
 * report-clocks.c - the statutory clocks: a line to scale, and the table that explains it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "clock.h"
#include "report-basis.h"

#include <inttypes.h>

#define WIDTH       960
#define MARGIN      30
#define LANE_HEIGHT 22
#define LANES       6
#define NEAR        24 /* marks nearer than this get lanes of their own */
#define MOST_MARKS  40

typedef struct {
	GDate date;
	const char *label; /* number of a clock, or a word */
	const char *css_class;
	uint64_t entry;
	char number[8];
} Mark;

typedef struct {
	Mark marks[MOST_MARKS];
	size_t count;
} TimeLine;

static void
add_mark(TimeLine *line, const GDate *date, const char *label, const char *css_class,
         uint64_t entry)
{
	if (line->count == MOST_MARKS || !g_date_valid(date))
		return;
	line->marks[line->count++] =
		(Mark){.date = *date, .label = label, .css_class = css_class, .entry = entry};
}

static void
add_dated_entry(TimeLine *line, const ProofEntry *entry, const char *member, const char *label)
{
	const char *text = proof_word(entry, member);
	GDate date;

	if (text != NULL && date_parse(text, &date, NULL))
		add_mark(line, &date, label, "done", proof_index(entry));
}

static int
by_date(const void *a, const void *b)
{
	const Mark *first = a, *second = b;

	return g_date_compare(&first->date, &second->date);
}

static void
gather(TimeLine *line, const Page *page, const ReportBasis *basis)
{
	const GPtrArray *deadlines = basis->deadlines[page->language];
	unsigned number = 0;

	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *deadline = deadlines->pdata[i];

		number++;
		if (deadline->stand != CLOCK_APPLIES)
			continue;
		add_mark(line, &deadline->latest, NULL, deadline->missed ? "missed" : "due",
		         ENTRY_NONE);
		if (line->count > 0)
			g_snprintf(line->marks[line->count - 1].number,
			           sizeof line->marks[0].number, "%u", number);
	}
	add_dated_entry(line, proofs_last(basis->proofs, "notice.published"), "date",
	                N_("published"));
	add_mark(line, &basis->settings->stop_date, N_("stop"), "stop", proof_index(basis->opened));
	add_mark(line, &basis->proofs->as_of, N_("this report"), "now",
	         basis->proofs->entries->len - 1);
	qsort(line->marks, line->count, sizeof line->marks[0], by_date);
}

static int
position(const TimeLine *line, const GDate *date)
{
	int first = (int)g_date_get_julian(&line->marks[0].date);
	int last = (int)g_date_get_julian(&line->marks[line->count - 1].date);
	int span = MAX(last - first, 1), here = (int)g_date_get_julian(date) - first;

	return MARGIN + here * (WIDTH - 2 * MARGIN) / span;
}

static void
draw_mark(Page *page, const Mark *mark, int x, int y, int base)
{
	g_autofree char *date = date_text(&mark->date);
	const char *label = mark->label == NULL ? mark->number : page_words(page, mark->label);
	bool right = x > WIDTH - 120;

	html_add(page->out,
	         "<g class=\"%s\"><title>%s %s</title><path d=\"M%d %d V%d\"/><circle cx=\"%d\" "
	         "cy=\"%d\" "
	         "r=\"4\"/>",
	         mark->css_class, date, label, x, y, base, x, y);
	if (mark->entry != ENTRY_NONE)
		html_add(page->out, "<a href=\"#entry-%" PRIu64 "\">", mark->entry);
	html_add(page->out, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", right ? "n" : "",
	         x + (right ? -8 : 8), y + 4, label);
	html_raw(page->out, mark->entry != ENTRY_NONE ? "</a></g>\n" : "</g>\n");
}

/* Marks that stand near each other go on lanes above each other; returns how many are used. */
static size_t
choose_lanes(const TimeLine *line, size_t lanes[MOST_MARKS])
{
	int reach[LANES];
	size_t used = 1;

	for (size_t i = 0; i < LANES; i++)
		reach[i] = -WIDTH;
	for (size_t i = 0; i < line->count; i++) {
		const Mark *mark = &line->marks[i];
		int x = position(line, &mark->date);
		size_t lane = 0;

		while (lane + 1 < LANES && reach[lane] > x)
			lane++;
		reach[lane] = x + (mark->label == NULL ? NEAR : 5 * NEAR);
		lanes[i] = lane;
		used = MAX(used, lane + 1);
	}
	return used;
}

static void
draw(Page *page, const TimeLine *line)
{
	size_t lanes[MOST_MARKS] = {0};
	int base = (int)choose_lanes(line, lanes) * LANE_HEIGHT + 10;

	html_add(page->out,
	         "<figure>\n<svg class=\"time\" viewBox=\"0 0 %d %d\" role=\"group\" "
	         "aria-labelledby=\"time-title\">\n<title id=\"time-title\">%s</title>\n"
	         "<path class=\"axis\" d=\"M%d %d H%d\"/>\n",
	         WIDTH, base + 34, page_words(page, N_("Time line of the clocks")), MARGIN - 10,
	         base, WIDTH - MARGIN + 10);
	for (size_t i = 0; i < line->count; i++) {
		const Mark *mark = &line->marks[i];

		draw_mark(page, mark, position(line, &mark->date),
		          base - 12 - (int)lanes[i] * LANE_HEIGHT, base);
	}
	g_autofree char *first = date_text(&line->marks[0].date);
	g_autofree char *last = date_text(&line->marks[line->count - 1].date);
	html_add(page->out,
	         "<text x=\"%d\" y=\"%d\">%s</text><text class=\"n\" x=\"%d\" y=\"%d\">%s</text>\n",
	         MARGIN - 10, base + 22, first, WIDTH - MARGIN + 10, base + 22, last);
	html_add(page->out, "</svg>\n<figcaption>%s</figcaption>\n</figure>\n",
	         page_words(page,
	                    N_("To scale. The numbers are those of the clocks in the table.")));
}

static char *
stand_markup(const Page *page, const Deadline *deadline)
{
	if (deadline->stand == CLOCK_DOES_NOT_APPLY)
		return page_verdict(page, "none", N_("does not apply"));
	if (deadline->stand == CLOCK_NEEDS_ANSWER)
		return page_verdict(page, "open", N_("not answered"));
	if (deadline->missed)
		return page_verdict(page, "open", N_("day has passed"));
	return page_verdict(page, "good", N_("ahead"));
}

static char *
latest_markup(const Page *page, const Deadline *deadline, uint64_t entry)
{
	if (deadline->stand == CLOCK_DOES_NOT_APPLY || !g_date_valid(&deadline->latest))
		return page_plain(NULL);
	g_autofree char *date = date_text(&deadline->latest);
	g_autofree char *cited = page_word(page, date, entry);
	return g_strconcat(cited, deadline->binding ? page_words(page, N_(" (binding)")) : "",
	                   deadline->provisional ? page_words(page, N_(" (provisional)")) : "",
	                   NULL);
}

static void
write_table(Page *page, const ReportBasis *basis)
{
	static const char *const titles[] = {N_("clock"), N_("basis"), N_("latest"),
	                                     N_("stand"), N_("why"),   NULL};
	const GPtrArray *deadlines = basis->deadlines[page->language];

	page_table(page, N_("Every clock that a shutdown can start"), titles);
	for (size_t i = 0; i < deadlines->len; i++) {
		const Deadline *deadline = deadlines->pdata[i];
		g_autofree char *name = g_strdup_printf("%zu. %s", i + 1, deadline->title);
		g_autofree char *basis_text =
			g_strdup_printf("%s %s", deadline->instrument,
		                        deadline->article == NULL ? "" : deadline->article);

		page_row(page, page_plain(name), page_plain(basis_text),
		         latest_markup(page, deadline, proof_index(basis->opened)),
		         stand_markup(page, deadline), page_plain(deadline->why), NULL);
	}
	page_table_end(page);
}

void
report_clocks(Page *page, const ReportBasis *basis)
{
	TimeLine line = {.count = 0};

	page_section(page, "clocks", N_("Statutory clocks"));
	gather(&line, page, basis);
	if (line.count > 1)
		draw(page, &line);
	write_table(page, basis);
	page_remark(
		page,
		N_("Dates follow from the stop date by the rule pack. What lies behind the day of "
	           "this report is marked as passed; whether it was met stands in the table of "
	           "requirements."));
	page_section_end(page);
}
