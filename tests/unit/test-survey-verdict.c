/*
 * test-survey-verdict.c - names, verdicts, sketches, persons, dates of birth, keys
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "birth-date.h"
#include "clock.h"
#include "field-name.h"
#include "hash-set.h"
#include "person-count.h"
#include "relation-key.h"
#include "relation.h"
#include "sketch.h"
#include "verdict.h"

#include <glib.h>

static const struct {
	const char *name, *comment;
	Meaning meaning;
} names[] = {
	{"phone_number", "", MEANING_MOBILE},
	{"PhoneNumber", "", MEANING_MOBILE},
	{"receiverPhone", "", MEANING_MOBILE},
	{"lastloginip", "", MEANING_IP},
	{"last_login_ip", "", MEANING_IP},
	{"idCardNo", "", MEANING_RESIDENT_ID},
	{"IDCard", "", MEANING_RESIDENT_ID},
	{"sfzh", "", MEANING_RESIDENT_ID},
	{"lxdh", "", MEANING_TELEPHONE},
	{"tyshxydm", "", MEANING_USCC},
	{"手机号码", "", MEANING_MOBILE},
	{"收货人姓名", "", MEANING_PERSON_NAME},
	{"f12", "身份证号（加密）", MEANING_RESIDENT_ID},
	{"sex", "性别：0 未知，1 男，2 女", MEANING_GENDER},
	{"customer_name", "", MEANING_PERSON_NAME},
	{"member_id", "下单会员", MEANING_USER_ID},
	/* What only looks like it: the last word decides. */
	{"member_price", "", MEANING_THING},
	{"email_template_id", "", MEANING_THING},
	{"phone_verified", "", MEANING_THING},
	{"is_mobile", "", MEANING_THING},
	{"address_name", "", MEANING_THING},
	{"product_name", "商品名称", MEANING_THING},
	{"pic", "会员等级图标", MEANING_THING},
	{"priviledge_birthday", "是否有生日特权", MEANING_THING},
	{"mobile", "移动端", MEANING_THING},
	{"name", "租户名", MEANING_COMPANY},
	{"level", "0 普通用户，1 VIP 用户", MEANING_THING},
	/* A word is matched whole: no `ip` in shipping, no `age` in manage, no `tel` in hotel. */
	{"shipping", "", MEANING_NONE},
	{"description_zip", "", MEANING_POSTCODE},
	{"manage", "", MEANING_NONE},
	{"hotel", "", MEANING_NONE},
	{"passport_type_count", "", MEANING_THING},
	/* Tokens, not substrings: no `age` in language, no `count` that counts persons. */
	{"language", "", MEANING_THING},
	{"discount", "", MEANING_THING},
	{"cases", "", MEANING_NONE},
	{"message_age_limit", "", MEANING_THING},
	{"storage", "", MEANING_NONE},
	{"EmailToRevalidate", "", MEANING_EMAIL},
	{"member_balance", "", MEANING_BALANCE},
	{"routine_openid", "小程序唯一身份ID", MEANING_OPENID},
	{"acct_no", "账号", MEANING_BANK_ACCOUNT},
};

