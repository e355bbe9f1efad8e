/*
 * row-selection.c - which rows of a container a step takes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "row-selection.h"

#include "errors.h"
#include "record-date.h"

#include <string.h>

#define CHILD_AGE             14 /* PIPL 28, Provisions on Children's PI 2 */
#define IDENTITY_NUMBER       18 /* longer than a date, shorter than a time with a zone */
#define IDENTITY_LENGTH_LEAST 10 /* bytes of a value that may name a business record by itself */

struct RowSelection {
	const Work *work;
	const ContainerFinding *container;
	StepRows rows;
	const RetentionRule *rule;
	GDate stop;
	int date_field;      /* when the period starts; -1 */
	int ref_field;       /* leads to the parent; -1 */
	int birth_field;     /* -1 */
	GHashTable *parents; /* identity -> julian day until which the parent is kept; or a set */
};

typedef struct {
	const RowSelection *parent;
	GHashTable *found;
	int key_field; /* of the parent, that children name */
} ParentPass;

const ContainerFinding *
row_selection_container(const RowSelection *selection)
{
	return selection->container;
}

void
row_selection_free(RowSelection *selection)
{
	if (selection == NULL)
		return;
	g_clear_pointer(&selection->parents, g_hash_table_unref);
	g_free(selection);
}

static bool
is_child(const RowSelection *selection, const SourceRecord *record)
{
	GDate birth;

	if (selection->birth_field < 0 || (size_t)selection->birth_field >= record->n_values)
		return false;
	return record_date(record->values[selection->birth_field].bytes, &birth) &&
	       date_age(&birth, &selection->stop) < CHILD_AGE;
}

/* The parent's entry for this row; 0 where there is none. */
static guint32
parent_of(const RowSelection *selection, const SourceRecord *record)
{
	const SourceValue *value;

	if (selection->parents == NULL || selection->ref_field < 0 ||
	    (size_t)selection->ref_field >= record->n_values)
		return 0;
	value = &record->values[selection->ref_field];
	if (value->type == VALUE_NULL)
		return 0;
	uint64_t identity = work_identity(selection->work, "parent", value->bytes);
	return GPOINTER_TO_UINT(
		g_hash_table_lookup(selection->parents, GSIZE_TO_POINTER(identity)));
}

/*
 * The day until which the row must be kept.  A record whose start is not known
 * has not ended: its period is counted from the stop.
 */
static GDate
keep_until(const RowSelection *selection, const SourceRecord *record)
{
	guint32 of_parent = parent_of(selection, record);
	GDate start = selection->stop, named;

	if (of_parent != 0) {
		GDate until;

		g_date_clear(&until, 1);
		g_date_set_julian(&until, of_parent);
		return until;
	}
	if (selection->date_field >= 0 && (size_t)selection->date_field < record->n_values &&
	    record_date(record->values[selection->date_field].bytes, &named) &&
	    g_date_compare(&named, &selection->stop) < 0)
		start = named;
	return law_keep_until(selection->rule, &start);
}

/* Dates name no record.  An order number often begins with one and goes on. */
static bool
value_is_date(Span value)
{
	GDate date;

	return value.length != IDENTITY_NUMBER && record_date(value, &date);
}

static Span
key_bytes(const ContainerFinding *container, const SourceRecord *record, GByteArray *buffer)
{
	g_byte_array_set_size(buffer, 0);
	for (size_t i = 0; i < container->findings->len && i < record->n_values; i++) {
		const Finding *finding = container->findings->pdata[i];
		Span bytes = record->values[i].bytes;

		if (!finding->in_key)
			continue;
		g_byte_array_append(buffer, (const guint8 *)bytes.bytes, (guint)bytes.length);
		g_byte_array_append(buffer, (const guint8 *)"\x1f", 1);
	}
	return (Span){(const char *)buffer->data, buffer->len};
}

