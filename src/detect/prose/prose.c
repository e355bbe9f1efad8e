/*
 * prose.c - names of persons and postal addresses in running text
 *
 * Of all characters a few can begin a name or end a level of an address; three table look-ups
 * leave about one in a hundred of them, and only those are read word by word (prose-lattice.c)
 * or part by part (prose-address.c).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose.h"

#include "han.h"
#include "prose-address.h"
#include "prose-lattice.h"

#include <pthread.h>

#define ADDRESS_BEHIND  96 /* an address that began before is found again, to be passed over */
#define ADDRESS_AHEAD   64 /* its first level may end so far behind its beginning */
#define NAME_CONFIDENCE 60
#define MOST_BEFORE_DOT 6 /* sounds after the first two */
#define COST_TOO_MUCH   10000

/*
 * How much cheaper as a name than as any characters a place has to be to be looked at, and what
 * a name and a word cost beside their characters.  Found on the training halves of the label
 * sets: lower bounds pass more places to the lattice and find few names more.
 */
enum {
	BOUND_SHORT = -10, /* surname and one character */
	BOUND_LONG = -10,
	BOUND_FOREIGN = -90, /* three sounds: clubs and towns have them too */
	BOUND_FOREIGN_TWO = -90,
	NAME_PRIOR = 45,
	WORD_PRIOR = 50,
};

typedef struct {
	Span window;
	size_t from;
	size_t limit;
	bool names;
	bool addresses;
	size_t name_end; /* of the last ones */
	size_t address_end;
	ProseVisit visit;
	void *data;
} Scan;

enum {
	FLAG_LEVEL = 1,
	FLAG_OTHER = 2, /* of a surname of two characters */
	FLAG_SOUND = 4, /* begins a foreign name */
	FLAG_GOES_ON = 8,
};

/* What a character adds to the costs that may_be_name compares, and what else it may begin. */
typedef struct {
	int16_t surname; /* COST_TOO_MUCH where it is none */
	int16_t alone;
	int16_t first;
	int16_t second;
	uint8_t flags;
} Glance;

static Glance glances[N_HAN + 1]; /* the last is of what is no Han character */
static pthread_once_t glances_once = PTHREAD_ONCE_INIT;

static void
fill_glances(void)
{
	for (size_t code = 0; code < N_HAN; code++) {
		const ProseCharacter *c = &prose_table.characters[code];
		size_t place = code + HAN_FIRST;
		const FirstLook *look = &prose_table.looks[(place >> 6) - (FIRST_LEAD & 0xf) * 64];
		unsigned bit = place & 0x3f;
		int common = 2 * c->common;

		glances[code] = (Glance){
			.surname = (int16_t)((look->surname >> bit & 1) != 0 ? c->surname - common
		                                                             : COST_TOO_MUCH),
			.alone = (int16_t)(c->alone - common),
			.first = (int16_t)(c->first - common),
			.second = (int16_t)(c->second - common),
			.flags = (uint8_t)((look->level >> bit & 1 ? FLAG_LEVEL : 0) |
		                           (look->compound >> bit & 1 ? FLAG_OTHER : 0) |
		                           (look->sound >> bit & 1 ? FLAG_SOUND : 0) |
		                           (c->sound != 0 ? FLAG_GOES_ON : 0)),
		};
	}
	glances[N_HAN] = (Glance){COST_TOO_MUCH, COST_TOO_MUCH, COST_TOO_MUCH, COST_TOO_MUCH, 0};
}

static const ProseCharacter *
character_at(Span text, size_t at)
{
	if (!han_is_at(text, at))
		return NULL;
	unsigned code = han_code(text, at);
	return code < N_HAN ? &prose_table.characters[code] : NULL;
}

/* Is a word of the dictionary likelier than the name: one that begins here, or before? */
static bool
is_in_word(Span text, size_t at, int name, int behind, int third)
{
	uint16_t codes[3];
	ProseWord word;

	codes[1] = han_code(text, at);
	codes[2] = han_code(text, at + HAN_BYTES);
	if (prose_word(codes + 1, 2, &word) && word.known && !word_is_name(&word) &&
	    word.cost + WORD_PRIOR + third < name)
		return true;
	if (at < HAN_BYTES || !han_is_at(text, at - HAN_BYTES))
		return false;
	codes[0] = han_code(text, at - HAN_BYTES);
	return prose_word(codes, 2, &word) && word.known && !word_is_name(&word) &&
	       word.cost + WORD_PRIOR + behind < name + 2 * prose_table.characters[codes[0]].common;
}

