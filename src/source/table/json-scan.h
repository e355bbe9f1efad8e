/*
 * json-scan.h - where a JSON value ends, without parsing it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

typedef struct {
	size_t length; /* of the value; 0: it goes on behind the window */
	unsigned depth;
	bool broken; /* a closing bracket without its opening one */
} JsonExtent;

/* @window begins with the value. */
JsonExtent json_extent(Span window);
