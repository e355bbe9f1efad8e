/*
 * source-contract.c - what source.h promises, asked of every driver
 *
 * Each driver is filled with the same hundred members.  What a driver has no trait for is
 * asked to say so.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "errors.h"
#include "source-memory.h"
#include "source.h"
#include "text.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_MEMBERS 100
#define CANARY    "停服金丝雀-7f3a9c51"

typedef struct {
	const char *scheme;
	const char *journal; /* SQLite only */
	const char *container;
} Driver;

typedef struct {
	char *directory;
	char *uri;
	const Driver *driver;
	Source *source;
} Fixture;

static const Driver drivers[] = {
	{"memory", NULL, "members"},       {"sqlite", "delete", "members"},
	{"sqlite", "truncate", "members"}, {"sqlite", "persist", "members"},
	{"sqlite", "wal", "members"},      {"files", NULL, "members.csv!members"},
};

static void
run(sqlite3 *database, const char *sql)
{
	int code = sqlite3_exec(database, sql, NULL, NULL, NULL);

	if (code != SQLITE_OK)
		g_test_message("%s: %s", sql, sqlite3_errmsg(database));
	g_assert_cmpint(code, ==, SQLITE_OK);
}

/* Some rows are deleted without care, as platforms do: their bytes stay in free space. */
static void
make_database(const Fixture *fixture)
{
	g_autofree char *path = g_build_filename(fixture->directory, "shop.db", NULL);
	g_autofree char *mode = g_strdup_printf("PRAGMA journal_mode=%s", fixture->driver->journal);
	sqlite3 *database;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	run(database, mode);
	run(database, "PRAGMA secure_delete=OFF");
	run(database, "CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT, mobile TEXT)");
	run(database, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100) "
	              "INSERT INTO members SELECT i, 'member-'||i, "
	              "printf('139%08d', 10000000+i) FROM n");
	sqlite3_close(database);
}

static void
make_file(const Fixture *fixture)
{
	g_autofree char *path = g_build_filename(fixture->directory, "members.csv", NULL);
	g_autoptr(GString) text = g_string_new("id,name,mobile\r\n");

	for (int i = 1; i <= N_MEMBERS; i++)
		g_string_append_printf(text, "%d,member-%d,139%08d\r\n", i, i, 10000000 + i);
	g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
}

static void
make_memory(void)
{
	static const char *const fields[] = {"id", "name", "mobile", NULL};
	MemoryStore *store = memory_store("contract");

	memory_store_table(store, "members", fields);
	for (int i = 1; i <= N_MEMBERS; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		g_autofree char *name = g_strdup_printf("member-%d", i);
		g_autofree char *mobile = g_strdup_printf("139%08d", 10000000 + i);
		const char *const values[] = {id, name, mobile};

		memory_store_add(store, "members", values);
	}
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	fixture->driver = data;
	fixture->directory = g_dir_make_tmp("tingfu-contract-XXXXXX", NULL);
	if (g_str_equal(fixture->driver->scheme, "memory")) {
		make_memory();
		fixture->uri = g_strdup("memory:contract");
	} else if (g_str_equal(fixture->driver->scheme, "sqlite")) {
		make_database(fixture);
		fixture->uri = g_strdup_printf("sqlite:%s/shop.db", fixture->directory);
	} else {
		make_file(fixture);
		fixture->uri = g_strdup_printf("files:%s", fixture->directory);
	}
	fixture->source = source_open("shop", fixture->uri, NULL, &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	GDir *directory = g_dir_open(fixture->directory, 0, NULL);
	const char *name;

	(void)data;
	source_close(fixture->source);
	memory_store_drop("contract");
	while ((name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(fixture->directory, name, NULL);

		g_unlink(path);
	}
	g_dir_close(directory);
	g_rmdir(fixture->directory);
	g_free(fixture->directory);
	g_free(fixture->uri);
}

static SourceTraits
traits_of(const Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	SourceTraits traits = 0;

	g_assert_true(source_check(fixture->source, &traits, &error));
	g_assert_no_error(error);
	return traits;
}

typedef struct {
	GString *names;
	char *group;
	const char *wanted;
	int64_t rows;
	size_t n_fields;
} Seen;

static bool
see(const SourceContainer *container, void *data)
{
	Seen *seen = data;

	g_string_append_printf(seen->names, "%s\n", container->name);
	g_assert_nonnull(container->group);
	g_assert_nonnull(container->comment);
	g_assert_true(container->form != CONTAINER_OPAQUE || container->unreadable != NULL);
	if (!g_str_equal(container->name, seen->wanted))
		return true;
	g_free(seen->group);
	seen->group = g_strdup(container->group);
	seen->rows = container->rows;
	seen->n_fields = container->n_fields;
	for (size_t i = 0; i < container->n_fields; i++) {
		g_assert_nonnull(container->fields[i].type);
		g_assert_nonnull(container->fields[i].comment);
	}
	return true;
}

static Seen
discover(const Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	Seen seen = {.names = g_string_new(NULL), .wanted = fixture->driver->container};

	source_discover(fixture->source, NULL, see, &seen, &error);
	g_assert_no_error(error);
	g_assert_nonnull(seen.group);
	return seen;
}

static void
seen_clear(Seen *seen)
{
	g_string_free(seen->names, TRUE);
	g_free(seen->group);
}

/* The keys of all records of the container, as GBytes, behind @after. */
static GPtrArray *
read_keys(const Fixture *fixture, const char *group, Span after)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SourceCursor) cursor =
		source_read(fixture->source, group, fixture->driver->container, after, &error);
	GPtrArray *keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	const SourceRecord *record;

	g_assert_no_error(error);
	while ((record = source_next(cursor, &error)) != NULL) {
		g_assert_cmpstr(record->container, ==, fixture->driver->container);
		g_assert_cmpuint(record->n_values, ==, 3);
		g_assert_cmpuint(record->values[2].bytes.length, ==, 11);
		g_assert_cmpuint(record->key.length, >, 0);
		g_ptr_array_add(keys, g_bytes_new(record->key.bytes, record->key.length));
	}
	g_assert_no_error(error);
	return keys;
}

