/*
 * field-role.c - whom a column speaks of, by the words of its name
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-role.h"

#include <string.h>

/* A word of a column's name, and the role it stands for. */
static const struct {
	const char *word;
	const char *role;
} roles[] = {
	{"receiver", "receiver"},  {"receive", "receiver"},   {"recv", "receiver"},
	{"consignee", "receiver"}, {"recipient", "receiver"}, {"ship", "receiver"},
	{"shipping", "receiver"},  {"return", "receiver"},    {"bill", "bill"},
	{"billing", "bill"},       {"invoice", "bill"},       {"to", "to"},
	{"target", "to"},          {"from", "from"},          {"sender", "from"},
	{"shipper", "from"},       {"guardian", "guardian"},  {"parent", "guardian"},
	{"father", "guardian"},    {"mother", "guardian"},    {"emergency", "emergency"},
	{"spouse", "spouse"},      {"referrer", "referrer"},  {"referer", "referrer"},
	{"inviter", "referrer"},   {"invite", "referrer"},    {"recommender", "referrer"},
	{"recommend", "referrer"}, {"payee", "payee"},        {"seller", "seller"},
	{"merchant", "seller"},    {"courier", "courier"},    {"rider", "courier"},
	{"driver", "courier"},     {"operator", "operator"},  {"operate", "operator"},
	{"oper", "operator"},      {"handler", "operator"},   {"handle", "operator"},
	{"staff", "operator"},     {"admin", "operator"},     {"employee", "operator"},
	{"manager", "operator"},   {"leader", "operator"},    {"creator", "operator"},
	{"create", "operator"},    {"created", "operator"},   {"updater", "operator"},
	{"update", "operator"},    {"updated", "operator"},   {"approver", "operator"},
	{"auditor", "operator"},   {"reviewer", "operator"},  {"support", "operator"},
	{"rep", "operator"},       {"reports", "operator"},   {"agent", "operator"},
	{"doctor", "operator"},    {"teacher", "operator"},   {"verify", "operator"},
	{"man", "operator"},
};

/* The same in Chinese, anywhere in the name. */
static const struct {
	const char *part;
	const char *role;
} chinese_roles[] = {
	{"收货", "receiver"}, {"收件", "receiver"}, {"寄件", "from"},      {"发件", "from"},
	{"监护", "guardian"}, {"家长", "guardian"}, {"紧急", "emergency"}, {"配偶", "spouse"},
	{"推荐", "referrer"}, {"邀请", "referrer"}, {"操作", "operator"},  {"经办", "operator"},
	{"审核", "operator"}, {"骑手", "courier"},  {"配送", "courier"},   {"开票", "bill"},
};

char **
name_words(const char *name)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autoptr(GString) word = g_string_new(NULL);

	for (size_t i = 0; name[i] != '\0'; i++) {
		bool separates = strchr("_- .", name[i]) != NULL;
		bool begins = g_ascii_isupper(name[i]) && i > 0 && !g_ascii_isupper(name[i - 1]);
		if ((separates || begins) && word->len > 0) {
			g_ptr_array_add(words, g_strdup(word->str));
			g_string_truncate(word, 0);
		}
		if (!separates)
			g_string_append_c(word, g_ascii_tolower(name[i]));
	}
	if (word->len > 0)
		g_ptr_array_add(words, g_strdup(word->str));
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

bool
words_have(char *const *words, const char *word)
{
	return g_strv_contains((const char *const *)words, word);
}

const char *
field_role(const char *field)
{
	g_auto(GStrv) words = name_words(field);

	for (size_t i = 0; i < G_N_ELEMENTS(chinese_roles); i++)
		if (strstr(field, chinese_roles[i].part) != NULL)
			return chinese_roles[i].role;
	for (size_t w = 0; words[w] != NULL; w++)
		for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
			if (strcmp(words[w], roles[i].word) == 0)
				return roles[i].role;
	return NULL;
}

bool
field_role_is_given(const char *role)
{
	return role != NULL && (strcmp(role, "receiver") == 0 || strcmp(role, "bill") == 0);
}

bool
field_role_is_staff(const char *role)
{
	return role != NULL && (strcmp(role, "operator") == 0 || strcmp(role, "courier") == 0);
}

bool
field_is_clerk(const char *field)
{
	static const char *const marks[] = {"create",  "created", "creator", "update",
	                                    "updated", "updater", NULL};
	g_auto(GStrv) words = name_words(field);

	for (size_t i = 0; marks[i] != NULL; i++)
		if (words_have(words, marks[i]))
			return true;
	return strstr(field, "创建") != NULL || strstr(field, "更新") != NULL;
}

static char *
singular(const char *word)
{
	size_t length = strlen(word);

	if (length > 4 && g_str_has_suffix(word, "ies"))
		return g_strdup_printf("%.*sy", (int)length - 3, word);
	if (length > 4 && (g_str_has_suffix(word, "sses") || g_str_has_suffix(word, "xes")))
		return g_strndup(word, length - 2);
	if (length > 3 && word[length - 1] == 's' && word[length - 2] != 's' &&
	    word[length - 2] != 'u')
		return g_strndup(word, length - 1);
	return g_strdup(word);
}

char *
table_noun(const char *table)
{
	/* Words that say "table", not what is in it. */
	static const char *const empty[] = {"info", "base",  "table",  "list", "tbl",    "tab",
	                                    "main", "basic", "export", "bak",  "backup", NULL};
	g_auto(GStrv) words = name_words(table);
	size_t n = g_strv_length(words);

	while (n > 1 && (g_strv_contains(empty, words[n - 1]) || g_ascii_isdigit(words[n - 1][0])))
		n--;
	return singular(n == 0 ? table : words[n - 1]);
}

char *
key_noun(const char *field)
{
	static const char *const endings[] = {"id", "no", "sn", "code", "number", "key", NULL};
	g_auto(GStrv) words = name_words(field);
	size_t n = g_strv_length(words);

	if (n == 1 && strcmp(words[0], "uid") == 0)
		return g_strdup("user");
	if (n < 2 || !g_strv_contains(endings, words[n - 1]))
		return NULL;
	return singular(words[n - 2]);
}

bool
field_is_handle(const char *field)
{
	static const char *const whole[] = {"username",  "nickname", "nick",   "login",
	                                    "loginname", "account",  "handle", NULL};
	g_auto(GStrv) words = name_words(field);
	size_t n = g_strv_length(words);

	if (field_role(field) != NULL)
		return false;
	if (n == 1)
		return g_strv_contains(whole, words[0]) || strstr(field, "昵称") != NULL ||
		       strstr(field, "用户名") != NULL;
	return n == 2 && strcmp(words[1], "name") == 0 &&
	       (words_have(words, "user") || words_have(words, "nick") ||
	        words_have(words, "login") || words_have(words, "account"));
}

bool
field_is_handle_copy(const char *field)
{
	static const char *const marks[] = {"username", "nickname", "nick",      "account",
	                                    "author",   "login",    "loginname", NULL};
	static const char *const nouns[] = {"user", "member", "customer", "admin", NULL};
	g_auto(GStrv) words = name_words(field);
	size_t n = g_strv_length(words);

	if (n == 0 || strcmp(words[n - 1], "id") == 0)
		return false;
	for (size_t i = 0; marks[i] != NULL; i++)
		if (words_have(words, marks[i]))
			return true;
	for (size_t i = 0; nouns[i] != NULL; i++)
		if (words_have(words, nouns[i]) && (n == 1 || strcmp(words[n - 1], "name") == 0))
			return true;
	return false;
}
