/*
 * source-memory.c - a source that lives in memory, for tests
 *
 * As strict as the strictest real one: keys must be of this driver, a cursor lends its
 * record only until the next call, nothing is removed while a snapshot is open, and a
 * call that contradicts the contract is an error rather than a guess.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source-memory.h"

#include "errors.h"
#include "row.h"

#define KEY_SIZE_HERE sizeof(uint64_t)

typedef struct {
	uint64_t key;
	char **values;
} MemoryRow;

typedef struct {
	char *name;
	char **fields;
	GArray *rows;    /* MemoryRow, by key */
	uint64_t serial; /* of the last row */
	uint64_t fail_after;
} MemoryTable;

struct MemoryStore {
	GPtrArray *tables; /* MemoryTable * */
};

typedef struct {
	MemoryStore *store;
	bool in_snapshot;
	unsigned open_cursors;
} MemorySource;

typedef struct {
	MemorySource *source;
	MemoryTable *table;
	guint at;
	uint64_t read;
	char key[KEY_SIZE_HERE];
	Row *row;
	SourceRecord record;
} MemoryCursor;

static GHashTable *stores;

static void
row_clear_values(gpointer data)
{
	g_strfreev(((MemoryRow *)data)->values);
}

static void
table_free(gpointer data)
{
	MemoryTable *table = data;

	g_free(table->name);
	g_strfreev(table->fields);
	g_array_unref(table->rows);
	g_free(table);
}

static void
store_free(gpointer data)
{
	MemoryStore *store = data;

	g_ptr_array_unref(store->tables);
	g_free(store);
}

MemoryStore *
memory_store(const char *name)
{
	if (stores == NULL)
		stores = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, store_free);
	MemoryStore *store = g_hash_table_lookup(stores, name);
	if (store == NULL) {
		store = g_new0(MemoryStore, 1);
		store->tables = g_ptr_array_new_with_free_func(table_free);
		g_hash_table_insert(stores, g_strdup(name), store);
	}
	return store;
}

void
memory_store_drop(const char *name)
{
	if (stores == NULL)
		return;
	g_hash_table_remove(stores, name);
	if (g_hash_table_size(stores) == 0)
		g_clear_pointer(&stores, g_hash_table_unref);
}

static MemoryTable *
find_table(MemoryStore *store, const char *name)
{
	for (guint i = 0; i < store->tables->len; i++) {
		MemoryTable *table = g_ptr_array_index(store->tables, i);

		if (g_str_equal(table->name, name))
			return table;
	}
	return NULL;
}

static MemoryTable *
need_table(MemoryStore *store, const char *name, GError **error)
{
	MemoryTable *table = find_table(store, name);

	if (table == NULL)
		fault_set(error, FAULT_NOT_FOUND, N_("there is no container '%s'"), name);
	return table;
}

void
memory_store_table(MemoryStore *store, const char *container, const char *const *fields)
{
	MemoryTable *table = g_new0(MemoryTable, 1);

	g_assert(find_table(store, container) == NULL);
	table->name = g_strdup(container);
	table->fields = g_strdupv((char **)(uintptr_t)fields);
	table->rows = g_array_new(FALSE, FALSE, sizeof(MemoryRow));
	g_array_set_clear_func(table->rows, row_clear_values);
	table->fail_after = G_MAXUINT64;
	g_ptr_array_add(store->tables, table);
}

void
memory_store_add(MemoryStore *store, const char *container, const char *const *values)
{
	MemoryTable *table = find_table(store, container);

	g_assert(table != NULL);
	guint n_fields = g_strv_length(table->fields);
	MemoryRow row = {++table->serial, g_new0(char *, n_fields + 1)};
	for (guint i = 0; i < n_fields; i++)
		row.values[i] = g_strdup(values[i] == NULL ? "\x01" : values[i]);
	g_array_append_val(table->rows, row);
}

