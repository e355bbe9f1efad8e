/*
 * kernel.c - one pass over a window of text: masks, triggers, checks, matches in order
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel.h"

#include "boundary.h"
#include "detectors.h"

#include <string.h>

#define LONGEST_ESCAPE 6

void
kernel_init(Kernel *kernel, KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	detectors_prepare();
	kernel->form = form == DETECTION_SCALAR ? &block_form_scalar : block_form_best();
	kernel->wanted = wanted;
	kernel->visit = visit;
	kernel->data = data;
	kernel->base = 0;
	kernel->stopped = false;
	kernel->has_held = false;
	kernel->n_queued = 0;
	kernel->has_rules = rule_set_is_loaded();
	kernel->has_hits = false;
}

static void
deliver(Kernel *kernel, const Match *match, Span window)
{
	if (kernel->stopped || (kernel->wanted >> match->kind & 1) == 0)
		return;
	Span text = span_slice(window, (size_t)(match->offset - kernel->base), match->length);

	kernel->stopped = !kernel->visit(match, text, kernel->data);
}

/* Of overlapping candidates the one of higher rank stays; candidates come by offset. */
static void
settle(Kernel *kernel, const Match *candidate, Span window)
{
	if (kernel->has_held && candidate->offset < kernel->held.offset + kernel->held.length) {
		if (detector_rank(candidate->kind) > detector_rank(kernel->held.kind))
			kernel->held = *candidate;
		return;
	}
	if (kernel->has_held)
		deliver(kernel, &kernel->held, window);
	kernel->held = *candidate;
	kernel->has_held = true;
}

/* Settle all that begins before @safe: no later trigger can find anything there. */
static void
settle_before(Kernel *kernel, uint64_t safe, Span window)
{
	size_t n = 0;

	while (n < kernel->n_queued && kernel->queue[n].offset < safe)
		settle(kernel, &kernel->queue[n++], window);
	if (n > 0) {
		kernel->n_queued -= n;
		memmove(kernel->queue, kernel->queue + n, kernel->n_queued * sizeof(Match));
	}
	if (kernel->has_held && kernel->held.offset + kernel->held.length <= safe) {
		deliver(kernel, &kernel->held, window);
		kernel->has_held = false;
	}
}

static bool
comes_before(const Match *a, const Match *b)
{
	if (a->offset != b->offset)
		return a->offset < b->offset;
	return detector_rank(a->kind) > detector_rank(b->kind);
}

static void
enqueue(Kernel *kernel, const Match *match, Span window)
{
	if (kernel->n_queued == KERNEL_QUEUE)
		settle_before(kernel, kernel->queue[KERNEL_QUEUE / 2].offset, window);
	if (kernel->n_queued == KERNEL_QUEUE)
		return;
	size_t at = kernel->n_queued++;

	for (; at > 0 && comes_before(match, &kernel->queue[at - 1]); at--)
		kernel->queue[at] = kernel->queue[at - 1];
	kernel->queue[at] = *match;
}

/* Call the rows that @trigger wakes, in order; the first that agrees ends it. */
static void
wake(Kernel *kernel, const Detector *const *rows, const Probe *probe)
{
	Match match;

	for (; *rows != NULL; rows++) {
		if (!(*rows)->check(probe, &match))
			continue;
		match.offset += kernel->base;
		enqueue(kernel, &match, probe->text);
		return;
	}
}

/* Length of the run of ones from @bit of @slot on; at most to the end of the next slot. */
static inline size_t
run_length(const uint64_t *slot, unsigned bit)
{
	uint64_t rest = ~(slot[0] >> bit);

	if (rest << bit != 0)
		return (size_t)__builtin_ctzll(rest);
	rest = ~slot[1];
	return BLOCK_SIZE - bit + (rest == 0 ? BLOCK_SIZE : (size_t)__builtin_ctzll(rest));
}

/* A run that goes on beyond both blocks is measured in the text. */
static inline size_t
word_length(const Kernel *kernel, size_t slot, unsigned bit, Span window, size_t at)
{
	size_t length = run_length(kernel->triggers.word + slot, bit);

	if (bit + length < 2 * BLOCK_SIZE)
		return length;
	while (byte_is_word(byte_of(window, at + length)))
		length++;
	return length;
}

static void
wake_words(Kernel *kernel, size_t slot, Span window, size_t block)
{
	for (uint64_t bits = kernel->triggers.words[slot]; bits != 0; bits &= bits - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(bits);
		size_t length = word_length(kernel, slot, bit, window, block + bit);
		size_t digits = MIN(length, run_length(kernel->masks.digit + slot, bit));
		DetectorTrigger trigger = digits == length ? TRIGGER_NUMERIC : TRIGGER_MIXED;
		const Detector *const *rows = detector_rows(trigger, length);

		if (*rows == NULL)
			continue;
		Probe probe = {window, block + bit, length, digits, false};
		wake(kernel, rows, &probe);
	}
}

static void
wake_signs(Kernel *kernel, size_t slot, Span window, size_t block)
{
	for (uint64_t signs = kernel->triggers.signs[slot]; signs != 0; signs &= signs - 1) {
		size_t sign = (size_t)__builtin_ctzll(signs);

		for (uint64_t bits = kernel->triggers.of[sign][slot]; bits != 0; bits &= bits - 1) {
			size_t at = block + (size_t)__builtin_ctzll(bits);
			Probe probe = {window, at, 0, 0, false};

			wake(kernel, detector_rows(TRIGGER_SIGN + (DetectorTrigger)sign, 0),
			     &probe);
		}
	}
}

