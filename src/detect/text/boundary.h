/*
 * boundary.h - what may stand beside a match
 *
 * No match touches an ASCII letter or digit.  A letter that belongs to an escape is none:
 * in "\n138...", "\u003a138..." and "%3A138..." the number begins where it seems to go on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>
#include <stddef.h>

/* Length of the escape at @at, which holds '\' or '%'; 0 where it is none. */
size_t escape_length(Span text, size_t at);

/* May a match begin at @at? */
bool boundary_before(Span text, size_t at);

/* May a match end before @at? */
bool boundary_after(Span text, size_t at);
