/*
 * test-detect-boundary.c - what may stand beside a value, one table over the kinds
 *
 * Each sample is put between quotes, brackets, Chinese characters, escapes and the like, where it
 * must be found as it is; and against letters and digits, narrow and wide, where it must not be.
 * Then all of them in every encoding, and in JSON in CSV in SQL.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"
#include "text.h"

#include <glib.h>

/* What of the rules does not hold for a form. */
enum {
	ANY_BEFORE = 1 << 0, /* a letter before it is another word, or part of it */
	ANY_AFTER = 1 << 1,
	NO_WIDE = 1 << 2,   /* its form has no full-width letters and digits */
	NO_QUOTES = 1 << 3, /* an escape or quote would be part of it */
};

typedef struct {
	KindId kind;
	const char *label; /* stands before it everywhere */
	const char *value;
	unsigned free; /* of the rules */
} Sample;

static const Sample samples[] = {
	{KIND_RESIDENT_ID, "", "11010519491231002X", 0},
	{KIND_RESIDENT_ID, "", "11010519491231002x", 0},
	{KIND_RESIDENT_ID, "", "440308199901101512", 0},
	{KIND_RESIDENT_ID, "", "110105 19491231 002X", NO_WIDE},
	{KIND_RESIDENT_ID, "", "440308-19990110-1512", NO_WIDE},
	{KIND_RESIDENT_ID, "身份证", "610104620927690", 0},
	{KIND_HKMOTW_RESIDENCE_PERMIT, "", "810000199408230021", 0},
	{KIND_HKMOTW_RESIDENCE_PERMIT, "", "830000199201300022", 0},
	{KIND_FOREIGN_PERMANENT_RESIDENT, "", "911124198108030024", 0},
	{KIND_FOREIGN_PERMANENT_RESIDENT, "", "CAN110081010912", 0},
	{KIND_MOBILE, "", "13812345678", 0},
	{KIND_MOBILE, "", "138 1234 5678", NO_WIDE},
	{KIND_MOBILE, "", "138-1234-5678", NO_WIDE},
	{KIND_MOBILE, "", "+8613812345678", ANY_BEFORE | NO_WIDE},
	{KIND_MOBILE, "", "8619212345678", 0},
	{KIND_LANDLINE, "", "010-62345678", NO_WIDE},
	{KIND_LANDLINE, "", "075526543210", 0},
	{KIND_EMAIL, "", "zhang.san@example.com", ANY_BEFORE | ANY_AFTER},
	{KIND_BANK_CARD, "", "6222021234567890128", 0},
	{KIND_BANK_CARD, "", "6222 0212 3456 7890 128", NO_WIDE},
	{KIND_BANK_CARD, "", "6222-0212-3456-7890-128", NO_WIDE},
	{KIND_BANK_CARD, "", "4716461583322103", 0},
	{KIND_USCC, "", "91350100M000100Y43", 0},
	{KIND_USCC, "", "91440300708461136T", 0},
	{KIND_IPV4, "", "203.0.113.7", 0},
	{KIND_IPV6, "", "2001:db8:85a3::8a2e:370:7334", NO_QUOTES | NO_WIDE},
	{KIND_MAC, "", "00:1A:2B:3C:4D:5E", 0},
	{KIND_MAC, "", "00-1a-2b-3c-4d-5e", 0},
	{KIND_PLATE, "", "京A12345", ANY_BEFORE},
	{KIND_PLATE, "", "粤BD12345", ANY_BEFORE},
	{KIND_PLATE, "", "WJ京12345", 0},
	{KIND_PASSPORT_CN, "", "E12345678", 0},
	{KIND_PASSPORT_CN, "", "EA1234567", 0},
	{KIND_PASSPORT_CN, "护照", "D1234567", 0},
	{KIND_IMEI, "", "352099001761481", 0},
	{KIND_VIN, "", "1M8GDM9AXKP042788", 0},
	{KIND_WECHAT_OPENID, "", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc", NO_WIDE},
	{KIND_BIRTH_DATE, "出生日期：", "1990-01-31", NO_WIDE | ANY_AFTER},
	{KIND_HK_ID, "", "A123456(3)", ANY_AFTER | NO_WIDE},
	{KIND_HK_ID, "", "A123456（3）", ANY_AFTER | NO_WIDE},
	{KIND_HK_ID, "香港身份证", "A1234563", 0},
	{KIND_MACAU_ID, "澳门身份证", "1234567(8)", ANY_AFTER | NO_WIDE},
	{KIND_TW_ID, "", "A123456789", 0},
	{KIND_TW_ID, "居留证", "AC01234567", 0},
	{KIND_HKMO_ENTRY_PERMIT, "回乡证", "H12345678", 0},
	{KIND_HKMO_ENTRY_PERMIT, "回乡证", "M1234567801", 0},
	{KIND_TW_ENTRY_PERMIT, "台胞证", "12345678", 0},
	{KIND_TW_ENTRY_PERMIT, "台胞证", "0123456789A", 0},
	{KIND_HKMO_EXIT_PERMIT, "港澳通行证", "C12345678", 0},
	{KIND_TW_EXIT_PERMIT, "大通证", "L12345678", 0},
	{KIND_MILITARY_ID, "军官证：", "军字第2001988号", ANY_BEFORE | ANY_AFTER},
	{KIND_DRIVER_LICENCE, "档案编号：", "440301234567", 0},
	{KIND_ORGANISATION_CODE, "组织机构代码：", "708461136", 0},
	{KIND_IOT_NUMBER, "物联网卡", "1440012345678", 0},
	{KIND_PRIVACY_NUMBER, "", "700123456789012", 0},
	{KIND_IMSI, "", "460001234567890", 0},
	{KIND_ICCID, "", "89860012345678901238", 0},
	{KIND_MEID, "meid: ", "A0000009296F12", 0},
	{KIND_ALIPAY_UID, "支付宝", "2088012345678901", 0},
	{KIND_OAID, "oaid=", "6f9619ff-8b86-d011-b42d-00cf4fc964ff", 0},
	{KIND_IDFA, "idfa=", "6F9619FF-8B86-D011-B42D-00CF4FC964FF", 0},
	{KIND_AAID, "gaid=", "6f9619ff-8b86-d011-b42d-00cf4fc964ff", 0},
	{KIND_ANDROID_ID, "android_id=", "9774d56d682e549c", 0},
	{KIND_US_SSN, "ssn: ", "219-09-1234", 0},
	{KIND_UK_NINO, "nino=", "AB123456C", 0},
	{KIND_IBAN, "", "GB82WEST12345698765432", 0},
	{KIND_IBAN, "", "DE89 3704 0044 0532 0130 00", NO_WIDE},
	{KIND_PHONE_INTERNATIONAL, "", "+44 20 7946 0958", ANY_BEFORE | NO_WIDE},
	{KIND_JWT, "", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N",
         ANY_AFTER | NO_WIDE},
	{KIND_CLOUD_KEY, "", "LTAI4FoLqfH2k9x7gT1c", NO_WIDE},
	{KIND_QQ, "QQ号：", "87654321", 0},
	{KIND_WECHAT_ID, "微信号：", "zhang_san88", ANY_BEFORE | ANY_AFTER},
	{KIND_SOCIAL_SECURITY, "社保号：", "A12345678", ANY_BEFORE | ANY_AFTER},
	{KIND_MEDICAL_RECORD, "住院号：", "ZY20230012", ANY_BEFORE | ANY_AFTER},
	{KIND_BANK_ACCOUNT, "银行账号：", "3301040160001234567", 0},
	{KIND_COORDINATES, "", "116.397428,39.90923", 0},
};

typedef struct {
	const char *before;
	const char *after;
	bool quotes;
} Between;

static const Between between[] = {
	{"", "", false},
	{"中文", "中文", false},
	{"，", "。", false},
	{"“", "”", false},
	{"【", "】", false},
	{"　", "　", false},
	{" ", " ", false},
	{"\t", "\t", false},
	{"\n", "\r\n", false},
	{",", ",", false},
	{";", ";", false},
	{"|", "|", false},
	{"'", "'", false},
	{"\"", "\"", false},
	{"(", ")", false},
	{"[", "]", false},
	{"<td>", "</td>", false},
	{"{\"k\":\"", "\"}", false},
	{"(1,'", "',NULL)", false},
	{"&k=", "&x=1", false},
	{"k：", "；", false},
	{"\\n", "\\n", true},
	{"\\t", "\\r\\n", true},
	{"\\\"", "\\\"", true},
	{"\\u003a", "\\u002c", true},
	{"\\u4e2d", "\\u6587", true},
	{"\\x3a", "\\x2c", true},
	{"%3A", "%2C", true},
	{"%E4%B8%AD", "%20", true},
	{"k%3D", "%26", true},
};

typedef struct {
	KindId kind;
	const char *value;
	bool found;
} Wanted;

static bool
look(const Match *match, Span text, void *data)
{
	Wanted *wanted = data;

	wanted->found |= match->kind == wanted->kind && span_is(text, wanted->value);
	return true;
}

static bool
finds(const char *text, KindId kind, const char *value)
{
	Wanted wanted = {kind, value, false};

	detection_scan(span_of(text), KIND_SET_ALL, DETECTION_BEST, look, &wanted);
	return wanted.found;
}

static void
expect(bool expected, const char *text, const Sample *sample, const char *value)
{
	if (finds(text, sample->kind, value) == expected)
		return;
	g_test_message("%s is %s in: %s", kind_get(sample->kind)->id,
	               expected ? "not found" : "found", text);
	g_test_fail();
}

static void
test_between(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		const Sample *sample = &samples[i];

		for (size_t k = 0; k < G_N_ELEMENTS(between); k++) {
			g_autofree char *text = g_strconcat(between[k].before, sample->label,
			                                    sample->value, between[k].after, NULL);

			if (!between[k].quotes || (sample->free & NO_QUOTES) == 0)
				expect(true, text, sample, sample->value);
		}
	}
}

