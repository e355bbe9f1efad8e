/*
 * announcement.h - the announcement as blocks, before it becomes text or HTML
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "language.h"

#include <glib.h>
#include <jansson.h>

/* "view", "copy", "download", "transfer", "delete": guide, fragment K10; NULL-terminated. */
extern const char *const notice_rights[];

typedef enum {
	BLOCK_MARK, /* a rehearsal says so, first of all */
	BLOCK_TITLE,
	BLOCK_DATES, /* version and day of publication */
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_ITEM,  /* of a numbered list */
	BLOCK_RIGHT, /* a row: right, until when, how */
	BLOCK_SIGNATURE,
} BlockForm;

typedef struct {
	BlockForm form;
	char *cells[3]; /* text; BLOCK_RIGHT has three */
} Block;

/* Block *, in reading order. */
GPtrArray *announcement_blocks(const json_t *content, Language language);

/* "《电子商务法》第三十一条", "E-commerce Law, article 31": instrument and article of @language. */
char *announcement_clause(const char *instrument, const char *article, Language language);

/* "三十一" for 31, below 1,000: articles are numbered so in Chinese law. */
char *announcement_numeral(unsigned number);

/* What the rights, records and starts of periods are called: msgids; @name itself if unknown. */
const char *announcement_right(const char *name);
const char *announcement_records(const char *record_class);
const char *announcement_start(const char *start);
