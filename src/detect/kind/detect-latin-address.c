/*
 * detect-latin-address.c - street addresses in English, in running text
 *
 * A number, words with capitals, and the word for a street; or a street, its number and a flat
 * ("Apt. 12", "Suite 501"); or a post-office box.  Behind it go flat, town, state, postcode and
 * country as far as a number, a state or a line's end closes them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "latin-word.h"

#define MOST_WORDS  6
#define MOST_PARTS  10
#define MOST_DIGITS 6
#define CONFIDENT   65

static const char *const streets[] = {
	"street", "st",      "avenue",  "ave",       "road",      "rd",    "lane",
	"ln",     "drive",   "dr",      "blvd",      "way",       "court", "ct",
	"place",  "pl",      "terrace", "close",     "square",    "sq",    "circle",
	"cir",    "highway", "hwy",     "parkway",   "pkwy",      "trail", "crescent",
	"row",    "grove",   "gardens", "boulevard", "alley",     "loop",  "plaza",
	"mews",   "walk",    "pike",    "turnpike",  "esplanade", NULL};
static const char *const flats[] = {"apt",  "suite", "unit", "ste", "apartment",
                                    "flat", "floor", "room", NULL};
static const char *const boxes[] = {"box", NULL};

static size_t
digits_at(Span text, size_t at)
{
	size_t n = 0;

	while (byte_is_digit(byte_of(text, at + n)))
		n++;
	return n;
}

static size_t
digits_before(Span text, size_t at)
{
	size_t n = 0;

	while (n < at && byte_is_digit(text.bytes[at - n - 1]))
		n++;
	return n;
}

/* Behind the word at @start that ends at @end, with its dot. */
static size_t
with_dot(Span text, size_t end)
{
	return end + (byte_of(text, end) == '.' && byte_of(text, end + 1) == ' ');
}

/* "Apt. 12", "Suite 501", "Box 242"; where it ends, or 0. */
static size_t
flat_end(Span text, size_t at, const char *const *words)
{
	LatinWord word;

	if (!latin_word_at(text, at, &word) || !latin_word_among(text, word.start, word.end, words))
		return 0;
	size_t end = with_dot(text, word.end);
	size_t number = end + (byte_of(text, end) == ' ');
	size_t n = digits_at(text, number);

	if (number == end || n == 0 || n > MOST_DIGITS)
		return 0;
	n += byte_is_upper(byte_of(text, number + n));
	return byte_is_word(byte_of(text, number + n)) ? 0 : number + n;
}

/* "SW1A 2AA", "94105", "94105-1234"; where it ends, or 0. */
static size_t
postcode_end(Span text, size_t at)
{
	size_t n = digits_at(text, at);

	if (n >= 4 && n <= MOST_DIGITS) {
		if (n == 5 && byte_of(text, at + n) == '-' && digits_at(text, at + n + 1) == 4)
			n += 5;
		return byte_is_word(byte_of(text, at + n)) ? 0 : at + n;
	}
	size_t out = 0;
	while (out < 5 &&
	       (byte_is_upper(byte_of(text, at + out)) || byte_is_digit(byte_of(text, at + out))))
		out++;
	bool british = out >= 2 && out <= 4 && byte_is_upper(text.bytes[at]) &&
	               byte_of(text, at + out) == ' ' &&
	               byte_is_digit(byte_of(text, at + out + 1)) &&
	               byte_is_upper(byte_of(text, at + out + 2)) &&
	               byte_is_upper(byte_of(text, at + out + 3)) &&
	               !byte_is_word(byte_of(text, at + out + 4));
	return british ? at + out + 4 : 0;
}

/* A word of capitals: "LONDON", "CA". */
static size_t
capitals_at(Span text, size_t at)
{
	size_t n = 0;

	while (byte_is_upper(byte_of(text, at + n)))
		n++;
	return n >= 2 && n <= LATIN_LONGEST && !byte_is_word(byte_of(text, at + n)) ? n : 0;
}

