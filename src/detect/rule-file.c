/*
 * rule-file.c - a user's own kinds, read from a rules file
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rule-file.h"

#include "bounds.h"
#include "errors.h"

#include <string.h>

#define GROUP      "[Kind "
#define ID_LONGEST 40
#define CONFIDENCE 50
#define SHOWN_MOST 4

typedef struct {
	const char *path;
	size_t line;
	GPtrArray *rules;
	Rule *rule; /* the group being read */
	size_t rule_line;
	GHashTable *keys;
} Reader;

static const char *const checks[N_RULE_CHECKS] = {"none",   "luhn",         "mod-11-2",
                                                  "mod-31", "organisation", "vin"};

void
rule_free(Rule *rule)
{
	g_free(rule->id);
	g_free(rule->title);
	g_free(rule->pattern);
	g_strfreev(rule->words);
	g_free(rule->near);
	g_free(rule);
}

/* Say where the error that was just set lies; always false. */
static bool
at_line(const Reader *reader, GError **error)
{
	fault_prefix(error, N_("%s: line %zu: "), reader->path, reader->line);
	return false;
}

#define WRONG(text) (fault_set(error, FAULT_MALFORMED, text), at_line(reader, error))

static bool
set_title(Reader *reader, const char *value, GError **error)
{
	(void)error;
	reader->rule->title = g_strdup(value);
	reader->rule->kind.title = reader->rule->title;
	return true;
}

static bool
set_pattern(Reader *reader, const char *value, GError **error)
{
	(void)error;
	reader->rule->pattern = g_strdup(value);
	reader->rule->pattern_line = reader->line;
	return true;
}

static bool
set_near(Reader *reader, const char *value, GError **error)
{
	Rule *rule = reader->rule;
	size_t n = 0;

	(void)error;
	rule->words = g_strsplit_set(value, " \t,", -1);
	rule->near = g_new0(ContextWord, g_strv_length(rule->words) + 1);
	for (char **word = rule->words; *word != NULL; word++)
		if (**word != '\0')
			rule->near[n++] = context_word_of(*word);
	return true;
}

static bool
set_check(Reader *reader, const char *value, GError **error)
{
	for (int i = 0; i < N_RULE_CHECKS; i++) {
		if (strcmp(value, checks[i]) != 0)
			continue;
		reader->rule->check = (RuleCheck)i;
		reader->rule->kind.check = checks[i];
		return true;
	}
	return WRONG(N_("Check= is none, luhn, mod-11-2, mod-31, organisation or vin"));
}

static bool
set_category(Reader *reader, const char *value, GError **error)
{
	reader->rule->kind.category = category_find(value);
	if (reader->rule->kind.category != CATEGORY_NONE)
		return true;
	return WRONG(N_("Category= is P01 to P16"));
}

static bool
set_sensitivity(Reader *reader, const char *value, GError **error)
{
	g_auto(GStrv) names = g_strsplit_set(value, " \t,", -1);

	for (char **name = names; *name != NULL; name++) {
		unsigned bit = SENSITIVITY_SENSITIVE;

		while (sensitivity_name((Sensitivity)bit) != NULL &&
		       strcmp(sensitivity_name((Sensitivity)bit), *name) != 0)
			bit <<= 1;
		if (sensitivity_name((Sensitivity)bit) == NULL)
			return WRONG(
				N_("Sensitivity= is sensitive, high-risk-identifier, sms-trigger "
			           "or minor"));
		reader->rule->kind.sensitivity |= bit;
	}
	return true;
}

static bool
read_flag(Reader *reader, const char *value, bool *ret_flag, GError **error)
{
	*ret_flag = strcmp(value, "yes") == 0;
	if (*ret_flag || strcmp(value, "no") == 0)
		return true;
	return WRONG(N_("write yes or no"));
}

static bool
set_identifies(Reader *reader, const char *value, GError **error)
{
	return read_flag(reader, value, &reader->rule->kind.identifies, error);
}

static bool
set_needs_word(Reader *reader, const char *value, GError **error)
{
	bool needed;

	if (!read_flag(reader, value, &needed, error))
		return false;
	reader->rule->kind.evidence = needed ? EVIDENCE_LABEL : EVIDENCE_FORM;
	return true;
}

static bool
set_confidence(Reader *reader, const char *value, GError **error)
{
	uint64_t number;

	if (!g_ascii_string_to_unsigned(value, 10, 1, 90, &number, NULL))
		return WRONG(N_("Confidence= is a number from 1 to 90"));
	reader->rule->confidence = (uint8_t)number;
	return true;
}

static bool
set_shown(Reader *reader, const char *value, GError **error)
{
	g_auto(GStrv) ends = g_strsplit(value, " ", 2);
	uint64_t head, tail;

	if (g_strv_length(ends) != 2 ||
	    !g_ascii_string_to_unsigned(ends[0], 10, 0, SHOWN_MOST, &head, NULL) ||
	    !g_ascii_string_to_unsigned(ends[1], 10, 0, SHOWN_MOST, &tail, NULL) ||
	    head + tail > SHOWN_MOST)
		return WRONG(N_("Shown= is two numbers, first and last characters of a sample, "
		                "four together at most"));
	reader->rule->kind.shown_head = (uint8_t)head;
	reader->rule->kind.shown_tail = (uint8_t)tail;
	return true;
}

