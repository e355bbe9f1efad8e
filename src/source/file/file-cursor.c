/*
 * file-cursor.c - the records of one file, in one pass over its bytes
 *
 * Members come in the order in which the catalogue has them; a file that changed since is
 * an error, because its records would carry the names of others.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "file-cursor.h"

#include "errors.h"
#include "sqlite-cursor.h"

#define NUMBER_SIZE sizeof(uint64_t)

struct FileCursor {
	const CatalogueFile *file;
	char *container; /* the only one wanted, or NULL */
	GBytes *after;
	uint64_t skip; /* records of it, for documents */
	Unpack *unpack;
	guint n_member; /* of the next */

	const CatalogueMember *member;
	ByteStream *stream;
	void *reader;
	GHashTable *counters; /* SchemaTable * to Counter * */

	sqlite3 *database;
	guint n_table; /* of the next, in the database */
	SqliteCursor *rows;

	uint64_t number; /* of the record, big end first: its key */
	SourceRecord record;
};

typedef struct {
	char *container;
	uint64_t rows;
	bool wanted;
} Counter;

static void
counter_free(gpointer data)
{
	Counter *counter = data;

	g_free(counter->container);
	g_free(counter);
}

static void
leave_member(FileCursor *cursor)
{
	if (cursor->reader != NULL)
		cursor->member->reader->close(cursor->reader);
	cursor->reader = NULL;
	g_clear_pointer(&cursor->stream, byte_stream_free);
	g_clear_pointer(&cursor->rows, sqlite_cursor_free);
	g_clear_pointer(&cursor->database, connection_close);
	g_clear_pointer(&cursor->counters, g_hash_table_unref);
	cursor->member = NULL;
}

void
file_cursor_free(FileCursor *cursor)
{
	if (cursor == NULL)
		return;
	leave_member(cursor);
	unpack_close(cursor->unpack);
	g_bytes_unref(cursor->after);
	g_free(cursor->container);
	g_free(cursor);
}

static bool
has_container(const CatalogueFile *file, const char *container)
{
	for (guint i = 0; i < file->members->len; i++) {
		const CatalogueMember *member = g_ptr_array_index(file->members, i);
		size_t n_tables = member->database != NULL ? member->database->len
		                                           : member->schema->tables->len;

		/* The name of the member is a prefix of those of its tables. */
		for (size_t j = 0; g_str_has_prefix(container, member->name) && j < n_tables; j++) {
			const SchemaTable *table =
				member->database != NULL
					? ((SqliteTable *)member->database->pdata[j])->table
					: member->schema->tables->pdata[j];
			g_autofree char *name = catalogue_container(member, table);

			if (g_str_equal(name, container))
				return true;
		}
	}
	return false;
}

FileCursor *
file_cursor_new(const CatalogueFile *file, const char *container, Span after, GError **error)
{
	uint64_t number = 0;

	if (file->unreadable != NULL) {
		fault_set(error, FAULT_UNSUPPORTED, N_("'%s' cannot be read: %s"), file->name,
		          file->unreadable);
		return NULL;
	}
	if (container != NULL && !has_container(file, container)) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no container '%s'"), container);
		return NULL;
	}
	Unpack *unpack = unpack_open(file->path, UNPACK_DOCUMENTS, error);
	if (unpack == NULL)
		return NULL;
	FileCursor *cursor = g_new0(FileCursor, 1);
	cursor->file = file;
	cursor->container = g_strdup(container);
	cursor->after = g_bytes_new(after.bytes, after.length);
	cursor->unpack = unpack;
	if (after.length == NUMBER_SIZE) {
		memcpy(&number, after.bytes, NUMBER_SIZE);
		cursor->skip = GUINT64_FROM_BE(number);
	}
	return cursor;
}

static Counter *
counter_of(FileCursor *cursor, const SchemaTable *table)
{
	Counter *counter = g_hash_table_lookup(cursor->counters, table);

	if (counter != NULL)
		return counter;
	counter = g_new0(Counter, 1);
	counter->container = catalogue_container(cursor->member, table);
	counter->wanted =
		cursor->container == NULL || g_str_equal(cursor->container, counter->container);
	g_hash_table_insert(cursor->counters, (gpointer)(uintptr_t)table, counter);
	return counter;
}

