/*
 * converted.c - text made UTF-8, with a way back to where each byte of it came from
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "converted.h"

#include <string.h>

/* Vectors are stored whole; what lies behind the text is written over. */
#define SLACK 64

/* Longer stretches are cut, so that no origin is far from a place that is known. */
#define LONGEST_STRETCH 2048

#define ONES 0x0101010101010101u

void
converted_reserve(Converted *converted, size_t length)
{
	size_t needed = converted->length + length + SLACK;

	if (needed <= converted->capacity)
		return;
	converted->capacity = MAX(needed, converted->capacity + converted->capacity / 2);
	converted->bytes = g_realloc(converted->bytes, converted->capacity);
}

static void
go_to_stretch(Converted *converted, size_t number)
{
	converted->in_stretch = number;
	converted->walked = converted->stretches[number].text;
	converted->walked_raw = converted->stretches[number].raw;
}

void
converted_begin(Converted *converted, StretchRule rule, uint64_t raw)
{
	if (converted->n_stretches > 0) {
		Stretch *last = &converted->stretches[converted->n_stretches - 1];

		if (last->rule == rule && converted->length - last->text < LONGEST_STRETCH)
			return;
		/* Nothing was written by the last rule. */
		if (last->text == converted->length) {
			last->rule = rule;
			return;
		}
	}
	if (converted->n_stretches == converted->room) {
		converted->room = MAX(converted->room * 2, 16);
		converted->stretches =
			g_realloc_n(converted->stretches, converted->room, sizeof(Stretch));
	}
	converted->stretches[converted->n_stretches++] = (Stretch){converted->length, raw, rule};
	if (converted->n_stretches == 1)
		go_to_stretch(converted, 0);
}

void
converted_append(Converted *converted, Span text, uint64_t raw)
{
	if (text.length == 0)
		return;
	converted_reserve(converted, text.length);
	converted_begin(converted, STRETCH_SAME, raw);
	memcpy(converted->bytes + converted->length, text.bytes, text.length);
	converted->length += text.length;
}

/* Bytes that go on a character, and bytes that begin one of four. */
typedef struct {
	size_t following;
	size_t high;
	size_t supplementary;
} Tally;

static inline size_t
sum_of_bytes(uint64_t flags)
{
	return (size_t)((flags & ONES) * ONES >> 56);
}

static Tally
tally(const char *at, const char *end)
{
	Tally all = {0};

	while (at < end) {
		uint64_t word = 0;
		size_t length = MIN((size_t)(end - at), sizeof word);

		memcpy(&word, at, length);
		all.following += sum_of_bytes(word >> 7 & ~(word >> 6));
		all.high += sum_of_bytes(word >> 7);
		all.supplementary += sum_of_bytes(word >> 7 & word >> 6 & word >> 5 & word >> 4);
		at += length;
	}
	return all;
}

/* How many bytes of the original the text from @from to @to came from. */
static uint64_t
raw_length(const Converted *converted, StretchRule rule, size_t from, size_t to)
{
	size_t length = to - from;

	if (rule == STRETCH_SAME)
		return length;
	if (rule == STRETCH_DOUBLED || rule == STRETCH_TRIPLED)
		return length * (rule == STRETCH_DOUBLED ? 2 : 3);
	Tally all = tally(converted->bytes + from, converted->bytes + to);
	if (rule == STRETCH_QUADS)
		return 4 * (length - all.following);
	if (rule == STRETCH_UNITS)
		return 2 * (length - all.following + all.supplementary);
	return length + all.high - 2 * all.following;
}

uint64_t
converted_origin(Converted *converted, size_t at)
{
	size_t number = converted->in_stretch;

	if (converted->n_stretches == 0)
		return at;
	if (at < converted->walked || number >= converted->n_stretches)
		go_to_stretch(converted, number = 0);
	while (number + 1 < converted->n_stretches && converted->stretches[number + 1].text <= at)
		number++;
	if (number != converted->in_stretch)
		go_to_stretch(converted, number);
	converted->walked_raw +=
		raw_length(converted, converted->stretches[number].rule, converted->walked, at);
	converted->walked = at;
	return converted->walked_raw;
}

void
converted_drop(Converted *converted, size_t at)
{
	uint64_t raw = converted_origin(converted, at);
	size_t first = converted->in_stretch;

	if (converted->n_stretches == 0)
		return;
	converted->n_stretches -= first;
	memmove(converted->stretches, converted->stretches + first,
	        converted->n_stretches * sizeof(Stretch));
	converted->stretches[0].text = at;
	converted->stretches[0].raw = raw;
	for (size_t i = 0; i < converted->n_stretches; i++)
		converted->stretches[i].text -= at;
	converted->length -= at;
	memmove(converted->bytes, converted->bytes + at, converted->length);
	go_to_stretch(converted, 0);
}

void
converted_clear(Converted *converted)
{
	if (converted->capacity > 0)
		explicit_bzero(converted->bytes, converted->capacity);
	g_clear_pointer(&converted->bytes, g_free);
	g_clear_pointer(&converted->stretches, g_free);
	*converted = (Converted){0};
}
