/*
 * prose-address.c - postal addresses of China, in running text and in cells
 *
 * From province to door: names of divisions out of the table, with or without 省, 市, 县; names
 * of towns, roads and estates by the word they end with; numbers by the word after them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose-address.h"

#include "address-word.h"
#include "han.h"

#include <glib.h>

#define MOST_BEHIND       20 /* characters before the first word of a level */
#define MOST_NAME         12
#define MOST_TAIL         24
#define N_PLAIN_JOINTS    10
#define VALUE_BEHIND      60
#define MOST_UNREAD       18 /* characters that belong to no part */
#define MOST_UNREAD_WORDS 8  /* the same without any number */
#define VALUE_AHEAD       180
#define MOST_PASSED       2 /* characters of sentences in a value that is an address */
#define MOST_BYTES        360
#define LONGEST_PHASE     3 /* 12期, 二区 */
#define UPPER_LEVELS      ((1u << (LEVEL_TOWN + 1)) - 1)
#define LONGEST_BARE      6 /* of a number without a word */

static void
take(Address *address, AddressLevel level, size_t end, bool number)
{
	address->levels |= 1u << level;
	address->n_parts++;
	address->n_numbers += number ? 1 : 0;
	address->end = end;
}

/* 3, 12-3, A座, 三: a number and the word after it. */
static bool
take_number(Span text, size_t at, Address *address)
{
	size_t end = at;
	bool digits = false;

	while (end < text.length && end - at < 12) {
		char byte = text.bytes[end];
		bool joint = (byte == '-' || byte == '/' || byte == '#' || byte == '~') &&
		             end > at && end + 1 < text.length && is_alnum(text.bytes[end + 1]);

		if (!is_alnum(byte) && !joint)
			break;
		digits |= byte >= '0' && byte <= '9';
		end++;
	}
	if (end == at)
		while (end - at < 5 * HAN_BYTES && is_numeral(text, end))
			end += HAN_BYTES;
	if (end == at)
		return false;
	const LevelWord *word = number_end(text, end);
	if (word != NULL && word->level == LEVEL_ESTATE && end - at > LONGEST_PHASE)
		return false;
	if (word != NULL) {
		take(address, word->level, end + strlen(word->word), true);
		return true;
	}
	if (!digits || address->n_parts == 0 || end - at > LONGEST_BARE)
		return false;
	take(address, LEVEL_ROOM, end, (address->levels & UPPER_LEVELS) != 0);
	return true;
}

/* 中山路, 南京东路: the name of a division is also that of a road. */
static bool
names_a_road(Span text, size_t at)
{
	static const char sides[] = "东西南北中大";

	for (const char *side = sides; *side != '\0'; side += HAN_BYTES)
		if (at + HAN_BYTES <= text.length &&
		    memcmp(text.bytes + at, side, HAN_BYTES) == 0) {
			at += HAN_BYTES;
			break;
		}
	const LevelWord *word = name_end(text, at);
	return word != NULL && word->level == LEVEL_ROAD;
}

/* 省, 市, 县 after the name of a division, or nothing. */
static bool
take_division(Span text, size_t at, Address *address)
{
	size_t length = division_length(text, at, true);

	for (; length >= 2 * HAN_BYTES; length -= HAN_BYTES) {
		size_t end = at + length;
		const LevelWord *word = name_end(text, end);

		if (word != NULL && word->level <= LEVEL_TOWN) {
			take(address, word->level, end + strlen(word->word), false);
			return true;
		}
	}
	length = division_length(text, at, false);
	if (length == 0 || names_a_road(text, at + length))
		return false;
	take(address, address->levels == 0 ? LEVEL_PROVINCE : LEVEL_COUNTY, at + length, false);
	return true;
}

/* 船厂路: the end of one name may stand within a longer one. */
static bool
goes_on(Span text, const LevelWord *word, size_t end)
{
	const LevelWord *next = name_end(text, end);

	return word->level >= LEVEL_VILLAGE && strlen(word->word) == HAN_BYTES && next != NULL &&
	       next->level == LEVEL_ROAD;
}

/* A name of some characters that ends with the word of a level. */
static bool
take_name(Span text, size_t at, Address *address)
{
	size_t end = at;

	for (size_t n = 0; n < MOST_NAME; n++) {
		size_t length = part_length(text, end);
		const LevelWord *word = n >= 1 ? name_end(text, end) : NULL;

		if (word != NULL && !goes_on(text, word, end + strlen(word->word))) {
			take(address, word->level, end + strlen(word->word), false);
			return true;
		}
		if (length == 0 || (length == 1 && n > 0))
			return false;
		end += length;
	}
	return false;
}

