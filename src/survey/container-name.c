/*
 * container-name.c - what a table's name and comment give away
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "container-name.h"

#include "field-name.h"
#include "lexicon.h"
#include "locator.h"

#include <string.h>

static const Lexicon *
lexicon(void)
{
	static gsize ready;
	static Lexicon *tables;

	if (g_once_init_enter(&ready)) {
		tables = lexicon_new();
		lexicon_add(tables, container_lexicon);
		g_once_init_leave(&ready, 1);
	}
	return tables;
}

/* Words at the end that say that it is a table, and of what make. */
static bool
is_transparent(const char *word)
{
	static const char *const transparent[] = {
		"info",    "infos",    "data",  "detail", "details",   "record",   "records",
		"list",    "tab",      "table", "tbl",    "bak",       "backup",   "copy",
		"ext",     "extend",   "extra", "temp",   "tmp",       "new",      "old",
		"base",    "basic",    "main",  "entity", "po",        "do",       "vo",
		"rel",     "relation", "view",  "all",    "extension", "deletion", "deleted",
		"archive", "his",      "hist",  "reuse",  "x",         "apply",    "master",
		"slave",   "shard",    "item",  "items",  "line",      "lines",    "export",
		"profile", "import",   "t",     "tb",     NULL};

	return g_strv_contains(transparent, word) || g_ascii_isdigit(*word);
}

static bool
is_staff(const char *text)
{
	static const char *const words[] = {
		"admin", "staff", "employee", "sys_user", "system_user", "worker", "管理员",
		"员工",  "后台",  "职工",     "操作员",   "emp",         NULL};

	for (size_t i = 0; words[i] != NULL; i++)
		if (strstr(text, words[i]) != NULL)
			return true;
	return false;
}

static char *
join_words(char *const *words, size_t from, size_t to)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = from; i < to; i++)
		g_string_append(text, words[i]);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The longest phrase that ends at word @end, from word @from on. */
static int
find_at(char *const *words, size_t from, size_t end)
{
	for (size_t start = from; start < end; start++) {
		g_autofree char *phrase = join_words(words, start, end);
		int found = lexicon_find(lexicon(), phrase);

		if (found >= 0)
			return found;
	}
	return -1;
}

/* member_status, user_count: facts of the persons, not a list of states. */
static bool
is_fact_of_persons(char *const *words, size_t end)
{
	static const char *const facts[] = {"status", "count", "state", "stat", "stats", NULL};

	return end > 1 && g_strv_contains(facts, words[end - 1]) &&
	       find_at(words, 0, end - 1) == CLASS_PERSON;
}

static ContainerMeaning
read_words(const char *name)
{
	g_auto(GStrv) words = field_name_words(name);
	size_t n = g_strv_length(words);
	ContainerMeaning meaning = {.what = CLASS_UNKNOWN, .staff = is_staff(name)};

	for (size_t end = n; end > 0; end--) {
		int found = find_at(words, 0, end);

		if (found >= 0 && is_fact_of_persons(words, end))
			continue;
		if (found >= 0) {
			meaning.what = (ContainerClass)found;
			meaning.certain = true;
			for (size_t i = end; i < n; i++)
				meaning.certain = meaning.certain && is_transparent(words[i]);
			return meaning;
		}
	}
	return meaning;
}

