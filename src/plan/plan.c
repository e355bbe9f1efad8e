/*
 * plan.c - the ordered steps, their canonical form and digest
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan.h"

#include "canonical-json.h"
#include "durable.h"
#include "errors.h"

#include <string.h>

#define FORMAT_VERSION 1

static const struct {
	const char *name;
	const char *title;
} forms[N_STEP_FORMS] = {
	[STEP_PLANT] = {"plant", N_("plant made-up persons")},
	[STEP_FINGERPRINT] = {"fingerprint", N_("fingerprint what will be erased")},
	[STEP_RETURN] = {"return", N_("answer requests")},
	[STEP_KEEP] = {"keep", N_("move to the custodian")},
	[STEP_DELETE] = {"delete", N_("delete rows")},
	[STEP_UNPLANT] = {"unplant", N_("remove the made-up persons")},
	[STEP_REWRITE] = {"rewrite", N_("let the engine rewrite")},
	[STEP_ERASE] = {"erase", N_("erase the whole file")},
};

static const char *const rows_names[] = {
	[ROWS_ALL] = "all",
	[ROWS_CHILDREN] = "children",
	[ROWS_WITHIN_PERIOD] = "within-period",
};

const char *
step_form_name(StepForm form)
{
	return forms[form].name;
}

const char *
step_form_title(StepForm form)
{
	return forms[form].title;
}

bool
step_form_find(const char *name, StepForm *ret_form)
{
	for (size_t i = 0; i < N_STEP_FORMS; i++) {
		if (strcmp(forms[i].name, name) == 0) {
			*ret_form = (StepForm)i;
			return true;
		}
	}
	return false;
}

static void
item_free(PlanItem *item)
{
	g_free(item->source);
	g_free(item->container);
	g_free(item->field);
	g_free(item->rule);
	g_free(item->clause);
	g_free(item->clause_en);
	g_free(item->until);
	g_free(item);
}

static void
step_free(PlanStep *step)
{
	g_free(step->source);
	g_free(step->container);
	g_free(step->artefact);
	g_free(step->rule);
	g_free(step->clause);
	g_free(step->clause_en);
	g_strfreev(step->fields);
	g_free(step);
}

static void
concern_free(PlanConcern *concern)
{
	g_free(concern->code);
	g_free(concern->subject);
	g_free(concern->text_en);
	g_free(concern->text_zh);
	g_free(concern);
}

Plan *
plan_new(void)
{
	Plan *plan = g_new0(Plan, 1);

	plan->items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free);
	plan->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	plan->concerns = g_ptr_array_new_with_free_func((GDestroyNotify)concern_free);
	return plan;
}

void
plan_free(Plan *plan)
{
	if (plan == NULL)
		return;
	g_ptr_array_unref(plan->items);
	g_ptr_array_unref(plan->steps);
	g_ptr_array_unref(plan->concerns);
	g_free(plan->made_at);
	g_free(plan->stop_date);
	g_free(plan->inventory_digest);
	g_free(plan->law_digest);
	g_free(plan->digest);
	g_free(plan);
}

PlanStep *
plan_add_step(Plan *plan, StepForm form)
{
	PlanStep *step = g_new0(PlanStep, 1);

	step->form = form;
	step->count = -1;
	step->number = plan->steps->len + 1;
	g_ptr_array_add(plan->steps, step);
	return step;
}

PlanItem *
plan_add_item(Plan *plan)
{
	PlanItem *item = g_new0(PlanItem, 1);

	g_ptr_array_add(plan->items, item);
	return item;
}

void
plan_add_concern(Plan *plan, const char *code, const char *subject, const char *text_en,
                 const char *text_zh, bool blocks)
{
	PlanConcern *concern = g_new0(PlanConcern, 1);

	concern->code = g_strdup(code);
	concern->subject = g_strdup(subject);
	concern->text_en = g_strdup(text_en);
	concern->text_zh = g_strdup(text_zh);
	concern->blocks = blocks;
	g_ptr_array_add(plan->concerns, concern);
}

static void
put_text(json_t *object, const char *key, const char *text)
{
	if (text != NULL)
		json_object_set_new(object, key, json_string(text));
}

static json_t *
item_json(const PlanItem *item)
{
	json_t *object = json_object();

	put_text(object, "source", item->source);
	put_text(object, "container", item->container);
	put_text(object, "field", item->field);
	put_text(object, "disposition", disposition_name(item->disposition));
	put_text(object, "rule", item->rule);
	put_text(object, "clause", item->clause);
	put_text(object, "clause_en", item->clause_en);
	put_text(object, "until", item->until);
	return object;
}

static json_t *
step_json(const PlanStep *step)
{
	json_t *object = json_object();

	json_object_set_new(object, "number", json_integer(step->number));
	put_text(object, "form", step_form_name(step->form));
	put_text(object, "disposition", disposition_name(step->disposition));
	put_text(object, "rows", rows_names[step->rows]);
	put_text(object, "source", step->source);
	put_text(object, "container", step->container);
	put_text(object, "artefact", step->artefact);
	put_text(object, "rule", step->rule);
	put_text(object, "clause", step->clause);
	put_text(object, "clause_en", step->clause_en);
	json_object_set_new(object, "count", json_integer(step->count));
	if (step->fields != NULL) {
		json_t *fields = json_array();

		for (size_t i = 0; step->fields[i] != NULL; i++)
			json_array_append_new(fields, json_string(step->fields[i]));
		json_object_set_new(object, "fields", fields);
	}
	return object;
}

static json_t *
concern_json(const PlanConcern *concern)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:b}", "code", concern->code, "subject",
	                 concern->subject, "en", concern->text_en, "zh", concern->text_zh, "blocks",
	                 concern->blocks);
}

static json_t *
plan_json(const Plan *plan)
{
	json_t *items = json_array(), *steps = json_array(), *concerns = json_array();

	for (size_t i = 0; i < plan->items->len; i++)
		json_array_append_new(items, item_json(plan->items->pdata[i]));
	for (size_t i = 0; i < plan->steps->len; i++)
		json_array_append_new(steps, step_json(plan->steps->pdata[i]));
	for (size_t i = 0; i < plan->concerns->len; i++)
		json_array_append_new(concerns, concern_json(plan->concerns->pdata[i]));
	return json_pack("{s:i, s:i, s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "format", FORMAT_VERSION,
	                 "plan", (int)plan->number, "made_at", plan->made_at, "stop_date",
	                 plan->stop_date, "inventory_digest", plan->inventory_digest, "law_digest",
	                 plan->law_digest, "items", items, "steps", steps, "concerns", concerns);
}

static char *
plan_path(const Dossier *dossier, unsigned number)
{
	g_autofree char *name = g_strdup_printf("plan/plan-%04u.json", number);

	return dossier_path(dossier, name);
}

static unsigned
newest_number(const Dossier *dossier)
{
	unsigned number = 0;

	for (;;) {
		g_autofree char *path = plan_path(dossier, number + 1);

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			return number;
		number++;
	}
}

static char *
digest_text(const char *canonical)
{
	char hex[DIGEST_HEX];
	Digest digest = digest_of(DIGEST_SHA256, span_of(canonical));

	return g_strdup(digest_to_hex(&digest, hex));
}

bool
plan_store(Dossier *dossier, Plan *plan, GError **error)
{
	g_autofree char *path = NULL, *text = NULL;

	plan->number = newest_number(dossier) + 1;
	json_auto_t *object = plan_json(plan);
	text = canonical_json(object, error);
	if (text == NULL)
		return false;
	g_free(plan->digest);
	plan->digest = digest_text(text);
	path = plan_path(dossier, plan->number);
	return durable_write(path, span_of(text), error);
}

static bool
read_item(Plan *plan, const json_t *object)
{
	PlanItem *item = plan_add_item(plan);
	const char *disposition = json_text(object, "disposition");

	item->source = g_strdup(json_text(object, "source"));
	item->container = g_strdup(json_text(object, "container"));
	item->field = g_strdup(json_text(object, "field"));
	item->rule = g_strdup(json_text(object, "rule"));
	item->clause = g_strdup(json_text(object, "clause"));
	item->clause_en = g_strdup(json_text(object, "clause_en"));
	item->until = g_strdup(json_text(object, "until"));
	return item->source != NULL && item->container != NULL && disposition != NULL &&
	       disposition_find(disposition, &item->disposition);
}

static bool
read_rows(PlanStep *step, const char *name)
{
	for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(rows_names); i++) {
		if (strcmp(rows_names[i], name) == 0) {
			step->rows = (StepRows)i;
			return true;
		}
	}
	return false;
}

static char **
read_fields(const json_t *array)
{
	char **fields;

	if (!json_is_array(array))
		return NULL;
	fields = g_new0(char *, json_array_size(array) + 1);
	for (size_t i = 0; i < json_array_size(array); i++)
		fields[i] = g_strdup(json_string_value(json_array_get(array, i)));
	return fields;
}

static bool
read_step(Plan *plan, const json_t *object)
{
	StepForm form = STEP_PLANT;
	const char *name = json_text(object, "form");
	const char *disposition = json_text(object, "disposition");
	PlanStep *step;

	if (name == NULL || disposition == NULL || !step_form_find(name, &form))
		return false;
	step = plan_add_step(plan, form);
	step->source = g_strdup(json_text(object, "source"));
	step->container = g_strdup(json_text(object, "container"));
	step->artefact = g_strdup(json_text(object, "artefact"));
	step->rule = g_strdup(json_text(object, "rule"));
	step->clause = g_strdup(json_text(object, "clause"));
	step->clause_en = g_strdup(json_text(object, "clause_en"));
	step->count = json_number(object, "count", -1);
	step->fields = read_fields(json_object_get(object, "fields"));
	return json_number(object, "number", -1) == (int64_t)step->number &&
	       disposition_find(disposition, &step->disposition) &&
	       read_rows(step, json_text(object, "rows"));
}

static bool
read_concern(Plan *plan, const json_t *object)
{
	const char *code = json_text(object, "code"), *subject = json_text(object, "subject");
	const char *en = json_text(object, "en"), *zh = json_text(object, "zh");

	if (code == NULL || subject == NULL || en == NULL || zh == NULL)
		return false;
	plan_add_concern(plan, code, subject, en, zh,
	                 json_is_true(json_object_get(object, "blocks")));
	return true;
}

static bool
read_each(Plan *plan, const json_t *array, bool (*read)(Plan *plan, const json_t *object))
{
	if (!json_is_array(array))
		return false;
	for (size_t i = 0; i < json_array_size(array); i++)
		if (!read(plan, json_array_get(array, i)))
			return false;
	return true;
}

static bool
read_plan(Plan *plan, const json_t *object)
{
	plan->number = (unsigned)json_number(object, "plan", 0);
	plan->made_at = g_strdup(json_text(object, "made_at"));
	plan->stop_date = g_strdup(json_text(object, "stop_date"));
	plan->inventory_digest = g_strdup(json_text(object, "inventory_digest"));
	plan->law_digest = g_strdup(json_text(object, "law_digest"));
	return json_number(object, "format", 0) == FORMAT_VERSION && plan->number > 0 &&
	       plan->made_at != NULL && plan->stop_date != NULL && plan->inventory_digest != NULL &&
	       plan->law_digest != NULL &&
	       read_each(plan, json_object_get(object, "items"), read_item) &&
	       read_each(plan, json_object_get(object, "steps"), read_step) &&
	       read_each(plan, json_object_get(object, "concerns"), read_concern);
}

Plan *
plan_load(const Dossier *dossier, GError **error)
{
	g_autoptr(Plan) plan = plan_new();
	unsigned number = newest_number(dossier);
	g_autofree char *path = plan_path(dossier, number);

	if (number == 0) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no plan yet: run 'tingfu plan'"));
		return NULL;
	}
	json_auto_t *object = canonical_json_read(path, error);
	if (object == NULL)
		return NULL;
	g_autofree char *text = canonical_json(object, error);
	if (text == NULL || !read_plan(plan, object)) {
		if (text != NULL)
			fault_set(error, FAULT_MALFORMED, N_("'%s' is not a plan"), path);
		return NULL;
	}
	plan->digest = digest_text(text);
	return g_steal_pointer(&plan);
}

bool
plan_is_current(Dossier *dossier, const Plan *plan, GError **error)
{
	g_autoptr(Inventory) inventory = inventory_load(dossier, error);
	g_autofree char *stop = NULL;
	char hex[DIGEST_HEX];

	if (inventory == NULL)
		return false;
	Digest digest = inventory_digest(inventory);
	if (strcmp(digest_to_hex(&digest, hex), plan->inventory_digest) != 0) {
		fault_set(error, FAULT_CONFLICT,
		          N_("the inventory changed after the plan was made: make a new plan"));
		return false;
	}
	stop = date_text(&dossier_settings(dossier)->stop_date);
	if (strcmp(stop, plan->stop_date) != 0) {
		fault_set(error, FAULT_CONFLICT,
		          N_("the stop date changed after the plan was made: make a new plan"));
		return false;
	}
	return true;
}
