/*
 * masked-value.c - values of which stars hide a part
 *
 * The form decides where it can: eleven places that begin like a mobile number, eighteen that
 * begin with a province.  Elsewhere the label does.  Stars alone are nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "masked-value.h"

#include "division.h"
#include "label.h"
#include "surname.h"
#include "transformed.h"

#include <string.h>

#define LONGEST       40
#define SURE          85
#define BY_LABEL      75
#define BY_FORM       65
#define HAN           3
#define MOST_NAME     3 /* characters on either side */
#define GROUP         4
#define LEAST_LETTERS 4 /* in the place of stars */
#define MOST_GROUP    4

/* Letters, digits and stars around a run of stars. */
typedef struct {
	size_t start;
	size_t end;
	size_t stars;
	size_t head; /* visible characters before the first star */
	size_t tail; /* after the last */
	bool digits; /* no letter among them, a last X aside */
} Mask;

static inline bool
is_part(char byte)
{
	return byte_is_word(byte) || byte == '*';
}

static inline bool
is_han_before(Span text, size_t at)
{
	return at >= HAN && (uint8_t)text.bytes[at - HAN] >= 0xe4 &&
	       (uint8_t)text.bytes[at - HAN] <= 0xe9 && (uint8_t)text.bytes[at - 1] >= 0x80;
}

static inline bool
is_han_at(Span text, size_t at)
{
	return at + HAN <= text.length && (uint8_t)text.bytes[at] >= 0xe4 &&
	       (uint8_t)text.bytes[at] <= 0xe9;
}

/* A group of four places on the other side of a blank or hyphen: 6222 **** **** 1234. */
static bool
is_group(Span text, size_t at)
{
	for (size_t i = 0; i < GROUP; i++)
		if (!byte_is_digit(byte_of(text, at + i)) && byte_of(text, at + i) != '*')
			return false;
	return true;
}

static void
widen_groups(Span text, Mask *mask)
{
	if (mask->end - mask->start != GROUP || !is_group(text, mask->start))
		return;
	for (size_t n = 0; n < MOST_GROUP && mask->start > GROUP; n++) {
		char joint = text.bytes[mask->start - 1];

		if ((joint != ' ' && joint != '-') || !is_group(text, mask->start - 1 - GROUP))
			break;
		mask->start -= GROUP + 1;
	}
	for (size_t n = 0; n < MOST_GROUP; n++) {
		char joint = byte_of(text, mask->end);

		if ((joint != ' ' && joint != '-') || !is_group(text, mask->end + 1))
			break;
		mask->end += GROUP + 1;
	}
}

/* Count what @mask covers. */
static void
count_parts(Span text, Mask *mask)
{
	bool letters = false;

	for (size_t at = mask->start; at < mask->end; at++) {
		char byte = text.bytes[at];
		bool last = at + 1 == mask->end;

		if (byte == ' ' || byte == '-')
			continue;
		if (byte == '*') {
			mask->stars++;
			mask->tail = 0;
			continue;
		}
		letters |= !byte_is_digit(byte) && !(last && (byte | 0x20) == 'x');
		mask->tail++;
		mask->head += mask->stars == 0;
	}
	mask->digits = !letters;
}

static Mask
read_mask(Span text, size_t at)
{
	Mask mask = {.start = at, .end = at};

	while (mask.start > 0 && at - mask.start < LONGEST && is_part(text.bytes[mask.start - 1]))
		mask.start--;
	while (mask.end < text.length && mask.end - at < LONGEST && is_part(text.bytes[mask.end]))
		mask.end++;
	widen_groups(text, &mask);
	count_parts(text, &mask);
	return mask;
}

static size_t
places_of(Span text, const Mask *mask)
{
	size_t places = 0;

	for (size_t at = mask->start; at < mask->end; at++)
		places += is_part(text.bytes[at]);
	return places;
}

