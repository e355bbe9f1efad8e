/*
 * test-notice.c - the announcement says everything, and the check finds what was taken out
 *
 * Each planted defect changes the drafted text in one place; the check must name exactly
 * the items that this takes away, in the text and in the page, and no other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canonical-json.h"
#include "clock.h"
#include "notice-sample.h"
#include "notice.h"

#include <string.h>

#define HOSTILE "<script>alert(1)</script> & \"Sons\" 有限公司"

/* @find is taken out of the draft (each time it stands there) and @instead put in its place. */
typedef struct {
	Language language;
	const char *find, *instead;
	const char *expected; /* ids, joined by ',' */
} Planted;

static const Planted planted[] = {
	{LANGUAGE_ZH, "运营者（个人信息处理者）：青禾优选（杭州）电子商务有限公司", "", "operator"},
	{LANGUAGE_ZH, "联系方式：privacy@qinghe.example。", "", "operator-contact"},
	{LANGUAGE_ZH, "privacy@qinghe.example", "other@qinghe.example", "operator-contact"},
	{LANGUAGE_ZH, "2026年9月10日", "", "publication-date"},
	{LANGUAGE_ZH, "2026年10月31日零时", "近期", "stop-date"},
	{LANGUAGE_ZH, "2026年10月31日零时", "2026年10月30日零时", "stop-date,stop-date-differs"},
	{LANGUAGE_ZH, "个人身份信息：公民身份号码", "", "kinds"},
	{LANGUAGE_ZH, "身份鉴别信息", "其他", "kinds"},
	{LANGUAGE_ZH, "（含敏感个人信息）", "", "sensitive-kinds"},
	{LANGUAGE_ZH, "（一）查阅", "（一）", "view-limit,view-way"},
	{LANGUAGE_ZH, "（二）复制", "（二）", "copy-limit,copy-way"},
	{LANGUAGE_ZH, "（三）下载", "（三）", "download-limit,download-way"},
	{LANGUAGE_ZH, "（四）转移（至您指定的个人信息处理者）", "（四）",
         "transfer-limit,transfer-way"},
	{LANGUAGE_ZH, "（五）删除", "（五）", "delete-limit,delete-way"},
	{LANGUAGE_ZH, "（包括副本和备份），除", "（包括副本和备份）一并处理，除", ""},
	{LANGUAGE_ZH, "自2026年10月31日起主动予以删除；删除从技术上", "妥善处理；从技术上",
         "remainder"},
	{LANGUAGE_ZH, "上述期限届满后", "", ""},
	{LANGUAGE_ZH, "法律依据：《", "依照《", ""},
	{LANGUAGE_ZH, "电子商务法", "有关法律", "kept-basis"},
	{LANGUAGE_ZH, "自交易完成之日起不少于 3 年，最迟保存至2029年10月30日", "适当时间",
         "kept-period"},
	{LANGUAGE_ZH, "商品和服务信息、交易信息；", "；", "kept"},
	{LANGUAGE_ZH, "保管人：杭州正衡档案管理有限公司", "保管人：另行确定", "custodian"},
	{LANGUAGE_ZH, "custody@zhengheng.example", "", "custodian-contact"},
	{LANGUAGE_ZH, "对不满十四周岁未成年人的个人信息", "对未成年人的个人信息", "minors"},
	{LANGUAGE_ZH, "及其父母或者其他监护人，可以", "可以", "guardians"},
	{LANGUAGE_ZH, "complaint@qinghe.example", "", "complaints"},
	{LANGUAGE_ZH, "自本公告发布之日起至2026年10月30日二十四时止", "自即日起",
         "view-limit,copy-limit,download-limit,transfer-limit,delete-limit"},
	{LANGUAGE_ZH, "通过 https://www.qinghe.example/my-data 提出申请", "",
         "view-way,copy-way,download-way,transfer-way,delete-way"},
	{LANGUAGE_ZH, "2026年10月30日二十四时", "2026年9月1日二十四时", "limit-past"},
	{LANGUAGE_ZH, "2026年10月30日二十四时", "2026年11月30日二十四时", "limit-after-stop"},
	{LANGUAGE_ZH, "2026年9月10日", "2026年9月15日", "lead-time"},
	{LANGUAGE_ZH, "陈知远", "某某", "placeholder"},
	{LANGUAGE_ZH, "浙ICP备00000000号", "【】", "placeholder"},
	{LANGUAGE_ZH, "尊敬的用户", "各位用户", ""},
	{LANGUAGE_EN, "processor): 青禾优选（杭州）电子商务有限公司", "processor)", "operator"},
	{LANGUAGE_EN, "Contact: privacy@qinghe.example.", "", "operator-contact"},
	{LANGUAGE_EN, "10 September 2026", "soon", "publication-date"},
	{LANGUAGE_EN, "31 October 2026", "the end of the year", "stop-date"},
	{LANGUAGE_EN, "00:00 on 31 October 2026", "00:00 on 1 November 2026",
         "stop-date,stop-date-differs"},
	{LANGUAGE_EN, "identity documents:", "", "kinds"},
	{LANGUAGE_EN, "(sensitive personal information)", "", "sensitive-kinds"},
	{LANGUAGE_EN, "(1) view", "(1)", "view-limit,view-way"},
	{LANGUAGE_EN, "(2) copy", "(2)", "copy-limit,copy-way"},
	{LANGUAGE_EN, "(3) download", "(3)", "download-limit,download-way"},
	{LANGUAGE_EN, "(4) transfer to a processor", "(4) to a processor",
         "transfer-limit,transfer-way"},
	{LANGUAGE_EN, "(5) delete", "(5)", "delete-limit,delete-way"},
	{LANGUAGE_EN,
         "After these limits, from 31 October 2026 on, we delete of our own motion all personal "
         "information that is left, copies and backups included, except what section 6 names. "
         "Where "
         "deletion is technically hard, we",
         "We", "remainder"},
	{LANGUAGE_EN, "custody@zhengheng.example", "", "custodian-contact"},
	{LANGUAGE_EN, "minors under fourteen", "minors", "minors"},
	{LANGUAGE_EN, "and their parents or other guardians, can", "can", "guardians"},
	{LANGUAGE_EN, "Complaints and reports go to: complaint@qinghe.example.", "", "complaints"},
	{LANGUAGE_EN, "the end of 30 October 2026", "the end of 30 August 2026", "limit-past"},
	{LANGUAGE_EN, "10 September 2026", "20 September 2026", "lead-time"},
};