void
memory_store_fail_after(MemoryStore *store, const char *container, uint64_t rows)
{
	MemoryTable *table = find_table(store, container);

	g_assert(table != NULL);
	table->fail_after = rows;
}

static void *
memory_open(const char *uri, const char *secret, GError **error)
{
	const char *name = strchr(uri, ':') + 1;

	(void)secret;
	if (stores == NULL || g_hash_table_lookup(stores, name) == NULL) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no store '%s' in memory"), name);
		return NULL;
	}
	MemorySource *self = g_new0(MemorySource, 1);
	self->store = memory_store(name);
	return self;
}

static bool
memory_check(void *self, SourceTraits *ret_traits, GError **error)
{
	(void)self;
	(void)error;
	*ret_traits = SOURCE_CAN_REMOVE | SOURCE_CAN_TRANSACT | SOURCE_CAN_SNAPSHOT |
	              SOURCE_CAN_REWRITE | SOURCE_CAN_PLANT;
	return true;
}

static bool
memory_discover(void *data, Progress *progress, SourceVisit visit, void *visit_data, GError **error)
{
	MemorySource *self = data;

	(void)progress;
	(void)error;
	for (guint i = 0; i < self->store->tables->len; i++) {
		const MemoryTable *table = g_ptr_array_index(self->store->tables, i);
		guint n_fields = g_strv_length(table->fields);
		g_autofree SourceField *fields = g_new0(SourceField, n_fields + 1);

		for (guint j = 0; j < n_fields; j++)
			fields[j] = (SourceField){.name = table->fields[j],
			                          .type = "",
			                          .comment = "",
			                          .in_key = j == 0};
		SourceContainer container = {
			.name = table->name,
			.group = table->name,
			.comment = "",
			.form = CONTAINER_TABLE,
			.fields = fields,
			.n_fields = n_fields,
			.rows = table->rows->len,
			.bytes = -1,
		};
		if (!visit(&container, visit_data))
			break;
	}
	return true;
}

static bool
memory_begin(void *data, GError **error)
{
	MemorySource *self = data;

	if (self->in_snapshot) {
		fault_set(error, FAULT_CONFLICT, N_("a snapshot is open already"));
		return false;
	}
	self->in_snapshot = true;
	return true;
}

static bool
memory_end(void *data, GError **error)
{
	MemorySource *self = data;

	if (!self->in_snapshot) {
		fault_set(error, FAULT_CONFLICT, N_("no snapshot is open"));
		return false;
	}
	self->in_snapshot = false;
	return true;
}

static bool
read_key(Span key, uint64_t *ret_key, GError **error)
{
	if (key.length != KEY_SIZE_HERE) {
		fault_set(error, FAULT_MALFORMED, N_("the key of a record is damaged"));
		return false;
	}
	memcpy(ret_key, key.bytes, KEY_SIZE_HERE);
	return true;
}

static void *
memory_read(void *data, const char *group, const char *container, Span after, GError **error)
{
	MemorySource *self = data;
	MemoryTable *table = need_table(self->store, group, error);
	uint64_t key = 0;

	if (table == NULL)
		return NULL;
	if (container != NULL && !g_str_equal(container, group)) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no container '%s'"), container);
		return NULL;
	}
	if (after.length > 0 && !read_key(after, &key, error))
		return NULL;
	MemoryCursor *cursor = g_new0(MemoryCursor, 1);
	cursor->source = self;
	cursor->table = table;
	cursor->row = row_new();
	while (cursor->at < table->rows->len &&
	       g_array_index(table->rows, MemoryRow, cursor->at).key <= key)
		cursor->at++;
	self->open_cursors++;
	return cursor;
}

