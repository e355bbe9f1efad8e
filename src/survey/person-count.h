/*
 * person-count.h - how many natural persons, counted as the CAC counts
 *
 * Distinct persons whose data are there now, boundaries included.  A person is what hangs
 * together: identifiers that stand in one row (the key of the account, its mobile, its
 * identity number) are one person's, and so are equal identifiers of other rows, files and
 * databases.  Identifiers are keyed hashes, joined in a union-find forest: exact up to
 * BOUND_IDENTIFIERS of them in at most 192 MiB; beyond, the rest is counted by
 * HyperLogLog (distinct-count.h) and divided by the identifiers a person has among those that
 * were kept, and the whole is said to be an estimate.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What is known of a person; joined when persons turn out to be one. */
typedef enum {
	PERSON_AGE_KNOWN = 1 << 0,
	PERSON_UNDER_14 = 1 << 1,
	PERSON_UNDER_18 = 1 << 2,
	PERSON_SENSITIVE = 1 << 3,
	PERSON_SMS_TRIGGER = 1 << 4,
} PersonFact;

typedef struct {
	int64_t persons;
	int64_t age_unknown, under_14, under_18, sensitive, sms_trigger;
	bool estimated;
} PersonTotals;

typedef struct PersonCount PersonCount;

/* @bound identifiers are kept; 0: BOUND_IDENTIFIERS. */
PersonCount *person_count_new(size_t bound);
void person_count_free(PersonCount *count);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonCount, person_count_free)

/* @hash will soon stand in a row: its place is fetched in the meantime. */
void person_count_expect(const PersonCount *count, uint64_t hash);

#define PERSON_NOBODY UINT32_MAX

/*
 * @identifiers stand in one row and are one person's; @facts are true of that person.  A number for
 * that person; PERSON_NOBODY where none of the identifiers was kept.
 */
uint32_t person_count_row(PersonCount *count, const uint64_t *identifiers, size_t n,
                          unsigned facts);

/* Numbers of one person become one number when all rows were seen. */
uint32_t person_count_who(const PersonCount *count, uint32_t person);

PersonTotals person_count_totals(const PersonCount *count);
