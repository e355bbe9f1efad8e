/*
 * plan-concern.c - what a lawyer or the operator must look at before they sign
 *
 * Conflicts are shown, not hidden: two duties that pull apart stand there with both
 * their clauses, and so does a rule that does not bind, with the reason.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan-fate.h"

#include <string.h>

static char *
place_of(const ContainerFinding *container, const char *field)
{
	const Locator locator = {container->source, container->container, field};

	return locator_text(&locator);
}

/* Must delete at once (children) against must keep (transactions). */
static void
children_conflict(const Work *work, const Fate *fate, Plan *plan)
{
	g_autofree char *place = place_of(fate->container, NULL);
	g_autofree char *keep_zh = NULL, *keep_en = NULL, *delete_zh = NULL, *delete_en = NULL;

	fate_clause(work->law, fate->rule->id, &keep_zh, &keep_en);
	fate_clause(work->law, "cn.children.23", &delete_zh, &delete_en);
	g_autofree char *en = g_strdup_printf(
		"children's records among these: %s says delete at once, %s says keep.  Only the "
		"statutory record is kept, apart from the rest; everything else of the child goes "
		"first",
		delete_en, keep_en);
	g_autofree char *zh = g_strdup_printf("其中有不满十四周岁未成年人的记录：%s要求立即删除，%"
	                                      "s要求保存。仅将法定记录另行保存，"
	                                      "该未成年人的其他数据最先删除",
	                                      delete_zh, keep_zh);
	plan_add_concern(plan, "children-transaction", place, en, zh, false);
}

static void
undecided_fields(const Fate *fate, Plan *plan)
{
	for (size_t i = 0; i < fate->container->findings->len; i++) {
		const Finding *finding = fate->container->findings->pdata[i];
		g_autofree char *place = NULL;

		if (finding->personal != PERSONAL_UNKNOWN)
			continue;
		place = place_of(fate->container, finding->field);
		plan_add_concern(
			plan, "undecided-field", place,
			"it cannot be said whether this is personal: it shares the fate of its "
			"row.  'tingfu inventory set' records a person's word",
			"无法判断该字段是否为个人信息：按其所在记录处置。可用“tingfu inventory "
			"set”记录人工判断",
			false);
	}
}

static void
unread_containers(const Work *work, Plan *plan)
{
	for (size_t i = 0; i < work->inventory->containers->len; i++) {
		const ContainerFinding *container = work->inventory->containers->pdata[i];
		g_autofree char *place = NULL;

		if (container->unreadable == NULL)
			continue;
		place = place_of(container, NULL);
		plan_add_concern(plan, "not-read", place,
		                 "this was seen and could not be read: nobody knows what it holds",
		                 "已发现但无法读取：其内容未知", false);
	}
}

static void
rules_not_applicable(const Work *work, Plan *plan)
{
	const GPtrArray *rules = law_retention_rules(work->law);

	for (size_t i = 0; i < rules->len; i++) {
		const RetentionRule *rule = rules->pdata[i];
		g_autofree char *en = NULL, *zh = NULL;

		if (law_retention_applies(rule, &work->facts, LANGUAGE_EN, &en))
			continue;
		law_retention_applies(rule, &work->facts, LANGUAGE_ZH, &zh);
		plan_add_concern(plan, "not-applicable", rule->id, en == NULL ? "" : en,
		                 zh == NULL ? "" : zh, false);
	}
}

static void
missing_custodian(const Work *work, const GPtrArray *fates, Plan *plan)
{
	const DossierSettings *settings = dossier_settings(work->dossier);

	if (settings->custodian_certificate != NULL && settings->custodian_store != NULL)
		return;
	for (size_t i = 0; i < fates->len; i++) {
		const Fate *fate = fates->pdata[i];

		if (fate->rule == NULL)
			continue;
		plan_add_concern(plan, "custodian-missing", fate->rule->id,
		                 "the law keeps part of the data and there is no custodian: set "
		                 "CustodianCertificate and CustodianStore in dossier.conf",
		                 "依法须保存部分数据，但未指定保管人：请在 dossier.conf 中设置 "
		                 "CustodianCertificate 和 CustodianStore",
		                 true);
		return;
	}
}

/* A store that can neither delete rows nor be erased must not be passed over. */
static void
unreachable_fates(const Work *work, const GPtrArray *fates, Plan *plan)
{
	for (size_t i = 0; i < fates->len; i++) {
		const Fate *fate = fates->pdata[i];
		Source *source = work_source(work, fate->container->source);
		SourceTraits traits = 0;
		g_autofree char *place = NULL;

		if (fate->by_row || (source != NULL && source_check(source, &traits, NULL) &&
		                     (traits & SOURCE_CAN_ERASE) != 0))
			continue;
		place = place_of(fate->container, NULL);
		plan_add_concern(
			plan, "cannot-erase", place,
			"the account can neither delete its rows nor erase its file: give it the "
			"rights, then plan again",
			"账号既不能删除其记录也不能清除其文件：请授予权限后重新制定计划", true);
	}
}

static void
sale_needs_consent(const Work *work, Plan *plan)
{
	if (dossier_settings(work->dossier)->trigger != TRIGGER_SALE)
		return;
	plan_add_concern(
		plan, "separate-consent", "cn.pipl.23",
		"a sale of data is no merger: PIPL 23 asks for the separate consent of each "
		"person, PIPL 22 is not the route",
		"出售数据不属于合并、分立等情形：应依《个人信息保护法》第二十三条取得个人单独同意，"
		"不适用第二十二条",
		true);
}

void
fates_concerns(const Work *work, const GPtrArray *fates, Plan *plan)
{
	bool children = work->inventory->totals.minors_14 > 0;

	for (size_t i = 0; i < fates->len; i++) {
		const Fate *fate = fates->pdata[i];

		if (children && fate->rule != NULL &&
		    fate->container->record_class == RECORD_TRANSACTION)
			children_conflict(work, fate, plan);
		undecided_fields(fate, plan);
	}
	unread_containers(work, plan);
	rules_not_applicable(work, plan);
	missing_custodian(work, fates, plan);
	unreachable_fates(work, fates, plan);
	sale_needs_consent(work, plan);
}