static const SourceRecord *
memory_next(void *data, GError **error)
{
	MemoryCursor *cursor = data;
	const MemoryTable *table = cursor->table;

	if (cursor->read >= table->fail_after) {
		fault_set(error, FAULT_UNREACHABLE,
		          N_("the connection was lost while reading '%s'"), table->name);
		return NULL;
	}
	if (cursor->at >= table->rows->len)
		return NULL;
	const MemoryRow *row = &g_array_index(table->rows, MemoryRow, cursor->at);
	cursor->at++;
	cursor->read++;
	row_clear(cursor->row);
	for (size_t i = 0; row->values[i] != NULL; i++) {
		bool is_null = g_str_equal(row->values[i], "\x01");

		row_add(cursor->row, is_null ? VALUE_NULL : VALUE_TEXT,
		        span_of(is_null ? "" : row->values[i]));
	}
	memcpy(cursor->key, &row->key, KEY_SIZE_HERE);
	cursor->record = (SourceRecord){
		.container = table->name,
		.key = {cursor->key, KEY_SIZE_HERE},
		.values = row_values(cursor->row),
		.n_values = row_length(cursor->row),
	};
	return &cursor->record;
}

static void
memory_close_cursor(void *data)
{
	MemoryCursor *cursor = data;

	cursor->source->open_cursors--;
	row_free(cursor->row);
	g_free(cursor);
}

static bool
memory_remove(void *data, const char *container, const Span *keys, size_t n_keys,
              uint64_t *ret_removed, GError **error)
{
	MemorySource *self = data;
	MemoryTable *table = need_table(self->store, container, error);
	uint64_t removed = 0, key;

	if (table == NULL)
		return false;
	if (self->in_snapshot || self->open_cursors > 0) {
		fault_set(error, FAULT_CONFLICT, N_("'%s' is being read"), container);
		return false;
	}
	for (size_t i = 0; i < n_keys; i++)
		if (!read_key(keys[i], &key, error))
			return false;
	for (size_t i = 0; i < n_keys; i++) {
		memcpy(&key, keys[i].bytes, KEY_SIZE_HERE);
		for (guint j = 0; j < table->rows->len; j++)
			if (g_array_index(table->rows, MemoryRow, j).key == key) {
				g_array_remove_index(table->rows, j);
				removed++;
				break;
			}
	}
	*ret_removed = removed;
	return true;
}

static bool
memory_plant(void *data, const char *name, const char *const *values, GError **error)
{
	static const char *const fields[] = {"value", NULL};
	MemorySource *self = data;

	(void)error;
	if (find_table(self->store, name) != NULL)
		return true;
	memory_store_table(self->store, name, fields);
	for (size_t i = 0; values[i] != NULL; i++)
		memory_store_add(self->store, name, &values[i]);
	return true;
}

static bool
memory_unplant(void *data, const char *name, GError **error)
{
	MemorySource *self = data;
	MemoryTable *table = find_table(self->store, name);

	(void)error;
	if (table != NULL)
		g_ptr_array_remove(self->store->tables, table);
	return true;
}

static bool
memory_artefacts(void *self, ArtefactVisit visit, void *data, GError **error)
{
	(void)self;
	(void)visit;
	(void)data;
	(void)error;
	return true;
}

static const char *const memory_stages[] = {"rewrite", NULL};

static bool
memory_run_stage(void *self, const char *stage, Progress *progress, GError **error)
{
	(void)self;
	(void)progress;
	if (!g_str_equal(stage, memory_stages[0])) {
		fault_set(error, FAULT_USAGE, N_("there is no stage '%s'"), stage);
		return false;
	}
	return true;
}

const SourceDriver source_memory = {
	.scheme = "memory",
	.summary = N_("records in memory, for tests"),
	.open = memory_open,
	.check = memory_check,
	.discover = memory_discover,
	.begin = memory_begin,
	.end = memory_end,
	.read = memory_read,
	.next = memory_next,
	.close_cursor = memory_close_cursor,
	.remove = memory_remove,
	.plant = memory_plant,
	.unplant = memory_unplant,
	.artefacts = memory_artefacts,
	.stages = memory_stages,
	.run_stage = memory_run_stage,
	.close = g_free,
};