/* Each kind is reached by the name or the comment of some column. */
static const struct {
	const char *name, *comment;
	KindId kind;
} kind_names[] = {
	{"id_card", "", KIND_RESIDENT_ID},
	{"f1", "港澳台居民居住证", KIND_HKMOTW_RESIDENCE_PERMIT},
	{"mobile", "", KIND_MOBILE},
	{"tel", "", KIND_LANDLINE},
	{"email", "", KIND_EMAIL},
	{"bank_card", "", KIND_BANK_CARD},
	{"tax_no", "", KIND_USCC},
	{"login_ip", "", KIND_IPV4},
	{"mac", "", KIND_MAC},
	{"cph", "", KIND_PLATE},
	{"huzhao", "", KIND_PASSPORT_CN},
	{"imei", "", KIND_IMEI},
	{"cjh", "", KIND_VIN},
	{"openid", "", KIND_WECHAT_OPENID},
	{"csrq", "", KIND_BIRTH_DATE},
	{"realName", "", KIND_PERSON_NAME},
	{"jtdz", "", KIND_ADDRESS},
	{"password", "", KIND_PASSWORD_HASH},
	{"secret", "", KIND_SECRET_KEY},
	{"f1", "永久居留身份证", KIND_FOREIGN_PERMANENT_RESIDENT},
	{"f1", "回乡证号", KIND_HKMO_ENTRY_PERMIT},
	{"f1", "台胞证", KIND_TW_ENTRY_PERMIT},
	{"f1", "往来港澳通行证", KIND_HKMO_EXIT_PERMIT},
	{"f1", "往来台湾通行证", KIND_TW_EXIT_PERMIT},
	{"hkid", "", KIND_HK_ID},
	{"macau_id", "", KIND_MACAU_ID},
	{"tw_id", "", KIND_TW_ID},
	{"f1", "军官证号", KIND_MILITARY_ID},
	{"driver_license_no", "", KIND_DRIVER_LICENCE},
	{"f1", "身份证正面影像", KIND_ID_CARD_PHOTO},
	{"mrz", "", KIND_PASSPORT_MRZ},
	{"ssn", "", KIND_US_SSN},
	{"nino", "", KIND_UK_NINO},
	{"zzjgdm", "", KIND_ORGANISATION_CODE},
	{"f1", "物联网卡号", KIND_IOT_NUMBER},
	{"virtual_no", "", KIND_PRIVACY_NUMBER},
	{"intl_phone", "", KIND_PHONE_INTERNATIONAL},
	{"imsi", "", KIND_IMSI},
	{"iccid", "", KIND_ICCID},
	{"meid", "", KIND_MEID},
	{"oaid", "", KIND_OAID},
	{"idfa", "", KIND_IDFA},
	{"gaid", "", KIND_AAID},
	{"androidId", "", KIND_ANDROID_ID},
	{"wechat_no", "", KIND_WECHAT_ID},
	{"qq", "", KIND_QQ},
	{"weibo_uid", "", KIND_WEIBO_ID},
	{"alipay_user_id", "", KIND_ALIPAY_UID},
	{"username", "", KIND_ACCOUNT_NAME},
	{"nick_name", "", KIND_NICKNAME},
	{"longitude", "", KIND_COORDINATES},
	{"geohash", "", KIND_GEOHASH},
	{"f1", "行驶轨迹", KIND_TRAJECTORY},
	{"f1", "社保号", KIND_SOCIAL_SECURITY},
	{"zyh", "", KIND_MEDICAL_RECORD},
	{"icd10_code", "", KIND_DIAGNOSIS},
	{"blood_type", "", KIND_BLOOD_TYPE},
	{"f1", "残疾等级", KIND_DISABILITY},
	{"sex", "", KIND_SEX},
	{"f1", "民族", KIND_ETHNICITY},
	{"f1", "国籍", KIND_NATIONALITY},
	{"f1", "宗教信仰", KIND_RELIGION},
	{"zzmm", "", KIND_POLITICAL_STATUS},
	{"hyzk", "", KIND_MARITAL_STATUS},
	{"f1", "学历", KIND_EDUCATION},
	{"f1", "职业", KIND_OCCUPATION},
	{"f1", "工作单位", KIND_EMPLOYER},
	{"f1", "月收入", KIND_INCOME},
	{"f1", "账户余额", KIND_BALANCE},
	{"bank_account", "", KIND_BANK_ACCOUNT},
	{"iban", "", KIND_IBAN},
	{"cvv2", "", KIND_CARD_CVV},
	{"card_expiry", "", KIND_CARD_EXPIRY},
	{"f1", "征信报告", KIND_CREDIT_RECORD},
	{"f1", "犯罪记录", KIND_CRIMINAL_RECORD},
	{"face_feature", "", KIND_BIOMETRIC},
	{"chat_content", "", KIND_CHAT_CONTENT},
	{"address_book", "", KIND_CONTACT_LIST},
	{"search_history", "", KIND_BROWSING_RECORD},
	{"private_key", "", KIND_PRIVATE_KEY},
	{"jwt_token", "", KIND_JWT},
	{"access_key_secret", "", KIND_CLOUD_KEY},
};

static void
test_kind_names(void)
{
	/* Told by their values alone, of a name that means both. */
	KindSet reached = KIND_BIT(KIND_IPV6) | KIND_BIT(KIND_PASSWORD);

	for (size_t i = 0; i < G_N_ELEMENTS(kind_names); i++) {
		FieldMeaning found = field_name_meaning(kind_names[i].name, kind_names[i].comment);
		KindId kind =
			found.fine != 0 ? (KindId)(found.fine - 1) : meanings[found.meaning].kind;

		g_test_message("%s '%s': %s", kind_names[i].name, kind_names[i].comment,
		               kind == KIND_NONE ? "none" : kind_get(kind)->id);
		g_assert_cmpint(kind, ==, kind_names[i].kind);
		reached |= KIND_BIT(kind);
	}
	for (int kind = 0; kind < N_KINDS; kind++)
		g_assert_true(kind_set_has(reached, (KindId)kind));
}

