/*
 * person-count.h - how many natural persons, counted as the CAC counts
 *
 * Distinct persons whose data are there now, boundaries included.  A person is what hangs
 * together: identifiers that stand in one row (the key of the account, its mobile, its
 * identity number) are one person's, and so are equal identifiers of other rows, files and
 * databases.  Identifiers are keyed hashes, joined in a union-find forest: exact up to
 * BOUND_IDENTIFIERS of them, estimated beyond, and then said to be.
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

/* @identifiers stand in one row and are one person's; @facts are true of that person. */
void person_count_row(PersonCount *count, const uint64_t *identifiers, size_t n, unsigned facts);

PersonTotals person_count_totals(const PersonCount *count);
