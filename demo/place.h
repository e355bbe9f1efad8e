/*
 * place.h - districts with their real division codes, and streets that do not exist
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dice.h"

typedef struct {
	unsigned code; /* GB/T 2260 */
	const char *province, *city, *district;
	const char *postcode;
} Place;

const Place *place_pick(Dice *dice);

/* "梧桐路118号云栖苑3栋2单元501" */
void place_street(Dice *dice, char *ret_street, unsigned size);
