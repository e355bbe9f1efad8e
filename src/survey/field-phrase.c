/*
 * field-phrase.c - phrases of column names looked up, and made precise by the word before
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-phrase.h"

#include "container-name.h"
#include "field-lexicon.h"
#include "lexicon.h"

#include <string.h>

typedef struct {
	Lexicon *ascii; /* English and pinyin */
	Lexicon *kind;
	Lexicon *kind_weak;
	Lexicon *ambiguous;
	Lexicon *weak; /* abbreviated pinyin */
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
		all.kind = lexicon_new();
		lexicon_add(all.kind, field_lexicon_kind);
		all.kind_weak = lexicon_new();
		lexicon_add(all.kind_weak, field_lexicon_kind_weak);
		all.ambiguous = lexicon_new();
		lexicon_add(all.ambiguous, field_lexicon_ambiguous);
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

/* @meaning and @kind as the lexicons found them, either of them -1. */
static bool
found_phrase(int meaning, int kind, const char *phrase, FieldPhrase *ret_phrase)
{
	if (meaning < 0 && kind < 0)
		return false;
	*ret_phrase = (FieldPhrase){
		.meaning = meaning >= 0 ? (Meaning)meaning : meaning_of_kind((KindId)kind),
		.fine = kind + 1,
		.ambiguous = lexicon_find(lexicons()->ambiguous, phrase) >= 0,
	};
	return true;
}

bool
field_phrase_find(const char *phrase, FieldPhrase *ret_phrase)
{
	return found_phrase(lexicon_find(lexicons()->ascii, phrase),
	                    lexicon_find(lexicons()->kind, phrase), phrase, ret_phrase);
}

bool
field_phrase_find_weak(const char *phrase, FieldPhrase *ret_phrase)
{
	return found_phrase(lexicon_find(lexicons()->weak, phrase),
	                    lexicon_find(lexicons()->kind_weak, phrase), phrase, ret_phrase);
}

bool
field_phrase_find_end(const char *text, FieldPhrase *ret_phrase, size_t *ret_at)
{
	size_t at = 0;
	size_t kind_at = 0;
	int meaning = lexicon_find_end(lexicons()->chinese, text, &at);
	int kind = lexicon_find_end(lexicons()->kind, text, &kind_at);

	/* The longer of the two; the same phrase may stand in both. */
	if (meaning >= 0 && kind >= 0 && kind_at > at)
		kind = -1;
	if (meaning >= 0 && kind >= 0 && kind_at < at)
		meaning = -1;
	*ret_at = meaning >= 0 ? at : kind_at;
	return found_phrase(meaning, kind, text + *ret_at, ret_phrase);
}

unsigned
field_phrase_owner(const char *word)
{
	int owner = lexicon_find(lexicons()->owner, word);

	return owner < 0 ? OWNER_UNKNOWN : (unsigned)owner;
}

unsigned
field_phrase_owner_end(char *text)
{
	size_t at = 0;
	int owner = -1;

	if (g_str_has_suffix(text, "的"))
		text[strlen(text) - strlen("的")] = '\0';
	if (*text == '\0')
		return 0;
	owner = lexicon_find_end(lexicons()->owner, text, &at);
	return owner < 0 ? OWNER_UNKNOWN : (unsigned)owner;
}

bool
field_phrase_is_person(const char *word)
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
	{MEANING_BALANCE, ONLY_THING, MEANING_THING},
};

FieldMeaning
field_phrase_settle(const FieldPhrase *head, unsigned owner, bool person_noun)
{
	unsigned before = owner | (person_noun ? PERSON_NOUN : 0);
	FieldMeaning found = {
		.meaning = head->meaning,
		.owner = owner,
		.fine = head->fine,
		.ambiguous = head->ambiguous,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(precise); i++) {
		if (precise[i].head != head->meaning || (precise[i].before & before) == 0)
			continue;
		found.meaning = precise[i].becomes;
		found.vague = owner == OWNER_UNKNOWN && found.meaning == MEANING_THING;
		found.fine = 0;
		found.ambiguous = false;
		break;
	}
	return found;
}
