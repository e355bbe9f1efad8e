/*
 * kernel.c - one pass over a window of text: masks, triggers, checks, matches in order
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel.h"

#include "block-trigger.h"
#include "boundary.h"
#include "detectors.h"

#include <string.h>

#define LONGEST_ESCAPE 6

void
kernel_init(Kernel *kernel, KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	detectors_prepare();
	kernel->classify = form == DETECTION_SCALAR ? classify_scalar : classify_best();
	kernel->wanted = wanted;
	kernel->visit = visit;
	kernel->data = data;
	kernel->base = 0;
	kernel->stopped = false;
	kernel->has_held = false;
	kernel->n_queued = 0;
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

/* A run that goes on beyond both blocks is measured in the text. */
static size_t
word_length(const BlockTriggers *triggers, Span window, size_t block, unsigned bit)
{
	size_t length = run_length(triggers->word, bit);

	if (bit + length < WIDE_MASK_BITS)
		return length;
	length = WIDE_MASK_BITS - bit;
	while (byte_is_word(byte_of(window, block + bit + length)))
		length++;
	return length;
}

static void
wake_words(Kernel *kernel, const BlockTriggers *triggers, Span window, size_t block)
{
	for (uint64_t bits = triggers->words; bits != 0; bits &= bits - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(bits);
		size_t length = word_length(triggers, window, block, bit);
		size_t digits = MIN(length, run_length(triggers->digit, bit));
		DetectorTrigger trigger = digits == length ? TRIGGER_NUMERIC : TRIGGER_MIXED;
		const Detector *const *rows = detector_rows(trigger, length);

		if (*rows == NULL)
			continue;
		Probe probe = {window, block + bit, length, digits, false};
		wake(kernel, rows, &probe);
	}
}

static void
wake_others(Kernel *kernel, const BlockTriggers *triggers, Span window, size_t block)
{
	for (DetectorTrigger trigger = TRIGGER_GROUPED; trigger < N_TRIGGERS; trigger++) {
		for (uint64_t bits = triggers->of[trigger]; bits != 0; bits &= bits - 1) {
			size_t at = block + (size_t)__builtin_ctzll(bits);
			Probe probe = {window, at, 0, 0, false};

			wake(kernel, detector_rows(trigger, 0), &probe);
		}
	}
}

static void
clear_bit(BlockMasks *masks, size_t bit)
{
	BlockMasks *block = masks + bit / BLOCK_SIZE;
	uint64_t keep = ~((uint64_t)1 << bit % BLOCK_SIZE);

	block->digit &= keep;
	block->alpha &= keep;
	block->upper &= keep;
	block->hexa &= keep;
}

/* Letters and digits that belong to escapes are no part of a word; see boundary.h. */
static void
clear_escape(BlockMasks *masks, Span window, ssize_t first, ssize_t at, size_t n_bytes)
{
	size_t length = escape_length(window, (size_t)at);

	for (size_t i = 1; i < length; i++) {
		ssize_t bit = at - first + (ssize_t)i;

		if (bit >= 0 && (size_t)bit < n_bytes)
			clear_bit(masks, (size_t)bit);
	}
}

/* @masks begin at @first of the window, which may lie before it. */
static void
clear_escapes(BlockMasks *masks, size_t n_blocks, Span window, ssize_t first)
{
	size_t n_bytes = n_blocks * BLOCK_SIZE;

	for (ssize_t at = MAX(0, first - LONGEST_ESCAPE); at < first; at++)
		if (window.bytes[at] == '\\' || window.bytes[at] == '%')
			clear_escape(masks, window, first, at, n_bytes);
	for (size_t block = 0; block < n_blocks; block++) {
		for (uint64_t bits = masks[block].escape; bits != 0; bits &= bits - 1) {
			ssize_t offset = (ssize_t)(block * BLOCK_SIZE);

			offset += first + __builtin_ctzll(bits);
			clear_escape(masks, window, first, offset, n_bytes);
		}
	}
}

/* The masks of @n_blocks from @at on, the block before them and the block after. */
static void
load_masks(Kernel *kernel, Span window, size_t at, size_t n_blocks)
{
	ssize_t first = (ssize_t)at - BLOCK_SIZE;
	size_t skip = first < 0 ? 1 : 0;
	size_t from = skip ? at : at - BLOCK_SIZE;
	size_t n_wanted = n_blocks + 2 - skip;
	size_t n_whole = MIN(n_wanted, (window.length - from) / BLOCK_SIZE);
	const uint8_t *text = (const uint8_t *)window.bytes + from;
	BlockMasks *masks = kernel->masks + skip;

	kernel->masks[0] = (BlockMasks){0};
	kernel->classify(text, n_whole, masks);
	if (n_whole < n_wanted) {
		uint8_t last[BLOCK_SIZE] = {0};
		size_t rest = window.length - from - n_whole * BLOCK_SIZE;

		memcpy(last, text + n_whole * BLOCK_SIZE, MIN(rest, BLOCK_SIZE));
		kernel->classify(last, 1, masks + n_whole);
		memset(masks + n_whole + 1, 0, (n_wanted - n_whole - 1) * sizeof *masks);
	}
	clear_escapes(masks, n_wanted, window, (ssize_t)from);
}

static void
scan_block(Kernel *kernel, const BlockMasks *masks, Span window, size_t block)
{
	BlockTriggers triggers;

	block_triggers_find(masks, &triggers);
	if (triggers.words != 0)
		wake_words(kernel, &triggers, window, block);
	if (triggers.any != 0)
		wake_others(kernel, &triggers, window, block);
	uint64_t here = kernel->base + block + BLOCK_SIZE;
	if (here > KERNEL_REACH)
		settle_before(kernel, here - KERNEL_REACH, window);
}

bool
kernel_scan(Kernel *kernel, Span window, uint64_t base, size_t from, size_t limit)
{
	kernel->base = base;
	for (size_t at = from; at < limit && !kernel->stopped;) {
		size_t n_left = (limit - at + BLOCK_SIZE - 1) / BLOCK_SIZE;
		size_t n_blocks = MIN(n_left, KERNEL_CHUNK);

		load_masks(kernel, window, at, n_blocks);
		for (size_t i = 0; i < n_blocks && !kernel->stopped; i++)
			scan_block(kernel, kernel->masks + i, window, at + i * BLOCK_SIZE);
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
