/*
 * progress.h - how far a long task has come, and whether it should stop
 *
 * One object answers both questions, and is handed down through every call that
 * may take long.  A task with steps gives each step a child with its share of the
 * whole.  The CLI draws it once a second on a terminal and not at all elsewhere;
 * tests read the counts.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Progress Progress;

/* Called when something changed, at most ten times a second; false asks to stop. */
typedef bool (*ProgressDraw)(const char *title, uint64_t done, uint64_t total, double share,
                             void *data);

/* @draw may be NULL. */
Progress *progress_new(ProgressDraw draw, void *data);
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* A part of @parent worth @share per cent of it; freed with @parent.  NULL in, NULL out. */
Progress *progress_child(Progress *parent, const char *title, unsigned share);

void progress_expect(Progress *progress, uint64_t total); /* 0: unknown */

/* Add to what is done.  False once the user asked to stop: finish this step and return. */
bool progress_advance(Progress *progress, uint64_t amount) G_GNUC_WARN_UNUSED_RESULT;
uint64_t progress_done(const Progress *progress);

/* From a signal handler: every progress_advance returns false from here on. */
void progress_interrupt(void);
