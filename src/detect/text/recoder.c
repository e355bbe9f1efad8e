/*
 * recoder.c - a stream that changes its encoding on the way, as UTF-8
 *
 * UTF-8 is the rule and is checked, not converted.  Where it ends, the line decides what
 * follows; GB18030 and Big5 last until a run of bytes is UTF-8, UTF-16 until its units make
 * no sense.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "recoder.h"

#include "convert.h"
#include "text-check.h"

#include <string.h>

#define CHUNK       ((size_t)8192)
#define SMALL_CHUNK ((size_t)512)

/* So far a line is looked back for its beginning. */
#define LOOK_BACK 256

/* After so many stretches that are no text, longer and longer ones are not looked at. */
#define NONE_PATIENCE 8
#define NONE_LONGEST  4096

/* NULs of one chunk that are looked at, and how far apart. */
#define NULS_SEEN  8
#define NUL_SPREAD 64

typedef enum { DO_WAIT, DO_NOTHING, DO_FOLD, DO_PAIRS, DO_UNITS } Doing;

typedef struct {
	Doing doing;
	size_t length;
	bool is_final; /* what is cut off at the end stays so */
} Step;

static bool
is_wide(Encoding encoding)
{
	return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

static bool
is_paired(Encoding encoding)
{
	return encoding == ENCODING_GB18030 || encoding == ENCODING_BIG5;
}

static void
switch_to(Recoder *recoder, Encoding encoding)
{
	recoder->now = encoding;
	recoder->n_none = 0;
	if (recoder->encoding == ENCODING_ASCII)
		recoder->encoding = encoding;
}

void
recoder_guess(Recoder *recoder, Span raw, bool is_start)
{
	if (recoder->is_fixed)
		return;
	recoder->encoding = recoder->now = encoding_guess(raw, is_start);
}

/* The mark before the first ASCII character of UTF-16, or that character. */
static size_t
find_mark(Span text, size_t start, Encoding encoding)
{
	const char *mark = encoding == ENCODING_UTF16LE ? "\xff\xfe" : "\xfe\xff";

	for (size_t at = start; at > 1 && start - at < LOOK_BACK; at -= 2)
		if (memcmp(text.bytes + at - 2, mark, 2) == 0)
			return at - 2;
	return start;
}

/* Where UTF-16 begins in @chunk, the first part of @rest; the length where it does not. */
static size_t
find_wide(Span rest, size_t length, Encoding *ret_encoding)
{
	size_t from = 0;

	*ret_encoding = ENCODING_UTF8;

	for (unsigned i = 0; i < NULS_SEEN && from < length; i++) {
		const char *nul = memchr(rest.bytes + from, '\0', length - from);
		size_t start = 0;

		if (nul == NULL)
			break;
		from = (size_t)(nul - rest.bytes);
		*ret_encoding = encoding_of_nul(rest, from, &start);
		if (is_wide(*ret_encoding))
			return find_mark(rest, start, *ret_encoding);
		from += NUL_SPREAD;
	}
	return length;
}

/* Where what is no UTF-8 at @at begins: its run of bytes, or its line where that may be. */
static size_t
stretch_start(Span text, size_t at)
{
	size_t start = at;

	while (start > 0 && (text.bytes[start - 1] & 0x80) != 0)
		start--;
	for (size_t line = start; line > 0 && start - line < LOOK_BACK; line--) {
		uint8_t byte = (uint8_t)text.bytes[line - 1];

		/* Two bytes may be a character of either, three are of UTF-8. */
		if (byte >= 0xe0)
			break;
		if (byte == '\n' || line == 1)
			return byte == '\n' ? line : 0;
	}
	return start;
}

static Doing
fold_or_not(Span text)
{
	return text_find_full_width(text) < text.length ? DO_FOLD : DO_NOTHING;
}

static bool
has_mark(Span text, Encoding *ret_encoding)
{
	if (text.length < 2)
		return false;
	bool little = memcmp(text.bytes, "\xff\xfe", 2) == 0;
	bool big = memcmp(text.bytes, "\xfe\xff", 2) == 0;
	*ret_encoding = little ? ENCODING_UTF16LE : ENCODING_UTF16BE;
	/* Some ASCII must follow, on the right side. */
	for (size_t at = 2; (little || big) && at + 1 < MIN(text.length, LOOK_BACK); at += 2)
		if (text.bytes[big ? at : at + 1] == '\0')
			return text.bytes[big ? at + 1 : at] != '\0';
	return false;
}

static Step
step_in_pairs(Recoder *recoder, Span rest, bool is_end)
{
	size_t length = MIN(rest.length, CHUNK);
	Encoding encoding = ENCODING_UTF8;
	size_t wide = find_wide(rest, length, &encoding);

	if (wide == 0) {
		switch_to(recoder, encoding);
		return (Step){DO_UNITS, rest.length, false};
	}
	return (Step){DO_PAIRS, wide, wide < length || (is_end && length == rest.length)};
}

/* @rest is not UTF-8 at @at. */
static Step
judge(Recoder *recoder, Span rest, Span chunk, size_t at, bool is_end)
{
	Encoding encoding = ENCODING_UTF8;
	bool marked = !recoder->refused && has_mark(span_slice(rest, at, rest.length), &encoding);
	size_t start = marked ? at : stretch_start(chunk, at);

	if (start > 0)
		return (Step){fold_or_not(span_slice(chunk, 0, start)), start, true};
	if (marked) {
		switch_to(recoder, encoding);
		return (Step){DO_UNITS, rest.length, false};
	}
	size_t run = at;
	while (run > 0 && (chunk.bytes[run - 1] & 0x80) != 0)
		run--;
	encoding = encoding_of_stretch(span_slice(rest, run, rest.length));
	if (is_paired(encoding) && !recoder->refused) {
		switch_to(recoder, encoding);
		return step_in_pairs(recoder, rest, is_end);
	}
	size_t skip = at + 1;
	if (++recoder->n_none > NONE_PATIENCE)
		skip = MAX(skip, MIN((size_t)64 << MIN(recoder->n_none - NONE_PATIENCE, 8),
		                     NONE_LONGEST));
	/* Never into a character. */
	while (skip < chunk.length && (chunk.bytes[skip] & 0x80) != 0)
		skip++;
	skip = MIN(skip, chunk.length);
	return (Step){fold_or_not(span_slice(chunk, 0, skip)), skip, true};
}

static Step
step_in_utf8(Recoder *recoder, Span rest, bool is_end)
{
	/* Where the last stretch was no text, the next may be none either. */
	Span chunk =
		span_slice(rest, 0, recoder->n_none > 0 || recoder->refused ? SMALL_CHUNK : CHUNK);
	bool is_final = is_end && chunk.length == rest.length;
	Span whole = is_final ? chunk : text_whole(chunk);

	if (whole.length == 0)
		return (Step){DO_WAIT, 0, false};
	TextCheck check = text_check(whole);
	if (recoder->is_fixed || (check & (TEXT_UNSOUND | TEXT_HAS_NUL)) == 0) {
		recoder->n_none = 0;
		return (Step){(check & TEXT_FULL_WIDTH) != 0 ? fold_or_not(whole) : DO_NOTHING,
		              whole.length, true};
	}
	Encoding encoding = ENCODING_UTF8;
	bool may_be_wide = (check & TEXT_HAS_NUL) != 0 && !recoder->refused;
	size_t wide = may_be_wide ? find_wide(rest, whole.length, &encoding) : whole.length;
	if (wide == 0) {
		switch_to(recoder, encoding);
		return (Step){DO_UNITS, rest.length, false};
	}
	whole.length = wide;
	size_t sound = text_sound_length(whole);
	if (sound < whole.length)
		return judge(recoder, rest, whole, sound, is_end);
	return (Step){fold_or_not(whole), whole.length, true};
}

static Step
next_step(Recoder *recoder, Span rest, bool is_end)
{
	if (is_wide(recoder->now))
		return (Step){DO_UNITS, rest.length, is_end};
	return is_paired(recoder->now) ? step_in_pairs(recoder, rest, is_end)
	                               : step_in_utf8(recoder, rest, is_end);
}

size_t
recoder_plain(Recoder *recoder, Span raw, bool is_end, bool *ret_waits)
{
	size_t at = 0;
	Step step = {DO_WAIT, 0, false};

	while (at < raw.length) {
		step = next_step(recoder, span_slice(raw, at, raw.length), is_end);
		if (step.doing != DO_NOTHING)
			break;
		at += step.length;
	}
	*ret_waits = at == raw.length || step.doing == DO_WAIT;
	return at;
}

size_t
recoder_convert(Recoder *recoder, Span raw, bool is_end, uint64_t offset, Converted *converted)
{
	size_t at = 0;

	while (at < raw.length) {
		Step step = next_step(recoder, span_slice(raw, at, raw.length), is_end);
		Span text = span_slice(raw, at, step.length);
		bool is_final = step.is_final || (is_end && at + step.length == raw.length);
		bool changes = false;
		size_t taken = step.length;

		if (step.doing == DO_WAIT)
			break;
		if (step.doing == DO_NOTHING)
			converted_append(converted, text, offset + at);
		else if (step.doing == DO_FOLD)
			taken = convert_utf8(text, offset + at, converted);
		else if (step.doing == DO_PAIRS)
			taken = convert_pairs(recoder->now, text, is_final, offset + at, converted,
			                      &changes);
		else
			taken = convert_units(recoder->now, text, is_final, offset + at, converted,
			                      &changes);
		/* What was no UTF-16 after all is not taken for it again. */
		recoder->refused = step.doing == DO_UNITS && changes && taken == 0;
		if (changes)
			recoder->now = ENCODING_UTF8;
		else if (taken == 0)
			break;
		at += taken;
	}
	return at;
}
