/*
 * action-keep.c - what the law keeps, to the custodian, before anything is deleted
 *
 * Each row becomes one JSON object of the fields that the rule names, with its rule and the
 * last day it may be held, in segments that are CMS-encrypted to the custodian's certificate
 * (envelope.h).  The plan's fields and no others: what the law does not name is cut here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "actions.h"
#include "canonical-json.h"
#include "crash-point.h"
#include "envelope.h"
#include "errors.h"
#include "kept-store.h"
#include "row-selection.h"

#include <string.h>

#define SEGMENT_BYTES (8 * MEBIBYTE) /* plain bytes gathered before they are encrypted */

typedef struct {
	Work *work;
	const PlanStep *step;
	Journal *journal;
	const RowSelection *selection;
	KeptStore *store;
	GString *plain;    /* of the segment that is being gathered; wiped when it is written */
	int64_t rows;      /* in it */
	GDate first, last; /* days until which its rows are held */
	GByteArray *key;   /* of its last row */
} Keeping;

static bool
field_is_kept(const PlanStep *step, const char *field)
{
	return step->fields != NULL && g_strv_contains((const char *const *)step->fields, field);
}

static json_t *
value_json(const SourceValue *value)
{
	if (value->type == VALUE_NULL)
		return json_null();
	if (value->type == VALUE_BINARY) {
		g_autofree char *base64 =
			g_base64_encode((const guchar *)value->bytes.bytes, value->bytes.length);

		return json_pack("{s:s}", "base64", base64);
	}
	return json_stringn(value->bytes.bytes, value->bytes.length);
}

static json_t *
row_json(const Keeping *keeping, const SourceRecord *record, const char *until)
{
	const ContainerFinding *container = row_selection_container(keeping->selection);
	json_t *row =
		json_pack("{s:s, s:s, s:s, s:s}", "_source", keeping->step->source, "_container",
	                  keeping->step->container, "_rule", keeping->step->rule, "_until", until);

	for (size_t i = 0; i < container->findings->len && i < record->n_values; i++) {
		const Finding *finding = container->findings->pdata[i];

		if (field_is_kept(keeping->step, finding->field))
			json_object_set_new(row, finding->field, value_json(&record->values[i]));
	}
	return row;
}

static int
append_bytes(const char *bytes, size_t length, void *data)
{
	g_string_append_len(data, bytes, (gssize)length);
	return 0;
}

static void
add_row(Keeping *keeping, const SourceRecord *record, const GDate *until)
{
	g_autofree char *day = date_text(until);
	json_auto_t *row = row_json(keeping, record, day);

	json_dump_callback(row, append_bytes, keeping->plain, JSON_COMPACT);
	g_string_append_c(keeping->plain, '\n');
	if (keeping->rows == 0 || g_date_compare(until, &keeping->first) < 0)
		keeping->first = *until;
	if (keeping->rows == 0 || g_date_compare(until, &keeping->last) > 0)
		keeping->last = *until;
	keeping->rows++;
	g_byte_array_set_size(keeping->key, 0);
	g_byte_array_append(keeping->key, (const guint8 *)record->key.bytes,
	                    (guint)record->key.length);
}

/* Encrypted and durable first, then said in the journal: a crash between writes it again. */
static bool
write_segment(Keeping *keeping, GError **error)
{
	const KeptSegment segment = {
		.step = keeping->step,
		.number = journal_batches(keeping->journal),
		.rows = keeping->rows,
		.first = keeping->first,
		.last = keeping->last,
	};
	bool done;

	if (keeping->rows == 0)
		return true;
	crash_point("keep-segment");
	done = kept_store_write(keeping->store, &segment,
	                        (Span){keeping->plain->str, keeping->plain->len}, error);
	memset(keeping->plain->str, 0, keeping->plain->len);
	g_string_truncate(keeping->plain, 0);
	crash_point("keep-written");
	if (!done ||
	    !journal_end(keeping->journal, keeping->rows,
	                 (Span){(const char *)keeping->key->data, keeping->key->len}, error))
		return false;
	keeping->rows = 0;
	crash_point("keep-ended");
	return true;
}

