/*
 * verdict.h - what a field holds, from all that is known of it
 *
 * Kinds compete with: share of hits, share validated, distinct share, lengths, the name of the
 * column in English, pinyin and Chinese, its comment, its table and neighbours, its type.
 * Most personal columns of an installed platform are empty; name, comment and type are
 * then the only evidence, and a verdict is still owed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"
#include "finding.h"

#include <stdbool.h>
#include <stdint.h>

#define VERDICT_LENGTHS 65 /* 0..63 characters, and longer */

/* What one pass over a field's values gathers; mergeable by addition. */
typedef struct {
	int64_t rows;
	int64_t filled;            /* neither null nor empty */
	int64_t hits[KIND_ROOM];   /* values that are the kind as a whole */
	int64_t inside[KIND_ROOM]; /* values that contain it (free text) */
	int64_t validated[KIND_ROOM];
	int64_t lengths[VERDICT_LENGTHS];
	int64_t fits_asked; /* of them held against the kind that the name says */
	int64_t fits, fits_validated;
	int64_t forms[N_MATCH_FORMS]; /* of the values that are or fit a kind */
	int64_t han;                  /* values with a Han character */
	int64_t numeric;              /* digits only */
	int64_t names;                /* values shaped like a Chinese person's name */
	int64_t addresses;            /* values shaped like an address */
	int64_t dates;                /* values that are a date */
	int64_t distinct;             /* exact or estimated */
} FieldStatistics;

/* Decide all fields of @container together; fills its findings, class and roles. */
void verdict_decide(ContainerFinding *container, const FieldStatistics *statistics);
