/*
 * detect-latin-name.c - names of persons in Latin letters, in running text
 *
 * Two to four words with capitals, of which a table knows the first for a given name or two for
 * names; one word behind a title or a greeting.  Words of the language, and capitals in a row
 * that are no name, say that it is a place, a firm or a heading.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "latin-word.h"

#define MOST_WORDS 6 /* of a row of capitals; longer ones are headings */
#define CONFIDENT  55

typedef struct {
	LatinWord words[MOST_WORDS];
	LatinClass classes[MOST_WORDS];
	size_t n;
	bool titled; /* behind Mr, Dr and the like */
	bool greeted;
} Row;

static const char *const titles[] = {"mr", "mr.", "mrs",  "mrs.",  "ms",        "ms.",
                                     "dr", "dr.", "prof", "prof.", "professor", NULL};
static const char *const greetings[] = {"dear", "hi", "hello", "hey", NULL};
static const char *const cues[] = {"name is ", "named ", "i'm ",   "i am ",   "dear ",
                                   "hello ",   "hi ",    "mr. ",   "mrs. ",   "ms. ",
                                   "dr. ",     "hey ",   "name: ", "name's ", NULL};

/* Where the row of capitals around the blank at @at begins. */
static size_t
row_start(Span text, size_t at)
{
	size_t start = at + 1;
	LatinWord word;

	for (size_t n = 0; n <= MOST_WORDS && start > 0 && text.bytes[start - 1] == ' '; n++) {
		size_t before = latin_word_before(text, start - 1);

		if (before == start - 1 || !latin_word_at(text, before, &word) ||
		    word.end + 1 < start)
			break;
		start = before;
	}
	return start;
}

/* Titles and greetings are words with capitals too. */
static bool
is_led(Span text, Row *row)
{
	const LatinWord *first = &row->words[0];
	size_t end = first->end + (byte_of(text, first->end) == '.');

	row->titled = row->titled || latin_word_among(text, first->start, end, titles);
	row->greeted = row->greeted || latin_word_among(text, first->start, end, greetings);
	return row->titled || row->greeted || row->classes[0] == LATIN_WORD;
}

/* Do the words before @start ask for a name? */
static bool
is_asked_for(Span text, size_t start)
{
	if (start < 3 || text.bytes[start - 1] != ' ' ||
	    !byte_is_among(text.bytes[start - 2], "sdmrioye.:SDMRIOYE"))
		return false;
	for (const char *const *cue = cues; *cue != NULL; cue++) {
		size_t length = strlen(*cue);

		if (start >= length &&
		    g_ascii_strncasecmp(text.bytes + start - length, *cue, length) == 0 &&
		    (start == length || !byte_is_word(text.bytes[start - length - 1])))
			return true;
	}
	return false;
}

/* Is the one word between @start and @end part of no row? */
static bool
is_alone(Span text, size_t start, size_t end)
{
	char mark = byte_of(text, end);
	LatinWord next;

	end += mark == '.';
	return byte_of(text, end) != ' ' || !latin_word_at(text, end + 1, &next) ||
	       (mark == '.' && !latin_word_among(text, start, end, titles));
}

static bool
read_row(Span text, size_t at, Row *ret_row)
{
	size_t start = row_start(text, at);
	LatinWord word;
	Row row = {0};

	if (start > at && !latin_word_at(text, start, &word))
		return false;
	/* Most words with capitals begin a sentence. */
	bool asked = is_asked_for(text, start);
	if (start > at && !asked && is_alone(text, start, word.end))
		return false;
	/* A part of a path, a variable, a tag's attribute. */
	if (start > 0 && byte_is_among(text.bytes[start - 1], "._/\\$#@=&+-<%"))
		return false;
	for (size_t n = 0; n < 2 * MOST_WORDS && row.n < MOST_WORDS; n++) {
		if (!latin_word_at(text, start, &word))
			break;
		row.classes[row.n] = latin_word_class(text, &word);
		row.words[row.n++] = word;
		start = word.end;
		start += byte_of(text, start) == '.' &&
		         latin_word_among(text, word.start, start + 1, titles);
		if (byte_of(text, start) != ' ' || row.n == MOST_WORDS)
			break;
		start++;
		if (is_led(text, &row))
			row.n = 0;
	}
	row.titled = row.titled || (asked && !row.greeted);
	*ret_row = row;
	return row.n > 0 && row.n < MOST_WORDS;
}

static bool
is_name(const Row *row)
{
	const LatinWord *first = &row->words[0], *last = &row->words[row->n - 1];
	bool initial = false;

	for (size_t i = 0; i < row->n; i++) {
		initial = initial || row->words[i].initial;
		if (row->classes[i] == LATIN_WORD)
			return false;
	}
	if (row->n < 2 || row->n > 4 || first->initial || last->initial ||
	    row->classes[0] == LATIN_SURNAME)
		return false;
	if (row->classes[0] == LATIN_GIVEN || row->titled)
		return true;
	LatinClass end = row->classes[row->n - 1];
	bool last_known = end == LATIN_NAME || end == LATIN_GIVEN;
	if (initial)
		return row->classes[0] == LATIN_NAME || last_known;
	return row->n == 2 && row->classes[0] == LATIN_NAME && last_known;
}

bool
check_latin_name(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	Row row;

	if (text.bytes[probe->at] != ' ' || !read_row(text, probe->at, &row))
		return false;
	size_t start = row.words[0].start, end = row.words[row.n - 1].end;
	LatinClass class = row.classes[0];
	bool single = row.n == 1 && !row.words[0].initial &&
	              ((row.titled && class != LATIN_WORD) ||
	               (row.greeted && (class == LATIN_GIVEN || class == LATIN_NAME)));

	if (!single && !is_name(&row))
		return false;
	if (byte_of(text, end) == ' ' && byte_is_among(byte_of(text, end + 1), "=:&"))
		return false;
	if (byte_is_among(byte_of(text, end), "(_=/\\@:+&<[{"))
		return false;
	match_found(ret_match, KIND_PERSON_NAME, start, end - start);
	return match_judged(ret_match, false, CONFIDENT);
}
