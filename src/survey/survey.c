/*
 * survey.c - one full pass over every container of every source
 *
 * Discovery lists everything first; names alone say what leads to persons; then each group
 * of containers is read once, from first to last record; then come the verdicts and the keys
 * between containers, checked with the sketches.  What was not read is listed with the
 * reason.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "survey.h"

#include "bounds.h"
#include "container-read.h"
#include "errors.h"
#include "relation-key.h"
#include "survey-container.h"

#include <string.h>

typedef struct {
	Inventory *inventory;
	GPtrArray *scans;       /* ContainerScan *, in the order of inventory->containers */
	GHashTable *by_finding; /* ContainerFinding * -> ContainerScan * */
	HashKey key;
	const GDate *stop;
	PersonCount *persons;
	IdentifierCounts *counts;
	ContainerReader *reader;
	Source *source; /* that is being discovered */
} Survey;

static void
counts_free(IdentifierCounts *counts)
{
	for (int kind = 0; kind < KIND_ROOM; kind++)
		distinct_count_clear(&counts->kinds[kind], &counts->budget);
	g_free(counts);
}

static void
survey_clear(Survey *survey)
{
	g_clear_pointer(&survey->scans, g_ptr_array_unref);
	g_clear_pointer(&survey->by_finding, g_hash_table_unref);
	g_clear_pointer(&survey->reader, container_reader_free);
	g_clear_pointer(&survey->persons, person_count_free);
	g_clear_pointer(&survey->counts, counts_free);
	g_clear_pointer(&survey->inventory, inventory_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Survey, survey_clear)

static void
free_scan(gpointer scan)
{
	container_scan_free(scan);
}

static bool
note_container(const SourceContainer *container, void *data)
{
	Survey *survey = data;
	const char *source = source_name(survey->source);

	if (container->is_system || container->unreadable != NULL ||
	    container->form == CONTAINER_OPAQUE) {
		const char *why = container->is_system            ? "system"
		                  : container->unreadable != NULL ? container->unreadable
		                                                  : "unreadable";
		inventory_skip(survey->inventory, source, container->name, why);
	}
	/* A system table is named and skipped; what cannot be read still belongs in the catalogue. */
	if (container->is_system)
		return true;
	ContainerScan *scan = container_scan_new(survey->inventory, source, container);
	if (scan->finding->unreadable == NULL && container->form == CONTAINER_OPAQUE)
		scan->finding->unreadable = g_strdup("unreadable");
	g_ptr_array_add(survey->scans, scan);
	g_hash_table_insert(survey->by_finding, scan->finding, scan);
	if (container->bytes > 0)
		survey->inventory->totals.bytes += container->bytes;
	return survey->scans->len < BOUND_CONTAINERS;
}

static bool
discover(Survey *survey, GPtrArray *sources, Progress *progress, GError **error)
{
	for (size_t i = 0; i < sources->len; i++) {
		survey->source = g_ptr_array_index(sources, i);
		if (!source_discover(survey->source, progress, note_container, survey, error))
			return false;
	}
	size_t n_fields = 0;
	for (size_t i = 0; i < survey->scans->len; i++) {
		ContainerScan *scan = g_ptr_array_index(survey->scans, i);

		verdict_decide(scan->finding, NULL);
		n_fields += scan->n_fields;
	}
	relation_key_discover(survey->inventory, NULL, NULL);
	for (size_t i = 0; i < survey->scans->len; i++)
		container_scan_prepare(g_ptr_array_index(survey->scans, i), survey->inventory,
		                       &survey->key, sketch_size_for(n_fields));
	return true;
}

/* The scans of each group of @source that can be read: group -> container name -> scan. */
static GHashTable *
groups_of(const Survey *survey, const char *source)
{
	GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
	                                           (GDestroyNotify)g_hash_table_unref);

	for (size_t i = 0; i < survey->scans->len; i++) {
		ContainerScan *scan = g_ptr_array_index(survey->scans, i);
		ContainerFinding *finding = scan->finding;

		if (finding->unreadable != NULL || strcmp(finding->source, source) != 0)
			continue;
		GHashTable *by_name = g_hash_table_lookup(groups, finding->group);
		if (by_name == NULL) {
			by_name = g_hash_table_new(g_str_hash, g_str_equal);
			g_hash_table_insert(groups, finding->group, by_name);
		}
		g_hash_table_insert(by_name, finding->container, scan);
	}
	return groups;
}

