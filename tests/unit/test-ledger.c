/*
 * test-ledger.c - a ledger of its own for each test: append, read, prove, refuse
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "checkpoint.h"
#include "durable.h"
#include "errors.h"
#include "ledger.h"
#include "merkle.h"
#include "tile.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#define ORIGIN "tingfu/test"

/* 2026-10-31T09:00:00.000123Z */
#define NOW INT64_C(1793437200000123)

typedef struct {
	char *home;
	char *directory;
	char *key;
	Ledger *ledger;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	fixture->home = g_dir_make_tmp("ledger-XXXXXX", &error);
	g_assert_no_error(error);
	fixture->directory = g_build_filename(fixture->home, "ledger", NULL);
	fixture->key = g_build_filename(fixture->home, "ledger.pem", NULL);
	g_assert_true(signing_key_create(fixture->key, &error));
	g_assert_true(ledger_create(fixture->directory, ORIGIN, fixture->key, &error));
	fixture->ledger = ledger_open(fixture->directory, fixture->key, &error);
	g_assert_no_error(error);
}

static void
remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

	for (const char *name = dir == NULL ? NULL : g_dir_read_name(dir); name != NULL;
	     name = g_dir_read_name(dir)) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		remove_tree(below);
	}
	g_remove(path);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	ledger_close(fixture->ledger);
	remove_tree(fixture->home);
	g_free(fixture->home);
	g_free(fixture->directory);
	g_free(fixture->key);
}

static void
append(Fixture *fixture, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		g_autoptr(GError) error = NULL;
		uint64_t index = UINT64_MAX, before = ledger_head(fixture->ledger).size;
		LedgerRecord record = {
			.kind = "test", .actor = "tingfu", .before = -1, .after = -1};

		g_assert_true(ledger_append(fixture->ledger, NOW, &record, &index, &error));
		g_assert_cmpuint(index, ==, before);
	}
}

static void
assert_intact(const Fixture *fixture, uint64_t size)
{
	g_autoptr(GError) error = NULL;
	LedgerVerdict verdict;
	bool intact = ledger_verify(fixture->directory, NULL, NULL, NULL, &verdict, &error);

	g_assert_no_error(error);
	g_assert_true(intact);
	g_assert_cmpuint(verdict.head.size, ==, size);
	g_assert_cmpuint(verdict.leftovers, ==, 0);
}

static void
test_entry(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	json_auto_t *payload = json_pack("{s:i, s:s}", "rows", 7, "source", "店铺");
	LedgerRecord record = {
		.kind = "scan.finished",
		.actor = "张伟",
		.role = "officer",
		.requirements = "SD-GEN-07,SD-GEN-09",
		.plan_digest = "00ff",
		.before = 12,
		.after = 0,
		.result = "done",
		.payload = payload,
	};

	(void)data;
	g_assert_true(ledger_append(fixture->ledger, NOW, &record, NULL, &error));
	g_autofree char *path = g_build_filename(fixture->directory, "tile/entries/000.p/1", NULL);
	g_autoptr(GBytes) content = NULL;
	g_assert_true(durable_read(path, 65536, &content, &error));
	Span rest = {g_bytes_get_data(content, NULL), g_bytes_get_size(content)}, text;
	g_assert_true(tile_next_entry(&rest, &text));
	g_assert_cmpuint(rest.length, ==, 0);
	g_autofree char *copy = g_strndup(text.bytes, text.length);
	json_auto_t *value = canonical_json_parse(copy, &error);
	g_assert_no_error(error);
	LedgerEntry entry = {0, copy, value};

	g_assert_true(
		g_str_has_prefix(copy, "{\"actor\":\"张伟\",\"after\":0,\"before\":12,\"boot\":"));
	g_assert_cmpint(json_number(value, "format", 0), ==, 1);
	g_assert_cmpint(json_number(value, "index", -1), ==, 0);
	/* Never a run of digits that a detector takes for a mobile number. */
	g_assert_true(
		g_regex_match_simple("^[0-9]+\\.[0-9]{6}$", json_text(value, "monotonic"), 0, 0));
	g_assert_cmpstr(json_text(value, "time"), ==, "2026-10-31T09:00:00.000123Z");
	g_assert_cmpint(ledger_entry_time(&entry), ==, NOW);
	g_assert_cmpstr(json_text(value, "requirements"), ==, "SD-GEN-07,SD-GEN-09");
	g_assert_cmpstr(json_text(value, "plan_digest"), ==, "00ff");
	g_assert_cmpint(json_number(json_object_get(value, "payload"), "rows", 0), ==, 7);
	g_assert_null(json_object_get(value, "commitment"));
}

