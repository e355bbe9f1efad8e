/*
 * field-name.c - what a column's name and comment give away
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-name.h"

#include "container-name.h"
#include "field-lexicon.h"
#include "lexicon.h"

#include <glib.h>
#include <string.h>

/* A comment in English longer than this is prose, not a label. */
#define LABEL_WORDS 6

typedef struct {
	Lexicon *ascii; /* English and pinyin */
	Lexicon *weak;  /* abbreviated pinyin */
	Lexicon *chinese;
	Lexicon *owner;
	Lexicon *container;
} Lexicons;

static const Lexicons *
lexicons(void)
{
	static Lexicons all;
	static gsize ready;

	if (g_once_init_enter(&ready)) {
		all.ascii = lexicon_new();
		lexicon_add(all.ascii, field_lexicon_english);
		lexicon_add(all.ascii, field_lexicon_pinyin);
		all.weak = lexicon_new();
		lexicon_add(all.weak, field_lexicon_pinyin_weak);
		all.chinese = lexicon_new();
		lexicon_add(all.chinese, field_lexicon_chinese);
		all.owner = lexicon_new();
		lexicon_add(all.owner, owner_lexicon);
		all.container = lexicon_new();
		lexicon_add(all.container, container_lexicon);
		g_once_init_leave(&ready, 1);
	}
	return &all;
}

static bool
is_one_of(const char *word, const char *const *list)
{
	return g_strv_contains(list, word);
}

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

typedef enum { LETTER_NONE, LETTER_LOWER, LETTER_UPPER, LETTER_DIGIT, LETTER_WIDE } Letter;

static Letter
letter_class(char letter)
{
	if ((unsigned char)letter >= 0x80)
		return LETTER_WIDE;
	if (g_ascii_isdigit(letter))
		return LETTER_DIGIT;
	if (g_ascii_isupper(letter))
		return LETTER_UPPER;
	return g_ascii_islower(letter) ? LETTER_LOWER : LETTER_NONE;
}

/* Does a new word begin at @at?  memberId -> member Id, IDCard -> ID Card, phone1 -> phone 1. */
static bool
word_begins(const char *name, size_t at)
{
	Letter before = letter_class(name[at - 1]);
	Letter here = letter_class(name[at]);

	if (before == here)
		return before == LETTER_UPPER && letter_class(name[at + 1]) == LETTER_LOWER;
	return !(before == LETTER_UPPER && here == LETTER_LOWER);
}

char **
field_name_words(const char *name)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	size_t start = 0;

	for (size_t at = 0;; at++) {
		bool ends = name[at] == '\0' || letter_class(name[at]) == LETTER_NONE;

		if (!ends && (at == start || !word_begins(name, at)))
			continue;
		if (at > start)
			g_ptr_array_add(words, g_ascii_strdown(name + start, (gssize)(at - start)));
		if (name[at] == '\0')
			break;
		start = ends ? at + 1 : at;
	}
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

static char *
join(char *const *words, size_t from, size_t to)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = from; i < to; i++)
		g_string_append(text, words[i]);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What the last of the words before the head says: whose. */
static unsigned
owner_of(const char *word)
{
	int owner = lexicon_find(lexicons()->owner, word);

	return owner < 0 ? OWNER_UNKNOWN : (unsigned)owner;
}

/* Is @word a noun for persons, so that `WORD_id` is a person's key? */
static bool
is_person_noun(const char *word)
{
	int meaning = lexicon_find(lexicons()->ascii, word);

	return lexicon_find(lexicons()->container, word) == CLASS_PERSON ||
	       meaning == MEANING_PERSON || meaning == MEANING_STAFF ||
	       meaning == MEANING_CREATOR || meaning == MEANING_RELATIVE;
}

/* Beside the owners: the word before the head is a noun for persons. */
#define PERSON_NOUN (1U << 31)
#define ANY_OWNER   (~PERSON_NOUN)
#define ONLY_THING  ((unsigned)OWNER_THING)
#define NO_PERSON   ((unsigned)(OWNER_THING | OWNER_ORGANISATION))
#define NOT_KNOWN   ((unsigned)(OWNER_THING | OWNER_UNKNOWN | OWNER_ORGANISATION))

