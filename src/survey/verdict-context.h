/*
 * verdict-context.h - what the parts of the verdict know together about one container
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "container-name.h"
#include "field-name.h"
#include "verdict.h"

typedef enum {
	TYPE_UNKNOWN, /* CSV and the like declare none */
	TYPE_TEXT,
	TYPE_LONG_TEXT,
	TYPE_INTEGER,
	TYPE_SMALL, /* flags and enumerations: bit, bool, tinyint, smallint */
	TYPE_REAL,
	TYPE_DATE,
	TYPE_BINARY,
} TypeClass;

typedef struct {
	FieldMeaning name; /* what name and comment say; THING where the type forbids it */
	Meaning said;      /* the same before the type was looked at */
	TypeClass type;
	bool type_excludes;
	char *plain; /* the words of the name written together: "expdate" */
} FieldView;

typedef struct {
	ContainerFinding *container;
	const FieldStatistics *statistics; /* one a field; NULL: nothing was read */
	FieldView *fields;
	size_t n_fields;
	ContainerMeaning table;
	bool person_table; /* a row is a person */
	bool person_row;   /* a row is one or hangs on one */
	bool near_person;  /* the row describes a person although it is an order, an application */
	size_t n_place;    /* fields that are parts of an address */
	size_t n_health;
	bool is_track; /* positions with time and person, several rows a person */
} VerdictContext;

/* What the decision of one field came to. */
typedef struct {
	Personal personal;
	KindId kind;
	Category category;
	unsigned sensitivity;
	unsigned confidence;
} Verdict;

TypeClass verdict_type(const char *declared);

/* Fill the views of the fields and what they say of the container. */
void verdict_look(VerdictContext *context);

/* Does the name of one of the fields mean @meaning? */
bool verdict_has_meaning(const VerdictContext *context, Meaning meaning);

/* The words of a name without what parts them: "ExpDate", "exp_date" -> "expdate". */
char *verdict_plain_name(const char *name);

/* Names that only the container makes precise. */
void verdict_refine(VerdictContext *context);

/* Positions with time and person, several rows a person?  The last that is looked at. */
bool verdict_is_track(const VerdictContext *context);

/* By name, comment, type and table; reasons are added to the finding. */
Verdict verdict_by_meaning(const VerdictContext *context, size_t field);

/* Let the values confirm, correct or replace @verdict. */
void verdict_by_values(const VerdictContext *context, size_t field, Verdict *verdict);

/* Record class and the fields with a role. */
void verdict_roles(const VerdictContext *context);
