/*
 * field-tally.h - what is counted of one field while its container is read
 *
 * Small while little was seen, because a dump may have a hundred thousand columns: the kinds that
 * came are listed, not all there are.  No value is kept: counts, and one masked sample a kind.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "observation.h"
#include "verdict.h"

typedef struct {
	KindId kind;
	int64_t hits, inside, validated;
	char *sample; /* the first, masked; NULL where it came inside longer texts only */
} KindTally;

typedef struct {
	int64_t filled, han, numeric;
	int64_t lengths[VERDICT_LENGTHS];
	int64_t fits_asked; /* values held against the kind that the field's name says */
	int64_t fits, fits_validated;
	int64_t forms[N_MATCH_FORMS]; /* of the values that are or fit a kind */
	KindTally *kinds;
	size_t n_kinds;
} FieldTally;

void field_tally_free(FieldTally *tally);

/* Count one value that is not empty; *@tally is made with the first. */
void field_tally_add(FieldTally **tally, const Observation *seen, Span trimmed);

/*
 * Has @trimmed the form of values of @expected, as the name of the field says?  Asked of the first
 * values only: a share is enough.
 */
void field_tally_fit(FieldTally *tally, const Observation *seen, Span trimmed, KindId expected);

/* A value that is not text. */
void field_tally_add_binary(FieldTally **tally);

/* All that the verdict asks for, except how many values differ; @tally may be NULL. */
void field_tally_expand(const FieldTally *tally, int64_t rows, FieldStatistics *ret_statistics);

/* The masked sample of @kind, handed over; NULL where there is none. */
char *field_tally_take_sample(FieldTally *tally, KindId kind);
