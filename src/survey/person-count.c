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

typedef struct {
	uint64_t hash;
	uint32_t parent;
	uint8_t facts; /* of the identifier that is its own parent */
} Identifier;

struct PersonCount {
	size_t bound;
	GArray *identifiers;  /* Identifier */
	uint32_t *slots;      /* open addressing: index of an identifier, or NOBODY */
	size_t n_slots;       /* a power of two */
	DistinctCount beyond; /* identifiers past the bound */
};

PersonCount *
person_count_new(size_t bound)
{
	PersonCount *count = g_new0(PersonCount, 1);

	count->bound = bound == 0 ? BOUND_IDENTIFIERS : bound;
	count->identifiers = g_array_new(FALSE, FALSE, sizeof(Identifier));
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
	g_array_unref(count->identifiers);
	g_free(count->slots);
	distinct_count_clear(&count->beyond, &(size_t){0});
	g_free(count);
}

static inline Identifier *
identifier(const PersonCount *count, uint32_t number)
{
	return &g_array_index(count->identifiers, Identifier, number);
}

/* The slot of @hash, or the free one where it belongs. */
static size_t
slot_of(const PersonCount *count, uint64_t hash)
{
	size_t slot = (size_t)hash & (count->n_slots - 1);

	while (count->slots[slot] != NOBODY && identifier(count, count->slots[slot])->hash != hash)
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
	for (uint32_t i = 0; i < count->identifiers->len; i++)
		count->slots[slot_of(count, identifier(count, i)->hash)] = i;
}

/* The identifier's number; NOBODY past the bound. */
static uint32_t
intern(PersonCount *count, uint64_t hash)
{
	size_t slot = slot_of(count, hash);

	if (count->slots[slot] != NOBODY)
		return count->slots[slot];
	if (count->identifiers->len >= count->bound) {
		distinct_count_add(&count->beyond, hash, &(size_t){0});
		return NOBODY;
	}
	uint32_t number = count->identifiers->len;
	Identifier fresh = {hash, number, 0};
	g_array_append_val(count->identifiers, fresh);
	count->slots[slot] = number;
	if (count->identifiers->len * 2 > count->n_slots)
		grow(count);
	return number;
}

static uint32_t
root_of(const PersonCount *count, uint32_t number)
{
	Identifier *all = identifier(count, 0);

	while (all[number].parent != number) {
		all[number].parent = all[all[number].parent].parent;
		number = all[number].parent;
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
	identifier(count, high)->parent = low;
	identifier(count, low)->facts |= identifier(count, high)->facts;
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
		identifier(count, person)->facts |= (uint8_t)facts;
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

	for (uint32_t i = 0; i < count->identifiers->len; i++) {
		if (identifier(count, i)->parent != i)
			continue;
		unsigned facts = identifier(count, i)->facts;
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
		double each = (double)count->identifiers->len / (double)MAX(totals.persons, 1);
		totals.persons += (int64_t)((double)beyond / MAX(each, 1.0));
		totals.estimated = true;
	}
	return totals;
}
