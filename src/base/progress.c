/*
 * progress.c - how far a long task has come, and whether it should stop
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "progress.h"

#include <signal.h>

#define DRAW_INTERVAL (G_USEC_PER_SEC / 10)

struct Progress {
	Progress *parent;
	char *title;
	uint64_t done, total;
	double share; /* of the parent, 0..1 */
	double base;  /* of the whole, where this part begins */
	double span;  /* of the whole, what this part is worth */
	double taken; /* shares given to children so far, 0..1 */
	GPtrArray *children;
	ProgressDraw draw; /* of the root */
	void *data;
	gint64 drawn_at;
	bool stopped;
};

static volatile sig_atomic_t interrupted = 0;

void
progress_interrupt(void)
{
	interrupted = 1;
}

Progress *
progress_new(ProgressDraw draw, void *data)
{
	Progress *progress = g_new0(Progress, 1);

	progress->draw = draw;
	progress->data = data;
	progress->span = 1.0;
	progress->children = g_ptr_array_new_with_free_func((GDestroyNotify)progress_free);
	return progress;
}

void
progress_free(Progress *progress)
{
	if (progress == NULL)
		return;
	g_ptr_array_unref(progress->children);
	g_free(progress->title);
	g_free(progress);
}

Progress *
progress_child(Progress *parent, const char *title, unsigned share)
{
	Progress *child;

	if (parent == NULL)
		return NULL;
	child = progress_new(NULL, NULL);
	child->parent = parent;
	child->title = g_strdup(title);
	child->share = share / 100.0;
	child->base = parent->base + parent->span * parent->taken;
	child->span = parent->span * child->share;
	parent->taken = MIN(1.0, parent->taken + child->share);
	g_ptr_array_add(parent->children, child);
	return child;
}

void
progress_expect(Progress *progress, uint64_t total)
{
	if (progress != NULL)
		progress->total = total;
}

static Progress *
root_of(Progress *progress)
{
	while (progress->parent != NULL)
		progress = progress->parent;
	return progress;
}

bool
progress_advance(Progress *progress, uint64_t amount)
{
	Progress *root;
	gint64 now;

	if (interrupted)
		return false;
	if (progress == NULL)
		return true;
	progress->done += amount;
	root = root_of(progress);
	if (root->draw == NULL || root->stopped)
		return !root->stopped;
	now = g_get_monotonic_time();
	if (now - root->drawn_at < DRAW_INTERVAL)
		return true;
	root->drawn_at = now;
	double within = progress->total == 0
	                        ? 0.0
	                        : MIN(1.0, (double)progress->done / (double)progress->total);
	root->stopped = !root->draw(progress->title, progress->done, progress->total,
	                            progress->base + progress->span * within, root->data);
	return !root->stopped;
}

uint64_t
progress_done(const Progress *progress)
{
	return progress == NULL ? 0 : progress->done;
}
