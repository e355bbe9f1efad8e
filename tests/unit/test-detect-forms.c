/*
 * test-detect-forms.c - all instruction sets, all cuts and all encodings give one answer
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "block-masks.h"
#include "detection.h"
#include "kernel.h"
#include "text.h"

#include <glib.h>

#define RANDOM_BYTES (16 * 1024 * 1024)
#define ROUND_BYTES  (64 * (CHUNK_BLOCKS + 2))
/* Of each kind of text: a hundred million bytes in all. */
#define ROUNDS 12500
#define SCANS  2000 /* rounds that are searched as well */

typedef struct {
	uint64_t n_matches;
	uint64_t sum; /* of everything that is reported, in order */
	GString *list;
} Found;

static bool
note(const Match *match, Span text, void *data)
{
	Found *found = data;

	found->n_matches++;
	found->sum = found->sum * 1099511628211u + match->offset * 31 + match->length;
	found->sum = found->sum * 1099511628211u + (uint64_t)match->kind * 512 +
	             match->confidence * 2u + match->validated;
	if (found->list != NULL)
		g_string_append_printf(found->list, "%" G_GUINT64_FORMAT "+%u %s %.*s\n",
		                       match->offset, match->length, kind_get(match->kind)->id,
		                       (int)text.length, text.bytes);
	return true;
}

static Found
scan(Span text, DetectionForm form)
{
	Found found = {0};

	detection_scan(text, KIND_SET_ALL, form, note, &found);
	return found;
}

static Found
stream(Span text, size_t piece, const char **ret_encoding)
{
	Found found = {0};
	g_autoptr(DetectionStream) pieces = detection_stream_new(KIND_SET_ALL, note, &found);

	for (size_t at = 0; at < text.length; at += piece)
		detection_stream_feed(pieces, span_slice(text, at, piece));
	detection_stream_end(pieces);
	if (ret_encoding != NULL)
		*ret_encoding = detection_stream_encoding(pieces);
	return found;
}

/* Written straight into the window, at most @piece bytes at a time. */
static Found
stream_in_place(Span text, size_t piece)
{
	Found found = {0};
	g_autoptr(DetectionStream) pieces = detection_stream_new(KIND_SET_ALL, note, &found);

	while (text.length > 0) {
		size_t room;
		char *to = detection_stream_window(pieces, &room);
		size_t n_taken = MIN(MIN(piece, room), text.length);

		g_assert_cmpuint(room, >, 0);
		memcpy(to, text.bytes, n_taken);
		text = span_slice(text, n_taken, text.length);
		g_assert_true(detection_stream_advance(pieces, n_taken));
	}
	detection_stream_end(pieces);
	return found;
}

static void
expect_same(Found a, Found b)
{
	g_assert_cmpuint(a.n_matches, ==, b.n_matches);
	g_assert_cmpuint(a.sum, ==, b.sum);
}

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Fragments from which hostile text is made: each is the beginning or end of something. */
static const char *const fragments[] = {
	"@",
	".",
	":",
	"-",
	" ",
	"_",
	"$2a$10$",
	"\\n",
	"\\u003a",
	"%3A",
	"%",
	"\\",
	"/",
	"//",
	"1",
	"138",
	"12345678",
	"13812345678",
	"+86 ",
	"0086-",
	"010-",
	"(010) ",
	"110105",
	"19491231",
	"002X",
	"11010519491231002X",
	"440308199901101512",
	"6222021234567890128",
	"6222 0212 3456 7890 128",
	"91350100M000100Y43",
	"a",
	"F",
	"ab",
	"eyJ",
	"eyJhbGciOiJI.",
	"LTAI4FoLqfH2k9x7gT1c",
	"-----BEGIN PRIVATE KEY-----",
	"1.2.3.4",
	"255",
	"256.",
	"::",
	"ab:cd:",
	"2001:db8:",
	"00:1A:2B:",
	"00-1a-2b-",
	"foo@bar.com",
	"a.b",
	"京A12345",
	"京",
	"出生日期：",
	"1990-01-31",
	"1990年1月31日",
	"身份证",
	"护照E12345678",
	"1M8GDM9AXKP042788",
	"oLVPpjqs9BhvzwPj5A-vTYAX3GLc",
	"password: ",
	"e10adc3949ba59abbe56e057f20f883e",
	"\n",
	"352099001761481",
	"，",
	"１３８",
	"Ａ",
	"\xff",
	"\xe4",
	"张三",
	"\"",
	"'",
	",",
	"性别：",
	"男",
	"\"gender\":\"",
	"\\\"mobile\\\":\\\"",
	"手机号MD5=",
	"\\u6027\\u522b",
	"%E7%94%B7",
	"&#x5f20;",
	"*",
	"****",
	"138****5678",
	"1101**********002X",
	"6222 **** **** ",
	"+1 415-555-2671",
	"+",
	"zhang%40example.com",
	"MTEwMTA1MTk0OTEyMzEwMDJY",
	"313130313035313934393132333130303258",
	"DE89 3704 0044 0532 0130 00",
	"219-09-1234",
	"AB123456C",
	"116.397428,39.90923",
	"L898902C36UTO7408122F1204159ZE184226B<<<<<10",
	"api_key=9f8Xk2mQ7pL4vT1zR6wB",
	"ghp_Zx9Kq2Lm7Tp4Vw1Rb6Yc3Nd8Hf5Jg0Sa2Qe4",
	"cvv=123&card=4111111111111111",
	"face_vector=[0.1,",
	"=",
	"：",
	"Dear ",
	"Dr. ",
	"my name is ",
	" Kevin",
	"Maclean ",
	" J. ",
	"24 Clarke",
	" Street",
	" Apt. 12",
	", MA 02110",
};

