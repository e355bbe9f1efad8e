/*
 * finding.h - what is known of one field and of one container
 *
 * A finding says: this field holds that kind, so often, so surely, for these reasons.
 * It holds counts, never values.  A reason is a code and its arguments, joined by '|',
 * so that it can be said in either language (finding_reason_text).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "category.h"
#include "kind.h"
#include "language.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	STATUS_SUGGESTED, /* by the program; only a person's word changes it to another */
	STATUS_CONFIRMED,
	STATUS_REJECTED,
	STATUS_SET,
} FindingStatus;

typedef enum {
	PERSONAL_UNKNOWN = -1, /* cannot say: never the same as "no" */
	PERSONAL_NO,
	PERSONAL_YES,
} Personal;

/* In which form the values of a field lie there; the numbers are those of MatchForm (detect). */
typedef enum {
	FIELD_PLAIN,
	FIELD_MASKED,
	FIELD_HASHED,
	FIELD_ENCRYPTED,
	FIELD_TOKENISED,
	N_FIELD_FORMS
} FieldForm;

/* What the rows of a container record; the retention rules speak of these (law/). */
typedef enum {
	RECORD_OTHER,
	RECORD_ACCOUNT,     /* members, users, staff: the rows are persons */
	RECORD_TRANSACTION, /* orders, order lines, payments, refunds */
	RECORD_NETWORK_LOG, /* access, login and operation logs */
	RECORD_CONTENT,     /* comments, messages, uploads */
	RECORD_CONTACT,     /* addresses, address books, guardians */
	RECORD_BEHAVIOUR,   /* carts, favourites, searches, points */
	N_RECORD_CLASSES
} RecordClass;

typedef struct {
	char *field;
	char *type;
	char *comment;
	bool in_key;
	char *ref_container; /* declared or discovered key into another container; NULL: none */
	char *ref_field;
	bool ref_declared;

	Personal personal;
	KindId kind;
	Category category;
	unsigned sensitivity;
	int64_t rows;      /* rows of the container when it was read */
	int64_t filled;    /* of them with a value here */
	int64_t hits;      /* of them with a match of the kind */
	int64_t validated; /* of them validated */
	int64_t persons;   /* distinct values of an identifying kind; -1: not counted */
	unsigned confidence;
	FindingStatus status;
	FieldForm form;
	char *decided_by;   /* for confirmed, rejected, set */
	int64_t decided_at; /* microseconds UTC; 0: nobody decided */
	/* What the program says by itself, whatever a person decided: */
	Personal suggested;
	KindId suggested_kind;
	GPtrArray *reasons; /* char *, see above */
	char *sample;       /* masked, or NULL */
} Finding;

typedef struct {
	char *source;
	char *container;
	char *group;    /* containers that one read delivers together (source.h) */
	char *artefact; /* the raw file it lies in */
	char *comment;
	RecordClass record_class;
	bool is_copy;     /* a dump, backup or export of another container */
	char *unreadable; /* why nothing was read; NULL: it was read */
	int64_t rows;
	int64_t minors_14; /* persons whose birth date says under 14 at the stop date; -1: not counted */
	int64_t minors_18;
	int64_t age_unknown;
	char *subject_field; /* the field that leads to the person, NULL: none found */
	char *time_field;    /* when the record came about, NULL: none found */
	char *end_field;     /* when the business was completed, NULL: none found */
	char *birth_field;
	GPtrArray *findings; /* Finding *, in the order of the fields */
} ContainerFinding;

Finding *finding_new(const char *field);
void finding_free(Finding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Finding, finding_free)

ContainerFinding *container_finding_new(const char *source, const char *container);
void container_finding_free(ContainerFinding *container);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContainerFinding, container_finding_free)

/* NULL where the container has no such field. */
Finding *container_finding_field(const ContainerFinding *container, const char *field);

/* Does any field hold personal data, or may it? */
bool container_finding_is_personal(const ContainerFinding *container);

/* Append "code|argument|..."; arguments are names and counts, never values. */
void finding_add_reason(Finding *finding, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Before a person's word takes its place: keep what the program says. */
void finding_keep_suggestion(Finding *finding);

/* Does what the program found last contradict what a person decided? */
bool finding_is_contradicted(const Finding *finding);

/* The reason as a sentence.  Codes and their sentences are one table in finding-reason.c. */
char *finding_reason_text(const char *reason, Language language);

const char *field_form_name(FieldForm form);
FieldForm field_form_find(const char *name); /* FIELD_PLAIN for any other name */
/* The names of its sensitivity, as an array that the caller owns. */
json_t *finding_sensitivity_json(const Finding *finding);

const char *status_name(FindingStatus status);
bool status_find(const char *name, FindingStatus *ret_status);
const char *record_class_name(RecordClass record_class);
const char *record_class_title(RecordClass record_class); /* msgid */
bool record_class_find(const char *name, RecordClass *ret_class);