/* The comma, blanks and the one line's end between two parts. */
static size_t
skip_parting(Span text, size_t at, bool *ret_line)
{
	size_t n_lines = 0, start = at;

	for (; at - start < 8 && byte_is_among(byte_of(text, at), ", \n\r"); at++)
		n_lines += text.bytes[at] == '\n';
	*ret_line = n_lines > 0;
	return n_lines > 2 || at == start ? start : at;
}

/* From the end of the street on: where the address ends. */
static size_t
address_end(Span text, size_t at)
{
	size_t kept = at;
	bool line, closed = false;

	for (size_t n = 0; n < MOST_PARTS; n++) {
		size_t next = skip_parting(text, at, &line), end;
		LatinWord word;

		if (next == at)
			break;
		bool comma = byte_of(text, at) == ',';
		if ((end = flat_end(text, next, flats)) > 0 ||
		    (end = postcode_end(text, next)) > 0) {
			kept = at = end;
			closed = true;
			continue;
		}
		size_t capitals = capitals_at(text, next);
		if (capitals > 0) {
			at = next + capitals;
			kept = capitals == 2 && !line ? at : kept;
			continue;
		}
		if (!latin_word_at(text, next, &word))
			break;
		at = word.end;
		char after = byte_of(text, at);
		/* A town behind the comma, and the country at the end of all. */
		if ((comma || (closed && !line)) &&
		    (after == '\0' || byte_is_among(after, ".?!;\n")))
			kept = at;
	}
	return kept;
}

/* The number in front of the words that begin at @start; @start where there is none. */
static size_t
number_before(Span text, size_t start)
{
	size_t at = start - (start > 0);
	size_t n = digits_before(text, at);

	if (n == 0 || n > MOST_DIGITS || text.bytes[start - 1] != ' ')
		return start;
	size_t first = at - n;
	if (first > 0 && (byte_is_word(text.bytes[first - 1]) ||
	                  byte_is_among(text.bytes[first - 1], "._/\\$#=&+-<%*:")))
		return start;
	return first;
}

/* "24 Clarke Avenue", from the blank before the first word. */
static size_t
street_end(Span text, size_t at)
{
	LatinWord word;
	size_t end = 0;

	for (size_t n = 0;
	     n <= MOST_WORDS && byte_of(text, at) == ' ' && latin_word_at(text, at + 1, &word);
	     n++) {
		at = word.end;
		if (n > 0 && latin_word_among(text, word.start, word.end, streets))
			end = at = with_dot(text, word.end);
		if (word.initial && byte_of(text, at) != ' ')
			break;
	}
	return end;
}

/* "6750 Koskikatu 25 Apt. 864", from the blank before the flat: where it begins. */
static size_t
street_before(Span text, size_t at)
{
	size_t n = digits_before(text, at);
	size_t start = at - n;
	LatinWord word;

	if (n == 0 || start == 0 || text.bytes[start - 1] != ' ')
		return at;
	for (size_t i = 0; i < MOST_WORDS && start > 0 && text.bytes[start - 1] == ' '; i++) {
		size_t before = latin_word_before(text, start - 1);

		if (before == start - 1 || !latin_word_at(text, before, &word))
			break;
		start = before;
	}
	return start == at - n ? at : number_before(text, start);
}

bool
check_latin_address(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t at = probe->at, start, end;

	if (text.bytes[at] != ' ' || at == 0)
		return false;
	if (byte_is_digit(text.bytes[at - 1])) {
		start = number_before(text, at + 1);
		end = start <= at ? street_end(text, at) : 0;
		if (end == 0) {
			end = flat_end(text, at + 1, flats);
			start = end == 0 ? at : street_before(text, at);
		}
	} else if (at >= 4 && memcmp(text.bytes + at - 4, "P.O.", 4) == 0) {
		end = flat_end(text, at + 1, boxes);
		start = number_before(text, at - 4);
	} else {
		return false;
	}
	if (end == 0 || start >= at)
		return false;
	end = address_end(text, end);
	match_found(ret_match, KIND_ADDRESS, start, end - start);
	return match_judged(ret_match, false, CONFIDENT);
}
