/*
 * prose-address.c - postal addresses of China, in running text and in cells
 *
 * From province to door: names of divisions out of the table, with or without 省, 市, 县; names
 * of towns, roads and estates by the word they end with; numbers by the word after them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose-address.h"

#include "han.h"

#include <glib.h>
#include <pthread.h>

#define MOST_BEHIND  20 /* characters before the first word of a level */
#define MOST_NAME    12
#define MOST_TAIL    24
#define MOST_BYTES   360
#define LONGEST_BARE 6 /* of a number without a word */

typedef struct {
	const char *word;
	AddressLevel level;
} LevelWord;

/* What a name ends with; the longer before the shorter. */
static const LevelWord name_ends[] = {
	{"特别行政区", LEVEL_PROVINCE},
	{"自治区", LEVEL_PROVINCE},
	{"省", LEVEL_PROVINCE},
	{"自治州", LEVEL_CITY},
	{"地区", LEVEL_CITY},
	{"市", LEVEL_CITY},
	{"盟", LEVEL_CITY},
	{"州", LEVEL_CITY},
	{"自治县", LEVEL_COUNTY},
	{"开发区", LEVEL_COUNTY},
	{"高新区", LEVEL_COUNTY},
	{"新区", LEVEL_COUNTY},
	{"小区", LEVEL_ESTATE},
	{"社区", LEVEL_VILLAGE},
	{"园区", LEVEL_ESTATE},
	{"工业区", LEVEL_ESTATE},
	{"厂区", LEVEL_ESTATE},
	{"校区", LEVEL_ESTATE},
	{"县", LEVEL_COUNTY},
	{"旗", LEVEL_COUNTY},
	{"区", LEVEL_COUNTY},
	{"街道办事处", LEVEL_TOWN},
	{"街道", LEVEL_TOWN},
	{"镇", LEVEL_TOWN},
	{"乡", LEVEL_TOWN},
	{"村委会", LEVEL_VILLAGE},
	{"居委会", LEVEL_VILLAGE},
	{"新村", LEVEL_ESTATE},
	{"村", LEVEL_VILLAGE},
	{"屯", LEVEL_VILLAGE},
	{"庄", LEVEL_VILLAGE},
	{"农场", LEVEL_VILLAGE},
	{"大道", LEVEL_ROAD},
	{"胡同", LEVEL_ROAD},
	{"国道", LEVEL_ROAD},
	{"省道", LEVEL_ROAD},
	{"步行街", LEVEL_ROAD},
	{"路口", LEVEL_ROAD},
	{"交叉口", LEVEL_ROAD},
	{"交汇处", LEVEL_ROAD},
	{"公路", LEVEL_ROAD},
	{"路", LEVEL_ROAD},
	{"街", LEVEL_ROAD},
	{"巷", LEVEL_ROAD},
	{"弄", LEVEL_ROAD},
	{"道", LEVEL_ROAD},
	{"里", LEVEL_ESTATE},
	{"大厦", LEVEL_ESTATE},
	{"广场", LEVEL_ESTATE},
	{"公寓", LEVEL_ESTATE},
	{"花园", LEVEL_ESTATE},
	{"家园", LEVEL_ESTATE},
	{"别墅", LEVEL_ESTATE},
	{"中心", LEVEL_ESTATE},
	{"市场", LEVEL_ESTATE},
	{"商城", LEVEL_ESTATE},
	{"大楼", LEVEL_ESTATE},
	{"宿舍", LEVEL_ESTATE},
	{"医院", LEVEL_ESTATE},
	{"学校", LEVEL_ESTATE},
	{"中学", LEVEL_ESTATE},
	{"小学", LEVEL_ESTATE},
	{"大学", LEVEL_ESTATE},
	{"酒店", LEVEL_ESTATE},
	{"宾馆", LEVEL_ESTATE},
	{"公司", LEVEL_ESTATE},
	{"银行", LEVEL_ESTATE},
	{"超市", LEVEL_ESTATE},
	{"苑", LEVEL_ESTATE},
	{"园", LEVEL_ESTATE},
	{"城", LEVEL_ESTATE},
	{"府", LEVEL_ESTATE},
	{"厦", LEVEL_ESTATE},
	{"湾", LEVEL_ESTATE},
	{"居", LEVEL_ESTATE},
	{"庭", LEVEL_ESTATE},
	{"坊", LEVEL_ESTATE},
	{"厂", LEVEL_ESTATE},
	{"店", LEVEL_ESTATE},
};