static Span
key_at(const GPtrArray *keys, unsigned i)
{
	Span span;

	span.bytes = g_bytes_get_data(keys->pdata[i], &span.length);
	return span;
}

static void
test_discover_is_stable(Fixture *fixture, gconstpointer data)
{
	Seen first = discover(fixture), second = discover(fixture);

	(void)data;
	g_assert_cmpstr(first.names->str, ==, second.names->str);
	g_assert_cmpint(first.rows, ==, N_MEMBERS);
	g_assert_cmpuint(first.n_fields, ==, 3);
	seen_clear(&first);
	seen_clear(&second);
}

static void
test_keys_name_records(Fixture *fixture, gconstpointer data)
{
	Seen seen = discover(fixture);
	g_autoptr(GPtrArray) first = read_keys(fixture, seen.group, (Span){"", 0});
	g_autoptr(GPtrArray) second = read_keys(fixture, seen.group, (Span){"", 0});
	g_autoptr(GHashTable) distinct = g_hash_table_new(g_bytes_hash, g_bytes_equal);

	(void)data;
	g_assert_cmpuint(first->len, ==, N_MEMBERS);
	g_assert_cmpuint(second->len, ==, N_MEMBERS);
	for (unsigned i = 0; i < first->len; i++) {
		g_assert_true(g_bytes_equal(first->pdata[i], second->pdata[i]));
		g_assert_true(g_hash_table_add(distinct, first->pdata[i]));
	}
	for (unsigned i = 0; i < first->len; i += 33) {
		g_autoptr(GPtrArray) rest = read_keys(fixture, seen.group, key_at(first, i));

		g_assert_cmpuint(rest->len, ==, N_MEMBERS - 1 - i);
		if (rest->len > 0)
			g_assert_true(g_bytes_equal(rest->pdata[0], first->pdata[i + 1]));
	}
	seen_clear(&seen);
}

static void
test_errors_name_the_source(Fixture *fixture, gconstpointer data)
{
	Seen seen = discover(fixture);
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) key_error = NULL;
	SourceCursor *cursor =
		source_read(fixture->source, "no-such", "no-such", (Span){"", 0}, &error);

	(void)data;
	g_assert_null(cursor);
	g_assert_true(fault_is(error, FAULT_NOT_FOUND));
	g_assert_true(g_str_has_prefix(error->message, "source 'shop': "));
	cursor = source_read(fixture->source, seen.group, fixture->driver->container,
	                     (Span){"xyz", 3}, &key_error);
	if (cursor != NULL)
		g_assert_null(source_next(cursor, &key_error));
	source_cursor_close(cursor);
	g_assert_true(fault_is(key_error, FAULT_MALFORMED));
	seen_clear(&seen);
}