/* The whole group failed half-way: what was read stays, and it is said that it is not all. */
static void
note_failure(Survey *survey, GHashTable *group, const char *source, const GError *cause)
{
	GHashTableIter iter;
	gpointer name = NULL;
	gpointer scan = NULL;
	g_autofree char *reason = g_strdup_printf("read-failed|%s", cause->message);

	g_strdelimit(reason + strlen("read-failed|"), "|\n", ' ');
	g_hash_table_iter_init(&iter, group);
	while (g_hash_table_iter_next(&iter, &name, &scan)) {
		ContainerFinding *finding = ((ContainerScan *)scan)->finding;

		finding->unreadable = g_strdup(reason);
		inventory_skip(survey->inventory, source, name, reason);
	}
}

/* What was counted of its fields can be let go before the next one. */
static void
finish_group(Survey *survey, GHashTable *group)
{
	GHashTableIter iter;
	gpointer scan = NULL;

	g_hash_table_iter_init(&iter, group);
	while (g_hash_table_iter_next(&iter, NULL, &scan))
		container_scan_finish(scan, survey->inventory, survey->counts);
}

static bool
read_group(Survey *survey, Source *source, const char *name, GHashTable *group, Progress *progress,
           GError **error)
{
	g_autoptr(GError) cause = NULL;
	const RecordBatch *batch = NULL;

	g_autoptr(SourceCursor) cursor = source_read(source, name, NULL, (Span){NULL, 0}, &cause);
	g_autoptr(ReadAhead) reading = cursor == NULL ? NULL : read_ahead_open(cursor);
	while (reading != NULL && (batch = read_ahead_next(reading, &cause)) != NULL) {
		ContainerScan *scan = g_hash_table_lookup(group, batch->container);

		if (scan != NULL)
			container_reader_take(survey->reader, scan, batch);
		if (!progress_advance(progress, batch->n_records)) {
			fault_set(error, FAULT_INTERRUPTED,
			          N_("the scan was stopped: nothing was stored"));
			return false;
		}
	}
	if (cause == NULL) {
		finish_group(survey, group);
		return true;
	}
	if (fault_is(cause, FAULT_INTERRUPTED)) {
		g_propagate_error(error, g_steal_pointer(&cause));
		return false;
	}
	note_failure(survey, group, source_name(source), cause);
	return true;
}

static bool
read_source(Survey *survey, Source *source, Progress *progress, GError **error)
{
	g_autoptr(GHashTable) groups = groups_of(survey, source_name(source));
	SourceTraits traits = 0;
	bool snapshot = false;

	if (!source_check(source, &traits, error))
		return false;
	snapshot = (traits & SOURCE_CAN_SNAPSHOT) != 0;
	if (snapshot && !source_begin(source, error))
		return false;
	for (size_t i = 0; i < survey->scans->len; i++) {
		const ContainerFinding *finding =
			((ContainerScan *)g_ptr_array_index(survey->scans, i))->finding;

		GHashTable *group = NULL;
		if (strcmp(finding->source, source_name(source)) != 0 ||
		    !g_hash_table_steal_extended(groups, finding->group, NULL, (gpointer *)&group))
			continue;
		bool done = read_group(survey, source, finding->group, group, progress, error);
		g_hash_table_unref(group);
		if (!done) {
			if (snapshot)
				(void)source_end(source, NULL);
			return false;
		}
	}
	return !snapshot || source_end(source, error);
}

