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
 * A bit for the last three bytes of each label, so that most words cost a look into eight
 * kilobytes: of all labels, and of those that are asked for at joints.
 */
typedef enum { LABEL_FILTER_ANY, LABEL_FILTER_JOINT, N_LABEL_FILTERS } LabelFilter;

#define LABEL_FILTER_WORDS (1 << 10)
extern uint64_t label_filters[N_LABEL_FILTERS][LABEL_FILTER_WORDS];

static inline unsigned
label_filter_bit(uint8_t third, uint8_t second, uint8_t last)
{
	return (unsigned)(last & 0x1f) | (unsigned)(second & 0x1f) << 5 |
	       (unsigned)(third & 0x1f) << 10 | (unsigned)(last >> 7) << 15;
}

/* May the word that ends before @end be a label?  False is certain. */
static inline bool
label_may_end(Span text, size_t end, LabelFilter filter)
{
	if (end < 2)
		return false;
	const uint8_t *last = (const uint8_t *)text.bytes + end - 1;
	uint8_t third = end > 2 ? last[-2] : 0;
	/* Times and ratios: a number needs a letter close before it, as "icd10" and "sha256" have. */
	if (last[0] < '@' && last[-1] < '@' && third < '@' && (end < 4 || last[-3] < '@'))
		return false;
	unsigned bit = label_filter_bit(third, last[-1], last[0]);

	return (label_filters[filter][bit / 64] >> bit % 64 & 1) != 0;
}