/* Letters and digits that belong to escapes are no part of a word; see boundary.h. */
static void
clear_escape(ChunkMasks *masks, size_t length, ssize_t bit, size_t n_bits)
{
	for (size_t i = 1; i < length; i++) {
		ssize_t place = bit + (ssize_t)i;

		if (place < 0 || (size_t)place >= n_bits)
			continue;
		size_t slot = (size_t)place / BLOCK_SIZE;
		uint64_t keep = ~((uint64_t)1 << (size_t)place % BLOCK_SIZE);
		masks->digit[slot] &= keep;
		masks->alpha[slot] &= keep;
		masks->upper[slot] &= keep;
		masks->hexa[slot] &= keep;
	}
}

/* Slot 0 begins at @first, which lies before the window where the window has just begun. */
static void
clear_escapes(ChunkMasks *masks, size_t n_slots, Span window, ssize_t first)
{
	size_t n_bits = n_slots * BLOCK_SIZE;

	for (ssize_t at = MAX(0, first - LONGEST_ESCAPE); at < first; at++)
		if (window.bytes[at] == '\\' || window.bytes[at] == '%')
			clear_escape(masks, escape_length(window, (size_t)at), at - first, n_bits);
	for (size_t slot = 0; slot < n_slots; slot++) {
		for (uint64_t bits = masks->escape[slot]; bits != 0; bits &= bits - 1) {
			ssize_t bit = (ssize_t)(slot * BLOCK_SIZE) + __builtin_ctzll(bits);

			clear_escape(masks, escape_length(window, (size_t)(first + bit)), bit,
			             n_bits);
		}
	}
}

/* The masks of @n_blocks from @at on, the block before them and the block after. */
static void
load_masks(Kernel *kernel, Span window, size_t at, size_t n_blocks)
{
	size_t slot = at < BLOCK_SIZE ? 1 : 0;
	size_t from = slot == 1 ? at : at - BLOCK_SIZE;
	size_t n_slots = n_blocks + 2;
	size_t n_whole = MIN(n_slots - slot, (window.length - from) / BLOCK_SIZE);
	const uint8_t *text = (const uint8_t *)window.bytes + from;
	ChunkMasks *masks = &kernel->masks;

	if (slot == 1)
		chunk_masks_clear(masks, 0);
	kernel->form->classify(text, n_whole, slot, masks);
	slot += n_whole;
	if (slot < n_slots) {
		uint8_t last[BLOCK_SIZE] = {0};
		size_t rest = window.length - from - n_whole * BLOCK_SIZE;

		memcpy(last, text + n_whole * BLOCK_SIZE, rest);
		kernel->form->classify(last, 1, slot++, masks);
	}
	while (slot < chunk_steps(n_blocks) * CHUNK_STEP + 2)
		chunk_masks_clear(masks, slot++);
	clear_escapes(masks, n_slots, window, (ssize_t)at - BLOCK_SIZE);
}

/* What rules found in the stretch from @first on, of it the block at @block. */
static void
enter_hits(Kernel *kernel, Span window, size_t first, size_t block)
{
	for (size_t at = block; at < MIN(block + BLOCK_SIZE, window.length); at++) {
		size_t length = kernel->hits.lengths[at - first];
		Match match;

		if (length == 0 ||
		    !rule_set_judge(window, at, length, kernel->hits.rules[at - first], &match))
			continue;
		match.offset += kernel->base;
		enqueue(kernel, &match, window);
	}
}

static void
scan_block(Kernel *kernel, size_t slot, Span window, size_t block)
{
	if (kernel->has_hits)
		enter_hits(kernel, window, block - (slot - 1) * BLOCK_SIZE, block);
	if (kernel->triggers.words[slot] != 0)
		wake_words(kernel, slot, window, block);
	wake_signs(kernel, slot, window, block);
	uint64_t here = kernel->base + block + BLOCK_SIZE;
	if ((kernel->n_queued > 0 || kernel->has_held) && here > KERNEL_REACH)
		settle_before(kernel, here - KERNEL_REACH, window);
}

bool
kernel_scan(Kernel *kernel, Span window, uint64_t base, size_t from, size_t limit)
{
	kernel->base = base;
	for (size_t at = from; at < limit && !kernel->stopped;) {
		size_t n_left = (limit - at + BLOCK_SIZE - 1) / BLOCK_SIZE;
		size_t n_most = kernel->has_rules ? RULE_STRETCH / BLOCK_SIZE : CHUNK_BLOCKS;
		size_t n_blocks = MIN(n_left, n_most);

		if (kernel->has_rules)
			kernel->has_hits = rule_set_scan(
				window, at, MIN(at + n_blocks * BLOCK_SIZE, window.length),
				&kernel->hits);
		load_masks(kernel, window, at, n_blocks);
		kernel->form->find(&kernel->masks, n_blocks, &kernel->triggers);
		for (size_t i = 0; i < n_blocks && !kernel->stopped; i++)
			scan_block(kernel, i + 1, window, at + i * BLOCK_SIZE);
		at += n_blocks * BLOCK_SIZE;
	}
	return !kernel->stopped;
}

bool
kernel_finish(Kernel *kernel, Span window)
{
	settle_before(kernel, UINT64_MAX, window);
	return !kernel->stopped;
}
