/*
 * fingerprint-set.h - how a set lies in memory, for the files of fingerprint.h
 *
 * While values are entered a record is 13 bytes, 17 where hits are tagged:
 *
 *     5  the upper 40 bits of the window's hash, the highest byte first
 *     7  the upper 53 bits of the form's keyed hash; two bits FingerprintForm; one bit: it is
 *        the beginning of a value
 *     1  length of the form; the highest bit: the window stands at its beginning, not its end
 *     4  the tag, where one of the set is not zero
 *
 * Prepared, they are sorted, each once, and the first two bytes are replaced by the
 * places where each of their 65,536 values begins.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "fingerprint.h"
#include "sketch.h"

#include <string.h>

#define N_WIDTHS      3
#define FORM_LONGEST  96 /* bytes of one entry's form */
#define PIECE_LONGEST 48 /* bytes of UTF-8 of one entry */

#define WINDOW_BYTES 5
#define PREFIX_BYTES 2
#define FULL_BYTES   7
#define RECORD_BYTES (WINDOW_BYTES + FULL_BYTES + 1)
#define TAG_BYTES    4
#define RECORD_MOST  (RECORD_BYTES + TAG_BYTES)
#define N_PREFIXES   (1 << (8 * PREFIX_BYTES))
#define FULL_HEAD    1 /* bits of the last byte of the full hash */
#define FULL_FORM    1 /* shift of two bits */
#define FULL_LABELS  7
#define LENGTH_BITS  0x7f
#define WINDOW_FIRST 0x80
#define FILTER_BITS  32 /* of the filter, an entry */

/* Entries with one width of window. */
typedef struct {
	size_t width;
	uint8_t *records;
	size_t n, room;
	uint32_t *starts; /* N_PREFIXES + 1; NULL until prepared */
	uint64_t *filter;
	uint32_t n_words;
} FingerprintClass;

struct FingerprintSet {
	Key key;
	HashKey full_key;
	uint64_t windows[4]; /* secret multipliers, odd */
	FingerprintClass classes[N_WIDTHS];
	bool tagged;
	bool prepared;
};

static inline size_t
fingerprint_record_size(const FingerprintSet *set)
{
	return set->tagged ? RECORD_MOST : RECORD_BYTES;
}

static inline uint64_t
fingerprint_load(const uint8_t *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return GUINT64_FROM_LE(word);
}

static inline uint64_t
fingerprint_load_half(const uint8_t *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof word);
	return GUINT32_FROM_LE(word);
}

/*
 * The hash of the @width bytes at @at: each position by itself, so that a search may look only
 * where digits end.  Loads overlap where the width is no sum of words.
 */
static inline uint64_t
fingerprint_window(const uint64_t keys[4], const uint8_t *at, size_t width)
{
	uint64_t hash = 0;

	if (width == 7) {
		hash = (fingerprint_load_half(at) | fingerprint_load_half(at + 3) << 32) * keys[0];
	} else if (width == 11) {
		hash = fingerprint_load(at) * keys[0] + fingerprint_load_half(at + 7) * keys[1];
		hash ^= hash >> 32;
		hash *= keys[2];
	} else {
		hash = fingerprint_load(at) * keys[0] + fingerprint_load(at + 8) * keys[1];
		hash ^= hash >> 32;
		hash = hash * keys[2] + fingerprint_load(at + 13) * keys[1];
	}
	hash ^= hash >> 32;
	hash *= keys[3];
	return hash ^ hash >> 29;
}

/* Which word of the filter, and which two bits of it, of the hash's upper 40 bits. */
static inline uint32_t
fingerprint_filter_word(uint64_t window, uint32_t n_words)
{
	return (uint32_t)((window >> 32) * n_words >> 32);
}

static inline uint64_t
fingerprint_filter_bits(uint64_t window)
{
	return G_GUINT64_CONSTANT(1) << (window >> 24 & 63) | G_GUINT64_CONSTANT(1)
	                                                              << (window >> 30 & 63);
}

/* Without labels; of all forms a set holds. */
uint64_t fingerprint_full(const FingerprintSet *set, Span form);

/* Room for tags from the first one on. */
void fingerprint_set_make_tagged(FingerprintSet *set);

void fingerprint_class_add(FingerprintClass *class, const uint8_t *record, size_t size);

/* Sort, forget repetitions, take the first bytes away, build the filter. */
void fingerprint_class_prepare(FingerprintClass *class, size_t size);
size_t fingerprint_class_values(const FingerprintClass *class, size_t size);

/* The record at @i of a prepared class as it was entered. */
void fingerprint_class_record(const FingerprintClass *class, size_t prefix, size_t i, size_t size,
                              uint8_t *ret_record);
