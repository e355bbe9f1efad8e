/*
 * unwrap.h - one level of wrapping undone: base64, hexadecimal, URL and JSON escapes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/*
 * The text that "%E5%BC%A0", "\u5f20", "&#x5f20;" and plain characters between them stand for.
 * @decoded has room for @value.  False where @value holds no escape.
 */
bool unwrap_escapes(Span value, char *decoded, size_t *ret_length);

/*
 * A word of twenty-four characters and more that is text in base64 or hexadecimal, and the strong
 * kind in that text.  The match is the whole word.
 */
bool check_wrapped(const Probe *probe, Match *ret_match);

/* Zhang%40example.com: the sign is written as an escape. */
bool check_email_escaped(const Probe *probe, Match *ret_match);