static void
test_snapshot(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	if ((traits_of(fixture) & SOURCE_CAN_SNAPSHOT) == 0) {
		g_assert_null(source_driver(fixture->source)->begin);
		return;
	}
	g_assert_true(source_begin(fixture->source, &error));
	g_assert_false(source_begin(fixture->source, &error));
	g_assert_true(fault_is(error, FAULT_CONFLICT));
	g_clear_error(&error);
	Seen seen = discover(fixture);
	g_autoptr(GPtrArray) keys = read_keys(fixture, seen.group, (Span){"", 0});
	g_assert_cmpuint(keys->len, ==, N_MEMBERS);
	g_assert_true(source_end(fixture->source, &error));
	g_assert_false(source_end(fixture->source, &error));
	seen_clear(&seen);
}

static void
test_remove_exactly(Fixture *fixture, gconstpointer data)
{
	Seen seen = discover(fixture);
	g_autoptr(GPtrArray) keys = read_keys(fixture, seen.group, (Span){"", 0});
	g_autoptr(GError) error = NULL;
	Span some[3] = {key_at(keys, 0), key_at(keys, 50), key_at(keys, 99)};
	uint64_t removed = 77;
	bool done = source_remove(fixture->source, fixture->driver->container, some, 3, &removed,
	                          &error);

	(void)data;
	if ((traits_of(fixture) & SOURCE_CAN_REMOVE) == 0) {
		g_assert_false(done);
		g_assert_true(fault_is(error, FAULT_UNSUPPORTED));
		seen_clear(&seen);
		return;
	}
	g_assert_no_error(error);
	g_assert_cmpuint(removed, ==, 3);
	g_assert_true(source_remove(fixture->source, fixture->driver->container, some, 3, &removed,
	                            &error));
	g_assert_cmpuint(removed, ==, 0);
	g_autoptr(GPtrArray) left = read_keys(fixture, seen.group, (Span){"", 0});
	g_assert_cmpuint(left->len, ==, N_MEMBERS - 3);
	g_assert_true(g_bytes_equal(left->pdata[0], keys->pdata[1]));
	Span bad = {"xyz", 3};
	g_assert_false(source_remove(fixture->source, fixture->driver->container, &bad, 1, &removed,
	                             &error));
	g_assert_true(fault_is(error, FAULT_MALFORMED));
	seen_clear(&seen);
}

typedef struct {
	Span needle;
	unsigned files;
	unsigned hits;
	GPtrArray *names;
} Search;

static bool
search_artefact(const SourceArtefact *artefact, void *data)
{
	Search *search = data;
	g_autofree char *content = NULL;
	gsize length = 0;

	search->files++;
	g_ptr_array_add(search->names, g_strdup(artefact->name));
	g_assert_true(g_file_get_contents(artefact->path, &content, &length, NULL));
	g_assert_cmpint(artefact->bytes, ==, (int64_t)length);
	if (span_find((Span){content, length}, search->needle) >= 0)
		search->hits++;
	return true;
}

static Search
search(const Fixture *fixture, Span needle)
{
	g_autoptr(GError) error = NULL;
	Search search = {.needle = needle, .names = g_ptr_array_new_with_free_func(g_free)};

	g_assert_true(source_artefacts(fixture->source, search_artefact, &search, &error));
	g_assert_no_error(error);
	return search;
}

static unsigned
hits_of(const Fixture *fixture, Span needle)
{
	Search found = search(fixture, needle);

	g_ptr_array_unref(found.names);
	return found.hits;
}

static void
run_stages(const Fixture *fixture)
{
	const char *const *stages = source_driver(fixture->source)->stages;
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; stages != NULL && stages[i] != NULL; i++) {
		g_assert_true(source_run_stage(fixture->source, stages[i], NULL, &error));
		g_assert_no_error(error);
	}
}

/* Every value is gone from every file, not only from the table. */
static void
test_stages_erase_bytes(Fixture *fixture, gconstpointer data)
{
	Seen seen = discover(fixture);
	g_autoptr(GPtrArray) keys = read_keys(fixture, seen.group, (Span){"", 0});
	g_autofree Span *spans = g_new0(Span, N_MEMBERS);
	g_autoptr(GError) error = NULL;
	uint64_t removed = 0;

	(void)data;
	if ((traits_of(fixture) & SOURCE_CAN_REWRITE) == 0) {
		seen_clear(&seen);
		return;
	}
	for (unsigned i = 0; i < N_MEMBERS; i++)
		spans[i] = key_at(keys, i);
	if (g_str_equal(fixture->driver->scheme, "sqlite"))
		g_assert_cmpuint(hits_of(fixture, span_of("13910000042")), >, 0);
	g_assert_true(source_remove(fixture->source, fixture->driver->container, spans, N_MEMBERS,
	                            &removed, &error));
	g_assert_cmpuint(removed, ==, N_MEMBERS);
	run_stages(fixture);
	for (int i = 1; i <= N_MEMBERS; i++) {
		g_autofree char *mobile = g_strdup_printf("139%08d", 10000000 + i);

		g_assert_cmpuint(hits_of(fixture, span_of(mobile)), ==, 0);
	}
	run_stages(fixture);
	g_assert_false(source_run_stage(fixture->source, "no-such", NULL, &error));
	g_assert_true(fault_is(error, FAULT_USAGE));
	seen_clear(&seen);
}