/* The kind that the visible places and their number give away. */
static KindId
kind_by_form(Span text, const Mask *mask, unsigned *ret_confidence)
{
	const char *first = text.bytes + mask->start;
	size_t places = places_of(text, mask);

	*ret_confidence = BY_FORM;
	if (!mask->digits || mask->stars < 2)
		return KIND_NONE;
	if (places == 18 && mask->head >= 1 && mask->stars >= 4 &&
	    (mask->head >= 2 ? division_is_province(first) : mask->tail >= 1)) {
		*ret_confidence = mask->head >= 2 && mask->tail > 0 ? SURE : BY_FORM;
		return KIND_RESIDENT_ID;
	}
	if (places == 11 && mask->head >= 2 && mask->tail >= 2 && mask->stars >= 3 &&
	    first[0] == '1' && first[1] >= '3') {
		*ret_confidence = mask->head == 3 && mask->tail == 4 ? SURE : BY_FORM;
		return KIND_MOBILE;
	}
	if (places >= 16 && places <= 19 && mask->head >= 4 && mask->tail >= 3 &&
	    mask->stars >= 4 && first[0] >= '3' && first[0] <= '6')
		return KIND_BANK_CARD;
	return KIND_NONE;
}

/* a***@qq.com; @mask ends before the sign. */
static bool
is_email(Span text, Mask *mask)
{
	size_t at = mask->end + 1, dot = 0;

	if (byte_of(text, mask->end) != '@' || mask->head + mask->tail == 0)
		return false;
	for (; byte_is_word(byte_of(text, at)) || byte_of(text, at) == '.' ||
	       byte_of(text, at) == '-' || byte_of(text, at) == '*';
	     at++)
		if (text.bytes[at] == '.' && byte_is_word(byte_of(text, at + 1)))
			dot = at;
	while (at > mask->end && text.bytes[at - 1] == '.')
		at--;
	if (dot == 0 || at - dot < 3)
		return false;
	mask->end = at;
	return true;
}

/* 京A***12: the province, a letter, five or six places. */
static bool
is_plate(Span text, Mask *mask)
{
	static const char provinces[] =
		"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
	size_t places = mask->end - mask->start;

	if ((places != 6 && places != 7) || !is_han_before(text, mask->start) ||
	    !byte_is_upper(text.bytes[mask->start]) || mask->stars < 2)
		return false;
	for (const char *one = provinces; *one != '\0'; one += HAN)
		if (memcmp(text.bytes + mask->start - HAN, one, HAN) == 0) {
			mask->start -= HAN;
			return true;
		}
	return false;
}

/* 张*, 李**, 欧阳*, 王*明: a surname that begins a word, and nothing behind it. */
static bool
is_name(Span text, Mask *mask)
{
	size_t n_before = 0, stars = mask->end - mask->start, n_after = 0;
	size_t start = mask->start;

	if (stars < 1 || stars > 3 || mask->stars != stars)
		return false;
	for (; n_before <= MOST_NAME && is_han_before(text, start); n_before++)
		start -= HAN;
	while (n_after <= MOST_NAME && is_han_at(text, mask->end + n_after * HAN))
		n_after++;
	if (n_before == 0 || n_before > 2 || n_after > 1 || (n_after == 1 && stars != 1))
		return false;
	if (start > 0 && (byte_is_word(text.bytes[start - 1]) || text.bytes[start - 1] == '*'))
		return false;
	Span surname = span_slice(text, start, n_before * HAN);
	if (surname_length(surname) != n_before)
		return false;
	mask->start = start;
	mask->end += n_after * HAN;
	return true;
}

/* Kinds of which a masked value is still one; a password of stars is none. */
static bool
can_be_masked(KindId kind)
{
	static const KindId never[] = {KIND_PASSWORD,      KIND_PASSWORD_HASH, KIND_SECRET_KEY,
	                               KIND_PRIVATE_KEY,   KIND_JWT,           KIND_CLOUD_KEY,
	                               KIND_CARD_CVV,      KIND_SEX,           KIND_BIOMETRIC,
	                               KIND_ID_CARD_PHOTO, KIND_CHAT_CONTENT,  KIND_INCOME,
	                               KIND_BALANCE,       KIND_OCCUPATION,    KIND_DIAGNOSIS};

	for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
		if (kind == never[i])
			return false;
	return kind != KIND_NONE;
}

static bool
found(const Mask *mask, KindId kind, unsigned confidence, Match *ret_match)
{
	match_found(ret_match, kind, mask->start, mask->end - mask->start);
	ret_match->form = MATCH_MASKED;
	return match_judged(ret_match, false, confidence);
}

