/*
 * labelled.c - values that only the word before them names
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "labelled.h"

#include "boundary.h"
#include "checksum.h"
#include "label.h"
#include "number-form.h"
#include "transformed.h"
#include "unwrap.h"
#include "value-form.h"

#include <string.h>

#define LONGEST_GAP 6 /* quotes, blanks and backslashes on either side of a joint */
#define NUMBER_MOST 80
#define LONGEST_TAG 40
#define MOST_TEXT   512
#define CARD_NEAR   200 /* bytes between a card and its code or date */
#define CARD_LEAST  13
#define CARD_MOST   19

static bool
is_gap(char byte)
{
	return byte == '"' || byte == '\'' || byte == ' ' || byte == '\\' || byte == '`' ||
	       byte == '\t';
}

/* Where the label of the joint at @at ends. */
static size_t
label_end(Span text, size_t at)
{
	size_t end = at;

	for (size_t n = 0; n < LONGEST_GAP && end > 0 && is_gap(text.bytes[end - 1]); n++)
		end--;
	return end;
}

/* "<gender>": the '>' at @at ends an opening tag without attributes. */
static bool
is_opening_tag(Span text, size_t at)
{
	size_t start = at;

	while (start > 0 && at - start < LONGEST_TAG &&
	       (byte_is_word(text.bytes[start - 1]) || text.bytes[start - 1] == '_' ||
	        text.bytes[start - 1] == '-' || (uint8_t)text.bytes[start - 1] >= 0x80))
		start--;
	return start > 0 && text.bytes[start - 1] == '<';
}

static inline bool
is_escaped_label(Span text, size_t end)
{
	return end >= 6 && text.bytes[end - 5] == 'u' && text.bytes[end - 6] == '\\';
}

/* A value in running text: where it begins, and what closes it. */
typedef struct {
	size_t start;
	size_t end;
	bool quoted;
	bool spaced; /* blanks before it, as programs write assignments */
} Place;

static size_t
value_start(Span text, size_t joint, Place *ret_place)
{
	size_t at = joint + ((uint8_t)text.bytes[joint] == 0xef ? 3 : 1); /* the full-width colon */

	*ret_place = (Place){0};
	/* "QQ号是：12345", "key => value" */
	if (byte_of(text, at) == '>' && text.bytes[joint] == '=')
		at++;
	for (size_t n = 0; n < LONGEST_GAP && at < text.length && is_gap(text.bytes[at]); n++) {
		if (text.bytes[at] == '\\' && byte_of(text, at + 1) == 'u')
			break;
		ret_place->spaced |= text.bytes[at] == ' ';
		/* A second one would close what the first opened. */
		ret_place->quoted = text.bytes[at] == '"' || text.bytes[at] == '\'';
		at++;
		if (ret_place->quoted)
			break;
	}
	ret_place->start = at;
	return at;
}

/* Signs of three bytes that end a value: 、 。 《 》 「 」 【 】 （ ） ， ； ｜ and the wide blank. */
static bool
is_wide_sign(Span text, size_t at)
{
	if (at + 3 > text.length)
		return false;
	const uint8_t *byte = (const uint8_t *)text.bytes + at;

	if (byte[0] == 0xe3)
		return byte[1] == 0x80 && (byte[2] <= 0x82 || (byte[2] >= 0x88 && byte[2] <= 0x91));
	if (byte[0] != 0xef)
		return false;
	return (byte[1] == 0xbc &&
	        (byte[2] == 0x8c || byte[2] == 0x9b || byte[2] == 0x9a || byte[2] == 0x88 ||
	         byte[2] == 0x89 || byte[2] == 0x81 || byte[2] == 0x9f)) ||
	       (byte[1] == 0xbd && byte[2] == 0x9c);
}