static const FieldScan *
field_scan(const Survey *survey, const ContainerFinding *container, const Finding *finding)
{
	const ContainerScan *scan = g_hash_table_lookup(survey->by_finding, container);

	for (size_t i = 0; i < scan->n_fields; i++)
		if (g_ptr_array_index(container->findings, i) == finding)
			return &scan->fields[i];
	return NULL;
}

static int
check_contained(const ContainerFinding *from, const Finding *from_field, const ContainerFinding *to,
                const Finding *to_field, void *data)
{
	const Survey *survey = data;
	const FieldScan *part = field_scan(survey, from, from_field);
	const FieldScan *whole = field_scan(survey, to, to_field);

	if (part == NULL || whole == NULL)
		return -1;
	if (!part->is_list || part->items.n == 0)
		return sketch_contained(&part->sketch, &whole->sketch);
	/* A name says little of where several keys lead: their values must agree. */
	int contained = sketch_contained(&part->items, &whole->sketch);
	return contained < RELATION_ENOUGH ? RELATION_NEVER : contained;
}

/* The same table with the same columns elsewhere: a dump, an export, a backup. */
static void
mark_copies(Inventory *inventory)
{
	g_autoptr(GHashTable) originals =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < inventory->containers->len; i++) {
		ContainerFinding *container = g_ptr_array_index(inventory->containers, i);
		g_autoptr(GString) shape = g_string_new(container_table(container->container));

		if (container->is_copy || container->findings->len < 2)
			continue;
		for (size_t j = 0; j < container->findings->len; j++)
			g_string_append_printf(
				shape, "|%s",
				((Finding *)g_ptr_array_index(container->findings, j))->field);
		bool is_file = container->container != container_table(container->container);
		ContainerFinding *other = g_hash_table_lookup(originals, shape->str);
		if (other == NULL)
			g_hash_table_insert(originals, g_strdup(shape->str), container);
		else if (is_file)
			container->is_copy = true;
		else if (other->container != container_table(other->container))
			other->is_copy = true;
	}
}

static void
explain_keys(Inventory *inventory)
{
	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < container->findings->len; j++) {
			Finding *finding = g_ptr_array_index(container->findings, j);
			const ContainerFinding *to =
				finding->ref_container == NULL
					? NULL
					: inventory_container(inventory, container->source,
			                                      finding->ref_container);

			if (to != NULL && to->record_class == RECORD_ACCOUNT)
				finding_add_reason(finding, "leads-to-person|%s|%s",
				                   finding->ref_container, finding->ref_field);
		}
	}
}

static void
sum_up(Survey *survey)
{
	InventoryTotals *totals = &survey->inventory->totals;
	PersonTotals persons = person_count_totals(survey->persons);

	totals->persons = persons.persons;
	totals->persons_estimated = persons.estimated;
	totals->minors_14 = persons.under_14;
	totals->minors_18 = persons.under_18;
	totals->age_unknown = persons.age_unknown;
	totals->sensitive = persons.sensitive;
	totals->sms_trigger = persons.sms_trigger;
	for (size_t i = 0; i < survey->scans->len; i++) {
		ContainerScan *scan = g_ptr_array_index(survey->scans, i);

		container_scan_count_minors(scan, survey->persons);
		totals->rows += scan->finding->rows;
	}
	for (int kind = 0; kind < kind_count(); kind++) {
		const DistinctCount *count = &survey->counts->kinds[kind];
		IdentifierTotal total = {(KindId)kind, distinct_count_number(count),
		                         !distinct_count_is_exact(count)};

		if (total.distinct > 0)
			g_array_append_val(survey->inventory->identifiers, total);
	}
}

