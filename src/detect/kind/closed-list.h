/*
 * closed-list.h - kinds whose values are a few words: sex, ethnic group, blood type, education ...
 *
 * The lists are those of the national standards of codes (GB/T 2261, 3304, 4658, 4762) with what
 * platforms write in their stead, in Chinese and English.  Codes are numbers and mean something
 * only below a field's name.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "kind.h"

typedef enum {
	LISTED_NO,
	LISTED_WORD,
	LISTED_CODE, /* a number that stands for a word */
} Listed;

/* Is @value, trimmed, one of the list of @kind?  LISTED_NO for kinds without a list. */
Listed closed_list_has(KindId kind, Span value);
