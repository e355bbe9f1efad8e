/*
 * mobile-prefix.h - which mobile numbers of mainland China are in use, and by whom
 *
 * By the second and third digit of eleven.  Numbers may be carried to another operator
 * since 2019, so the operator is the one to whom the range was allotted.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdint.h>

typedef enum {
	MOBILE_NOT_ALLOTTED,
	MOBILE_CHINA_MOBILE,
	MOBILE_CHINA_UNICOM,
	MOBILE_CHINA_TELECOM,
	MOBILE_CHINA_BROADNET,
	MOBILE_VIRTUAL,   /* resold by virtual operators */
	MOBILE_DATA,      /* data cards and machines, now and then a person's tablet */
	MOBILE_SATELLITE, /* satellite and emergency */
} MobileUse;

extern const uint8_t mobile_prefixes[100]; /* MobileUse */
