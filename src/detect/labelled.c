/*
 * labelled.c - values that only the word before them names
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "labelled.h"

#include "context.h"
#include "number-form.h"

#define LONGEST_JOINT 4

static const ContextWord qq_words[] = {CONTEXT_WORD("qq"), CONTEXT_WORD("QQ号"), CONTEXT_END};

/* Blanks, quotes and their escapes between a joint and its value. */
static size_t
skip_joint(Span text, size_t at)
{
	size_t end = at;

	while (end < at + LONGEST_JOINT && end < text.length &&
	       strchr(" \"'\\", text.bytes[end]) != NULL && text.bytes[end] != '\0')
		end++;
	return end;
}

static bool
fits_qq(Span text, size_t at, Match *ret_match)
{
	size_t digits = 0;

	while (byte_is_digit(byte_of(text, at + digits)))
		digits++;
	if (digits < 5 || digits > 11 || text.bytes[at] == '0' ||
	    byte_is_word(byte_of(text, at + digits)))
		return false;
	match_found(ret_match, KIND_QQ, at, digits);
	return match_judged(ret_match, false, 60);
}

bool
check_labelled(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t value = skip_joint(text, probe->at + 1);

	if (!byte_is_digit(byte_of(text, value)) || !context_label_is(text, value, qq_words))
		return false;
	return fits_qq(text, value, ret_match);
}

bool
detection_value_fits(Span value, KindId kind, Match *ret_match)
{
	Span trimmed = span_trim(value);

	if (kind == KIND_QQ)
		return fits_qq(trimmed, 0, ret_match) && ret_match->length == trimmed.length;
	Match match;
	if (number_form_fits(kind, trimmed, ret_match == NULL ? &match : ret_match))
		return true;
	return detection_of_value(trimmed, KIND_BIT(kind), ret_match) == kind;
}
