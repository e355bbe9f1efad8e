/*
 * fingerprint-class.c - the records of one width: sorted in place, in linear time
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint-set.h"

#include <string.h>

#define FIRST_ROOM  1024
#define FEW         24 /* records that are sorted by insertion */
#define BYTE_VALUES 256

void
fingerprint_class_add(FingerprintClass *class, const uint8_t *record, size_t size)
{
	if (class->n == class->room) {
		class->room = MAX(FIRST_ROOM, class->room + class->room / 4);
		class->records = g_realloc_n(class->records, class->room, size);
	}
	memcpy(class->records + class->n++ * size, record, size);
}

static void
swap_records(uint8_t *a, uint8_t *b, size_t size)
{
	uint8_t kept[RECORD_MOST];

	memcpy(kept, a, size);
	memcpy(a, b, size);
	memcpy(b, kept, size);
}

static void
sort_few(uint8_t *records, size_t n, size_t size)
{
	for (size_t i = 1; i < n; i++) {
		uint8_t record[RECORD_MOST];
		size_t at = i;

		memcpy(record, records + i * size, size);
		while (at > 0 && memcmp(records + (at - 1) * size, record, size) > 0)
			at--;
		memmove(records + (at + 1) * size, records + at * size, (i - at) * size);
		memcpy(records + at * size, record, size);
	}
}

/* In place by byte @depth, then each part by the next one: records are hashes and spread evenly. */
static void
sort_by_byte(uint8_t *records, size_t n, size_t size, size_t depth)
{
	size_t next[BYTE_VALUES];
	size_t ends[BYTE_VALUES] = {0};

	if (n <= FEW || depth == size) {
		sort_few(records, depth == size ? 0 : n, size);
		return;
	}
	for (size_t i = 0; i < n; i++)
		ends[records[i * size + depth]]++;
	for (size_t value = 0, sum = 0; value < BYTE_VALUES; value++) {
		next[value] = sum;
		sum += ends[value];
		ends[value] = sum;
	}
	for (size_t value = 0; value < BYTE_VALUES; value++) {
		while (next[value] < ends[value]) {
			uint8_t *record = records + next[value] * size;
			size_t home = record[depth];

			if (home == value)
				next[value]++;
			else
				swap_records(record, records + next[home]++ * size, size);
		}
	}
	for (size_t value = 0, start = 0; value < BYTE_VALUES; start = ends[value++])
		sort_by_byte(records + start * size, ends[value] - start, size, depth + 1);
}

static void
forget_repetitions(FingerprintClass *class, size_t size)
{
	uint8_t *records = class->records;
	size_t kept = 0;

	for (size_t i = 0; i < class->n; i++) {
		const uint8_t *record = records + i * size;

		if (kept == 0 || memcmp(records + (kept - 1) * size, record, size) != 0)
			memmove(records + kept++ * size, record, size);
	}
	class->n = kept;
}

static uint64_t
window_of(const uint8_t *record)
{
	uint64_t window = 0;

	for (size_t i = 0; i < WINDOW_BYTES; i++)
		window = window << 8 | record[i];
	return window << (64 - 8 * WINDOW_BYTES);
}

static void
build_filter(FingerprintClass *class, size_t size)
{
	class->n_words = (uint32_t)(class->n * FILTER_BITS / 64 + 1);
	class->filter = g_new0(uint64_t, class->n_words);
	for (size_t prefix = 0; prefix < N_PREFIXES; prefix++) {
		for (size_t i = class->starts[prefix]; i < class->starts[prefix + 1]; i++) {
			uint8_t record[RECORD_MOST];

			fingerprint_class_record(class, prefix, i, size, record);
			uint64_t window = window_of(record);
			class->filter[fingerprint_filter_word(window, class->n_words)] |=
				fingerprint_filter_bits(window);
		}
	}
}

/* The first bytes go into the places where they begin; the rest moves together. */
static void
take_prefixes(FingerprintClass *class, size_t size)
{
	size_t short_size = size - PREFIX_BYTES;

	class->starts = g_new0(uint32_t, N_PREFIXES + 1);
	for (size_t i = 0; i < class->n; i++) {
		uint8_t *record = class->records + i * size;

		class->starts[(size_t)(record[0] << 8 | record[1]) + 1]++;
		memmove(class->records + i * short_size, record + PREFIX_BYTES, short_size);
	}
	for (size_t prefix = 0; prefix < N_PREFIXES; prefix++)
		class->starts[prefix + 1] += class->starts[prefix];
	class->records = g_realloc_n(class->records, class->n, short_size);
	class->room = class->n;
}

void
fingerprint_class_prepare(FingerprintClass *class, size_t size)
{
	if (class->n == 0)
		return;
	sort_by_byte(class->records, class->n, size, 0);
	forget_repetitions(class, size);
	take_prefixes(class, size);
	build_filter(class, size);
}

void
fingerprint_class_record(const FingerprintClass *class, size_t prefix, size_t i, size_t size,
                         uint8_t *ret_record)
{
	ret_record[0] = (uint8_t)(prefix >> 8);
	ret_record[1] = (uint8_t)prefix;
	memcpy(ret_record + PREFIX_BYTES, class->records + i * (size - PREFIX_BYTES),
	       size - PREFIX_BYTES);
}

size_t
fingerprint_class_values(const FingerprintClass *class, size_t size)
{
	size_t last = WINDOW_BYTES - PREFIX_BYTES + FULL_BYTES - 1;
	size_t values = 0;

	for (size_t i = 0; i < class->n; i++)
		values += class->records[i * (size - PREFIX_BYTES) + last] & FULL_HEAD;
	return values;
}
