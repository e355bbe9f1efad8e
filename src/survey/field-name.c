/*
 * field-name.c - what a column's name and comment give away
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-name.h"

#include "field-lexicon.h"
#include "field-phrase.h"
#include "lexicon.h"

#include <glib.h>
#include <string.h>

/* A comment in English longer than this is prose, not a label. */
#define LABEL_WORDS 6

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

/* Adjectives and verbs that stand glued before a head. */
static bool
is_adjective(const char *word)
{
	static const char *const adjectives[] = {
		"full", "small", "short", "first", "curr",   "current", "last", "alt",
		"prev", "join",  "vote",  "bid",   "submit", "add",     "edit", NULL};

	return is_one_of(word, adjectives);
}

static bool
may_be_glued(const char *head, Meaning meaning, bool adjective)
{
	static const char *const short_heads[] = {"ip",  "qq", "tel", "sex", "dob", "pwd",
	                                          "uid", "xm", "dh",  "sjh", NULL};

	if (strlen(head) < 4 && !is_one_of(head, short_heads))
		return false;
	if (adjective)
		return meaning == MEANING_IP || meaning == MEANING_COMMUNICATION ||
		       meaning == MEANING_PERSON_NAME || meaning == MEANING_EMPLOYER;
	return meaning != MEANING_AGE;
}

/*
 * "lastloginip", "customeraddress", "brxb": a word of whose, and a head that stands in the
 * lexicon; abbreviated heads stay weak.
 */
static bool
unglue(const char *word, FieldMeaning *ret_meaning)
{
	size_t length = strlen(word);

	for (size_t cut = 2; cut + 2 <= length; cut++) {
		g_autofree char *before = g_strndup(word, cut);
		const char *head = word + cut;
		unsigned owner = field_phrase_owner(before);
		bool adjective = is_adjective(before);
		FieldPhrase phrase = {0};

		if (owner == OWNER_UNKNOWN && !adjective)
			continue;
		if (field_phrase_find(head, &phrase) &&
		    may_be_glued(head, phrase.meaning, adjective)) {
			*ret_meaning = field_phrase_settle(&phrase, adjective ? 0 : owner,
			                                   field_phrase_is_person(before));
			return true;
		}
		/* Initials throughout: br xb, xs csrq. */
		if (adjective || cut > 3 || strpbrk(word, "aeiou") != NULL ||
		    !field_phrase_find_weak(head, &phrase))
			continue;
		*ret_meaning = field_phrase_settle(&phrase, owner, true);
		ret_meaning->weak = true;
		return true;
	}
	return false;
}

