/*
 * person.c - a person who does not exist
 *
 * Mobile and card numbers come from a one-to-one mapping of the person's number, so that
 * no two persons share one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "person.h"

#include <string.h>

#define MOBILE_SPACE  100000000U /* numbers behind a prefix */
#define MOBILE_FACTOR 48271U     /* coprime to it: a permutation */
#define MOBILE_CHANGE 20000003U

static const char *const surnames[] = {
	"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴",   "周",   "徐",   "孙",   "马",
	"朱", "胡", "郭", "何", "林", "高", "罗", "郑", "梁",   "谢",   "宋",   "唐",   "许",
	"韩", "邓", "冯", "曹", "彭", "曾", "肖", "田", "董",   "潘",   "袁",   "蔡",   "蒋",
	"余", "于", "杜", "叶", "程", "魏", "苏", "吕", "丁",   "任",   "卢",   "姚",   "沈",
	"钟", "姜", "崔", "谭", "陆", "范", "汪", "廖", "欧阳", "司徒", "上官", "诸葛",
};

static const char *const girls[] = {
	"芳",   "娜",   "敏",   "静",   "丽",   "艳",   "霞",   "燕",   "玲",
	"桂英", "秀兰", "雪梅", "婷婷", "欣怡", "梓涵", "诗琪", "雨桐", "思雨",
	"佳怡", "晓彤", "美玲", "慧敏", "红梅", "语嫣", "若曦", "可馨", "梦瑶",
	"淑珍", "亚楠", "婉清", "紫萱", "嘉宁", "春花", "玉兰", "冬梅", "依诺",
};

static const char *const boys[] = {
	"伟",   "强",   "磊",   "军",   "勇",   "杰",   "涛",   "超",   "明",
	"刚",   "建国", "志强", "浩然", "子轩", "宇航", "俊杰", "文博", "天佑",
	"海波", "国庆", "一鸣", "嘉豪", "晨曦", "思远", "永强", "振华", "立新",
	"鹏飞", "泽宇", "睿",   "博文", "家辉", "少华", "小龙", "光明", "承志",
};

static const char *const minority[] = {"买买提·艾力", "古丽娜尔·吐尔逊", "才让·卓玛",
                                       "阿依古丽·肉孜"};

static const char *const handles[] = {
	"sunny", "moon", "tiger", "lucky", "bamboo", "ocean", "maple", "happy", "panda", "cloud",
	"rain",  "star", "river", "lemon", "snow",   "green", "peach", "north", "jade",  "willow",
};

static const char *const mail_hosts[] = {"example.com", "example.net", "example.org",
                                         "mail.example"};

static const char *const titles[] = {"爱吃鱼的猫", "奔跑的蜗牛", "云淡风轻", "剁手小能手",
                                     "向日葵",     "夜雨声烦",   "橘子汽水", "山间明月"};

static const char *const mobile_prefixes[] = {"130", "131", "133", "135", "136", "137", "138",
                                              "139", "150", "151", "152", "158", "159", "177",
                                              "180", "186", "187", "188", "189", "191"};

static const struct {
	const char *bin;
	unsigned length;
} card_bins[] = {
	{"622202", 19}, {"621226", 19}, {"622848", 19}, {"621700", 19}, {"621661", 19},
	{"621799", 19}, {"622588", 16}, {"621483", 16}, {"622262", 19},
};

void
person_mobile(unsigned number, unsigned change, char ret_mobile[12])
{
	uint64_t suffix =
		((uint64_t)number * MOBILE_FACTOR + 31415926U + (uint64_t)change * MOBILE_CHANGE) %
		MOBILE_SPACE;

	g_snprintf(ret_mobile, 12, "%s%08u",
	           mobile_prefixes[number % G_N_ELEMENTS(mobile_prefixes)], (unsigned)suffix);
}

void
person_ip(Dice *dice, char ret_ip[16])
{
	static const unsigned char nets[] = {36,  58,  61,  101, 111, 113,
	                                     116, 117, 121, 182, 183, 223};
	unsigned net = nets[dice_below(dice, sizeof(nets))];
	unsigned b = 1 + dice_below(dice, 254);
	unsigned c = 1 + dice_below(dice, 254);

	g_snprintf(ret_ip, 16, "%u.%u.%u.%u", net, b, c, 1 + dice_below(dice, 254));
}

