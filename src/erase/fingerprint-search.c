/*
 * fingerprint-search.c - finding fingerprints at any position of a stream
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"

#include "fingerprint-set.h"

#include <openssl/crypto.h>
#include <string.h>

struct FingerprintSearch {
	const FingerprintSet *set;
	FingerprintVisit visit;
	void *data;
	GByteArray *bytes; /* what was fed and may still be part of a hit */
	uint64_t start;    /* offset of the first of them in the stream */
	size_t done;       /* windows that begin before this were looked at */
	bool stopped;
};

FingerprintSearch *
fingerprint_search_new(const FingerprintSet *set, FingerprintVisit visit, void *data)
{
	FingerprintSearch *search = g_new0(FingerprintSearch, 1);

	search->set = set;
	search->visit = visit;
	search->data = data;
	search->bytes = g_byte_array_new();
	return search;
}

void
fingerprint_search_free(FingerprintSearch *search)
{
	if (search == NULL)
		return;
	OPENSSL_cleanse(search->bytes->data, search->bytes->len);
	g_byte_array_unref(search->bytes);
	g_free(search);
}

/* The first entry with this window; entries->len where there is none. */
static size_t
find_window(const GArray *entries, uint64_t window)
{
	size_t low = 0;

	for (size_t high = entries->len; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (g_array_index(entries, FingerprintEntry, middle).window < window)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The window at @at passed the filter: compare whole forms. */
static void
resolve(FingerprintSearch *search, const FingerprintClass *class, size_t at, uint64_t window)
{
	const GArray *entries = class->entries;
	uint8_t full[FULL_SIZE];

	for (size_t i = find_window(entries, window); i < entries->len; i++) {
		const FingerprintEntry *entry = &g_array_index(entries, FingerprintEntry, i);

		if (entry->window != window)
			return;
		if (at < entry->offset || at - entry->offset + entry->length > search->bytes->len)
			continue;
		const Span form = {(const char *)search->bytes->data + at - entry->offset,
		                   entry->length};
		fingerprint_full(search->set, form, full);
		if (memcmp(full, entry->full, FULL_SIZE) != 0)
			continue;
		if (!search->visit(search->start + at - entry->offset, entry->length,
		                   (FingerprintForm)(entry->tag_form & 3), entry->tag_form >> 2,
		                   search->data)) {
			search->stopped = true;
			return;
		}
	}
}

/* All windows of @class that begin in [@from, @to). */
static void
search_class(FingerprintSearch *search, const FingerprintClass *class, size_t from, size_t to)
{
	const uint8_t *bytes = search->bytes->data;
	const uint64_t multiplier = search->set->multiplier;
	const uint64_t *enter = search->set->enter;
	size_t width = class->width, last = search->bytes->len;
	uint64_t window = 0;

	if (class->entries->len == 0 || from + width > last)
		return;
	for (size_t i = 0; i < width; i++)
		window = window * multiplier + enter[bytes[from + i]];
	for (size_t at = from;;) {
		uint64_t mixed = fingerprint_mix(window);
		uint64_t word = class->filter[mixed >> class->shift];

		if ((word >> (mixed & 63) & word >> (mixed >> 6 & 63) & 1) != 0)
			resolve(search, class, at, window);
		if (search->stopped || at + 1 >= to || at + width >= last)
			return;
		window = window * multiplier + enter[bytes[at + width]] - class->leave[bytes[at]];
		at++;
	}
}

static void
search_to(FingerprintSearch *search, size_t to)
{
	if (to <= search->done)
		return;
	for (size_t i = 0; i < N_WIDTHS && !search->stopped; i++)
		search_class(search, &search->set->classes[i], search->done, to);
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
	if (whole > FORM_LONGEST)
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
