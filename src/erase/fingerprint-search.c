/*
 * fingerprint-search.c - finding fingerprints at any position of a stream
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"

#include "fingerprint-set.h"

#include <openssl/crypto.h>
#include <string.h>

/* Bytes that are gathered before they are looked at. */
#define GATHERED 4096

struct FingerprintSearch {
	const FingerprintSet *set;
	FingerprintVisit visit;
	void *data;
	GByteArray *bytes;  /* what was fed and may still be part of a hit */
	GByteArray *narrow; /* ASCII of a stretch of UTF-16 */
	uint64_t start;     /* offset of the first of them in the stream */
	size_t done;        /* windows that begin before this were looked at */
	bool stopped;
};

/* What is searched now: the bytes as they stand, or every second one of them. */
typedef struct {
	FingerprintSearch *search;
	const FingerprintClass *class;
	Span bytes;
	uint64_t start; /* offset in the stream of the first of them */
	unsigned step;  /* 2 in a stretch of UTF-16 */
} Pass;

FingerprintSearch *
fingerprint_search_new(const FingerprintSet *set, FingerprintVisit visit, void *data)
{
	FingerprintSearch *search = g_new0(FingerprintSearch, 1);

	search->set = set;
	search->visit = visit;
	search->data = data;
	search->bytes = g_byte_array_new();
	search->narrow = g_byte_array_new();
	return search;
}

void
fingerprint_search_free(FingerprintSearch *search)
{
	if (search == NULL)
		return;
	OPENSSL_cleanse(search->bytes->data, search->bytes->len);
	OPENSSL_cleanse(search->narrow->data, search->narrow->len);
	g_byte_array_unref(search->bytes);
	g_byte_array_unref(search->narrow);
	g_free(search);
}

static uint64_t
get_bytes(const uint8_t *from, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++)
		word = word << 8 | from[i];
	return word;
}

/* Does the form of @record stand around the window at @at? */
static void
compare_form(const Pass *pass, const uint8_t *record, size_t at)
{
	FingerprintSearch *search = pass->search;
	const uint8_t *labels = record + WINDOW_BYTES - PREFIX_BYTES;
	uint64_t full = get_bytes(labels, FULL_BYTES);
	size_t length = labels[FULL_BYTES] & LENGTH_BITS;
	size_t offset = (labels[FULL_BYTES] & WINDOW_FIRST) != 0 ? 0 : length - pass->class->width;
	FingerprintForm form = (FingerprintForm)(full >> FULL_FORM & 3);
	uint32_t tag = 0;

	if (at < offset || at - offset + length > pass->bytes.length)
		return;
	Span found = span_slice(pass->bytes, at - offset, length);
	if (fingerprint_full(search->set, found) != (full & ~(uint64_t)FULL_LABELS))
		return;
	if (search->set->tagged)
		tag = (uint32_t)get_bytes(labels + FULL_BYTES + 1, TAG_BYTES);
	if (pass->step == 2)
		form = FORM_UTF16;
	uint32_t width = (uint32_t)(length * pass->step - (pass->step - 1));
	if (!search->visit(pass->start + (at - offset) * pass->step, width, form, tag,
	                   search->data))
		search->stopped = true;
}