/* A general head word becomes precise through the word before it; the first row holds. */
static const struct {
	Meaning head;
	unsigned before; /* any of these */
	Meaning becomes;
} precise[] = {
	{MEANING_ID, PERSON_NOUN, MEANING_USER_ID},
	{MEANING_ID, ANY_OWNER, MEANING_THING},
	{MEANING_NAME, OWNER_PERSON, MEANING_PERSON_NAME},
	{MEANING_NAME, OWNER_STAFF, MEANING_STAFF},
	{MEANING_NAME, OWNER_ORGANISATION, MEANING_COMPANY},
	{MEANING_NAME, ANY_OWNER, MEANING_THING},
	{MEANING_TITLE, PERSON_NOUN, MEANING_JOB},
	{MEANING_TITLE, ANY_OWNER, MEANING_THING},
	{MEANING_CODE, ANY_OWNER, MEANING_THING},
	{MEANING_STATE, ANY_OWNER & ~(unsigned)OWNER_PERSON, MEANING_THING},
	{MEANING_ICON, OWNER_PERSON | OWNER_STAFF, MEANING_AVATAR},
	{MEANING_ICON, ANY_OWNER, MEANING_THING},
	{MEANING_PICTURE, NO_PERSON, MEANING_THING},
	{MEANING_FREE_TEXT, NO_PERSON, MEANING_THING},
	{MEANING_REMARK, NO_PERSON, MEANING_THING},
	{MEANING_SELF, NO_PERSON, MEANING_THING},
	{MEANING_RAW, NO_PERSON, MEANING_THING},
	{MEANING_JOB, ONLY_THING, MEANING_THING},
	{MEANING_BODY, ONLY_THING, MEANING_THING},
	{MEANING_POSITION, ONLY_THING, MEANING_THING},
	{MEANING_SEARCH, ONLY_THING, MEANING_THING},
	{MEANING_IP, ONLY_THING, MEANING_THING},
	{MEANING_NICKNAME, ONLY_THING, MEANING_THING},
	{MEANING_PERSON, OWNER_LOGIN, MEANING_THING},
	{MEANING_EMPLOYER, NOT_KNOWN, MEANING_THING},
	{MEANING_ACCOUNT, OWNER_LOGIN, MEANING_THING},
	{MEANING_PASSWORD, ONLY_THING, MEANING_SECRET},
	{MEANING_TOKEN, ONLY_THING, MEANING_SECRET},
};

static Meaning
settle(Meaning head, unsigned owner, bool person_noun)
{
	unsigned before = owner | (person_noun ? PERSON_NOUN : 0);

	for (size_t i = 0; i < G_N_ELEMENTS(precise); i++)
		if (precise[i].head == head && (precise[i].before & before) != 0)
			return precise[i].becomes;
	return head;
}

static FieldMeaning
settled(Meaning head, unsigned owner, bool person_noun)
{
	return (FieldMeaning){.meaning = settle(head, owner, person_noun), .owner = owner};
}

/* "lastloginip", "customeraddress": a word of whose, and a head that stands in the lexicon. */
static bool
unglue(const char *word, FieldMeaning *ret_meaning)
{
	static const char *const short_heads[] = {"ip",  "qq", "tel", "sex", "dob", "pwd",
	                                          "uid", "xm", "dh",  "sjh", NULL};
	size_t length = strlen(word);

	for (size_t cut = 2; cut + 2 <= length; cut++) {
		g_autofree char *before = g_strndup(word, cut);
		const char *head = word + cut;
		int owner = lexicon_find(lexicons()->owner, before);
		int meaning = lexicon_find(lexicons()->ascii, head);

		if (owner < 0 || meaning < 0 || meaning == MEANING_AGE)
			continue;
		if (length - cut < 4 && !is_one_of(head, short_heads))
			continue;
		*ret_meaning = settled((Meaning)meaning, (unsigned)owner, is_person_noun(before));
		return true;
	}
	return false;
}

