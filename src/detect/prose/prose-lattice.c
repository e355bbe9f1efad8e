/*
 * prose-lattice.c - names of persons among the words of a stretch of Chinese
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose-lattice.h"

#include "han.h"

#include <glib.h>

#define MOST_EDGES       14 /* that end at one place */
#define MOST_FOREIGN     8
#define LONGEST_WORD     7                    /* of the table */
#define CODE_OFFICE      (0x4efb - HAN_FIRST) /* 任 */
#define OPEN_TITLE       0x300a               /* of books and films */
#define LONGEST_ISOLATED 12
#define SHORT_ISOLATED   4
#define WIDE_COLON       0xff1a

/* Costs like those of the table; found on the training halves of the label sets. */
enum {
	WEIGHT_ONE_GIVEN, /* names with one given character, of all names */
	WEIGHT_TWO_GIVEN,
	WEIGHT_FOREIGN,
	WEIGHT_ANY_NAME,
	WEIGHT_COMPOUND, /* any surname of two characters */
	WEIGHT_CUT,      /* what may stand where the stretch was cut */
	WEIGHT_LONE,     /* a surname as a word of its own */
	WEIGHT_BRAND,    /* unknown characters before what companies are called by */
	WEIGHT_BRAND_EACH,
	WEIGHT_OFFICE,      /* 任 after a date */
	WEIGHT_HONOURED,    /* a surname before 先生 */
	WEIGHT_TITLE,       /* the first name in the title of a book */
	WEIGHT_SPEAKER,     /* before a colon */
	WEIGHT_FOREIGN_TWO, /* a foreign name of two characters */
	WEIGHT_PLACE,       /* unknown characters that end like a place */
	WEIGHT_PLACE_EACH,
	WEIGHT_ISOLATED,    /* all there is between quotes, commas or the like */
	WEIGHT_DOTTED_EACH, /* at most, for a sound of a name beside a dot */
	WEIGHT_PARTIAL,     /* only a part of what is as short as a name */
	N_WEIGHTS,
};

static const int weights[N_WEIGHTS] = {
	[WEIGHT_ONE_GIVEN] = 16,   [WEIGHT_TWO_GIVEN] = -2,   [WEIGHT_FOREIGN] = 0,
	[WEIGHT_ANY_NAME] = 20,    [WEIGHT_COMPOUND] = 60,    [WEIGHT_CUT] = 30,
	[WEIGHT_LONE] = 14,        [WEIGHT_BRAND] = -66,      [WEIGHT_BRAND_EACH] = 60,
	[WEIGHT_OFFICE] = 33,      [WEIGHT_HONOURED] = 24,    [WEIGHT_TITLE] = 67,
	[WEIGHT_SPEAKER] = -51,    [WEIGHT_FOREIGN_TWO] = 20, [WEIGHT_PLACE] = 94,
	[WEIGHT_PLACE_EACH] = 50,  [WEIGHT_ISOLATED] = -60,   [WEIGHT_PARTIAL] = 30,
	[WEIGHT_DOTTED_EACH] = 45,
};

typedef struct {
	int32_t cost; /* of the best way to its end */
	uint8_t state;
	uint8_t from;   /* character it begins at */
	uint8_t before; /* index of the edge before it, among those that end at @from */
	bool name;
} Edge;

/* What the dictionary says of two characters, asked once. */
typedef struct {
	bool asked;
	bool found;
	ProseWord word;
} Pair;

typedef struct {
	const Stretch *stretch;
	uint8_t n[STRETCH_MOST + 1];
	Edge edges[STRETCH_MOST + 1][MOST_EDGES];
	Pair pairs[STRETCH_MOST];
} Lattice;