static void
test_grown(void)
{
	static const char *const grown[] = {"a", "Z", "0", "9", "９", "Ａ", "ｚ", "12345"};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		const Sample *sample = &samples[i];

		for (size_t k = 0; k < G_N_ELEMENTS(grown); k++) {
			g_autofree char *before =
				g_strconcat(sample->label, grown[k], sample->value, NULL);
			g_autofree char *after =
				g_strconcat(sample->label, sample->value, grown[k], NULL);

			if ((sample->free & ANY_BEFORE) == 0)
				expect(false, before, sample, sample->value);
			if ((sample->free & ANY_AFTER) == 0)
				expect(false, after, sample, sample->value);
		}
	}
}

/* ASCII letters and digits of @value as full-width characters. */
static char *
widen(const char *value)
{
	GString *wide = g_string_new(NULL);

	for (; *value != '\0'; value++)
		if (g_ascii_isalnum(*value))
			g_string_append_unichar(wide, (gunichar)*value + 0xfee0);
		else
			g_string_append_c(wide, *value);
	return g_string_free(wide, FALSE);
}

static void
test_wide(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *wide = widen(samples[i].value);
		g_autofree char *text = g_strconcat("文", samples[i].label, wide, "，", NULL);

		if ((samples[i].free & NO_WIDE) == 0)
			expect(true, text, &samples[i], samples[i].value);
	}
}

