/*
 * verdict-observe.c - one look at one value: counts, never the value
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict.h"

/* Shorter texts hold nothing beside what they are as a whole. */
#define SHORTEST_TEXT 8

/* Kinds that mean something inside a text; names and dates stand in every text. */
#define KINDS_INSIDE                                                                               \
	(KIND_SET_ALL &                                                                            \
	 ~(KIND_BIT(KIND_PERSON_NAME) | KIND_BIT(KIND_ADDRESS) | KIND_BIT(KIND_BIRTH_DATE)))

static bool
note_inside(const Match *match, Span text, void *data)
{
	KindSet *found = data;

	(void)text;
	*found |= KIND_BIT(match->kind);
	return true;
}

static bool
has_han(Span value)
{
	/* U+4E00..U+9FFF in UTF-8: E4 B8 80 .. E9 BF BF. */
	for (size_t i = 0; i + 2 < value.length; i++) {
		unsigned char lead = (unsigned char)value.bytes[i];

		if (lead >= 0xe4 && lead <= 0xe9)
			return true;
	}
	return false;
}

static bool
is_numeric(Span value)
{
	for (size_t i = 0; i < value.length; i++)
		if (!g_ascii_isdigit(value.bytes[i]))
			return false;
	return value.length > 0;
}

static size_t
count_characters(Span value)
{
	size_t n = 0;

	for (size_t i = 0; i < value.length && n < VERDICT_LENGTHS; i++)
		n += ((unsigned char)value.bytes[i] & 0xc0) != 0x80;
	return n;
}

KindId
verdict_observe(FieldStatistics *statistics, Span value)
{
	Span trimmed = span_trim(value);
	Match match = {0};

	statistics->rows++;
	if (trimmed.length == 0)
		return KIND_NONE;
	statistics->filled++;
	statistics->lengths[MIN(count_characters(trimmed), VERDICT_LENGTHS - 1)]++;
	statistics->han += has_han(trimmed);
	statistics->numeric += is_numeric(trimmed);
	KindId kind = detection_of_value(trimmed, KIND_SET_ALL, &match);
	if (kind != KIND_NONE) {
		statistics->hits[kind]++;
		statistics->validated[kind] += match.validated;
		statistics->names += kind == KIND_PERSON_NAME;
		statistics->addresses += kind == KIND_ADDRESS;
		statistics->dates += kind == KIND_BIRTH_DATE;
		return kind;
	}
	if (trimmed.length < SHORTEST_TEXT)
		return KIND_NONE;
	KindSet found = 0;
	(void)detection_scan(trimmed, KINDS_INSIDE, DETECTION_BEST, note_inside, &found);
	for (int i = 0; found != 0; i++, found >>= 1)
		statistics->inside[i] += found & 1;
	return KIND_NONE;
}