/* Could a surname and a given name stand here? */
static bool
may_be_name(Span text, size_t at)
{
	const ProseCharacter *surname = character_at(text, at);
	const ProseCharacter *one = character_at(text, at + HAN_BYTES);

	if (surname == NULL || one == NULL)
		return false;
	const ProseCharacter *two = character_at(text, at + 2 * HAN_BYTES);
	int common = 2 * (surname->common + one->common);
	int short_name = surname->surname + one->alone;
	int long_name = two == NULL ? COST_TOO_MUCH : surname->surname + one->first + two->second;

	if (short_name - common >= BOUND_SHORT &&
	    (two == NULL || long_name - common - 2 * two->common >= BOUND_LONG))
		return false;
	int third = two == NULL ? 0 : 2 * two->common;
	int best = MIN(short_name + third, long_name) + NAME_PRIOR;
	return !is_in_word(text, at, best, 2 * one->common + third, third);
}

/* A surname of two characters needs no more to be looked at. */
static bool
may_be_compound(Span text, size_t at)
{
	uint16_t codes[2];
	ProseWord word;

	if (!han_is_at(text, at + HAN_BYTES) || !han_is_at(text, at + 2 * HAN_BYTES))
		return false;
	codes[0] = han_code(text, at);
	codes[1] = han_code(text, at + HAN_BYTES);
	return prose_word(codes, 2, &word) && word.compound_surname;
}

/* Do sounds of foreign names go on from @at to a dot? */
static bool
leads_to_dot(Span text, size_t at)
{
	for (size_t n = 0; n < MOST_BEFORE_DOT; n++, at += HAN_BYTES) {
		const ProseCharacter *c = character_at(text, at);

		if (c == NULL)
			return text_has(text, at, "·");
		if (c->sound == 0)
			return false;
	}
	return false;
}

static bool
may_be_foreign(Span text, size_t at)
{
	const ProseCharacter *c[3];

	for (size_t i = 0; i < 3; i++)
		c[i] = character_at(text, at + i * HAN_BYTES);
	if (c[0] == NULL || c[1] == NULL || c[1]->sound == 0)
		return false;
	if (leads_to_dot(text, at + 2 * HAN_BYTES))
		return true;
	int cost = sound_cost(0, c[0]->sound) + sound_cost(c[0]->sound, c[1]->sound) -
	           2 * (c[0]->common + c[1]->common);
	if (c[2] == NULL || c[2]->sound == 0)
		return cost < BOUND_FOREIGN_TWO;
	return cost + sound_cost(c[1]->sound, c[2]->sound) - 2 * c[2]->common < BOUND_FOREIGN;
}

/* What goes on with a star is masked, and found as that (transformed.c). */
static bool
is_masked_at(Span text, size_t at)
{
	return at < text.length && text.bytes[at] == '*';
}

#define SHORT_STRETCH 8
#define N_READ        1024

/* What the lattice said of short stretches: fields of records repeat. */
typedef struct {
	uint16_t codes[SHORT_STRETCH];
	uint32_t before;
	uint32_t after;
	uint16_t n; /* characters, and below them what else the lattice looks at; 0: free */
	uint16_t name;
} ReadStretch;

static _Thread_local ReadStretch read_stretches[N_READ];

static size_t
read_name(const Stretch *stretch)
{
	if (stretch->n > SHORT_STRETCH)
		return lattice_name(stretch);
	ReadStretch wanted = {.before = stretch->before, .after = stretch->after};
	uint64_t parts[3];

	memcpy(wanted.codes, stretch->codes, stretch->n * sizeof *wanted.codes);
	wanted.n = (uint16_t)(stretch->n << 8 | stretch->anchor << 3 | stretch->isolated << 2 |
	                      stretch->cut_before << 1 | stretch->cut_after);
	memcpy(parts, &wanted, sizeof parts);
	uint64_t hash =
		(parts[0] * UINT64_C(0x9e3779b97f4a7c15) ^ parts[1] ^ parts[2] << 17 ^ wanted.n) *
		UINT64_C(0xff51afd7ed558ccd);
	ReadStretch *place = &read_stretches[hash >> 54];

	if (memcmp(place, &wanted, offsetof(ReadStretch, name)) == 0)
		return place->name;
	wanted.name = (uint16_t)lattice_name(stretch);
	*place = wanted;
	return wanted.name;
}

static void
look_for_name(Scan *scan, size_t at)
{
	Stretch stretch;
	size_t n = 0;

	if (stretch_read(scan->window, at, &stretch))
		n = read_name(&stretch);
	if (n == 0)
		return;
	size_t end = stretch.places[stretch.anchor + n];
	if (is_masked_at(scan->window, end))
		return;
	Match match = {
		.offset = at,
		.length = (uint32_t)(end - at),
		.kind = KIND_PERSON_NAME,
		.confidence = NAME_CONFIDENCE,
	};

	scan->name_end = end;
	scan->visit(&match, scan->data);
}

