/*
 * distinct-count.h - how many different hashes: exact while few, estimated beyond
 *
 * A small count is a set of hashes and exact.  When it grows past its share of DISTINCT_BUDGET, or
 * past DISTINCT_EXACT, it becomes a HyperLogLog sketch (Flajolet et al. 2007) of 2^14
 * registers, read with the estimator of Ertl (2017), which has no bias at any size and needs
 * no table: standard error 1.04 / sqrt(2^14) = 0.81 %.  Hashes are keyed, so neither form tells
 * anything without the dossier's key.  Counts of parts merge into the count of the whole.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "hash-set.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define DISTINCT_EXACT     (1000 * 1000)     /* hashes of one count */
#define DISTINCT_BUDGET    (2 * 1000 * 1000) /* hashes of all exact counts of a scan together */
#define DISTINCT_REGISTERS (1 << 14)
#define DISTINCT_ERROR     0.81 /* per cent: one standard error */

typedef struct {
	HashSet exact;
	uint8_t *registers; /* NULL while exact */
} DistinctCount;

/* @budget: how many hashes all counts may still keep; goes down and up again. */
void distinct_count_add(DistinctCount *count, uint64_t hash, size_t *budget);

/* @count becomes the count of both. */
void distinct_count_merge(DistinctCount *count, const DistinctCount *other, size_t *budget);

int64_t distinct_count_number(const DistinctCount *count);
static inline bool
distinct_count_is_exact(const DistinctCount *count)
{
	return count->registers == NULL;
}

/* Gives back to @budget what it took. */
void distinct_count_clear(DistinctCount *count, size_t *budget);