static bool
begin_segment(Keeping *keeping, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GPtrArray) pending = journal_pending(keeping->journal, &trouble);

	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	return pending != NULL || journal_begin(keeping->journal, NULL, 0, error);
}

static bool
keep_row(Keeping *keeping, const SourceRecord *record, GError **error)
{
	GDate until;

	if (!progress_advance(keeping->work->progress, 1)) {
		fault_set(error, FAULT_INTERRUPTED,
		          N_("stopped as asked: run the command again to go on"));
		return false;
	}
	if (!row_selection_takes(keeping->selection, record, &until))
		return true;
	if (keeping->rows == 0 && !begin_segment(keeping, error))
		return false;
	add_row(keeping, record, &until);
	return keeping->plain->len < SEGMENT_BYTES || write_segment(keeping, error);
}

static bool
keep_rows(Keeping *keeping, GError **error)
{
	const ContainerFinding *container = row_selection_container(keeping->selection);
	Source *source = action_source(keeping->work, keeping->step, error);
	g_autoptr(GBytes) last = NULL;
	g_autoptr(GError) trouble = NULL;
	g_autoptr(SourceCursor) cursor = NULL;
	const SourceRecord *record;

	if (source == NULL || !journal_last(keeping->journal, &last, error))
		return false;
	cursor = source_read(source, container->group, container->container,
	                     (Span){g_bytes_get_data(last, NULL), g_bytes_get_size(last)}, error);
	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &trouble)) != NULL)
		if (!keep_row(keeping, record, error))
			return false;
	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	return write_segment(keeping, error);
}

/* Copies are reconciled with the live store's identities, which must outlive its rows. */
static bool
index_live(Work *work, const ContainerFinding *container, GError **error)
{
	Database *database = dossier_database(work->dossier);

	if (container->is_copy)
		return true;
	if (!row_selection_index(work, container, error) || !database_begin(database, error))
		return false;
	if (keep_index_store(work->kept, database, error) && database_commit(database, error))
		return true;
	database_rollback(database);
	return false;
}

static bool
apply(Work *work, const PlanStep *step, Journal *journal, ActionOutcome *ret, GError **error)
{
	g_autoptr(RowSelection) selection = row_selection_new(work, step, error);
	g_autoptr(KeptStore) store = NULL;
	g_autoptr(GString) plain = g_string_new(NULL);
	g_autoptr(GByteArray) key = g_byte_array_new();

	if (selection == NULL || !index_live(work, row_selection_container(selection), error))
		return false;
	store = kept_store_open(work->dossier, error);
	if (store == NULL)
		return false;
	Keeping keeping = {
		.work = work,
		.step = step,
		.journal = journal,
		.selection = selection,
		.store = store,
		.plain = plain,
		.key = key,
	};
	if (!keep_rows(&keeping, error))
		return false;
	ret->before = step->count;
	ret->done = journal_done(journal);
	ret->after = ret->done;
	return true;
}

/* The store holds the rows that were counted, and each segment is what was written. */
static bool
verify(Work *work, const PlanStep *step, const ActionOutcome *outcome, ActionVerdict *ret_verdict,
       char **ret_note, GError **error)
{
	g_autoptr(KeptStore) store = kept_store_open(work->dossier, error);
	int64_t rows = 0;

	(void)ret_note;
	if (store == NULL || !kept_store_check(store, step, &rows, error))
		return false;
	*ret_verdict = rows == outcome->done ? ACTION_VERIFIED : ACTION_NOT_VERIFIED;
	return true;
}

const Action action_keep = {
	.form = STEP_KEEP,
	.reversible = true,
	.apply = apply,
	.verify = verify,
};