/* Does the value end before @at, where it stands without quotes? */
static bool
ends_bare(Span text, size_t at, ValueReach reach)
{
	char byte = text.bytes[at];
	char before = at > 0 ? text.bytes[at - 1] : ' ', after = byte_of(text, at + 1);

	if (reach == REACH_NUMBER && (byte == ' ' || byte == ','))
		return !byte_is_digit(before) || !byte_is_digit(after);
	if (byte == ' ')
		return reach != REACH_PHRASE || !byte_is_word(before) || !byte_is_word(after);
	if (byte == '\0' || byte == '\n' || byte == '\r' || byte == '\t')
		return true;
	if (strchr(",;&\"'<>|{}[])", byte) != NULL)
		return true;
	return (uint8_t)byte >= 0xe3 && is_wide_sign(text, at);
}

/* Does @byte end a value, with or without quotes?  @at is where it stands. */
static bool
ends_any(Span text, size_t at, const Place *place)
{
	char byte = text.bytes[at];

	if (byte == '\\')
		return byte_of(text, at + 1) != 'u';
	if (byte == '\'')
		return place->quoted && text.bytes[place->start - 1] == '\'';
	return byte == '"' || byte == '\n' || byte == '\r' || byte == '\0';
}

static size_t
value_end(Span text, const Place *place, ValueReach reach, size_t longest)
{
	size_t at = place->start;
	size_t most = place->start + longest + 1;

	for (; at < MIN(most, text.length); at++) {
		char byte = text.bytes[at];

		/* An escape stands for one byte of the value, or for one character. */
		if (byte == '%' || byte == '\\')
			most += byte == '%' ? 2 : 3;
		if (byte == '&' && byte_of(text, at + 1) == '#') {
			while (at + 1 < MIN(most, text.length) && text.bytes[at] != ';')
				at++;
			most += 5;
			continue;
		}
		if (ends_any(text, at, place) || (!place->quoted && ends_bare(text, at, reach)))
			break;
	}
	return at;
}

/* A run of digits that could be the number of a card, between @from and @to. */
static bool
card_between(Span text, size_t from, size_t to)
{
	size_t digits = 0;

	for (size_t at = from; at <= to; at++) {
		if (at < to && byte_is_digit(text.bytes[at])) {
			digits++;
			continue;
		}
		if (digits >= CARD_LEAST && digits <= CARD_MOST && text.bytes[at - digits] >= '2' &&
		    text.bytes[at - digits] <= '6' &&
		    checksum_luhn(text.bytes + at - digits, digits))
			return true;
		digits = 0;
	}
	return false;
}

/* A code or a date belongs to a card only beside one. */
static bool
is_beside_card(Span text, const Place *place)
{
	size_t from = place->start > CARD_NEAR ? place->start - CARD_NEAR : 0;
	size_t to = MIN(text.length, place->end + CARD_NEAR);
	size_t first = place->start, last = place->end;

	while (first > from && text.bytes[first - 1] != '\n')
		first--;
	while (last < to && text.bytes[last] != '\n')
		last++;
	return card_between(text, first, last);
}

/* What stands in code is no value: "password = readPassword()", "pwd: userPwd,". */
static bool
is_code(Span text, const Place *place)
{
	bool digit = false;

	if (place->quoted)
		return false;
	for (size_t at = place->start; at < place->end; at++)
		digit |= byte_is_digit(text.bytes[at]);
	char after = byte_of(text, place->end);
	bool colon = !place->spaced && place->start > 0 && text.bytes[place->start - 1] == ':';
	return ((place->spaced || colon) && !digit) || after == '(' || after == '[' || after == '.';
}

/* "性别：0 未知 1 男", "gender: 0-unknown": one digit that the text goes on to explain. */
static bool
is_legend(Span text, const Place *place)
{
	char after = byte_of(text, place->end);

	if (place->quoted || place->end != place->start + 1 ||
	    !byte_is_digit(text.bytes[place->start]))
		return false;
	return after == ' ' || after == '(' || after == '=' || (uint8_t)after >= 0x80 ||
	       (uint8_t)text.bytes[place->start - 1] == 0x9a;
}

