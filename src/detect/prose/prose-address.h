/*
 * prose-address.h - postal addresses of China, in running text and in cells
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

typedef struct {
	size_t start;
	size_t end;
	unsigned levels; /* bits of AddressLevel */
	unsigned n_parts;
	unsigned n_numbers; /* parts with a number */
	unsigned n_unread;  /* characters of a value that belong to no part */
	unsigned confidence;
} Address;

typedef enum {
	LEVEL_PROVINCE,
	LEVEL_CITY,
	LEVEL_COUNTY,
	LEVEL_TOWN,
	LEVEL_VILLAGE,
	LEVEL_ROAD,
	LEVEL_NUMBER, /* 号 */
	LEVEL_ESTATE, /* a named place: 小区, 大厦, 市场 */
	LEVEL_BUILDING,
	LEVEL_UNIT,
	LEVEL_FLOOR,
	LEVEL_ROOM,
	N_LEVELS,
} AddressLevel;

/*
 * The address that @at belongs to, where the last byte-triple of a level's word stands (省, 路,
 * 号 ...).  @whole: the text is one value, and all of it may be address.  False where none is.
 */
bool address_around(Span text, size_t at, bool whole, Address *ret_address);