/* Salt and text give the digests of the entry; the text itself is nowhere. */
static void
test_commitment(Fixture *fixture, gconstpointer data)
{
	static const char secret[] = "13800138000";
	g_autoptr(GError) error = NULL;
	LedgerRecord record = {
		.kind = "request.opened", .commitment_of = secret, .before = -1, .after = -1};
	g_autofree char *path = g_build_filename(fixture->home, "keys", "salts", NULL);
	g_autofree char *salts = NULL;
	char hex[DIGEST_HEX];
	Digest salt;

	(void)data;
	append(fixture, 1);
	g_assert_true(ledger_append(fixture->ledger, NOW, &record, NULL, &error));
	g_assert_true(g_file_get_contents(path, &salts, NULL, &error));
	g_autofree char *line = g_strstrip(g_strdup(salts));
	g_assert_true(g_str_has_prefix(line, "1 "));
	g_assert_true(digest_from_hex(line + 2, &salt));
	g_autofree char *bundle =
		g_build_filename(fixture->directory, "tile/entries/000.p/2", NULL);
	g_autoptr(GBytes) content = NULL;
	g_assert_true(durable_read(bundle, 65536, &content, &error));
	Span all = {g_bytes_get_data(content, NULL), g_bytes_get_size(content)};
	static const DigestAlgorithm algorithms[] = {DIGEST_SHA256, DIGEST_SM3};
	for (size_t i = 0; i < G_N_ELEMENTS(algorithms); i++) {
		DigestStream *stream = digest_begin(algorithms[i]);
		digest_update(stream, (Span){(const char *)salt.bytes, DIGEST_SIZE});
		digest_update(stream, span_of(secret));
		Digest digest = digest_finish(stream);
		g_assert_cmpint(span_find(all, span_of(digest_to_hex(&digest, hex))), >, 0);
	}
	g_assert_cmpint(span_find(all, span_of(secret)), ==, -1);
}

typedef struct {
	uint64_t expected, stop_at;
	unsigned seen;
} Reader;

static bool
visit(const LedgerEntry *entry, void *data)
{
	Reader *reader = data;

	g_assert_cmpuint(entry->index, ==, reader->expected++);
	g_assert_cmpint(json_number(entry->value, "index", -1), ==, (int64_t)entry->index);
	reader->seen++;
	return entry->index != reader->stop_at;
}

