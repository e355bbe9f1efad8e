/*
 * sketch.c - how many different values, and are they contained in another field's?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sketch.h"

#include <string.h>

#define FIRST_ROOM 8

static uint64_t
rotate(uint64_t x, unsigned bits)
{
	return x << bits | x >> (64 - bits);
}

typedef struct {
	uint64_t v0, v1, v2, v3;
} Sip;

static void
sip_round(Sip *s)
{
	s->v0 += s->v1;
	s->v1 = rotate(s->v1, 13) ^ s->v0;
	s->v0 = rotate(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = rotate(s->v3, 16) ^ s->v2;
	s->v0 += s->v3;
	s->v3 = rotate(s->v3, 21) ^ s->v0;
	s->v2 += s->v1;
	s->v1 = rotate(s->v1, 17) ^ s->v2;
	s->v2 = rotate(s->v2, 32);
}

static uint64_t
read_word(const char *bytes, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++)
		word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
	return word;
}

HashKey
hash_key(const Key *key)
{
	const char *bytes = (const char *)key->bytes;

	return (HashKey){read_word(bytes, 8), read_word(bytes + 8, 8)};
}

uint64_t
hash_span(const HashKey *key, Span value)
{
	/* "somepseudorandomlygeneratedbytes": the constants of the SipHash paper. */
	Sip s = {key->k0 ^ 0x736f6d6570736575, key->k1 ^ 0x646f72616e646f6d,
	         key->k0 ^ 0x6c7967656e657261, key->k1 ^ 0x7465646279746573};
	size_t at = 0;

	for (; at + 8 <= value.length; at += 8) {
		uint64_t word = 0;

		memcpy(&word, value.bytes + at, sizeof word);
		word = GUINT64_FROM_LE(word);
		s.v3 ^= word;
		sip_round(&s);
		sip_round(&s);
		s.v0 ^= word;
	}
	uint64_t last = (uint64_t)value.length << 56;
	if (at < value.length)
		last |= read_word(value.bytes + at, value.length - at);
	s.v3 ^= last;
	sip_round(&s);
	sip_round(&s);
	s.v0 ^= last;
	s.v2 ^= 0xff;
	for (int i = 0; i < 4; i++)
		sip_round(&s);
	return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t
hash_salt(uint64_t hash, uint64_t salt)
{
	/* The finaliser of MurmurHash3: every bit of the salt reaches every bit of the result. */
	hash ^= salt * 0x9e3779b97f4a7c15;
	hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd;
	hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53;
	return hash ^ hash >> 33;
}

static size_t
size_of(const Sketch *sketch)
{
	return sketch->size == 0 ? SKETCH_SIZE : sketch->size;
}

size_t
sketch_size_for(size_t n_sketches)
{
	size_t size = SKETCH_SIZE;

	while (size > SKETCH_LEAST && size * n_sketches > SKETCH_BUDGET / sizeof(uint64_t))
		size /= 2;
	return size;
}

void
sketch_clear(Sketch *sketch)
{
	g_clear_pointer(&sketch->smallest, g_free);
	sketch->n = sketch->room = 0;
	memset(sketch->recent, 0, sizeof sketch->recent);
}

/* Where @hash stands or would stand. */
static size_t
place(const Sketch *sketch, uint64_t hash)
{
	const uint64_t *at = sketch->smallest;

	/* Without a branch on what is compared: hashes cannot be guessed. */
	for (size_t n = sketch->n; n > 0;) {
		size_t half = (n + 1) / 2;

		at += at[half - 1] < hash ? half : 0;
		n -= half;
	}
	return (size_t)(at - sketch->smallest);
}

void
sketch_add(Sketch *sketch, uint64_t hash)
{
	size_t size = size_of(sketch);
	uint64_t *recent = &sketch->recent[hash % SKETCH_RECENT];

	if (sketch->n == size && hash >= sketch->smallest[size - 1])
		return;
	if (*recent == hash && hash != 0)
		return;
	*recent = hash;
	size_t at = place(sketch, hash);
	if (at < sketch->n && sketch->smallest[at] == hash)
		return;
	if (sketch->n == sketch->room) {
		sketch->room = MIN(size, MAX(FIRST_ROOM, 2 * sketch->room));
		sketch->smallest = g_renew(uint64_t, sketch->smallest, sketch->room);
	}
	if (sketch->n < size)
		sketch->n++;
	memmove(sketch->smallest + at + 1, sketch->smallest + at,
	        (sketch->n - at - 1) * sizeof sketch->smallest[0]);
	sketch->smallest[at] = hash;
}

void
sketch_merge(Sketch *sketch, const Sketch *other)
{
	for (size_t i = 0; i < other->n; i++)
		sketch_add(sketch, other->smallest[i]);
}

int64_t
sketch_distinct(const Sketch *sketch)
{
	size_t size = size_of(sketch);

	if (sketch->n < size)
		return (int64_t)sketch->n;

	/* The k-th smallest of n values spread evenly over the range lies at k / n of it. */
	double part = (double)sketch->smallest[size - 1] / 18446744073709551616.0;
	return (int64_t)((double)(size - 1) / part);
}

int
sketch_contained(const Sketch *part, const Sketch *whole)
{
	uint64_t limit = UINT64_MAX;
	int asked = 0;
	int found = 0;

	if (part->n == 0 || whole->n == 0)
		return -1;
	/* Above its largest kept hash a full sketch says nothing. */
	if (whole->n == size_of(whole))
		limit = whole->smallest[whole->n - 1];
	for (size_t i = 0; i < part->n && part->smallest[i] <= limit; i++) {
		size_t at = place(whole, part->smallest[i]);

		asked++;
		found += at < whole->n && whole->smallest[at] == part->smallest[i];
	}
	return asked == 0 ? -1 : 100 * found / asked;
}