/* @length bytes of fragments; without full-width characters where @narrow. */
static void
fill(GString *text, size_t length, uint64_t *state, bool narrow)
{
	g_string_truncate(text, 0);
	while (text->len < length) {
		const char *next = fragments[next_random(state) % G_N_ELEMENTS(fragments)];

		if (narrow && (strcmp(next, "１３８") == 0 || strcmp(next, "Ａ") == 0))
			continue;
		g_string_append(text, next);
	}
	g_string_truncate(text, length);
}

/* Every form of the block pass against the scalar one, mask by mask and sign by sign. */
static void
expect_blocks(const uint8_t *text, size_t n_blocks)
{
	static ChunkMasks oracle, masks;
	static ChunkTriggers expected, found;

	memset(&oracle, 0, sizeof oracle);
	block_form_scalar.classify(text, n_blocks + 2, 0, &oracle);
	block_form_scalar.find(&oracle, n_blocks, &expected);
	for (const BlockForm *const *form = block_forms(); *form != NULL; form++) {
		memset(&masks, 0, sizeof masks);
		(*form)->classify(text, n_blocks + 2, 0, &masks);
		g_assert_cmpmem(&masks, sizeof masks, &oracle, sizeof oracle);
		(*form)->find(&masks, n_blocks, &found);
		g_assert_cmpuint(found.n_words, ==, expected.n_words);
		g_assert_true(memcmp(found.words, expected.words,
		                     found.n_words * sizeof *found.words) == 0);
		for (size_t sign = 0; sign < N_SIGNS; sign++) {
			size_t n = found.n_places[sign];

			g_assert_cmpuint(n, ==, expected.n_places[sign]);
			g_assert_true(memcmp(found.places[sign], expected.places[sign],
			                     n * sizeof **found.places) == 0);
		}
	}
}

static void
fill_random(uint8_t *text, size_t length, uint64_t *state)
{
	static const char often[] = "0123456789abcXYZ@.:-_$ /%\\)eEF=*+";

	for (size_t i = 0; i < length; i++) {
		uint64_t random = next_random(state);

		text[i] = random % 4 == 0 ? (uint8_t)(random >> 8)
		                          : (uint8_t)often[random / 4 % (sizeof often - 1)];
	}
}

static void
test_forms_random(void)
{
	g_autofree uint8_t *text = g_malloc(RANDOM_BYTES);
	uint64_t state = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < ROUNDS; i++) {
		fill_random(text, ROUND_BYTES, &state);
		expect_blocks(text, 1 + i % CHUNK_BLOCKS);
	}
	fill_random(text, RANDOM_BYTES, &state);
	Span all = {(const char *)text, RANDOM_BYTES};
	expect_same(scan(all, DETECTION_BEST), scan(all, DETECTION_SCALAR));
}

static void
test_forms_hostile(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	uint64_t state = 42, n_matches = 0;

	for (size_t i = 0; i < ROUNDS; i++) {
		fill(text, ROUND_BYTES, &state, i % 2 == 0);
		expect_blocks((const uint8_t *)text->str, 1 + i % CHUNK_BLOCKS);
		if (i >= SCANS)
			continue;
		Span all = {text->str, text->len};
		Found best = scan(all, DETECTION_BEST);

		expect_same(best, scan(all, DETECTION_SCALAR));
		n_matches += best.n_matches;
	}
	g_assert_cmpuint(n_matches, >, 50000);
}

