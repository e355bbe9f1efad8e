/*
 * notice-sample.c - a shop's settings, inventory and plan, as the tests of notice and report take them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "notice-sample.h"

#include <string.h>

DossierSettings *
sample_settings(void)
{
	DossierSettings *settings = dossier_settings_new();

	settings->operator_name = g_strdup("青禾优选（杭州）电子商务有限公司");
	settings->uscc = g_strdup("91330106MA2CFRRD8X");
	settings->platform = g_strdup("青禾优选商城");
	settings->surfaces = g_strsplit("web:https://www.qinghe.example;app:青禾优选", ";", 0);
	settings->icp = g_strdup("浙ICP备00000000号");
	settings->trigger = TRIGGER_DISSOLUTION;
	g_date_set_dmy(&settings->stop_date, 31, G_DATE_OCTOBER, 2026);
	g_date_set_dmy(&settings->request_until, 30, G_DATE_OCTOBER, 2026);
	settings->sector = g_strdup("e-commerce");
	settings->officer = g_strdup("陈知远");
	settings->officer_contact = g_strdup("privacy@qinghe.example");
	settings->complaints = g_strdup("complaint@qinghe.example");
	settings->custodian = g_strdup("杭州正衡档案管理有限公司");
	settings->custodian_contact = g_strdup("custody@zhengheng.example");
	settings->request_url = g_strdup("https://www.qinghe.example/my-data");
	return settings;
}

static void
add_field(ContainerFinding *container, const char *name, KindId kind, Category category,
          unsigned sensitivity)
{
	Finding *finding = finding_new(name);

	finding->personal = category == CATEGORY_NONE ? PERSONAL_NO : PERSONAL_YES;
	finding->kind = kind;
	finding->category = category;
	finding->sensitivity = sensitivity;
	finding->rows = container->rows;
	finding->filled = container->rows;
	finding->hits = kind == KIND_NONE ? 0 : container->rows;
	finding->validated = finding->hits;
	finding->persons = -1;
	finding->confidence = 95;
	g_ptr_array_add(container->findings, finding);
}

static ContainerFinding *
add_container(Inventory *inventory, const char *name, RecordClass record_class, int64_t rows)
{
	ContainerFinding *container = container_finding_new("shop", name);

	container->record_class = record_class;
	container->rows = rows;
	container->minors_14 = container->minors_18 = container->age_unknown = -1;
	g_free(container->group);
	container->group = g_strdup(name);
	g_free(container->artefact);
	container->artefact = g_strdup("shop.db");
	g_ptr_array_add(inventory->containers, container);
	return container;
}

Inventory *
sample_inventory(void)
{
	Inventory *inventory = inventory_new();
	ContainerFinding *log = add_container(inventory, "login_log", RECORD_NETWORK_LOG, 120000);
	ContainerFinding *member = add_container(inventory, "member", RECORD_ACCOUNT, 50000);
	ContainerFinding *order = add_container(inventory, "orders", RECORD_TRANSACTION, 80000);

	add_field(log, "ip", KIND_IPV4, CATEGORY_NETWORK, 0);
	add_field(member, "id", KIND_NONE, CATEGORY_NONE, 0);
	add_field(member, "name", KIND_PERSON_NAME, CATEGORY_BASIC, 0);
	add_field(member, "mobile", KIND_MOBILE, CATEGORY_BASIC, 0);
	add_field(member, "id_card", KIND_RESIDENT_ID, CATEGORY_IDENTITY, SENSITIVITY_HIGH_RISK);
	add_field(member, "password", KIND_PASSWORD_HASH, CATEGORY_AUTHENTICATION, 0);
	add_field(member, "birthday", KIND_BIRTH_DATE, CATEGORY_BASIC, SENSITIVITY_MINOR);
	add_field(order, "bank_card", KIND_BANK_CARD, CATEGORY_PROPERTY,
	          SENSITIVITY_SENSITIVE | SENSITIVITY_SMS_TRIGGER);
	add_field(order, "address", KIND_ADDRESS, CATEGORY_BASIC, 0);
	member->minors_14 = 312;
	member->minors_18 = 1480;
	member->age_unknown = 2210;
	inventory_skip(inventory, "shop", "sqlite_sequence", "system");
	inventory->totals = (InventoryTotals){
		.persons = 50000,
		.minors_14 = 312,
		.minors_18 = 1480,
		.age_unknown = 2210,
		.sensitive = 31877,
		.sms_trigger = 31877,
		.rows = 250000,
		.bytes = 73400320,
		.scanned_at = 0,
		.scan = 1,
	};
	return inventory;
}

static void
add_item(Plan *plan, const char *container, const char *field, const char *rule)
{
	PlanItem *item = plan_add_item(plan);
	bool kept = strcmp(rule, "cn.pipl.47") != 0;
	bool order = strcmp(container, "orders") == 0;

	item->source = g_strdup("shop");
	item->container = g_strdup(container);
	item->field = g_strdup(field);
	item->disposition = kept ? DISPOSITION_KEEP : DISPOSITION_DELETE;
	item->rule = g_strdup(rule);
	item->clause = g_strdup(!kept   ? "个人信息保护法 第四十七条"
	                        : order ? "电子商务法 第三十一条"
	                                : "网络安全法 第二十三条");
	item->clause_en = g_strdup(!kept   ? "Personal Information Protection Law, article 47"
	                           : order ? "E-commerce Law, article 31"
	                                   : "Cybersecurity Law, article 23");
	if (kept)
		item->until = g_strdup(order ? "2029-10-30" : "2027-04-30");
}

static void
add_step(Plan *plan, StepForm form, const char *source, const char *container, int64_t count)
{
	PlanStep *step = plan_add_step(plan, form);

	step->disposition = form == STEP_KEEP ? DISPOSITION_KEEP : DISPOSITION_DELETE;
	step->rows = form == STEP_KEEP ? ROWS_WITHIN_PERIOD : ROWS_ALL;
	step->source = g_strdup(source);
	step->container = g_strdup(container);
	step->rule = g_strdup(form == STEP_KEEP ? "cn.ecommerce.31" : "cn.pipl.47");
	step->count = count;
}

Plan *
sample_plan(void)
{
	Plan *plan = plan_new();

	plan->number = 1;
	plan->made_at = g_strdup("2026-09-10T02:20:00Z");
	plan->stop_date = g_strdup("2026-10-31");
	plan->inventory_digest = g_strnfill(64, 'a');
	plan->law_digest = g_strnfill(64, 'b');
	g_free(plan->digest);
	plan->digest = g_strnfill(64, 'c');
	add_item(plan, "orders", "bank_card", "cn.ecommerce.31");
	add_item(plan, "orders", "address", "cn.ecommerce.31");
	add_item(plan, "login_log", "ip", "cn.csl.23");
	add_item(plan, "member", "name", "cn.pipl.47");
	add_item(plan, "member", "mobile", "cn.pipl.47");
	add_step(plan, STEP_KEEP, "shop", "orders", 61240);
	add_step(plan, STEP_DELETE, "shop", "member", 50000);
	add_step(plan, STEP_REWRITE, "shop", "vacuum", -1);
	add_step(plan, STEP_ERASE, "files", "backup/shop-2025.sql.gz", -1);
	plan_add_concern(
		plan, "children-transaction", "shop/orders",
		"Orders of children under 14: only the statutory transaction record is kept.",
		"不满十四周岁未成年人的订单：仅保存法定交易记录。", false);
	return plan;
}
