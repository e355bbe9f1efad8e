/*
 * recoder.h - a stream that changes its encoding on the way, as UTF-8
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "converted.h"
#include "encoding.h"

#include <stdbool.h>

typedef struct {
	Encoding encoding; /* of the stream as a whole */
	Encoding now;      /* of the place that was reached */
	bool is_fixed;     /* UTF-8, whatever it looks like */
	bool refused;      /* the place that was reached is no UTF-16 */
	unsigned n_none;   /* stretches one behind the other that are text in no encoding */
} Recoder;

/* @raw is the beginning of the stream, or more of one that was ASCII so far. */
void recoder_guess(Recoder *recoder, Span raw, bool is_start);

/*
 * How much of @raw can be searched as it is.  Where it is less than the length, what follows
 * has to be converted, or is the beginning of a character (@ret_waits).
 */
size_t recoder_plain(Recoder *recoder, Span raw, bool is_end, bool *ret_waits);

/* Append @raw, which begins at @offset of the stream; how much of it was taken. */
size_t recoder_convert(Recoder *recoder, Span raw, bool is_end, uint64_t offset,
                       Converted *converted);
