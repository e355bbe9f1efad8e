/*
 * closure-row.h - whose a row is, and how much of it the person may have
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "closure-graph.h"
#include "detection.h"

/* The person's identifiers, each as "KIND:normalised". */
typedef struct {
	ValueSet *known;    /* only the person's accounts have them */
	ValueSet *checking; /* being looked for in every other account */
	ValueSet *found;    /* found in this pass */
	ValueSet *blocked;  /* others have them too */
} Identifiers;

void identifiers_init(Identifiers *identifiers);
void identifiers_clear(Identifiers *identifiers);

/* What one value has to do with the person. */
typedef enum {
	MARK_NONE,
	MARK_INSIDE, /* an identifier of the person stands in it */
	MARK_WHOLE,  /* it is one */
} Mark;

/* Buffers are reused from row to row. */
typedef struct {
	ClosureWay way;
	bool other_owner; /* another person's row */
	const char *role; /* that the person plays in it, or NULL */
	GArray *marks;    /* Mark, one a value */
	GArray *shows;    /* Show, one a value */
} Judgement;

void judgement_init(Judgement *judgement);
void judgement_clear(Judgement *judgement);

/* @value without white space around it; false where it names no record: "", "0", "-1", null. */
bool key_of_value(const SourceValue *value, Span *ret_key);

/* The kind a column holds, if that kind tells persons apart; KIND_NONE. */
KindId node_identifying_kind(const Node *node, unsigned field);

/* "KIND:normalised" of @value, or NULL where it is no such kind. */
char *identifier_text(KindId kind, Span value);

/* The same of a field's whole value, whatever kind the column holds. */
char *identifier_of_field(const Node *node, unsigned field, Span value);

/* @text with identifiers that are not in @known masked; freed by span_buffer_free. */
char *row_scrub(const ValueSet *known, Span text, size_t *ret_length, unsigned *ret_masked);

/* Which values carry an identifier of @set (and of @more, unless NULL). */
void row_mark(Judgement *judgement, const Node *node, const SourceRecord *record,
              const ValueSet *set, const ValueSet *more);

/* Judge a row: row_mark was done. */
void row_judge(Judgement *judgement, const Graph *graph, const Node *node,
               const SourceRecord *record);

/* Decide what of the row may be shown; row_judge was done and found a way. */
void row_show(Judgement *judgement, const Node *node, const SourceRecord *record);