static void
look_for_address(Scan *scan, size_t at)
{
	Address address;

	if (!address_around(scan->window, at, false, &address) || address.start < scan->address_end)
		return;
	scan->address_end = address.end;
	if (address.start < scan->from || address.start >= scan->limit ||
	    is_masked_at(scan->window, address.end))
		return;
	Match match = {
		.offset = address.start,
		.length = (uint32_t)(address.end - address.start),
		.kind = KIND_ADDRESS,
		.confidence = (uint8_t)address.confidence,
	};

	scan->visit(&match, scan->data);
}

/* The first byte from @at on that is above 0x7f, or @end. */
static size_t
skip_ascii(Span text, size_t at, size_t end)
{
	uint64_t eight;

	for (; at + sizeof eight <= end; at += sizeof eight) {
		memcpy(&eight, text.bytes + at, sizeof eight);
		eight &= UINT64_C(0x8080808080808080);
		if (eight != 0)
			return at + (size_t)__builtin_ctzll(eight) / 8;
	}
	while (at < end && (uint8_t)text.bytes[at] < 0x80)
		at++;
	return at;
}

static void
look(Scan *scan, size_t at)
{
	const FirstLook *look = han_look(scan->window, at);
	unsigned bit = (uint8_t)scan->window.bytes[at + 2] & 0x3f;

	if (scan->addresses && (look->level >> bit & 1) != 0 && at >= scan->address_end)
		look_for_address(scan, at);
	if (!scan->names || at < scan->name_end || at < scan->from || at >= scan->limit)
		return;
	if (((look->surname >> bit & 1) != 0 && may_be_name(scan->window, at)) ||
	    ((look->compound >> bit & 1) != 0 && may_be_compound(scan->window, at)) ||
	    ((look->sound >> bit & 1) != 0 && may_be_foreign(scan->window, at)))
		look_for_name(scan, at);
}

/* Could anything begin or end at the first of three characters?  Most often not. */
static inline bool
is_worth_it(const Scan *scan, const uint16_t codes[3])
{
	const Glance *one = &glances[codes[0]], *two = &glances[codes[1]];
	const Glance *three = &glances[codes[2]];

	if ((one->flags & FLAG_LEVEL) != 0 && scan->addresses)
		return true;
	return one->surname + two->alone < BOUND_SHORT ||
	       one->surname + two->first + three->second < BOUND_LONG ||
	       (one->flags & FLAG_OTHER) != 0 ||
	       ((one->flags & FLAG_SOUND) != 0 && (two->flags & FLAG_GOES_ON) != 0);
}

/* N_HAN where no Han character begins at @at. */
static inline uint16_t
code_at(Span text, size_t at)
{
	if (at + HAN_BYTES > text.length)
		return N_HAN;
	const uint8_t *bytes = (const uint8_t *)text.bytes + at;
	unsigned code = (bytes[0] & 0xfu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);
	bool sound = ((bytes[0] & 0xf0) == 0xe0) & ((bytes[1] & 0xc0) == 0x80) &
	             ((bytes[2] & 0xc0) == 0x80);

	/* What is below the first one wraps around. */
	code -= HAN_FIRST;
	return (uint16_t)((sound & (code < N_HAN)) != 0 ? code : N_HAN);
}

/* From the Han character at @at on; returns where something else stands. */
static size_t
look_through(Scan *scan, size_t at, size_t end)
{
	Span text = scan->window;
	uint16_t codes[3] = {code_at(text, at), code_at(text, at + HAN_BYTES), 0};

	while (at < end && codes[0] != N_HAN) {
		codes[2] = code_at(text, at + 2 * HAN_BYTES);
		size_t next = at + HAN_BYTES;
		if (is_worth_it(scan, codes)) {
			look(scan, at);
			/* What lies in an address is no name. */
			if (scan->address_end > next)
				return scan->address_end;
		}
		at = next;
		codes[0] = codes[1];
		codes[1] = codes[2];
	}
	return at;
}

void
prose_scan(Span window, size_t from, size_t limit, KindSet wanted, ProseVisit visit, void *data)
{
	Scan scan = {
		.window = window,
		.from = from,
		.limit = limit,
		.names = kind_set_has(wanted, KIND_PERSON_NAME),
		.addresses = kind_set_has(wanted, KIND_ADDRESS),
		.visit = visit,
		.data = data,
	};
	pthread_once(&glances_once, fill_glances);
	size_t at = scan.addresses && from > ADDRESS_BEHIND ? from - ADDRESS_BEHIND
	            : scan.addresses                        ? 0
	                                                    : from;
	size_t end = MIN(window.length, limit + (scan.addresses ? ADDRESS_AHEAD : 0));

	while (at < end) {
		uint8_t lead = (uint8_t)window.bytes[at];

		if (lead < 0x80) {
			at = skip_ascii(window, at, end);
		} else if (han_is_at(window, at)) {
			at = look_through(&scan, at, end);
		} else {
			at++;
		}
	}
}