/* What stands after a number. */
static const LevelWord number_ends[] = {
	{"号楼", LEVEL_BUILDING},   {"号院", LEVEL_NUMBER},     {"号店", LEVEL_NUMBER},
	{"号厂房", LEVEL_BUILDING}, {"号仓库", LEVEL_BUILDING}, {"号门", LEVEL_UNIT},
	{"号弄", LEVEL_ROAD},       {"号", LEVEL_NUMBER},       {"弄", LEVEL_ROAD},
	{"巷", LEVEL_ROAD},         {"路", LEVEL_ROAD},         {"街", LEVEL_ROAD},
	{"栋", LEVEL_BUILDING},     {"幢", LEVEL_BUILDING},     {"座", LEVEL_BUILDING},
	{"楼", LEVEL_FLOOR},        {"区", LEVEL_ESTATE},       {"期", LEVEL_ESTATE},
	{"组", LEVEL_VILLAGE},      {"队", LEVEL_VILLAGE},      {"村", LEVEL_VILLAGE},
	{"社", LEVEL_VILLAGE},      {"单元", LEVEL_UNIT},       {"门", LEVEL_UNIT},
	{"层", LEVEL_FLOOR},        {"室", LEVEL_ROOM},         {"房", LEVEL_ROOM},
	{"户", LEVEL_ROOM},         {"铺", LEVEL_ROOM},         {"排", LEVEL_BUILDING},
	{"档", LEVEL_ROOM},         {"摊", LEVEL_ROOM},         {"仓", LEVEL_BUILDING},
	{"米", LEVEL_NUMBER},       {"段", LEVEL_ROAD},
};

/* Characters that stand in sentences and hardly in addresses. */
static const char no_part[] =
	"的了在是我你他她它们这那吗呢吧说着也都还很没把被让就从到为与并等称让会给住请将于其有要";
static const char numerals[] = "一二三四五六七八九十百零〇甲乙丙丁东西南北上下";

/* What a character may be, so that the lists are read for few of them. */
enum {
	CLASS_NO_PART = 1,
	CLASS_NAME_END = 2,
	CLASS_NUMBER_END = 4,
	CLASS_NUMERAL = 8,
};

static uint8_t classes[N_HAN];
static pthread_once_t classes_once = PTHREAD_ONCE_INIT;

/* For the first character of a word, the place of the first such word in its list, plus one. */
static uint8_t first_name_ends[N_HAN];
static uint8_t first_number_ends[N_HAN];

static void
class_words(const LevelWord *words, size_t n_words, uint8_t class, uint8_t *first)
{
	for (size_t i = n_words; i > 0; i--) {
		Span word = span_of(words[i - 1].word);

		if (!han_is_at(word, 0))
			continue;
		classes[han_code(word, 0)] |= class;
		first[han_code(word, 0)] = (uint8_t)i;
	}
}

static void
class_list(const char *list, uint8_t class)
{
	for (Span rest = span_of(list); rest.length > 0;
	     rest = span_slice(rest, HAN_BYTES, rest.length))
		if (han_is_at(rest, 0))
			classes[han_code(rest, 0)] |= class;
}

static void
fill_classes(void)
{
	class_list(no_part, CLASS_NO_PART);
	class_list(numerals, CLASS_NUMERAL);
	class_words(name_ends, G_N_ELEMENTS(name_ends), CLASS_NAME_END, first_name_ends);
	class_words(number_ends, G_N_ELEMENTS(number_ends), CLASS_NUMBER_END, first_number_ends);
}

static uint8_t
class_at(Span text, size_t at)
{
	return han_is_at(text, at) ? classes[han_code(text, at)] : 0;
}

