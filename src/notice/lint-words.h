/*
 * lint-words.h - the lines of an announcement, and the words that tell what they are about
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "lint.h"

/* How far from a date its verb may stand, in bytes: behind it in Chinese, before it in English. */
#define REACH_ZH 36U
#define REACH_EN 60U

enum {
	ABOUT_OPERATOR = 1 << 0,
	ABOUT_CONTACT = 1 << 1,
	ABOUT_COMPLAINT = 1 << 2,
	ABOUT_CUSTODIAN = 1 << 3,
	ABOUT_RECEIVER = 1 << 4,
	ABOUT_MINOR = 1 << 5,
	ABOUT_KEPT = 1 << 6,
	ABOUT_STOP = 1 << 7,
	ABOUT_PUBLISHED = 1 << 8,
	ABOUT_REMAINDER = 1 << 9,
	ABOUT_ALL_RIGHTS = 1 << 10, /* "the rights above" */
	ABOUT_ANYONE = ABOUT_OPERATOR | ABOUT_COMPLAINT | ABOUT_CUSTODIAN | ABOUT_RECEIVER,
};

/* A line that is not empty; signs and digits are in their narrow form. */
typedef struct {
	char *text;
	char *plain; /* without its dates */
	unsigned n_dates;
	GDate last;     /* the last date on it */
	unsigned about; /* ABOUT_* */
} NoticeLine;

extern const char *const words_stops_zh[], *const words_stops_en[], *const words_sensitive[];
extern const char *const words_child[], *const words_guardian[], *const words_erase[];

void line_classify(NoticeLine *line);

/* A link, a mail address or a telephone number; or any words that say how. */
bool line_has_address(const NoticeLine *line);
bool line_has_way(const NoticeLine *line);

/* Does the line name the right (an index into notice_rights)?  How many does it name? */
bool line_names_right(const NoticeLine *line, size_t right);
unsigned line_rights(const NoticeLine *line);

/* Does the line name records of this class? */
bool line_names_records(const NoticeLine *line, const char *record_class);

/* Limit and way of each right; what is kept, why and how long. */
void lint_rights(Lint *lint, const GPtrArray *lines);
void lint_kept(Lint *lint, const GPtrArray *lines, Language written);