/* Over a blank, a hyphen or a bracket between parts; in a value, over more. */
static size_t
skip_joint(Span text, size_t at, bool whole)
{
	static const char *const joints[] = {" ", "-",  "（", "(", "）", ")",  "·", "—",  "　",
	                                     "_", "与", "、", "/", ".",  "，", ",", "和", "及"};
	size_t n = whole ? G_N_ELEMENTS(joints) : N_PLAIN_JOINTS;

	for (size_t i = 0; i < n; i++)
		if (joints[i][0] == address_byte(text, at) && text_has(text, at, joints[i]))
			return at + strlen(joints[i]);
	return at;
}

static size_t
skip_blank(Span text, size_t at)
{
	static const char *const blanks[] = {"-", "（", "(", "）", ")", "·", "　", "_"};

	for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++)
		if (blanks[i][0] == address_byte(text, at) && text_has(text, at, blanks[i]))
			return at + strlen(blanks[i]);
	return at;
}

static bool
take_part(Span text, size_t at, Address *address)
{
	return take_number(text, at, address) || take_division(text, at, address) ||
	       take_name(text, at, address);
}

static bool
number_is_bare(Span text, size_t end)
{
	return end > 0 && is_alnum(text.bytes[end - 1]);
}

/* A name without the word of a level before a number: 巴黎春天160幢. */
static bool
take_unknown(Span text, size_t at, Address *address)
{
	size_t end = at;

	for (size_t n = 0; n < MOST_NAME; n++) {
		size_t length = part_length(text, end);

		if (n > 0 && length == 1 && is_digit(text.bytes[end])) {
			Address tried = *address;

			if (!take_number(text, end, &tried) ||
			    tried.n_numbers == address->n_numbers ||
			    number_is_bare(text, tried.end))
				return false;
			tried.n_parts++;
			*address = tried;
			return true;
		}
		if (length == 0)
			return false;
		end += length;
	}
	return false;
}

static void
take_parts(Span text, size_t at, Address *address)
{
	*address = (Address){.start = at, .end = at};
	while (address->end - at < MOST_BYTES) {
		size_t next = address->end;

		if (take_part(text, next, address))
			continue;
		size_t joint = address->n_parts > 0 ? skip_joint(text, next, false) : next;
		if (joint != next && take_part(text, joint, address))
			continue;
		if (address->n_parts == 0 || !take_unknown(text, next, address))
			break;
	}
}

/* In a value that is all address, what cannot be read is passed over. */
static void
take_all(Span text, Address *address)
{
	size_t at = 0;
	size_t n_passed = 0;

	*address = (Address){0};
	while (at < text.length) {
		size_t length = part_length(text, at);

		if (take_part(text, at, address)) {
			at = address->end;
			continue;
		}
		if (length == 0)
			length = skip_joint(text, at, true) - at;
		if (length == 0 && han_is_at(text, at) && n_passed++ < MOST_PASSED)
			length = HAN_BYTES;
		if (length == 0)
			break;
		at += length;
		address->n_unread++;
	}
	address->end = at;
}

static bool
divides(char byte)
{
	return strchr("'\":=\n\r\t,<>|\\", byte) != NULL;
}

/* Does a value begin at @at? */
static bool
begins_value(Span text, size_t at)
{
	return at == 0 || divides(text.bytes[at - 1]) ||
	       (at >= HAN_BYTES && text_has(text, at - HAN_BYTES, "："));
}

/* 海淀区政府: an office, not a place to live. */
static bool
names_an_office(Span text, const Address *address)
{
	static const char offices[] = "政公法检委局院人警税党国建规教卫";

	if (address->n_numbers > 0 || (address->levels & ~UPPER_LEVELS) != 0)
		return false;
	for (const char *office = offices; *office != '\0'; office += HAN_BYTES)
		if (address->end + HAN_BYTES <= text.length &&
		    memcmp(text.bytes + address->end, office, HAN_BYTES) == 0)
			return true;
	return false;
}

/* The place's own name after the last level: up to where the value ends. */
static void
take_tail(Span text, Address *address)
{
	size_t end = address->end;

	for (size_t n = 0; n < MOST_TAIL; n++) {
		size_t length = part_length(text, end);

		if (length == 0 && end < text.length)
			length = skip_blank(text, end) - end;
		if (length == 0)
			break;
		end += length;
	}
	if (end == text.length || divides(text.bytes[end]) ||
	    (text.bytes[end] == ' ' && divides(address_byte(text, end + 1))))
		address->end = end;
}

