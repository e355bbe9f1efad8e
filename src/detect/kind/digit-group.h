/*
 * digit-group.h - digits that stand in groups: 138 1234 5678, 6222-0212-3456-7890
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIGIT_GROUPS 6
#define DIGITS_MOST  24

typedef struct {
	char digits[DIGITS_MOST + 1]; /* all groups joined, terminated */
	size_t n_digits;
	size_t n_groups;
	uint8_t sizes[DIGIT_GROUPS];
	size_t length;   /* in the text, from the first digit to behind the last */
	char joint;      /* ' ' or '-' */
	bool ends_clean; /* no letter and no further group follows */
} DigitGroups;

/*
 * Read the groups that begin at @at, all joined by the same character.  False where
 * there is one group only, too many, or a group before @at belongs to them.
 */
bool digit_groups_read(Span text, size_t at, DigitGroups *ret_groups);