static void
add(Lattice *lattice, size_t from, size_t to, unsigned state, int cost)
{
	const Stretch *s = lattice->stretch;
	unsigned tag = state / 2;
	bool name = tag == TAG_NAME || tag == TAG_FOREIGN_NAME || tag == TAG_MIXED_NAME;
	Edge edge = {.cost = INT32_MAX,
	             .state = (uint8_t)state,
	             .from = (uint8_t)from,
	             .name = name && state % 2 == 1};

	if (lattice->n[to] == MOST_EDGES)
		return;
	if (edge.name && to == s->n && (s->after == ':' || s->after == WIDE_COLON))
		cost += weights[WEIGHT_SPEAKER];
	if (edge.name && s->isolated && from == 0 && to == s->n)
		cost += weights[WEIGHT_ISOLATED];
	else if (edge.name && s->isolated && s->n <= SHORT_ISOLATED)
		cost += weights[WEIGHT_PARTIAL];
	if (from == 0)
		edge.cost =
			s->cut_before ? weights[WEIGHT_CUT] : prose_table.chain[STATE_START][state];
	for (size_t i = 0; i < lattice->n[from]; i++) {
		const Edge *before = &lattice->edges[from][i];
		/* NOLINTNEXTLINE: n[from] edges were written */
		int sum = before->cost + prose_table.chain[before->state][state];

		if (sum < edge.cost) {
			edge.cost = sum;
			edge.before = (uint8_t)i;
		}
	}
	if (edge.cost == INT32_MAX)
		return;
	edge.cost += cost;
	lattice->edges[to][lattice->n[to]++] = edge;
}

static const ProseCharacter *
character(const Stretch *s, size_t at)
{
	static const ProseCharacter none = {255, 255, 255, 255, 255, TAG_OTHER, 0, 0, 0, 0};

	if (at >= s->n || s->codes[at] >= N_HAN)
		return &none;
	return &prose_table.characters[s->codes[at]];
}

/* Of the two characters at @at, or NULL. */
static const ProseWord *
pair_at(Lattice *lattice, size_t at)
{
	const Stretch *s = lattice->stretch;

	if (at + 2 > s->n || s->codes[at] >= N_HAN || s->codes[at + 1] >= N_HAN)
		return NULL;
	Pair *pair = &lattice->pairs[at];
	if (!pair->asked)
		pair->found = prose_word(s->codes + at, 2, &pair->word);
	pair->asked = true;
	return pair->found ? &pair->word : NULL;
}

static bool
is_honoured(Lattice *lattice, size_t at)
{
	const ProseWord *pair = pair_at(lattice, at);

	return pair != NULL && pair->known && pair->tag == TAG_HONOUR;
}

/* What the place of a name says of it, whatever its characters. */
static int
place_cost(const Stretch *s, size_t at)
{
	int cost = weights[WEIGHT_ANY_NAME];

	if (at == 0 && !s->cut_before && s->before == OPEN_TITLE)
		cost += weights[WEIGHT_TITLE];
	return cost;
}

static void
add_names(Lattice *lattice, size_t at, size_t surname, int cost)
{
	const Stretch *s = lattice->stretch;
	const ProseCharacter *one = character(s, at + surname);
	const ProseCharacter *two = character(s, at + surname + 1);
	unsigned state = STATE_OF(TAG_NAME, true);

	if (s->codes[at] == CODE_OFFICE &&
	    (at == 0 ? !s->isolated : character(s, at - 1)->before_office))
		cost += weights[WEIGHT_OFFICE];
	if (is_honoured(lattice, at + surname))
		add(lattice, at, at + surname, state, cost + weights[WEIGHT_HONOURED]);
	cost += place_cost(s, at);
	if (one->alone != COST_NEVER)
		add(lattice, at, at + surname + 1, state,
		    cost + one->alone + weights[WEIGHT_ONE_GIVEN]);
	if (one->first != COST_NEVER && two->second != COST_NEVER)
		add(lattice, at, at + surname + 2, state,
		    cost + one->first + two->second + weights[WEIGHT_TWO_GIVEN]);
}

static bool
code_is(const Stretch *s, size_t at, uint16_t code)
{
	return at < s->n && s->codes[at] == code;
}