static Survey
survey_begin(const Key *sketch_key, const GDate *stop)
{
	Survey survey = {
		.inventory = inventory_new(),
		.scans = g_ptr_array_new_with_free_func(free_scan),
		.by_finding = g_hash_table_new(NULL, NULL),
		.key = hash_key(sketch_key),
		.stop = stop,
		.persons = person_count_new(0),
		.counts = g_new0(IdentifierCounts, 1),
	};

	survey.counts->budget = DISTINCT_BUDGET;
	return survey;
}

static Inventory *
survey_all(Survey *all, GPtrArray *sources, Progress *progress, GError **error)
{
	if (!discover(all, sources, progress, error))
		return NULL;
	for (size_t i = 0; i < sources->len; i++)
		if (!read_source(all, g_ptr_array_index(sources, i), progress, error))
			return NULL;
	for (size_t i = 0; i < all->scans->len; i++)
		container_scan_finish(g_ptr_array_index(all->scans, i), all->inventory,
		                      all->counts);
	relation_key_discover(all->inventory, check_contained, all);
	explain_keys(all->inventory);
	mark_copies(all->inventory);
	sum_up(all);
	return g_steal_pointer(&all->inventory);
}

Inventory *
survey_sources(GPtrArray *sources, const Key *sketch_key, const GDate *stop, Progress *progress,
               GError **error)
{
	g_auto(Survey) survey = survey_begin(sketch_key, stop);

	survey.reader = container_reader_new(&survey.key, stop, survey.persons, survey.counts);
	return survey_all(&survey, sources, progress, error);
}

Inventory *
survey_sources_slowly(GPtrArray *sources, const Key *sketch_key, const GDate *stop,
                      Progress *progress, GError **error)
{
	g_auto(Survey) survey = survey_begin(sketch_key, stop);

	survey.reader = container_reader_new(&survey.key, stop, survey.persons, survey.counts);
	container_reader_ask_always(survey.reader);
	return survey_all(&survey, sources, progress, error);
}

static void
close_source(gpointer source)
{
	source_close(source);
}

static bool
is_wanted(const DossierSource *source, char *const *names)
{
	if (names == NULL || names[0] == NULL)
		return true;
	return g_strv_contains((const char *const *)names, source->name);
}

static bool
open_sources(Dossier *dossier, char *const *names, GPtrArray *sources, GError **error)
{
	const GPtrArray *named = dossier_sources(dossier);

	for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
		if (dossier_source(dossier, names[i]) == NULL) {
			fault_set(error, FAULT_NOT_FOUND, N_("the dossier has no source '%s'"),
			          names[i]);
			return false;
		}
	}
	for (size_t i = 0; i < named->len; i++) {
		const DossierSource *from = g_ptr_array_index(named, i);

		if (!is_wanted(from, names))
			continue;
		Source *source = source_open(from->name, from->uri, from->secret, error);
		if (source == NULL)
			return false;
		g_ptr_array_add(sources, source);
	}
	if (sources->len == 0)
		fault_set(error, FAULT_NOT_FOUND,
		          N_("the dossier has no source: add one with 'tingfu source add'"));
	return sources->len > 0;
}

Inventory *
survey_run(Dossier *dossier, char *const *names, Progress *progress, GError **error)
{
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(close_source);
	g_autofree char *last = dossier_fact(dossier, "total.scan");
	g_auto(Key) fingerprint = {{0}};

	if (!open_sources(dossier, names, sources, error) ||
	    !dossier_key(dossier, "fingerprint", &fingerprint, error))
		return NULL;
	g_auto(Key) sketch = key_derive(&fingerprint, "sketch");
	Inventory *inventory = survey_sources(
		sources, &sketch, &dossier_settings(dossier)->stop_date, progress, error);
	if (inventory == NULL)
		return NULL;
	inventory->totals.scan = last == NULL ? 1 : g_ascii_strtoll(last, NULL, 10) + 1;
	inventory->totals.scanned_at = clock_now(dossier_clock(dossier));
	return inventory;
}
