/*
 * lexicon.c - phrases looked up as a whole, or as the end of a Chinese text
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "lexicon.h"

#include <string.h>

/* The longest phrase of the tables, in bytes. */
#define LONGEST_PHRASE 64

struct Lexicon {
	GHashTable *phrases; /* char * -> GINT_TO_POINTER(meaning + 1) */
};

Lexicon *
lexicon_new(void)
{
	Lexicon *lexicon = g_new0(Lexicon, 1);

	lexicon->phrases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return lexicon;
}

void
lexicon_free(Lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	g_hash_table_unref(lexicon->phrases);
	g_free(lexicon);
}

void
lexicon_add(Lexicon *lexicon, const LexiconRow *rows)
{
	for (; rows->phrases != NULL; rows++) {
		g_auto(GStrv) phrases = g_strsplit(rows->phrases, "|", 0);

		for (size_t i = 0; phrases[i] != NULL; i++)
			if (!g_hash_table_contains(lexicon->phrases, phrases[i]))
				g_hash_table_insert(lexicon->phrases, g_strdup(phrases[i]),
				                    GINT_TO_POINTER(rows->meaning + 1));
	}
}

static int
find(const Lexicon *lexicon, const char *phrase)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(lexicon->phrases, phrase)) - 1;
}

int
lexicon_find(const Lexicon *lexicon, const char *phrase)
{
	int meaning = find(lexicon, phrase);
	size_t length = strlen(phrase);

	if (meaning >= 0 || length < 5 || phrase[length - 1] != 's')
		return meaning;

	/* Plurals: "customers", "addresses", "companies". */
	g_autofree char *singular = g_strndup(phrase, length - 1);
	meaning = find(lexicon, singular);
	if (meaning < 0 && g_str_has_suffix(phrase, "es")) {
		singular[length - 2] = '\0';
		meaning = find(lexicon, singular);
	}
	if (meaning < 0 && g_str_has_suffix(phrase, "ies")) {
		g_autofree char *stem = g_strndup(phrase, length - 3);
		g_autofree char *with_y = g_strconcat(stem, "y", NULL);
		meaning = find(lexicon, with_y);
	}
	return meaning;
}

int
lexicon_find_end(const Lexicon *lexicon, const char *text, size_t *ret_at)
{
	size_t length = strlen(text);
	size_t at = length > LONGEST_PHRASE ? length - LONGEST_PHRASE : 0;

	while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80)
		at++;
	for (; at < length; at += g_utf8_skip[(unsigned char)text[at]]) {
		bool in_word = at > 0 && g_ascii_isalnum(text[at]) && g_ascii_isalnum(text[at - 1]);
		int meaning = in_word ? -1 : find(lexicon, text + at);

		if (meaning >= 0) {
			*ret_at = at;
			return meaning;
		}
	}
	return -1;
}
