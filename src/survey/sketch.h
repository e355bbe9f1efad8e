/*
 * sketch.h - how many different values, and are they contained in another field's?
 *
 * Values become 64-bit hashes under a key of the dossier (SipHash-2-4, Aumasson and
 * Bernstein 2012), so a sketch tells nothing without the key.  A sketch keeps the smallest hashes
 * (Bar-Yossef et al. 2002): exact up to its size of different values (SKETCH_SIZE), then estimated
 * within about four per cent; sketches of parts merge into the sketch of the whole.  Where
 * columns are many sketches are smaller, so that all together stay below SKETCH_BUDGET:
 * of a hundred thousand columns each keeps 64 hashes, an error of thirteen per cent.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "seal.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SKETCH_SIZE   1024
#define SKETCH_LEAST  64
#define SKETCH_RECENT 8
#define SKETCH_BUDGET (64UL * 1024 * 1024) /* bytes */

typedef struct {
	uint64_t k0, k1;
} HashKey;

HashKey hash_key(const Key *key);
uint64_t hash_span(const HashKey *key, Span value);

/* Mix a small number into a hash: the same value in another role is another hash. */
uint64_t hash_salt(uint64_t hash, uint64_t salt);

typedef struct {
	uint64_t *smallest; /* sorted; NULL until the first value */
	size_t n, room;
	size_t size;                    /* a power of two; 0: SKETCH_SIZE */
	uint64_t recent[SKETCH_RECENT]; /* added lately: most columns hold few different values */
} Sketch;

/* For so many sketches at once. */
size_t sketch_size_for(size_t n_sketches);

void sketch_clear(Sketch *sketch);
void sketch_add(Sketch *sketch, uint64_t hash);
void sketch_merge(Sketch *sketch, const Sketch *other);
int64_t sketch_distinct(const Sketch *sketch);

/* The share of @part's values that stand in @whole, 0..100; -1 where too little is known. */
int sketch_contained(const Sketch *part, const Sketch *whole);
