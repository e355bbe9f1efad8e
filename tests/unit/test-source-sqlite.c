/*
 * test-source-sqlite.c - what is particular to SQLite as a source
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "errors.h"
#include "source.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
	char *directory;
	char *path;
	char *uri;
} Shop;

static void
set_up(Shop *shop, gconstpointer data)
{
	(void)data;
	shop->directory = g_dir_make_tmp("tingfu-sqlite-XXXXXX", NULL);
	shop->path = g_build_filename(shop->directory, "shop.db", NULL);
	shop->uri = g_strdup_printf("sqlite:%s", shop->path);
}

static void
tear_down(Shop *shop, gconstpointer data)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *path = g_strconcat(shop->path, suffixes[i], NULL);

		g_unlink(path);
	}
	g_rmdir(shop->directory);
	g_free(shop->directory);
	g_free(shop->path);
	g_free(shop->uri);
}

static void
make(const Shop *shop, const char *sql)
{
	sqlite3 *database;

	g_assert_cmpint(sqlite3_open(shop->path, &database), ==, SQLITE_OK);
	sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	int code = sqlite3_exec(database, sql, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		g_test_message("%s", sqlite3_errmsg(database));
	g_assert_cmpint(code, ==, SQLITE_OK);
	sqlite3_close(database);
}

/* The first column of the first row. */
static int64_t
ask(const Shop *shop, const char *sql)
{
	sqlite3 *database;
	sqlite3_stmt *query = NULL;

	g_assert_cmpint(sqlite3_open(shop->path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database, sql, -1, &query, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(query), ==, SQLITE_ROW);
	int64_t number = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	sqlite3_close(database);
	return number;
}

static Source *
open_shop(const Shop *shop)
{
	g_autoptr(GError) error = NULL;
	Source *source = source_open("shop", shop->uri, NULL, &error);

	g_assert_no_error(error);
	return source;
}

static void
show_value(GString *text, const SourceValue *value)
{
	switch (value->type) {
	case VALUE_NULL:
		g_string_append(text, "null");
		return;
	case VALUE_BINARY:
		g_string_append_printf(text, "<%zu>", value->bytes.length);
		return;
	case VALUE_INTEGER:
	case VALUE_REAL:
	case VALUE_TEXT:
		for (size_t i = 0; i < value->bytes.length; i++)
			if (value->bytes.bytes[i] == '\0')
				g_string_append(text, "\\0");
			else
				g_string_append_c(text, value->bytes.bytes[i]);
		return;
	}
}

/* All records as text: values with "|", records with "\n"; their keys in @ret_keys. */
static char *
dump(Source *source, const char *table, GPtrArray *ret_keys)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SourceCursor) cursor = source_read(source, table, NULL, (Span){"", 0}, &error);
	GString *text = g_string_new(NULL);
	const SourceRecord *record;

	g_assert_no_error(error);
	while ((record = source_next(cursor, &error)) != NULL) {
		for (size_t i = 0; i < record->n_values; i++) {
			g_string_append(text, i == 0 ? "" : "|");
			show_value(text, &record->values[i]);
		}
		g_string_append_c(text, '\n');
		if (ret_keys != NULL)
			g_ptr_array_add(ret_keys,
			                g_bytes_new(record->key.bytes, record->key.length));
	}
	g_assert_no_error(error);
	return g_string_free(text, FALSE);
}

static GPtrArray *
new_keys(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
}

/* Remove the record with key number @i; how many were there. */
static uint64_t
remove_one(Source *source, const char *table, const GPtrArray *keys, unsigned i)
{
	g_autoptr(GError) error = NULL;
	uint64_t removed = 77;
	Span key;

	key.bytes = g_bytes_get_data(keys->pdata[i], &key.length);
	source_remove(source, table, &key, 1, &removed, &error);
	g_assert_no_error(error);
	return removed;
}

typedef struct {
	const char *wanted;
	GString *text;
} Look;

static bool
describe(const SourceContainer *container, void *data)
{
	Look *look = data;

	if (!g_str_equal(container->name, look->wanted))
		return true;
	g_string_append_printf(look->text, "%s (%s) rows=%d%s%s\n", container->name,
	                       container->comment, (int)container->rows,
	                       container->is_system ? " system " : "",
	                       container->unreadable == NULL ? "" : container->unreadable);
	for (size_t i = 0; i < container->n_fields; i++) {
		const SourceField *field = &container->fields[i];

		g_string_append_printf(look->text, "%s %s (%s)%s", field->name, field->type,
		                       field->comment, field->in_key ? " key" : "");
		if (field->ref_container != NULL)
			g_string_append_printf(look->text, " -> %s.%s", field->ref_container,
			                       field->ref_field);
		g_string_append_c(look->text, '\n');
	}
	return false;
}

