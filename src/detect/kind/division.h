/*
 * division.h - administrative divisions: codes of GB/T 2260, and dates in numbers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Every six-digit code that is or was in force, ascending. */
extern const uint32_t division_codes[];
extern const size_t n_division_codes;

/* Do the two digits stand for a province, Taiwan (71, 83), Hong Kong (81) or Macao (82)? */
bool division_is_province(const char *digits);

/* Is or was the six-digit code in force? */
bool division_is_known(const char *digits);

/* Names of provinces, cities and counties without 省, 市, 区 and the like, by length. */
typedef struct {
	size_t characters;
	const char *names; /* sorted by bytes, each ended by NUL */
	size_t length;     /* of all of them together */
} DivisionNames;

extern const DivisionNames division_names[];
extern const size_t n_division_names;

/* Is @name the short name of a province, city or county?  Three bytes a character. */
bool division_has_name(Span name);

/* YYYYMMDD: a day of the calendar, 1900 to today. */
bool date_is_possible(const char *digits);
