/*
 * byte-set.h - is a byte one of a few?  strchr would say yes to a zero byte
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>

static inline bool
byte_in(char byte, const char *set)
{
	while (*set != '\0' && *set != byte)
		set++;
	return *set != '\0';
}
