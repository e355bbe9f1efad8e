/*
 * observation.h - what one look at one value tells, and a memory of looks
 *
 * An observation depends on the value alone, so values that come again (a state, a channel, the
 * name of a product) are looked at once: observations are remembered under the keyed hash
 * of the value, in a table of fixed size.  observation_of is the slow form and the oracle of
 * the tests; observation_recall gives the same.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"
#include "sketch.h"

#include <stdbool.h>
#include <stdint.h>

#define OBSERVED_CHARACTERS 64 /* longer values count as so long */

typedef struct {
	KindSet inside; /* kinds that a longer text contains */
	int16_t kind;   /* what it is as a whole; KIND_NONE */
	uint8_t characters;
	uint8_t form; /* MatchForm, of the kind */
	bool validated;
	bool han;     /* has a Han character */
	bool numeric; /* digits only */
} Observation;

/* @trimmed is not empty and has no white space at its ends. */
Observation observation_of(Span trimmed);

typedef struct ObservationMemory ObservationMemory;

ObservationMemory *observation_memory_new(void);
void observation_memory_free(ObservationMemory *memory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ObservationMemory, observation_memory_free)

/* How often a column's values came again; zero at first. */
typedef struct {
	uint32_t asked, known;
	uint32_t rest; /* values for which the memory is not asked */
} ObservationHabit;

#define OBSERVED_AT_ONCE 512

/*
 * observation_of each of at most OBSERVED_AT_ONCE @values, @hashes being their keyed hashes; short
 * amounts and moments are put to no detector, the rest several at a time.
 */
void observation_recall(ObservationMemory *memory, ObservationHabit *habit, const Span *values,
                        const uint64_t *hashes, size_t n, Observation *ret);
