/*
 * test-detect-encoding.c - text in any encoding, and in several, against iconv
 *
 * The reference is made with iconv: the text in UTF-8 is scanned, and where its matches lie
 * in the file is computed from the converted length of what stands before them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "convert.h"
#include "detection.h"
#include "text-check.h"
#include "text.h"

#include <glib.h>
#include <iconv.h>

static const char *const simplified[] = {
	"姓名：张三，身份证号：11010519491231002X，手机号13812345678。\n",
	"邮箱zhang@example.com，卡号6222021234567890128，来自1.2.3.4的访问\n",
	"{\"name\":\"李四\",\"phone\":\"13912345678\",\"备注\":\"这里写一些汉字\"}\n",
	"2026-11-22 10:00:00 INFO 用户登录 10.1.2.3 京A12345 已驶入停车场\n",
	"INSERT INTO `t` VALUES (1,'王五','13712345678','北京市海淀区中关村大街1号');\n",
	"plain ascii line with 13612345678 and nothing else in it\n",
};

static const char *const traditional[] = {
	"姓名：張三，身分證號：11010519491231002X，手機號13812345678。\n",
	"電子郵件zhang@example.com，卡號6222021234567890128，來自1.2.3.4的訪問\n",
	"這裡再寫一些漢字，好讓編碼認得出來，電話13912345678，臺灣繁體中文的內容\n",
};

typedef struct {
	const char *name; /* of iconv */
	const char *mark;
	size_t mark_length;
	bool wide;
	bool is_big5;
} Form;

static const Form forms[] = {
	{"UTF-8", "", 0, false, false},
	{"GB18030", "", 0, false, false},
	{"UTF-16LE", "\xff\xfe", 2, true, false},
	{"UTF-16BE", "\xfe\xff", 2, true, false},
	{"UTF-16LE", "", 0, true, false},
	{"UTF-16BE", "", 0, true, false},
	{"BIG5", "", 0, false, true},
};

/* What is found whatever stands before it. */
#define STRUCTURED                                                                                 \
	(KIND_BIT(KIND_RESIDENT_ID) | KIND_BIT(KIND_MOBILE) | KIND_BIT(KIND_EMAIL) |               \
	 KIND_BIT(KIND_BANK_CARD) | KIND_BIT(KIND_IPV4))

typedef struct {
	GString *file;
	GString *text;
	GArray *starts;  /* size_t: where each line begins in the text */
	GArray *raws;    /* and in the file, without a mark */
	GPtrArray *form; /* const Form *, of each line */
} Mixed;

static uint64_t
next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void
add_line(Mixed *mixed, const char *line, const Form *form, bool with_mark)
{
	g_autoptr(GBytes) bytes = text_from_utf8(span_of(line), form->name);
	size_t start = mixed->text->len;

	g_assert_nonnull(bytes);
	if (with_mark)
		g_string_append_len(mixed->file, form->mark, (gssize)form->mark_length);
	size_t raw = mixed->file->len;
	g_array_append_val(mixed->starts, start);
	g_array_append_val(mixed->raws, raw);
	g_ptr_array_add(mixed->form, (gpointer)(uintptr_t)form);
	g_string_append(mixed->text, line);
	g_string_append_len(mixed->file, g_bytes_get_data(bytes, NULL),
	                    (gssize)g_bytes_get_size(bytes));
}

static Mixed
mixed_new(void)
{
	return (Mixed){g_string_new(NULL), g_string_new(NULL),
	               g_array_new(FALSE, FALSE, sizeof(size_t)),
	               g_array_new(FALSE, FALSE, sizeof(size_t)), g_ptr_array_new()};
}

static void
mixed_clear(Mixed *mixed)
{
	g_string_free(mixed->file, TRUE);
	g_string_free(mixed->text, TRUE);
	g_array_unref(mixed->starts);
	g_array_unref(mixed->raws);
	g_ptr_array_unref(mixed->form);
}

