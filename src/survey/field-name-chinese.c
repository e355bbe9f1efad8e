/*
 * field-name-chinese.c - Chinese column names and comments, read from their end
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-phrase.h"

#include <glib.h>
#include <string.h>

/* Cut a label out of prose: up to the first mark, what stands in brackets left out. */
static char *
chinese_label(const char *text)
{
	static const char *const marks[] = {"：", ":", "，", ",",  "。", "；", ";",
	                                    "、", "/", "|",  "\n", "-",  "！", "？",
	                                    "?",  "=", "～", "~",  "\\", NULL};
	static const char *const opening = "(（[【{<《";
	static const char *const closing = ")）]】}>》";
	g_autoptr(GString) label = g_string_new(NULL);
	int depth = 0;

	for (const char *at = text; *at != '\0'; at += g_utf8_skip[(unsigned char)*at]) {
		gunichar letter = g_utf8_get_char(at);
		bool ends = false;

		if (g_utf8_strchr(opening, -1, letter) != NULL) {
			depth++;
			continue;
		}
		if (g_utf8_strchr(closing, -1, letter) != NULL) {
			depth = MAX(depth - 1, 0);
			continue;
		}
		if (depth > 0)
			continue;
		/* "发送方 1患者 2医生": what follows lists the values. */
		if (letter == ' ' && label->len > 0 && g_ascii_isdigit(at[1]))
			break;
		for (size_t i = 0; marks[i] != NULL && !ends; i++)
			ends = g_str_has_prefix(at, marks[i]);
		if (ends && label->len > 0)
			break;
		if (!ends && !g_unichar_isspace(letter) && letter != '_' && letter != '\'')
			g_string_append_unichar(label, g_unichar_tolower(letter));
	}
	return g_string_free(g_steal_pointer(&label), FALSE);
}

static bool
cut_end(char *text, const char *end)
{
	size_t length = strlen(text);
	size_t tail = strlen(end);

	if (length <= tail || strcmp(text + length - tail, end) != 0)
		return false;
	text[length - tail] = '\0';
	return true;
}

/* Does @label stand in the lexicon with its end?  "是否...": then it says no more than yes or no. */
/* "是否有生日特权" is a yes or a no, whatever it is about. */
static bool
is_chinese_flag(const char *label)
{
	static const char *const flags[] = {"是否", "有无", "能否", "可否", "允许", NULL};

	for (size_t i = 0; flags[i] != NULL; i++)
		if (g_str_has_prefix(label, flags[i]))
			return true;
	return false;
}

/* "是否怀孕" is a yes or a no, and about the person all the same. */
static bool
is_state_of_person(Meaning meaning)
{
	return meaning == MEANING_HEALTH || meaning == MEANING_DISABILITY ||
	       meaning == MEANING_CRIMINAL || meaning == MEANING_MARRIAGE ||
	       meaning == MEANING_POLITICS;
}

static bool
read_chinese_end(const char *label, FieldMeaning *ret_meaning)
{
	FieldPhrase phrase = {0};
	size_t at = 0;

	if (!field_phrase_find_end(label, &phrase, &at))
		return false;
	if (at > 0 && is_chinese_flag(label) && !is_state_of_person(phrase.meaning)) {
		*ret_meaning = (FieldMeaning){.meaning = MEANING_THING};
		return true;
	}
	g_autofree char *prefix = g_strndup(label, at);
	unsigned owner = field_phrase_owner_end(prefix);

	/* 最小投保年龄 is a condition of a product. */
	if (phrase.meaning == MEANING_AGE && g_str_has_prefix(prefix, "最")) {
		*ret_meaning = (FieldMeaning){.meaning = MEANING_THING};
		return true;
	}
	/* 报修人名称: whoever it is, a person. */
	if (owner == OWNER_UNKNOWN && phrase.meaning == MEANING_NAME &&
	    (g_str_has_suffix(prefix, "人") || g_str_has_suffix(prefix, "者")))
		owner = OWNER_PERSON;
	bool person = (owner & (OWNER_PERSON | OWNER_STAFF)) != 0;

	*ret_meaning = field_phrase_settle(&phrase, owner, person);
	return true;
}

/* Take off an end that says nothing of what the field holds. */
static bool
cut_transparent(char *label)
{
	static const char *const transparent[] = {
		"信息", "字段", "列表", "明文", "密文", "加密", "脱敏", "值", "json", "数组",
		"集合", "1",    "2",    "3",    "一",   "二",   "三",   "列", NULL};

	for (size_t i = 0; transparent[i] != NULL; i++)
		if (cut_end(label, transparent[i]))
			return true;
	return false;
}

FieldMeaning
field_name_read_chinese(const char *text)
{
	FieldMeaning found = {.meaning = MEANING_NONE};
	g_autofree char *label = chinese_label(text);

	/* "用户表的用户ID": what stands before only says where it comes from. */
	char *of_table = strstr(label, "表的");
	if (of_table != NULL && of_table[strlen("表的")] != '\0')
		memmove(label, of_table + strlen("表的"), strlen(of_table + strlen("表的")) + 1);

	/*
	 * "0 普通用户，1 VIP 用户": an enumeration says nothing, nor does
	 * a condition. */
	if (*label == '\0' || g_ascii_isdigit(*label) || g_str_has_prefix(label, "如果") ||
	    g_str_has_prefix(label, "若"))
		return found;
	do {
		if (read_chinese_end(label, &found))
			return found;
	} while (cut_transparent(label));
	if (is_chinese_flag(label))
		return (FieldMeaning){.meaning = MEANING_THING};
	if (g_utf8_strlen(label, -1) < 3)
		return found;
	if (g_str_has_suffix(label, "人") || g_str_has_suffix(label, "者"))
		found.meaning = MEANING_PERSON;
	else if (g_str_has_suffix(label, "员"))
		found.meaning = MEANING_STAFF;
	return found;
}
