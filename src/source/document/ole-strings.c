/*
 * ole-strings.c - strings of old Excel files, which go on in the next record (MS-XLS 2.5.293)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ole-strings.h"

#include "ole-file.h"

#include <stdbool.h>

#define RECORD_CONTINUE 0x003c

/* Flags of a string. */
#define IS_WIDE     1
#define HAS_READING 4
#define HAS_RUNS    8

/* The first record says how many strings there are, twice. */
#define TABLE_HEADER 8

/* Where one is in a record and those that continue it. */
typedef struct {
	Span stream;
	Span rest; /* of the present record */
	size_t at; /* of the next record */
	bool over;
} Cursor;

/* Go on in the next record; false where none continues this one. */
static bool
go_on(Cursor *cursor)
{
	if (ole_u16(cursor->stream, cursor->at) != RECORD_CONTINUE ||
	    cursor->at + 4 > cursor->stream.length) {
		cursor->over = true;
		return false;
	}
	cursor->rest =
		span_slice(cursor->stream, cursor->at + 4, ole_u16(cursor->stream, cursor->at + 2));
	cursor->at += 4 + cursor->rest.length;
	return true;
}

static uint32_t
take(Cursor *cursor, size_t length)
{
	uint32_t value = 0;

	if (cursor->rest.length == 0 && !go_on(cursor))
		return 0;
	for (size_t i = 0; i < length && i < cursor->rest.length; i++)
		value |= (uint32_t)(uint8_t)cursor->rest.bytes[i] << (8 * i);
	cursor->rest = span_slice(cursor->rest, length, cursor->rest.length);
	return value;
}

static void
skip(Cursor *cursor, size_t length)
{
	while (length > 0 && !cursor->over) {
		size_t step = MIN(length, cursor->rest.length);

		cursor->rest = span_slice(cursor->rest, step, cursor->rest.length);
		length -= step;
		if (length > 0 && !go_on(cursor))
			return;
	}
}

/* One byte a character is Latin-1. */
static void
append_narrow(GString *out, Span text)
{
	for (size_t i = 0; i < text.length; i++)
		g_string_append_unichar(out, (uint8_t)text.bytes[i]);
}

/* Each record that continues the characters begins with flags of its own. */
static void
take_characters(Cursor *cursor, GString *out, size_t count, unsigned flags)
{
	while (count > 0 && !cursor->over) {
		size_t width = (flags & IS_WIDE) != 0 ? 2 : 1;
		size_t here = MIN(count, cursor->rest.length / width);
		Span text = span_slice(cursor->rest, 0, here * width);

		if (width == 2)
			ole_append_utf16(out, text);
		else
			append_narrow(out, text);
		count -= here;
		cursor->rest = span_slice(cursor->rest, text.length, cursor->rest.length);
		if (count > 0) {
			if (!go_on(cursor))
				return;
			flags = take(cursor, 1);
		}
	}
}

static void
take_string(Cursor *cursor, GString *out, size_t count)
{
	unsigned flags = take(cursor, 1);
	size_t runs = (flags & HAS_RUNS) != 0 ? take(cursor, 2) : 0;
	size_t reading = (flags & HAS_READING) != 0 ? take(cursor, 4) : 0;

	take_characters(cursor, out, count, flags);
	skip(cursor, 4 * runs + reading);
}

void
ole_string_append(GString *out, Span bytes, size_t count)
{
	Cursor cursor = {.rest = bytes};

	take_string(&cursor, out, count);
}

size_t
ole_strings_read(Span stream, size_t at, GPtrArray *strings)
{
	Cursor cursor = {.stream = stream, .at = at + 4 + ole_u16(stream, at + 2)};

	cursor.rest = span_slice(stream, at + 4, ole_u16(stream, at + 2));
	cursor.at = MIN(cursor.at, stream.length);
	uint32_t unique = ole_u32(cursor.rest, 4);
	skip(&cursor, TABLE_HEADER);
	for (uint32_t i = 0; i < unique && !cursor.over; i++) {
		GString *string = g_string_new(NULL);

		take_string(&cursor, string, take(&cursor, 2));
		g_ptr_array_add(strings, string);
	}
	/* What is left of the records that continue it. */
	while (!cursor.over)
		go_on(&cursor);
	return cursor.at;
}