/* @n lines of a form, chosen by @state. */
static void
add_lines(Mixed *mixed, const Form *form, size_t n, uint64_t *state)
{
	for (size_t i = 0; i < n; i++) {
		const char *line =
			form->is_big5 ? traditional[next_random(state) % G_N_ELEMENTS(traditional)]
				      : simplified[next_random(state) % G_N_ELEMENTS(simplified)];

		add_line(mixed, line, form, i == 0);
	}
}

/* Where byte @at of the text lies in the file. */
static uint64_t
origin(const Mixed *mixed, size_t at)
{
	guint line = mixed->starts->len;

	while (g_array_index(mixed->starts, size_t, line - 1) > at)
		line--;
	size_t start = g_array_index(mixed->starts, size_t, line - 1);
	const Form *form = mixed->form->pdata[line - 1];
	Span before = {mixed->text->str + start, at - start};
	g_autoptr(GBytes) bytes = text_from_utf8(before, form->name);

	g_assert_nonnull(bytes);
	return g_array_index(mixed->raws, size_t, line - 1) + g_bytes_get_size(bytes);
}

typedef struct {
	const Mixed *mixed; /* NULL: offsets as they are */
	GString *list;
} Noted;

static bool
note(const Match *match, Span text, void *data)
{
	Noted *noted = data;
	uint64_t start = match->offset, end = match->offset + match->length;

	(void)text;
	if (noted->mixed != NULL) {
		start = origin(noted->mixed, (size_t)start);
		end = origin(noted->mixed, (size_t)end);
	}
	g_string_append_printf(noted->list, "%" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT " %s\n",
	                       start, end - start, kind_get(match->kind)->id);
	return true;
}

static void
expect_matches(const Mixed *mixed, KindSet wanted, size_t piece, size_t least)
{
	Noted expected = {mixed, g_string_new(NULL)}, found = {NULL, g_string_new(NULL)};
	g_autoptr(DetectionStream) stream = detection_stream_new(wanted, note, &found);

	detection_scan((Span){mixed->text->str, mixed->text->len}, wanted, DETECTION_BEST, note,
	               &expected);
	for (size_t at = 0; at < mixed->file->len; at += piece)
		detection_stream_feed(
			stream, span_slice((Span){mixed->file->str, mixed->file->len}, at, piece));
	detection_stream_end(stream);
	g_auto(GStrv) lines = g_strsplit(found.list->str, "\n", 0);
	g_auto(GStrv) wanted_lines = g_strsplit(expected.list->str, "\n", 0);
	for (size_t i = 0; lines[i] != NULL && wanted_lines[i] != NULL; i++)
		g_assert_cmpstr(lines[i], ==, wanted_lines[i]);
	g_assert_cmpuint(found.list->len, ==, expected.list->len);
	g_assert_cmpuint(found.list->len, >=, least);
	g_string_free(found.list, TRUE);
	g_string_free(expected.list, TRUE);
}

/* Each form, then each other one, for one line up to twenty; and back again. */
static void
test_switches(void)
{
	static const size_t pieces[] = {1, 7, 4096, 1 << 20};
	uint64_t state = 88172645463325252u;

	for (size_t i = 0; i < G_N_ELEMENTS(forms) * G_N_ELEMENTS(forms); i++) {
		const Form *first = &forms[i / G_N_ELEMENTS(forms)];
		const Form *second = &forms[i % G_N_ELEMENTS(forms)];
		bool wide = first->wide || second->wide;
		/* Of two tables with the same bytes, a line does not tell which. */
		bool both_paired = (first->is_big5 || g_str_equal(first->name, "GB18030")) &&
		                   (second->is_big5 || g_str_equal(second->name, "GB18030"));

		/* From one order of bytes to the other only a mark leads. */
		if (first->wide && second->wide && !g_str_equal(first->name, second->name) &&
		    (first->mark_length == 0 || second->mark_length == 0))
			continue;
		for (size_t n = 1; n <= 20; n += 3) {
			Mixed mixed = mixed_new();

			add_lines(&mixed, first, n, &state);
			add_lines(&mixed, second, 21 - n, &state);
			add_lines(&mixed, first, 3, &state);
			g_test_message("%s%s, %s%s: %zu", first->name,
			               first->mark_length > 0 ? " with mark" : "", second->name,
			               second->mark_length > 0 ? " with mark" : "", n);
			for (size_t j = 0; j < G_N_ELEMENTS(pieces); j++)
				expect_matches(&mixed,
				               wide || both_paired ? STRUCTURED : KIND_SET_ALL,
				               pieces[j], 100);
			mixed_clear(&mixed);
		}
	}
}