static void
assert_read(Ledger *ledger, uint64_t from, uint64_t to, uint64_t stop_at, unsigned wanted)
{
	g_autoptr(GError) error = NULL;
	Reader reader = {from, stop_at, 0};

	g_assert_true(ledger_read(ledger, from, to, visit, &reader, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(reader.seen, ==, wanted);
}

static void
test_read(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	assert_read(fixture->ledger, 0, 10, UINT64_MAX, 0);
	append(fixture, 600);
	assert_read(fixture->ledger, 0, UINT64_MAX, UINT64_MAX, 600);
	assert_read(fixture->ledger, 255, 257, UINT64_MAX, 2);
	assert_read(fixture->ledger, 511, 512, UINT64_MAX, 1);
	assert_read(fixture->ledger, 598, 700, UINT64_MAX, 2);
	assert_read(fixture->ledger, 600, 700, UINT64_MAX, 0);
	assert_read(fixture->ledger, 10, 600, 12, 3);
	assert_read(fixture->ledger, 5, 3, UINT64_MAX, 0);
	g_autoptr(Ledger) reading = ledger_open(fixture->directory, NULL, &error);
	g_assert_no_error(error);
	assert_read(reading, 0, UINT64_MAX, UINT64_MAX, 600);
	assert_intact(fixture, 600);
}

/* A reader that was opened before goes on reading what it knows. */
static void
test_reader_beside_writer(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	append(fixture, 250);
	g_autoptr(Ledger) reading = ledger_open(fixture->directory, NULL, &error);
	append(fixture, 20);
	assert_read(reading, 0, UINT64_MAX, UINT64_MAX, 250);
	LedgerRecord record = {.kind = "test", .before = -1, .after = -1};
	g_assert_false(ledger_append(reading, NOW, &record, NULL, &error));
	g_assert_true(fault_is(error, FAULT_REFUSED));
}

static Digest
leaf_of(Fixture *fixture, uint64_t index)
{
	uint64_t number = index / TILE_WIDTH;
	Tile tile;
	g_autoptr(GBytes) content = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(tile_of(0, number, ledger_head(fixture->ledger).size, &tile));
	g_assert_true(tile_read(fixture->directory, &tile, &content, &error));
	return ((const Digest *)g_bytes_get_data(content, NULL))[index % TILE_WIDTH];
}

static void
test_proofs(Fixture *fixture, gconstpointer data)
{
	static const uint64_t sizes[] = {0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 520};
	MerkleHead heads[G_N_ELEMENTS(sizes)];
	g_autoptr(GError) error = NULL;

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		append(fixture, (unsigned)(sizes[i] - ledger_head(fixture->ledger).size));
		LedgerHead head = ledger_head(fixture->ledger);
		heads[i] = (MerkleHead){head.size, head.root};
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		for (uint64_t index = 0; index < sizes[i]; index += 1 + sizes[i] / 50) {
			g_autoptr(GArray) proof =
				ledger_prove_inclusion(fixture->ledger, index, sizes[i], &error);
			Digest leaf = leaf_of(fixture, index);
			g_assert_no_error(error);
			g_assert_true(merkle_inclusion_agrees(index, sizes[i], &leaf, proof,
			                                      &heads[i].root));
		}
		for (size_t j = i; j < G_N_ELEMENTS(sizes); j++) {
			g_autoptr(GArray) proof = ledger_prove_consistency(
				fixture->ledger, sizes[i], sizes[j], &error);
			g_assert_no_error(error);
			g_assert_true(merkle_consistency_agrees(&heads[i], &heads[j], proof));
		}
	}
	g_assert_null(ledger_prove_inclusion(fixture->ledger, 520, 520, &error));
	g_assert_true(fault_is(error, FAULT_NOT_FOUND));
	g_clear_error(&error);
	g_assert_null(ledger_prove_inclusion(fixture->ledger, 0, 521, &error));
	g_clear_error(&error);
	g_assert_null(ledger_prove_consistency(fixture->ledger, 3, 2, &error));
}

/* Reading and proving refuse what does not lead to the signed head. */
static void
test_read_tampered(Fixture *fixture, gconstpointer data)
{
	static const char *const names[] = {"tile/entries/000", "tile/0/000"};
	(void)data;
	append(fixture, 300);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(fixture->directory, names[i], NULL);
		g_autofree char *content = NULL;
		gsize length = 0;
		g_autoptr(GError) error = NULL;
		Reader reader = {0, UINT64_MAX, 0};

		g_assert_true(g_file_get_contents(path, &content, &length, NULL));
		content[1000] ^= 4;
		g_assert_true(g_file_set_contents(path, content, (gssize)length, NULL));
		g_autoptr(Ledger) reading = ledger_open(fixture->directory, NULL, &error);
		g_assert_no_error(error);
		g_assert_false(ledger_read(reading, 0, 300, visit, &reader, &error));
		g_assert_true(fault_is(error, FAULT_TAMPERED));
		content[1000] ^= 4;
		g_assert_true(g_file_set_contents(path, content, (gssize)length, NULL));
	}
}

static void
assert_refused(Fixture *fixture, const LedgerRecord *record, Fault code)
{
	g_autoptr(GError) error = NULL;
	uint64_t size = ledger_head(fixture->ledger).size;

	g_assert_false(ledger_append(fixture->ledger, NOW, record, NULL, &error));
	g_assert_true(fault_is(error, code));
	g_assert_cmpuint(ledger_head(fixture->ledger).size, ==, size);
}

