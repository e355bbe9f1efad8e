/*
 * text.h - what programs of our time still need to know about text
 *
 * UTF-8, GB18030 (iconv), full-width folding (GB/T 1988 forms), and how wide a line is
 * on a terminal (Unicode East Asian Width: a Chinese character is two columns).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>

bool text_is_utf8(Span text);

/* @text of @encoding ("GB18030", "BIG5", "UTF-16LE", ...) as UTF-8; FAULT_MALFORMED if it is not. */
GBytes *text_to_utf8(Span text, const char *encoding, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* UTF-8 @text in @encoding; NULL without an error where a character has no place in it. */
GBytes *text_from_utf8(Span text, const char *encoding);

/* Full-width digits, letters and signs (U+FF01..U+FF5E, U+3000) to ASCII, in a new string. */
char *text_fold_width(Span text);

/* The same and in lower case, without white space: for comparing identifiers. */
char *text_fold_identifier(Span text);

/* Columns that the UTF-8 @text takes on a terminal. */
size_t text_width(const char *text);

/* @text padded with blanks, or cut with an ellipsis, to exactly @width columns. */
char *text_fit(const char *text, size_t width);

/* @text with <, >, &, " and ' as HTML entities. */
char *text_escape_html(const char *text);
