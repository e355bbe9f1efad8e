/*
 * shop-database.c - the shop's SQLite database, as a running shop leaves it
 *
 * Everything SQLite would take from chance (the salt of the log) comes from its own
 * generator with a fixed seed, so that two runs give the same bytes.  secure_delete is off, as
 * in SQLite's own default; Debian's library turns it on.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop-database.h"

#include "shop-rows.h"
#include "shop-schema.h"

#include <sqlite3.h>

#define SEED         20261031
#define BATCH_ORDERS 400 /* orders a transaction, once the shop runs */
#define RENAMED      7   /* every 229th member has a new mobile number */
#define RENAMED_STEP 229

typedef struct {
	char *name, *copy_name, *deleted_name, *superseded_name; /* as truth.tsv calls it */
	char **fields;
	sqlite3_stmt *insert;
} Table;

typedef struct {
	sqlite3 *db;
	Truth *truth;
	bool in_backup;     /* what is written now is in the copy of New Year too */
	bool is_deleted;    /* the row will not last */
	bool is_renamed;    /* nor will its mobile number */
	GHashTable *tables; /* name -> Table * */
	Table *table;
	int parameter;
	bool failed;
} Writer;

static bool
run(Writer *writer, const char *sql)
{
	if (sqlite3_exec(writer->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		writer->failed = true;
	return !writer->failed;
}

static Table *
table_new(Writer *writer, const char *name)
{
	g_autofree char *query = g_strdup_printf("SELECT * FROM %s LIMIT 0", name);
	g_autoptr(GString) sql = g_string_new(NULL);
	sqlite3_stmt *columns = NULL;
	Table *table = g_new0(Table, 1);

	table->name = g_strdup(name);
	table->copy_name = g_strdup_printf("backup/shop.db.bak!%s", name);
	table->deleted_name = g_strdup_printf("%s(deleted)", name);
	table->superseded_name = g_strdup_printf("%s(superseded)", name);
	sqlite3_prepare_v2(writer->db, query, -1, &columns, NULL);
	int count = sqlite3_column_count(columns);
	table->fields = g_new0(char *, (size_t)count + 1);
	g_string_printf(sql, "INSERT INTO %s VALUES (", name);
	for (int i = 0; i < count; i++) {
		table->fields[i] = g_strdup(sqlite3_column_name(columns, i));
		g_string_append(sql, i == 0 ? "?" : ",?");
	}
	g_string_append(sql, ")");
	sqlite3_finalize(columns);
	if (sqlite3_prepare_v2(writer->db, sql->str, -1, &table->insert, NULL) != SQLITE_OK)
		writer->failed = true;
	return table;
}

static void
table_free(void *data)
{
	Table *table = data;

	sqlite3_finalize(table->insert);
	g_strfreev(table->fields);
	g_free(table->name);
	g_free(table->copy_name);
	g_free(table->deleted_name);
	g_free(table->superseded_name);
	g_free(table);
}

static void
begin(void *self, const char *table)
{
	Writer *writer = self;

	writer->table = g_hash_table_lookup(writer->tables, table);
	if (writer->table == NULL) {
		writer->table = table_new(writer, table);
		g_hash_table_insert(writer->tables, writer->table->name, writer->table);
	}
	writer->parameter = 1;
}

static void
note_truth(Writer *writer, const char *kind, unsigned person, const char *value)
{
	const Table *table = writer->table;
	const char *field = table->fields[writer->parameter - 1];
	const char *container = table->name;

	if (writer->is_deleted)
		container = table->deleted_name;
	else if (writer->is_renamed && g_str_equal(kind, "mobile"))
		container = table->superseded_name;
	truth_add(writer->truth, (TruthPlace){"shop", container, field}, kind, person, value);
	if (writer->in_backup)
		truth_add(writer->truth, (TruthPlace){"files", table->copy_name, field}, kind,
		          person, value);
}

static void
text(void *self, const char *kind, unsigned person, const char *value, const char *cell)
{
	Writer *writer = self;
	sqlite3_stmt *insert = writer->table->insert;

	if (kind != NULL && *value != '\0')
		note_truth(writer, kind, person, value);
	if (*cell != '\0')
		sqlite3_bind_text(insert, writer->parameter, cell, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(insert, writer->parameter);
	writer->parameter++;
}

static void
number(void *self, int64_t value)
{
	Writer *writer = self;

	sqlite3_bind_int64(writer->table->insert, writer->parameter++, value);
}

static void
end(void *self)
{
	Writer *writer = self;

	if (sqlite3_step(writer->table->insert) != SQLITE_DONE)
		writer->failed = true;
	sqlite3_reset(writer->table->insert);
}

static bool
open_database(Writer *writer, const char *path)
{
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, SEED, NULL);
	writer->tables = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, table_free);
	if (sqlite3_open(path, &writer->db) != SQLITE_OK)
		return false;
	return run(writer, "PRAGMA secure_delete=OFF; PRAGMA synchronous=OFF;"
	                   "PRAGMA cache_size=-65536");
}

static bool
close_database(Writer *writer)
{
	g_hash_table_unref(writer->tables);
	writer->tables = NULL;
	bool good = sqlite3_close(writer->db) == SQLITE_OK && !writer->failed;
	writer->db = NULL;
	return good;
}

static void
write_catalogue(const RowSink *sink, const Shop *shop)
{
	for (unsigned i = 0; i < N_SETTINGS; i++)
		shop_row_setting(sink, shop, i);
	for (unsigned i = 0; i < N_SUPPLIERS; i++)
		shop_row_supplier(sink, shop, i);
	for (unsigned i = 0; i < shop->n_categories; i++)
		shop_row_category(sink, shop, i);
	for (unsigned i = 0; i < shop->n_products; i++)
		shop_row_product(sink, shop, i);
	for (unsigned i = 0; i < shop->n_legacy; i++)
		shop_row_legacy(sink, shop, i);
}

static bool
is_renamed(const Shop *shop, unsigned member)
{
	return member % RENAMED_STEP == RENAMED && !shop_is_closed(shop, member) &&
	       member < shop_members_at(shop, shop_day(2026, 8, 15));
}

/* Members [@from, @to) and what hangs on them. */
static void
write_members(Writer *writer, const RowSink *sink, const Shop *shop, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		writer->is_deleted = shop_is_closed(shop, i);
		writer->is_renamed = is_renamed(shop, i);
		shop_row_member(sink, shop, i);
	}
	writer->is_deleted = false;
	writer->is_renamed = false;
	for (unsigned i = 0; i < shop->n_minors; i++)
		if (shop->minors[i] >= from && shop->minors[i] < to)
			shop_row_guardian(sink, shop, i);
	for (unsigned i = 0; i < shop->n_addresses; i++) {
		unsigned owner = shop_owner_of_address(shop, i);
		if (owner >= from && owner < to)
			shop_row_address(sink, shop, i);
	}
}