static char *
replaced(const char *text, const char *find, const char *instead)
{
	g_auto(GStrv) parts = g_strsplit(text, find, 0);

	return g_strjoinv(instead, parts);
}

/* The content of the sample, after @change had its way with the settings. */
static json_t *
content_of(void (*change)(DossierSettings *))
{
	g_autoptr(DossierSettings) settings = sample_settings();
	g_autoptr(Inventory) inventory = sample_inventory();
	g_autoptr(Plan) plan = sample_plan();
	g_autoptr(GError) error = NULL;
	g_autoptr(LawPack) law = law_load(NULL, &error);
	GDate published;

	g_assert_no_error(error);
	g_date_set_dmy(&published, 10, G_DATE_SEPTEMBER, 2026);
	if (change != NULL)
		change(settings);
	NoticeBasis basis = {settings, inventory, plan, law, false};
	json_t *content = notice_content(&basis, 1, &published, &error);
	g_assert_no_error(error);
	return content;
}

static void
assert_missing(const json_t *content, const char *document, const char *expected)
{
	g_autoptr(GPtrArray) findings = notice_lint(content, document, LANGUAGE_EN);
	g_autofree char *missing = notice_missing(findings);

	for (size_t i = 0; i < findings->len; i++) {
		const NoticeFinding *finding = findings->pdata[i];

		if (finding->stand == NOTICE_DEFECT)
			g_test_message("%s: %s", finding->check->id, finding->why);
	}
	g_assert_cmpstr(missing, ==, expected);
}

static void
test_draft_is_clean(void)
{
	json_auto_t *content = content_of(NULL);
	g_autofree char *json = canonical_json(content, NULL);

	assert_missing(content, json, "");
	for (Language language = LANGUAGE_EN; language < N_LANGUAGES; language++) {
		g_autofree char *text = notice_text(content, language);
		g_autofree char *html = notice_html(content, language);

		assert_missing(content, text, "");
		assert_missing(content, html, "");
	}
}

