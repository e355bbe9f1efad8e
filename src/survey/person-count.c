/*
 * person-count.c - how many natural persons, counted as the CAC counts
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "person-count.h"

#include "bounds.h"
#include "distinct-count.h"

#include <string.h>

#define NOBODY      PERSON_NOBODY
#define FIRST_SLOTS 1024

struct PersonCount {
	size_t bound;
	GArray *hashes;       /* uint64_t: of identifier i */
	GArray *parents;      /* uint32_t */
	GByteArray *facts;    /* of the identifier that is its own parent */
	uint32_t *slots;      /* open addressing: index of an identifier, or NOBODY */
	size_t n_slots;       /* a power of two */
	DistinctCount beyond; /* identifiers past the bound */
};

PersonCount *
person_count_new(size_t bound)
{
	PersonCount *count = g_new0(PersonCount, 1);

	count->bound = bound == 0 ? BOUND_IDENTIFIERS : bound;
	count->hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	count->parents = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	count->facts = g_byte_array_new();
	count->n_slots = FIRST_SLOTS;
	count->slots = g_new(uint32_t, count->n_slots);
	memset(count->slots, 0xff, count->n_slots * sizeof(uint32_t));
	return count;
}

void
person_count_free(PersonCount *count)
{
	if (count == NULL)
		return;
	g_array_unref(count->hashes);
	g_array_unref(count->parents);
	g_byte_array_unref(count->facts);
	g_free(count->slots);
	distinct_count_clear(&count->beyond, &(size_t){0});
	g_free(count);
}

/* The slot of @hash, or the free one where it belongs. */
static size_t
slot_of(const PersonCount *count, uint64_t hash)
{
	size_t slot = (size_t)hash & (count->n_slots - 1);

	while (count->slots[slot] != NOBODY &&
	       g_array_index(count->hashes, uint64_t, count->slots[slot]) != hash)
		slot = (slot + 1) & (count->n_slots - 1);
	return slot;
}

void
person_count_expect(const PersonCount *count, uint64_t hash)
{
	__builtin_prefetch(&count->slots[(size_t)hash & (count->n_slots - 1)]);
}

static void
grow(PersonCount *count)
{
	g_free(count->slots);
	count->n_slots *= 2;
	count->slots = g_new(uint32_t, count->n_slots);
	memset(count->slots, 0xff, count->n_slots * sizeof(uint32_t));
	for (uint32_t i = 0; i < count->hashes->len; i++)
		count->slots[slot_of(count, g_array_index(count->hashes, uint64_t, i))] = i;
}

/* The identifier's number; NOBODY past the bound. */
static uint32_t
intern(PersonCount *count, uint64_t hash)
{
	static const uint8_t no_facts = 0;
	size_t slot = slot_of(count, hash);

	if (count->slots[slot] != NOBODY)
		return count->slots[slot];
	if (count->hashes->len >= count->bound) {
		distinct_count_add(&count->beyond, hash, &(size_t){0});
		return NOBODY;
	}
	uint32_t number = count->hashes->len;
	g_array_append_val(count->hashes, hash);
	g_array_append_val(count->parents, number);
	g_byte_array_append(count->facts, &no_facts, 1);
	count->slots[slot] = number;
	if (count->hashes->len * 2 > count->n_slots)
		grow(count);
	return number;
}

static uint32_t
root_of(const PersonCount *count, uint32_t number)
{
	uint32_t *parents = (uint32_t *)(void *)count->parents->data;

	while (parents[number] != number) {
		parents[number] = parents[parents[number]];
		number = parents[number];
	}
	return number;
}

static uint32_t
join(PersonCount *count, uint32_t a, uint32_t b)
{
	a = root_of(count, a);
	b = root_of(count, b);
	if (a == b)
		return a;
	/* The older one stays: with path halving that is nearly as flat as by rank. */
	uint32_t low = MIN(a, b);
	uint32_t high = MAX(a, b);
	g_array_index(count->parents, uint32_t, high) = low;
	count->facts->data[low] |= count->facts->data[high];
	return low;
}

uint32_t
person_count_row(PersonCount *count, const uint64_t *identifiers, size_t n, unsigned facts)
{
	uint32_t person = NOBODY;

	for (size_t i = 0; i < n; i++) {
		uint32_t number = intern(count, identifiers[i]);

		if (number == NOBODY)
			continue;
		person = person == NOBODY ? root_of(count, number) : join(count, person, number);
	}
	if (person != NOBODY)
		count->facts->data[person] |= (uint8_t)facts;
	return person;
}

uint32_t
person_count_who(const PersonCount *count, uint32_t person)
{
	return root_of(count, person);
}

PersonTotals
person_count_totals(const PersonCount *count)
{
	PersonTotals totals = {0};

	for (uint32_t i = 0; i < count->hashes->len; i++) {
		if (g_array_index(count->parents, uint32_t, i) != i)
			continue;
		unsigned facts = count->facts->data[i];
		totals.persons++;
		totals.age_unknown += (facts & PERSON_AGE_KNOWN) == 0;
		totals.under_14 += (facts & PERSON_UNDER_14) != 0;
		totals.under_18 += (facts & PERSON_UNDER_18) != 0;
		totals.sensitive += (facts & PERSON_SENSITIVE) != 0;
		totals.sms_trigger += (facts & PERSON_SMS_TRIGGER) != 0;
	}
	int64_t beyond = distinct_count_number(&count->beyond);
	if (beyond > 0) {
		/* As many identifiers a person as among those that were kept. */
		double each = (double)count->hashes->len / (double)MAX(totals.persons, 1);
		totals.persons += (int64_t)((double)beyond / MAX(each, 1.0));
		totals.estimated = true;
	}
	return totals;
}
