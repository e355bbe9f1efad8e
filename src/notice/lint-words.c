/*
 * lint-words.c - the words that tell what a line of an announcement is about
 *
 * English words are in lower case; the search is without case.  Chinese words are chosen so
 * that none of them stands inside a longer one of another meaning.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "lint-words.h"

#include "announcement.h"

#include <string.h>

#define MOST_WORDS 24

const char *const words_stops_zh[] = {"停止提供", "停止服务", "停止运营", "停止运行",
                                      "停服",     "终止服务", "终止运营", "终止提供",
                                      "关闭服务", "正式下线", "正式关闭", NULL};
const char *const words_stops_en[] = {"will stop",  "stops at",  "stop on", "will end", "ends on",
                                      "will close", "closes on", "cease",   "terminat", NULL};
const char *const words_sensitive[] = {"敏感", "sensitive", NULL};
const char *const words_child[] = {"十四周岁",       "14周岁",   "十四岁",   "14岁", "儿童",
                                   "under fourteen", "under 14", "children", NULL};
const char *const words_guardian[] = {"监护", "父母", "guardian", "parent", NULL};
const char *const words_erase[] = {"删除", "清除", "销毁", "delet", "erase", "destroy", NULL};

static const struct {
	unsigned about;
	const char *words[MOST_WORDS];
} topics[] = {
	{ABOUT_OPERATOR,
         {"运营者", "运营方", "运营主体", "运营单位", "个人信息处理者", "本公司", "我公司", "我司",
          "operator", "controller", "the company", "we, "}},
	{ABOUT_CONTACT,
         {"联系", "电话", "邮箱", "邮件", "热线", "contact", "phone", "e-mail", "email",
          "reach us"}},
	{ABOUT_COMPLAINT, {"投诉", "举报", "complain"}},
	{ABOUT_CUSTODIAN, {"保管", "custod"}},
	{ABOUT_RECEIVER,
         {"接收方", "接收人", "受让方", "承继", "receiver", "recipient", "transferee"}},
	{ABOUT_MINOR,
         {"未成年", "十四周岁", "14周岁", "儿童", "监护", "minor", "child", "guardian", "under 14",
          "under fourteen"}},
	{ABOUT_KEPT,
         {"继续保存", "保存期限", "保存期", "依法保存", "留存", "保留期", "保存至", "依法保留",
          "kept", "retention", "retain", "we keep", "period:"}},
	{ABOUT_STOP,
         {"停止", "停服", "终止", "关闭", "下线", "关停", "结束运营", "stop", "will end", "ends on",
          "close", "cease", "terminat"}},
	{ABOUT_PUBLISHED,
         {"发布日期", "公告日期", "发布时间", "发布于", "公布日期", "公告时间",
          "date of publication", "published on", "publication date", "date of this announcement"}},
	{ABOUT_ALL_RIGHTS,
         {"上述权利", "以上权利", "上述各项", "以上各项", "各项权利", "these rights",
          "the rights above", "above rights", "all of these"}},
};

static const char *const left_over[] = {"届满",
                                        "期满",
                                        "逾期",
                                        "期限后",
                                        "期限过后",
                                        "剩余",
                                        "未申请",
                                        "未处理",
                                        "未提出",
                                        "after these limits",
                                        "after the limit",
                                        "after this limit",
                                        "what is left",
                                        "is left",
                                        "remaining",
                                        "afterwards",
                                        "left over",
                                        NULL};
static const char *const disposal[] = {"删除",    "匿名",    "销毁",  "清除", "delet",
                                       "anonymi", "destroy", "erase", NULL};
static const char *const kept_longer[] = {"保存期限届满",     "保存期届满", "保存期满", "保管",
                                          "retention period", "custod",     NULL};

static const char *const right_words[][6] = {
	{"查阅", "查询", "查看", "view", "access", NULL},
	{"复制", "copy", "copies", NULL},
	{"下载", "导出", "download", NULL},
	{"转移", "迁移", "转出", "transfer", NULL},
	{"删除", "清除", "delet", "erase", NULL},
};

static const char *const way_words[] = {
	"http://", "https://", "www.",    "登录",    "点击",      "进入",     "拨打",     "来电",
	"致电",    "邮件",     "邮箱",    "客服",    "书面",      "信函",     "来函",     "线下",
	"在线",    "扫码",     "log in",  "sign in", "visit ",    "write to", "e-mail",   "email",
	"call ",   "phone",    "hotline", "by post", "in person", "online",   "apply at", NULL};

static const struct {
	const char *record_class;
	const char *words[10];
} record_words[] = {
	{"account", {"身份信息", "账号", "账户", "用户信息", "identity", "account"}},
	{"transaction",
         {"交易信息", "交易记录", "交易数据", "订单", "支付记录", "transaction information",
          "transaction record", "order"}},
	{"network-log", {"日志", "log"}},
	{"content", {"内容", "content"}},
	{"contact", {"联系", "地址", "contact"}},
	{"behaviour", {"使用记录", "行为", "use record", "behavio"}},
};

void
line_classify(NoticeLine *line)
{
	for (size_t i = 0; i < G_N_ELEMENTS(topics); i++)
		if (lint_has_any(line->text, topics[i].words))
			line->about |= topics[i].about;
	if (lint_has_any(line->text, left_over) && lint_has_any(line->text, disposal) &&
	    !lint_has_any(line->text, kept_longer))
		line->about |= ABOUT_REMAINDER;
}

/* Seven digits and more, with the signs that telephone numbers have. */
static bool
has_telephone(const char *text)
{
	size_t digits = 0;

	for (; *text != '\0'; text++) {
		if (g_ascii_isdigit(*text))
			digits++;
		else if (strchr("-() ", *text) == NULL)
			digits = 0;
		if (digits >= 7)
			return true;
	}
	return false;
}

bool
line_has_address(const NoticeLine *line)
{
	static const char *const links[] = {"http://", "https://", "www.", NULL};

	return lint_has_any(line->plain, links) || strchr(line->plain, '@') != NULL ||
	       has_telephone(line->plain);
}

bool
line_has_way(const NoticeLine *line)
{
	return lint_has_any(line->plain, way_words) || line_has_address(line);
}

bool
line_names_right(const NoticeLine *line, size_t right)
{
	return lint_has_any(line->text, right_words[right]);
}

unsigned
line_rights(const NoticeLine *line)
{
	unsigned count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(right_words); i++)
		count += line_names_right(line, i);
	return count;
}

bool
line_names_records(const NoticeLine *line, const char *record_class)
{
	for (size_t i = 0; i < G_N_ELEMENTS(record_words); i++)
		if (strcmp(record_words[i].record_class, record_class) == 0)
			return lint_has_any(line->text, record_words[i].words);
	return true;
}