/* One line of GBK in half a mebibyte of UTF-8, on either side of the end of a window. */
static void
test_one_line(void)
{
	uint64_t state = 5;

	for (size_t at = 0; at < 9; at++) {
		Mixed mixed = mixed_new();

		while (mixed.file->len < 400000 + at * 30000)
			add_lines(&mixed, &forms[0], 1, &state);
		add_line(&mixed, simplified[0], &forms[1], false);
		add_line(&mixed, simplified[3], &forms[1], false);
		while (mixed.file->len < 700000)
			add_lines(&mixed, &forms[0], 1, &state);
		expect_matches(&mixed, KIND_SET_ALL, 65536, 100000);
		mixed_clear(&mixed);
	}
}

/* A value in GBK in the middle of a long line of UTF-8. */
static void
test_one_value(void)
{
	Mixed mixed = mixed_new();

	for (size_t i = 0; i < 200; i++) {
		add_line(&mixed, "(1,'张三','京A12345','13812345678'),", &forms[0], false);
		add_line(&mixed, "(2,'李四','沪B54321','13912345678'),", &forms[1], false);
	}
	expect_matches(&mixed, KIND_SET_ALL, 1000, 5000);
	mixed_clear(&mixed);
}

/* Chinese in UTF-16 with next to no ASCII, and with characters that hold a zero byte. */
static void
test_wide_prose(void)
{
	static const char line[] = "一般来说，嘻嘻嘻嘻嘻嘻爱你爱你，一个人在北京的上地住了一年，他"
				   "的电话是：13812345678，其余不详。";

	for (size_t i = 2; i < 6; i++) {
		Mixed mixed = mixed_new();

		for (size_t n = 0; n < 3000; n++)
			add_line(&mixed, line, &forms[i], n == 0);
		expect_matches(&mixed, STRUCTURED, 4096, 30000);
		mixed_clear(&mixed);
	}
}

/* Latin-1, a character that is cut off, random bytes: searched as they are. */
static void
test_no_encoding(void)
{
	static const char text[] =
		"m\xfcller@example.com, na\xefve 13812345678 \xe4\xb8\n"
		"\xe6\x9d\x8e\xe5\x9b\x9b 13912345678 \xe7\x8e\xe4\xba\x94 京A12345\n";
	GString *found = g_string_new(NULL);
	Noted noted = {NULL, found};
	g_autoptr(DetectionStream) stream =
		detection_stream_new(STRUCTURED | KIND_BIT(KIND_PLATE), note, &noted);

	detection_stream_feed(stream, span_of(text));
	detection_stream_end(stream);
	g_assert_cmpstr(found->str, ==, "2+16 email\n26+11 mobile\n48+11 mobile\n66+9 plate\n");
	g_string_free(found, TRUE);
}

/* @text by iconv, character by character where it refuses one. */
static char *
by_iconv(const char *encoding, const char *bytes, size_t length)
{
	g_autoptr(GBytes) text = text_to_utf8((Span){bytes, length}, encoding, NULL);

	return text == NULL ? NULL
	                    : g_strndup(g_bytes_get_data(text, NULL), g_bytes_get_size(text));
}

static void
expect_character(Encoding encoding, const char *bytes, size_t length)
{
	g_autofree char *expected = by_iconv(encoding_name(encoding), bytes, length);
	g_auto(Converted) converted = {0};
	bool utf8;

	if (expected == NULL)
		return;
	g_autofree char *folded = text_fold_width(span_of(expected));
	size_t taken = convert_pairs(encoding, (Span){bytes, length}, true, 0, &converted, &utf8);
	g_assert_cmpuint(taken, ==, length);
	Span got = {converted.bytes, converted.length};
	/* Signs in full width stay, digits and letters do not. */
	if (!span_is(got, expected))
		g_test_message("%02x%02x: %s, %.*s", (uint8_t)bytes[0], (uint8_t)bytes[1], expected,
		               (int)got.length, got.bytes);
	if (!span_is(got, expected))
		g_assert_true(span_is(got, folded) && g_ascii_isalnum(*folded));
	g_assert_cmpuint(converted_origin(&converted, converted.length), ==, length);
}

