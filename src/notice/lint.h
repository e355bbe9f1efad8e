/*
 * lint.h - between the parts of the check: items by number, lines, findings
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "notice.h"

typedef enum {
	ITEM_OPERATOR,
	ITEM_OPERATOR_CONTACT,
	ITEM_PUBLISHED,
	ITEM_STOP_DATE,
	ITEM_KINDS,
	ITEM_SENSITIVE,
	ITEM_VIEW_LIMIT, /* limit and way of each right, in the order of notice_rights */
	ITEM_VIEW_WAY,
	ITEM_COPY_LIMIT,
	ITEM_COPY_WAY,
	ITEM_DOWNLOAD_LIMIT,
	ITEM_DOWNLOAD_WAY,
	ITEM_TRANSFER_LIMIT,
	ITEM_TRANSFER_WAY,
	ITEM_DELETE_LIMIT,
	ITEM_DELETE_WAY,
	ITEM_REMAINDER,
	ITEM_KEPT,
	ITEM_KEPT_BASIS,
	ITEM_KEPT_PERIOD,
	ITEM_CUSTODIAN,
	ITEM_CUSTODIAN_CONTACT,
	ITEM_RECEIVER,
	ITEM_RECEIVER_CONTACT,
	ITEM_MINORS,
	ITEM_GUARDIANS,
	ITEM_COMPLAINTS,
	ITEM_LIMIT_PAST,
	ITEM_LIMIT_LATE,
	ITEM_STOP_DIFFERS,
	ITEM_LEAD_TIME,
	ITEM_PLACEHOLDER,
	N_ITEMS
} ItemId;

/* What one check works on. */
typedef struct {
	const json_t *content; /* what the dossier says */
	Language language;     /* of the sentences of the findings */
	GDate stop;
	GDate published;     /* as the document says it, else as the content */
	GPtrArray *findings; /* NoticeFinding *, one for each item */
} Lint;

/* @format is a msgid.  The first defect of an item stands. */
void lint_defect(Lint *lint, ItemId item, const char *format, ...) G_GNUC_PRINTF(3, 4);
void lint_not_needed(Lint *lint, ItemId item);

/* A limit against publication and stop; @right is a name of notice_rights. */
void lint_limit(Lint *lint, const char *right, const GDate *until);

/* Working days between publication and stop. */
void lint_lead_time(Lint *lint);

/* The document's own form. */
void lint_text(Lint *lint, const char *text);         /* lines */
void lint_content(Lint *lint, const json_t *content); /* drafted JSON */

/* Lines of @html: blocks and table rows one a line, tags and entities gone. */
char *lint_lines_of_html(const char *html);

/* The first date in @text from @at on: "2026年10月31日", "2026-10-31", "31 October 2026", ... */
bool lint_find_date(const char *text, size_t at, GDate *ret_date, size_t *ret_start,
                    size_t *ret_end);

/* Does @text hold one of @words (NULL-terminated; ASCII ones in any case)? */
bool lint_has_any(const char *text, const char *const *words);

/* The first placeholder in @text, or NULL. */
const char *lint_placeholder(const char *text);
