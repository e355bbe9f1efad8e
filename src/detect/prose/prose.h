/*
 * prose.h - names of persons and postal addresses in running text
 *
 * Called by the kernel for the stretches of a window that hold bytes above 0x7f.  What is found
 * depends on at most PROSE_BEHIND bytes before a match and PROSE_AHEAD after its beginning, so
 * that the cuts of windows never show.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

#define PROSE_BEHIND 64
#define PROSE_AHEAD  512

/* @match has its offset in the window. */
typedef void (*ProseVisit)(const Match *match, void *data);

/* Matches that begin in [@from, @limit) of @window, left to right.  @wanted: names, addresses. */
void prose_scan(Span window, size_t from, size_t limit, KindSet wanted, ProseVisit visit,
                void *data);
