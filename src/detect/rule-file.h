/*
 * rule-file.h - a user's own kinds, read from a rules file
 *
 * One group a kind, one key a line; tingfu-rules(5) describes them.  Every mistake is an error that
 * names the file and the line: a rule that does not do what its author meant is worse than
 * none.
 *
 *     [Kind staff-number]
 *     Title=工号
 *     Pattern=YG[0-9]{6}
 *     Near=工号 staff
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "context.h"
#include "kind.h"

#include <glib.h>

#define RULE_WIDEST   256 /* bytes of a match; patterns without an end are refused */
#define RULE_SHORTEST 4   /* shorter values mean nothing without a field's name */
#define RULES_MOST    32

typedef enum {
	RULE_CHECK_NONE,
	RULE_CHECK_LUHN,
	RULE_CHECK_MOD_11_2,
	RULE_CHECK_MOD_31,
	RULE_CHECK_ORGANISATION,
	RULE_CHECK_VIN,
	N_RULE_CHECKS
} RuleCheck;

typedef struct {
	Kind kind;
	char *id; /* kind points to these two */
	char *title;
	char *pattern;
	size_t pattern_line;
	char **words;
	ContextWord *near; /* the words, ended by CONTEXT_END; NULL: none */
	RuleCheck check;
	uint8_t confidence; /* of a match without check digit and without word */
} Rule;

void rule_free(Rule *rule);

/* The rules of @path; Rule *.  FAULT_MALFORMED names the line. */
GPtrArray *rule_file_read(const char *path, GError **error);