static void
test_all_characters(void)
{
	char bytes[4];

	for (unsigned lead = 0x81; lead < 0xff; lead++) {
		for (unsigned trail = 0x40; trail < 0xff; trail++) {
			bytes[0] = (char)lead;
			bytes[1] = (char)trail;
			expect_character(ENCODING_GB18030, bytes, 2);
		}
	}
	for (unsigned i = 0; i < 39420 + 20; i++) {
		unsigned place = i < 39420 ? i : 189000 + (i - 39420) * 50000;

		bytes[0] = (char)(0x81 + place / 12600);
		bytes[1] = (char)('0' + place / 1260 % 10);
		bytes[2] = (char)(0x81 + place / 10 % 126);
		bytes[3] = (char)('0' + place % 10);
		expect_character(ENCODING_GB18030, bytes, 4);
	}
}

/* GB 18030-2022: a vertical comma, and a character of its own place in Unicode. */
static void
test_2022(void)
{
	g_auto(Converted) converted = {0};
	bool utf8;

	convert_pairs(ENCODING_GB18030, span_of("\xa6\xd9\xfe\x59\x95\x32\x82\x36"), true, 0,
	              &converted, &utf8);
	g_assert_true(span_is((Span){converted.bytes, converted.length}, "︐龴𠀀"));
}

static void
test_check(void)
{
	static const char *const parts[] = {"a",
	                                    "1234567890123456789",
	                                    "张",
	                                    "é",
	                                    "𠀀",
	                                    "，",
	                                    "１",
	                                    "Ａ",
	                                    "\xff",
	                                    "\xe4\xb8",
	                                    "\xed\xa0\x80",
	                                    "\xc0\xaf",
	                                    "\xf4\x90\x80\x80",
	                                    "\xe0\x80\x80",
	                                    "ｚ",
	                                    "～"};
	g_autoptr(GString) text = g_string_new(NULL);
	uint64_t state = 3;

	for (unsigned i = 0; i < 200000; i++) {
		size_t length = next_random(&state) % 200;
		bool sound = next_random(&state) % 2 == 0;

		g_string_truncate(text, 0);
		while (text->len < length) {
			const char *part = parts[next_random(&state) % G_N_ELEMENTS(parts)];

			if (!sound || g_utf8_validate(part, -1, NULL))
				g_string_append(text, part);
		}
		if (next_random(&state) % 8 == 0)
			g_string_append_c(text, '\0');
		TextCheck scalar = text_check_scalar((const uint8_t *)text->str, text->len);
		TextCheck best = text_check((Span){text->str, text->len});
		bool valid = g_utf8_validate_len(text->str, strlen(text->str), NULL);

		g_assert_cmpuint((scalar & TEXT_UNSOUND) == 0, ==, valid);
		g_assert_cmpuint(best & TEXT_UNSOUND, ==, scalar & TEXT_UNSOUND);
		g_assert_cmpuint(best & TEXT_HAS_NUL, ==, scalar & TEXT_HAS_NUL);
		if (valid)
			g_assert_cmpuint(best, ==, scalar);
		g_assert_cmpuint((best & TEXT_FULL_WIDTH) != 0 || !valid, >=,
		                 text_find_full_width((Span){text->str, text->len}) < text->len);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/encoding/check", test_check);
	g_test_add_func("/encoding/all-characters", test_all_characters);
	g_test_add_func("/encoding/gb18030-2022", test_2022);
	g_test_add_func("/encoding/no-encoding", test_no_encoding);
	g_test_add_func("/encoding/one-value", test_one_value);
	g_test_add_func("/encoding/one-line", test_one_line);
	g_test_add_func("/encoding/wide-prose", test_wide_prose);
	g_test_add_func("/encoding/switches", test_switches);
	return g_test_run();
}