/* Words that say how a value is written, not what it is. */
static bool
is_transparent(const char *word)
{
	static const char *const transparent[] = {
		"str",  "string", "list",   "array",      "json",  "enc",    "encrypt", "encrypted",
		"hash", "cipher", "hashed", "ciphertext", "mask",  "masked", "plain",   "raw",
		"old",  "new",    "bak",    "backup",     "tmp",   "temp",   "val",     "value",
		"cn",   "en",     "zh",     "info",       "md",    "sha",    "display", "digits",
		"tail", "suffix", "txt",    "varchar",    "field", "column", "after",   "before",
		"a",    "b",      "one",    "two",        "main",  "first",  "second",  NULL};

	return is_one_of(word, transparent) || g_ascii_isdigit(*word);
}

static bool
is_flag(const char *word)
{
	static const char *const flags[] = {"is",   "has",     "can",  "need",   "allow",
	                                    "if",   "whether", "show", "hide",   "enable",
	                                    "must", "support", "auto", "should", "require",
	                                    "not",  "no",      "sfyx", NULL};

	return is_one_of(word, flags);
}

static FieldMeaning
read_words(char *const *words, size_t n)
{
	FieldMeaning nothing = {.meaning = MEANING_NONE};
	FieldMeaning found = nothing;

	for (size_t end = n; end > 0; end--) {
		for (size_t start = 0; start < end; start++) {
			g_autofree char *phrase = join(words, start, end);
			int meaning = lexicon_find(lexicons()->ascii, phrase);

			if (meaning < 0)
				continue;
			if (start > 0 && is_flag(words[0]))
				return (FieldMeaning){.meaning = MEANING_THING};
			if (start == 0)
				return settled((Meaning)meaning, 0, false);
			return settled((Meaning)meaning, owner_of(words[start - 1]),
			               is_person_noun(words[start - 1]));
		}
		if (unglue(words[end - 1], &found))
			return found;
		if (!is_transparent(words[end - 1]))
			break;
	}
	if (n == 1) {
		int weak = lexicon_find(lexicons()->weak, words[0]);

		if (weak >= 0)
			return (FieldMeaning){.meaning = (Meaning)weak, .weak = true};
	}
	return nothing;
}

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

