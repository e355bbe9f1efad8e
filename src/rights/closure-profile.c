/*
 * closure-profile.c - can two accounts be of one person?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closure-profile.h"

#include "closure-row.h"
#include "field-role.h"
#include "text.h"

#include <string.h>

#define RESIDENT_ID_OLD 15 /* digits, until 1999: GB 11643-1989 */
#define RESIDENT_ID_NEW 18
#define DATE_DIGITS     8

static void
wipe(char **text)
{
	if (*text != NULL)
		span_buffer_free(*text, strlen(*text));
	*text = NULL;
}

void
profile_clear(Profile *profile)
{
	wipe(&profile->resident_id);
	wipe(&profile->birth);
	wipe(&profile->name);
}

/* "2009-06-01" and "20090601 00:00" as "20090601"; NULL for every other form. */
static char *
date_digits(Span value)
{
	char digits[DATE_DIGITS + 1] = "";
	size_t n = 0;

	for (size_t i = 0; i < value.length && n < DATE_DIGITS; i++) {
		if (g_ascii_isdigit(value.bytes[i]))
			digits[n++] = value.bytes[i];
		else if (strchr("-/.", value.bytes[i]) == NULL)
			break;
	}
	if (n < DATE_DIGITS || (digits[0] != '1' && digits[0] != '2'))
		return NULL;
	return g_strdup(digits);
}

/* A whole Chinese name; a masked or a Latin one is written too freely to compare. */
static char *
comparable_name(Span value)
{
	g_autofree char *name = text_fold_identifier(value);

	if (strlen(name) < strlen("王一") || strchr(name, '*') != NULL)
		return NULL;
	for (const char *at = name; *at != '\0'; at++)
		if ((*at & 0x80) == 0)
			return NULL;
	return g_steal_pointer(&name);
}

static char *
resident_id(Span value)
{
	Match match;

	if (detection_of_value(value, KIND_BIT(KIND_RESIDENT_ID), &match) != KIND_RESIDENT_ID)
		return NULL;
	return detection_normalise(KIND_RESIDENT_ID, value);
}

void
profile_read(Profile *profile, const Node *node, const SourceRecord *record)
{
	*profile = (Profile){NULL, NULL, NULL};
	for (unsigned i = 0; i < record->n_values && i < node->finding->findings->len; i++) {
		const Finding *finding = node_field(node, i);
		Span value = span_trim(record->values[i].bytes);
		if (node->roles[i] != NULL || finding->status == STATUS_REJECTED ||
		    record->values[i].type == VALUE_NULL || value.length == 0)
			continue;
		if (finding->kind == KIND_RESIDENT_ID && profile->resident_id == NULL)
			profile->resident_id = resident_id(value);
		else if (finding->kind == KIND_BIRTH_DATE && profile->birth == NULL)
			profile->birth = date_digits(value);
		else if (finding->kind == KIND_PERSON_NAME && profile->name == NULL &&
		         !field_is_handle(finding->field))
			profile->name = comparable_name(value);
	}
}

/* The old number lacks the century and the check character. */
static bool
same_resident_id(const char *a, const char *b)
{
	const char *shorter = strlen(a) < strlen(b) ? a : b;
	const char *longer = shorter == a ? b : a;

	if (strlen(shorter) != RESIDENT_ID_OLD || strlen(longer) != RESIDENT_ID_NEW)
		return strcmp(a, b) == 0;
	return strncmp(shorter, longer, 6) == 0 && strncmp(shorter + 6, longer + 8, 9) == 0;
}

bool
profile_agrees(const Profile *a, const Profile *b)
{
	if (a->resident_id != NULL && b->resident_id != NULL)
		return same_resident_id(a->resident_id, b->resident_id);
	if (a->birth != NULL && b->birth != NULL && strcmp(a->birth, b->birth) != 0)
		return false;
	return a->name == NULL || b->name == NULL || strcmp(a->name, b->name) == 0;
}

static void
join(char **text, const char *more)
{
	if (*text == NULL)
		*text = g_strdup(more);
}

void
profile_join(Profile *profile, const Profile *more)
{
	join(&profile->resident_id, more->resident_id);
	join(&profile->birth, more->birth);
	join(&profile->name, more->name);
}
