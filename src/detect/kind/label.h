/*
 * label.h - the kind of value that a word announces: "blood_type", "QQ号", "userMobileMd5"
 *
 * One table of words (label-table.c), looked up from their end: a label is the longest tail of an
 * identifier or of a Chinese phrase that the table knows, beginning where a word of it begins.
 * Words are compared without case, '_' and '-'.  General words (name, code, type, id) stand in
 * no row, so they say nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "kind.h"
#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
	KindId kind;
	bool at_joint;     /* the value may be anything that fits: ask at every joint */
	const char *words; /* separated by '|'; "=word" is a whole label only */
} LabelRow;

extern const LabelRow label_rows[];
extern const size_t n_label_rows;

typedef struct {
	KindId kind; /* KIND_NONE where no word is known */
	bool at_joint;
	bool transformed; /* the label itself says hash, cipher or mask: "mobile_md5" */
} Label;

/* Once before anything else here; cheap when it was done already. */
void labels_prepare(void);

/* What the word that ends before @end announces. */
Label label_ending_at(Span text, size_t end);

/* The same for the value at @at, the signs between them (`": "`, `\":\"`, '：') aside. */
Label label_before(Span text, size_t at);

/* Where the label of the value at @at ends; 0 where no sign stands between them. */
size_t label_end_before(Span text, size_t at);

/*
 * A bit for the last four bytes of each label, so that most words cost one look into a table: of
 * all labels, and of those that are asked for at joints.  Labels of two letters have their own.
 */
typedef enum { LABEL_FILTER_ANY, LABEL_FILTER_JOINT, N_LABEL_FILTERS } LabelFilter;

#define LABEL_FILTER_BITS 18
extern uint64_t label_filters[N_LABEL_FILTERS][(1 << LABEL_FILTER_BITS) / 64];
extern uint64_t label_pairs[N_LABEL_FILTERS][1024 / 64];

static inline uint32_t
label_filter_bit(const char last[4])
{
	uint32_t bytes;

	memcpy(&bytes, last, sizeof bytes);
	return ((bytes | 0x20202020) * 0x9e3779b1u) >> (32 - LABEL_FILTER_BITS);
}

/* May the word that ends before @end be a label?  False is certain. */
static inline bool
label_may_end(Span text, size_t end, LabelFilter filter)
{
	if (end < 4)
		return end >= 2;
	const char *last = text.bytes + end - 4;
	uint32_t bit = label_filter_bit(last);
	uint32_t pair = (uint32_t)(last[3] & 0x1f) | (uint32_t)(last[2] & 0x1f) << 5;

	if ((label_filters[filter][bit / 64] >> bit % 64 & 1) != 0)
		return true;
	/* A label of two letters begins where a word begins. */
	bool begins = last[1] < 'a' || last[1] > 'z' || last[2] < 'a';
	return begins && last[3] >= '@' && (label_pairs[filter][pair / 64] >> pair % 64 & 1) != 0;
}