static void
test_planted(gconstpointer data)
{
	const Planted *defect = data;
	json_auto_t *content = content_of(NULL);
	g_autofree char *text = notice_text(content, defect->language);
	g_autofree char *html = notice_html(content, defect->language);
	g_autofree char *changed_text = replaced(text, defect->find, defect->instead);
	g_autofree char *changed_html = replaced(html, defect->find, defect->instead);

	g_test_message("'%s' -> '%s'", defect->find, defect->instead);
	g_assert_cmpstr(text, !=, changed_text);
	assert_missing(content, changed_text, defect->expected);
	if (strcmp(html, changed_html) != 0)
		assert_missing(content, changed_html, defect->expected);
}

static void
take_contacts(DossierSettings *settings)
{
	g_clear_pointer(&settings->officer_contact, g_free);
	g_clear_pointer(&settings->complaints, g_free);
	g_clear_pointer(&settings->custodian, g_free);
	g_clear_pointer(&settings->request_url, g_free);
}

static void
test_gaps_in_settings(void)
{
	static const char expected[] =
		"operator-contact,view-way,copy-way,download-way,transfer-way,delete-way,custodian,"
		"complaints";
	json_auto_t *content = content_of(take_contacts);
	g_autofree char *json = canonical_json(content, NULL);
	g_autofree char *with_gaps = g_strconcat(expected, ",placeholder", NULL);

	assert_missing(content, json, expected);
	for (Language language = LANGUAGE_EN; language < N_LANGUAGES; language++) {
		g_autofree char *text = notice_text(content, language);

		assert_missing(content, text, with_gaps);
	}
}

static void
name_receiver(DossierSettings *settings)
{
	settings->trigger = TRIGGER_MERGER;
	settings->receiver = g_strdup("江南优选网络科技有限公司");
	settings->receiver_contact = g_strdup("privacy@jiangnan.example");
}

static void
test_receiver(void)
{
	json_auto_t *content = content_of(name_receiver);

	for (Language language = LANGUAGE_EN; language < N_LANGUAGES; language++) {
		g_autofree char *text = notice_text(content, language);
		g_autofree char *nameless = replaced(text, "江南优选网络科技有限公司", "...");
		g_autofree char *mute = replaced(text, "privacy@jiangnan.example", "");

		assert_missing(content, text, "");
		assert_missing(content, nameless, "receiver");
		assert_missing(content, mute, "receiver-contact");
	}
}

/* Each member taken out of the JSON, one at a time. */
static void
test_json_members(void)
{
	static const struct {
		const char *object, *member, *expected;
	} members[] = {
		{"operator", "name", "operator"},
		{"operator", "contact", "operator-contact"},
		{"stop", "date", "stop-date"},
		{"custodian", "name", "custodian"},
		{"custodian", "contact", "custodian-contact"},
		{"remainder", "disposition", "remainder"},
		{"minors", "under_14", "minors"},
		{"minors", "guardians", "guardians"},
		{NULL, "complaints", "complaints"},
		{NULL, "published", "publication-date"},
		{NULL, "kinds", "kinds,sensitive-kinds"},
		{NULL, "kept", "kept,kept-basis,kept-period"},
		{NULL, "rights",
	         "view-limit,view-way,copy-limit,copy-way,download-limit,download-way,transfer-"
	         "limit,"
	         "transfer-way,delete-limit,delete-way"},
	};
	json_auto_t *content = content_of(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		json_auto_t *copy = json_deep_copy(content);
		json_t *object =
			members[i].object == NULL ? copy : json_object_get(copy, members[i].object);

		g_test_message("%s", members[i].member);
		g_assert_cmpint(json_object_del(object, members[i].member), ==, 0);
		g_autofree char *text = canonical_json(copy, NULL);
		assert_missing(content, text, members[i].expected);
	}
}