static void
test_canaries_come_and_go(Fixture *fixture, gconstpointer data)
{
	static const char *const values[] = {CANARY, "13912345678", NULL};
	static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16LE"};
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_true(traits_of(fixture) & SOURCE_CAN_PLANT);
	for (int i = 0; i < 2; i++) {
		g_assert_true(source_plant(fixture->source, "canary", values, &error));
		g_assert_no_error(error);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) {
		g_autoptr(GBytes) encoded = text_from_utf8(span_of(CANARY), encodings[i]);
		Span needle;

		needle.bytes = g_bytes_get_data(encoded, &needle.length);
		if (!g_str_equal(fixture->driver->scheme, "memory"))
			g_assert_cmpuint(hits_of(fixture, needle), >, 0);
	}
	for (int i = 0; i < 2; i++) {
		g_assert_true(source_unplant(fixture->source, "canary", &error));
		g_assert_no_error(error);
	}
	run_stages(fixture);
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) {
		g_autoptr(GBytes) encoded = text_from_utf8(span_of(CANARY), encodings[i]);
		Span needle;

		needle.bytes = g_bytes_get_data(encoded, &needle.length);
		g_assert_cmpuint(hits_of(fixture, needle), ==, 0);
	}
	Seen seen = discover(fixture);
	g_assert_null(strstr(seen.names->str, "canary"));
	g_assert_cmpint(seen.rows, ==, N_MEMBERS);
	seen_clear(&seen);
}

static void
test_artefacts_are_erased(Fixture *fixture, gconstpointer data)
{
	Search found = search(fixture, span_of("13910000042"));
	g_autoptr(GError) error = NULL;

	(void)data;
	if ((traits_of(fixture) & SOURCE_CAN_ERASE) == 0) {
		g_assert_cmpuint(found.files, ==, 0);
		g_assert_null(source_driver(fixture->source)->erase_artefact);
		g_ptr_array_unref(found.names);
		return;
	}
	g_assert_cmpuint(found.files, >, 0);
	for (unsigned round = 0; round < 2; round++)
		for (unsigned i = 0; i < found.names->len; i++) {
			g_assert_true(source_erase_artefact(fixture->source, found.names->pdata[i],
			                                    &error));
			g_assert_no_error(error);
		}
	g_ptr_array_unref(found.names);
	found = search(fixture, span_of("139"));
	g_assert_cmpuint(found.files, ==, 0);
	g_ptr_array_unref(found.names);
}

static void
test_no_such_scheme(void)
{
	static const char *const uris[] = {"oracle:x", "sqlite", "sqlite:", "", "files:"};

	for (size_t i = 0; i < G_N_ELEMENTS(uris); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(source_open("shop", uris[i], NULL, &error));
		g_assert_true(fault_is(error, FAULT_USAGE));
	}
	g_autoptr(GError) error = NULL;
	g_assert_null(source_open("shop", "sqlite:/nowhere/at/all.db", NULL, &error));
	g_assert_true(fault_is(error, FAULT_NOT_FOUND));
}

static const struct {
	const char *name;
	void (*test)(Fixture *fixture, gconstpointer data);
} tests[] = {
	{"discover-is-stable", test_discover_is_stable},
	{"keys-name-records", test_keys_name_records},
	{"errors-name-the-source", test_errors_name_the_source},
	{"snapshot", test_snapshot},
	{"remove-exactly", test_remove_exactly},
	{"stages-erase-bytes", test_stages_erase_bytes},
	{"canaries-come-and-go", test_canaries_come_and_go},
	{"artefacts-are-erased", test_artefacts_are_erased},
};

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(drivers); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(tests); j++) {
			g_autofree char *path = g_strdup_printf(
				"/%s%s%s/%s", drivers[i].scheme,
				drivers[i].journal == NULL ? "" : "-",
				drivers[i].journal == NULL ? "" : drivers[i].journal,
				tests[j].name);

			g_test_add(path, Fixture, &drivers[i], set_up, tests[j].test, tear_down);
		}
	g_test_add_func("/no-such-scheme", test_no_such_scheme);
	return g_test_run();
}
