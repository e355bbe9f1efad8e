/*
 * detect-coordinates.c - a place on earth to ten metres: 116.397428,39.90923
 *
 * Two decimals with four digits and more behind the point, in either order, beside each other or
 * each behind its label ("lng": .., "lat": ..).  Without a label they must lie in the box of
 * China: any two decimals of a table are a pair.  The three datums in use there (WGS-84, GCJ-02,
 * BD-09) differ by less than a kilometre, so one box serves.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"

#include <string.h>

#define DECIMALS    4
#define MOST_DIGITS 20
#define LONGEST_GAP 24 /* `","latitude":"` */
#define WEST        73.0
#define EAST        136.0
#define SOUTH       3.0
#define NORTH       54.0

static const ContextWord words[] = {
	CONTEXT_WORD("lng"),         CONTEXT_WORD("lat"),        CONTEXT_WORD("lon"),
	CONTEXT_WORD("longitude"),   CONTEXT_WORD("latitude"),   CONTEXT_WORD("location"),
	CONTEXT_WORD("coordinates"), CONTEXT_WORD("coordinate"), CONTEXT_WORD("point"),
	CONTEXT_WORD("lnglat"),      CONTEXT_WORD("latlng"),     CONTEXT_WORD("gps"),
	CONTEXT_WORD("position"),    CONTEXT_WORD("geo"),        CONTEXT_WORD("center"),
	CONTEXT_WORD("经度"),        CONTEXT_WORD("纬度"),       CONTEXT_WORD("坐标"),
	CONTEXT_WORD("经纬度"),      CONTEXT_WORD("位置"),       CONTEXT_WORD("定位"),
	CONTEXT_WORD("linestring"),  CONTEXT_WORD("polygon"),    CONTEXT_END};

typedef struct {
	size_t start;
	size_t end;
	double value;
	bool precise;
} Decimal;

/* The number at @at; the sign is part of it. */
static bool
read_decimal(Span text, size_t at, Decimal *ret_decimal)
{
	char digits[MOST_DIGITS + 1];
	size_t n = 0, decimals = 0;
	bool point = false;

	ret_decimal->start = at;
	for (; n < MOST_DIGITS; n++, at++) {
		char byte = byte_of(text, at);

		if (byte == '.' && !point)
			point = true;
		else if (byte_is_digit(byte))
			decimals += point;
		else if (byte != '-' || n > 0)
			break;
		digits[n] = byte;
	}
	digits[n] = '\0';
	if (!point || decimals == 0 || byte_is_word(byte_of(text, at)) || byte_of(text, at) == '.')
		return false;
	ret_decimal->end = at;
	ret_decimal->value = g_ascii_strtod(digits, NULL);
	ret_decimal->precise = decimals >= DECIMALS;
	return true;
}

/* What stands between the two: a comma, a blank, or the label of the second. */
static size_t
gap_length(Span text, size_t at, bool *ret_label)
{
	size_t length = 0;
	bool comma = false;

	*ret_label = false;
	for (; length < LONGEST_GAP; length++) {
		char byte = byte_of(text, at + length);

		if (byte_is_digit(byte) ||
		    (byte == '-' && byte_is_digit(byte_of(text, at + length + 1))))
			break;
		if (byte == ',' || byte == '&') {
			if (comma)
				return 0;
			comma = true;
		} else if (byte_is_word(byte) || (uint8_t)byte >= 0x80) {
			*ret_label = true;
		} else if (byte == '\0' || strchr(" \"':=\\_\n\t", byte) == NULL) {
			return 0;
		}
	}
	return length < LONGEST_GAP && (comma || length == 1 || *ret_label) ? length : 0;
}

static bool
in_box(double east, double north)
{
	return east >= WEST && east <= EAST && north >= SOUTH && north <= NORTH;
}

static bool
on_earth(double east, double north)
{
	return east >= -180 && east <= 180 && north >= -90 && north <= 90;
}

/* A list of many numbers is a vector, not a place; pairs may follow one another with ';'. */
static bool
is_in_list(Span text, size_t start, size_t end)
{
	char after = byte_of(text, end);
	size_t next = end + 1;

	if (after == ',') {
		while (byte_of(text, next) == ' ')
			next++;
		if (byte_is_digit(byte_of(text, next)) || byte_of(text, next) == '-')
			return true;
	}
	size_t at = start;
	while (at > 0 && text.bytes[at - 1] == ' ')
		at--;
	return at > 1 && text.bytes[at - 1] == ',' && byte_is_digit(text.bytes[at - 2]);
}

/* Where the first number begins, of which @at is the point; the point itself where none does. */
static size_t
number_start(Span text, size_t at)
{
	size_t start = at;

	while (start > 0 && at - start < 4 && byte_is_digit(text.bytes[start - 1]))
		start--;
	if (start > 0 && text.bytes[start - 1] == '-')
		start--;
	/* One of many, as in a vector, is no place. */
	bool listed =
		start > 1 && text.bytes[start - 1] == ',' && byte_is_digit(text.bytes[start - 2]);
	bool version = start > 0 && text.bytes[start - 1] == '.';
	return listed || version || !boundary_before(text, start) ? at : start;
}

bool
check_coordinates(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t start = number_start(text, probe->at);
	Decimal first, second;
	bool label;

	if (start == probe->at || !read_decimal(text, start, &first) || !first.precise)
		return false;
	size_t gap = gap_length(text, first.end, &label);
	if (gap == 0 || !read_decimal(text, first.end + gap, &second) || !second.precise)
		return false;
	bool china = in_box(first.value, second.value) || in_box(second.value, first.value);
	bool earth = on_earth(first.value, second.value) || on_earth(second.value, first.value);
	if (!earth || (first.value == 0 && second.value == 0) ||
	    is_in_list(text, start, second.end))
		return false;
	bool said = context_label_is(text, start, words) || context_is_near(text, start, words);
	if ((label && !context_label_is(text, second.start, words)) || (!china && !said))
		return false;
	match_found(ret_match, KIND_COORDINATES, start, second.end - start);
	return match_judged(ret_match, false, said ? (china ? 90 : 80) : 55);
}

/* A cell of a column of longitudes or latitudes. */
bool
coordinate_fits(Span value)
{
	Decimal decimal;

	return read_decimal(value, 0, &decimal) && decimal.end == value.length &&
	       decimal.value >= -180 && decimal.value <= 180;
}