/* Words that say how a value is written, not what it is. */
static bool
is_transparent(const char *word)
{
	static const char *const transparent[] = {
		"str",     "string",    "list",       "array",      "json",   "enc",
		"encrypt", "encrypted", "hash",       "cipher",     "hashed", "ciphertext",
		"mask",    "masked",    "plain",      "raw",        "old",    "new",
		"bak",     "backup",    "tmp",        "temp",       "val",    "value",
		"cn",      "en",        "zh",         "info",       "md",     "sha",
		"display", "digits",    "tail",       "suffix",     "txt",    "varchar",
		"field",   "column",    "after",      "before",     "cm",     "kg",
		"mm",      "lbs",       "inch",       "cd",         "dt",     "nbr",
		"clean",   "canonical", "normalized", "normalised", "lower",  "upper",
		"a",       "b",         "one",        "two",        "main",   "first",
		"second",  NULL};

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

static FieldMeaning read_words(char *const *words, size_t n);

/* avatar_file_name, id_card_url: where a picture of a person lies is the picture. */
static bool
is_carried(char *const *words, size_t start, const FieldPhrase *phrase, FieldMeaning *ret_meaning)
{
	if (start == 0 || phrase->meaning != MEANING_THING ||
	    (!is_one_of(words[start],
	                (const char *const[]){"file", "url", "path", "link", "filename", "fileurl",
	                                      "filepath", NULL})))
		return false;
	*ret_meaning = read_words(words, start);
	return ret_meaning->meaning == MEANING_AVATAR ||
	       ret_meaning->meaning == MEANING_IDENTITY_PHOTO ||
	       ret_meaning->meaning == MEANING_BIOMETRIC;
}

static FieldMeaning
read_head(char *const *words, size_t start, const FieldPhrase *phrase)
{
	FieldMeaning carried = {.meaning = MEANING_NONE};

	if (start > 0 && is_flag(words[0]))
		return (FieldMeaning){.meaning = MEANING_THING};
	if (is_carried(words, start, phrase, &carried))
		return carried;
	/* min_age is a condition of a product. */
	if (phrase->meaning == MEANING_AGE && start > 0 &&
	    (strcmp(words[0], "min") == 0 || strcmp(words[0], "max") == 0))
		return (FieldMeaning){.meaning = MEANING_THING};
	if (start == 0)
		return field_phrase_settle(phrase, 0, false);
	return field_phrase_settle(phrase, field_phrase_owner(words[start - 1]),
	                           field_phrase_is_person(words[start - 1]));
}

/* "emailToRevalidate", "dateOfLeave": what stands before the preposition is the head. */
static size_t
before_preposition(char *const *words, size_t n)
{
	static const char *const prepositions[] = {"to", "of",   "for",  "in",
	                                           "at", "from", "with", NULL};

	for (size_t i = 1; i < n; i++)
		if (is_one_of(words[i], prepositions))
			return i;
	return 0;
}

static FieldMeaning
read_words(char *const *words, size_t n)
{
	FieldMeaning found = {.meaning = MEANING_NONE};
	FieldPhrase phrase = {0};

	for (size_t end = n; end > 0; end--) {
		for (size_t start = 0; start < end; start++) {
			g_autofree char *text = join(words, start, end);

			if (field_phrase_find(text, &phrase))
				return read_head(words, start, &phrase);
		}
		if (unglue(words[end - 1], &found))
			return found;
		if (!is_transparent(words[end - 1]))
			break;
	}
	if (n == 1 && field_phrase_find_weak(words[0], &phrase)) {
		found.meaning = phrase.meaning;
		found.fine = phrase.fine;
		found.weak = true;
		return found;
	}
	size_t head = before_preposition(words, n);
	return head == 0 ? found : read_words(words, head);
}

static FieldMeaning
read_text(const char *text, bool is_comment)
{
	if (!is_ascii(text))
		return field_name_read_chinese(text);

	g_autofree char *label = is_comment ? g_ascii_strdown(text, -1) : g_strdup(text);
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

/* Words of a comment that are said of several things: which of them, the name knows better. */
static const struct {
	Meaning name;
	Meaning comment;
} explained[] = {
	/* 账号 is said of a bank account too, 用户名称 of a nickname. */
	{MEANING_BANK_ACCOUNT, MEANING_ACCOUNT},
	{MEANING_NICKNAME, MEANING_ACCOUNT},
	/* An openid is called an identity, a mark, an id: it stays one. */
	{MEANING_OPENID, MEANING_THING},
	{MEANING_OPENID, MEANING_USER_ID},
	{MEANING_IMEI, MEANING_THING},
	{MEANING_IMEI, MEANING_USER_ID},
	/* A key stays one: "下单会员", "会员等级" are said beside member_id. */
	{MEANING_USER_ID, MEANING_THING},
	/* An account name is one whosever it is. */
	{MEANING_ACCOUNT, MEANING_STAFF},
	{MEANING_ACCOUNT, MEANING_CREATOR},
	{MEANING_THING, MEANING_NAME},
};

static bool
name_explains(const FieldMeaning *name, Meaning comment)
{
	/* "省级区划编号": the code of a region is one. */
	if (name->meaning == MEANING_REGION && comment == MEANING_THING)
		return name->owner == 0;
	for (size_t i = 0; i < G_N_ELEMENTS(explained); i++)
		if (explained[i].name == name->meaning && explained[i].comment == comment)
			return true;
	return false;
}

static bool
name_outweighs(const FieldMeaning *name, const FieldMeaning *comment)
{
	bool precise = !is_general(name->meaning) && name->meaning != MEANING_THING && !name->weak;

	if (precise && is_general(comment->meaning))
		return true;
	/* "ICD编码": a code of what the name names. */
	if (comment->vague && precise && name->fine != 0)
		return true;
	/* 地址 is also said of network addresses and of links. */
	if (precise && comment->meaning == MEANING_ADDRESS)
		return true;
	return name_explains(name, comment->meaning);
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
		by_name.fine = by_comment.fine != 0 ? by_comment.fine : by_name.fine;
		by_name.ambiguous = by_name.ambiguous && by_comment.ambiguous;
		by_name.from_comment = true;
		by_name.weak = false;
		return by_name;
	}
	if (name_outweighs(&by_name, &by_comment))
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