/* Luhn over @card with the last digit still '0'. */
static char
luhn_digit(const char *card, size_t length)
{
	unsigned sum = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned digit = (unsigned)(card[length - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

static void
invent_card(Person *person)
{
	unsigned pick = person->number % G_N_ELEMENTS(card_bins);
	int body = (int)card_bins[pick].length - 7;
	uint64_t serial = (uint64_t)person->number * 7368787U + 1000003U;

	g_snprintf(person->bank_card, sizeof(person->bank_card), "%s%0*" G_GUINT64_FORMAT "0",
	           card_bins[pick].bin, body, serial % (body == 12 ? 1000000000000U : 1000000000U));
	size_t length = strlen(person->bank_card);
	person->bank_card[length - 1] = luhn_digit(person->bank_card, length);
}

/* GB 11643-1999: division, birth date, serial (odd: male), ISO 7064 MOD 11-2. */
static void
invent_id_card(Person *person, Dice *dice, GHashTable *taken)
{
	static const unsigned weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	const char *day = person->birthday;

	do {
		unsigned serial = dice_below(dice, 500) * 2 + (person->female ? 0 : 1);
		unsigned sum = 0;
		g_snprintf(person->id_card, sizeof(person->id_card), "%06u%.4s%.2s%.2s%03u0",
		           person->home->code, day, day + 5, day + 8, serial);
		for (size_t i = 0; i < G_N_ELEMENTS(weight); i++)
			sum += (unsigned)(person->id_card[i] - '0') * weight[i];
		person->id_card[17] = "10X98765432"[sum % 11];
	} while (!g_hash_table_add(taken, g_strdup(person->id_card)));
}

static void
invent_birthday(Person *person, Dice *dice)
{
	GDate day;

	g_date_clear(&day, 1);
	g_date_set_dmy(&day, STOP_DAY, STOP_MONTH, STOP_YEAR);
	if (person->age == AGE_CHILD) {
		g_date_subtract_years(&day, 5 + dice_below(dice, 8));
		g_date_subtract_days(&day, dice_below(dice, 365));
	} else if (person->age == AGE_TEEN) {
		g_date_subtract_years(&day, 14 + dice_below(dice, 3));
		g_date_subtract_days(&day, dice_below(dice, 365));
	} else {
		g_date_subtract_years(&day, 18 + dice_below(dice, 55));
		g_date_subtract_days(&day, dice_below(dice, 365));
	}
	g_snprintf(person->birthday, sizeof(person->birthday), "%04u-%02u-%02u",
	           (unsigned)g_date_get_year(&day), (unsigned)g_date_get_month(&day),
	           (unsigned)g_date_get_day(&day));
}

static void
invent_text(char *text, size_t length, const char *prefix, Dice *dice)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789./";
	size_t start = strlen(prefix);

	memcpy(text, prefix, start);
	for (size_t i = start; i < length; i++)
		text[i] = letters[dice_below(dice, sizeof(letters) - 1)];
	text[length] = '\0';
}

static void
invent_name(Person *person, Dice *dice)
{
	const char *family = surnames[dice_below(dice, G_N_ELEMENTS(surnames))];
	const char *given = person->female ? girls[dice_below(dice, G_N_ELEMENTS(girls))]
	                                   : boys[dice_below(dice, G_N_ELEMENTS(boys))];

	if (dice_below(dice, 400) == 0)
		g_strlcpy(person->name, minority[dice_below(dice, G_N_ELEMENTS(minority))],
		          sizeof(person->name));
	else
		g_snprintf(person->name, sizeof(person->name), "%s%s", family, given);
	g_snprintf(person->nickname, sizeof(person->nickname), "%s%u",
	           titles[dice_below(dice, G_N_ELEMENTS(titles))], dice_below(dice, 10000));
}

void
person_invent(unsigned number, PersonAge age, GHashTable *taken, Person *ret_person)
{
	Dice dice = dice_for(DICE_PERSON, number);

	memset(ret_person, 0, sizeof(*ret_person));
	ret_person->number = number;
	ret_person->age = age;
	ret_person->female = dice_percent(&dice, 50);
	ret_person->home = place_pick(&dice);
	place_street(&dice, ret_person->street, sizeof(ret_person->street));
	invent_name(ret_person, &dice);
	invent_birthday(ret_person, &dice);
	if (dice_percent(&dice, age == AGE_ADULT ? 62 : 35))
		invent_id_card(ret_person, &dice, taken);
	person_mobile(number, 0, ret_person->mobile);
	if (age == AGE_ADULT && dice_percent(&dice, 70))
		g_snprintf(ret_person->email, sizeof(ret_person->email), "%s%05u@%s",
		           handles[dice_below(&dice, G_N_ELEMENTS(handles))],
		           (unsigned)(number * 7919U % 1000003U),
		           mail_hosts[number % G_N_ELEMENTS(mail_hosts)]);
	if (age == AGE_ADULT && dice_percent(&dice, 15))
		invent_card(ret_person);
	if (dice_percent(&dice, 45))
		invent_text(ret_person->openid, 28, "o", &dice);
	invent_text(ret_person->password_hash, 60, "$2a$10$", &dice);
	g_strdelimit(ret_person->openid, ".", '_');
	g_strdelimit(ret_person->openid, "/", '-');
	if (age == AGE_ADULT && dice_percent(&dice, 15))
		ret_person->birthday[0] = '\0';
}