static char *
description(Source *source, const char *table)
{
	g_autoptr(GError) error = NULL;
	Look look = {table, g_string_new(NULL)};

	source_discover(source, NULL, describe, &look, &error);
	g_assert_no_error(error);
	return g_string_free(look.text, FALSE);
}

static void
test_schema(Shop *shop, gconstpointer data)
{
	make(shop, "CREATE TABLE member ( -- 会员\n"
	           "  id INTEGER PRIMARY KEY, -- 编号\n"
	           "  name TEXT NOT NULL,     /* 姓名 */\n"
	           "  \"the mobile\" VARCHAR(20) DEFAULT '--,' -- 手机号\n"
	           ");"
	           "CREATE TABLE address (\n"
	           "  -- 属于哪个会员\n"
	           "  member_id INTEGER REFERENCES member,\n"
	           "  no INT, text TEXT, FOREIGN KEY (no) REFERENCES member(id),\n"
	           "  PRIMARY KEY (member_id, no)) WITHOUT ROWID;"
	           "CREATE VIEW v AS SELECT * FROM member;"
	           "INSERT INTO member (name) VALUES ('a'), ('b');");
	g_autoptr(Source) source = open_shop(shop);
	g_autofree char *member = description(source, "member");
	g_autofree char *address = description(source, "address");
	g_autofree char *view = description(source, "v");
	g_autofree char *system = description(source, "sqlite_schema");

	(void)data;
	g_assert_cmpstr(member, ==,
	                "member (会员) rows=2\nid INTEGER (编号) key\nname TEXT (姓名)\n"
	                "the mobile VARCHAR(20) (手机号)\n");
	g_assert_cmpstr(address, ==,
	                "address () rows=0\n"
	                "member_id INTEGER (属于哪个会员) key -> member.id\n"
	                "no INT () key -> member.id\ntext TEXT ()\n");
	g_assert_cmpstr(view, ==, "v () rows=-1 system view\n");
	g_assert_true(g_str_has_prefix(system, "sqlite_schema () rows=-1 system system\n"));
}

static void
test_values(Shop *shop, gconstpointer data)
{
	make(shop, "CREATE TABLE t (a, b TEXT);"
	           "INSERT INTO t VALUES (NULL, 'x'), (12345678901234567, 'y'), (0.5, 'z'),"
	           "(x'00ff', CAST(x'D5C5C8FD' AS TEXT)), ('q', CAST(x'61006221' AS TEXT)),"
	           "(zeroblob(3), CAST(x'ff20ff' AS TEXT)), (zeroblob(17000000), '');");
	g_autoptr(Source) source = open_shop(shop);
	g_autofree char *text = dump(source, "t", NULL);

	(void)data;
	g_assert_cmpstr(text, ==,
	                "null|x\n12345678901234567|y\n0.5|z\n<2>|张三\nq|a\\0b!\n<3>|<3>\n"
	                "<16777216>|\n");
}

/* What was written but not moved into the database is read, and stays where it is. */
static void
test_reading_leaves_the_log(Shop *shop, gconstpointer data)
{
	g_autofree char *log = g_strconcat(shop->path, "-wal", NULL);
	g_autofree char *before = NULL;
	g_autofree char *log_before = NULL;
	g_autofree char *after = NULL;
	g_autofree char *log_after = NULL;
	gsize length, log_length, new_length;

	(void)data;
	make(shop, "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES ('in-log');");
	g_assert_true(g_file_get_contents(shop->path, &before, &length, NULL));
	g_assert_true(g_file_get_contents(log, &log_before, &log_length, NULL));
	g_assert_cmpuint(log_length, >, 0);
	Source *source = open_shop(shop);
	g_autofree char *text = dump(source, "t", NULL);
	SourceTraits traits;
	g_assert_true(source_check(source, &traits, NULL));
	source_close(source);
	g_assert_cmpstr(text, ==, "in-log\n");
	g_assert_true(g_file_get_contents(shop->path, &after, &new_length, NULL));
	g_assert_true(span_equal((Span){before, length}, (Span){after, new_length}));
	g_assert_true(g_file_get_contents(log, &log_after, &new_length, NULL));
	g_assert_true(span_equal((Span){log_before, log_length}, (Span){log_after, new_length}));
}

