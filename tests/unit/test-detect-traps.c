/*
 * test-detect-traps.c - what other engines got wrong, each as a test
 *
 * A weak form beside a general word that became certainty; a word found within another word;
 * a wrong check digit that made the value vanish, or that nobody could tell from a right one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include <glib.h>

#define SURE 90

typedef struct {
	KindId kind;
	unsigned n;
	Match last;
} Seen;

static bool
see(const Match *match, Span text, void *data)
{
	Seen *seen = data;

	(void)text;
	if (match->kind != seen->kind)
		return true;
	seen->n++;
	seen->last = *match;
	return true;
}

static Seen
seen_in(const char *text, KindId kind)
{
	Seen seen = {kind, 0, {0}};

	detection_scan(span_of(text), KIND_SET_ALL, DETECTION_BEST, see, &seen);
	return seen;
}

/* The number with its right check digit, and with a wrong one where its form is enough. */
static void
test_shape_only(void)
{
	static const struct {
		KindId kind;
		const char *right;
		const char *wrong;
	} rows[] = {
		{KIND_RESIDENT_ID, "11010519491231002X", "110105194912310021"},
		{KIND_RESIDENT_ID, "身份证：440308199901101512", "身份证：440308199901101513"},
		{KIND_HKMOTW_RESIDENCE_PERMIT, "810000199408230021", "810000199408230022"},
		{KIND_FOREIGN_PERMANENT_RESIDENT, "911124198108030024", "911124198108030025"},
		{KIND_USCC, "91350100M000100Y43", "91350100M000100Y44"},
		{KIND_USCC, "税号：91350100M000100Y43", "税号：91350100M000100Y44"},
		{KIND_BANK_CARD, "6222021234567890128", "6222021234567890127"},
		{KIND_BANK_CARD, "卡号：6222021234567890128", "卡号：6222021234567890127"},
		{KIND_BANK_CARD, "6222 0212 3456 7890 128", "6222 0212 3456 7890 127"},
		{KIND_HK_ID, "A123456(3)", "A123456(4)"},
		{KIND_HK_ID, "身份证：A1234563", "身份证：A1234564"},
		{KIND_TW_ID, "身份证A123456789", "身份证A123456788"},
		{KIND_ICCID, "89860012345678901238", "89860012345678901237"},
		{KIND_VIN, "车架号1M8GDM9AXKP042788", "车架号1M8GDM9A1KP042788"},
		{KIND_ORGANISATION_CODE, "组织机构代码：708461136", "组织机构代码：708461137"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Seen right = seen_in(rows[i].right, rows[i].kind);
		Seen wrong = seen_in(rows[i].wrong, rows[i].kind);

		g_test_message("%s", rows[i].wrong);
		g_assert_cmpuint(right.n, ==, 1);
		g_assert_true(right.last.validated);
		g_assert_cmpuint(right.last.confidence, >=, SURE - 15);
		g_assert_cmpuint(wrong.n, ==, 1);
		g_assert_false(wrong.last.validated);
		g_assert_cmpuint(wrong.last.confidence, <=, 70);
		g_assert_cmpuint(wrong.last.confidence + 5, <=, right.last.confidence);
	}
}

/* General words name nothing: the form stays as weak as it is. */
static void
test_general_words(void)
{
	static const struct {
		KindId kind;
		const char *text;
	} rows[] = {
		{KIND_TW_ENTRY_PERMIT, "编号：12345678"},
		{KIND_TW_ENTRY_PERMIT, "{\"code\":\"12345678\"}"},
		{KIND_HKMO_ENTRY_PERMIT, "订单号：H12345678"},
		{KIND_HKMO_EXIT_PERMIT, "number=C12345678"},
		{KIND_TW_EXIT_PERMIT, "sku: L12345678"},
		{KIND_PASSPORT_CN, "sn: D1234567"},
		{KIND_ORGANISATION_CODE, "id=708461136"},
		{KIND_DRIVER_LICENCE, "订单编号：440301234567"},
		{KIND_ALIPAY_UID, "trade_no=2088012345678901"},
		{KIND_IOT_NUMBER, "\"timestamp\":1440012345678"},
		{KIND_OAID, "\"uuid\":\"6F9619FF-8B86-D011-B42D-00CF4FC964FF\""},
		{KIND_ANDROID_ID, "trace: 9774d56d682e549c"},
		{KIND_MEID, "sign: A0000009296F12"},
		{KIND_MACAU_ID, "见1234567(8)"},
		{KIND_QQ, "编号：12345678"},
		{KIND_CARD_CVV, "年份：2024"},
		{KIND_CARD_CVV, "卡号6222021234567890128，2024年12月"},
		{KIND_SOCIAL_SECURITY, "编号：A12345678"},
		{KIND_MEDICAL_RECORD, "编号：20240101001"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].text);
		g_assert_cmpuint(seen_in(rows[i].text, rows[i].kind).n, ==, 0);
	}
}