static const struct {
	const char *key;
	bool (*set)(Reader *reader, const char *value, GError **error);
} keys[] = {
	{"Title", set_title},
	{"Pattern", set_pattern},
	{"Near", set_near},
	{"NeedsWord", set_needs_word},
	{"Check", set_check},
	{"Category", set_category},
	{"Sensitivity", set_sensitivity},
	{"Identifies", set_identifies},
	{"Confidence", set_confidence},
	{"Shown", set_shown},
};

static bool
is_id(const char *id)
{
	size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length > 1 && length <= ID_LONGEST && id[length] == '\0' && g_ascii_islower(id[0]);
}

/* A group that says too little to be a rule is an error where it begins. */
static bool
end_rule(Reader *reader, GError **error)
{
	Rule *rule = reader->rule;

	if (rule == NULL)
		return true;
	size_t here = reader->line;
	reader->line = reader->rule_line;
	if (rule->pattern == NULL)
		return WRONG(N_("the kind has no Pattern="));
	if (rule->kind.title == NULL)
		return WRONG(N_("the kind has no Title="));
	if (rule->kind.evidence == EVIDENCE_LABEL && rule->near == NULL)
		return WRONG(N_("the kind needs a word, but Near= names none"));
	reader->line = here;
	return true;
}

static bool
begin_rule(Reader *reader, const char *line, GError **error)
{
	size_t length = strlen(line);

	if (!end_rule(reader, error))
		return false;
	if (!g_str_has_prefix(line, GROUP) || line[length - 1] != ']')
		return WRONG(N_("a group is [Kind ID]"));
	if (reader->rules->len == RULES_MOST)
		return WRONG(N_("a rules file holds at most 32 kinds"));
	g_autofree char *id = g_strndup(line + strlen(GROUP), length - strlen(GROUP) - strlen("]"));
	if (!is_id(id))
		return WRONG(N_("the id of a kind is small letters, digits and hyphens"));
	if (kind_find(id) != KIND_NONE)
		return WRONG(N_("there is a kind of this id already"));
	for (guint i = 0; i < reader->rules->len; i++)
		if (strcmp(((Rule *)g_ptr_array_index(reader->rules, i))->kind.id, id) == 0)
			return WRONG(N_("there is a kind of this id already"));
	reader->rule = g_new0(Rule, 1);
	reader->rule_line = reader->line;
	reader->rule->confidence = CONFIDENCE;
	reader->rule->id = g_steal_pointer(&id);
	reader->rule->kind.id = reader->rule->id;
	reader->rule->kind.region = "INT";
	reader->rule->kind.standard = "none";
	reader->rule->kind.check = checks[RULE_CHECK_NONE];
	reader->rule->kind.category = CATEGORY_OTHER;
	g_ptr_array_add(reader->rules, reader->rule);
	g_hash_table_remove_all(reader->keys);
	return true;
}

static bool
read_key(Reader *reader, const char *line, GError **error)
{
	const char *sign = strchr(line, '=');

	if (sign == NULL || reader->rule == NULL)
		return reader->rule == NULL
		               ? WRONG(N_("a key stands in no group: begin with [Kind ID]"))
		               : WRONG(N_("a line is Key=Value"));
	g_autofree char *key = g_strndup(line, (size_t)(sign - line));
	g_autofree char *value = g_strdup(sign + 1);
	g_strchomp(key);
	g_strstrip(value);
	if (*value == '\0')
		return WRONG(N_("the key has no value"));
	if (!g_hash_table_add(reader->keys, g_strdup(key)))
		return WRONG(N_("the key stands twice"));
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (strcmp(keys[i].key, key) == 0)
			return keys[i].set(reader, value, error);
	return WRONG(N_("there is no such key: see tingfu-rules(5)"));
}

static bool
read_lines(Reader *reader, char *content, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(content, "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		reader->line++;
		g_strstrip(*line);
		if (**line == '\0' || **line == '#')
			continue;
		bool goes_on = **line == '[' ? begin_rule(reader, *line, error)
		                             : read_key(reader, *line, error);
		if (!goes_on)
			return false;
	}
	return end_rule(reader, error);
}

GPtrArray *
rule_file_read(const char *path, GError **error)
{
	g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Reader reader = {.path = path, .rules = rules, .keys = seen};
	g_autofree char *content = NULL;
	g_autoptr(GError) trouble = NULL;
	size_t length;

	if (!g_file_get_contents(path, &content, &length, &trouble)) {
		fault_set(error, FAULT_NOT_FOUND, N_("%s: cannot be read: %s"), path,
		          trouble->message);
		return NULL;
	}
	if (length > BOUND_RULE_FILE || !g_utf8_validate(content, (gssize)length, NULL)) {
		fault_set(error, FAULT_MALFORMED,
		          N_("%s: a rules file is UTF-8 text of at most one mebibyte"), path);
		return NULL;
	}
	if (!read_lines(&reader, content, error))
		return NULL;
	if (rules->len == 0) {
		fault_set(error, FAULT_MALFORMED, N_("%s: there is no [Kind ID] in it"), path);
		return NULL;
	}
	return g_steal_pointer(&rules);
}
