/*
 * test-request.c - opening, answering and refusing requests; what a package holds
 *
 * Everybody in here is made up.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "durable.h"
#include "errors.h"
#include "package.h"
#include "request.h"
#include "row-text.h"
#include "signature.h"
#include "source-memory.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define MOBILE "13800138001"
#define OTHER  "13900139002"
#define STORE  "request"

/* A container whose name would leave the package if it were taken as a path. */
#define HOSTILE "../../etc/p\xe8\xa1\xa8!a b\nc"

typedef struct {
	char *directory;
	Dossier *dossier;
	Ledger *ledger;
} House;

static Finding *
add_field(ContainerFinding *container, const char *name, KindId kind)
{
	Finding *finding = finding_new(name);

	finding->kind = kind;
	finding->category = kind == KIND_NONE ? CATEGORY_NONE : kind_get(kind)->category;
	finding->personal = kind == KIND_NONE ? PERSONAL_NO : PERSONAL_YES;
	g_ptr_array_add(container->findings, finding);
	return finding;
}

static ContainerFinding *
add_table(Inventory *inventory, const char *name, RecordClass records)
{
	ContainerFinding *container = container_finding_new(STORE, name);

	g_free(container->group);
	container->group = g_strdup(name);
	container->record_class = records;
	g_ptr_array_add(inventory->containers, container);
	return container;
}