/* @depth times as a string within a string: quotes and backslashes escaped. */
static char *
escaped(const char *text, unsigned depth)
{
	char *inner = g_strdup(text);

	for (; depth > 0; depth--) {
		g_autofree char *outer = inner;
		g_auto(GStrv) slashes = g_strsplit(outer, "\\", -1);
		g_autofree char *doubled = g_strjoinv("\\\\", slashes);
		g_auto(GStrv) quotes = g_strsplit(doubled, "\"", -1);

		inner = g_strjoinv("\\\"", quotes);
	}
	return inner;
}

static void
test_nested(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		const Sample *sample = &samples[i];
		g_autofree char *json =
			g_strconcat("{\"a\":\"", sample->label, sample->value, "\",\"b\":1}", NULL);
		g_auto(GStrv) parts = g_strsplit(json, "\"", -1);
		g_autofree char *csv = g_strjoinv("\"\"", parts);

		for (unsigned depth = 0; depth <= 3; depth++) {
			g_autofree char *inner = escaped(json, depth);
			g_autofree char *sql =
				g_strconcat("INSERT INTO t VALUES (1,'", inner, "');\n", NULL);
			expect(true, sql, sample, sample->value);
		}
		g_autofree char *row =
			g_strconcat("INSERT INTO t VALUES (1,'7,\"", csv, "\",\\n8');\n", NULL);
		expect(true, row, sample, sample->value);
	}
}

