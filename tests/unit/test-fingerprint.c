/*
 * test-fingerprint.c - what was entered is found in every form, at every place, and nothing else
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"
#include "residue.h"
#include "text.h"

#include <glib/gstdio.h>
#include <string.h>

static const Key key = {{1, 2, 3}};

typedef struct {
	unsigned hits;
	uint64_t offset;
	FingerprintForm form;
	uint32_t tag;
} Seen;

static bool
note(uint64_t offset, uint32_t length, FingerprintForm form, uint32_t tag, void *data)
{
	Seen *seen = data;

	(void)length;
	seen->hits++;
	seen->offset = offset;
	seen->form = form;
	seen->tag = tag;
	return true;
}

static Seen
search_in_pieces(const FingerprintSet *set, Span bytes, size_t piece)
{
	Seen seen = {0};
	g_autoptr(FingerprintSearch) search = fingerprint_search_new(set, note, &seen);

	for (size_t at = 0; at < bytes.length; at += piece)
		fingerprint_search_feed(search, span_slice(bytes, at, piece));
	fingerprint_search_end(search);
	return seen;
}

static FingerprintSet *
set_of(const char *value)
{
	FingerprintSet *set = fingerprint_set_new(&key);

	g_assert_true(fingerprint_set_add(set, span_of(value), 7));
	fingerprint_set_prepare(set);
	return set;
}

static void
fill(char *bytes, size_t length, guint32 seed)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);

	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)g_rand_int_range(random, 0, 256);
}

/* No text boundary is needed, no piece size hides it, it is found once and at its place. */
static void
test_every_place(void)
{
	static const char value[] = "13912345678";
	g_autoptr(FingerprintSet) set = set_of(value);
	char bytes[700];

	for (size_t at = 0; at + strlen(value) <= sizeof bytes; at += 13) {
		fill(bytes, sizeof bytes, (guint32)at);
		memcpy(bytes + at, value, strlen(value));
		for (size_t piece = 1; piece <= sizeof bytes; piece = piece * 3 + 1) {
			Seen seen = search_in_pieces(set, (Span){bytes, sizeof bytes}, piece);

			g_assert_cmpuint(seen.hits, ==, 1);
			g_assert_cmpuint(seen.offset, ==, at);
			g_assert_cmpuint(seen.tag, ==, 7);
		}
	}
}

static void
test_forms(void)
{
	static const char value[] = "杭州市西湖区文三路九号";
	static const struct {
		const char *encoding;
		FingerprintForm form;
	} forms[] = {{"UTF-8", FORM_UTF8},
	             {"GB18030", FORM_GB18030},
	             {"UTF-16LE", FORM_UTF16},
	             {"UTF-16BE", FORM_UTF16}};
	g_autoptr(FingerprintSet) set = set_of(value);

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autoptr(GBytes) encoded = text_from_utf8(span_of(value), forms[i].encoding);
		gsize length = 0;
		const char *bytes = g_bytes_get_data(encoded, &length);
		Seen seen = search_in_pieces(set, (Span){bytes, length}, 5);

		g_test_message("%s", forms[i].encoding);
		g_assert_cmpuint(seen.hits, >=, 1);
		g_assert_cmpint(seen.form, ==, forms[i].form);
	}
}

/* ASCII in UTF-16 of either byte order is one entry. */
static void
test_ascii_utf16(void)
{
	g_autoptr(FingerprintSet) set = set_of("11010519491231002X");

	for (int big = 0; big < 2; big++) {
		g_autoptr(GBytes) encoded = text_from_utf8(span_of("no 11010519491231002X!"),
		                                           big ? "UTF-16BE" : "UTF-16LE");
		gsize length = 0;
		const char *bytes = g_bytes_get_data(encoded, &length);

		g_assert_cmpuint(search_in_pieces(set, (Span){bytes, length}, 64).hits, ==, 1);
	}
}

/* A value in pieces is found by any piece: a page boundary may cut it. */
static void
test_long_value(void)
{
	g_autofree char *value = g_strnfill(40, 'a');
	g_autofree char *whole =
		g_strconcat(value, "0123456789012345678901234567890123456789", value, NULL);
	g_autoptr(FingerprintSet) set = set_of(whole);
	Span half = span_slice(span_of(whole), 0, 60);

	g_assert_cmpuint(search_in_pieces(set, span_of(whole), 100).hits, >=, 2);
	g_assert_cmpuint(search_in_pieces(set, half, 100).hits, >=, 1);
}