/* "会员收货地址表": without its last words 表, 信息, 记录 until an end is known. */
static ContainerMeaning
read_chinese(const char *comment)
{
	static const char *const transparent[] = {"表",   "信息", "记录", "数据", "列表", "主表",
	                                          "从表", "基本", "明细", "详情", "历史", "关联",
	                                          "关系", "子表", "档案", "管理", "统计", "备份",
	                                          "流水", "清单", "单",   NULL};
	ContainerMeaning meaning = {.what = CLASS_UNKNOWN, .staff = is_staff(comment)};
	g_autoptr(GString) label = g_string_new(NULL);
	size_t at = 0;
	int depth = 0;

	for (const char *from = comment; *from != '\0'; from += g_utf8_skip[(unsigned char)*from]) {
		gunichar letter = g_utf8_get_char(from);

		if (g_utf8_strchr("(（[【", -1, letter) != NULL)
			depth++;
		else if (g_utf8_strchr(")）]】", -1, letter) != NULL)
			depth--;
		else if (g_utf8_strchr("，,。；;：:\n\\", -1, letter) != NULL)
			break;
		else if (depth <= 0 && !g_unichar_isspace(letter))
			g_string_append_unichar(label, g_unichar_tolower(letter));
	}
	for (bool again = true; again && label->len > 0;) {
		int found = lexicon_find_end(lexicon(), label->str, &at);

		if (found >= 0) {
			meaning.what = (ContainerClass)found;
			meaning.certain = true;
			return meaning;
		}
		again = false;
		for (size_t i = 0; transparent[i] != NULL && !again; i++) {
			if (g_str_has_suffix(label->str, transparent[i])) {
				g_string_truncate(label, label->len - strlen(transparent[i]));
				again = true;
			}
		}
	}
	return meaning;
}

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* logs/app-2026.jsonl, app.log: by the words of the path. */
static bool
lies_among_logs(const char *container, const char *table)
{
	g_autofree char *path = g_strndup(container, (size_t)(table - container));
	g_auto(GStrv) words = field_name_words(path);

	return g_strv_contains((const char *const *)words, "log") ||
	       g_strv_contains((const char *const *)words, "logs") || strstr(path, "日志") != NULL;
}

ContainerMeaning
container_name_meaning(const char *container, const char *comment)
{
	const char *table = container_table(container);
	ContainerMeaning by_name = is_ascii(table) ? read_words(table) : read_chinese(table);
	ContainerMeaning by_comment = {.what = CLASS_UNKNOWN};

	/* A file among logs is a log, whatever its own name is. */
	if (table != container && lies_among_logs(container, table) && by_name.what != CLASS_PERSON)
		by_name = (ContainerMeaning){.what = CLASS_LOG, .certain = true};
	if (comment != NULL && *comment != '\0' && !is_ascii(comment))
		by_comment = read_chinese(comment);
	if (by_comment.what == CLASS_UNKNOWN)
		return by_name;
	by_comment.staff = by_comment.staff || by_name.staff;

	/* "购物车商品表": a cart of goods is a cart, an order's lines are an order's. */
	bool by_deed = by_name.what == CLASS_TRANSACTION || by_name.what == CLASS_BEHAVIOUR ||
	               by_name.what == CLASS_CONTENT || by_name.what == CLASS_LOG;
	if (by_comment.what == CLASS_THING && by_name.certain && by_deed)
		by_comment.what = by_name.what;

	/* Where both are sure and differ, the name is a noun and the comment prose. */
	if (by_name.certain && by_name.what != CLASS_UNKNOWN && by_name.what == CLASS_TEMPLATE)
		by_comment.what = by_name.what;
	return by_comment;
}

RecordClass
container_class_record(ContainerClass what)
{
	switch (what) {
	case CLASS_PERSON:
		return RECORD_ACCOUNT;
	case CLASS_CONTACT:
		return RECORD_CONTACT;
	case CLASS_TRANSACTION:
		return RECORD_TRANSACTION;
	case CLASS_LOG:
	case CLASS_SESSION:
	case CLASS_VERIFICATION:
		return RECORD_NETWORK_LOG;
	case CLASS_CONTENT:
	case CLASS_FILE:
		return RECORD_CONTENT;
	case CLASS_BEHAVIOUR:
		return RECORD_BEHAVIOUR;
	case CLASS_UNKNOWN:
	case CLASS_MEDICAL:
	case CLASS_ORGANISATION:
	case CLASS_THING:
	case CLASS_SETTING:
	case CLASS_TEMPLATE:
	case N_CONTAINER_CLASSES:
		break;
	}
	return RECORD_OTHER;
}