static void
test_refused(Fixture *fixture, gconstpointer data)
{
	g_autofree char *longest = g_strnfill(65536, 'x');
	json_auto_t *nested = json_pack("{s:[i]}", "rows", 1);
	json_auto_t *fraction = json_pack("{s:f}", "rows", 1.5);
	json_auto_t *list = json_pack("[i]", 1);
	LedgerRecord record = {.kind = "test", .before = -1, .after = -1};

	(void)data;
	record.actor = "\xff";
	assert_refused(fixture, &record, FAULT_MALFORMED);
	record.actor = longest;
	assert_refused(fixture, &record, FAULT_USAGE);
	record.actor = NULL;
	record.payload = nested;
	assert_refused(fixture, &record, FAULT_MALFORMED);
	record.payload = fraction;
	assert_refused(fixture, &record, FAULT_MALFORMED);
	record.payload = list;
	assert_refused(fixture, &record, FAULT_MALFORMED);
	append(fixture, 2);
	assert_intact(fixture, 2);
}

/* A file system that takes no more: the entry is not there, the ledger is, and goes on. */
static void
test_full_disk(Fixture *fixture, gconstpointer data)
{
	struct rlimit limit, tight;
	LedgerRecord record = {.kind = "test", .before = -1, .after = -1};

	(void)data;
	append(fixture, 255);
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	/* Enough for the checkpoint, then for the tile too, never for the bundle. */
	for (rlim_t bytes = 100; bytes < 20000; bytes *= 10) {
		g_autoptr(GError) error = NULL;
		tight = (struct rlimit){bytes, limit.rlim_max};
		g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &tight), ==, 0);
		bool done = ledger_append(fixture->ledger, NOW, &record, NULL, &error);
		g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
		g_assert_false(done);
		g_assert_true(fault_is(error, FAULT_STORAGE));
	}
	append(fixture, 2);
	assert_intact(fixture, 257);
}

static void
test_create_refused(Fixture *fixture, gconstpointer data)
{
	static const char *const names[] = {"", "two words", "a+b", "tab\t", "line\n", "\xff"};
	g_autofree char *other = g_build_filename(fixture->home, "other", NULL);
	g_autoptr(GError) error = NULL;

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_assert_false(ledger_create(other, names[i], fixture->key, NULL));
		g_assert_false(g_file_test(other, G_FILE_TEST_EXISTS));
	}
	g_assert_false(ledger_create(fixture->directory, ORIGIN, fixture->key, &error));
	g_assert_true(fault_is(error, FAULT_CONFLICT));
}

static void
test_other_key(Fixture *fixture, gconstpointer data)
{
	g_autofree char *other = g_build_filename(fixture->home, "other.pem", NULL);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_true(signing_key_create(other, NULL));
	g_assert_null(ledger_open(fixture->directory, other, &error));
	g_assert_true(fault_is(error, FAULT_TAMPERED));
}

static void
test_verifier_key(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SigningKey) pair = signing_key_load(fixture->key, &error);
	PublicKey public_key = signing_key_public(pair), read;
	g_autofree char *line = ledger_verifier_key(ORIGIN, &public_key);
	g_autofree char *text = g_strdup_printf("  %s\n", line);
	LedgerVerdict verdict;

	(void)data;
	g_assert_true(checkpoint_read_verifier_key(text, ORIGIN, &read, &error));
	g_assert_cmpmem(&read, sizeof read, &public_key, sizeof public_key);
	g_assert_true(ledger_verify(fixture->directory, line, NULL, NULL, &verdict, &error));
	g_assert_true(verdict.signer_authenticated);
	/* Any other character makes it none, or another key. */
	for (size_t i = 0; line[i] != '\0'; i++) {
		line[i] ^= 1;
		g_assert_false(ledger_verify(fixture->directory, line, NULL, NULL, &verdict, NULL));
		line[i] ^= 1;
	}
}