static void
test_nothing_else(void)
{
	g_autoptr(FingerprintSet) set = fingerprint_set_new(&key);
	g_autofree char *bytes = g_malloc(4 << 20);
	char value[16];

	for (unsigned i = 0; i < 20000; i++) {
		g_snprintf(value, sizeof value, "139%08u", i * 4999);
		fingerprint_set_add(set, span_of(value), i);
	}
	fingerprint_set_prepare(set);
	fill(bytes, 4 << 20, 5);
	g_assert_cmpuint(search_in_pieces(set, (Span){bytes, 4 << 20}, 1 << 20).hits, ==, 0);
	for (size_t i = 0; i < 4 << 20; i++)
		bytes[i] = (char)('0' + (unsigned char)bytes[i] % 10);
	Seen seen = search_in_pieces(set, (Span){bytes, 4 << 20}, 1 << 20);
	unsigned truth = 0;
	for (size_t i = 0; i + 11 <= 4 << 20; i++) {
		if (memcmp(bytes + i, "139", 3) != 0)
			continue;
		g_autofree char *digits = g_strndup(bytes + i + 3, 8);
		guint64 number = g_ascii_strtoull(digits, NULL, 10);

		truth += number % 4999 == 0 && number / 4999 < 20000;
	}
	g_assert_cmpuint(seen.hits, ==, truth);
}

/* The @i-th of many identity numbers, as stores write them. */
static void
make_number(unsigned i, char ret_number[19])
{
	g_snprintf(ret_number, 19, "%06u19%02u%02u%02u%04u", 110000 + i % 89991, i / 7 % 100,
	           1 + i / 3 % 12, 1 + i % 28, i % 10000);
	ret_number[17] = (char)(i % 11 == 10 ? 'X' : '0' + i % 11);
}

/* A million values: each is found, each once, in the memory that is promised; nothing else is. */
static void
test_million(void)
{
	const unsigned n = 1000000;
	g_autoptr(FingerprintSet) set = fingerprint_set_new(&key);
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GHashTable) different =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	char number[19];

	for (unsigned i = 0; i < n; i++) {
		make_number(2 * i, number);
		g_assert_true(fingerprint_set_add(set, span_of(number), 0));
		if (i % 3 == 0)
			g_assert_true(fingerprint_set_add(set, span_of(number), 0));
		g_hash_table_add(different, g_strdup(number));
	}
	g_assert_cmpuint(fingerprint_set_bytes(set), <=, (size_t)n * 4 / 3 * 14);
	fingerprint_set_prepare(set);
	g_assert_cmpuint(fingerprint_set_values(set), ==, g_hash_table_size(different));
	g_assert_cmpuint(fingerprint_set_bytes(set), <=, (size_t)n * 16);
	unsigned truth = 0;
	for (unsigned i = 0; i < n; i++) {
		make_number(i, number);
		truth += g_hash_table_contains(different, number);
		g_byte_array_append(bytes, (const guint8 *)number, 18);
		g_byte_array_append(bytes, (const guint8 *)"|", 1);
	}
	Seen seen = search_in_pieces(set, (Span){(char *)bytes->data, bytes->len}, 65536);
	g_test_message("%u of %u found, %zu bytes a value", seen.hits, truth,
	               fingerprint_set_bytes(set) / fingerprint_set_values(set));
	g_assert_cmpuint(seen.hits, ==, truth);
	/* The same windows in other numbers: only the whole form tells them apart. */
	for (size_t i = 0; i < bytes->len; i += 19)
		bytes->data[i + 2] = 'x';
	seen = search_in_pieces(set, (Span){(char *)bytes->data, bytes->len}, 65536);
	g_assert_cmpuint(seen.hits, ==, 0);
}

static void
test_too_short(void)
{
	g_autoptr(FingerprintSet) set = fingerprint_set_new(&key);

	g_assert_false(fingerprint_set_add(set, span_of("王芳"), 0));
	g_assert_true(fingerprint_set_add(set, span_of("8.8.8.8"), 0));
	fingerprint_set_prepare(set);
	g_assert_cmpuint(search_in_pieces(set, span_of("at 8.8.8.8 again"), 3).hits, ==, 1);
}

