/*
 * convert-utf8.c - full-width digits and letters in UTF-8 as ASCII
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "convert.h"

#include "text-check.h"

/* Full-width characters one behind the other. */
static size_t
fold_run(Span text, Converted *converted)
{
	size_t at = 0;

	while (at + 3 <= text.length && text_find_full_width(span_slice(text, at, 3)) == 0) {
		uint32_t character = (uint32_t)(text.bytes[at] & 0x0f) << 12 |
		                     (uint32_t)(text.bytes[at + 1] & 0x3f) << 6 |
		                     (uint32_t)(text.bytes[at + 2] & 0x3f);

		converted->bytes[converted->length++] = (char)convert_fold(character);
		at += 3;
	}
	return at;
}

size_t
convert_utf8(Span text, uint64_t raw, Converted *converted)
{
	converted_reserve(converted, text.length);
	for (size_t at = 0; at < text.length;) {
		Span rest = span_slice(text, at, text.length);
		size_t plain = text_find_full_width(rest);

		converted_append(converted, span_slice(rest, 0, plain), raw + at);
		at += plain;
		if (at < text.length) {
			converted_begin(converted, STRETCH_TRIPLED, raw + at);
			at += fold_run(span_slice(text, at, text.length), converted);
		}
	}
	return text.length;
}
