/*
 * text-check.h - is a piece of text plain UTF-8 that nothing has to be done to?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"
#include "text-check-form.h"

/* @text begins and ends with whole characters. */
TextCheck text_check(Span text);

/* How much of the beginning of @text is UTF-8. */
size_t text_sound_length(Span text);

/* @text without a character that is cut off at its end. */
Span text_whole(Span text);

/* The first full-width digit or letter in UTF-8; the length where there is none. */
size_t text_find_full_width(Span text);

/* Length of the well-formed UTF-8 character at @at, 0 where it is none. */
size_t text_character_length(Span text, size_t at);
