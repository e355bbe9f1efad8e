/*
 * row-text.c - one row of a person's data as a JSON line or a CSV line
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "row-text.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_AT_FIRST 4096

/* Digits that fit a double without loss: fewer than those of 2^53. */
#define SAFE_DIGITS 15

void
row_text_clear(RowText *text)
{
	span_buffer_free(text->bytes, text->room);
	*text = (RowText){NULL, 0, 0};
}

void
row_text_put(RowText *text, Span piece)
{
	if (text->used + piece.length > text->room) {
		size_t room = MAX(MAX(text->room * 2, text->used + piece.length), ROOM_AT_FIRST);
		char *bytes = g_malloc(room);
		if (text->used > 0)
			memcpy(bytes, text->bytes, text->used);
		span_buffer_free(text->bytes, text->room);
		text->bytes = bytes;
		text->room = room;
	}
	if (piece.length > 0)
		memcpy(text->bytes + text->used, piece.bytes, piece.length);
	text->used += piece.length;
}

static void
put(RowText *text, const char *words)
{
	row_text_put(text, span_of(words));
}

static void
put_escaped(RowText *text, unsigned char c)
{
	char escape[8];

	switch (c) {
	case '"':
		put(text, "\\\"");
		break;
	case '\\':
		put(text, "\\\\");
		break;
	case '\n':
		put(text, "\\n");
		break;
	case '\r':
		put(text, "\\r");
		break;
	case '\t':
		put(text, "\\t");
		break;
	default:
		g_snprintf(escape, sizeof escape, "\\u%04x", c);
		put(text, escape);
	}
}

void
row_text_json_string(RowText *text, Span value)
{
	size_t from = 0;

	put(text, "\"");
	for (size_t i = 0; i < value.length; i++) {
		unsigned char c = (unsigned char)value.bytes[i];
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		row_text_put(text, span_slice(value, from, i - from));
		put_escaped(text, c);
		from = i + 1;
	}
	row_text_put(text, span_slice(value, from, value.length - from));
	put(text, "\"");
}

static void
put_base64(RowText *text, Span value)
{
	char *encoded = g_base64_encode((const guchar *)value.bytes, value.length);
	size_t length = strlen(encoded);

	row_text_put(text, (Span){encoded, length});
	span_buffer_free(encoded, length);
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)? with few enough digits to survive any reader. */
static bool
is_safe_number(Span value)
{
	size_t at = value.length > 0 && value.bytes[0] == '-' ? 1 : 0;
	size_t whole = 0, fraction = 0;
	bool leading_zero = at < value.length && value.bytes[at] == '0';

	while (at + whole < value.length && g_ascii_isdigit(value.bytes[at + whole]))
		whole++;
	if (whole == 0 || (leading_zero && whole > 1))
		return false;
	at += whole;
	if (at < value.length && value.bytes[at] == '.') {
		at++;
		while (at + fraction < value.length && g_ascii_isdigit(value.bytes[at + fraction]))
			fraction++;
		if (fraction == 0)
			return false;
		at += fraction;
	}
	return at == value.length && whole + fraction <= SAFE_DIGITS;
}

void
row_text_json(RowText *text, const SourceValue *value)
{
	switch (value->type) {
	case VALUE_NULL:
		put(text, "null");
		return;
	case VALUE_INTEGER:
	case VALUE_REAL:
		if (is_safe_number(value->bytes)) {
			row_text_put(text, value->bytes);
			return;
		}
		break;
	case VALUE_BINARY:
		put(text, "{\"base64\": \"");
		put_base64(text, value->bytes);
		put(text, "\"}");
		return;
	case VALUE_TEXT:
		break;
	}
	row_text_json_string(text, value->bytes);
}

/* Would a spreadsheet take it for a formula?  ASCII and full-width signs, and what it skips before. */
static bool
begins_formula(Span value)
{
	static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

	if (is_safe_number(value))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (span_equal(span_slice(value, 0, strlen(signs[i])), span_of(signs[i])))
			return true;
	Span trimmed = span_trim(value);
	return trimmed.length > 0 && trimmed.length < value.length && begins_formula(trimmed);
}

void
row_text_csv(RowText *text, const SourceValue *value)
{
	Span cell = value->bytes;
	size_t from = 0;

	if (value->type == VALUE_NULL)
		return;
	if (value->type == VALUE_BINARY) {
		put(text, "base64:");
		put_base64(text, cell);
		return;
	}
	put(text, begins_formula(cell) ? "\"'" : "\"");
	for (size_t i = 0; i < cell.length; i++) {
		if (cell.bytes[i] != '"')
			continue;
		row_text_put(text, span_slice(cell, from, i + 1 - from));
		put(text, "\"");
		from = i + 1;
	}
	row_text_put(text, span_slice(cell, from, cell.length - from));
	put(text, "\"");
}
