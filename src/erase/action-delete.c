/*
 * action-delete.c - rows, by key, in small transactions, each written down before it is done
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "crash-point.h"
#include "errors.h"
#include "row-selection.h"

#define BATCH_ROWS 2000

typedef struct {
	Work *work;
	const PlanStep *step;
	Source *source;
	Journal *journal;
	const RowSelection *selection;
} Deletion;

static Span *
spans_of(const GPtrArray *keys)
{
	Span *spans = g_new0(Span, keys->len + 1);

	for (size_t i = 0; i < keys->len; i++) {
		gsize length = 0;
		const char *bytes = g_bytes_get_data(keys->pdata[i], &length);

		spans[i] = (Span){bytes, length};
	}
	return spans;
}

static bool
remove_keys(const Deletion *deletion, const GPtrArray *keys, GError **error)
{
	g_autofree Span *spans = spans_of(keys);
	uint64_t removed = 0;

	return source_remove(deletion->source, deletion->step->container, spans, keys->len,
	                     &removed, error);
}

/* The batch that a crash left open is run again by its keys. */
static bool
finish_pending(const Deletion *deletion, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GPtrArray) keys = journal_pending(deletion->journal, &trouble);

	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	if (keys == NULL)
		return true;
	return remove_keys(deletion, keys, error) &&
	       journal_end(deletion->journal, keys->len, (Span){"", 0}, error);
}

/* The next rows to go, from behind @after on; where they end goes to @ret_last. */
static GPtrArray *
next_keys(const Deletion *deletion, GBytes *after, GBytes **ret_last, GError **error)
{
	const ContainerFinding *container = row_selection_container(deletion->selection);
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record = NULL;
	gsize length = 0;
	const char *bytes = g_bytes_get_data(after, &length);
	g_autoptr(SourceCursor) cursor =
		source_read(deletion->source, container->group, container->container,
	                    (Span){bytes, length}, error);

	if (cursor == NULL)
		return NULL;
	while (keys->len < BATCH_ROWS && (record = source_next(cursor, &trouble)) != NULL)
		if (row_selection_takes(deletion->selection, record, NULL))
			g_ptr_array_add(keys, g_bytes_new(record->key.bytes, record->key.length));
	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	if (keys->len > 0)
		*ret_last = g_bytes_ref(keys->pdata[keys->len - 1]);
	return g_steal_pointer(&keys);
}

static bool
delete_batch(const Deletion *deletion, const GPtrArray *keys, GError **error)
{
	g_autofree Span *spans = spans_of(keys);

	if (!journal_begin(deletion->journal, spans, keys->len, error))
		return false;
	crash_point("delete-begun");
	if (!remove_keys(deletion, keys, error))
		return false;
	crash_point("delete-removed");
	if (!journal_end(deletion->journal, keys->len, (Span){"", 0}, error))
		return false;
	crash_point("delete-ended");
	return true;
}

static bool
delete_all(const Deletion *deletion, GError **error)
{
	g_autoptr(GBytes) after = g_bytes_new_static("", 0);

	for (;;) {
		g_autoptr(GBytes) last = NULL;
		g_autoptr(GPtrArray) keys = next_keys(deletion, after, &last, error);

		if (keys == NULL)
			return false;
		if (keys->len == 0)
			return true;
		if (!delete_batch(deletion, keys, error))
			return false;
		g_bytes_unref(after);
		after = g_steal_pointer(&last);
		if (!progress_advance(deletion->work->progress, keys->len)) {
			fault_set(error, FAULT_INTERRUPTED,
			          N_("stopped as asked: run the command again to go on"));
			return false;
		}
	}
}

static bool
apply(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	Source *source = action_source(work, step, error);
	g_autoptr(RowSelection) selection = NULL;

	if (source == NULL)
		return false;
	const Deletion pending = {work, step, source, journal, NULL};
	if (!finish_pending(&pending, error))
		return false;
	selection = row_selection_new(work, step, error);
	if (selection == NULL)
		return false;
	const Deletion deletion = {work, step, source, journal, selection};
	if (!delete_all(&deletion, error))
		return false;
	ret->done = journal_done(journal);
	ret->before = ret->done;
	return row_selection_count(work, step, &ret->after, error);
}

/* Not what remove() said: read the container again and count. */
static bool
verify(Work *work, const PlanStep *step, const ActionOutcome *outcome, ActionVerdict *ret_verdict,
       char **ret_note, GError **error)
{
	int64_t left = 0;

	if (!row_selection_count(work, step, &left, error))
		return false;
	*ret_verdict = left == 0 && outcome->after == 0 ? ACTION_VERIFIED : ACTION_NOT_VERIFIED;
	if (left != 0)
		*ret_note = g_strdup_printf("rows-left|%jd", left);
	return true;
}

const Action action_delete = {
	.form = STEP_DELETE,
	.reversible = false,
	.apply = apply,
	.verify = verify,
};