static bool
is_alnum(char byte)
{
	return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Bytes of the character at @at where it may be part of a name in an address; 0 where not. */
static size_t
part_length(Span text, size_t at)
{
	if (at >= text.length)
		return 0;
	if (is_alnum(text.bytes[at]))
		return 1;
	return han_is_at(text, at) && (classes[han_code(text, at)] & CLASS_NO_PART) == 0 ? HAN_BYTES
	                                                                                 : 0;
}

static inline bool
may_be_division(Span text, size_t at)
{
	return han_is_at(text, at) &&
	       (han_look(text, at)->division >> ((uint8_t)text.bytes[at + 2] & 0x3f) & 1) != 0;
}

#define MOST_CODES 7

/* What was looked up last: the addresses of one table lie in few divisions. */
typedef struct {
	uint64_t parts[2]; /* the codes, and above them how many they are, plus one */
	uint8_t division;  /* characters of the longest name */
	uint8_t town;
} Known;

#define N_KNOWN 4096
static _Thread_local Known known[N_KNOWN];

static void
look_up(Known *place, size_t n)
{
	uint16_t codes[MOST_CODES];

	for (size_t i = 0; i < n; i++)
		codes[i] = (uint16_t)(place->parts[i / 4] >> i % 4 * 16);
	place->division = (uint8_t)prose_division(codes, n, ROOM_DIVISION);
	place->town = (uint8_t)prose_division(codes, n, ROOM_TOWN);
}

/* The divisions whose names begin at @at; NULL where none can. */
static const Known *
divisions_at(Span text, size_t at)
{
	uint64_t low = 0, high = 0;
	size_t n = 0;

	if (!may_be_division(text, at))
		return NULL;
	for (; n < MOST_CODES && han_is_at(text, at + n * HAN_BYTES); n++) {
		uint64_t code = han_code(text, at + n * HAN_BYTES);

		low |= n < 4 ? code << n * 16 : 0;
		high |= n < 4 ? 0 : code << (n - 4) * 16;
	}
	high |= (uint64_t)(n + 1) << 48;
	uint64_t hash = (low ^ high * UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xff51afd7ed558ccd);
	Known *place = &known[hash >> 52];
	if (place->parts[0] != low || place->parts[1] != high) {
		place->parts[0] = low;
		place->parts[1] = high;
		look_up(place, n);
	}
	return place;
}

/* The word of @words that begins at @at, the first of which that could is at @first. */
static const LevelWord *
word_of(const LevelWord *words, size_t n_words, size_t first, Span text, size_t at)
{
	for (size_t i = first; i < n_words; i++)
		if (words[i].word[2] == text.bytes[at + 2] && text_has(text, at, words[i].word))
			return &words[i];
	return NULL;
}

static const LevelWord *
name_end(Span text, size_t at)
{
	if ((class_at(text, at) & CLASS_NAME_END) == 0)
		return NULL;
	return word_of(name_ends, G_N_ELEMENTS(name_ends), first_name_ends[han_code(text, at)] - 1u,
	               text, at);
}

static const LevelWord *
number_end(Span text, size_t at)
{
	static const LevelWord building = {"#", LEVEL_BUILDING}, floor = {"F", LEVEL_FLOOR};

	if (at < text.length && (text.bytes[at] == '#' || text.bytes[at] == 'F'))
		return text.bytes[at] == '#' ? &building : &floor;
	if ((class_at(text, at) & CLASS_NUMBER_END) == 0)
		return NULL;
	return word_of(number_ends, G_N_ELEMENTS(number_ends),
	               first_number_ends[han_code(text, at)] - 1u, text, at);
}

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
		while (end - at < 5 * HAN_BYTES && (class_at(text, end) & CLASS_NUMERAL) != 0)
			end += HAN_BYTES;
	if (end == at)
		return false;
	const LevelWord *word = number_end(text, end);
	if (word != NULL) {
		take(address, word->level, end + strlen(word->word), true);
		return true;
	}
	if (!digits || address->n_parts == 0 || end - at > LONGEST_BARE)
		return false;
	take(address, LEVEL_ROOM, end, true);
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
	const Known *divisions = divisions_at(text, at);

	if (divisions == NULL)
		return false;
	size_t length = MAX(divisions->division, divisions->town) * (size_t)HAN_BYTES;
	for (; length >= 2 * HAN_BYTES; length -= HAN_BYTES) {
		size_t end = at + length;
		const LevelWord *word = name_end(text, end);

		if (word != NULL && word->level <= LEVEL_TOWN) {
			take(address, word->level, end + strlen(word->word), false);
			return true;
		}
	}
	length = divisions->division * (size_t)HAN_BYTES;
	if (length == 0 || names_a_road(text, at + length))
		return false;
	take(address, address->levels == 0 ? LEVEL_PROVINCE : LEVEL_COUNTY, at + length, false);
	return true;
}