/* Announcements as others write them: one sentence for all rights, labels on lines of their own. */
static void
test_other_words(void)
{
	static const char *const documents[] = {
		"青禾优选商城停止运营公告\n"
		"公告日期：2026-09-10\n"
		"我公司（青禾优选（杭州）电子商务有限公司）决定于2026年10月31日起停止运营青禾优选商"
		"城。\n"
		"联系我们：privacy@qinghe.example\n"
		"我们处理您的个人基本资料、个人身份信息、网络身份标识信息、身份鉴别信息、个人财产信"
		"息（敏感）。\n"
		"请您于2026年10月30日前登录 https://www.qinghe.example/my-data "
		"查阅、复制、下载、转移或者"
		"删除您的个人信息。\n"
		"逾期未处理的个人信息，我公司将予以删除。\n"
		"依据《中华人民共和国电子商务法》，交易信息自交易完成之日起继续保存三年。\n"
		"依据《中华人民共和国网络安全法》，网络日志继续保存六个月。\n"
		"保管人为杭州正衡档案管理有限公司（custody@zhengheng.example）。\n"
		"未成年人的监护人可查阅、复制、删除未成年人的信息；儿童的个人信息在停服时删除。\n"
		"投诉渠道：complaint@qinghe.example\n",
		"青禾优选商城停服公告（发布日期：2026年9月10日）\n"
		"运营主体：青禾优选（杭州）电子商务有限公司\n"
		"联系电话或邮箱：privacy@qinghe.example\n"
		"停止服务时间：2026年10月31日\n"
		"个人基本资料：姓名、手机号\n个人身份信息：身份证号\n网络身份标识信息：IP\n"
		"身份鉴别信息：密码\n个人财产信息：银行卡（敏感个人信息）\n"
		"1. 查阅\n期限：2026年10月30日前\n途径：https://www.qinghe.example/my-data\n"
		"2. 复制\n期限：2026年10月30日前\n途径：https://www.qinghe.example/my-data\n"
		"3. 下载\n期限：2026年10月30日前\n途径：https://www.qinghe.example/my-data\n"
		"4. 转移\n期限：2026年10月30日前\n途径：https://www.qinghe.example/my-data\n"
		"5. 删除\n期限：2026年10月30日前\n途径：https://www.qinghe.example/my-data\n"
		"期满后剩余信息一律删除。\n"
		"依法保存：订单信息，《电子商务法》第三十一条，3年；\n"
		"依法保存：日志，《网络安全法》第二十三条，6个月。\n"
		"保管人：杭州正衡档案管理有限公司\n保管人联系方式：custody@zhengheng.example\n"
		"不满14周岁儿童的信息立即删除。监护人可以查阅、复制、删除。\n"
		"举报邮箱：complaint@qinghe.example\n",
	};
	json_auto_t *content = content_of(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(documents); i++)
		assert_missing(content, documents[i], "");
}

static void
name_hostile(DossierSettings *settings)
{
	g_free(settings->operator_name);
	settings->operator_name = g_strdup(HOSTILE);
}

static void
test_hostile_operator(void)
{
	json_auto_t *content = content_of(name_hostile);

	for (Language language = LANGUAGE_EN; language < N_LANGUAGES; language++) {
		g_autofree char *html = notice_html(content, language);

		g_assert_null(strstr(html, "<script"));
		g_assert_nonnull(
			strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons"));
		assert_missing(content, html, "");
	}
}

static void
test_dates_are_words(void)
{
	GDate date;

	g_date_set_dmy(&date, 1, G_DATE_MAY, 2026);
	g_autofree char *zh = notice_date(&date, LANGUAGE_ZH);
	g_autofree char *en = notice_date(&date, LANGUAGE_EN);
	g_assert_cmpstr(zh, ==, "2026年5月1日");
	g_assert_cmpstr(en, ==, "1 May 2026");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/notice/draft-is-clean", test_draft_is_clean);
	for (size_t i = 0; i < G_N_ELEMENTS(planted); i++) {
		g_autofree char *name = g_strdup_printf("/notice/planted/%02zu", i);

		g_test_add_data_func(name, &planted[i], test_planted);
	}
	g_test_add_func("/notice/gaps-in-settings", test_gaps_in_settings);
	g_test_add_func("/notice/receiver", test_receiver);
	g_test_add_func("/notice/json-members", test_json_members);
	g_test_add_func("/notice/other-words", test_other_words);
	g_test_add_func("/notice/hostile-operator", test_hostile_operator);
	g_test_add_func("/notice/dates-are-words", test_dates_are_words);
	return g_test_run();
}