static void
write_orders(Writer *writer, const RowSink *sink, const Shop *shop, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		if (i % BATCH_ORDERS == 0)
			run(writer, "COMMIT; BEGIN");
		shop_row_order(sink, shop, i);
		shop_rows_of_items(sink, shop, i);
		shop_row_payment(sink, shop, i);
	}
}

/* Comments and logins of [@from, @to). */
static void
write_traces(const RowSink *sink, const Shop *shop, int64_t from, int64_t to)
{
	for (unsigned i = 0; i < shop->n_comments; i++) {
		int64_t time = shop_time_of_comment(shop, i);
		if (time >= from && time < to)
			shop_row_comment(sink, shop, i);
	}
	for (unsigned i = 0; i < shop->n_logins; i++) {
		int64_t time = shop_time_of_login(shop, i);
		if (time >= from && time < to)
			shop_row_login(sink, shop, i);
	}
}

/* Everything up to New Year 2026, in a database that the copy is then made of. */
static bool
write_until_new_year(Writer *writer, const RowSink *sink, const Shop *shop, const char *path)
{
	int64_t new_year = shop_day(2026, 1, 1);

	if (!open_database(writer, path) || !run(writer, "PRAGMA journal_mode=OFF"))
		return false;
	writer->in_backup = true;
	if (!run(writer, shop_schema) || !run(writer, "BEGIN"))
		return false;
	write_catalogue(sink, shop);
	write_members(writer, sink, shop, 0, shop_members_at(shop, new_year));
	write_orders(writer, sink, shop, 0, shop_first_of_2026(shop));
	write_traces(sink, shop, 0, new_year);
	run(writer, "COMMIT; PRAGMA journal_mode=WAL");
	return close_database(writer);
}

