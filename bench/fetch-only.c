/*
 * fetch-only.c - every cell of a source fetched and not looked at
 *
 *     fetch-only URI
 *
 * The ceiling of a scan: the same cursor over the same containers, one byte of each
 * cell touched.  Prints one line, tab-separated: rows, cells, bytes of cells, seconds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"

#include <glib.h>
#include <stdio.h>

#define MICROSECONDS 1e6

typedef struct {
	GPtrArray *groups; /* char *, in the order of discovery */
	GHashTable *seen;
} Groups;

typedef struct {
	uint64_t rows, cells, bytes;
	uint64_t touched; /* so that no cell is left out by the compiler */
} Fetched;

static bool
note_group(const SourceContainer *container, void *data)
{
	Groups *groups = data;
	const char *group = container->group == NULL ? "" : container->group;

	if (container->is_system || container->unreadable != NULL ||
	    container->form == CONTAINER_OPAQUE || g_hash_table_contains(groups->seen, group))
		return true;
	char *copy = g_strdup(group);
	g_hash_table_add(groups->seen, copy);
	g_ptr_array_add(groups->groups, copy);
	return true;
}

static bool
fetch_group(Source *source, const char *group, Fetched *fetched, GError **error)
{
	g_autoptr(SourceCursor) cursor = source_read(source, group, NULL, (Span){NULL, 0}, error);
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record;

	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &trouble)) != NULL) {
		fetched->rows++;
		fetched->cells += record->n_values;
		for (size_t i = 0; i < record->n_values; i++) {
			Span value = record->values[i].bytes;

			fetched->bytes += value.length;
			fetched->touched += value.length > 0 ? (unsigned char)value.bytes[0] : 0;
		}
	}
	if (trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&trouble));
	return false;
}

static bool
fetch(Source *source, Fetched *fetched, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(Progress) progress = progress_new(NULL, NULL);
	Groups groups = {names, seen};

	if (!source_discover(source, progress, note_group, &groups, error) ||
	    !source_begin(source, error))
		return false;
	for (size_t i = 0; i < names->len; i++)
		if (!fetch_group(source, g_ptr_array_index(names, i), fetched, error))
			return false;
	return source_end(source, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Fetched fetched = {0};

	if (argc != 2) {
		fputs("usage: fetch-only URI\n", stderr);
		return 2;
	}
	gint64 start = g_get_monotonic_time();
	g_autoptr(Source) source = source_open("bench", argv[1], NULL, &error);
	if (source == NULL || !fetch(source, &fetched, &error)) {
		fprintf(stderr, "fetch-only: %s\n", error->message);
		return 2;
	}
	double seconds = (double)(g_get_monotonic_time() - start) / MICROSECONDS;
	printf("%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%.4f\n",
	       fetched.rows, fetched.cells, fetched.bytes, seconds);
	return fetched.touched == 0 && fetched.bytes > 0 ? 1 : 0;
}