static void
add_foreign(Lattice *lattice, size_t at)
{
	const Stretch *s = lattice->stretch;
	bool dotted = at > 0 && s->codes[at - 1] == CODE_DOT;
	unsigned before = character(s, at)->sound;
	int cost = sound_cost(0, before) + place_cost(s, at) + weights[WEIGHT_FOREIGN];

	for (size_t n = 1; n < MOST_FOREIGN; n++) {
		unsigned sound = character(s, at + n)->sound;
		int end = sound_cost(before, 0) + (n == 2 ? weights[WEIGHT_FOREIGN_TWO] : 0);

		if (n >= 2)
			add(lattice, at, at + n, STATE_OF(TAG_NAME, true),
			    dotted || code_is(s, at + n, CODE_DOT)
			            ? MIN(cost + end, (int)n * weights[WEIGHT_DOTTED_EACH])
			            : cost + end);
		if (sound == 0)
			return;
		cost += sound_cost(before, sound);
		before = sound;
	}
}

static void
add_words(Lattice *lattice, size_t at)
{
	const Stretch *s = lattice->stretch;
	const ProseWord *pair = pair_at(lattice, at);
	size_t most = 2;

	if (pair == NULL)
		return;
	if (pair->known)
		add(lattice, at, at + 2, STATE_OF(pair->tag, true),
		    pair->cost + (word_is_name(pair) ? weights[WEIGHT_ANY_NAME] : 0));
	if (pair->compound_surname)
		add_names(lattice, at, 2, weights[WEIGHT_COMPOUND]);
	if (!pair->prefix)
		return;
	while (most < LONGEST_WORD && at + most < s->n && s->codes[at + most] < N_HAN)
		most++;
	for (size_t n = 3; n <= most; n++) {
		ProseWord word;
		bool found = prose_word(s->codes + at, n, &word);

		if (found && word.known)
			add(lattice, at, at + n, STATE_OF(word.tag, true),
			    word.cost + (word_is_name(&word) ? weights[WEIGHT_ANY_NAME] : 0));
		if (n == 4 && !(found && word.prefix))
			return;
	}
}

/* Does the name of a company go on here: 科技, 会计师? */
static bool
is_company(Lattice *lattice, size_t at)
{
	const Stretch *s = lattice->stretch;
	const ProseWord *pair = pair_at(lattice, at);
	ProseWord word;

	if (pair == NULL)
		return false;
	if (pair->known && pair->tag == TAG_COMPANY)
		return true;
	return pair->prefix && at + 3 <= s->n && s->codes[at + 2] < N_HAN &&
	       prose_word(s->codes + at, 3, &word) && word.known && word.tag == TAG_COMPANY;
}

/* Unknown characters before what companies and places are called by. */
static void
add_unknown(Lattice *lattice, size_t at)
{
	const Stretch *s = lattice->stretch;

	for (size_t n = 1; n <= 4 && at + n < s->n && s->codes[at + n] < N_HAN; n++) {
		if (n <= 3 && character(s, at + n)->place_end)
			add(lattice, at, at + n + 1, STATE_OF(TAG_PLACE, true),
			    weights[WEIGHT_PLACE] + weights[WEIGHT_PLACE_EACH] * (int)n);
		if (n >= 2 && is_company(lattice, at + n))
			add(lattice, at, at + n, STATE_OF(TAG_PRODUCT, true),
			    weights[WEIGHT_BRAND] + weights[WEIGHT_BRAND_EACH] * (int)n);
	}
}

/* The comma of lists remembers whether a name stands before it. */
static void
add_list(Lattice *lattice, size_t at)
{
	Edge edges[2] = {{.cost = INT32_MAX}, {.cost = INT32_MAX}};

	for (size_t i = 0; i < lattice->n[at]; i++) {
		const Edge *before = &lattice->edges[at][i];

		/* NOLINTNEXTLINE: n[at] edges were written */
		if (before->cost >= edges[before->name].cost)
			continue;
		edges[before->name] = (Edge){
			.cost = before->cost,
			.state = (uint8_t)STATE_OF(before->name ? TAG_NAMES : TAG_LIST, false),
			.from = (uint8_t)at,
			.before = (uint8_t)i,
		};
	}
	for (size_t i = 0; i < 2; i++)
		if (edges[i].cost < INT32_MAX)
			lattice->edges[at + 1][lattice->n[at + 1]++] = edges[i];
}