static const SourceRecord *
next_of_document(FileCursor *cursor, GError **error)
{
	DocumentRow row;
	size_t key_size = g_bytes_get_size(cursor->after);

	if (key_size != 0 && key_size != NUMBER_SIZE) {
		fault_set(error, FAULT_MALFORMED, N_("the key of a record is damaged"));
		return NULL;
	}
	while (cursor->member->reader->next(cursor->reader, &row)) {
		Counter *counter = counter_of(cursor, row.table);

		counter->rows++;
		if (!counter->wanted || counter->rows <= cursor->skip)
			continue;
		cursor->number = GUINT64_TO_BE(counter->rows);
		cursor->record = (SourceRecord){
			.container = counter->container,
			.key = {(const char *)&cursor->number, NUMBER_SIZE},
			.values = row.values,
			.n_values = row.n_values,
		};
		return &cursor->record;
	}
	return NULL;
}

/* The next table of the database that is wanted; false at the end or with @error set. */
static bool
next_table(FileCursor *cursor, GError **error)
{
	const GPtrArray *tables = cursor->member->database;
	Span after = {0};

	g_clear_pointer(&cursor->rows, sqlite_cursor_free);
	while (cursor->n_table < tables->len) {
		const SqliteTable *table = g_ptr_array_index(tables, cursor->n_table++);
		const Counter *counter = counter_of(cursor, table->table);

		if (table->unreadable != NULL || !counter->wanted)
			continue;
		if (cursor->container != NULL)
			after.bytes = g_bytes_get_data(cursor->after, &after.length);
		cursor->rows = sqlite_cursor_new(cursor->database, table, after, error);
		return cursor->rows != NULL;
	}
	return false;
}

static const SourceRecord *
next_of_database(FileCursor *cursor, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record = NULL;

	while (cursor->rows != NULL || next_table(cursor, &trouble)) {
		const SqliteTable *table =
			g_ptr_array_index(cursor->member->database, cursor->n_table - 1);

		record = sqlite_cursor_next(cursor->rows, &trouble);
		if (record != NULL) {
			cursor->record = *record;
			cursor->record.container = counter_of(cursor, table->table)->container;
			return &cursor->record;
		}
		if (trouble != NULL)
			break;
		g_clear_pointer(&cursor->rows, sqlite_cursor_free);
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return NULL;
}

static bool
enter_database(FileCursor *cursor, GError **error)
{
	const char *why = NULL;

	cursor->n_table = 0;
	if (unpack_is_plain(cursor->unpack)) {
		cursor->database = connection_open(cursor->file->path, CONNECTION_READS, error);
		return cursor->database != NULL;
	}
	cursor->database = catalogue_open_packed(cursor->stream, &why);
	if (cursor->database == NULL)
		fault_set(error, FAULT_CONFLICT, N_("'%s' changed while it was read"),
		          cursor->file->name);
	return cursor->database != NULL;
}

/* The next member that holds records; false at the end or with @error set. */
static bool
enter_member(FileCursor *cursor, GError **error)
{
	const UnpackMember *unpacked;

	leave_member(cursor);
	while ((unpacked = unpack_next(cursor->unpack)) != NULL) {
		const GPtrArray *members = cursor->file->members;
		const CatalogueMember *member =
			cursor->n_member < members->len ? members->pdata[cursor->n_member] : NULL;

		cursor->n_member++;
		if (member == NULL || !g_str_equal(member->inside, unpacked->member)) {
			fault_set(error, FAULT_CONFLICT, N_("'%s' changed while it was read"),
			          cursor->file->name);
			return false;
		}
		if (member->reader == NULL && member->database == NULL)
			continue;
		cursor->member = member;
		cursor->counters =
			g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, counter_free);
		cursor->stream = byte_stream_new(catalogue_pull, cursor->unpack);
		if (member->database != NULL)
			return enter_database(cursor, error);
		cursor->reader = member->reader->open(cursor->stream, member->stem, member->schema);
		return true;
	}
	return false;
}

const SourceRecord *
file_cursor_next(FileCursor *cursor, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record = NULL;

	while (record == NULL && trouble == NULL) {
		if (cursor->reader != NULL)
			record = next_of_document(cursor, &trouble);
		else if (cursor->database != NULL)
			record = next_of_database(cursor, &trouble);
		if (record != NULL || trouble != NULL || !enter_member(cursor, &trouble))
			break;
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return record;
}
