/*
 * verdict-look.c - what names, types and neighbours say of a container before any decision
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "verdict-context.h"

#include <string.h>

TypeClass
verdict_type(const char *declared)
{
	static const struct {
		const char *word;
		TypeClass type;
	} words[] = {
		{"tinyint", TYPE_SMALL},      {"smallint", TYPE_SMALL},
		{"bit", TYPE_SMALL},          {"bool", TYPE_SMALL},
		{"enum", TYPE_TEXT},          {"set(", TYPE_TEXT},
		{"int", TYPE_INTEGER},        {"serial", TYPE_INTEGER},
		{"longtext", TYPE_LONG_TEXT}, {"mediumtext", TYPE_LONG_TEXT},
		{"tinytext", TYPE_TEXT},      {"text", TYPE_LONG_TEXT},
		{"clob", TYPE_LONG_TEXT},     {"json", TYPE_LONG_TEXT},
		{"char", TYPE_TEXT},          {"string", TYPE_TEXT},
		{"date", TYPE_DATE},          {"time", TYPE_DATE},
		{"year", TYPE_DATE},          {"double", TYPE_REAL},
		{"float", TYPE_REAL},         {"real", TYPE_REAL},
		{"decimal", TYPE_REAL},       {"money", TYPE_REAL},
		{"blob", TYPE_BINARY},        {"binary", TYPE_BINARY},
		{"bytea", TYPE_BINARY},       {"image", TYPE_BINARY},
		{"raw", TYPE_BINARY},
	};
	g_autofree char *lower = g_ascii_strdown(declared, -1);

	/* NUMERIC and NUMBER hold amounts and, without a scale, numbers of any length. */
	if (g_str_has_prefix(lower, "num"))
		return strchr(lower, ',') != NULL ? TYPE_REAL : TYPE_INTEGER;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(lower, words[i].word) != NULL)
			return words[i].type;
	return TYPE_UNKNOWN;
}

static bool
form_fits(MeaningForm form, TypeClass type)
{
	bool text = type == TYPE_TEXT || type == TYPE_LONG_TEXT || type == TYPE_UNKNOWN ||
	            type == TYPE_BINARY;

	switch (form) {
	case HOLDS_TEXT:
		return text;
	case HOLDS_DIGITS:
		return text || type == TYPE_INTEGER;
	case HOLDS_DATE:
		return text || type == TYPE_DATE || type == TYPE_INTEGER || type == TYPE_SMALL;
	case HOLDS_ANYTHING:
		break;
	}
	return true;
}

/* Values that are all flags show what an undeclared type hides. */
static bool
holds_flags(const FieldStatistics *statistics)
{
	return statistics != NULL && statistics->filled > 0 &&
	       statistics->lengths[1] == statistics->filled &&
	       statistics->numeric == statistics->filled;
}

static bool
is_whole_number(TypeClass type)
{
	return type == TYPE_INTEGER || type == TYPE_SMALL;
}

static void
look_at_field(VerdictContext *context, size_t i)
{
	const Finding *finding = g_ptr_array_index(context->container->findings, i);
	const FieldStatistics *statistics =
		context->statistics == NULL ? NULL : &context->statistics[i];
	FieldView *view = &context->fields[i];
	Meaning meaning = MEANING_NONE;

	view->name = field_name_meaning(finding->field, finding->comment);
	view->type = verdict_type(finding->type);
	view->plain = verdict_plain_name(finding->field);
	meaning = view->said = view->name.meaning;
	bool number = is_whole_number(view->type);

	/* A role held as a number is a key: creator int, author bigint. */
	if (number && (meaning == MEANING_PERSON || meaning == MEANING_STAFF ||
	               meaning == MEANING_CREATOR || meaning == MEANING_RELATIVE)) {
		bool plural = g_str_has_suffix(finding->field, "s") &&
		              !g_str_has_suffix(finding->field, "ss");
		view->name.meaning = plural ? MEANING_THING : MEANING_USER_ID;
		return;
	}
	MeaningForm form = meanings[meaning].form;
	bool excluded = !form_fits(form, view->type) ||
	                (form != HOLDS_ANYTHING && holds_flags(statistics) &&
	                 meanings[meaning].rule != RULE_NEVER && meaning != MEANING_USER_ID);
	if (excluded) {
		view->name.meaning = MEANING_THING;
		view->type_excludes = true;
	}
}

typedef struct {
	size_t own;      /* attributes of the row itself: gender, birth date, ... */
	size_t strong;   /* of them those that only a person has */
	size_t account;  /* account name, nickname, password */
	size_t reach;    /* mobile, mail */
	size_t link;     /* leads to a person */
	size_t personal; /* personal by itself, whatever the row is */
	size_t relative; /* of the family of whom the row is about */
	size_t number;   /* of a patient, a student, a card */
} Signals;

static bool
class_is_about_things(ContainerClass what)
{
	return what == CLASS_THING || what == CLASS_SETTING || what == CLASS_TEMPLATE ||
	       what == CLASS_ORGANISATION;
}