/* "tel" is no word of "hotel", nor "pan" of "company": the match is as sure as without. */
static void
test_words_within_words(void)
{
	static const struct {
		KindId kind;
		const char *value;
		const char *word;
		const char *within;
	} rows[] = {
		{KIND_MOBILE, "13812345678", "tel: ", "hotel: "},
		{KIND_MOBILE, "13812345678", "cell=", "bluecell="},
		{KIND_LANDLINE, "010-62345678", "fax: ", "halifax: "},
		{KIND_IMEI, "352099001761481", "imei: ", "timeimei: "},
		{KIND_VIN, "1M8GDM9AXKP042788", "vin: ", "kelvin: "},
		{KIND_PRIVACY_NUMBER, "700123456789012", "axb: ", "maxb: "},
		{KIND_IMSI, "460001234567890", "imsi: ", "ximsi: "},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *said = g_strconcat(rows[i].word, rows[i].value, NULL);
		g_autofree char *within = g_strconcat(rows[i].within, rows[i].value, NULL);
		Seen bare = seen_in(rows[i].value, rows[i].kind);
		Seen after = seen_in(said, rows[i].kind), beside = seen_in(within, rows[i].kind);

		g_test_message("%s", within);
		g_assert_cmpuint(bare.n, ==, 1);
		g_assert_cmpuint(after.n, ==, 1);
		g_assert_cmpuint(beside.n, ==, 1);
		g_assert_cmpuint(after.last.confidence, >, bare.last.confidence);
		g_assert_cmpuint(beside.last.confidence, ==, bare.last.confidence);
	}
}

/* What has no check digit is never certain, whatever stands beside it. */
static void
test_never_certain(void)
{
	static const char *const texts[] = {
		"手机号：13812345678",
		"护照号码：E12345678",
		"车牌号：京A12345",
		"回乡证：H12345678",
		"台胞证：12345678",
		"军官证：军字第2001988号",
		"澳门身份证：1234567(8)",
		"档案编号：440301234567",
		"imsi: 460001234567890",
		"隐私号：700123456789012",
		"支付宝账号：2088012345678901",
		"邮箱：zhang.san@example.com",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		for (int kind = 0; kind < kind_count(); kind++) {
			Seen seen = seen_in(texts[i], (KindId)kind);

			g_assert_true(seen.n == 0 || seen.last.validated ||
			              seen.last.confidence < 99);
		}
}

/* An office's mailbox is an address, but hardly a person's; service numbers are nobody's. */
static void
test_nobody(void)
{
	static const char *const services[] = {"400-810-8888",      "4008108888", "800-810-8888",
	                                       "电话：95588",       "10086",      "客服 12315",
	                                       "电话：400 810 8888"};

	g_assert_cmpuint(seen_in("info@example.com", KIND_EMAIL).last.confidence, <, 50);
	g_assert_cmpuint(seen_in("No-Reply@example.com", KIND_EMAIL).last.confidence, <, 50);
	g_assert_cmpuint(seen_in("zhangsan@example.com", KIND_EMAIL).last.confidence, >, 80);
	for (size_t i = 0; i < G_N_ELEMENTS(services); i++) {
		g_assert_cmpuint(seen_in(services[i], KIND_LANDLINE).n, ==, 0);
		g_assert_cmpuint(seen_in(services[i], KIND_MOBILE).n, ==, 0);
	}
}

/* Of two readings of one number the one that decides more stays. */
static void
test_precedence(void)
{
	static const struct {
		const char *text;
		KindId kind;
	} rows[] = {
		{"11010519491231002X", KIND_RESIDENT_ID},
		{"620102199002300011", KIND_NONE}, /* no such day: no number of anybody */
		{"911124198108030024", KIND_FOREIGN_PERMANENT_RESIDENT},
		{"911101085923662400", KIND_USCC},
		{"6222021234567890128", KIND_BANK_CARD},
		{"460001234567890", KIND_IMSI},
		{"700123456789012", KIND_PRIVACY_NUMBER},
		{"护照H12345678", KIND_PASSPORT_CN},
		{"回乡证H12345678", KIND_HKMO_ENTRY_PERMIT},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		for (int kind = 0; kind < kind_count(); kind++) {
			unsigned n = seen_in(rows[i].text, (KindId)kind).n;

			g_test_message("%s %s", rows[i].text, kind_get((KindId)kind)->id);
			g_assert_cmpuint(n, ==, (KindId)kind == rows[i].kind ? 1 : 0);
		}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/detect/traps/shape-only", test_shape_only);
	g_test_add_func("/detect/traps/general-words", test_general_words);
	g_test_add_func("/detect/traps/words-within-words", test_words_within_words);
	g_test_add_func("/detect/traps/never-certain", test_never_certain);
	g_test_add_func("/detect/traps/nobody", test_nobody);
	g_test_add_func("/detect/traps/precedence", test_precedence);
	return g_test_run();
}