/* Is this row of a copy known from the live store? */
static bool
is_reconciled(const RowSelection *selection, const SourceRecord *record)
{
	const ContainerFinding *container = selection->container;
	g_autoptr(GByteArray) buffer = g_byte_array_new();
	Span key = key_bytes(container, record, buffer);
	const Work *work = selection->work;

	if (key.length > 0 &&
	    keep_index_has(work->kept,
	                   work_identity(work, container_table(container->container), key)))
		return true;
	for (size_t i = 0; i < record->n_values; i++) {
		Span bytes = record->values[i].bytes;

		if (bytes.length >= IDENTITY_LENGTH_LEAST && !value_is_date(bytes) &&
		    keep_index_has(work->kept, work_identity(work, "unique value", bytes)))
			return true;
	}
	return false;
}

bool
row_selection_takes(const RowSelection *selection, const SourceRecord *record, GDate *ret_until)
{
	GDate until;

	switch (selection->rows) {
	case ROWS_CHILDREN:
		return is_child(selection, record) || parent_of(selection, record) != 0;
	case ROWS_WITHIN_PERIOD:
		until = keep_until(selection, record);
		if (ret_until != NULL)
			*ret_until = until;
		if (g_date_compare(&until, &selection->stop) < 0)
			return false;
		return !selection->container->is_copy || !is_reconciled(selection, record);
	case ROWS_ALL:
	default:
		return true;
	}
}

static bool
note_parent(const SourceRecord *record, void *data, GError **error)
{
	ParentPass *pass = data;
	const RowSelection *parent = pass->parent;
	guint32 entry = 1;

	(void)error;
	if (pass->key_field < 0 || (size_t)pass->key_field >= record->n_values)
		return true;
	if (parent->rows == ROWS_CHILDREN && !is_child(parent, record))
		return true;
	if (parent->rows == ROWS_WITHIN_PERIOD) {
		GDate until = keep_until(parent, record);

		entry = g_date_get_julian(&until);
	}
	uint64_t identity =
		work_identity(parent->work, "parent", record->values[pass->key_field].bytes);
	g_hash_table_insert(pass->found, GSIZE_TO_POINTER(identity), GUINT_TO_POINTER(entry));
	return true;
}

/* When the business ended; where that is not said, when it came about. */
static const char *
start_field(const ContainerFinding *container)
{
	return container->end_field != NULL ? container->end_field : container->time_field;
}

/* The first field that leads to a container with what this step asks of a parent. */
static const Finding *
find_ref(const RowSelection *selection, const ContainerFinding **ret_parent)
{
	const ContainerFinding *container = selection->container;

	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];
		const ContainerFinding *parent;

		if (finding->ref_container == NULL)
			continue;
		parent = inventory_container(selection->work->inventory, container->source,
		                             finding->ref_container);
		if (parent == NULL || parent == container)
			continue;
		if (selection->rows == ROWS_CHILDREN
		            ? parent->birth_field != NULL
		            : parent->record_class == container->record_class &&
		                      start_field(parent) != NULL) {
			*ret_parent = parent;
			return finding;
		}
	}
	return NULL;
}

static bool
read_parents(RowSelection *selection, GError **error)
{
	const ContainerFinding *container = NULL;
	const Finding *finding = find_ref(selection, &container);

	if (finding == NULL)
		return true;
	selection->ref_field = work_field(selection->container, finding->field);
	selection->parents = g_hash_table_new(g_direct_hash, g_direct_equal);
	const RowSelection parent = {
		.work = selection->work,
		.container = container,
		.rows = selection->rows,
		.rule = selection->rule,
		.stop = selection->stop,
		.date_field = work_field(container, start_field(container)),
		.ref_field = -1,
		.birth_field = work_field(container, container->birth_field),
	};
	ParentPass pass = {&parent, selection->parents, work_field(container, finding->ref_field)};
	return work_read(selection->work, container, note_parent, &pass, error);
}

static bool
needs_parents(const RowSelection *selection)
{
	const ContainerFinding *container = selection->container;

	if (selection->rows == ROWS_CHILDREN)
		return container->birth_field == NULL;
	return selection->rows == ROWS_WITHIN_PERIOD && container->end_field == NULL;
}

