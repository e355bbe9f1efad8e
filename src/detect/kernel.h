/*
 * kernel.h - one pass over a window of text: masks, triggers, checks, matches in order
 *
 * A window is scanned from one place to another and needs text around both: what lies
 * KERNEL_BEHIND bytes before (context words, matches not yet delivered) and KERNEL_AHEAD
 * bytes after (the longest match, and its boundary).  Windows may be cut anywhere: the
 * matches are the same.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-masks.h"
#include "detection.h"
#include "rule-set.h"

#define KERNEL_LONGEST 8192 /* of a match: tokens are cut, everything else is shorter */
#define KERNEL_REACH   192  /* a match begins at most so far before its trigger */
#define KERNEL_BEHIND  12288
#define KERNEL_AHEAD   16384

#define KERNEL_QUEUE 4096 /* matches that wait; so many never stand in one chunk */

/* Matches wait sorted by offset, in one list a block: from KERNEL_REACH before the chunk on. */
#define KERNEL_LISTS (KERNEL_REACH / BLOCK_SIZE + CHUNK_BLOCKS + 4)

typedef struct {
	Match match;   /* its offset is in the whole */
	uint16_t next; /* in the queue, plus one; 0 ends a list */
	uint8_t rank;
} Queued;

typedef struct {
	const BlockForm *form;
	KindSet wanted;
	MatchVisit visit;
	void *data;
	uint64_t base;  /* of the window */
	uint64_t chunk; /* where the chunk begins, in the whole */
	bool stopped;
	bool has_held;
	Queued held; /* the best so far of those that overlap */
	uint16_t lists[KERNEL_LISTS];
	uint16_t n_fresh; /* how much of the queue was ever used */
	uint16_t spare;   /* a list of what was given back */
	Queued queue[KERNEL_QUEUE];
	ChunkMasks masks;
	ChunkTriggers triggers;
	bool has_prose; /* names or addresses are wanted */
	bool has_rules; /* the user's own kinds are looked for too */
	RuleHits hits;
} Kernel;

void kernel_init(Kernel *kernel, KindSet wanted, DetectionForm form, MatchVisit visit, void *data);

/*
 * Look for triggers in [@from, @limit) of @window, the first byte of which is at
 * @base.  @limit - @from is a multiple of BLOCK_SIZE, or @limit is the end of the text.
 * @visit gets offsets in the whole.  False where it stopped the scan.
 */
bool kernel_scan(Kernel *kernel, Span window, uint64_t base, size_t from, size_t limit);

/* Deliver what is still held back; @window as in the last kernel_scan. */
bool kernel_finish(Kernel *kernel, Span window);

/* One cell of a table; @data is what @visit gets for its matches. */
typedef struct {
	Span text;
	void *data;
} KernelCell;

#define KERNEL_CELL (4 * BLOCK_SIZE) /* the longest */

/* Several cells at once, none empty nor longer than KERNEL_CELL: each as if it were scanned alone. */
void kernel_scan_cells(Kernel *kernel, const KernelCell *cells, size_t n);
