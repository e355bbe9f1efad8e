/*
 * hash-set.c - different 64-bit hashes, counted exactly up to a bound
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "hash-set.h"

#include <glib.h>

#define FIRST_SLOTS 64

/* The slot of @hash, or the free one where it belongs. */
static uint64_t *
slot_of(const HashSet *set, uint64_t hash)
{
	size_t at = (size_t)hash & (set->n_slots - 1);

	while (set->slots[at] != 0 && set->slots[at] != hash)
		at = (at + 1) & (set->n_slots - 1);
	return &set->slots[at];
}

static void
grow(HashSet *set)
{
	uint64_t *old = set->slots;
	size_t n_old = set->n_slots;

	set->n_slots = n_old == 0 ? FIRST_SLOTS : 2 * n_old;
	set->slots = g_new0(uint64_t, set->n_slots);
	for (size_t i = 0; i < n_old; i++)
		if (old[i] != 0)
			*slot_of(set, old[i]) = old[i];
	g_free(old);
}

void
hash_set_add(HashSet *set, uint64_t hash, size_t bound)
{
	/* 0 marks a free slot. */
	hash = hash == 0 ? 1 : hash;
	if (set->n_slots > 0 && *slot_of(set, hash) == hash)
		return;
	if (set->n >= bound) {
		set->full = true;
		return;
	}
	if (2 * (set->n + 1) > set->n_slots)
		grow(set);
	*slot_of(set, hash) = hash;
	set->n++;
}

void
hash_set_clear(HashSet *set)
{
	g_clear_pointer(&set->slots, g_free);
	set->n_slots = 0;
	set->n = 0;
	set->full = false;
}