RowSelection *
row_selection_new(Work *work, const PlanStep *step, GError **error)
{
	g_autoptr(RowSelection) selection = g_new0(RowSelection, 1);
	const ContainerFinding *container =
		inventory_container(work->inventory, step->source, step->container);

	if (container == NULL) {
		fault_set(error, FAULT_CONFLICT,
		          N_("step %u: the inventory has no container '%s': make a new plan"),
		          step->number, step->container);
		return NULL;
	}
	selection->work = work;
	selection->container = container;
	selection->rows = step->rows;
	selection->rule = step->rule == NULL ? NULL : law_retention_rule(work->law, step->rule);
	selection->stop = dossier_settings(work->dossier)->stop_date;
	selection->date_field = work_field(container, start_field(container));
	selection->birth_field = work_field(container, container->birth_field);
	selection->ref_field = -1;
	if (step->rows == ROWS_WITHIN_PERIOD && selection->rule == NULL) {
		fault_set(error, FAULT_CONFLICT, N_("step %u: no retention rule '%s' is known"),
		          step->number, step->rule == NULL ? "" : step->rule);
		return NULL;
	}
	if (needs_parents(selection) && !read_parents(selection, error))
		return NULL;
	return g_steal_pointer(&selection);
}

typedef struct {
	const RowSelection *selection;
	int64_t count;
} CountPass;

static bool
count_row(const SourceRecord *record, void *data, GError **error)
{
	CountPass *pass = data;

	(void)error;
	pass->count += row_selection_takes(pass->selection, record, NULL);
	return true;
}

bool
row_selection_count(Work *work, const PlanStep *step, int64_t *ret_count, GError **error)
{
	g_autoptr(RowSelection) selection = row_selection_new(work, step, error);
	CountPass pass = {selection, 0};

	if (selection == NULL || !work_read(work, selection->container, count_row, &pass, error))
		return false;
	*ret_count = pass.count;
	return true;
}

typedef struct {
	Work *work;
	const ContainerFinding *container;
	GByteArray *buffer;
	GPtrArray *unique; /* one GHashTable of identities a field; NULL once a value came twice */
} IndexPass;

static void
note_value(IndexPass *pass, size_t field, Span bytes)
{
	GHashTable *seen = pass->unique->pdata[field];

	if (seen == NULL || bytes.length == 0)
		return;
	if (bytes.length < IDENTITY_LENGTH_LEAST || value_is_date(bytes) ||
	    !g_hash_table_add(seen,
	                      GSIZE_TO_POINTER(work_identity(pass->work, "unique value", bytes)))) {
		g_hash_table_unref(seen);
		pass->unique->pdata[field] = NULL;
	}
}

static bool
index_row(const SourceRecord *record, void *data, GError **error)
{
	IndexPass *pass = data;
	Span key = key_bytes(pass->container, record, pass->buffer);

	(void)error;
	if (key.length > 0)
		keep_index_add(pass->work->kept,
		               work_identity(pass->work,
		                             container_table(pass->container->container), key));
	for (size_t i = 0; i < record->n_values && i < pass->unique->len; i++)
		note_value(pass, i, record->values[i].bytes);
	return true;
}

static void
add_unique(IndexPass *pass)
{
	for (size_t i = 0; i < pass->unique->len; i++) {
		GHashTableIter iterator;
		void *identity;

		if (pass->unique->pdata[i] == NULL)
			continue;
		g_hash_table_iter_init(&iterator, pass->unique->pdata[i]);
		while (g_hash_table_iter_next(&iterator, &identity, NULL))
			keep_index_add(pass->work->kept, GPOINTER_TO_SIZE(identity));
		g_hash_table_unref(pass->unique->pdata[i]);
	}
}

bool
row_selection_index(Work *work, const ContainerFinding *container, GError **error)
{
	g_autoptr(GByteArray) buffer = g_byte_array_new();
	g_autoptr(GPtrArray) unique = g_ptr_array_new();
	IndexPass pass = {work, container, buffer, unique};
	bool read;

	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];
		bool may_name = finding->personal != PERSONAL_YES && finding->ref_container == NULL;

		g_ptr_array_add(unique,
		                may_name ? g_hash_table_new(g_direct_hash, g_direct_equal) : NULL);
	}
	read = work_read(work, container, index_row, &pass, error);
	add_unique(&pass);
	return read;
}