/* Sealed on disk: opens under its key only, and a changed byte is found. */
static void
test_disk(void)
{
	static const Key other = {{9}};
	g_autofree char *directory = g_dir_make_tmp("fingerprint-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "set", NULL);
	g_autoptr(FingerprintSet) set = set_of("13912345678");
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	gsize length = 0;

	g_assert_true(fingerprint_set_save(set, path, &error));
	g_autoptr(FingerprintSet) again = fingerprint_set_load(&key, path, &error);
	g_assert_no_error(error);
	fingerprint_set_prepare(again);
	g_assert_cmpuint(search_in_pieces(again, span_of("x13912345678y"), 4).hits, ==, 1);
	g_assert_null(fingerprint_set_load(&other, path, NULL));
	g_assert_true(g_file_get_contents(path, &content, &length, NULL));
	g_assert_cmpint(span_find((Span){content, length}, span_of("13912345678")), ==, -1);
	content[length / 2] ^= 1;
	g_assert_true(g_file_set_contents(path, content, (gssize)length, NULL));
	g_assert_null(fingerprint_set_load(&key, path, NULL));
	g_unlink(path);
	g_rmdir(directory);
}

/* A set of several pieces: none can be left out, exchanged or cut off. */
static void
test_disk_pieces(void)
{
	g_autofree char *directory = g_dir_make_tmp("fingerprint-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "set", NULL);
	g_autoptr(FingerprintSet) set = fingerprint_set_new(&key);
	g_autoptr(GError) error = NULL;
	g_autofree char *content = NULL;
	gsize length = 0;
	char number[19];

	for (unsigned i = 0; i < 60000; i++) {
		make_number(i, number);
		g_assert_true(fingerprint_set_add(set, span_of(number), i % 2 == 0 ? 0 : i));
	}
	fingerprint_set_prepare(set);
	g_assert_true(fingerprint_set_save(set, path, &error));
	g_autoptr(FingerprintSet) again = fingerprint_set_load(&key, path, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(fingerprint_set_values(again), ==, fingerprint_set_values(set));
	make_number(4711, number);
	Seen seen = search_in_pieces(again, span_of(number), 100);
	g_assert_cmpuint(seen.hits, ==, 1);
	g_assert_cmpuint(seen.tag, ==, 4711);

	g_assert_true(g_file_get_contents(path, &content, &length, NULL));
	const size_t head = strlen("tingfu fingerprints 2\n");
	guint32 first = 0;
	memcpy(&first, content + head, sizeof first);
	size_t piece = GUINT32_FROM_BE(first) + sizeof first;
	g_assert_cmpuint(length, >, head + 2 * piece);
	g_autofree char *changed = g_memdup2(content, length);
	memcpy(changed + head, content + head + piece, piece);
	memcpy(changed + head + piece, content + head, piece);
	g_assert_true(g_file_set_contents(path, changed, (gssize)length, NULL));
	g_assert_null(fingerprint_set_load(&key, path, NULL)); /* exchanged */
	memcpy(changed + head, content + head + piece, length - head - piece);
	g_assert_true(g_file_set_contents(path, changed, (gssize)(length - piece), NULL));
	g_assert_null(fingerprint_set_load(&key, path, NULL)); /* the first left out */
	g_assert_true(g_file_set_contents(path, content, (gssize)(head + piece), NULL));
	g_assert_null(fingerprint_set_load(&key, path, NULL)); /* cut off */
	g_unlink(path);
	g_rmdir(directory);
}

/* A gzip stream in the middle of other bytes is looked into. */
static void
test_carved(void)
{
	static const unsigned char gzip[] = {/* printf 'tel 13912345678.' | gzip -n */
	                                     0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	                                     0x03, 0x2b, 0x49, 0xcd, 0x51, 0x30, 0x34, 0xb6, 0x34,
	                                     0x34, 0x32, 0x36, 0x31, 0x35, 0x33, 0xb7, 0xd0, 0x03,
	                                     0x00, 0x99, 0x4c, 0xcf, 0x87, 0x10, 0x00, 0x00, 0x00};
	g_autofree char *directory = g_dir_make_tmp("residue-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "page", NULL);
	g_autoptr(FingerprintSet) set = set_of("13912345678");
	g_autoptr(GError) error = NULL;
	char bytes[9000];
	ResidueResult result;

	fill(bytes, sizeof bytes, 11);
	memcpy(bytes + 4444, gzip, sizeof gzip);
	g_assert_true(g_file_set_contents(path, bytes, sizeof bytes, NULL));
	g_assert_true(residue_search(set, path, NULL, NULL, &result, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(result.hits, ==, 1);
	g_assert_cmpuint(result.inside, ==, 1);
	g_unlink(path);
	g_assert_false(residue_search(set, path, NULL, NULL, &result, NULL));
	g_rmdir(directory);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fingerprint/every-place", test_every_place);
	g_test_add_func("/fingerprint/forms", test_forms);
	g_test_add_func("/fingerprint/ascii-utf16", test_ascii_utf16);
	g_test_add_func("/fingerprint/long-value", test_long_value);
	g_test_add_func("/fingerprint/nothing-else", test_nothing_else);
	g_test_add_func("/fingerprint/million", test_million);
	g_test_add_func("/fingerprint/too-short", test_too_short);
	g_test_add_func("/fingerprint/disk", test_disk);
	g_test_add_func("/fingerprint/disk-pieces", test_disk_pieces);
	g_test_add_func("/residue/carved", test_carved);
	return g_test_run();
}