static void
add_all(Lattice *lattice, size_t at)
{
	const Stretch *s = lattice->stretch;
	const ProseCharacter *one = character(s, at);
	bool lone = one->tag == TAG_NAME || one->tag == TAG_MIXED_NAME;

	if (s->codes[at] == CODE_LIST) {
		add_list(lattice, at);
		return;
	}
	if (s->codes[at] == CODE_DOT) {
		add(lattice, at, at + 1, STATE_OF(TAG_DOT, false), 0);
		return;
	}
	add(lattice, at, at + 1, STATE_OF(one->tag, false),
	    one->word + (lone ? weights[WEIGHT_LONE] : 0));
	add_unknown(lattice, at);
	add_words(lattice, at);
	if (one->surname != COST_NEVER)
		add_names(lattice, at, 1, one->surname);
	if (one->sound != 0)
		add_foreign(lattice, at);
}

/* Is the name of @edge, at the anchor, a part of one that began before? */
static bool
goes_on_before(const Lattice *lattice, const Edge *edge)
{
	if (edge->from < 2 || lattice->stretch->codes[edge->from - 1] != CODE_DOT)
		return false;
	const Edge *join = &lattice->edges[edge->from][edge->before];
	return lattice->edges[join->from][join->before].name;
}

/* Names with dots between them are one name. */
static size_t
name_on_path(const Lattice *lattice, size_t end, size_t last)
{
	const Stretch *s = lattice->stretch;
	bool after_name = false; /* what begins at @end is a name */
	size_t name_end = 0;

	for (size_t at = end, i = last;;) {
		const Edge *edge = &lattice->edges[at][i];
		/* NOLINTNEXTLINE: the path leads over edges that were written */
		bool dot = s->codes[edge->from] == CODE_DOT;

		if (edge->name && name_end == 0)
			name_end = at;
		else if (!edge->name && !(dot && after_name))
			name_end = 0;
		if (edge->from == s->anchor && edge->name)
			return goes_on_before(lattice, edge) ? 0 : name_end - edge->from;
		if (edge->from <= s->anchor)
			return 0;
		after_name = edge->name;
		if (edge->name && s->codes[edge->from - 1] != CODE_DOT)
			name_end = 0;
		at = edge->from;
		i = edge->before;
	}
}

size_t
lattice_name(const Stretch *stretch)
{
	Lattice lattice;
	size_t end = stretch->n;
	size_t best = 0;

	lattice.stretch = stretch;
	memset(lattice.n, 0, end + 1);
	for (size_t at = 0; at < end; at++)
		lattice.pairs[at].asked = false;
	for (size_t at = 0; at < end; at++)
		if (at == 0 || lattice.n[at] > 0)
			add_all(&lattice, at);
	if (lattice.n[end] == 0)
		return 0;
	for (size_t i = 1; i < lattice.n[end]; i++)
		/* NOLINTNEXTLINE: n[end] edges were written */
		if (lattice.edges[end][i].cost < lattice.edges[end][best].cost)
			best = i;
	return name_on_path(&lattice, end, best);
}

/* Bytes of the dot, or of the comma of lists, at @at; 0 for none. */
static size_t
dot_length(Span text, size_t at)
{
	switch (at < text.length ? (uint8_t)text.bytes[at] : 0) {
	case '-':
		return 1;
	case 0xc2:
		return text_has(text, at, "·") ? 2 : 0;
	case 0xe2:
		return text_has(text, at, "•") || text_has(text, at, "‧") ? 3 : 0;
	case 0xe3:
		return text_has(text, at, "、") || text_has(text, at, "・") ? 3 : 0;
	default:
		return 0;
	}
}

