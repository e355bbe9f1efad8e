/*
 * address-word.c - the words an address is made of: 省, 路, 号楼, names of divisions
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "address-word.h"

#include "han.h"

#include <glib.h>
#include <pthread.h>

/* What a name ends with; the longer before the shorter. */
static const LevelWord name_ends[] = {
	{"特别行政区", LEVEL_PROVINCE},
	{"自治区", LEVEL_PROVINCE},
	{"省", LEVEL_PROVINCE},
	{"自治州", LEVEL_CITY},
	{"地区", LEVEL_CITY},
	{"市场", LEVEL_ESTATE},
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
	{"段", LEVEL_ROAD},
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

#define MOST_WORDS 128

/* Words by their first character: places in the list, plus one; 0 ends a chain. */
typedef struct {
	const LevelWord *words;
	uint8_t first[N_HAN];
	uint8_t next[MOST_WORDS];
	uint8_t lengths[MOST_WORDS];
} WordIndex;

static WordIndex name_index = {.words = name_ends};
static WordIndex number_index = {.words = number_ends};

static void
class_words(WordIndex *words, size_t n_words, uint8_t class)
{
	g_assert(n_words <= MOST_WORDS);
	for (size_t i = n_words; i > 0; i--) {
		Span word = span_of(words->words[i - 1].word);

		if (!han_is_at(word, 0))
			continue;
		uint8_t *first = &words->first[han_code(word, 0)];
		classes[han_code(word, 0)] |= class;
		words->lengths[i - 1] = (uint8_t)word.length;
		words->next[i - 1] = *first;
		*first = (uint8_t)i;
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
	class_words(&name_index, G_N_ELEMENTS(name_ends), CLASS_NAME_END);
	class_words(&number_index, G_N_ELEMENTS(number_ends), CLASS_NUMBER_END);
}

static uint8_t
class_at(Span text, size_t at)
{
	return han_is_at(text, at) ? classes[han_code(text, at)] : 0;
}

size_t
part_length(Span text, size_t at)
{
	if (at >= text.length)
		return 0;
	if (is_alnum(text.bytes[at]))
		return 1;
	if (text_has(text, at, "有限"))
		return HAN_BYTES;
	return han_is_at(text, at) && (classes[han_code(text, at)] & CLASS_NO_PART) == 0 ? HAN_BYTES
	                                                                                 : 0;
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

size_t
division_length(Span text, size_t at, bool towns)
{
	uint64_t low = 0, high = 0;
	size_t n = 0;

	if (!han_is_at(text, at) ||
	    (han_look(text, at)->division >> ((uint8_t)text.bytes[at + 2] & 0x3f) & 1) == 0)
		return 0;
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
	return (towns ? MAX(place->division, place->town) : place->division) * (size_t)HAN_BYTES;
}

/* The word of the list that begins at @at, where a Han character stands. */
static const LevelWord *
word_of(const WordIndex *index, Span text, size_t at)
{
	for (size_t i = index->first[han_code(text, at)]; i != 0; i = index->next[i - 1]) {
		const LevelWord *word = &index->words[i - 1];
		size_t rest = index->lengths[i - 1] - (size_t)HAN_BYTES;

		if (at + HAN_BYTES + rest <= text.length &&
		    (rest == 0 ||
		     memcmp(text.bytes + at + HAN_BYTES, word->word + HAN_BYTES, rest) == 0))
			return word;
	}
	return NULL;
}

/* 思路, 铁路, 赛区, 报道: words that end like a road or a district. */
static bool
is_other_word(Span text, size_t at, const LevelWord *word)
{
	static const char no_roads[] = "思道出铁走沿半电套网退销绝迷丝";
	const char *list = text_has(text, at, "路") ? no_roads : "赛选";

	if (text_has(text, at, "道"))
		return !is_digit(address_byte(text, at + HAN_BYTES));
	if (strlen(word->word) != HAN_BYTES || at < HAN_BYTES ||
	    !(text_has(text, at, "路") || text_has(text, at, "区")))
		return false;
	for (; *list != '\0'; list += HAN_BYTES)
		if (memcmp(text.bytes + at - HAN_BYTES, list, HAN_BYTES) == 0)
			return true;
	return false;
}

const LevelWord *
name_end(Span text, size_t at)
{
	if ((class_at(text, at) & CLASS_NAME_END) == 0)
		return NULL;
	const LevelWord *word = word_of(&name_index, text, at);
	return word != NULL && is_other_word(text, at, word) ? NULL : word;
}

const LevelWord *
number_end(Span text, size_t at)
{
	static const LevelWord building = {"#", LEVEL_BUILDING}, floor = {"F", LEVEL_FLOOR};
	char byte = address_byte(text, at);

	if (byte == '#' || byte == 'F')
		return byte == '#' ? &building : &floor;
	if ((class_at(text, at) & CLASS_NUMBER_END) == 0)
		return NULL;
	return word_of(&number_index, text, at);
}

bool
is_no_part(Span text, size_t at)
{
	return (class_at(text, at) & CLASS_NO_PART) != 0;
}

bool
is_numeral(Span text, size_t at)
{
	return (class_at(text, at) & CLASS_NUMERAL) != 0;
}

void
address_words_prepare(void)
{
	pthread_once(&classes_once, fill_classes);
}