/* A label before the mask, with at least one place to be seen and Chinese characters around. */
static bool
by_label(Span text, Mask *mask, Match *ret_match)
{
	size_t start = mask->start, end = mask->end, visible = mask->head + mask->tail;

	for (size_t n = 0; n < LONGEST && is_han_before(text, start); n++, visible++)
		start -= HAN;
	for (size_t n = 0; n < LONGEST && is_han_at(text, end); n++, visible++)
		end += HAN;
	if (visible == 0 || (start > 0 && byte_is_word(text.bytes[start - 1])))
		return false;
	Label label = label_before(text, start);
	if (!can_be_masked(label.kind))
		return false;
	/* "手机：**** 必填" is no number, "名字：**加粗**" no name. */
	if (mask->stars < 2 && start == mask->start)
		return false;
	/* "birth date: **presume": emphasis. */
	if (mask->head == 0 && mask->tail > 0 && !mask->digits && start == mask->start)
		return false;
	if (label.kind == KIND_ADDRESS ? start == mask->start : mask->stars + visible < 3)
		return false;
	Mask whole = *mask;
	whole.start = start;
	whole.end = end;
	return byte_of(text, end) != '*' && found(&whole, label.kind, BY_LABEL, ret_match);
}

bool
check_masked(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	unsigned confidence;

	if (text.bytes[probe->at] != '*')
		return false;
	/* Comments and emphasis: slash, blank or nothing on both sides. */
	char before = probe->at == 0 ? ' ' : text.bytes[probe->at - 1];
	if (before == '/' || before == '\n' || before == '#')
		return false;
	Mask mask = read_mask(text, probe->at);
	if (mask.end - mask.start >= LONGEST)
		return false;
	KindId kind = kind_by_form(text, &mask, &confidence);
	if (kind != KIND_NONE)
		return found(&mask, kind, confidence, ret_match);
	if (is_email(text, &mask))
		return found(&mask, KIND_EMAIL, SURE, ret_match);
	if (is_plate(text, &mask))
		return found(&mask, KIND_PLATE, BY_FORM, ret_match);
	if (is_name(text, &mask)) {
		Label label = label_before(text, mask.start);

		return found(&mask, label.kind == KIND_NICKNAME ? KIND_NICKNAME : KIND_PERSON_NAME,
		             label.kind == KIND_PERSON_NAME ? SURE : BY_FORM, ret_match);
	}
	return by_label(text, &mask, ret_match);
}

/* 138XXXX5678: letters stand for stars. */
bool
check_masked_letters(const Probe *probe, Match *ret_match)
{
	char stars[LONGEST];
	const char *word = probe->text.bytes + probe->at;
	char letter = probe->digits < probe->length ? word[probe->digits] : ' ';
	size_t end = probe->digits;
	unsigned confidence;

	if ((letter | 0x20) != 'x' || probe->digits < 2 || probe->length > LONGEST)
		return false;
	memcpy(stars, word, probe->length);
	while (end < probe->length && stars[end] == letter)
		stars[end++] = '*';
	/* The check character of an identity number may be the same letter. */
	if (end == probe->length || end - probe->digits < LEAST_LETTERS)
		return false;
	Mask mask = {.end = probe->length};
	count_parts((Span){stars, probe->length}, &mask);
	KindId kind = kind_by_form((Span){stars, probe->length}, &mask, &confidence);
	if (kind == KIND_NONE)
		return false;
	match_found(ret_match, kind, probe->at, probe->length);
	ret_match->form = MATCH_MASKED;
	return match_judged(ret_match, false, BY_FORM);
}

bool
masked_value_fits(Span value, KindId kind)
{
	size_t stars = 0, visible = 0;

	if (value.length > LONGEST * HAN || !can_be_masked(kind))
		return false;
	for (size_t i = 0; i < value.length; i++) {
		stars += value.bytes[i] == '*';
		visible += byte_is_word(value.bytes[i]) || (uint8_t)value.bytes[i] >= 0xc0;
	}
	if (stars == 0 || visible == 0)
		return false;
	return stars >= 2 || (uint8_t)value.bytes[0] >= 0xe4;
}