static void
test_names(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		FieldMeaning found = field_name_meaning(names[i].name, names[i].comment);

		g_test_message("%s '%s': %s", names[i].name, names[i].comment,
		               meanings[found.meaning].id);
		g_assert_cmpint(found.meaning, ==, names[i].meaning);
	}
}

typedef struct {
	const char *name, *type, *comment;
} Column;

static ContainerFinding *
container(const char *table, const Column *columns, size_t n)
{
	ContainerFinding *finding = container_finding_new("s", table);

	for (size_t i = 0; i < n; i++) {
		Finding *field = finding_new(columns[i].name);

		g_free(field->type);
		g_free(field->comment);
		field->type = g_strdup(columns[i].type);
		field->comment = g_strdup(columns[i].comment);
		field->in_key = i == 0;
		g_ptr_array_add(finding->findings, field);
	}
	return finding;
}

static void
test_empty_columns(void)
{
	static const Column columns[] = {
		{"id", "bigint", ""},
		{"order_sn", "varchar(64)", ""},
		{"member_id", "bigint", ""},
		{"receiver_name", "varchar(100)", ""},
		{"receiver_phone", "varchar(32)", ""},
		{"pay_amount", "decimal(10,2)", ""},
		{"note", "varchar(500)", ""},
		{"create_time", "datetime", ""},
		{"finish_time", "datetime", ""},
	};
	g_autoptr(ContainerFinding) order = container("t_order", columns, G_N_ELEMENTS(columns));

	verdict_decide(order, NULL);
	g_assert_cmpint(order->record_class, ==, RECORD_TRANSACTION);
	g_assert_cmpstr(order->subject_field, ==, "member_id");
	g_assert_cmpstr(order->time_field, ==, "create_time");
	g_assert_cmpstr(order->end_field, ==, "finish_time");
	g_assert_cmpint(container_finding_field(order, "receiver_phone")->personal, ==,
	                PERSONAL_YES);
	g_assert_cmpint(container_finding_field(order, "receiver_phone")->kind, ==, KIND_MOBILE);
	g_assert_true(container_finding_field(order, "receiver_name")->sensitivity &
	              SENSITIVITY_SMS_TRIGGER);
	g_assert_cmpint(container_finding_field(order, "note")->personal, ==, PERSONAL_YES);
	g_assert_cmpint(container_finding_field(order, "pay_amount")->personal, ==, PERSONAL_NO);
	g_assert_cmpint(container_finding_field(order, "order_sn")->personal, ==, PERSONAL_NO);
	/* What rests on a name alone is never certain. */
	g_assert_cmpuint(container_finding_field(order, "receiver_phone")->confidence, <=, 70);
}

static const Finding *
decide_one(const char *table, const Column *column, const FieldStatistics *statistics,
           ContainerFinding **ret_container)
{
	*ret_container = container(table, column, 1);
	verdict_decide(*ret_container, statistics);
	return g_ptr_array_index((*ret_container)->findings, 0);
}

/* 56 % of eleven digits that begin with 1 look like mobiles, 10 % of snowflake ids pass Luhn. */
static void
test_chance(void)
{
	static const Column serial = {"order_no", "varchar(32)", ""};
	static const Column unknown = {"c1", "varchar(32)", ""};
	FieldStatistics half = {.rows = 1000, .filled = 1000, .distinct = 1000};
	FieldStatistics all = half;
	g_autoptr(ContainerFinding) a = NULL;
	g_autoptr(ContainerFinding) b = NULL;
	g_autoptr(ContainerFinding) c = NULL;

	half.hits[KIND_MOBILE] = 560;
	half.numeric = all.numeric = 1000;
	all.hits[KIND_MOBILE] = 1000;
	g_assert_cmpint(decide_one("t", &serial, &half, &a)->personal, ==, PERSONAL_NO);
	g_assert_cmpint(decide_one("t", &unknown, &half, &b)->personal, ==, PERSONAL_NO);
	const Finding *mobile = decide_one("t", &unknown, &all, &c);
	g_assert_cmpint(mobile->personal, ==, PERSONAL_YES);
	g_assert_cmpint(mobile->kind, ==, KIND_MOBILE);
	g_assert_cmpuint(mobile->confidence, <=, 85); /* no check digit: never certain */
}