/* "%E6%B1%89", "\u6c49": the form is looked for in what the escapes stand for. */
static unsigned
confidence_of(KindId kind, Span value, MatchWrap *ret_wrap)
{
	char decoded[MOST_TEXT];
	size_t length = 0;

	*ret_wrap = WRAP_NONE;
	if (value.length <= MOST_TEXT && unwrap_escapes(value, decoded, &length)) {
		*ret_wrap = WRAP_URL;
		return value_form_confidence(kind, (Span){decoded, length}, PLACE_TEXT);
	}
	return value_form_confidence(kind, value, PLACE_TEXT);
}

static bool
fits_block(Span text, const Place *place, KindId kind, Match *ret_match)
{
	Span rest = span_slice(text, place->start, text.length);
	size_t length = value_block_length(kind, rest, value_form_longest(kind));

	if (length == 0)
		return false;
	match_found(ret_match, kind, place->start, length);
	return match_judged(ret_match, false, 75);
}

/* Numbers end where Chinese or the escape of a sign begins: 12345678号, 12345678%2C. */
static Span
plain_head(Span value)
{
	size_t n = 0;

	while (n < value.length && (uint8_t)value.bytes[n] < 0x80 && value.bytes[n] != '\\' &&
	       (value.bytes[n] != '%' || escape_length(value, n) == 0))
		n++;
	return span_trim(span_slice(value, 0, n));
}

/* Names, passwords and words of closed lists are read as a whole. */
static bool
is_number_kind(KindId kind)
{
	return kind == KIND_QQ || kind == KIND_WECHAT_ID || kind == KIND_WEIBO_ID ||
	       kind == KIND_MEDICAL_RECORD || kind == KIND_SOCIAL_SECURITY ||
	       kind == KIND_BANK_ACCOUNT || kind == KIND_GEOHASH || kind == KIND_US_SSN ||
	       kind == KIND_UK_NINO;
}

/* "\\u4eacA12345", "%E4%BA%ACA12345" */
static bool
fits_unwrapped(KindId kind, Span value, Match *ret_match)
{
	char decoded[MOST_TEXT];
	size_t length = 0;

	if (value.length > MOST_TEXT || !unwrap_escapes(value, decoded, &length))
		return false;
	/* What is left and right of a number is none of it: "号%20". */
	Span inner = {decoded, length};
	if (span_trim(inner).length != length || !number_form_fits(kind, inner, ret_match))
		return false;
	ret_match->offset = 0;
	ret_match->length = (uint32_t)value.length;
	ret_match->wrap = WRAP_URL;
	return true;
}

/* Documents, cards and devices: their own forms judge, check digits and all. */
static bool
fits_number(Span text, Place *place, KindId kind, Match *ret_match)
{
	place->end = value_end(text, place, REACH_WORD, NUMBER_MOST);
	Span value = span_trim(span_slice(text, place->start, place->end - place->start));

	if (!number_form_fits(kind, value, ret_match)) {
		Span head = plain_head(value);

		if (number_form_fits(kind, head, ret_match))
			value = head;
		else if (!fits_unwrapped(kind, value, ret_match))
			return false;
	}
	ret_match->offset += (uint64_t)(value.bytes - text.bytes);
	return true;
}

/* What is written like a value of @kind, and is none. */
static bool
is_excused(Span text, const Place *place, KindId kind)
{
	bool secret = kind == KIND_PASSWORD || kind == KIND_SECRET_KEY;
	bool account = kind == KIND_ACCOUNT_NAME || kind == KIND_NICKNAME;

	if ((secret || account) && is_code(text, place))
		return true;
	/* Programs say "username = name" all the time. */
	if (account && !place->quoted && place->spaced)
		return true;
	if ((kind == KIND_CARD_CVV || kind == KIND_CARD_EXPIRY) && !is_beside_card(text, place))
		return true;
	return is_legend(text, place);
}

