/*
 * observation.c - what one look at one value tells, and a memory of looks
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "observation.h"

/* Shorter texts hold nothing beside what they are as a whole. */
#define SHORTEST_TEXT 8

/* Kinds that mean something inside a text; names and dates stand in every text. */
#define KINDS_INSIDE                                                                               \
	(KIND_SET_ALL &                                                                            \
	 ~(KIND_BIT(KIND_PERSON_NAME) | KIND_BIT(KIND_ADDRESS) | KIND_BIT(KIND_BIRTH_DATE)))

/* Nothing of so few digits, dots and hyphens has a form; tests/unit/test-observation.c asks them all. */
#define NO_KIND_LENGTH 6

/* 2026-10-31 12:34:56; midnight is how a date is written. */
#define TIME_LENGTH 19

#define MEMORY_BITS 13

/* A column whose values hardly come again is not asked for a while. */
#define HABIT_ASKED 512
#define HABIT_LEAST 16 /* of them one in so many must be known */
#define HABIT_REST  16384

typedef struct {
	uint64_t hash; /* 0: free */
	Observation observation;
} Remembered;

struct ObservationMemory {
	Remembered places[1 << MEMORY_BITS];
};

ObservationMemory *
observation_memory_new(void)
{
	return g_new0(ObservationMemory, 1);
}

void
observation_memory_free(ObservationMemory *memory)
{
	g_free(memory);
}

/* Every lead byte of U+4E00..U+9FFF in UTF-8 (E4 B8 80 .. E9 BF BF) with two bytes behind it. */
static bool
has_han(Span value)
{
	for (size_t i = 0; i + 2 < value.length; i++) {
		unsigned char lead = (unsigned char)value.bytes[i];

		if (lead >= 0xe4 && lead <= 0xe9)
			return true;
	}
	return false;
}

/* What needs no detector: length, script, digits.  Amounts have digits, dots and hyphens only. */
static Observation
look(Span value, bool *ret_amount)
{
	/* So many bytes hold more characters than are told apart. */
	size_t near = MIN(value.length, 4 * (OBSERVED_CHARACTERS + 1));
	unsigned characters = 0;
	unsigned high = 0;
	unsigned others = 0;
	unsigned words = 0;

	for (size_t i = 0; i < near; i++) {
		unsigned char byte = (unsigned char)value.bytes[i];

		characters += (byte & 0xc0) != 0x80;
		high |= byte;
		others += (unsigned char)(byte - '0') > 9;
		words += (unsigned char)(byte - '0') > 9 && byte != '.' && byte != '-';
	}
	Observation seen = {.kind = KIND_NONE};

	seen.characters = (uint8_t)MIN(characters, OBSERVED_CHARACTERS);
	seen.han = ((high & 0x80) != 0 || value.length > near) && has_han(value);
	seen.numeric = others == 0;
	for (size_t i = near; i < value.length && seen.numeric; i++)
		seen.numeric = g_ascii_isdigit(value.bytes[i]);
	*ret_amount = words == 0;
	return seen;
}

static void
detect(Observation *seen, Span value)
{
	KindSet inside = 0;
	Match match = {0};
	KindId kind = detection_of_cell(value, KIND_SET_ALL, &match, &inside);

	seen->kind = (int16_t)kind;
	seen->validated = kind != KIND_NONE && match.validated;
	seen->form = kind == KIND_NONE ? MATCH_PLAIN : match.form;
	if (kind == KIND_NONE && value.length >= SHORTEST_TEXT)
		seen->inside = inside & KINDS_INSIDE;
}

Observation
observation_of(Span trimmed)
{
	bool amount = false;
	Observation seen = look(trimmed, &amount);

	detect(&seen, trimmed);
	return seen;
}

/* A moment of a day, not the day alone: 2026-10-31 12:34:56 and what may follow of digits. */
static bool
is_moment(Span value)
{
	static const char form[] = "0000-00-00 00:00:00";

	if (value.length < TIME_LENGTH || value.length > TIME_LENGTH + 7)
		return false;
	for (size_t i = 0; i < value.length; i++) {
		char wanted = i < TIME_LENGTH ? form[i] : i == TIME_LENGTH ? '.' : '0';
		char byte = value.bytes[i];

		if (wanted == '0' ? !g_ascii_isdigit(byte) : byte != wanted)
			return false;
	}
	return memcmp(value.bytes + TIME_LENGTH - 8, "00:00:00", 8) != 0;
}

Observation
observation_recall(ObservationMemory *memory, ObservationHabit *habit, Span trimmed, uint64_t hash)
{
	Remembered *place = &memory->places[hash >> (64 - MEMORY_BITS)];
	bool asked = habit->rest == 0;

	if (asked) {
		habit->asked++;
		if (place->hash == hash && hash != 0) {
			habit->known++;
			return place->observation;
		}
	} else {
		habit->rest--;
	}
	bool amount = false;
	Observation seen = look(trimmed, &amount);

	if ((amount && trimmed.length <= NO_KIND_LENGTH) || is_moment(trimmed))
		return seen;
	detect(&seen, trimmed);
	if (!asked)
		return seen;
	*place = (Remembered){hash, seen};
	if (habit->asked >= HABIT_ASKED) {
		if (habit->known * HABIT_LEAST < habit->asked)
			habit->rest = HABIT_REST;
		habit->asked = habit->known = 0;
	}
	return seen;
}
