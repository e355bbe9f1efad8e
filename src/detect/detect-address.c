/*
 * detect-address.c - is a whole cell shaped like a postal address of China?
 *
 * Two things are counted: names of divisions and the words of the lower levels (路, 号,
 * 栋, 室).  Two of them in the order of an address make one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "division.h"

#define HAN_LENGTH  3
#define LEAST_BYTES (4 * HAN_LENGTH)
#define MOST_BYTES  600
#define N_LEVELS    8

/* From the province down to the door. */
static const char *const levels[N_LEVELS] = {
	"省", "市州盟", "区县旗", "镇乡", "路街道巷弄里", "号村", "栋幢座楼苑园厦庄城", "室层户房",
};

/* The level of the character at @at, or N_LEVELS. */
static size_t
level_of(const char *character)
{
	for (size_t level = 0; level < N_LEVELS; level++)
		for (const char *word = levels[level]; *word != '\0'; word += HAN_LENGTH)
			if (memcmp(word, character, HAN_LENGTH) == 0)
				return level;
	return N_LEVELS;
}

/* Does @text begin with the name of a province, a city or a county? */
static bool
begins_with_division(Span text)
{
	for (size_t length = 4 * HAN_LENGTH; length >= 2 * HAN_LENGTH; length -= HAN_LENGTH)
		if (length <= text.length && division_has_name(span_slice(text, 0, length)))
			return true;
	return false;
}

typedef struct {
	unsigned seen; /* levels, a bit each */
	size_t n_han;
	size_t n_digits;
	bool ends_sentence;
} Shape;

static Shape
shape_of(Span text)
{
	Shape shape = {0};

	for (size_t at = 0; at < text.length;) {
		unsigned char byte = (unsigned char)text.bytes[at];
		bool han = byte >= 0xe3 && byte <= 0xe9 && at + HAN_LENGTH <= text.length;

		shape.n_digits += byte_is_digit(text.bytes[at]) ? 1 : 0;
		if (!han) {
			shape.ends_sentence |= byte == '!' || byte == '?' || byte == ';';
			at++;
			continue;
		}
		size_t level = at > 0 ? level_of(text.bytes + at) : N_LEVELS;
		shape.n_han++;
		shape.ends_sentence |= memcmp(text.bytes + at, "。", HAN_LENGTH) == 0;
		if (level < N_LEVELS)
			shape.seen |= 1u << level;
		at += HAN_LENGTH;
	}
	return shape;
}

bool
check_address(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;

	if (text.length < LEAST_BYTES || text.length > MOST_BYTES)
		return false;
	Shape shape = shape_of(text);
	bool division = begins_with_division(text);
	int n_levels = __builtin_popcount(shape.seen);
	int n_low = __builtin_popcount(shape.seen >> 4);

	if (shape.ends_sentence || shape.n_han < 4)
		return false;
	match_found(ret_match, KIND_ADDRESS, 0, text.length);
	if (division && n_levels >= 2)
		return match_judged(ret_match, false, n_low >= 1 ? 80 : 55);
	if (n_low >= 2 && shape.n_digits > 0)
		return match_judged(ret_match, false, 60);
	return n_levels >= 3 && match_judged(ret_match, false, 50);
}