static bool
fits_word(Span text, Place *place, KindId kind, Match *ret_match)
{
	size_t longest = value_form_longest(kind);
	unsigned confidence = 0;
	MatchWrap wrap;

	place->end = value_end(text, place, value_form_reach(kind), longest);
	Span value = span_trim(span_slice(text, place->start, place->end - place->start));
	if (value.length == 0 || value.length > longest * 3)
		return false;
	/* Stars are check_masked's. */
	if (kind != KIND_PASSWORD && memchr(value.bytes, '*', value.length) != NULL)
		return false;
	Span head = is_number_kind(kind) ? plain_head(value) : (Span){NULL, 0};
	if (head.length > 0 && head.length < value.length)
		confidence = confidence_of(kind, head, &wrap);
	if (confidence > 0)
		value = head;
	else
		confidence = confidence_of(kind, value, &wrap);
	if (confidence == 0 || is_excused(text, place, kind))
		return false;
	match_found(ret_match, kind, (size_t)(value.bytes - text.bytes), value.length);
	ret_match->wrap = (uint8_t)wrap;
	return match_judged(ret_match, false, confidence);
}

static bool
fits_value(Span text, Place *place, KindId kind, Match *ret_match)
{
	switch (value_form_reach(kind)) {
	case REACH_BLOCK:
		return fits_block(text, place, kind, ret_match);
	case REACH_NONE:
		return fits_number(text, place, kind, ret_match);
	case REACH_WORD:
	case REACH_PHRASE:
	case REACH_NUMBER:
	default:
		return fits_word(text, place, kind, ret_match);
	}
}

bool
check_labelled(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t end = label_end(text, probe->at);
	Place place;

	if (text.bytes[probe->at] == ')' ||
	    (text.bytes[probe->at] == '>' && !is_opening_tag(text, probe->at)))
		return false;
	if (end == 0 ||
	    (!label_may_end(text, end, LABEL_FILTER_JOINT) && !is_escaped_label(text, end)))
		return false;
	Label label = label_ending_at(text, end);
	if (label.kind == KIND_NONE || !label.at_joint || label.transformed)
		return false;
	if (value_start(text, probe->at, &place) >= text.length)
		return false;
	return fits_value(text, &place, label.kind, ret_match);
}

/* 病历号1234567, QQ号12345678: six to eight digits that touch a label of Chinese. */
bool
check_labelled_touching(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	Place place = {.start = probe->at, .end = probe->at};

	if (!byte_is_digit(text.bytes[probe->at]) ||
	    !label_may_end(text, probe->at, LABEL_FILTER_JOINT))
		return false;
	Label label = label_ending_at(text, probe->at);
	if (label.kind == KIND_NONE || !label.at_joint || label.transformed ||
	    value_form_reach(label.kind) == REACH_BLOCK)
		return false;
	place.end = probe->at + 1;
	while (byte_is_word(byte_of(text, place.end)))
		place.end++;
	Span value = span_slice(text, place.start, place.end - place.start);
	if (number_form_fits(label.kind, value, ret_match)) {
		ret_match->offset += place.start;
		return true;
	}
	unsigned confidence = value_form_confidence(label.kind, value, PLACE_TEXT);
	if (confidence == 0 || label.kind == KIND_CARD_CVV || label.kind == KIND_CARD_EXPIRY)
		return false;
	match_found(ret_match, label.kind, place.start, value.length);
	return match_judged(ret_match, false, confidence);
}

bool
detection_value_fits(Span value, KindId kind, Match *ret_match)
{
	Span trimmed = span_trim(value);
	Match match = {0};
	unsigned confidence;

	if (trimmed.length == 0 || kind <= KIND_NONE)
		return false;
	bool fits = number_form_fits(kind, trimmed, &match) ||
	            detection_of_value(trimmed, KIND_BIT(kind), &match) == kind;
	if (!fits && (int)kind < N_KINDS) {
		confidence = value_form_confidence(kind, trimmed, PLACE_FIELD);
		fits = confidence > 0 && match_found(&match, kind, 0, trimmed.length) &&
		       match_judged(&match, false, confidence);
	}
	if (!fits && (int)kind < N_KINDS)
		fits = transformed_fits(trimmed, kind, &match);
	if (fits && ret_match != NULL) {
		*ret_match = match;
		ret_match->offset += (uint64_t)(trimmed.bytes - value.bytes);
	}
	return fits;
}