/* The window at @at passed the filter: compare whole forms. */
static void
resolve(const Pass *pass, size_t at, uint64_t window)
{
	const FingerprintClass *class = pass->class;
	size_t size = fingerprint_record_size(pass->search->set) - PREFIX_BYTES;
	size_t rest = WINDOW_BYTES - PREFIX_BYTES;
	uint64_t wanted = window >> (64 - 8 * WINDOW_BYTES) & ((1 << 8 * rest) - 1);
	size_t prefix = (size_t)(window >> (64 - 8 * PREFIX_BYTES));
	size_t low = class->starts[prefix];
	size_t end = class->starts[prefix + 1];

	for (size_t high = end; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (get_bytes(class->records + middle * size, rest) < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < end && !pass->search->stopped; low++) {
		const uint8_t *record = class->records + low * size;

		if (get_bytes(record, rest) != wanted)
			return;
		compare_form(pass, record, at);
	}
}

/* All windows that begin in [@from, @to); @width is a constant in each copy of this. */
static inline void
look(const Pass *pass, size_t width, size_t from, size_t to)
{
	const uint8_t *bytes = (const uint8_t *)pass->bytes.bytes;
	const uint64_t *filter = pass->class->filter;
	uint32_t n_words = pass->class->n_words;
	uint64_t keys[4];

	memcpy(keys, pass->search->set->windows, sizeof keys);
	for (size_t at = from; at < to; at++) {
		uint64_t window = fingerprint_window(keys, bytes + at, width);
		uint64_t bits = fingerprint_filter_bits(window);

		if ((filter[fingerprint_filter_word(window, n_words)] & bits) != bits)
			continue;
		resolve(pass, at, window);
		if (pass->search->stopped)
			return;
	}
}

static void
look_in_class(Pass *pass, const FingerprintClass *class, size_t from, size_t to)
{
	if (class->n == 0 || pass->bytes.length < class->width)
		return;
	to = MIN(to, pass->bytes.length - class->width + 1);
	pass->class = class;
	if (class->width == 7)
		look(pass, 7, from, to);
	else if (class->width == 11)
		look(pass, 11, from, to);
	else
		look(pass, 21, from, to);
}

static void
look_in_all(Pass *pass, size_t from, size_t to)
{
	for (size_t i = 0; i < N_WIDTHS && !pass->search->stopped; i++)
		look_in_class(pass, &pass->search->set->classes[i], from, to);
}

static bool
is_narrow(const uint8_t *at)
{
	return at[0] >= ' ' && at[0] < 0x7f && at[1] == 0;
}

/* A stretch of ASCII characters with zeros between them, from @at on: how many? */
static size_t
stretch_length(Span bytes, size_t at)
{
	size_t n = 0;

	while (at + 2 * n + 1 < bytes.length &&
	       is_narrow((const uint8_t *)bytes.bytes + at + 2 * n))
		n++;
	/* The last zero may belong to what follows: in the other byte order there is none. */
	size_t last = at + 2 * n;
	return n > 0 && last < bytes.length && bytes.bytes[last] >= ' ' && bytes.bytes[last] < 0x7f
	               ? n + 1
	               : n;
}

static void
look_in_stretch(FingerprintSearch *search, Span all, size_t at, size_t n, size_t from, size_t to)
{
	size_t first = from > at ? (from - at + 1) / 2 : 0;
	size_t end = to > at ? (to - at + 1) / 2 : 0;

	g_byte_array_set_size(search->narrow, (guint)n);
	for (size_t i = 0; i < n; i++)
		search->narrow->data[i] = (guint8)all.bytes[at + 2 * i];
	Pass pass = {
		.search = search,
		.bytes = {(const char *)search->narrow->data, n},
		.start = search->start + at,
		.step = 2,
	};
	if (first < end)
		look_in_all(&pass, first, end);
}

/* ASCII in UTF-16 of either byte order: characters and zeros in turn. */
static void
look_in_stretches(FingerprintSearch *search, Span all, size_t from, size_t to)
{
	size_t at = from > FORM_LONGEST ? from - FORM_LONGEST : 0;
	size_t limit = MIN(all.length, to + FORM_LONGEST);

	/* Where the look back begins in the middle of a character its zero comes first. */
	while (at < limit && !search->stopped) {
		const char *zero = memchr(all.bytes + at, 0, limit - at);

		if (zero == NULL)
			return;
		size_t place = (size_t)(zero - all.bytes);
		size_t n = place > at ? stretch_length(span_slice(all, 0, limit), place - 1) : 0;
		if (n >= FINGERPRINT_SHORTEST)
			look_in_stretch(search, all, place - 1, n, from, to);
		at = n >= FINGERPRINT_SHORTEST ? place - 1 + 2 * n - 1 : place + 1;
	}
}

static void
search_to(FingerprintSearch *search, size_t to)
{
	Span all = {(const char *)search->bytes->data, search->bytes->len};
	Pass pass = {.search = search, .bytes = all, .start = search->start, .step = 1};

	if (to <= search->done)
		return;
	look_in_all(&pass, search->done, to);
	look_in_stretches(search, all, search->done, to);
	search->done = to;
}

bool
fingerprint_search_feed(FingerprintSearch *search, Span piece)
{
	size_t whole, drop;

	if (search->stopped)
		return false;
	g_byte_array_append(search->bytes, (const guint8 *)piece.bytes, (guint)piece.length);
	whole = search->bytes->len;
	if (whole < search->done + FORM_LONGEST + GATHERED)
		return true;
	search_to(search, whole - FORM_LONGEST);
	drop = search->done > FORM_LONGEST ? search->done - FORM_LONGEST : 0;
	g_byte_array_remove_range(search->bytes, 0, (guint)drop);
	search->start += drop;
	search->done -= drop;
	return !search->stopped;
}

bool
fingerprint_search_end(FingerprintSearch *search)
{
	if (!search->stopped)
		search_to(search, search->bytes->len);
	return !search->stopped;
}
