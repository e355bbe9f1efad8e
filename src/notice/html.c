/*
 * html.c - HTML that escapes by default
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "html.h"

void
html_add(GString *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *markup = g_markup_vprintf_escaped(format, arguments);
	va_end(arguments);
	g_string_append(out, markup);
}

void
html_text(GString *out, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *markup = g_markup_escape_text(valid, -1);

	g_string_append(out, markup);
}

void
html_raw(GString *out, const char *markup)
{
	g_string_append(out, markup);
}
