/*
 * source-sqlite.c - a SQLite database as a source: "sqlite:PATH"
 *
 * One connection reads, and holds the snapshot; another writes, and is opened for the first
 * removal.  The stages close both.  docs/sources/sqlite.md says what erasing means here.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"

#include "errors.h"
#include "sqlite-cursor.h"
#include "sqlite-erase.h"

#include <glib/gstdio.h>

typedef struct {
	char *path;
	char *name; /* of the file, without its directory */
	sqlite3 *reader;
	sqlite3 *writer;
	GPtrArray *tables; /* of the reader, or NULL */
	bool in_snapshot;
	unsigned open_cursors;
} SqliteSource;

typedef struct {
	SqliteSource *source;
	GPtrArray *tables; /* kept while it is read */
	SqliteCursor *cursor;
} SqliteReading;

static void
release(SqliteSource *self)
{
	g_clear_pointer(&self->tables, g_ptr_array_unref);
	g_clear_pointer(&self->reader, connection_close);
	g_clear_pointer(&self->writer, connection_close);
	self->in_snapshot = false;
}

static bool
need_reader(SqliteSource *self, GError **error)
{
	if (self->reader == NULL)
		self->reader = connection_open(self->path, CONNECTION_READS, error);
	return self->reader != NULL;
}

static bool
need_writer(SqliteSource *self, GError **error)
{
	if (self->writer == NULL)
		self->writer = connection_open(self->path, CONNECTION_WRITES, error);
	return self->writer != NULL;
}

static void
sqlite_close(void *data)
{
	SqliteSource *self = data;

	release(self);
	g_free(self->path);
	g_free(self->name);
	g_free(self);
}

static void *
sqlite_open(const char *uri, const char *secret, GError **error)
{
	SqliteSource *self = g_new0(SqliteSource, 1);

	(void)secret;
	self->path = g_canonicalize_filename(strchr(uri, ':') + 1, NULL);
	self->name = g_path_get_basename(self->path);
	if (!need_reader(self, error)) {
		sqlite_close(self);
		return NULL;
	}
	return self;
}

static bool
sqlite_check(void *data, SourceTraits *ret_traits, GError **error)
{
	SqliteSource *self = data;
	g_autofree char *directory = g_path_get_dirname(self->path);
	SourceTraits traits = SOURCE_CAN_SNAPSHOT;

	if (!need_reader(self, error) ||
	    !connection_run(self->reader, "SELECT count(*) FROM sqlite_schema", error))
		return false;
	/* The journal is a new file beside the database. */
	if (g_access(self->path, R_OK | W_OK) == 0 && g_access(directory, W_OK | X_OK) == 0)
		traits |= SOURCE_CAN_REMOVE | SOURCE_CAN_TRANSACT | SOURCE_CAN_ERASE |
		          SOURCE_CAN_REWRITE | SOURCE_CAN_PLANT;
	*ret_traits = traits;
	return true;
}

static bool
show(const SqliteTable *table, SourceVisit visit, void *data)
{
	const SchemaTable *shown = table->table;
	SourceContainer container = {
		.name = shown->name,
		.group = shown->name,
		.comment = shown->comment,
		.form = table->unreadable == NULL ? CONTAINER_TABLE : CONTAINER_OPAQUE,
		.fields = (const SourceField *)(void *)shown->fields->data,
		.n_fields = shown->fields->len,
		.rows = shown->rows,
		.bytes = -1,
		.is_system = table->is_system,
		.unreadable = table->unreadable,
	};

	return visit(&container, data);
}

static bool
sqlite_discover(void *data, Progress *progress, SourceVisit visit, void *visit_data, GError **error)
{
	SqliteSource *self = data;
	g_autoptr(GPtrArray) tables = NULL;

	(void)progress;
	if (!need_reader(self, error))
		return false;
	tables = sqlite_tables(self->reader, true, error);
	if (tables == NULL)
		return false;
	if (self->tables != NULL)
		g_ptr_array_unref(self->tables);
	self->tables = g_ptr_array_ref(tables);
	for (guint i = 0; i < tables->len; i++)
		if (!show(g_ptr_array_index(tables, i), visit, visit_data))
			break;
	return true;
}

static bool
sqlite_begin(void *data, GError **error)
{
	SqliteSource *self = data;

	if (!need_reader(self, error))
		return false;
	if (self->in_snapshot) {
		fault_set(error, FAULT_CONFLICT, N_("a snapshot is open already"));
		return false;
	}
	/* The transaction begins with its first read. */
	self->in_snapshot = connection_run(
		self->reader, "BEGIN; SELECT count(*) FROM (SELECT 1 FROM sqlite_schema LIMIT 1)",
		error);
	return self->in_snapshot;
}

static bool
sqlite_end(void *data, GError **error)
{
	SqliteSource *self = data;

	if (!self->in_snapshot) {
		fault_set(error, FAULT_CONFLICT, N_("no snapshot is open"));
		return false;
	}
	self->in_snapshot = false;
	return connection_run(self->reader, "COMMIT", error);
}

