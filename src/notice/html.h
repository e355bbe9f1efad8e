/*
 * html.h - HTML that escapes by default
 *
 * What is ours (tags) stands in the format; what is others' goes through %s and is
 * escaped.  html_raw is for markup that was made here before.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>

/* Append @format; each %s argument is escaped. */
void html_add(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Append @text, escaped; bytes that are not UTF-8 are replaced. */
void html_text(GString *out, const char *text);

void html_raw(GString *out, const char *markup);