/* A name of some characters that ends with the word of a level. */
static bool
take_name(Span text, size_t at, Address *address)
{
	size_t n = 0;
	size_t end = at;

	while (n < MOST_NAME) {
		size_t length = part_length(text, end);
		const LevelWord *word = n >= 1 ? name_end(text, end) : NULL;

		if (word != NULL) {
			/* 街道 and 路口 are longer than 街 and 路; a longer word may follow. */
			take(address, word->level, end + strlen(word->word), false);
			return true;
		}
		if (length == 0)
			return false;
		end += length;
		n++;
	}
	return false;
}

/* Over a blank, a hyphen or a bracket between parts. */
static size_t
skip_joint(Span text, size_t at)
{
	static const char *const joints[] = {" ",  "-", "（", "(", "）", ")", "·",  "—",  "　",
	                                     "、", "/", ".",  "_", "，", ",", "与", "和", "及"};

	if (at >= text.length)
		return at;
	for (size_t i = 0; i < G_N_ELEMENTS(joints); i++)
		if (joints[i][0] == text.bytes[at] && text_has(text, at, joints[i]))
			return at + strlen(joints[i]);
	return at;
}

static bool
take_part(Span text, size_t at, Address *address)
{
	return take_number(text, at, address) || take_division(text, at, address) ||
	       take_name(text, at, address);
}

static void
take_parts(Span text, size_t at, Address *address)
{
	*address = (Address){.start = at, .end = at};
	while (address->end - at < MOST_BYTES) {
		size_t next = address->end;

		if (take_part(text, next, address))
			continue;
		next = address->n_parts > 0 ? skip_joint(text, next) : next;
		if (next == address->end || !take_part(text, next, address))
			break;
	}
}

/* The place's own name after the last level: up to where the value, or the clause, ends. */
static void
take_tail(Span text, bool whole, Address *address)
{
	size_t end = address->end;
	size_t n = 0;

	while (n < MOST_TAIL) {
		size_t length = part_length(text, end);

		if (length == 0 && whole && end < text.length)
			length = skip_joint(text, end) - end;
		if (length == 0)
			break;
		end += length;
		n++;
	}
	if (end == text.length ? whole || n <= 8 : false)
		address->end = end;
}

static bool
judge(Address *address)
{
	unsigned low = address->levels >> LEVEL_TOWN;
	bool division = (address->levels & 7u) != 0;
	bool road = (address->levels >> LEVEL_ROAD & 1) != 0;
	int n_levels = __builtin_popcount(address->levels);

	if (division && n_levels >= 2)
		address->confidence = low != 0 && address->n_numbers > 0 ? 85 : low != 0 ? 70 : 50;
	else if (road && address->n_numbers > 0)
		address->confidence = 65;
	else if (n_levels >= 2 && address->n_numbers >= 1 && address->n_parts > address->n_numbers)
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
		         (class_at(text, first - HAN_BYTES) & CLASS_NO_PART) == 0)
			before = first - HAN_BYTES;
		if (before == first)
			break;
		first = before;
		const Known *divisions = divisions_at(text, first);
		if (divisions != NULL && divisions->division > 0)
			found = first;
	}
	return found < at ? found : first;
}

bool
address_around(Span text, size_t at, bool whole, Address *ret_address)
{
	pthread_once(&classes_once, fill_classes);
	size_t start = whole ? 0 : beginning(text, at);

	take_parts(text, start, ret_address);
	if (!judge(ret_address))
		return false;
	take_tail(text, whole, ret_address);
	return ret_address->end > at || whole;
}
