/*
 * html-text.h - the text of HTML, line by line, by libxml2's forgiving parser
 *
 * Blocks and table rows are lines, cells are parted by tabs.  What a browser does not show
 * comes too, each on a line of its own: scripts, comments, values of forms, links, titles.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>

typedef struct HtmlText HtmlText;

HtmlText *html_text_new(void);
void html_text_free(HtmlText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlText, html_text_free)

/* UTF-8, whatever the document says of itself. */
void html_text_feed(HtmlText *text, Span utf8);
void html_text_end(HtmlText *text);

/* What has come out so far; the reader cuts off what it has used. */
GString *html_text_lines(HtmlText *text);
