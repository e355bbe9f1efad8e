/*
 * announcement-html.c - the announcement as one self-contained page
 *
 * No script, no outside host.  Reads at 320 pixels and prints on A4; contrast of text is at
 * least 7:1 (WCAG 2.2, 1.4.6).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "html.h"
#include "notice.h"

static const char style[] =
	":root{color-scheme:light}*{box-sizing:border-box}"
	"body{margin:0;background:#eef0f2;color:#1b2127;font:17px/1.9 \"Noto Serif CJK SC\","
	"\"Source Han Serif SC\",\"Songti SC\",SimSun,Georgia,serif}"
	"main{max-width:46rem;margin:2rem auto;background:#fff;padding:3.5rem 4rem;"
	"border-top:5px solid #8f1d1d}"
	"h1{font-size:1.6rem;line-height:1.5;text-align:center;margin:0 0 .6rem;text-wrap:balance}"
	"h2{font-size:1.1rem;margin:1.9rem 0 .3rem;line-height:1.6}"
	"p{margin:.35rem 0;text-align:justify;overflow-wrap:anywhere}:lang(zh) "
	"main>p{text-indent:2em}"
	"p.dates{text-align:center;color:#44505b;font-size:.92rem;text-indent:0!important}"
	"p.mark{text-align:center;border:2px solid #8f1d1d;color:#8f1d1d;font-weight:700;"
	"padding:.3rem;margin:0 0 1.6rem;text-indent:0!important}"
	"ul{list-style:none;margin:.2rem 0;padding:0 0 0 2em}li{margin:.2rem 0}"
	"table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.95rem;line-height:1.6}"
	"th,td{border:1px solid #9aa5af;padding:.45rem .7rem;text-align:left;vertical-align:top;"
	"overflow-wrap:anywhere}thead th{background:#f1f3f5}tbody th{font-weight:600;width:30%}"
	"a{color:#0b4a8f}footer{margin-top:2.5rem;text-align:right}"
	"footer p{text-align:right;text-indent:0!important}"
	"@media(max-width:40rem){main{margin:0;padding:1.6rem 1.2rem}ul{padding-left:0}}"
	"@media print{body{background:#fff;font-size:11pt}main{margin:0;max-width:none;padding:0;"
	"border:0}h2{break-after:avoid}tr,li,footer{break-inside:avoid}@page{size:A4;margin:22mm}}";

typedef struct {
	GString *out;
	Language language;
	BlockForm open; /* BLOCK_ITEM or BLOCK_RIGHT while a list or a table is open */
} Page;

static const char *
words(const Page *page, const char *msgid)
{
	return translate(page->language, msgid);
}

static void
close_group(Page *page, BlockForm next)
{
	if (page->open == next)
		return;
	if (page->open == BLOCK_ITEM)
		html_raw(page->out, "</ul>\n");
	if (page->open == BLOCK_RIGHT)
		html_raw(page->out, "</tbody></table>\n");
	page->open = BLOCK_PARAGRAPH;
}

static void
open_group(Page *page, BlockForm form)
{
	if (page->open == form)
		return;
	page->open = form;
	if (form == BLOCK_ITEM)
		html_raw(page->out, "<ul>\n");
	else
		html_add(page->out,
		         "<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
		         "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
		         words(page, N_("what you can do")), words(page, N_("time limit")),
		         words(page, N_("way")));
}

static void
write_block(Page *page, const Block *block)
{
	close_group(page, block->form);
	switch (block->form) {
	case BLOCK_MARK:
		html_add(page->out, "<p class=\"mark\">%s</p>\n", block->cells[0]);
		break;
	case BLOCK_TITLE:
		html_add(page->out, "<h1>%s</h1>\n", block->cells[0]);
		break;
	case BLOCK_DATES:
		html_add(page->out, "<p class=\"dates\">%s</p>\n", block->cells[0]);
		break;
	case BLOCK_HEADING:
		html_add(page->out, "<h2>%s</h2>\n", block->cells[0]);
		break;
	case BLOCK_ITEM:
		open_group(page, BLOCK_ITEM);
		html_add(page->out, "<li>%s</li>\n", block->cells[0]);
		break;
	case BLOCK_RIGHT:
		open_group(page, BLOCK_RIGHT);
		html_add(page->out, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>\n",
		         block->cells[0], block->cells[1], block->cells[2]);
		break;
	case BLOCK_SIGNATURE:
		html_add(page->out, "<footer><p>%s</p><p>%s</p></footer>\n", block->cells[0],
		         block->cells[1]);
		break;
	case BLOCK_PARAGRAPH:
	default:
		html_add(page->out, "<p>%s</p>\n", block->cells[0]);
		break;
	}
}

static const char *
title_of(const GPtrArray *blocks)
{
	for (size_t i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];

		if (block->form == BLOCK_TITLE)
			return block->cells[0];
	}
	return "";
}

char *
notice_html(const json_t *content, Language language)
{
	g_autoptr(GPtrArray) blocks = announcement_blocks(content, language);
	Page page = {g_string_new(NULL), language, BLOCK_PARAGRAPH};

	html_add(page.out,
	         "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	         "<title>%s</title>\n",
	         language_tag(language), title_of(blocks));
	html_raw(page.out, "<style>");
	html_raw(page.out, style);
	html_raw(page.out, "</style>\n</head>\n<body>\n<main>\n");
	for (size_t i = 0; i < blocks->len; i++)
		write_block(&page, blocks->pdata[i]);
	html_raw(page.out, "</main>\n</body>\n</html>\n");
	return g_string_free(page.out, FALSE);
}
