/*
 * detect-person-name.c - is a whole cell shaped like the name of a person?
 *
 * A surname of the table and one or two characters more; names of minorities with a
 * middle dot; masked names (张*). Products and places have this shape too: the verdict
 * on the column decides, by distinct values, name and neighbours.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "surname.h"

#include <stdlib.h>

#define HAN_LENGTH  3
#define NAME_MOST   4
#define DOTTED_MOST 16
#define MIDDLE_DOT  "\xc2\xb7"

/* Last characters of words that begin with a surname and are no names. */
static const char no_names[] =
	"省市县区镇乡村路街号栋楼店厂司院校部局处科组班级类型款式色元件个斤箱盒袋瓶只条台套双寸";

static int
compare_one(const void *wanted, const void *surname)
{
	return memcmp(wanted, surname, HAN_LENGTH);
}

static int
compare_two(const void *wanted, const void *surname)
{
	return memcmp(wanted, surname, 2 * HAN_LENGTH);
}

size_t
surname_length(Span name)
{
	if (name.length >= 2 * HAN_LENGTH && bsearch(name.bytes, surnames_of_two, n_surnames_of_two,
	                                             sizeof *surnames_of_two, compare_two) != NULL)
		return 2;
	if (name.length >= HAN_LENGTH && bsearch(name.bytes, surnames_of_one, n_surnames_of_one,
	                                         sizeof *surnames_of_one, compare_one) != NULL)
		return 1;
	return 0;
}

/* A character of U+4E00..U+9FFF, as UTF-8. */
static bool
is_han_at(Span text, size_t at)
{
	unsigned char lead = (unsigned char)byte_of(text, at);

	return lead >= 0xe4 && lead <= 0xe9 && at + HAN_LENGTH <= text.length;
}

static size_t
count_han(Span text)
{
	size_t n = 0;

	while (is_han_at(text, n * HAN_LENGTH))
		n++;
	return n;
}

/* 阿卜杜拉·买买提 */
static bool
is_dotted(Span name)
{
	size_t head = count_han(name);
	size_t dot = strlen(MIDDLE_DOT);
	size_t tail_at = head * HAN_LENGTH + dot;

	if (head < 2 || tail_at > name.length ||
	    memcmp(name.bytes + tail_at - dot, MIDDLE_DOT, dot) != 0)
		return false;
	Span tail = span_slice(name, tail_at, name.length);
	size_t n = count_han(tail);
	return n >= 2 && n + head <= DOTTED_MOST && n * HAN_LENGTH == tail.length;
}

/* 张*, 张**, 欧阳*, *三 */
static bool
is_masked(Span name)
{
	size_t head = count_han(name) * HAN_LENGTH;
	size_t stars = 0;

	while (byte_of(name, head + stars) == '*')
		stars++;
	Span rest = span_slice(name, head + stars, name.length);
	return stars >= 1 && stars <= 3 && head > 0 && head <= 2 * HAN_LENGTH &&
	       rest.length <= HAN_LENGTH && rest.length == count_han(rest) * HAN_LENGTH &&
	       surname_length(name) > 0;
}

bool
check_person_name(const Probe *probe, Match *ret_match)
{
	Span name = probe->text;
	size_t n = count_han(name);

	match_found(ret_match, KIND_PERSON_NAME, 0, name.length);
	if (is_dotted(name))
		return match_judged(ret_match, false, 60);
	if (is_masked(name))
		return match_judged(ret_match, false, 55);
	size_t surname = surname_length(name);
	if (surname == 0 || n * HAN_LENGTH != name.length || n < 2 || n > NAME_MOST)
		return false;
	if (n == surname || n > surname + 2)
		return false;
	for (const char *last = no_names; *last != '\0'; last += HAN_LENGTH)
		if (memcmp(name.bytes + name.length - HAN_LENGTH, last, HAN_LENGTH) == 0)
			return false;
	return match_judged(ret_match, false, n == 3 || surname == 2 ? 55 : 45);
}
