/*
 * parallel.h - one large file searched by several threads, slice by slice
 *
 * A slice is searched with the text around it, far enough that what is found is what one pass
 * over the whole would find; a match belongs to the slice in which it begins.  Slices
 * are handed over in the order of the text.  Text that has to be converted depends on all
 * that comes before it: from the first such slice on one thread goes through the rest.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

#define PARALLEL_LEAST (4 * 1024 * 1024) /* of a file: below, threads cost more than they bring */

typedef struct {
	/* What gathers the matches of a slice; any thread. */
	void *(*begin)(void *data);
	/* With what begin gave as data; the thread that searches the slice. */
	MatchVisit visit;
	/* Take the slice of @length bytes; the calling thread, in order.  False stops. */
	bool (*take)(void *slice, uint64_t length, void *data);
	/* Free it, taken or not. */
	void (*free)(void *slice);
} SliceVisitor;

/*
 * Search the regular file open at @fd.  Memory is flat whatever its size.  False where it cannot
 * be read; a stop is none.
 */
bool parallel_search(int fd, unsigned n_threads, KindSet wanted, const SliceVisitor *visitor,
                     void *data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