/* The same text at every place of a block. */
static void
test_every_split(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) moved = g_string_new(NULL);
	uint64_t state = 7;

	fill(text, 3000, &state, true);
	/* Begin and end with a sign that belongs to nothing. */
	g_string_prepend(text, "\n");
	g_string_append(text, "\n");
	Found first = scan((Span){text->str, text->len}, DETECTION_BEST);
	for (size_t shift = 0; shift <= 2 * BLOCK_SIZE; shift++) {
		g_string_truncate(moved, 0);
		for (size_t i = 0; i < shift; i++)
			g_string_append_c(moved, '\n');
		g_string_append_len(moved, text->str, (gssize)text->len);
		Found found = {0};
		Span all = {moved->str, moved->len};

		detection_scan(all, KIND_SET_ALL, DETECTION_BEST, note, &found);
		g_assert_cmpuint(found.n_matches, ==, first.n_matches);
		expect_same(found, scan(all, DETECTION_SCALAR));
	}
}

/* Windows are half a mebibyte: matches, escapes and full-width digits lie across their ends. */
static void
test_stream_is_whole(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (uint64_t seed = 1; seed <= 6; seed++) {
		uint64_t state = seed;

		fill(text, 1300000 + seed, &state, seed % 2 == 0);
		Span all = {text->str, text->len};
		Found whole = scan(all, DETECTION_BEST);

		g_assert_cmpuint(whole.n_matches, >, 10000);
		expect_same(stream(all, 1000, NULL), whole);
		expect_same(stream(all, 65536, NULL), whole);
		expect_same(stream_in_place(all, 100000), whole);
		expect_same(stream_in_place(all, all.length), whole);
		expect_same(stream(all, all.length, NULL), whole);
	}
}

static void
test_all_pieces(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	uint64_t state = 99;

	fill(text, 700, &state, false);
	Span all = {text->str, text->len};
	Found whole = scan(all, DETECTION_BEST);
	for (size_t piece = 1; piece <= text->len; piece++)
		expect_same(stream(all, piece, NULL), whole);
}

/* A number at every place around the end of a window. */
static void
test_window_end(void)
{
	static const char number[] = "\"11010519491231002X\"";
	size_t length = 600000;
	g_autofree char *text = g_malloc(length);

	for (size_t at = 512 * 1024 - KERNEL_AHEAD - 100; at < 512 * 1024 + 40;
	     at += at % 7 == 0 ? 1 : 37) {
		memset(text, ' ', length);
		memcpy(text + at, number, sizeof number - 1);
		Found found = {.list = NULL};
		g_autoptr(DetectionStream) pieces =
			detection_stream_new(KIND_SET_ALL, note, &found);

		detection_stream_feed(pieces, (Span){text, length});
		detection_stream_end(pieces);
		g_assert_cmpuint(found.n_matches, ==, 1);
	}
}

static const char sample[] =
	"姓名：张三，身份证号：11010519491231002X，手机号13812345678。車牌京A12345\n"
	"繁體中文與簡體，邮箱zhang@example.com，卡号6222021234567890128，地址1.2.3.4号\r\n"
	"第二行 \\n13912345678 "
	"结束，出生日期：1990年1月31日。这里再写一些汉字，好让编码认得出来。\n";

static const char traditional[] =
	"姓名：張三，身分證號：11010519491231002X，手機號13812345678。臺灣繁體中文的內容\n"
	"這裡再寫一些漢字，好讓編碼認得出來，電子郵件zhang@example.com，位址1.2.3.4號\r\n";

/* Each match must read the same in the bytes of the original at its offset. */
static void
expect_encoding(const char *text, const char *encoding, const char *mark, size_t mark_length)
{
	g_autoptr(GBytes) converted = text_from_utf8(span_of(text), encoding);
	g_assert_nonnull(converted);
	g_autoptr(GString) file = g_string_new_len(mark, (gssize)mark_length);
	g_string_append_len(file, g_bytes_get_data(converted, NULL),
	                    (gssize)g_bytes_get_size(converted));
	g_autoptr(GString) list = g_string_new(NULL);
	Found found = {.list = list}, expected = scan(span_of(text), DETECTION_BEST);
	g_autoptr(DetectionStream) pieces = detection_stream_new(KIND_SET_ALL, note, &found);

	for (size_t at = 0; at < file->len; at += 3)
		detection_stream_feed(pieces, span_slice((Span){file->str, file->len}, at, 3));
	detection_stream_end(pieces);
	g_assert_cmpstr(detection_stream_encoding(pieces), ==, encoding);
	g_assert_cmpuint(found.n_matches, ==, expected.n_matches);
	g_auto(GStrv) lines = g_strsplit(list->str, "\n", 0);
	for (char **line = lines; **line != '\0'; line++) {
		char *rest = NULL;
		uint64_t offset = g_ascii_strtoull(*line, &rest, 10);
		uint64_t length = g_ascii_strtoull(rest + 1, &rest, 10);
		Span there = span_slice((Span){file->str, file->len}, offset, length);
		g_autoptr(GBytes) read = text_to_utf8(there, encoding, NULL);

		g_assert_nonnull(read);
		const char *value = strchr(rest + 1, ' ') + 1;
		Span original = {g_bytes_get_data(read, NULL), g_bytes_get_size(read)};

		g_assert_true(span_is(original, value));
	}
}