static unsigned
chinese_owner(char *prefix)
{
	size_t at = 0;
	int owner = -1;

	(void)cut_end(prefix, "的");
	if (*prefix == '\0')
		return 0;
	owner = lexicon_find_end(lexicons()->owner, prefix, &at);
	return owner < 0 ? OWNER_UNKNOWN : (unsigned)owner;
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

static bool
read_chinese_end(const char *label, FieldMeaning *ret_meaning)
{
	size_t at = 0;
	int meaning = lexicon_find_end(lexicons()->chinese, label, &at);

	if (meaning < 0)
		return false;
	if (at > 0 && is_chinese_flag(label)) {
		*ret_meaning = (FieldMeaning){.meaning = MEANING_THING};
		return true;
	}
	g_autofree char *prefix = g_strndup(label, at);
	unsigned owner = chinese_owner(prefix);
	*ret_meaning =
		settled((Meaning)meaning, owner, (owner & (OWNER_PERSON | OWNER_STAFF)) != 0);
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

static FieldMeaning
read_chinese(const char *text)
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

static FieldMeaning
read_text(const char *text, bool is_comment)
{
	if (!is_ascii(text))
		return read_chinese(text);

	g_autofree char *label = g_strdup(text);
	if (is_comment) {
		static const char *const ends[] = {" of ", " for ", " in ", "(", ",",
		                                   ":",    ";",     ".",    NULL};

		/* "date of birth" is a phrase of its own. */
		for (size_t i = g_str_has_prefix(label, "date of birth") ? 1 : 0; ends[i] != NULL;
		     i++) {
			char *at = strstr(label, ends[i]);
			if (at != NULL && at != label)
				*at = '\0';
		}
	}
	g_auto(GStrv) words = field_name_words(label);
	size_t n = g_strv_length(words);
	if (is_comment && n > LABEL_WORDS)
		return (FieldMeaning){.meaning = MEANING_NONE};
	return read_words(words, n);
}

/* Too general to overrule what the name says precisely. */
static bool
is_general(Meaning meaning)
{
	return meaning == MEANING_NONE || meaning == MEANING_ID || meaning == MEANING_NAME ||
	       meaning == MEANING_TITLE || meaning == MEANING_ICON || meaning == MEANING_PICTURE ||
	       meaning == MEANING_COMPANY || meaning == MEANING_CODE || meaning == MEANING_PERSON ||
	       meaning == MEANING_REMARK || meaning == MEANING_FREE_TEXT;
}

FieldMeaning
field_name_meaning(const char *name, const char *comment)
{
	FieldMeaning by_name = read_text(name, false);
	FieldMeaning by_comment = {.meaning = MEANING_NONE};

	if (comment != NULL && *comment != '\0')
		by_comment = read_text(comment, true);
	if (by_comment.meaning == MEANING_NONE || by_comment.weak)
		return by_name;
	if (by_comment.meaning == by_name.meaning) {
		by_name.owner |= by_comment.owner;
		by_name.from_comment = true;
		by_name.weak = false;
		return by_name;
	}
	bool name_is_precise =
		!is_general(by_name.meaning) && by_name.meaning != MEANING_THING && !by_name.weak;
	if (name_is_precise && is_general(by_comment.meaning))
		return by_name;
	/* 地址 is also said of network addresses and of links. */
	if (name_is_precise && by_comment.meaning == MEANING_ADDRESS)
		return by_name;
	/* A key stays one: "下单会员", "会员等级" are said beside member_id. */
	if (by_name.meaning == MEANING_USER_ID && by_comment.meaning == MEANING_THING)
		return by_name;
	/* "省级区划编号": the code of a region is one. */
	if (by_name.meaning == MEANING_REGION && by_comment.meaning == MEANING_THING &&
	    by_name.owner == 0)
		return by_name;
	/* An account name is one whosever it is. */
	if (by_name.meaning == MEANING_ACCOUNT &&
	    (by_comment.meaning == MEANING_STAFF || by_comment.meaning == MEANING_CREATOR))
		return by_name;
	if (by_comment.meaning == MEANING_NAME && by_name.meaning == MEANING_THING)
		return by_name;
	by_comment.from_comment = true;
	return by_comment;
}

bool
field_name_is_pinyin(const char *name)
{
	static gsize ready;
	static Lexicon *pinyin;

	if (g_once_init_enter(&ready)) {
		pinyin = lexicon_new();
		lexicon_add(pinyin, field_lexicon_pinyin);
		lexicon_add(pinyin, field_lexicon_pinyin_weak);
		g_once_init_leave(&ready, 1);
	}
	g_auto(GStrv) words = field_name_words(name);
	g_autofree char *all = join(words, 0, g_strv_length(words));
	return lexicon_find(pinyin, all) >= 0;
}

char *
field_name_key_stem(const char *name)
{
	static const char *const keys[] = {"id", "ids", "uid",  "uuid", "key",
	                                   "sn", "no",  "code", NULL};
	g_auto(GStrv) words = field_name_words(name);
	size_t n = g_strv_length(words);

	if (n == 0)
		return NULL;
	if (n == 1 && g_str_has_suffix(words[0], "id") && strlen(words[0]) > 3)
		return g_strndup(words[0], strlen(words[0]) - 2);
	if (n == 1)
		return strcmp(words[0], "uid") == 0 ? g_strdup("user") : NULL;
	if (!is_one_of(words[n - 1], keys))
		return NULL;
	g_free(words[n - 1]);
	words[n - 1] = NULL;
	return g_strjoinv("_", words);
}