static void
test_snapshot_holds(Shop *shop, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	make(shop, "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1);");
	g_autoptr(Source) source = open_shop(shop);
	g_assert_true(source_begin(source, &error));
	make(shop, "INSERT INTO t VALUES (2);");
	g_autofree char *inside = dump(source, "t", NULL);
	g_assert_true(source_end(source, &error));
	g_autofree char *outside = dump(source, "t", NULL);
	g_assert_cmpstr(inside, ==, "1\n");
	g_assert_cmpstr(outside, ==, "1\n2\n");
}

static void
test_no_trigger_no_cascade(Shop *shop, gconstpointer data)
{
	g_autoptr(GPtrArray) keys = new_keys();

	(void)data;
	make(shop, "CREATE TABLE member (id INTEGER PRIMARY KEY, mobile TEXT);"
	           "CREATE TABLE old_member (mobile TEXT);"
	           "CREATE TABLE item (id INTEGER PRIMARY KEY, member_id INTEGER "
	           "REFERENCES member ON DELETE CASCADE);"
	           "CREATE TRIGGER keep AFTER DELETE ON member BEGIN "
	           "INSERT INTO old_member VALUES (old.mobile); DELETE FROM item; END;"
	           "INSERT INTO member VALUES (1, '13900000001'), (2, '13900000002');"
	           "INSERT INTO item VALUES (1, 1), (2, 1), (3, 2);");
	Source *source = open_shop(shop);
	g_free(dump(source, "member", keys));
	g_assert_cmpuint(remove_one(source, "member", keys, 0), ==, 1);
	g_assert_cmpuint(remove_one(source, "member", keys, 0), ==, 0);
	source_close(source);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM old_member"), ==, 0);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM item"), ==, 3);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM member"), ==, 1);
}

static void
test_composite_keys(Shop *shop, gconstpointer data)
{
	g_autoptr(GPtrArray) keys = new_keys();
	g_autoptr(GError) error = NULL;
	Span key;

	(void)data;
	make(shop, "CREATE TABLE t (a TEXT, b, c, PRIMARY KEY (b, a)) WITHOUT ROWID;"
	           "INSERT INTO t VALUES ('x', 1, 'p'), ('x', 2, 'q'), ('', 1.5, 'r'),"
	           "('13900000000', x'00', 's'), ('z', '2', 't');");
	g_autoptr(Source) source = open_shop(shop);
	g_free(dump(source, "t", keys));
	g_assert_cmpuint(keys->len, ==, 5);
	key.bytes = g_bytes_get_data(keys->pdata[1], &key.length);
	g_autoptr(SourceCursor) cursor = source_read(source, "t", NULL, key, &error);
	unsigned rest = 0;
	while (source_next(cursor, &error) != NULL)
		rest++;
	g_assert_cmpuint(rest, ==, 3);
	g_assert_cmpuint(remove_one(source, "t", keys, 1), ==, 1);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM t WHERE b=1.5"), ==, 0);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM t"), ==, 4);
}

/* A rewrite renumbers rows that have no key of their own: an old key must not hit another. */
static void
test_row_numbers_change(Shop *shop, gconstpointer data)
{
	g_autoptr(GPtrArray) keys = new_keys();

	(void)data;
	make(shop, "CREATE TABLE t (a); INSERT INTO t VALUES ('p'), ('q'), ('r'), ('s');");
	g_autoptr(Source) source = open_shop(shop);
	g_free(dump(source, "t", keys));
	g_assert_cmpuint(remove_one(source, "t", keys, 0), ==, 1);
	make(shop, "VACUUM; UPDATE t SET a='changed' WHERE a='s';");
	g_assert_cmpuint(remove_one(source, "t", keys, 1), ==, 0);
	g_assert_cmpuint(remove_one(source, "t", keys, 3), ==, 0);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM t"), ==, 3);
}

/* A reader in another process, as a forgotten platform service is one. */
static pid_t
start_reader(const Shop *shop, int *ret_pipe)
{
	int ready[2], stop[2];
	char byte;

	g_assert_cmpint(pipe(ready), ==, 0);
	g_assert_cmpint(pipe(stop), ==, 0);
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *database;

		close(stop[1]);
		sqlite3_open(shop->path, &database);
		sqlite3_exec(database, "BEGIN; SELECT count(*) FROM t", NULL, NULL, NULL);
		if (write(ready[1], "x", 1) == 1)
			while (read(stop[0], &byte, 1) > 0)
				;
		_exit(0);
	}
	close(stop[0]);
	g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
	close(ready[0]);
	close(ready[1]);
	*ret_pipe = stop[1];
	return child;
}