/* The dot that ends right before @at, behind a Han character; 0 for none. */
static size_t
dot_before(Span text, size_t at)
{
	if (at == 0 || (((uint8_t)text.bytes[at - 1] & 0xc0) != 0x80 && text.bytes[at - 1] != '-'))
		return 0;
	for (size_t length = 1; length <= 3; length++)
		if (at >= length + HAN_BYTES && dot_length(text, at - length) == length &&
		    han_is_at(text, at - length - HAN_BYTES))
			return length;
	return 0;
}

/* The character that begins at @at, or 0; bad UTF-8 gives the byte. */
static uint32_t
any_character(Span text, size_t at)
{
	if (at >= text.length)
		return 0;
	uint8_t lead = (uint8_t)text.bytes[at];
	if (lead < 0x80)
		return lead;
	gunichar c = g_utf8_get_char_validated(text.bytes + at, (gssize)(text.length - at));
	return c >= 0xfffffffe ? lead : c;
}

static uint32_t
character_before(Span text, size_t at)
{
	size_t n = 1;

	while (n < 3 && n < at && ((uint8_t)text.bytes[at - n] & 0xc0) == 0x80)
		n++;
	return at == 0 ? 0 : any_character(text, at - n);
}

/* Does it divide the values of a record, rather than the clauses of a sentence? */
static bool
divides(uint32_t c)
{
	return c == 0 || (c < 0x80 && strchr("'\",:;=|<>\t\r\n{}[]\\", (int)c) != NULL) ||
	       c == WIDE_COLON;
}

/* 收货人 李四: what ends with 人 or 名 before the blank is a label. */
static bool
follows_label(Span text, size_t at)
{
	return at > HAN_BYTES && (text_has(text, at - 1 - HAN_BYTES, "人") ||
	                          text_has(text, at - 1 - HAN_BYTES, "名"));
}

/* How many characters and dots before @at belong to it; @ret_first is where they begin. */
static size_t
count_before(Span text, size_t at, size_t *ret_first)
{
	size_t first = at, n = 0;

	while (n < STRETCH_BEFORE) {
		if (first >= HAN_BYTES && han_is_at(text, first - HAN_BYTES)) {
			first -= HAN_BYTES;
			n++;
			continue;
		}
		size_t dot = dot_before(text, first);
		if (dot == 0 || n + 1 >= STRETCH_BEFORE)
			break;
		first -= dot + HAN_BYTES;
		n += 2;
	}
	*ret_first = first;
	return n;
}

bool
stretch_read(Span text, size_t at, Stretch *ret_stretch)
{
	Stretch *s = ret_stretch;
	size_t first;

	if (!han_is_at(text, at))
		return false;
	size_t n_before = count_before(text, at, &first);
	s->cut_before = n_before >= STRETCH_BEFORE - 1;
	s->anchor = n_before;
	s->before = character_before(text, first);
	s->n = 0;
	while (s->n < n_before + STRETCH_AFTER) {
		s->places[s->n] = (uint32_t)first;
		if (han_is_at(text, first)) {
			s->codes[s->n++] = han_code(text, first);
			first += HAN_BYTES;
			continue;
		}
		size_t dot = dot_length(text, first);
		if (dot == 0 || s->n == 0 || !han_is_at(text, first + dot))
			break;
		s->codes[s->n++] = text_has(text, first, "、") ? CODE_LIST : CODE_DOT;
		first += dot;
	}
	s->places[s->n] = (uint32_t)first;
	s->cut_after = s->n == n_before + STRETCH_AFTER;
	s->after = any_character(text, first);
	if (s->before == ' ' && follows_label(text, s->places[0]))
		s->before = ':';
	s->isolated = !s->cut_before && s->n <= LONGEST_ISOLATED &&
	              ((divides(s->before) && (divides(s->after) || s->after == ' ')) ||
	               (s->before == ' ' && divides(s->after)));
	return true;
}