/* Years are no card codes; the name of a column of numbers is a weak sign (OpenMetadata #29049). */
static void
test_years_are_no_codes(void)
{
	static const Column year = {"release_year", "int", ""};
	FieldStatistics statistics = {
		.rows = 1000, .filled = 1000, .numeric = 1000, .distinct = 40};
	g_autoptr(ContainerFinding) film = NULL;

	statistics.lengths[4] = 1000;
	g_assert_cmpint(decide_one("film", &year, &statistics, &film)->personal, ==, PERSONAL_NO);
}

/* Test data whose check digits are wrong are found by name and form, and said to be form only. */
static void
test_invented_ids(void)
{
	static const Column column = {"identification_no", "varchar(18)", ""};
	FieldStatistics statistics = {.rows = 18, .filled = 18, .distinct = 18};
	g_autoptr(ContainerFinding) patients = NULL;
	const Finding *finding = decide_one("patient", &column, &statistics, &patients);

	g_assert_cmpint(finding->personal, ==, PERSONAL_YES);
	g_assert_cmpint(finding->kind, ==, KIND_RESIDENT_ID);
	g_assert_cmpuint(finding->confidence, <=, 55);
}

static void
test_name_against_values(void)
{
	static const Column login = {"login_name", "varchar(64)", ""};
	FieldStatistics statistics = {.rows = 100, .filled = 100, .distinct = 100};
	g_autoptr(ContainerFinding) users = NULL;

	statistics.hits[KIND_MOBILE] = 97;
	const Finding *finding = decide_one("users", &login, &statistics, &users);
	g_assert_cmpint(finding->personal, ==, PERSONAL_YES);
	g_assert_cmpint(finding->kind, ==, KIND_MOBILE);
}

static void
test_sketch(void)
{
	Sketch part = {0};
	Sketch whole = {0};
	HashKey key = {1, 2};

	for (int i = 0; i < 50000; i++) {
		g_autofree char *text = g_strdup_printf("%d", i);
		uint64_t hash = hash_span(&key, span_of(text));

		sketch_add(&whole, hash);
		if (i % 5 == 0)
			sketch_add(&part, hash);
	}
	g_assert_cmpint(sketch_contained(&part, &whole), ==, 100);
	g_assert_cmpint(ABS(sketch_contained(&whole, &part) - 20), <=, 6);
	g_assert_cmpint(ABS(sketch_distinct(&whole) - 50000), <, 6000);
	sketch_clear(&part);
	g_assert_cmpint(sketch_contained(&part, &whole), ==, -1);
	sketch_clear(&whole);
}

/* The vector of the SipHash paper: key 00..0f, input 00..0e. */
static void
test_siphash(void)
{
	Key key = {{0}};
	char input[15];

	for (size_t i = 0; i < 16; i++)
		key.bytes[i] = (uint8_t)i;
	for (size_t i = 0; i < sizeof input; i++)
		input[i] = (char)i;
	HashKey hash = hash_key(&key);
	g_assert_cmphex(hash_span(&hash, (Span){input, sizeof input}), ==, 0xa129ca6149be45e5);
}

static void
test_persons(void)
{
	g_autoptr(PersonCount) count = person_count_new(0);
	g_autoptr(PersonCount) small = person_count_new(10);
	const uint64_t rows[][2] = {{1, 2}, {3, 4}, {2, 5}, {6, 6}};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		person_count_row(count, rows[i], 2,
		                 i == 1 ? PERSON_UNDER_14 | PERSON_AGE_KNOWN : 0);
	PersonTotals totals = person_count_totals(count);
	g_assert_cmpint(totals.persons, ==, 3); /* 1 = 2 = 5, 3 = 4, 6 */
	g_assert_cmpint(totals.under_14, ==, 1);
	g_assert_cmpint(totals.age_unknown, ==, 2);
	g_assert_false(totals.estimated);
	for (uint64_t i = 0; i < 1000; i++) {
		uint64_t hash = hash_salt(i, 7);
		person_count_row(small, &hash, 1, 0);
	}
	totals = person_count_totals(small);
	g_assert_true(totals.estimated);
	g_assert_cmpint(ABS(totals.persons - 1000), <, 60);
}