typedef struct {
	GHashTable *found; /* "kind value" */
	const char *encoding;
} Found;

static bool
keep(const Match *match, Span text, void *data)
{
	Found *found = data;

	(void)match;
	g_hash_table_add(found->found, g_strdup_printf("%s %.*s", kind_get(match->kind)->id,
	                                               (int)text.length, text.bytes));
	return true;
}

static void
search(Span bytes, size_t piece, Found *found)
{
	g_autoptr(DetectionStream) stream = detection_stream_new(KIND_SET_ALL, keep, found);

	for (size_t at = 0; at < bytes.length; at += piece)
		detection_stream_feed(stream, span_slice(bytes, at, piece));
	detection_stream_end(stream);
	found->encoding = detection_stream_encoding(stream);
}

/* Lines of Chinese with a sample each, as far as @encoding has the characters. */
static void
expect_encoded(const char *filler, const char *encoding, const char *mark, size_t mark_length)
{
	g_autoptr(GString) file = g_string_new_len(mark, (gssize)mark_length);
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Found found = {set, NULL};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *line = g_strconcat(filler, samples[i].label, samples[i].value,
		                                    filler, "\r\n", NULL);
		g_autoptr(GBytes) bytes = text_from_utf8(span_of(line), encoding);

		if (bytes == NULL)
			continue;
		g_string_append_len(file, g_bytes_get_data(bytes, NULL),
		                    (gssize)g_bytes_get_size(bytes));
		g_ptr_array_add(keys, g_strdup_printf("%s %s", kind_get(samples[i].kind)->id,
		                                      samples[i].value));
	}
	g_assert_cmpuint(keys->len, >, 30);
	search((Span){file->str, file->len}, 1009, &found);
	g_assert_cmpstr(found.encoding, ==, encoding);
	for (size_t i = 0; i < keys->len; i++)
		if (!g_hash_table_contains(set, g_ptr_array_index(keys, i))) {
			g_test_message("%s: %s", encoding,
			               (const char *)g_ptr_array_index(keys, i));
			g_test_fail();
		}
}

static void
test_encoded(void)
{
	static const char simple[] = "，这里是一些说明文字，";
	/* Without a mark UTF-16 is known by its ASCII. */
	static const char mixed[] = ",\"remark\":\"说明文字\",";
	static const char traditional[] = "，這裡是一些說明文字，";

	expect_encoded(simple, "UTF-8", "", 0);
	expect_encoded(simple, "UTF-8", "\xef\xbb\xbf", 3);
	expect_encoded(simple, "GB18030", "", 0);
	expect_encoded(mixed, "UTF-16LE", "", 0);
	expect_encoded(simple, "UTF-16LE", "\xff\xfe", 2);
	expect_encoded(mixed, "UTF-16BE", "", 0);
	expect_encoded(simple, "UTF-16BE", "\xfe\xff", 2);
	expect_encoded(traditional, "Big5", "", 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/detect/boundary/between", test_between);
	g_test_add_func("/detect/boundary/grown", test_grown);
	g_test_add_func("/detect/boundary/wide", test_wide);
	g_test_add_func("/detect/boundary/nested", test_nested);
	g_test_add_func("/detect/boundary/encoded", test_encoded);
	return g_test_run();
}