/* A new number in place of the old one; the old one stays in the main file's page. */
static void
change_mobile(Writer *writer, unsigned member)
{
	char mobile[12];
	g_autofree char *sql = NULL;

	person_mobile(member, 1, mobile);
	sql = g_strdup_printf("UPDATE members SET mobile='%s' WHERE id=%u", mobile,
	                      FIRST_MEMBER_ID + member);
	run(writer, sql);
	truth_add(writer->truth, (TruthPlace){"shop", "members", "mobile"}, "mobile", member,
	          mobile);
}

/*
 * The year 2026: closed accounts are deleted, the last days stand in the log only.
 */
static bool
write_this_year(Writer *writer, const RowSink *sink, const Shop *shop, const char *path)
{
	int64_t new_year = shop_day(2026, 1, 1);
	int64_t last_days = shop_day(2026, 8, 15);
	unsigned known = shop_members_at(shop, new_year);
	unsigned late = shop_members_at(shop, last_days);
	g_autofree char *closed = g_strdup_printf(
		"DELETE FROM members WHERE id >= %u AND id < %u; PRAGMA wal_checkpoint(TRUNCATE);"
		"PRAGMA wal_autocheckpoint=0; BEGIN",
		FIRST_MEMBER_ID + shop->closed_from, FIRST_MEMBER_ID + shop->closed_to);

	if (!open_database(writer, path) || !run(writer, "BEGIN"))
		return false;
	writer->in_backup = false;
	write_members(writer, sink, shop, known, late);
	write_orders(writer, sink, shop, shop_first_of_2026(shop), shop->n_orders);
	write_traces(sink, shop, new_year, last_days);
	for (unsigned i = 0; i < shop->n_cart; i++)
		shop_row_cart(sink, shop, i);
	run(writer, "COMMIT");
	run(writer, closed);
	write_members(writer, sink, shop, late, shop->n_members);
	write_traces(sink, shop, last_days, INT64_MAX);
	for (unsigned i = 0; i < late; i++)
		if (is_renamed(shop, i))
			change_mobile(writer, i);
	run(writer, "COMMIT");
	int keep = 1;
	sqlite3_db_config(writer->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_file_control(writer->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	return close_database(writer);
}

char *
shop_database_write(const Shop *shop, const char *directory, Truth *truth)
{
	Writer writer = {.truth = truth};
	const RowSink sink = {begin, text, number, end, &writer};
	g_autofree char *path = g_build_filename(directory, "shop.db", NULL);
	g_autofree char *copy = g_build_filename(directory, "files", "backup", "shop.db.bak", NULL);
	g_autofree char *content = NULL;
	size_t length = 0;
	GError *error = NULL;

	if (!write_until_new_year(&writer, &sink, shop, path))
		return g_strdup_printf("cannot write '%s': %s", path, sqlite3_errmsg(writer.db));
	if (!g_file_get_contents(path, &content, &length, &error) ||
	    !g_file_set_contents(copy, content, (gssize)length, &error)) {
		char *message = g_strdup(error->message);
		g_clear_error(&error);
		return message;
	}
	if (!write_this_year(&writer, &sink, shop, path))
		return g_strdup_printf("cannot write '%s': %s", path, sqlite3_errmsg(writer.db));
	return NULL;
}
