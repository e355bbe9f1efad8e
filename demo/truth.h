/*
 * truth.h - what was planted where: truth.tsv
 *
 * One line a personal value: store, container, field, kind, person, value.  The kinds are
 * those of the program, and "gender", "nickname" for what has none there.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define NOBODY G_MAXUINT /* a value of no person: not a truth */

typedef struct Truth Truth;

typedef struct {
	const char *store, *container, *field;
} TruthPlace;

/* NULL where @path cannot be written. */
Truth *truth_open(const char *path);
void truth_add(Truth *truth, TruthPlace place, const char *kind, unsigned person,
               const char *value);

/* False where a write failed. */
bool truth_close(Truth *truth);