static void
fill_store(void)
{
	MemoryStore *store = memory_store(STORE);
	static const char *const member_fields[] = {"id", "mobile", "note", "password", NULL};
	static const char *const order_fields[] = {"id", "member_id", "remark", NULL};

	memory_store_table(store, "members", member_fields);
	memory_store_table(store, HOSTILE, order_fields);
	const char *members[][5] = {
		{"1", MOBILE, "=HYPERLINK(\"x\")", "$2a$10$abc", NULL},
		{"2", OTHER, "ok", "$2a$10$abc", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		memory_store_add(store, "members", members[i]);
	const char *orders[][4] = {
		{"7", "1", "call " OTHER ", \"quoted\"", NULL},
		{"8", "2", "nothing", NULL},
		{"9", "1", NULL, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
		memory_store_add(store, HOSTILE, orders[i]);
}

static void
fill_inventory(Dossier *dossier)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Inventory) inventory = inventory_new();
	ContainerFinding *members = add_table(inventory, "members", RECORD_ACCOUNT);
	ContainerFinding *orders = add_table(inventory, HOSTILE, RECORD_TRANSACTION);

	inventory->totals.scan = 1;
	add_field(members, "id", KIND_NONE)->in_key = true;
	add_field(members, "mobile", KIND_MOBILE);
	add_field(members, "note", KIND_NONE);
	add_field(members, "password", KIND_PASSWORD_HASH);
	add_field(orders, "id", KIND_NONE)->in_key = true;
	Finding *owner = add_field(orders, "member_id", KIND_NONE);
	owner->ref_container = g_strdup("members");
	owner->ref_field = g_strdup("id");
	owner->ref_declared = true;
	add_field(orders, "remark", KIND_NONE);
	g_assert_true(inventory_store(dossier, inventory, &error));
	g_assert_no_error(error);
}

static House
house_open(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(DossierSettings) settings = dossier_settings_new();
	GDate today;
	House house = {g_dir_make_tmp("tingfu-request-XXXXXX", &error), NULL, NULL};
	g_autofree char *ledger = g_build_filename(house.directory, "ledger", NULL);
	g_autofree char *key = g_build_filename(house.directory, "keys", "ledger.pem", NULL);

	g_assert_no_error(error);
	g_date_set_dmy(&today, 24, G_DATE_AUGUST, 2026);
	g_date_set_dmy(&settings->stop_date, 31, G_DATE_OCTOBER, 2026);
	settings->operator_name = g_strdup("Shop Ltd");
	settings->platform = g_strdup("Shop");
	g_assert_true(dossier_create(house.directory, settings, &today, &error));
	g_assert_no_error(error);
	g_assert_true(signing_key_create(key, &error));
	g_assert_true(ledger_create(ledger, "tingfu/test", key, &error));
	g_assert_no_error(error);
	house.ledger = ledger_open(ledger, key, &error);
	g_assert_no_error(error);
	house.dossier = dossier_open(house.directory, DOSSIER_WRITE, &error);
	g_assert_no_error(error);
	g_assert_true(dossier_add_source(house.dossier, STORE, "memory:" STORE, NULL, &error));
	g_assert_no_error(error);
	fill_store();
	fill_inventory(house.dossier);
	return house;
}

static void
house_close(House *house)
{
	ledger_close(house->ledger);
	dossier_close(house->dossier);
	memory_store_drop(STORE);
	g_free(house->directory);
}

static int64_t
open_one(House *house, unsigned actions, const char *identifier)
{
	g_autoptr(GError) error = NULL;
	RequestWish wish = {actions, span_of(identifier), KIND_MOBILE, NULL};
	int64_t number = 0;

	g_assert_true(
		request_open(house->dossier, house->ledger, &wish, "officer", &number, &error));
	g_assert_no_error(error);
	return number;
}

static char *
content(const House *house, const char *name)
{
	g_autofree char *path = g_build_filename(house->directory, name, NULL);
	g_autoptr(GError) error = NULL;
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	return text;
}

static bool
file_holds(const House *house, const char *name, const char *needle)
{
	g_autofree char *path = g_build_filename(house->directory, name, NULL);
	g_autofree char *bytes = NULL;
	size_t length = 0;

	if (!g_file_get_contents(path, &bytes, &length, NULL))
		return false;
	return span_find((Span){bytes, length}, span_of(needle)) >= 0;
}

/* The answer: own rows, formula escaped, other's number masked, no password, digests agree. */
static void
test_answer(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_VIEW | REQUEST_COPY, MOBILE);

	g_assert_cmpint(requests_open_count(house.dossier, &error), ==, 1);
	g_assert_true(request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_no_error(error);
	g_assert_cmpint(requests_open_count(house.dossier, &error), ==, 0);
	g_autoptr(Request) request = request_load(house.dossier, number, &error);
	g_assert_cmpint(request->rows, ==, 3);
	g_assert_cmpint(request->containers, ==, 2);

	g_autofree char *members = content(&house, "request/0001/data/request-members.csv");
	g_assert_cmpstr(members, ==,
	                "\"id\",\"mobile\",\"note\",\"password\"\r\n"
	                "\"1\",\"" MOBILE "\",\"'=HYPERLINK(\"\"x\"\")\",\r\n");
	g_autofree char *orders =
		content(&house, "request/0001/data/request-.._.._etc_p表_a_b_c.jsonl");
	g_assert_cmpstr(
		orders, ==,
		"{\"id\": \"7\", \"member_id\": \"1\", \"remark\": \"call 13*******02, "
		"\\\"quoted\\\"\"}\n{\"id\": \"9\", \"member_id\": \"1\", \"remark\": null}\n");
	g_autofree char *path =
		g_build_filename(house.directory, "request/0001/manifest.json", NULL);
	Digest digest;
	char hex[DIGEST_HEX];
	g_assert_true(digest_file(DIGEST_SHA256, path, &digest, &error));
	g_assert_cmpstr(digest_to_hex(&digest, hex), ==, request->package_digest);
	g_assert_true(file_holds(&house, "request/0001/receipt.json", request->package_digest));
	g_assert_true(file_holds(&house, "request/0001/human/index.html", "Copy of your personal"));
	g_assert_false(file_holds(&house, "request/0001/human/index.html", OTHER));
	house_close(&house);
}

/* Every file that the manifest lists is there, with that digest. */
static void
test_manifest(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_COPY, MOBILE);
	size_t i;
	json_t *row;

	g_assert_true(request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_no_error(error);
	g_autofree char *text = content(&house, "request/0001/manifest.json");
	json_auto_t *manifest = canonical_json_parse(text, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(json_array_size(json_object_get(manifest, "files")), ==, 7);
	json_array_foreach(json_object_get(manifest, "files"), i, row)
	{
		g_autofree char *path = g_build_filename(house.directory, "request", "0001",
		                                         json_text(row, "path"), NULL);
		Digest digest;
		GStatBuf status;
		char hex[DIGEST_HEX];
		g_assert_true(digest_file(DIGEST_SHA256, path, &digest, &error));
		g_assert_cmpstr(digest_to_hex(&digest, hex), ==, json_text(row, "sha256"));
		g_assert_true(digest_file(DIGEST_SM3, path, &digest, &error));
		g_assert_cmpstr(digest_to_hex(&digest, hex), ==, json_text(row, "sm3"));
		g_assert_cmpint(g_stat(path, &status), ==, 0);
		g_assert_cmpint(status.st_size, ==, json_number(row, "bytes", -1));
		g_assert_cmpint(status.st_mode & 0777, ==, 0600);
	}
	house_close(&house);
}

/* What kinds and how many, and not one row. */
static void
test_view_only(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_VIEW, MOBILE);

	g_assert_true(request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_no_error(error);
	g_assert_false(file_holds(&house, "request/0001/human/index.html", MOBILE));
	g_assert_true(file_holds(&house, "request/0001/manifest.json", "\"rows\":2"));
	g_autofree char *data = g_build_filename(house.directory, "request/0001/data", NULL);
	g_autoptr(GDir) dir = g_dir_open(data, 0, &error);
	g_assert_null(g_dir_read_name(dir));
	house_close(&house);
}

static void
assert_unknown(const House *house, const char *directory)
{
	g_autofree char *path = g_build_filename(house->directory, directory, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *child = g_build_filename(directory, name, NULL);
		g_autofree char *whole = g_build_filename(house->directory, child, NULL);
		if (g_file_test(whole, G_FILE_TEST_IS_DIR) && g_strcmp0(name, "request") != 0)
			assert_unknown(house, child);
		g_test_message("%s", child);
		g_assert_false(file_holds(house, child, MOBILE));
	}
}

/* The state knows nobody: no file outside the package holds the number. */
static void
test_sealed(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_COPY, MOBILE);

	g_assert_true(request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_no_error(error);
	assert_unknown(&house, "");
	house_close(&house);
}

typedef struct {
	unsigned opened, answered, refused;
} Count;

static bool
count_entry(const LedgerEntry *entry, void *data)
{
	Count *count = data;
	const char *kind = json_text(entry->value, "kind");

	count->opened += g_strcmp0(kind, "request.opened") == 0;
	count->answered += g_strcmp0(kind, "request.answered") == 0;
	count->refused += g_strcmp0(kind, "request.refused") == 0;
	return true;
}

/* Entries that were not written before the run was cut off are written once, by the next. */
static void
test_settle(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_COPY, MOBILE);
	Count count = {0, 0, 0};

	g_assert_true(request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_true(database_run(dossier_database(house.dossier),
	                           "UPDATE request SET opened_entry = NULL, closed_entry = NULL",
	                           &error));
	open_one(&house, REQUEST_COPY, OTHER);
	g_assert_true(ledger_read(house.ledger, 0, ledger_head(house.ledger).size, count_entry,
	                          &count, &error));
	g_assert_cmpuint(count.opened, ==, 2);
	g_assert_cmpuint(count.answered, ==, 1);
	house_close(&house);
}

static void
test_refuse(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_COPY, MOBILE);

	g_assert_false(request_refuse(house.dossier, house.ledger, number, "it is " OTHER "'s",
	                              "officer", &error));
	g_assert_true(fault_is(error, FAULT_USAGE));
	g_clear_error(&error);
	g_assert_true(request_refuse(house.dossier, house.ledger, number, "not verified", "officer",
	                             &error));
	g_assert_no_error(error);
	g_assert_false(
		request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_true(fault_is(error, FAULT_REFUSED));
	house_close(&house);
}

/* Half a package of a run that was cut off does not survive the next. */
static void
test_left_over(void)
{
	House house = house_open();
	g_autoptr(GError) error = NULL;
	int64_t number = open_one(&house, REQUEST_COPY, MOBILE);
	g_autofree char *left = g_build_filename(house.directory, "request/.0001.tmp/data", NULL);
	g_autofree char *file = g_build_filename(left, "half.jsonl", NULL);
	g_autofree char *hidden = g_build_filename(house.directory, "request/.0001.tmp", NULL);

	g_assert_cmpint(g_mkdir_with_parents(left, 0700), ==, 0);
	g_assert_true(g_file_set_contents(file, MOBILE, -1, &error));
	g_assert_true(request_answer(house.dossier, house.ledger, number, "officer", NULL, &error));
	g_assert_no_error(error);
	g_assert_false(g_file_test(hidden, G_FILE_TEST_EXISTS));
	g_assert_true(file_holds(&house, "request/0001/manifest.json", "tingfu-request/1"));
	house_close(&house);
}

static void
test_kinds(void)
{
	static const struct {
		const char *value;
		bool good;
	} cases[] = {
		{MOBILE, true},
		{" " MOBILE "\n", true},
		{"11010519491231002X", true},
		{"a@example.com", true},
		{"", false},
		{"张三", false},
		{"张三 " MOBILE, false},
		{"12345", false},
		{"00:11:22:33:44:55", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		KindId kind = KIND_NONE;
		g_test_message("case %zu", i);
		g_assert_cmpint(request_kind_of(span_of(cases[i].value), &kind, &error), ==,
		                cases[i].good);
		g_assert_true(cases[i].good || fault_is(error, FAULT_USAGE));
	}
}

static void
test_csv_cells(void)
{
	static const struct {
		ValueType type;
		const char *value;
		const char *csv;
		const char *json;
	} cases[] = {
		{VALUE_TEXT, "=1+1", "\"'=1+1\"", "\"=1+1\""},
		{VALUE_TEXT, "+86 138", "\"'+86 138\"", "\"+86 138\""},
		{VALUE_TEXT, "-5", "\"-5\"", "\"-5\""},
		{VALUE_TEXT, "-5+cmd|' /C calc'!A0", "\"'-5+cmd|' /C calc'!A0\"",
	         "\"-5+cmd|' /C calc'!A0\""},
		{VALUE_TEXT, "@SUM(1)", "\"'@SUM(1)\"", "\"@SUM(1)\""},
		{VALUE_TEXT, "\t=1", "\"'\t=1\"", "\"\\t=1\""},
		{VALUE_TEXT, " =1", "\"' =1\"", "\" =1\""},
		{VALUE_TEXT, "＝1", "\"'＝1\"", "\"＝1\""},
		{VALUE_TEXT, "a\"b\r\nc", "\"a\"\"b\r\nc\"", "\"a\\\"b\\r\\nc\""},
		{VALUE_INTEGER, "-12", "\"-12\"", "-12"},
		{VALUE_INTEGER, "12345678901234567", "\"12345678901234567\"",
	         "\"12345678901234567\""},
		{VALUE_REAL, "1e400", "\"1e400\"", "\"1e400\""},
		{VALUE_REAL, "1.50", "\"1.50\"", "1.50"},
		{VALUE_NULL, "", "", "null"},
		{VALUE_BINARY, "\x01\x02", "base64:AQI=", "{\"base64\": \"AQI=\"}"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(RowText) csv = {NULL, 0, 0};
		g_auto(RowText) json = {NULL, 0, 0};
		SourceValue value = {span_of(cases[i].value), cases[i].type, false};
		row_text_csv(&csv, &value);
		row_text_json(&json, &value);
		g_test_message("case %zu", i);
		g_assert_true(span_is(row_text_span(&csv), cases[i].csv));
		g_assert_true(span_is(row_text_span(&json), cases[i].json));
	}
}

static void
test_file_names(void)
{
	static const char *const cases[][2] = {
		{"shop-members", "shop-members"}, {"../../etc", "_._.._etc"},
		{".hidden", "_hidden"},           {"", "_"},
		{"会员 表", "会员_表"},           {"a\nb", "a_b"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = package_file_name(cases[i][0]);
		g_assert_cmpstr(name, ==, cases[i][1]);
	}
	g_autofree char *long_name = g_strnfill(500, 'x');
	g_autofree char *name = package_file_name(long_name);
	g_assert_cmpuint(strlen(name), <=, 120);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/request/answer", test_answer);
	g_test_add_func("/request/manifest", test_manifest);
	g_test_add_func("/request/view-only", test_view_only);
	g_test_add_func("/request/sealed", test_sealed);
	g_test_add_func("/request/settle", test_settle);
	g_test_add_func("/request/refuse", test_refuse);
	g_test_add_func("/request/left-over", test_left_over);
	g_test_add_func("/request/kinds", test_kinds);
	g_test_add_func("/request/csv-cells", test_csv_cells);
	g_test_add_func("/request/file-names", test_file_names);
	return g_test_run();
}