static void
test_encodings(void)
{
	expect_encoding(sample, "UTF-8", "", 0);
	expect_encoding(sample, "UTF-8", "\xef\xbb\xbf", 3);
	expect_encoding(sample, "GB18030", "", 0);
	expect_encoding(sample, "UTF-16LE", "\xff\xfe", 2);
	expect_encoding(sample, "UTF-16BE", "\xfe\xff", 2);
	expect_encoding(sample, "UTF-16LE", "", 0);
	expect_encoding(sample, "UTF-16BE", "", 0);
	expect_encoding(traditional, "Big5", "", 0);
	expect_encoding(traditional, "UTF-16LE", "", 0);
}

/* A big file: the windows of converted text join without a seam. */
static void
test_long_encodings(void)
{
	static const char *const encodings[] = {"GB18030", "UTF-16LE", "UTF-16BE", "UTF-8"};
	g_autoptr(GString) text = g_string_new(NULL);

	while (text->len < 1500000)
		g_string_append(text, sample);
	Found whole = scan((Span){text->str, text->len}, DETECTION_BEST);
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++) {
		g_autoptr(GBytes) bytes =
			text_from_utf8((Span){text->str, text->len}, encodings[i]);
		Span all = {g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)};
		const char *encoding = NULL;
		Found found = stream(all, 10007, &encoding);

		g_assert_cmpstr(encoding, ==, encodings[i]);
		g_assert_cmpuint(found.n_matches, ==, whole.n_matches);
	}
}

/* One byte again and again, and the like: time must stay linear. */
static const char *const patterns[] = {
	"@",
	"a@",
	"a.",
	"1.",
	"0",
	"1",
	"f",
	"a",
	":",
	"a:",
	"::",
	"-",
	"1-",
	"1 ",
	"%",
	"\\",
	"\\n",
	"%3A",
	"eyJ",
	"eyJ-",
	"eyJ.",
	"eyJa.eyJ",
	"$2a$",
	"$argon2id$",
	"京A",
	"1990-",
	"password:",
	"138 ",
	"a-",
	"_",
	"１",
	"Ａ@",
	"\xff",
	"0.0.0.0.",
	"86-",
	"**",
	"1*",
	"张*",
	"+1",
	"qq=",
	"sex:",
	"cvv=1",
	"性别：",
	"iris=A",
	"face_vector=1,",
	"1.12345,",
	"DE89 3704 ",
	"219-09-1234",
	"%40a",
	"aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ/",
	"68656c6c6f20776f726c6420",
	"\\u6027\\u522b:",
	"a_",
	"ghp_abcdefghijklmnopq_",
	"\\u0041",
	"secret_key=",
	"diagnosis: a ",
	"地址：北京",
	"mobile_md5=",
	"Kevin ",
	"12 Clarke ",
	"Dr. ",
};

static void
test_linear(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		gint64 elapsed[2];

		for (size_t size = 0; size < 2; size++) {
			size_t length = size == 0 ? 250000 : 2000000;

			g_string_truncate(text, 0);
			while (text->len < length)
				g_string_append(text, patterns[i]);
			gint64 begin = g_get_monotonic_time();
			scan((Span){text->str, text->len}, DETECTION_BEST);
			stream((Span){text->str, text->len}, 65536, NULL);
			elapsed[size] = g_get_monotonic_time() - begin;
		}
		g_autofree char *shown = g_strescape(patterns[i], NULL);
		g_test_message("%s: %d us, eight times as much: %d us", shown, (int)elapsed[0],
		               (int)elapsed[1]);
		/* Eight times the text: sixty-four times the time were quadratic. */
		g_assert_cmpint(elapsed[1], <, MAX(elapsed[0], 20000) * 30);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/detect/forms/random", test_forms_random);
	g_test_add_func("/detect/forms/hostile", test_forms_hostile);
	g_test_add_func("/detect/every-split", test_every_split);
	g_test_add_func("/detect/stream/whole", test_stream_is_whole);
	g_test_add_func("/detect/stream/pieces", test_all_pieces);
	g_test_add_func("/detect/stream/window-end", test_window_end);
	g_test_add_func("/detect/stream/encodings", test_encodings);
	g_test_add_func("/detect/stream/long-encodings", test_long_encodings);
	g_test_add_func("/detect/linear", test_linear);
	return g_test_run();
}
