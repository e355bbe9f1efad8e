/*
 * prose-table.c - the table of prose-table.h, and its hash of words
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose-table.h"

#include "prose-table-place.h"

/* The bytes of prose-table.bin as they are: no compiler likes an initialiser of this size. */
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl prose_table\n"
        ".type prose_table, @object\n"
        "prose_table:\n"
        ".incbin \"" PROSE_TABLE_FILE "\"\n"
        ".size prose_table, . - prose_table\n"
        ".popsection\n");

#define MULTIPLIER    UINT64_C(0x9e3779b97f4a7c15)
#define WORD_MARK     0xffff0000u
#define NAME_MARK     0xffff3fffu /* names of divisions have no tag and no cost */
#define FLAG_COMPOUND (1u << 14)  /* of the name of a division: it is one */
#define FLAG_PREFIX   (2u << 14)

static uint32_t
entry_of(const uint16_t *codes, size_t n, unsigned room)
{
	uint64_t key = n + room;

	for (size_t i = 0; i < n; i++) {
		key = (key ^ codes[i]) * MULTIPLIER;
		key ^= key >> 29;
	}
	uint32_t kept = room == 0 ? WORD_MARK : NAME_MARK;
	uint32_t mark =
		(uint32_t)(key >> 8 & 0xffff) << 16 | ((uint32_t)(key >> 24) & NAME_MARK & 0xffff);
	unsigned bits = room == 0 ? prose_table.word_bits : prose_table.name_bits;
	size_t mask = ((size_t)1 << bits) - 1;
	const uint32_t *buckets = prose_table.words;

	if (room != 0)
		buckets += WORD_BUCKET * ((size_t)1 << prose_table.word_bits);
	for (size_t at = key >> (64 - bits);; at = (at + 1) & mask) {
		const uint32_t *bucket = buckets + at * WORD_BUCKET;

		for (size_t i = 0; i < WORD_BUCKET; i++) {
			if (bucket[i] == 0)
				return 0;
			if (((bucket[i] ^ mark) & kept) == 0)
				return bucket[i];
		}
	}
}

bool
prose_word(const uint16_t *codes, size_t n, ProseWord *ret_word)
{
	uint32_t entry = entry_of(codes, n, 0);

	if (entry == 0)
		return false;
	ret_word->cost = (uint8_t)entry;
	ret_word->known = ret_word->cost != COST_NEVER;
	ret_word->tag = (uint8_t)(entry >> 8 & 63);
	ret_word->prefix = (entry & FLAG_PREFIX) != 0;
	ret_word->compound_surname = (entry & FLAG_COMPOUND) != 0;
	return true;
}

size_t
prose_division(const uint16_t *codes, size_t n, unsigned room)
{
	uint32_t entry = n < 2 ? 0 : entry_of(codes, 2, room);

	if (entry == 0)
		return 0;
	for (; n > 2 && (entry & FLAG_PREFIX) != 0; n--) {
		uint32_t longer = entry_of(codes, n, room);

		if ((longer & FLAG_COMPOUND) != 0)
			return n;
	}
	return (entry & FLAG_COMPOUND) != 0 ? 2 : 0;
}
