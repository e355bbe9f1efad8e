/*
 * inventory-export.c - the catalogue as JSON and as CSV
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "inventory-export.h"

#include "clock.h"
#include "csv-row.h"

#include <string.h>

static json_t *
sensitivity_json(unsigned sensitivity)
{
	json_t *list = json_array();

	for (unsigned bit = 1; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((sensitivity & bit) != 0)
			json_array_append_new(list,
			                      json_string(sensitivity_name((Sensitivity)bit)));
	return list;
}

static json_t *
reasons_json(const Finding *finding, Language language)
{
	json_t *list = json_array();

	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_autofree char *text =
			finding_reason_text(g_ptr_array_index(finding->reasons, i), language);

		json_array_append_new(list, json_string(text));
	}
	return list;
}

static json_t *
text_or_null(const char *text)
{
	return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

static json_t *
personal_json(Personal personal)
{
	return personal == PERSONAL_UNKNOWN ? json_null() : json_boolean(personal == PERSONAL_YES);
}

static const char *
kind_id(const Finding *finding)
{
	return finding->kind == KIND_NONE ? "" : kind_get(finding->kind)->id;
}

static json_t *
time_json(int64_t at)
{
	g_autofree char *text = at == 0 ? NULL : clock_text(at);

	return text_or_null(text);
}

static json_t *
field_json(const ContainerFinding *container, const Finding *finding, Language language)
{
	json_t *field = json_object();

	json_object_set_new(field, "source", json_string(container->source));
	json_object_set_new(field, "container", json_string(container->container));
	json_object_set_new(field, "field", json_string(finding->field));
	json_object_set_new(field, "personal", personal_json(finding->personal));
	json_object_set_new(field, "kind", text_or_null(kind_id(finding)));
	json_object_set_new(field, "category", text_or_null(category_code(finding->category)));
	json_object_set_new(field, "sensitivity", sensitivity_json(finding->sensitivity));
	json_object_set_new(field, "rows", json_integer(finding->rows));
	json_object_set_new(field, "filled", json_integer(finding->filled));
	json_object_set_new(field, "hits", json_integer(finding->hits));
	json_object_set_new(field, "validated", json_integer(finding->validated));
	json_object_set_new(field, "persons",
	                    finding->persons < 0 ? json_null() : json_integer(finding->persons));
	json_object_set_new(field, "confidence", json_integer(finding->confidence));
	json_object_set_new(field, "status", json_string(status_name(finding->status)));
	json_object_set_new(field, "form", json_string(field_form_name(finding->form)));
	json_object_set_new(field, "decided_by", text_or_null(finding->decided_by));
	json_object_set_new(field, "decided_at", time_json(finding->decided_at));
	json_object_set_new(field, "suggested", personal_json(finding->suggested));
	json_object_set_new(field, "suggested_kind",
	                    text_or_null(finding->suggested_kind == KIND_NONE
	                                         ? NULL
	                                         : kind_get(finding->suggested_kind)->id));
	json_object_set_new(field, "contradicted", json_boolean(finding_is_contradicted(finding)));
	json_object_set_new(field, "records",
	                    json_string(record_class_name(container->record_class)));
	json_object_set_new(field, "copy", json_boolean(container->is_copy));
	json_object_set_new(field, "leads_to_container", text_or_null(finding->ref_container));
	json_object_set_new(field, "leads_to_field", text_or_null(finding->ref_field));
	json_object_set_new(field, "sample", text_or_null(finding->sample));
	json_object_set_new(field, "reasons", reasons_json(finding, language));
	return field;
}

void
inventory_each_field(const Invocation *call, const Inventory *inventory, PutField put, void *data)
{
	bool personal = invocation_flag(call, "personal");
	bool contradicted = invocation_flag(call, "contradicted");

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < container->findings->len; j++) {
			const Finding *finding = g_ptr_array_index(container->findings, j);

			if ((!personal || finding->personal != PERSONAL_NO) &&
			    (!contradicted || finding_is_contradicted(finding)))
				put(call, container, finding, data);
		}
	}
}

static void
append_json(const Invocation *call, const ContainerFinding *container, const Finding *finding,
            void *data)
{
	json_array_append_new(data, field_json(container, finding, call->language));
}

char *
inventory_sensitivity_text(unsigned sensitivity)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned bit = 1; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((sensitivity & bit) != 0)
			g_string_append_printf(text, "%s%s", text->len == 0 ? "" : ",",
			                       sensitivity_name((Sensitivity)bit));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
inventory_number_text(int64_t number)
{
	return number < 0 ? g_strdup("") : g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static void
put_csv(const Invocation *call, const ContainerFinding *container, const Finding *finding,
        void *data)
{
	g_autofree char *sensitivity = inventory_sensitivity_text(finding->sensitivity);
	g_autofree char *rows = inventory_number_text(finding->rows);
	g_autofree char *hits = inventory_number_text(finding->hits);
	g_autofree char *validated = inventory_number_text(finding->validated);
	g_autofree char *persons = inventory_number_text(finding->persons);
	g_autofree char *confidence = inventory_number_text(finding->confidence);
	const char *personal = finding->personal == PERSONAL_UNKNOWN ? ""
	                       : finding->personal == PERSONAL_YES   ? "true"
	                                                             : "false";
	g_autoptr(GString) reasons = g_string_new(NULL);
	g_autofree char *decided_at =
		finding->decided_at == 0 ? g_strdup("") : clock_text(finding->decided_at);

	(void)data;
	for (size_t i = 0; i < finding->reasons->len; i++) {
		g_autofree char *text =
			finding_reason_text(g_ptr_array_index(finding->reasons, i), call->language);
		g_string_append_printf(reasons, "%s%s", i == 0 ? "" : "; ", text);
	}
	const char *const cells[] = {container->source,
	                             container->container,
	                             finding->field,
	                             personal,
	                             kind_id(finding),
	                             category_code(finding->category),
	                             sensitivity,
	                             rows,
	                             hits,
	                             validated,
	                             persons,
	                             confidence,
	                             status_name(finding->status),
	                             reasons->str,
	                             field_form_name(finding->form),
	                             finding->decided_by == NULL ? "" : finding->decided_by,
	                             decided_at,
	                             finding_is_contradicted(finding) ? "true" : "false",
	                             NULL};
	csv_row(call->out, cells);
}

void
inventory_put_json(const Invocation *call, const Inventory *inventory)
{
	json_auto_t *list = json_array();

	inventory_each_field(call, inventory, append_json, list);
	terminal_json(call->out, list);
}

void
inventory_put_csv(const Invocation *call, const Inventory *inventory)
{
	static const char *const columns[] = {
		"source",     "container",   "field",        "personal", "kind",
		"category",   "sensitivity", "rows",         "hits",     "validated",
		"persons",    "confidence",  "status",       "reasons",  "form",
		"decided_by", "decided_at",  "contradicted", NULL};

	csv_row(call->out, columns);
	inventory_each_field(call, inventory, put_csv, NULL);
}
