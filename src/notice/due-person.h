/*
 * due-person.h - which identifiers are one person's
 *
 * A union-find forest over keyed identifiers: HMAC-SHA-256 under the fingerprint key, 128 bits.
 * No value is kept.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "seal.h"
#include "span.h"

#include <glib.h>
#include <stdint.h>

#define DUE_ID_SIZE 16

/* No identifier: an empty value, or the list is full. */
#define DUE_NOBODY UINT32_MAX

typedef struct DuePersons DuePersons;

DuePersons *due_persons_new(const Key *key);
void due_persons_free(DuePersons *persons);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DuePersons, due_persons_free)

/* The identifier @value of the sort @realm ("orders|id", "mobile"). */
uint32_t due_person_of(DuePersons *persons, const char *realm, Span value);

/* Both are one person's. */
void due_persons_join(DuePersons *persons, uint32_t one, uint32_t other);

/* One record more that calls for a message. */
void due_person_count(DuePersons *persons, uint32_t one);

bool due_persons_are_too_many(const DuePersons *persons);

/* One line a person with records: the least of its ids, TAB, records; sorted. */
int64_t due_persons_write(const DuePersons *persons, GString *out);