static void
test_hash_set(void)
{
	HashSet set = {0};

	for (uint64_t i = 0; i < 300; i++)
		hash_set_add(&set, i % 100, 1000);
	g_assert_cmpuint(set.n, ==, 99); /* 0 and 1 share a slot */
	hash_set_add(&set, 12345, 99);
	g_assert_true(set.full);
	hash_set_clear(&set);
}

static void
test_birth_dates(void)
{
	static const struct {
		const char *text, *date;
	} cases[] = {
		{"2001-02-03", "2001-02-03"},
		{"2001-02-03 00:00:00", "2001-02-03"},
		{"2001/2/3", "2001-02-03"},
		{"2001年2月3日", "2001-02-03"},
		{"20010203", "2001-02-03"},
		{"981129600", "2001-02-03"},
		{"2001-02-30", NULL},
		{"0000-00-00", NULL},
		{"1800-01-01", NULL},
		{"", NULL},
		{"twenty", NULL},
		{"2001", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GDate date;

		g_date_clear(&date, 1);
		bool known = birth_date_read(span_of(cases[i].text), &date);
		g_test_message("%s", cases[i].text);
		g_assert_cmpint(known, ==, cases[i].date != NULL);
		if (!known)
			continue;
		g_autofree char *text = date_text(&date);
		g_assert_cmpstr(text, ==, cases[i].date);
	}
}

static void
test_keys(void)
{
	static const Column members[] = {{"id", "bigint", ""},
	                                 {"username", "varchar(64)", ""},
	                                 {"password", "varchar(64)", ""},
	                                 {"phone", "varchar(32)", ""}};
	static const Column orders[] = {{"id", "bigint", ""},
	                                {"member_id", "bigint", ""},
	                                {"receiver_phone", "varchar(32)", ""}};
	static const Column items[] = {{"id", "bigint", ""},
	                               {"order_id", "bigint", ""},
	                               {"product_name", "varchar(64)", ""}};
	g_autoptr(Inventory) inventory = inventory_new();

	g_ptr_array_add(inventory->containers,
	                container("ums_member", members, G_N_ELEMENTS(members)));
	g_ptr_array_add(inventory->containers,
	                container("oms_order", orders, G_N_ELEMENTS(orders)));
	g_ptr_array_add(inventory->containers,
	                container("oms_order_item", items, G_N_ELEMENTS(items)));
	for (size_t i = 0; i < inventory->containers->len; i++)
		verdict_decide(g_ptr_array_index(inventory->containers, i), NULL);
	relation_key_discover(inventory, NULL, NULL);
	const ContainerFinding *order = g_ptr_array_index(inventory->containers, 1);
	const ContainerFinding *item = g_ptr_array_index(inventory->containers, 2);
	g_assert_cmpstr(container_finding_field(order, "member_id")->ref_container, ==,
	                "ums_member");
	g_assert_cmpstr(container_finding_field(item, "order_id")->ref_container, ==, "oms_order");
	g_assert_cmpstr(item->subject_field, ==, "order_id");
	g_autoptr(GPtrArray) relations = relations_find(inventory);
	bool by_value = false;
	for (size_t i = 0; i < relations->len; i++) {
		const Relation *relation = g_ptr_array_index(relations, i);

		by_value = by_value || (relation->form == RELATION_BY_VALUE && relation->strong &&
		                        relation->from == order);
	}
	g_assert_true(by_value);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/survey/names", test_names);
	g_test_add_func("/survey/kind-names", test_kind_names);
	g_test_add_func("/survey/verdict/empty-columns", test_empty_columns);
	g_test_add_func("/survey/verdict/chance", test_chance);
	g_test_add_func("/survey/verdict/years-are-no-codes", test_years_are_no_codes);
	g_test_add_func("/survey/verdict/invented-ids", test_invented_ids);
	g_test_add_func("/survey/verdict/name-against-values", test_name_against_values);
	g_test_add_func("/survey/sketch", test_sketch);
	g_test_add_func("/survey/siphash", test_siphash);
	g_test_add_func("/survey/persons", test_persons);
	g_test_add_func("/survey/hash-set", test_hash_set);
	g_test_add_func("/survey/birth-date", test_birth_dates);
	g_test_add_func("/survey/keys", test_keys);
	return g_test_run();
}
