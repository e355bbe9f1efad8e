/*
 * list-source.c - print what a source holds, for the tests of broken input
 *
 *     list-source URI
 *
 * One line a container: name, form, fields, rows declared, rows read, why it is
 * unreadable; tab-separated.  With -f a line for each field follows, with -v the values.  Exit status 2
 * with a message where the source fails.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
	GPtrArray *groups; /* char *, in order */
	GHashTable *rows;  /* container to uint64_t * */
	GPtrArray *lines;  /* char * */
	GPtrArray *names;  /* char *, of the containers, beside @lines */
	bool fields;
	bool values;
} Listing;

static const char *const form_names[] = {"table", "document", "text", "opaque"};

static bool
note(const SourceContainer *container, void *data)
{
	Listing *listing = data;
	GString *line = g_string_new(NULL);

	g_string_append_printf(line, "%s\t%s\t%zu\t%" G_GINT64_FORMAT "\t%%%s%s\t%s",
	                       container->name, form_names[container->form], container->n_fields,
	                       container->rows, container->is_copy ? " copy" : "",
	                       container->is_system ? " system" : "",
	                       container->unreadable == NULL ? "-" : container->unreadable);
	for (size_t i = 0; listing->fields && i < container->n_fields; i++) {
		const SourceField *field = &container->fields[i];

		g_string_append_printf(line, "\n  %s\t%s\t%s%s%s%s%s%s", field->name, field->type,
		                       field->comment, field->in_key ? "\tkey" : "",
		                       field->ref_container == NULL ? "" : "\t-> ",
		                       field->ref_container == NULL ? "" : field->ref_container,
		                       field->ref_container == NULL ? "" : "/",
		                       field->ref_container == NULL ? "" : field->ref_field);
	}
	g_ptr_array_add(listing->lines, g_string_free(line, FALSE));
	g_ptr_array_add(listing->names, g_strdup(container->name));
	bool listed = listing->groups->len > 0 &&
	              g_str_equal(g_ptr_array_index(listing->groups, listing->groups->len - 1),
	                          container->group);
	if (container->form != CONTAINER_OPAQUE && !listed)
		g_ptr_array_add(listing->groups, g_strdup(container->group));
	return true;
}

static void
show_values(const SourceRecord *record)
{
	printf("%s", record->container);
	for (size_t i = 0; i < record->n_values; i++) {
		const SourceValue *value = &record->values[i];

		if (value->type == VALUE_NULL)
			printf("|null");
		else if (value->type == VALUE_BINARY)
			printf("|<%zu bytes>", value->bytes.length);
		else
			printf("|%.*s", (int)value->bytes.length,
			       value->bytes.bytes); /* ci-allow: made-up test data */
	}
	printf("\n");
}

static bool
read_group(Source *source, const char *group, Listing *listing, GError **error)
{
	g_autoptr(SourceCursor) cursor = source_read(source, group, NULL, (Span){NULL, 0}, error);
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record;

	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &trouble)) != NULL) {
		uint64_t *rows = g_hash_table_lookup(listing->rows, record->container);

		if (rows == NULL) {
			rows = g_new0(uint64_t, 1);
			g_hash_table_insert(listing->rows, g_strdup(record->container), rows);
		}
		++*rows;
		if (listing->values)
			show_values(record);
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL && (error == NULL || *error == NULL);
}

static bool
list(const char *uri, Listing *listing, GError **error)
{
	g_autoptr(Source) source = source_open("s", uri, NULL, error);

	if (source == NULL || !source_discover(source, NULL, note, listing, error))
		return false;
	for (guint i = 0; i < listing->groups->len; i++)
		if (!read_group(source, g_ptr_array_index(listing->groups, i), listing, error))
			return false;
	for (guint i = 0; i < listing->lines->len; i++) {
		const uint64_t *rows =
			g_hash_table_lookup(listing->rows, g_ptr_array_index(listing->names, i));
		g_auto(GStrv) halves = g_strsplit(g_ptr_array_index(listing->lines, i), "\t%", 2);

		printf("%s\t%" G_GUINT64_FORMAT "%s\n", halves[0], rows == NULL ? 0 : *rows,
		       halves[1]);
	}
	return true;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Listing listing = {.fields = argc > 2 && g_str_equal(argv[1], "-f"),
	                   .values = argc > 2 && g_str_equal(argv[1], "-v")};

	if (argc < 2)
		return 2;
	listing.groups = g_ptr_array_new_with_free_func(g_free);
	listing.lines = g_ptr_array_new_with_free_func(g_free);
	listing.names = g_ptr_array_new_with_free_func(g_free);
	listing.rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	bool done = list(argv[argc - 1], &listing, &error);
	if (!done)
		fprintf(stderr, "%s\n", error->message);
	g_ptr_array_unref(listing.groups);
	g_ptr_array_unref(listing.lines);
	g_ptr_array_unref(listing.names);
	g_hash_table_unref(listing.rows);
	return done ? 0 : 2;
}
