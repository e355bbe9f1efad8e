/*
 * json-scan.c - where a JSON value ends, without parsing it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "json-scan.h"
#include "byte-set.h"

/* Behind the string that starts at @at, or G_MAXSIZE. */
static size_t
skip_string(Span window, size_t at)
{
	for (at++; at < window.length; at++) {
		if (window.bytes[at] == '\\')
			at++;
		else if (window.bytes[at] == '"')
			return at + 1;
	}
	return G_MAXSIZE;
}

static bool
ends_scalar(char sign)
{
	return g_ascii_isspace(sign) || byte_in(sign, ",]}");
}

JsonExtent
json_extent(Span window)
{
	JsonExtent extent = {0};
	unsigned depth = 0;

	for (size_t at = 0; at < window.length;) {
		char sign = window.bytes[at];

		if (sign == '"') {
			at = skip_string(window, at);
			if (at == G_MAXSIZE)
				return extent;
		} else {
			depth += sign == '{' || sign == '[';
			extent.depth = MAX(extent.depth, depth);
			if ((sign == '}' || sign == ']') && depth-- == 0) {
				extent.broken = true;
				return extent;
			}
			at++;
		}
		bool closes = sign == '"' || sign == '}' || sign == ']';
		if (depth == 0 &&
		    (closes || (at < window.length && ends_scalar(window.bytes[at])))) {
			extent.length = at;
			return extent;
		}
	}
	return extent;
}
