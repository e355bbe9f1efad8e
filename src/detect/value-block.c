/*
 * value-block.c - values that are long: vectors of numbers, pictures and templates in base64
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "value-form.h"

#include "detector.h"

#include <string.h>

#define LEAST_NUMBERS  64
#define LEAST_TEMPLATE 200 /* characters of a template in base64 */
#define LEAST_PICTURE  64

/* "[0.0123, -0.4, ...]" or without brackets: at least sixty-four of them. */
static size_t
vector_length(Span text, size_t most)
{
	size_t n_numbers = 0, at = 0;
	bool bracket = byte_of(text, 0) == '[';

	for (at += bracket; at < most && at < text.length;) {
		size_t start = at;
		size_t digits = 0;

		while (byte_of(text, at) == ' ')
			at++;
		if (byte_of(text, at) == '-')
			at++;
		for (; at < text.length &&
		       (byte_is_digit(text.bytes[at]) || strchr(".eE-+", text.bytes[at]) != NULL) &&
		       text.bytes[at] != '\0';
		     at++)
			digits += byte_is_digit(text.bytes[at]);
		if (digits == 0) {
			at = start;
			break;
		}
		n_numbers++;
		if (byte_of(text, at) != ',' && byte_of(text, at) != ';')
			break;
		at++;
	}
	if (n_numbers < LEAST_NUMBERS)
		return 0;
	if (bracket && byte_of(text, at) == ']')
		at++;
	return MIN(at, most);
}

static size_t
base64_length(Span text, size_t most)
{
	size_t at = 0;

	while (at < most && at < text.length &&
	       (byte_is_word(text.bytes[at]) || text.bytes[at] == '+' || text.bytes[at] == '/' ||
	        text.bytes[at] == '-' || text.bytes[at] == '_'))
		at++;
	while (at < most && byte_of(text, at) == '=')
		at++;
	return at;
}

/* A data URI, or base64 that begins as JPEG, PNG, GIF, BMP or WebP do. */
static size_t
picture_length(Span text, size_t most)
{
	static const char *const heads[] = {"/9j/", "iVBORw0KGgo", "R0lGOD", "Qk0", "UklGR"};
	static const char uri[] = "data:image/";
	size_t head = 0;
	bool is_picture = false;

	if (text.length > strlen(uri) && memcmp(text.bytes, uri, strlen(uri)) == 0) {
		ssize_t comma = span_find(span_slice(text, 0, 64), span_of(","));

		if (comma < 0)
			return 0;
		head = (size_t)comma + 1;
		is_picture = true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(heads) && !is_picture; i++)
		is_picture = text.length > strlen(heads[i]) &&
		             memcmp(text.bytes, heads[i], strlen(heads[i])) == 0;
	if (!is_picture || head >= most)
		return 0;
	size_t length = base64_length(span_slice(text, head, text.length), most - head);
	return length >= LEAST_PICTURE ? head + length : 0;
}

size_t
value_block_length(KindId kind, Span text, size_t most)
{
	size_t length = picture_length(text, most);

	if (kind == KIND_ID_CARD_PHOTO || length > 0)
		return length;
	length = vector_length(text, most);
	if (length > 0)
		return length;
	length = base64_length(text, most);
	return length >= LEAST_TEMPLATE ? length : 0;
}