static bool
judge(Address *address)
{
	const unsigned divisions = 1u << LEVEL_PROVINCE | 1u << LEVEL_CITY | 1u << LEVEL_COUNTY;
	unsigned strong = address->levels & ~(1u << LEVEL_ESTATE);
	bool division = (address->levels & divisions) != 0;
	bool town = (address->levels >> LEVEL_TOWN & 1) != 0;
	bool road = (address->levels >> LEVEL_ROAD & 1) != 0;
	int n_strong = __builtin_popcount(strong);

	if (division && (n_strong >= 2 || address->n_numbers > 0))
		address->confidence = address->n_numbers > 0       ? 85
		                      : (strong & ~divisions) != 0 ? 70
		                                                   : 50;
	else if (road && address->n_numbers > 0)
		address->confidence = 65;
	else if (town && n_strong >= 2)
		address->confidence = 60;
	else if (address->n_numbers >= 1 && address->n_parts > address->n_numbers &&
	         (n_strong >= 2 || address->n_numbers >= 2))
		address->confidence = address->n_numbers >= 2 ? 60 : 50;
	else
		return false;
	return true;
}

/* Where an address with a word of a level at @at may begin. */
static size_t
beginning(Span text, size_t at)
{
	size_t first = at;
	size_t found = at;

	for (size_t n = 0; n < MOST_BEHIND && first > 0; n++) {
		size_t before = first;

		if (is_alnum(text.bytes[first - 1]))
			before = first - 1;
		else if (first >= HAN_BYTES && han_is_at(text, first - HAN_BYTES) &&
		         !is_no_part(text, first - HAN_BYTES))
			before = first - HAN_BYTES;
		if (before == first)
			break;
		first = before;
		if (han_is_at(text, first) && division_length(text, first, false) > 0)
			found = first;
	}
	return found < at ? found : first;
}

static bool
ends_value(Span text, size_t at)
{
	if (at + 1 < text.length && text.bytes[at] == ' ')
		at++;
	return at >= text.length || divides(text.bytes[at]);
}

/* A character that divides sentences and clauses. */
static bool
punctuates(Span text, size_t at)
{
	static const char *const marks[] = {"，", "。", "；", "！", "？", "：", "、", "《", "“"};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (marks[i][0] == text.bytes[at] && text_has(text, at, marks[i]))
			return true;
	return false;
}

/* The value around @at, where it is short and all of it reads as an address. */
static bool
take_value(Span text, size_t at, Address *ret_address)
{
	size_t start = at, end = at;
	Address address;

	while (at - start < VALUE_BEHIND && !begins_value(text, start))
		start--;
	if (!begins_value(text, start))
		return false;
	while (end - at < VALUE_AHEAD && !ends_value(text, end))
		end++;
	if (!ends_value(text, end))
		return false;
	while (end > start && text.bytes[end - 1] == ' ')
		end--;
	for (size_t i = start; i < end; i++)
		if (punctuates(text, i))
			return false;
	take_all(span_slice(text, start, end - start), &address);
	if (address.end != end - start || !judge(&address) ||
	    address.n_unread > (address.n_numbers > 0 ? MOST_UNREAD : MOST_UNREAD_WORDS))
		return false;
	address.start += start;
	address.end += start;
	*ret_address = address;
	return true;
}

/* 北京市朝阳区某某有限公司: divisions, and what is called after them. */
static bool
is_organisation(Span text, const Address *address)
{
	static const char *const ends[] = {"公司", "集团", "厂", "局", "会",
	                                   "院",   "行",   "社", "所", "政府"};

	if (address->n_numbers > 0 ||
	    (address->levels & ~UPPER_LEVELS & ~(1u << LEVEL_ESTATE)) != 0)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		size_t length = strlen(ends[i]);

		if (address->end >= length && text_has(text, address->end - length, ends[i]))
			return true;
	}
	return false;
}

bool
address_around(Span text, size_t at, bool whole, Address *ret_address)
{
	address_words_prepare();
	if (whole) {
		take_all(text, ret_address);
		return judge(ret_address) && !is_organisation(text, ret_address);
	}
	take_parts(text, beginning(text, at), ret_address);
	bool found = judge(ret_address);
	if (found && begins_value(text, ret_address->start)) {
		take_tail(text, ret_address);
		if (ends_value(text, ret_address->end))
			return !is_organisation(text, ret_address);
	}
	if (take_value(text, at, ret_address))
		return !is_organisation(text, ret_address);
	return found && ret_address->end > at &&
	       (begins_value(text, ret_address->start) || !names_an_office(text, ret_address));
}
