/*
 * notice-content.c - what the announcement has to say: settings, inventory and plan as one structure
 *
 * Language-neutral where it can be: dates, ids, counts.  What the dossier does not say
 * is an empty string, so that the draft shows the gap and the check finds it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "canonical-json.h"
#include "errors.h"
#include "notice.h"

#include <string.h>

/* What is found of one category, over all fields. */
typedef struct {
	bool found;
	unsigned sensitivity;
	bool kinds[KIND_ROOM];
} CategoryFound;

const char *const notice_rights[] = {"view", "copy", "download", "transfer", "delete", NULL};

static json_t *
text_or_empty(const char *text)
{
	return json_string(text == NULL ? "" : text);
}

static json_t *
date_or_empty(const GDate *date)
{
	g_autofree char *text = g_date_valid(date) ? date_text(date) : NULL;

	return text_or_empty(text);
}

static json_t *
surfaces_of(const DossierSettings *settings)
{
	json_t *list = json_array();

	for (size_t i = 0; settings->surfaces != NULL && settings->surfaces[i] != NULL; i++)
		json_array_append_new(list, json_string(settings->surfaces[i]));
	return list;
}

static void
gather_field(CategoryFound found[N_CATEGORIES], const Finding *finding)
{
	CategoryFound *here = &found[finding->category];

	if (finding->personal != PERSONAL_YES || finding->status == STATUS_REJECTED ||
	    finding->category == CATEGORY_NONE)
		return;
	here->found = true;
	here->sensitivity |= finding->sensitivity;
	if (finding->kind != KIND_NONE && kind_get(finding->kind)->category == finding->category)
		here->kinds[finding->kind] = true;
}

static json_t *
category_entry(Category category, const CategoryFound *here)
{
	json_t *list = json_array();

	for (int kind = 0; kind < kind_count(); kind++)
		if (here->kinds[kind])
			json_array_append_new(list, json_string(kind_get(kind)->id));
	return json_pack("{s:s, s:o, s:b, s:b, s:b}", "category", category_code(category), "kinds",
	                 list, "sensitive", (here->sensitivity & SENSITIVITY_SENSITIVE) != 0,
	                 "high_risk", (here->sensitivity & SENSITIVITY_HIGH_RISK) != 0,
	                 "sms_trigger", (here->sensitivity & SENSITIVITY_SMS_TRIGGER) != 0);
}

static json_t *
kinds_of(const Inventory *inventory)
{
	CategoryFound found[N_CATEGORIES] = {0};
	json_t *list = json_array();

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = inventory->containers->pdata[i];

		for (size_t j = 0; j < container->findings->len; j++)
			gather_field(found, container->findings->pdata[j]);
	}
	for (Category category = CATEGORY_BASIC; category < N_CATEGORIES; category++)
		if (found[category].found)
			json_array_append_new(list, category_entry(category, &found[category]));
	return list;
}

static json_t *
rights_of(const DossierSettings *settings)
{
	const GDate *until = g_date_valid(&settings->request_until) ? &settings->request_until
	                                                            : &settings->stop_date;
	json_t *list = json_array();

	for (size_t i = 0; notice_rights[i] != NULL; i++)
		json_array_append_new(list, json_pack("{s:s, s:o, s:o}", "right", notice_rights[i],
		                                      "until", date_or_empty(until), "way",
		                                      text_or_empty(settings->request_url)));
	return list;
}

static const RetentionRule *
retention_rule(const LawPack *law, const char *id)
{
	const GPtrArray *rules = law == NULL ? NULL : law_retention_rules(law);

	for (size_t i = 0; rules != NULL && i < rules->len; i++) {
		const RetentionRule *rule = rules->pdata[i];

		if (strcmp(rule->id, id) == 0)
			return rule;
	}
	return NULL;
}

/* One basis on which data is kept: a new object, or the one that @list already has. */
static json_t *
kept_entry(json_t *list, const LawPack *law, const PlanItem *item)
{
	const RetentionRule *rule = retention_rule(law, item->rule);
	size_t i;
	json_t *entry;

	json_array_foreach(list, i, entry)
	{
		if (g_strcmp0(json_text(entry, "rule"), item->rule) == 0)
			return entry;
	}
	g_autofree char *en =
		rule == NULL ? g_strdup(item->clause)
			     : announcement_clause(rule->instrument_en, rule->article, LANGUAGE_EN);
	g_autofree char *zh = rule == NULL ? g_strdup(item->clause)
	                                   : announcement_clause(rule->instrument_zh,
	                                                         rule->article_zh, LANGUAGE_ZH);
	entry = json_pack("{s:s, s:o, s:o, s:i, s:i, s:s, s:o, s:s}", "rule", item->rule,
	                  "basis_en", text_or_empty(en), "basis_zh", text_or_empty(zh), "years",
	                  rule == NULL ? 0 : (int)rule->years, "months",
	                  rule == NULL ? 0 : (int)rule->months, "start",
	                  rule == NULL || rule->start == NULL ? "" : rule->start, "records",
	                  json_array(), "until", "");
	json_array_append_new(list, entry);
	return entry;
}

