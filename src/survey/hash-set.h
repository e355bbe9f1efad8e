/*
 * hash-set.h - different 64-bit hashes, counted exactly up to a bound
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	uint64_t *slots; /* 0: free; NULL until the first hash */
	size_t n_slots;
	size_t n;
	bool full; /* the bound was reached: @n is a lower bound */
} HashSet;

/* @hash will soon be added: its place is fetched in the meantime. */
static inline void
hash_set_expect(const HashSet *set, uint64_t hash)
{
	if (set->n_slots > 0)
		__builtin_prefetch(&set->slots[(size_t)hash & (set->n_slots - 1)]);
}

void hash_set_add(HashSet *set, uint64_t hash, size_t bound);
void hash_set_clear(HashSet *set);
