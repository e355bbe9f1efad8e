/*
 * lint-content.c - the check of an announcement's structured content, member by member
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "canonical-json.h"
#include "clock.h"
#include "lint.h"

#include <string.h>

/* Members that must be there and be what the dossier says. */
static const struct {
	ItemId item;
	const char *object; /* NULL: at the top */
	const char *member;
} members[] = {
	{ITEM_OPERATOR, "operator", "name"},
	{ITEM_OPERATOR_CONTACT, "operator", "contact"},
	{ITEM_STOP_DATE, "stop", "date"},
	{ITEM_CUSTODIAN, "custodian", "name"},
	{ITEM_CUSTODIAN_CONTACT, "custodian", "contact"},
	{ITEM_RECEIVER, "receiver", "name"},
	{ITEM_RECEIVER_CONTACT, "receiver", "contact"},
	{ITEM_COMPLAINTS, NULL, "complaints"},
};

static bool
is_empty(const char *text)
{
	return text == NULL || *text == '\0';
}

static bool
is_needed(const Lint *lint, ItemId item)
{
	const NoticeFinding *finding = lint->findings->pdata[item];

	return finding->stand != NOTICE_NOT_NEEDED;
}

static void
check_members(Lint *lint, const json_t *content)
{
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		const char *object = members[i].object;
		const json_t *here = object == NULL ? content : json_object_get(content, object);
		const json_t *there =
			object == NULL ? lint->content : json_object_get(lint->content, object);
		const char *text = json_text(here, members[i].member);
		const char *expected = json_text(there, members[i].member);

		if (!is_needed(lint, members[i].item))
			continue;
		if (is_empty(text) && is_empty(expected))
			lint_defect(lint, members[i].item,
			            N_("it is set neither in dossier.conf nor here"));
		else if (is_empty(text))
			lint_defect(lint, members[i].item, N_("it is missing"));
		else if (!is_empty(expected) && strcmp(text, expected) != 0)
			lint_defect(lint, members[i].item, N_("it is not what dossier.conf says"));
		else if (lint_placeholder(text) != NULL)
			lint_defect(lint, ITEM_PLACEHOLDER, N_("'%s' is still to be filled in"),
			            lint_placeholder(text));
	}
}

/* The member of @array whose @key is @name. */
static const json_t *
entry_of(const json_t *array, const char *key, const char *name)
{
	size_t i;
	json_t *entry;

	json_array_foreach(array, i, entry)
	{
		if (g_strcmp0(json_text(entry, key), name) == 0)
			return entry;
	}
	return NULL;
}

static void
check_kinds(Lint *lint, const json_t *list)
{
	size_t i;
	json_t *entry;

	json_array_foreach(json_object_get(lint->content, "kinds"), i, entry)
	{
		const char *code = json_text(entry, "category");
		const json_t *found = entry_of(list, "category", code);
		const char *title = translate(lint->language, category_title(category_find(code)));

		if (found == NULL)
			lint_defect(lint, ITEM_KINDS, N_("%s was found and is not named"), title);
		if (json_is_true(json_object_get(entry, "sensitive")) &&
		    !json_is_true(json_object_get(found, "sensitive")))
			lint_defect(lint, ITEM_SENSITIVE, N_("%s is not marked as sensitive"),
			            title);
	}
}

static void
check_rights(Lint *lint, const json_t *list)
{
	for (size_t i = 0; notice_rights[i] != NULL; i++) {
		const json_t *entry = entry_of(list, "right", notice_rights[i]);
		ItemId limit = (ItemId)(ITEM_VIEW_LIMIT + 2 * i);
		const char *until = json_text(entry, "until");
		GDate date;

		if (is_empty(until) || !date_parse(until, &date, NULL))
			lint_defect(lint, limit, N_("there is no time limit"));
		else
			lint_limit(lint, notice_rights[i], &date);
		if (is_empty(json_text(entry, "way")))
			lint_defect(lint, limit + 1, N_("it does not say how"));
	}
}

static void
check_kept(Lint *lint, const json_t *list)
{
	size_t i;
	json_t *entry;

	json_array_foreach(json_object_get(lint->content, "kept"), i, entry)
	{
		const char *rule = json_text(entry, "rule");
		const json_t *found = entry_of(list, "rule", rule);

		if (found == NULL || json_array_size(json_object_get(found, "records")) == 0)
			lint_defect(lint, ITEM_KEPT, N_("what is kept by rule %s is not named"),
			            rule);
		if (is_empty(json_text(found, "basis_zh")))
			lint_defect(lint, ITEM_KEPT_BASIS, N_("the basis %s is not named"), rule);
		if (is_empty(json_text(found, "until")) && json_number(found, "years", 0) == 0 &&
		    json_number(found, "months", 0) == 0)
			lint_defect(lint, ITEM_KEPT_PERIOD,
			            N_("the period of rule %s is not named"), rule);
	}
}

void
lint_content(Lint *lint, const json_t *content)
{
	const char *published = json_text(content, "published");
	const json_t *minors = json_object_get(content, "minors");

	if (is_empty(published) || !date_parse(published, &lint->published, NULL))
		lint_defect(lint, ITEM_PUBLISHED, N_("it is missing"));
	check_members(lint, content);
	check_kinds(lint, json_object_get(content, "kinds"));
	check_rights(lint, json_object_get(content, "rights"));
	check_kept(lint, json_object_get(content, "kept"));
	if (is_empty(json_text(json_object_get(content, "remainder"), "disposition")))
		lint_defect(lint, ITEM_REMAINDER, N_("it is missing"));
	if (is_empty(json_text(minors, "under_14")))
		lint_defect(lint, ITEM_MINORS, N_("it is missing"));
	if (is_empty(json_text(minors, "guardians")))
		lint_defect(lint, ITEM_GUARDIANS, N_("it is missing"));
}
