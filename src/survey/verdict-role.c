/*
 * verdict-role.c - which field leads to the person, which says when
 *
 * Retention periods start when the business was completed, children are found by the
 * date of birth, and a person's rows by the key that leads to the person.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict-context.h"

#include <string.h>

/* The higher the better; 0: not this. */
typedef unsigned (*Score)(const VerdictContext *context, size_t field);

static bool
has_word(const Finding *finding, const char *const *words)
{
	g_auto(GStrv) parts = field_name_words(finding->field);

	for (size_t i = 0; parts[i] != NULL; i++)
		if (g_strv_contains(words, parts[i]))
			return true;
	for (size_t i = 0; words[i] != NULL; i++)
		if ((unsigned char)words[i][0] >= 0x80 &&
		    (strstr(finding->field, words[i]) != NULL ||
		     strstr(finding->comment, words[i]) != NULL))
			return true;
	return false;
}

static bool
is_moment(const VerdictContext *context, size_t field)
{
	static const char *const words[] = {"time",       "date",    "at",         "on",
	                                    "datetime",   "ts",      "timestamp",  "rq",
	                                    "sj",         "day",     "dateline",   "ctime",
	                                    "mtime",      "addtime", "createtime", "createdate",
	                                    "updatetime", "时间",    "日期",       NULL};
	const Finding *finding = g_ptr_array_index(context->container->findings, field);
	TypeClass type = context->fields[field].type;

	if (context->fields[field].name.meaning == MEANING_BIRTH || type == TYPE_SMALL ||
	    type == TYPE_REAL)
		return false;
	return type == TYPE_DATE || has_word(finding, words);
}

static unsigned
score_time(const VerdictContext *context, size_t field)
{
	static const char *const best[] = {
		"create", "created", "add",  "addtime", "createtime", "ctime", "createdate",
		"insert", "gmt",     "创建", "添加",    "新增",       "cj",    NULL};
	static const char *const good[] = {
		"register", "reg",   "order", "submit",  "post", "log",      "login",     "oper",
		"access",   "begin", "start", "invoice", "pay",  "dateline", "timestamp", "booking",
		"request",  "time",  "date",  "send",    "下单", "注册",     "提交",      "登录",
		"操作",     "访问",  "发生",  "开始",    NULL};
	static const char *const bad[] = {
		"update", "updated", "modify",   "modified", "expire",  "expired", "expires",
		"end",    "birth",   "birthday", "delete",   "deleted", "last",    "更新",
		"修改",   "过期",    "到期",     "删除",     "出生",    "结束",    NULL};
	const Finding *finding = g_ptr_array_index(context->container->findings, field);

	if (!is_moment(context, field) || has_word(finding, bad))
		return has_word(finding, best) && is_moment(context, field) ? 2 : 0;
	if (has_word(finding, best))
		return 4;
	return has_word(finding, good) ? 3 : 1;
}

static unsigned
score_end(const VerdictContext *context, size_t field)
{
	static const char *const words[][6] = {
		{"end", "return", "return_date", "success", "交易成功", NULL},
		{"pay", "paid", "payment", "支付", "付款", NULL},
		{"close", "closed", "closing", "关闭", "结束", NULL},
		{"confirm", "receive", "received", "确认收货", "签收", NULL},
		{"finish", "finished", "complete", "completed", "完成", NULL},
	};
	const Finding *finding = g_ptr_array_index(context->container->findings, field);

	if (!is_moment(context, field))
		return 0;
	for (size_t i = G_N_ELEMENTS(words); i > 0; i--)
		if (has_word(finding, words[i - 1]))
			return (unsigned)i;
	return 0;
}

static unsigned
score_birth(const VerdictContext *context, size_t field)
{
	static const char *const parts[] = {"year", "month", "province", "city",
	                                    "年份", "月份",  NULL};
	const Finding *finding = g_ptr_array_index(context->container->findings, field);
	unsigned owner = context->fields[field].name.owner;

	if (finding->personal != PERSONAL_YES)
		return 0;
	if (context->fields[field].name.meaning == MEANING_BIRTH && !has_word(finding, parts))
		return owner & (OWNER_STAFF | OWNER_ORGANISATION) ? 2 : 4;
	if (finding->kind == KIND_RESIDENT_ID && context->person_table)
		return owner == 0 ? 1 : 0;
	return 0;
}

static unsigned
score_subject(const VerdictContext *context, size_t field)
{
	const Finding *finding = g_ptr_array_index(context->container->findings, field);
	const FieldMeaning *name = &context->fields[field].name;
	g_autofree char *stem = field_name_key_stem(finding->field);

	if (context->person_table &&
	    (finding->in_key || (field == 0 && name->meaning == MEANING_ID)))
		/* An address book's own key leads to the entry, its user_id to the person. */
		return context->table.what == CLASS_PERSON ? 9 : 7;
	switch ((int)name->meaning) {
	case MEANING_USER_ID: {
		ContainerMeaning whose = container_name_meaning(stem == NULL ? "user" : stem, NULL);
		bool staff = whose.staff || (name->owner & OWNER_STAFF) != 0;

		return staff ? 4 : 8;
	}
	case MEANING_OPENID:
		return 7;
	case MEANING_ACCOUNT:
		return 6;
	case MEANING_RESIDENT_ID:
	case MEANING_IDENTITY_NUMBER:
		return 5;
	case MEANING_MOBILE:
	case MEANING_EMAIL:
		return finding->personal == PERSONAL_YES ? 3 : 0;
	case MEANING_NICKNAME:
	case MEANING_PERSON:
		return finding->personal == PERSONAL_YES ? 2 : 0;
	case MEANING_STAFF:
	case MEANING_PERSON_NAME:
		return finding->personal == PERSONAL_YES ? 1 : 0;
	default:
		break;
	}
	return 0;
}

static char *
best_field(const VerdictContext *context, Score score)
{
	const Finding *best = NULL;
	unsigned highest = 0;

	for (size_t i = 0; i < context->n_fields; i++) {
		unsigned points = score(context, i);

		if (points > highest) {
			highest = points;
			best = g_ptr_array_index(context->container->findings, i);
		}
	}
	return best == NULL ? NULL : g_strdup(best->field);
}

static RecordClass
record_class_of(const VerdictContext *context)
{
	RecordClass by_name = container_class_record(context->table.what);

	if (context->person_table && by_name == RECORD_OTHER)
		return RECORD_ACCOUNT;
	if (by_name == RECORD_ACCOUNT && !context->person_table)
		return context->person_row ? RECORD_BEHAVIOUR : RECORD_OTHER;
	return by_name;
}

void
verdict_roles(const VerdictContext *context)
{
	ContainerFinding *container = context->container;
	bool personal = false;

	container->record_class = record_class_of(context);
	for (size_t i = 0; i < context->n_fields && !personal; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		personal = finding->personal == PERSONAL_YES;
	}
	g_clear_pointer(&container->subject_field, g_free);
	g_clear_pointer(&container->time_field, g_free);
	g_clear_pointer(&container->end_field, g_free);
	g_clear_pointer(&container->birth_field, g_free);
	if (personal)
		container->subject_field = best_field(context, score_subject);
	container->time_field = best_field(context, score_time);
	container->birth_field = best_field(context, score_birth);
	if (container->record_class == RECORD_TRANSACTION)
		container->end_field = best_field(context, score_end);
}