static void
count_signal(Signals *signals, const FieldView *view, bool in_key, bool among_things)
{
	bool mine = (view->name.owner & (OWNER_STAFF | OWNER_THING | OWNER_ORGANISATION)) == 0;

	if (view->name.ambiguous && among_things)
		return;

	switch ((int)view->name.meaning) {
	case MEANING_GENDER:
	case MEANING_BIRTH:
	case MEANING_AGE:
	case MEANING_ETHNICITY:
	case MEANING_MARRIAGE:
	case MEANING_RESIDENT_ID:
	case MEANING_IDENTITY_NUMBER:
	case MEANING_POLITICS:
		signals->strong += mine;
		signals->own += mine;
		break;
	case MEANING_PERSON_NAME:
		signals->own += mine && view->name.owner == 0;
		signals->personal++;
		break;
	case MEANING_NICKNAME:
	case MEANING_ACCOUNT:
	case MEANING_PASSWORD:
	case MEANING_AVATAR:
		signals->account += mine;
		break;
	case MEANING_MOBILE:
	case MEANING_TELEPHONE:
	case MEANING_EMAIL:
		signals->reach += mine;
		break;
	case MEANING_IP:
		signals->personal += mine;
		break;
	case MEANING_USER_ID:
		signals->link += !in_key;
		break;
	case MEANING_RELATIVE:
		signals->relative++;
		signals->personal++;
		break;
	case MEANING_PERSONAL_NUMBER:
		signals->number += mine;
		break;
	case MEANING_PLATE:
	case MEANING_BANK_CARD:
	case MEANING_BANK_ACCOUNT:
		signals->personal += mine;
		break;
	case MEANING_PERSON:
	case MEANING_OPENID:
	case MEANING_IMEI:
	case MEANING_USER_AGENT:
		signals->personal++;
		break;
	default:
		break;
	}
}

static bool
rows_are_persons(const VerdictContext *context, const Signals *signals)
{
	size_t attributes = signals->own + signals->account + signals->reach;

	switch (context->table.what) {
	case CLASS_PERSON:
		/* coupon_user, notice_admin: rows between two other tables. */
		return attributes > 0 || signals->link == 0;
	case CLASS_UNKNOWN:
	case CLASS_CONTACT:
	case CLASS_MEDICAL:
		return (attributes >= 2 && signals->own + signals->account >= 1 &&
		        signals->link <= 1) ||
		       (signals->relative > 0 && signals->reach > 0);
	case CLASS_THING:
	case CLASS_SETTING:
	case CLASS_TEMPLATE:
	case CLASS_ORGANISATION:
		return signals->strong >= 2 && attributes >= 3;
	case CLASS_TRANSACTION:
	case CLASS_LOG:
	case CLASS_SESSION:
	case CLASS_CONTENT:
	case CLASS_BEHAVIOUR:
	case CLASS_VERIFICATION:
	case CLASS_FILE:
	case N_CONTAINER_CLASSES:
		break;
	}
	return signals->strong >= 2 && signals->own + signals->account >= 3 && signals->link == 0;
}

/* The key of a table of accounts is what others call user_id. */
static void
mark_own_key(VerdictContext *context, size_t links)
{
	bool accounts = false;

	for (size_t i = 0; i < context->n_fields; i++)
		accounts = accounts || context->fields[i].name.meaning == MEANING_PASSWORD;
	if (!accounts || links > 0 || !context->person_table || context->table.what != CLASS_PERSON)
		return;
	for (size_t i = 0; i < context->n_fields; i++) {
		const Finding *finding = g_ptr_array_index(context->container->findings, i);
		FieldMeaning *name = &context->fields[i].name;

		if (name->meaning == MEANING_ID && (finding->in_key || i == 0))
			name->meaning = MEANING_USER_ID;
	}
}

void
verdict_look(VerdictContext *context)
{
	Signals signals = {0};

	context->table =
		container_name_meaning(context->container->container, context->container->comment);
	for (size_t i = 0; i < context->n_fields; i++)
		look_at_field(context, i);
	verdict_refine(context);
	bool things = class_is_about_things(context->table.what);
	for (size_t i = 0; i < context->n_fields; i++) {
		const Finding *finding = g_ptr_array_index(context->container->findings, i);
		Meaning meaning = context->fields[i].name.meaning;

		count_signal(&signals, &context->fields[i], finding->in_key || i == 0, things);
		context->n_place += meaning == MEANING_ADDRESS || meaning == MEANING_REGION ||
		                    meaning == MEANING_POSTCODE;
		context->n_health += meaning == MEANING_HEALTH;
	}
	if (context->n_health >= 3 && context->table.what != CLASS_TEMPLATE &&
	    (context->table.what == CLASS_UNKNOWN || signals.link > 0))
		context->table.what = CLASS_MEDICAL;
	context->person_table = rows_are_persons(context, &signals);
	mark_own_key(context, signals.link);
	context->near_person = context->person_table || signals.strong >= 2 ||
	                       (signals.strong >= 1 && signals.own >= 2);
	context->person_row = context->person_table || context->table.what == CLASS_CONTACT ||
	                      signals.link + signals.personal > 0 ||
	                      (context->n_health > 0 && signals.number > 0) ||
	                      (!class_is_about_things(context->table.what) &&
	                       signals.own + signals.account + signals.reach > 0);
	context->is_track = verdict_is_track(context);
}

bool
verdict_has_meaning(const VerdictContext *context, Meaning meaning)
{
	for (size_t i = 0; i < context->n_fields; i++)
		if (context->fields[i].name.meaning == meaning)
			return true;
	return false;
}
