/*
 * fingerprint-set.h - how a set lies in memory, for fingerprint.c and fingerprint-search.c
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "fingerprint.h"

#define N_WIDTHS      3
#define FULL_SIZE     16 /* bytes of the HMAC that are compared */
#define FORM_LONGEST  96 /* bytes of one entry's form: 48 of ASCII in UTF-16 */
#define PIECE_LONGEST 48 /* bytes of UTF-8 of one entry */
#define FILTER_WORD   64
#define N_BYTE_VALUES 256

typedef struct {
	uint64_t window; /* rolling hash of the window */
	uint8_t full[FULL_SIZE];
	uint16_t length;   /* of the form */
	uint16_t offset;   /* of the window in the form */
	uint32_t tag_form; /* tag << 2 | form */
} FingerprintEntry;

/* Entries with one width of window. */
typedef struct {
	size_t width;
	GArray *entries;               /* FingerprintEntry, by window once prepared */
	uint64_t *filter;              /* a power of two of words */
	unsigned shift;                /* from 64 bits to a word's index */
	uint64_t leave[N_BYTE_VALUES]; /* what a byte weighs when it leaves the window */
} FingerprintClass;

struct FingerprintSet {
	Key key;
	uint64_t multiplier; /* odd, secret */
	uint64_t enter[N_BYTE_VALUES];
	FingerprintClass classes[N_WIDTHS];
	size_t values;
};

/* Spread the bits of a rolling hash, whose low bits know only the last bytes. */
static inline uint64_t
fingerprint_mix(uint64_t window)
{
	return (window ^ (window >> 29)) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
}

void fingerprint_full(const FingerprintSet *set, Span form, uint8_t ret_full[FULL_SIZE]);