static void
test_tile_names(void)
{
	static const struct {
		Tile tile;
		const char *path;
	} names[] = {
		{{0, 0, 256}, "tile/0/000"},
		{{TILE_ENTRIES, 999, 1}, "tile/entries/999.p/1"},
		{{1, 1000, 256}, "tile/1/x001/000"},
		{{0, 1234067, 255}, "tile/0/x001/x234/067.p/255"},
		{{7, UINT64_MAX >> 8, 256}, "tile/7/x072/x057/x594/x037/x927/935"},
	};
	static const char *const wrong[] = {
		"",
		"tile",
		"tile/",
		"tile/0",
		"tile/0/",
		"tile/0/0",
		"tile/0/00",
		"tile/0/0000",
		"tile/8/000",
		"tile/-1/000",
		"tile/00/000",
		"tile/entries/",
		"tile/entries/x000",
		"tile/0/x000/000",
		"tile/0/x001/x000/",
		"tile/0/000.p/0",
		"tile/0/000.p/256",
		"tile/0/000.p/01",
		"tile/0/000.p/+1",
		"tile/0/000.p/",
		"tile/0/000.p",
		"tile/0/000 ",
		"tile/0/000/",
		"/tile/0/000",
		"tile//000",
		"tile/0/x99/000",
		"tile/data/000",
		"tile/0/x999/x999/x999/x999/x999/x999/x999/999",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = tile_path(&names[i].tile);
		Tile tile;
		g_assert_cmpstr(path, ==, names[i].path);
		g_assert_true(tile_parse(path, &tile));
		g_assert_cmpint(tile.level, ==, names[i].tile.level);
		g_assert_cmpuint(tile.index, ==, names[i].tile.index);
		g_assert_cmpuint(tile.width, ==, names[i].tile.width);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		Tile tile;
		g_test_message("%s", wrong[i]);
		g_assert_false(tile_parse(wrong[i], &tile));
	}
}

/* C2SP tlog-tiles: 70,000 entries are 273 tiles and one of 112; 1 and one of 17; one of 1. */
static void
test_tile_arithmetic(void)
{
	static const unsigned widths[] = {112, 17, 1};
	static const uint64_t numbers[] = {273, 1, 0};
	uint64_t size = 70000;
	Tile tile;

	for (int level = 0; level < 3; level++) {
		g_assert_true(tile_of(level, numbers[level], size, &tile));
		g_assert_cmpuint(tile.width, ==, widths[level]);
		g_assert_false(tile_of(level, numbers[level] + 1, size, &tile));
		g_assert_true(numbers[level] == 0 || tile_of(level, 0, size, &tile));
	}
	g_assert_false(tile_of(3, 0, size, &tile));
	/* What an append adds and makes superfluous is the difference of the two trees. */
	for (size = 1; size < 70000; size += size < 600 ? 1 : 97) {
		g_autoptr(GArray) added = tile_added(size);
		g_autoptr(GArray) superseded = tile_superseded(size);
		for (unsigned i = 0; i < added->len; i++) {
			tile = g_array_index(added, Tile, i);
			g_assert_true(tile_belongs(&tile, size));
			g_assert_false(tile_belongs(&tile, size - 1));
		}
		for (unsigned i = 0; i < superseded->len; i++) {
			tile = g_array_index(superseded, Tile, i);
			g_assert_false(tile_belongs(&tile, size));
			g_assert_true(tile_belongs(&tile, size - 1));
		}
	}
}

#define TEST(name, function) g_test_add("/ledger/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("entry", test_entry);
	TEST("commitment", test_commitment);
	TEST("read", test_read);
	TEST("reader-beside-writer", test_reader_beside_writer);
	TEST("proofs", test_proofs);
	TEST("read-tampered", test_read_tampered);
	TEST("refused", test_refused);
	TEST("full-disk", test_full_disk);
	TEST("create-refused", test_create_refused);
	TEST("other-key", test_other_key);
	TEST("verifier-key", test_verifier_key);
	g_test_add_func("/ledger/tile/names", test_tile_names);
	g_test_add_func("/ledger/tile/arithmetic", test_tile_arithmetic);
	return g_test_run();
}
