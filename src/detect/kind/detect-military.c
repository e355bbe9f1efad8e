/*
 * detect-military.c - cards of officers, soldiers, civil staff and police
 *
 * Who issued it, 字第, four to nine digits, 号: 军字第2001988号, 南士字第123456号.  Deeds and permits
 * are numbered in the same way (京房权证海字第123456号), so the issuer must be one of the
 * forces and nothing but a label may stand before it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"
#include "number-form.h"

#define HAN_LENGTH   3
#define MIDDLE       "字第"
#define LAST         "号"
#define DIGITS_LEAST 4
#define DIGITS_MOST  9
#define ISSUERS_MOST 3

static const char issuers[] = "军兵士文职广海空沈北兰成济南武政后装参火东西中联支战警";
static const ContextWord words[] = {
	CONTEXT_WORD("军官证"),   CONTEXT_WORD("士兵证"), CONTEXT_WORD("士官证"),
	CONTEXT_WORD("警官证"),   CONTEXT_WORD("军人证"), CONTEXT_WORD("文职干部证"),
	CONTEXT_WORD("文职证"),   CONTEXT_WORD("证件号"), CONTEXT_WORD("证号"),
	CONTEXT_WORD("证件号码"), CONTEXT_WORD("证号码"), CONTEXT_WORD("为"),
	CONTEXT_WORD("是"),       CONTEXT_WORD("证件"),   CONTEXT_END};

static bool
ends_with(Span text, size_t at, const char *word)
{
	size_t length = strlen(word);

	return at >= length && memcmp(text.bytes + at - length, word, length) == 0;
}

static bool
is_issuer(Span text, size_t end)
{
	if (end < HAN_LENGTH)
		return false;
	for (const char *issuer = issuers; *issuer != '\0'; issuer += HAN_LENGTH)
		if (memcmp(text.bytes + end - HAN_LENGTH, issuer, HAN_LENGTH) == 0)
			return true;
	return false;
}

/* Where the issuers before @end begin; @end where there are none or they are too many. */
static size_t
issuers_start(Span text, size_t end)
{
	size_t start = end;

	for (size_t n = 0; n < ISSUERS_MOST && is_issuer(text, start); n++)
		start -= HAN_LENGTH;
	return start;
}

/* @at is the first digit, behind 字第. */
static bool
found(Span text, size_t at, bool cell, Match *ret_match)
{
	size_t digits = 0;

	while (digits <= DIGITS_MOST && byte_is_digit(byte_of(text, at + digits)))
		digits++;
	if (digits < DIGITS_LEAST || digits > DIGITS_MOST || !boundary_after(text, at + digits))
		return false;
	size_t middle = at - strlen(MIDDLE);
	size_t start = issuers_start(text, middle);
	if (start == middle)
		return false;
	bool han_before = start > 0 && (uint8_t)text.bytes[start - 1] >= 0x80;
	bool said = cell || context_label_is(text, start, words);
	bool sign = start >= HAN_LENGTH && (uint8_t)text.bytes[start - HAN_LENGTH] != 0xe5 &&
	            ((uint8_t)text.bytes[start - HAN_LENGTH] < 0xe4 ||
	             (uint8_t)text.bytes[start - HAN_LENGTH] > 0xe9);
	if (han_before && !said && !sign)
		return false;
	size_t end = at + digits;
	if (span_slice(text, end, strlen(LAST)).length == strlen(LAST) &&
	    memcmp(text.bytes + end, LAST, strlen(LAST)) == 0)
		end += strlen(LAST);
	match_found(ret_match, KIND_MILITARY_ID, start, end - start);
	return match_judged(ret_match, false, said ? 90 : 70);
}

bool
check_military_id(const Probe *probe, Match *ret_match)
{
	return ends_with(probe->text, probe->at, MIDDLE) &&
	       found(probe->text, probe->at, false, ret_match);
}

bool
fits_military_id(Span value, Match *ret_match)
{
	ssize_t middle = span_find(value, span_of(MIDDLE));

	if (middle < 0)
		return false;
	return found(value, (size_t)middle + strlen(MIDDLE), true, ret_match) &&
	       ret_match->offset == 0 && ret_match->length == value.length;
}
