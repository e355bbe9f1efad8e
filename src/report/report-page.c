/*
 * report-page.c - the page of a report: sections, tables, figures that cite their entry
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-page.h"

#include "announcement.h"
#include "notice.h"

#include <inttypes.h>
#include <string.h>

/* Bytes of a word that is not broken: a figure, a date. */
#define SHORT_WORD 20

const char *
page_words(const Page *page, const char *msgid)
{
	return translate(page->language, msgid);
}

char *
page_ordinal(const Page *page, unsigned number)
{
	g_autofree char *numeral = announcement_numeral(number);

	return page->language == LANGUAGE_ZH ? g_strdup_printf("%s、", numeral)
	                                     : g_strdup_printf("%u. ", number);
}

void
page_section(Page *page, const char *id, const char *title)
{
	g_autofree char *number = page_ordinal(page, ++page->section);

	html_add(page->out,
	         "<section id=\"%s\" aria-labelledby=\"%s-title\">\n"
	         "<h2 id=\"%s-title\">%s%s</h2>\n",
	         id, id, id, number, page_words(page, title));
}

void
page_section_end(Page *page)
{
	html_raw(page->out, "</section>\n");
}

void
page_heading(Page *page, const char *title)
{
	html_add(page->out, "<h3>%s</h3>\n", page_words(page, title));
}

static void
paragraph(Page *page, const char *css_class, const char *text)
{
	html_add(page->out, *css_class == '\0' ? "<p>" : "<p class=\"remark\">");
	html_text(page->out, text);
	html_raw(page->out, "</p>\n");
}

void
page_say(Page *page, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(page_words(page, format), arguments);
	va_end(arguments);
	paragraph(page, "", text);
}

void
page_remark(Page *page, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(page_words(page, format), arguments);
	va_end(arguments);
	paragraph(page, "remark", text);
}

void
page_missing(Page *page, const char *command)
{
	html_add(page->out, "<p class=\"missing\"><strong>%s</strong> %s <code>%s</code></p>\n",
	         page_words(page, N_("Not carried out yet.")),
	         page_words(page, N_("There is no evidence in the ledger; it comes from")),
	         command);
}

char *
page_number(int64_t number)
{
	g_autofree char *digits = g_strdup_printf("%" PRId64, number);
	size_t length = strlen(digits);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < length; i++) {
		if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
	return g_string_free(out, FALSE);
}

char *
page_bytes(int64_t bytes)
{
	static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
	size_t unit = 0;

	while (bytes >= 10240 && unit + 1 < G_N_ELEMENTS(units)) {
		bytes /= 1024;
		unit++;
	}
	g_autofree char *number = page_number(bytes);
	return g_strdup_printf("%s %s", number, units[unit]);
}

char *
page_plain(const char *text)
{
	GString *out = g_string_new(NULL);

	html_text(out, text == NULL || *text == '\0' ? "—" : text);
	return g_string_free(out, FALSE);
}

char *
page_cited(char *markup, uint64_t entry)
{
	g_autofree char *taken = markup;

	if (entry == ENTRY_NONE)
		return g_steal_pointer(&taken);
	return g_strdup_printf("<a class=\"f\" href=\"#entry-%" PRIu64 "\">%s<sup>%" PRIu64
	                       "</sup></a>",
	                       entry, taken, entry);
}

char *
page_word(const Page *page, const char *text, uint64_t entry)
{
	g_autofree char *words = page_plain(text);

	if (entry == ENTRY_NONE)
		return g_strdup_printf("<span class=\"none\" title=\"%s\">%s</span>",
		                       page_words(page, N_("no ledger entry proves it")), words);
	if (text != NULL && strlen(text) <= SHORT_WORD)
		return g_strdup_printf("<a class=\"f s\" href=\"#entry-%" PRIu64
		                       "\">%s<sup>%" PRIu64 "</sup></a>",
		                       entry, words, entry);
	return page_cited(g_steal_pointer(&words), entry);
}

char *
page_figure(const Page *page, int64_t figure, uint64_t entry)
{
	g_autofree char *number =
		figure < 0 ? g_strdup(page_words(page, N_("not counted"))) : page_number(figure);

	return page_word(page, number, entry);
}

char *
page_date(const Page *page, const GDate *date, uint64_t entry)
{
	g_autofree char *text = notice_date(date, page->language);

	return page_word(page, text, entry);
}

void
page_list(Page *page, const char *css_class)
{
	html_add(page->out, "<dl class=\"%s\">\n", css_class);
}

void
page_fact(Page *page, const char *label, char *markup)
{
	html_add(page->out, "<div><dt>%s</dt><dd>", page_words(page, label));
	html_raw(page->out, markup);
	html_raw(page->out, "</dd></div>\n");
	g_free(markup);
}

void
page_list_end(Page *page)
{
	html_raw(page->out, "</dl>\n");
}

void
page_table(Page *page, const char *caption, const char *const *titles)
{
	html_add(page->out, "<div class=\"wide\"><table>\n<caption>%s</caption>\n<thead><tr>",
	         page_words(page, caption));
	page->right = 0;
	for (size_t i = 0; titles[i] != NULL; i++) {
		const char *title = page_words(page, titles[i]);
		bool right = *title == '>';

		page->right |= (uint64_t)right << i;
		html_add(page->out,
		         right ? "<th scope=\"col\" class=\"n\">%s</th>"
		               : "<th scope=\"col\">%s</th>",
		         title + right);
	}
	html_raw(page->out, "</tr></thead>\n<tbody>\n");
}

static void
write_cell(Page *page, size_t column, char *cell)
{
	bool right = (page->right >> column & 1) != 0;

	html_raw(page->out, column == 0 ? "<th scope=\"row\"" : "<td");
	html_raw(page->out, right ? " class=\"n\">" : ">");
	html_raw(page->out, cell);
	html_raw(page->out, column == 0 ? "</th>" : "</td>");
	g_free(cell);
}

void
page_row(Page *page, char *first, ...)
{
	va_list cells;
	size_t column = 0;

	html_raw(page->out, "<tr>");
	write_cell(page, column++, first);
	va_start(cells, first);
	for (char *cell = va_arg(cells, char *); cell != NULL; cell = va_arg(cells, char *))
		write_cell(page, column++, cell);
	va_end(cells);
	html_raw(page->out, "</tr>\n");
}

void
page_table_end(Page *page)
{
	html_raw(page->out, "</tbody></table></div>\n");
}

char *
page_verdict(const Page *page, const char *colour, const char *msgid)
{
	g_autofree char *words = page_plain(page_words(page, msgid));

	return g_strdup_printf("<strong class=\"v %s\">%s</strong>", colour, words);
}