static void
test_another_program(Shop *shop, gconstpointer data)
{
	static const char *const stages[] = {"checkpoint", "log-erase"};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) keys = new_keys();
	int stop;

	(void)data;
	make(shop, "PRAGMA journal_mode=WAL; CREATE TABLE t (a INTEGER PRIMARY KEY);"
	           "INSERT INTO t VALUES (1), (2);");
	pid_t child = start_reader(shop, &stop);
	g_autoptr(Source) source = open_shop(shop);
	g_free(dump(source, "t", keys));
	g_assert_cmpuint(remove_one(source, "t", keys, 0), ==, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
		g_assert_false(source_run_stage(source, stages[i], NULL, &error));
		g_assert_true(fault_is(error, FAULT_CONFLICT));
		g_clear_error(&error);
	}
	g_assert_false(source_erase_artefact(source, "shop.db", &error));
	g_assert_true(fault_is(error, FAULT_CONFLICT));
	g_clear_error(&error);
	close(stop);
	g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
		g_assert_true(source_run_stage(source, stages[i], NULL, &error));
		g_assert_no_error(error);
	}
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM t"), ==, 1);
}

/* Copies that SQLite itself makes: the index of a full-text search, and statistics. */
static void
test_copies_are_forgotten(Shop *shop, gconstpointer data)
{
	g_autoptr(GPtrArray) keys = new_keys();
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	gsize length;

	(void)data;
	make(shop, "CREATE VIRTUAL TABLE post USING fts5(body);"
	           "INSERT INTO post VALUES ('mobile zq13912345678'), ('nothing here');");
	g_autoptr(Source) source = open_shop(shop);
	g_free(dump(source, "post_content", keys));
	g_assert_cmpuint(keys->len, ==, 2);
	g_assert_cmpuint(remove_one(source, "post_content", keys, 0), ==, 1);
	for (size_t i = 0; source_driver(source)->stages[i] != NULL; i++) {
		g_assert_true(
			source_run_stage(source, source_driver(source)->stages[i], NULL, &error));
		g_assert_no_error(error);
	}
	g_assert_true(g_file_get_contents(shop->path, &content, &length, NULL));
	g_assert_cmpint(span_find((Span){content, length}, span_of("13912345678")), ==, -1);
	g_assert_cmpint(ask(shop, "SELECT count(*) FROM post WHERE post MATCH 'nothing'"), ==, 1);
}

/* A schema that calls what no stranger's schema may call. */
static void
test_hostile_schema(Shop *shop, gconstpointer data)
{
	(void)data;
	make(shop, "CREATE TABLE t (a, b AS (a || 'x'), c TEXT GENERATED ALWAYS AS (upper(a)) "
	           "STORED, rowid, oid, _rowid_);"
	           "INSERT INTO t (a) VALUES ('p');"
	           "CREATE TABLE \"quo\"\"te; DROP TABLE t\" (\"x\"\"y\" TEXT);"
	           "INSERT INTO \"quo\"\"te; DROP TABLE t\" VALUES ('v');"
	           "CREATE VIEW w AS SELECT load_extension('/tmp/x.so');");
	g_autoptr(Source) source = open_shop(shop);
	g_autofree char *taken = description(source, "t");
	g_autofree char *quoted = dump(source, "quo\"te; DROP TABLE t", NULL);
	g_assert_nonnull(strstr(taken, "no-row-key"));
	g_assert_cmpstr(quoted, ==, "v\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/" name, Shop, NULL, set_up, function, tear_down)
	ADD("schema", test_schema);
	ADD("values", test_values);
	ADD("reading-leaves-the-log", test_reading_leaves_the_log);
	ADD("snapshot-holds", test_snapshot_holds);
	ADD("no-trigger-no-cascade", test_no_trigger_no_cascade);
	ADD("composite-keys", test_composite_keys);
	ADD("row-numbers-change", test_row_numbers_change);
	ADD("another-program", test_another_program);
	ADD("copies-are-forgotten", test_copies_are_forgotten);
	ADD("hostile-schema", test_hostile_schema);
	return g_test_run();
}