static bool
array_has(const json_t *array, const char *text)
{
	size_t i;
	json_t *member;

	json_array_foreach(array, i, member)
	{
		if (strcmp(json_string_value(member), text) == 0)
			return true;
	}
	return false;
}

static json_t *
kept_of(const NoticeBasis *basis)
{
	const GPtrArray *items = basis->plan->items;
	json_t *list = json_array();

	for (size_t i = 0; i < items->len; i++) {
		const PlanItem *item = items->pdata[i];

		if (item->disposition != DISPOSITION_KEEP || item->rule == NULL)
			continue;
		json_t *entry = kept_entry(list, basis->law, item);
		json_t *records = json_object_get(entry, "records");
		const ContainerFinding *container =
			inventory_container(basis->inventory, item->source, item->container);
		const char *name = record_class_name(container == NULL ? RECORD_OTHER
		                                                       : container->record_class);

		if (!array_has(records, name))
			json_array_append_new(records, json_string(name));
		if (item->until != NULL && strcmp(item->until, json_text(entry, "until")) > 0)
			json_object_set_new(entry, "until", json_string(item->until));
	}
	return list;
}

static bool
moves_data(const Plan *plan)
{
	for (size_t i = 0; i < plan->items->len; i++) {
		const PlanItem *item = plan->items->pdata[i];

		if (item->disposition == DISPOSITION_TRANSFER ||
		    item->disposition == DISPOSITION_HAND_OVER)
			return true;
	}
	return false;
}

static json_t *
operator_of(const DossierSettings *settings)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "name", text_or_empty(settings->operator_name),
	                 "uscc", text_or_empty(settings->uscc), "officer",
	                 text_or_empty(settings->officer), "contact",
	                 text_or_empty(settings->officer_contact));
}

json_t *
notice_content(const NoticeBasis *basis, unsigned version, const GDate *published, GError **error)
{
	const DossierSettings *settings = basis->settings;
	bool moved = settings->receiver != NULL || moves_data(basis->plan);

	if (!g_date_valid(published)) {
		fault_set(error, FAULT_USAGE, N_("the announcement needs a day of publication"));
		return NULL;
	}
	json_t *content = json_pack("{s:i, s:i, s:b}", "format", 1, "version", (int)version,
	                            "rehearsal", basis->rehearsal);
	json_object_set_new(content, "published", date_or_empty(published));
	json_object_set_new(content, "operator", operator_of(settings));
	json_object_set_new(content, "platform",
	                    json_pack("{s:o, s:o, s:o}", "name", text_or_empty(settings->platform),
	                              "icp", text_or_empty(settings->icp), "surfaces",
	                              surfaces_of(settings)));
	json_object_set_new(content, "stop",
	                    json_pack("{s:o, s:s}", "date", date_or_empty(&settings->stop_date),
	                              "trigger", trigger_name(settings->trigger)));
	json_object_set_new(content, "kinds", kinds_of(basis->inventory));
	json_object_set_new(content, "rights", rights_of(settings));
	json_object_set_new(content, "remainder",
	                    json_pack("{s:s, s:o}", "disposition", "delete", "from",
	                              date_or_empty(&settings->stop_date)));
	json_object_set_new(content, "kept", kept_of(basis));
	json_object_set_new(content, "custodian",
	                    json_pack("{s:o, s:o}", "name", text_or_empty(settings->custodian),
	                              "contact", text_or_empty(settings->custodian_contact)));
	json_object_set_new(content, "receiver",
	                    json_pack("{s:b, s:o, s:o}", "moved", moved, "name",
	                              text_or_empty(settings->receiver), "contact",
	                              text_or_empty(settings->receiver_contact)));
	json_object_set_new(
		content, "minors",
		json_pack("{s:s, s:s}", "under_14", "delete-at-stop", "guardians", "same-rights"));
	json_object_set_new(content, "complaints", text_or_empty(settings->complaints));
	json_object_set_new(content, "plan_digest", text_or_empty(basis->plan->digest));
	return content;
}
