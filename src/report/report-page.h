/*
 * report-page.h - the page of a report: sections, tables, figures that cite their entry
 *
 * Text is escaped by default (html.h).  Every figure goes through page_figure() or
 * page_word(): both link to the ledger entry that proves it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "html.h"
#include "language.h"
#include "report-proof.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	GString *out;
	Language language;
	unsigned section;
	uint64_t right; /* columns of the open table that stand on the right, a bit each */
} Page;

/* The Chinese or English of a msgid. */
const char *page_words(const Page *page, const char *msgid) G_GNUC_FORMAT(2);

/* "三、" or "3. ": the number of a section. */
char *page_ordinal(const Page *page, unsigned number);

/* @title is a msgid; numbered as documents in the language number. */
void page_section(Page *page, const char *id, const char *title);
void page_section_end(Page *page);
void page_heading(Page *page, const char *title); /* below a section */

/* A paragraph; @format is a msgid, its %s are escaped. */
void page_say(Page *page, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The same in grey: how to read what follows, or what is missing. */
void page_remark(Page *page, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* "Not carried out yet", with what would do it: a command line. */
void page_missing(Page *page, const char *command);

/*
 * Markup of a figure and of a word that an entry proves: a link to the entry.  A figure below
 * zero was not counted, and is said so.  ENTRY_NONE: without a link, marked as such.
 */
char *page_figure(const Page *page, int64_t figure, uint64_t entry);
char *page_word(const Page *page, const char *text, uint64_t entry);
char *page_date(const Page *page, const GDate *date, uint64_t entry);

/* Markup of text without a proof of its own. */
char *page_plain(const char *text);

/* Terms and what is known of them: label (msgid) and markup, which is taken. */
void page_list(Page *page, const char *css_class);
void page_fact(Page *page, const char *label, char *markup);
void page_list_end(Page *page);

/* A table: caption and titles (msgids; '>' aligns right); NULL ends. */
void page_table(Page *page, const char *caption, const char *const *titles);
/* Cells are markup and are taken; the first heads the row; NULL ends. */
void page_row(Page *page, char *first, ...) G_GNUC_NULL_TERMINATED;
void page_table_end(Page *page);

/* A verdict in words, in its colour: "good", "bad", "open", "none" and the words' msgid. */
char *page_verdict(const Page *page, const char *colour, const char *msgid);

/* @markup, which is taken, as a link to its entry; as it is for ENTRY_NONE. */
char *page_cited(char *markup, uint64_t entry);

/* 1234567 as "1,234,567". */
char *page_number(int64_t number);
/* "70 MiB" */
char *page_bytes(int64_t bytes);
