/*
 * finding.c - what is known of one field and of one container
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "finding.h"

#include <stdarg.h>
#include <string.h>

static const char *const statuses[] = {
	[STATUS_SUGGESTED] = "suggested",
	[STATUS_CONFIRMED] = "confirmed",
	[STATUS_REJECTED] = "rejected",
	[STATUS_SET] = "set",
};

static const char *const field_forms[N_FIELD_FORMS] = {
	[FIELD_PLAIN] = "plain",         [FIELD_MASKED] = "masked",       [FIELD_HASHED] = "hashed",
	[FIELD_ENCRYPTED] = "encrypted", [FIELD_TOKENISED] = "tokenised",
};

static const struct {
	const char *name;
	const char *title;
} record_classes[N_RECORD_CLASSES] = {
	[RECORD_OTHER] = {"other", N_("other records")},
	[RECORD_ACCOUNT] = {"account", N_("accounts and persons")},
	[RECORD_TRANSACTION] = {"transaction", N_("transactions and payments")},
	[RECORD_NETWORK_LOG] = {"network-log", N_("access, login and operation logs")},
	[RECORD_CONTENT] = {"content", N_("comments, messages and uploads")},
	[RECORD_CONTACT] = {"contact", N_("addresses and contacts")},
	[RECORD_BEHAVIOUR] = {"behaviour", N_("behaviour and preferences")},
};

Finding *
finding_new(const char *field)
{
	Finding *finding = g_new0(Finding, 1);

	finding->field = g_strdup(field);
	finding->type = g_strdup("");
	finding->comment = g_strdup("");
	finding->personal = PERSONAL_UNKNOWN;
	finding->kind = KIND_NONE;
	finding->suggested = PERSONAL_UNKNOWN;
	finding->suggested_kind = KIND_NONE;
	finding->persons = -1;
	finding->reasons = g_ptr_array_new_with_free_func(g_free);
	return finding;
}

void
finding_free(Finding *finding)
{
	if (finding == NULL)
		return;
	g_free(finding->field);
	g_free(finding->type);
	g_free(finding->comment);
	g_free(finding->ref_container);
	g_free(finding->ref_field);
	g_free(finding->decided_by);
	g_free(finding->sample);
	g_ptr_array_unref(finding->reasons);
	g_free(finding);
}

static void
free_finding(gpointer finding)
{
	finding_free(finding);
}

ContainerFinding *
container_finding_new(const char *source, const char *container)
{
	ContainerFinding *finding = g_new0(ContainerFinding, 1);

	finding->source = g_strdup(source);
	finding->container = g_strdup(container);
	finding->group = g_strdup("");
	finding->artefact = g_strdup("");
	finding->comment = g_strdup("");
	finding->minors_14 = -1;
	finding->minors_18 = -1;
	finding->findings = g_ptr_array_new_with_free_func(free_finding);
	return finding;
}

void
container_finding_free(ContainerFinding *container)
{
	if (container == NULL)
		return;
	g_free(container->source);
	g_free(container->container);
	g_free(container->group);
	g_free(container->artefact);
	g_free(container->comment);
	g_free(container->unreadable);
	g_free(container->subject_field);
	g_free(container->time_field);
	g_free(container->end_field);
	g_free(container->birth_field);
	g_ptr_array_unref(container->findings);
	g_free(container);
}

Finding *
container_finding_field(const ContainerFinding *container, const char *field)
{
	for (size_t i = 0; i < container->findings->len; i++) {
		Finding *finding = g_ptr_array_index(container->findings, i);

		if (strcmp(finding->field, field) == 0)
			return finding;
	}
	return NULL;
}

bool
container_finding_is_personal(const ContainerFinding *container)
{
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		if (finding->personal != PERSONAL_NO)
			return true;
	}
	return false;
}

void
finding_add_reason(Finding *finding, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(finding->reasons, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

void
finding_keep_suggestion(Finding *finding)
{
	if (finding->status != STATUS_SUGGESTED)
		return;
	finding->suggested = finding->personal;
	finding->suggested_kind = finding->kind;
}

/* "Cannot say" contradicts nothing; another kind does where both are sure that it is personal. */
bool
finding_is_contradicted(const Finding *finding)
{
	if (finding->status == STATUS_SUGGESTED || finding->suggested == PERSONAL_UNKNOWN ||
	    finding->personal == PERSONAL_UNKNOWN)
		return false;
	if (finding->suggested != finding->personal)
		return true;
	return finding->personal == PERSONAL_YES && finding->suggested_kind != KIND_NONE &&
	       finding->kind != KIND_NONE && finding->suggested_kind != finding->kind;
}

const char *
field_form_name(FieldForm form)
{
	return field_forms[form];
}

FieldForm
field_form_find(const char *name)
{
	for (int form = 0; form < N_FIELD_FORMS; form++)
		if (g_strcmp0(field_forms[form], name) == 0)
			return (FieldForm)form;
	return FIELD_PLAIN;
}

json_t *
finding_sensitivity_json(const Finding *finding)
{
	json_t *list = json_array();

	for (unsigned bit = 1; bit <= SENSITIVITY_MINOR; bit <<= 1)
		if ((finding->sensitivity & bit) != 0)
			json_array_append_new(list,
			                      json_string(sensitivity_name((Sensitivity)bit)));
	return list;
}

const char *
status_name(FindingStatus status)
{
	return statuses[status];
}

bool
status_find(const char *name, FindingStatus *ret_status)
{
	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
		if (g_strcmp0(statuses[i], name) == 0) {
			*ret_status = (FindingStatus)i;
			return true;
		}
	}
	return false;
}

const char *
record_class_name(RecordClass record_class)
{
	return record_classes[record_class].name;
}

const char *
record_class_title(RecordClass record_class)
{
	return record_classes[record_class].title;
}

bool
record_class_find(const char *name, RecordClass *ret_class)
{
	for (size_t i = 0; i < N_RECORD_CLASSES; i++) {
		if (g_strcmp0(record_classes[i].name, name) == 0) {
			*ret_class = (RecordClass)i;
			return true;
		}
	}
	return false;
}
