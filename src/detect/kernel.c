/*
 * kernel.c - one pass over a window of text: masks, triggers, checks, matches in order
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kernel.h"

#include "boundary.h"
#include "detectors.h"
#include "prose.h"

#include <string.h>

#define LONGEST_ESCAPE 6
#define PROSE_GAP      16 /* blocks */
#define PROSE_KINDS    (KIND_BIT(KIND_PERSON_NAME) | KIND_BIT(KIND_ADDRESS))

void
kernel_init(Kernel *kernel, KindSet wanted, DetectionForm form, MatchVisit visit, void *data)
{
	detectors_prepare();
	kernel->form = form == DETECTION_SCALAR ? &block_form_scalar : block_form_best();
	kernel->wanted = wanted;
	kernel->visit = visit;
	kernel->data = data;
	kernel->base = 0;
	kernel->chunk = 0;
	kernel->stopped = false;
	kernel->has_held = false;
	memset(kernel->lists, 0, sizeof kernel->lists);
	kernel->n_fresh = 0;
	kernel->spare = 0;
	kernel->has_prose = (wanted & PROSE_KINDS) != 0;
	kernel->has_rules = rule_set_is_loaded();
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
static inline void
settle(Kernel *kernel, const Queued *candidate, Span window)
{
	const Match *held = &kernel->held.match;

	if (kernel->has_held && candidate->match.offset < held->offset + held->length) {
		/* The start of a masked address is an address too: the whole says more. */
		bool whole = candidate->match.kind == held->kind &&
		             candidate->match.offset == held->offset &&
		             candidate->match.length > held->length;

		if (whole || candidate->rank > kernel->held.rank)
			kernel->held = *candidate;
		return;
	}
	if (kernel->has_held)
		deliver(kernel, held, window);
	kernel->held = *candidate;
	kernel->has_held = true;
}

/* Settle what of the list at @head begins before @safe; returns what is left of it. */
static uint16_t
settle_list(Kernel *kernel, uint16_t head, uint64_t safe, Span window)
{
	while (head != 0) {
		Queued *first = &kernel->queue[head - 1];
		uint16_t next = first->next;

		if (first->match.offset >= safe)
			break;
		settle(kernel, first, window);
		first->next = kernel->spare;
		kernel->spare = head;
		head = next;
	}
	return head;
}

/* Settle all that begins before @safe: no later trigger can find anything there. */
static void
settle_before(Kernel *kernel, uint64_t safe, Span window)
{
	for (size_t i = 0; i < KERNEL_LISTS; i++)
		if (kernel->lists[i] != 0)
			kernel->lists[i] = settle_list(kernel, kernel->lists[i], safe, window);
	if (kernel->has_held && kernel->held.match.offset + kernel->held.match.length <= safe) {
		deliver(kernel, &kernel->held.match, window);
		kernel->has_held = false;
	}
}

/* After the chunk comes the one @n_blocks further on. */
static void
move_lists(Kernel *kernel, size_t n_blocks)
{
	size_t n_kept = KERNEL_LISTS - n_blocks;

	memmove(kernel->lists, kernel->lists + n_blocks, n_kept * sizeof *kernel->lists);
	memset(kernel->lists + n_kept, 0, n_blocks * sizeof *kernel->lists);
	kernel->chunk += n_blocks * BLOCK_SIZE;
}

static inline bool
comes_before(const Queued *a, const Queued *b)
{
	if (a->match.offset != b->match.offset)
		return a->match.offset < b->match.offset;
	return a->rank > b->rank;
}

/* Where the next match goes. */
static inline Queued *
next_queued(Kernel *kernel, Span window)
{
	if (kernel->spare != 0)
		return &kernel->queue[kernel->spare - 1];
	if (kernel->n_fresh == KERNEL_QUEUE)
		settle_before(kernel, UINT64_MAX, window);
	return &kernel->queue[kernel->spare != 0 ? kernel->spare - 1 : kernel->n_fresh];
}

/* Take what next_queued gave; its match has an offset in the window. */
static inline void
enqueue(Kernel *kernel, Queued *queued)
{
	uint16_t number = (uint16_t)(queued - kernel->queue + 1);

	if (kernel->spare != 0)
		kernel->spare = queued->next;
	else
		kernel->n_fresh++;
	queued->match.offset += kernel->base;
	queued->rank = (uint8_t)detector_rank(queued->match.kind);
	uint64_t place = queued->match.offset + KERNEL_REACH;
	uint64_t block = place < kernel->chunk ? 0 : (place - kernel->chunk) / BLOCK_SIZE;
	uint16_t *link = &kernel->lists[MIN(block, KERNEL_LISTS - 1)];

	while (*link != 0 && comes_before(&kernel->queue[*link - 1], queued))
		link = &kernel->queue[*link - 1].next;
	queued->next = *link;
	*link = number;
}

/* Call @rows in order; the first that agrees ends it. */
static inline void
wake(Kernel *kernel, const Detector *const *rows, const Probe *probe)
{
	Queued *queued = next_queued(kernel, probe->text);

	for (; *rows != NULL; rows++) {
		if (!(*rows)->check(probe, &queued->match))
			continue;
		enqueue(kernel, queued);
		return;
	}
}

/* A word that is longer than the masks could say is measured in the text. */
static void
measure(Probe *probe)
{
	const Span *text = &probe->text;

	while (byte_is_word(byte_of(*text, probe->at + probe->length)))
		probe->length++;
	while (probe->digits < probe->length &&
	       byte_is_digit(text->bytes[probe->at + probe->digits]))
		probe->digits++;
}

static void
wake_words(Kernel *kernel, Span window, size_t chunk)
{
	const ChunkTriggers *triggers = &kernel->triggers;
	uint16_t chosen[G_N_ELEMENTS(triggers->words)];
	size_t n_chosen = 0;

	/* Most words are of no length or begin with no character that any kind has. */
	for (size_t i = 0; i < triggers->n_words; i++) {
		const ChunkWord *word = &triggers->words[i];

		chosen[n_chosen] = (uint16_t)i;
		n_chosen += detector_list_of(word, window.bytes + chunk + word->place) != 0;
	}
	for (size_t i = 0; i < n_chosen; i++) {
		/* NOLINTNEXTLINE: n_chosen of them were written */
		const ChunkWord *word = &triggers->words[chosen[i]];
		size_t at = chunk + word->place;
		Probe probe = {window, at, word->length, word->digits, false};

		if (word->length == WORD_LONG)
			measure(&probe);
		wake(kernel, detector_list(detector_list_of(word, window.bytes + at)), &probe);
	}
}

static void
wake_signs(Kernel *kernel, Span window, size_t chunk)
{
	for (size_t sign = 0; sign < N_SIGNS; sign++) {
		const uint16_t *places = kernel->triggers.places[sign];
		const Detector *const *rows =
			detector_rows(TRIGGER_SIGN + (DetectorTrigger)sign, 0);

		for (size_t i = 0; i < kernel->triggers.n_places[sign]; i++) {
			Probe probe = {window, chunk + places[i], 0, 0, false};

			wake(kernel, rows, &probe);
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
		masks->word[slot] &= keep;
		masks->upper[slot] &= keep;
		masks->hex[slot] &= keep;
		masks->token[slot] &= keep;
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
		chunk_masks_clear(masks, 0, 1);
	kernel->form->classify(text, n_whole, slot, masks);
	slot += n_whole;
	if (slot < n_slots) {
		uint8_t last[BLOCK_SIZE] = {0};
		size_t rest = window.length - from - n_whole * BLOCK_SIZE;

		memcpy(last, text + n_whole * BLOCK_SIZE, rest);
		kernel->form->classify(last, 1, slot++, masks);
	}
	chunk_masks_clear(masks, slot, chunk_last(n_blocks) + 1 - slot);
	clear_escapes(masks, n_slots, window, (ssize_t)at - BLOCK_SIZE);
}

/* What the user's own rules find in the chunk. */
static void
enter_hits(Kernel *kernel, Span window, size_t chunk, size_t limit)
{
	if (!rule_set_scan(window, chunk, limit, &kernel->hits))
		return;
	for (size_t at = chunk; at < limit; at++) {
		size_t length = kernel->hits.lengths[at - chunk];
		Queued *queued = next_queued(kernel, window);

		if (length > 0 && rule_set_judge(window, at, length, kernel->hits.rules[at - chunk],
		                                 &queued->match))
			enqueue(kernel, queued);
	}
}

typedef struct {
	Kernel *kernel;
	Span window;
} ProseTarget;

static void
enter_prose(const Match *match, void *data)
{
	ProseTarget *target = data;
	Queued *queued = next_queued(target->kernel, target->window);

	queued->match = *match;
	enqueue(target->kernel, queued);
}

/* Names and addresses, in the blocks that hold bytes above 0x7f. */
static void
scan_prose(Kernel *kernel, Span window, size_t chunk, size_t n_blocks)
{
	const uint64_t *high = kernel->masks.high + 1;
	ProseTarget target = {kernel, window};

	for (size_t i = 0, end; i < n_blocks; i = end) {
		end = i + 1;
		if (high[i] == 0)
			continue;
		/* Each call looks at what lies before its stretch again: short gaps are part of it. */
		for (size_t next = end; next < n_blocks && next - end < PROSE_GAP; next++)
			if (high[next] != 0)
				end = next + 1;
		prose_scan(window, chunk + i * BLOCK_SIZE,
		           MIN(chunk + end * BLOCK_SIZE, window.length), kernel->wanted,
		           enter_prose, &target);
	}
}

static void
scan_chunk(Kernel *kernel, Span window, size_t at, size_t n_blocks)
{
	load_masks(kernel, window, at, n_blocks);
	kernel->form->find(&kernel->masks, n_blocks, &kernel->triggers);
	kernel->chunk = kernel->base + at;
	wake_words(kernel, window, at);
	wake_signs(kernel, window, at);
	if (kernel->has_prose)
		scan_prose(kernel, window, at, n_blocks);
	if (kernel->has_rules)
		enter_hits(kernel, window, at, MIN(at + n_blocks * BLOCK_SIZE, window.length));
	uint64_t end = kernel->chunk + n_blocks * BLOCK_SIZE;
	if (end > KERNEL_REACH)
		settle_before(kernel, end - KERNEL_REACH, window);
	move_lists(kernel, n_blocks);
}

bool
kernel_scan(Kernel *kernel, Span window, uint64_t base, size_t from, size_t limit)
{
	kernel->base = base;
	for (size_t at = from; at < limit && !kernel->stopped;) {
		size_t n_left = (limit - at + BLOCK_SIZE - 1) / BLOCK_SIZE;
		size_t n_most = kernel->has_rules ? RULE_STRETCH / BLOCK_SIZE : CHUNK_BLOCKS;
		size_t n_blocks = MIN(n_left, n_most);

		scan_chunk(kernel, window, at, n_blocks);
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

/* How many slots a cell takes, the empty one behind it among them. */
static inline size_t
cell_slots(Span cell)
{
	return (cell.length + BLOCK_SIZE - 1) / BLOCK_SIZE + 1;
}

static void
load_cell(Kernel *kernel, Span cell, size_t slot)
{
	ChunkMasks *masks = &kernel->masks;
	size_t n_whole = cell.length / BLOCK_SIZE;
	size_t rest = cell.length - n_whole * BLOCK_SIZE;
	size_t end = slot + n_whole;

	kernel->form->classify((const uint8_t *)cell.bytes, n_whole, slot, masks);
	if (rest > 0) {
		uint8_t last[BLOCK_SIZE] = {0};

		memcpy(last, cell.bytes + n_whole * BLOCK_SIZE, rest);
		kernel->form->classify(last, 1, end++, masks);
	}
	chunk_masks_clear(masks, end, 1);
	for (size_t i = slot; i < end; i++) {
		for (uint64_t bits = masks->escape[i]; bits != 0; bits &= bits - 1) {
			size_t at = (i - slot) * BLOCK_SIZE + (size_t)__builtin_ctzll(bits);

			clear_escape(masks, escape_length(cell, at),
			             (ssize_t)(slot * BLOCK_SIZE + at), end * BLOCK_SIZE);
		}
	}
}

/* Which triggers were looked at; both lists are by place. */
typedef struct {
	size_t word;
	size_t places[N_SIGNS];
} Walked;

static void
scan_cell_words(Kernel *kernel, Span cell, size_t first, Walked *walked)
{
	const ChunkTriggers *triggers = &kernel->triggers;
	size_t end = first + (cell_slots(cell) - 1) * BLOCK_SIZE;

	for (; walked->word < triggers->n_words && triggers->words[walked->word].place < end;
	     walked->word++) {
		const ChunkWord *word = &triggers->words[walked->word];
		Probe probe = {cell, word->place - first, word->length, word->digits, false};
		size_t list = detector_list_of(word, cell.bytes + probe.at);

		if (list == 0)
			continue;
		if (word->length == WORD_LONG)
			measure(&probe);
		wake(kernel, detector_list(list), &probe);
	}
}

static void
scan_cell_signs(Kernel *kernel, Span cell, size_t first, Walked *walked)
{
	const ChunkTriggers *triggers = &kernel->triggers;
	size_t end = first + (cell_slots(cell) - 1) * BLOCK_SIZE;

	for (size_t sign = 0; sign < N_SIGNS; sign++) {
		const uint16_t *places = triggers->places[sign];
		size_t *i = &walked->places[sign];

		for (; *i < triggers->n_places[sign] && places[*i] < end; ++*i) {
			Probe probe = {cell, places[*i] - first, 0, 0, false};

			wake(kernel, detector_rows(TRIGGER_SIGN + (DetectorTrigger)sign, 0),
			     &probe);
		}
	}
}

/* What stands in the slots from @slot on, in the order of scan_chunk. */
static void
scan_cell(Kernel *kernel, Span cell, size_t slot, Walked *walked)
{
	ProseTarget target = {kernel, cell};
	size_t first = (slot - 1) * BLOCK_SIZE;
	uint64_t high = 0;

	scan_cell_words(kernel, cell, first, walked);
	scan_cell_signs(kernel, cell, first, walked);
	for (size_t i = slot; i < slot + cell_slots(cell); i++)
		high |= kernel->masks.high[i];
	if (high != 0 && kernel->has_prose)
		prose_scan(cell, 0, cell.length, kernel->wanted, enter_prose, &target);
}

/* As settle_before, of the few lists that a cell reaches. */
static void
settle_cell(Kernel *kernel, Span cell)
{
	size_t n_lists = (KERNEL_REACH + KERNEL_CELL) / BLOCK_SIZE + 1;

	for (size_t i = 0; i < n_lists; i++)
		if (kernel->lists[i] != 0)
			kernel->lists[i] = settle_list(kernel, kernel->lists[i], UINT64_MAX, cell);
	if (kernel->has_held)
		deliver(kernel, &kernel->held.match, cell);
	kernel->has_held = false;
}

void
kernel_scan_cells(Kernel *kernel, const KernelCell *cells, size_t n)
{
	kernel->base = kernel->chunk = 0;
	for (size_t i = 0, m = 0; i < n; i += m, m = 0) {
		size_t slot = 1;
		Walked walked = {0};

		chunk_masks_clear(&kernel->masks, 0, 1);
		for (; i + m < n && slot + cell_slots(cells[i + m].text) <= CHUNK_BLOCKS + 1; m++) {
			load_cell(kernel, cells[i + m].text, slot);
			slot += cell_slots(cells[i + m].text);
		}
		size_t n_blocks = slot - 1;
		chunk_masks_clear(&kernel->masks, slot, chunk_last(n_blocks) + 1 - slot);
		kernel->form->find(&kernel->masks, n_blocks, &kernel->triggers);
		slot = 1;
		for (size_t j = i; j < i + m; j++) {
			kernel->data = cells[j].data;
			kernel->stopped = false;
			scan_cell(kernel, cells[j].text, slot, &walked);
			settle_cell(kernel, cells[j].text);
			slot += cell_slots(cells[j].text);
		}
	}
}
