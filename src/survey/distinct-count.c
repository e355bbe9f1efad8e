/*
 * distinct-count.c - how many different hashes: exact while few, estimated beyond
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "distinct-count.h"

#include <math.h>
#include <string.h>

#define INDEX_BITS 14
#define HASH_BITS  64
#define LAST_RANK  (HASH_BITS - INDEX_BITS + 1)

/* 1 / (2 ln 2) */
#define ALPHA 0.72134752044448170368

static void
note(uint8_t *registers, uint64_t hash)
{
	uint64_t rest = hash << INDEX_BITS;
	size_t index = (size_t)(hash >> (HASH_BITS - INDEX_BITS));
	int rank = rest == 0 ? LAST_RANK : __builtin_clzll(rest) + 1;

	if (registers[index] < rank)
		registers[index] = (uint8_t)rank;
}

static void
note_all(uint8_t *registers, const HashSet *set)
{
	for (size_t i = 0; i < set->n_slots; i++)
		if (set->slots[i] != 0)
			note(registers, set->slots[i]);
}

static void
become_estimate(DistinctCount *count, size_t *budget)
{
	if (count->registers != NULL)
		return;
	count->registers = g_new0(uint8_t, DISTINCT_REGISTERS);
	note_all(count->registers, &count->exact);
	*budget += count->exact.n;
	hash_set_clear(&count->exact);
}

void
distinct_count_add(DistinctCount *count, uint64_t hash, size_t *budget)
{
	if (count->registers != NULL) {
		note(count->registers, hash);
		return;
	}
	size_t before = count->exact.n;
	size_t room = MIN(DISTINCT_EXACT, before + *budget);

	hash_set_add(&count->exact, hash, room);
	*budget -= count->exact.n - before;
	if (!count->exact.full)
		return;
	become_estimate(count, budget);
	note(count->registers, hash);
}

void
distinct_count_merge(DistinctCount *count, const DistinctCount *other, size_t *budget)
{
	if (other->registers == NULL) {
		for (size_t i = 0; i < other->exact.n_slots; i++)
			if (other->exact.slots[i] != 0)
				distinct_count_add(count, other->exact.slots[i], budget);
		return;
	}
	become_estimate(count, budget);
	for (size_t i = 0; i < DISTINCT_REGISTERS; i++)
		count->registers[i] = MAX(count->registers[i], other->registers[i]);
}

/* x + x^2 + 2 x^4 + 4 x^8 ...: what the empty registers add. */
static double
sigma(double x)
{
	double power = 1.0;
	double sum = x;

	if (x >= 1.0)
		return INFINITY;
	double before;
	do {
		before = sum;
		x *= x;
		sum += x * power;
		power *= 2.0;
	} while (sum > before);
	return sum;
}

/* The same for registers that are full. */
static double
tau(double x)
{
	double power = 1.0;
	double rest = 1.0 - x;

	if (x <= 0.0 || x >= 1.0)
		return 0.0;
	for (double before = INFINITY; rest < before;) {
		before = rest;
		x = sqrt(x);
		power *= 0.5;
		rest -= (1.0 - x) * (1.0 - x) * power;
	}
	return rest / 3.0;
}

int64_t
distinct_count_number(const DistinctCount *count)
{
	const double m = DISTINCT_REGISTERS;
	unsigned of_rank[LAST_RANK + 1] = {0};

	if (count->registers == NULL)
		return (int64_t)count->exact.n;
	for (size_t i = 0; i < DISTINCT_REGISTERS; i++)
		of_rank[count->registers[i]]++;
	double z = m * tau(1.0 - of_rank[LAST_RANK] / m);
	for (int rank = LAST_RANK - 1; rank >= 1; rank--)
		z = 0.5 * (z + of_rank[rank]);
	z += m * sigma(of_rank[0] / m);
	return (int64_t)llround(ALPHA * m * m / z);
}

void
distinct_count_clear(DistinctCount *count, size_t *budget)
{
	*budget += count->exact.n;
	hash_set_clear(&count->exact);
	g_clear_pointer(&count->registers, g_free);
}