static void *
sqlite_read(void *data, const char *group, const char *container, Span after, GError **error)
{
	SqliteSource *self = data;

	if (!need_reader(self, error))
		return NULL;
	if (self->tables == NULL)
		self->tables = sqlite_tables(self->reader, false, error);
	if (self->tables == NULL)
		return NULL;
	const SqliteTable *table =
		sqlite_table_find(self->tables, container == NULL ? group : container, error);
	if (table == NULL)
		return NULL;
	SqliteCursor *cursor = sqlite_cursor_new(self->reader, table, after, error);
	if (cursor == NULL)
		return NULL;
	SqliteReading *reading = g_new0(SqliteReading, 1);
	*reading = (SqliteReading){self, g_ptr_array_ref(self->tables), cursor};
	self->open_cursors++;
	return reading;
}

static const SourceRecord *
sqlite_next(void *data, GError **error)
{
	return sqlite_cursor_next(((SqliteReading *)data)->cursor, error);
}

static void
sqlite_close_cursor(void *data)
{
	SqliteReading *reading = data;

	sqlite_cursor_free(reading->cursor);
	g_ptr_array_unref(reading->tables);
	reading->source->open_cursors--;
	g_free(reading);
}

static bool
sqlite_remove_rows(void *data, const char *container, const Span *keys, size_t n_keys,
                   uint64_t *ret_removed, GError **error)
{
	SqliteSource *self = data;
	g_autoptr(GPtrArray) tables = NULL;

	if (!need_writer(self, error))
		return false;
	tables = sqlite_tables(self->writer, false, error);
	if (tables == NULL)
		return false;
	const SqliteTable *table = sqlite_table_find(tables, container, error);
	return table != NULL &&
	       sqlite_remove(self->writer, table, keys, n_keys, ret_removed, error);
}

static bool
sqlite_plant_table(void *data, const char *name, const char *const *values, GError **error)
{
	SqliteSource *self = data;

	g_clear_pointer(&self->tables, g_ptr_array_unref);
	return need_writer(self, error) && sqlite_plant(self->writer, name, values, error);
}

static bool
sqlite_unplant_table(void *data, const char *name, GError **error)
{
	SqliteSource *self = data;

	g_clear_pointer(&self->tables, g_ptr_array_unref);
	return need_writer(self, error) && sqlite_unplant(self->writer, name, error);
}

static bool
sqlite_artefacts(void *data, ArtefactVisit visit, void *visit_data, GError **error)
{
	static const struct {
		const char *suffix;
		ArtefactForm form;
	} parts[] = {{"", ARTEFACT_DATABASE},
	             {"-journal", ARTEFACT_LOG},
	             {"-wal", ARTEFACT_LOG},
	             {"-shm", ARTEFACT_INDEX}};
	SqliteSource *self = data;

	(void)error;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_strconcat(self->path, parts[i].suffix, NULL);
		g_autofree char *raw = g_strconcat(self->name, parts[i].suffix, NULL);
		g_autofree char *name = schema_name(span_of(raw));
		GStatBuf status;

		if (g_stat(path, &status) != 0)
			continue;
		SourceArtefact artefact = {path, name, parts[i].form, status.st_size};
		if (!visit(&artefact, visit_data))
			break;
	}
	return true;
}

/* The stages and whole erasure need the file for themselves. */
static bool
let_go(SqliteSource *self, GError **error)
{
	if (self->open_cursors > 0) {
		fault_set(error, FAULT_CONFLICT, N_("'%s' is being read"), self->name);
		return false;
	}
	release(self);
	return true;
}

static bool
sqlite_erase_artefact(void *data, const char *name, GError **error)
{
	SqliteSource *self = data;
	g_autofree char *own = schema_name(span_of(self->name));

	if (!let_go(self, error))
		return false;
	if (g_str_equal(name, own) || !g_file_test(self->path, G_FILE_TEST_EXISTS))
		return sqlite_erase_whole(self->path, error);
	/* A log may hold what the database does not have yet: it is moved there first. */
	if (g_str_has_prefix(name, own))
		return sqlite_log_erase(self->path, error);
	fault_set(error, FAULT_NOT_FOUND, N_("there is no artefact '%s'"), name);
	return false;
}

static const char *const sqlite_stages[] = {"rewrite", "checkpoint", "log-erase", NULL};

static bool
sqlite_run_stage(void *data, const char *stage, Progress *progress, GError **error)
{
	SqliteSource *self = data;

	if (!let_go(self, error))
		return false;
	if (g_str_equal(stage, "rewrite"))
		return sqlite_rewrite(self->path, progress, error);
	if (g_str_equal(stage, "checkpoint"))
		return sqlite_checkpoint(self->path, error);
	if (g_str_equal(stage, "log-erase"))
		return sqlite_log_erase(self->path, error);
	fault_set(error, FAULT_USAGE, N_("there is no stage '%s'"), stage);
	return false;
}

const SourceDriver source_sqlite = {
	.scheme = "sqlite",
	.summary = N_("a SQLite database file"),
	.open = sqlite_open,
	.check = sqlite_check,
	.discover = sqlite_discover,
	.begin = sqlite_begin,
	.end = sqlite_end,
	.read = sqlite_read,
	.next = sqlite_next,
	.close_cursor = sqlite_close_cursor,
	.remove = sqlite_remove_rows,
	.plant = sqlite_plant_table,
	.unplant = sqlite_unplant_table,
	.artefacts = sqlite_artefacts,
	.erase_artefact = sqlite_erase_artefact,
	.stages = sqlite_stages,
	.run_stage = sqlite_run_stage,
	.close = sqlite_close,
};
