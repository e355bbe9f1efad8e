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

#define MEMORY_BITS 15
#define AHEAD       8 /* places that are fetched before they are asked */

/* A column whose values hardly come again is not asked for a while. */
#define HABIT_ASKED 512
#define HABIT_LEAST 16 /* of them one in so many must be known */
#define HABIT_REST  16384

/* Texts with something inside are not remembered: there are few, and room is for the others. */
typedef struct {
	uint64_t hash; /* 0: free */
	int16_t kind;
	uint8_t characters;
	uint8_t flags;
	uint8_t form;
} Remembered;

enum {
	FLAG_VALIDATED = 1 << 0,
	FLAG_HAN = 1 << 1,
	FLAG_NUMERIC = 1 << 2,
};

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
take_look(Observation *seen, const CellLook *looked, Span value)
{
	seen->kind = (int16_t)looked->kind;
	seen->validated = looked->kind != KIND_NONE && looked->match.validated;
	seen->form = looked->kind == KIND_NONE ? MATCH_PLAIN : looked->match.form;
	if (looked->kind == KIND_NONE && value.length >= SHORTEST_TEXT)
		seen->inside = looked->inside & KINDS_INSIDE;
}

Observation
observation_of(Span trimmed)
{
	bool amount = false;
	Observation seen = look(trimmed, &amount);
	CellLook looked = {0};

	looked.kind = detection_of_cell(trimmed, KIND_SET_ALL, &looked.match, &looked.inside);
	take_look(&seen, &looked, trimmed);
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

static bool
recall(const Remembered *place, uint64_t hash, Observation *ret)
{
	if (place->hash != hash || hash == 0)
		return false;
	*ret = (Observation){
		.kind = place->kind,
		.form = place->form,
		.characters = place->characters,
		.validated = (place->flags & FLAG_VALIDATED) != 0,
		.han = (place->flags & FLAG_HAN) != 0,
		.numeric = (place->flags & FLAG_NUMERIC) != 0,
	};
	return true;
}

static void
remember(Remembered *place, uint64_t hash, const Observation *seen)
{
	if (seen->inside != 0)
		return;
	*place = (Remembered){
		.hash = hash,
		.kind = seen->kind,
		.form = seen->form,
		.characters = seen->characters,
		.flags = (uint8_t)((seen->validated ? FLAG_VALIDATED : 0) |
	                           (seen->han ? FLAG_HAN : 0) | (seen->numeric ? FLAG_NUMERIC : 0)),
	};
}

/* Once in a while: do this column's values come again at all? */
static void
judge_habit(ObservationHabit *habit)
{
	if (habit->asked < HABIT_ASKED)
		return;
	if (habit->known * HABIT_LEAST < habit->asked)
		habit->rest = HABIT_REST;
	habit->asked = habit->known = 0;
}

static Remembered *
place_of(ObservationMemory *memory, uint64_t hash)
{
	return &memory->places[hash >> (64 - MEMORY_BITS)];
}

void
observation_recall(ObservationMemory *memory, ObservationHabit *habit, const Span *values,
                   const uint64_t *hashes, size_t n, Observation *ret)
{
	Span unknown[OBSERVED_AT_ONCE];
	uint16_t places[OBSERVED_AT_ONCE];
	CellLook looked[OBSERVED_AT_ONCE];
	bool asked = habit->rest == 0;
	size_t n_unknown = 0;
	size_t n_known = 0;

	unknown[0] = (Span){NULL, 0};
	for (size_t i = 0; i < n; i++) {
		bool amount = false;

		if (asked)
			__builtin_prefetch(place_of(memory, hashes[MIN(i + AHEAD, n - 1)]));
		if (asked && recall(place_of(memory, hashes[i]), hashes[i], &ret[i])) {
			n_known++;
			continue;
		}
		ret[i] = look(values[i], &amount);
		if ((amount && values[i].length <= NO_KIND_LENGTH) || is_moment(values[i]))
			continue;
		places[n_unknown] = (uint16_t)i;
		unknown[n_unknown++] = values[i];
	}
	detection_of_cells(unknown, n_unknown, looked);
	for (size_t j = 0; j < n_unknown; j++) {
		size_t i = places[j];

		take_look(&ret[i], &looked[j], unknown[j]);
		if (asked)
			remember(place_of(memory, hashes[i]), hashes[i], &ret[i]);
	}
	habit->asked += asked ? (uint32_t)(n_known + n_unknown) : 0;
	habit->known += (uint32_t)n_known;
	habit->rest -= (uint32_t)MIN(habit->rest, n);
	judge_habit(habit);
}
