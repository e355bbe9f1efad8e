/*
 * detect-person-name.c - is a whole cell the name of a person?
 *
 * Read as running text is (prose-lattice.c), where that the cell is all there is speaks for a
 * name; and masked names (张*).  Products and places may have this shape too: the verdict on
 * the column decides, by distinct values, name and neighbours.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "han.h"
#include "prose-lattice.h"
#include "surname.h"

#include <stdlib.h>

#define SURE_ENOUGH 60
#define LIKELY      50

static int
compare_one(const void *wanted, const void *surname)
{
	return memcmp(wanted, surname, HAN_BYTES);
}

static int
compare_two(const void *wanted, const void *surname)
{
	return memcmp(wanted, surname, 2 * HAN_BYTES);
}

size_t
surname_length(Span name)
{
	if (name.length >= 2 * HAN_BYTES && bsearch(name.bytes, surnames_of_two, n_surnames_of_two,
	                                            sizeof *surnames_of_two, compare_two) != NULL)
		return 2;
	if (name.length >= HAN_BYTES && bsearch(name.bytes, surnames_of_one, n_surnames_of_one,
	                                        sizeof *surnames_of_one, compare_one) != NULL)
		return 1;
	return 0;
}

static size_t
count_han(Span text)
{
	size_t n = 0;

	while (han_is_at(text, n * HAN_BYTES))
		n++;
	return n;
}

/* 张*, 张**, 欧阳*, *三 */
static bool
is_masked(Span name)
{
	size_t head = count_han(name) * HAN_BYTES;
	size_t stars = 0;

	while (byte_of(name, head + stars) == '*')
		stars++;
	Span rest = span_slice(name, head + stars, name.length);
	return stars >= 1 && stars <= 3 && head > 0 && head <= 2 * HAN_BYTES &&
	       rest.length <= HAN_BYTES && rest.length == count_han(rest) * HAN_BYTES &&
	       surname_length(name) > 0;
}

/* 阿卜杜拉·买买提: in a cell the dot says enough. */
static bool
is_dotted(const Stretch *stretch)
{
	size_t n_dots = 0;

	for (size_t i = 0; i < stretch->n; i++)
		n_dots += stretch->codes[i] == CODE_DOT ? 1 : 0;
	return n_dots >= 1 && n_dots <= 3 && stretch->n >= 5 && stretch->codes[1] != CODE_DOT &&
	       stretch->codes[stretch->n - 2] != CODE_DOT;
}

bool
check_person_name(const Probe *probe, Match *ret_match)
{
	Span name = probe->text;
	Stretch stretch;

	match_found(ret_match, KIND_PERSON_NAME, 0, name.length);
	if (is_masked(name))
		return match_judged(ret_match, false, 55);
	if (!stretch_read(name, 0, &stretch) || stretch.places[stretch.n] != name.length)
		return false;
	if (is_dotted(&stretch))
		return match_judged(ret_match, false, SURE_ENOUGH);
	if (lattice_name(&stretch) != stretch.n || stretch.n < 2)
		return false;
	return match_judged(ret_match, false, stretch.n >= 3 ? SURE_ENOUGH : LIKELY);
}
