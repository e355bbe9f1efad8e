/*
 * surname.h - Chinese family names
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>
#include <stddef.h>

/* In UTF-8, sorted by bytes; surname-table.c is made by tools/make-surname-table. */
extern const char surnames_of_one[][4];
extern const size_t n_surnames_of_one;
extern const char surnames_of_two[][7];
extern const size_t n_surnames_of_two;

/* Characters of the surname that @name begins with: 1, 2, or 0 for none. */
size_t surname_length(Span name);
