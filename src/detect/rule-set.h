/*
 * rule-set.h - looking for a user's own kinds, in the same pass as the built-in ones
 *
 * Patterns are matched by Hyperscan, which has no backtracking: time is linear in the text
 * whatever the rule says.  Patterns that have no longest match, that look around or refer
 * back, or that are anchored to lines are refused when the file is read.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

#define RULE_STRETCH 1024 /* bytes searched at once */

/* Read @path, once, before any scan begins: its kinds are known from then on. */
bool rule_set_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool rule_set_is_loaded(void);

/* For each place of a stretch the longest match that begins there. */
typedef struct {
	uint16_t lengths[RULE_STRETCH]; /* 0: none */
	uint8_t rules[RULE_STRETCH];
} RuleHits;

/* Search [@from, @limit) of @window, RULE_STRETCH bytes at most.  False where there is nothing. */
bool rule_set_scan(Span window, size_t from, size_t limit, RuleHits *ret_hits);

/* Is the hit at @at a match: boundaries, words near it, check digit? */
bool rule_set_judge(Span window, size_t at, size_t length, uint8_t rule, Match *ret_match);
