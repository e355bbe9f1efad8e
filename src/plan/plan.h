/*
 * plan.h - one fate for each item: the ordered steps, their canonical form and digest
 *
 * plan/plan-0001.json is canonical JSON; its SHA-256 is what two persons sign
 * (approval.h).  The plan names the inventory, the law pack and the settings it was made from
 * by their digests: when one of them changed, the plan and its approvals are void.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "disposition.h"
#include "inventory.h"
#include "obligation.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What a step does; the executor runs them in this order. */
typedef enum {
	STEP_PLANT,       /* made-up persons, to measure the search's recall */
	STEP_FINGERPRINT, /* keyed fingerprints of every strong value that will be erased */
	STEP_RETURN,      /* packages to the persons who asked */
	STEP_KEEP,        /* copy what the law keeps to the custodian */
	STEP_DELETE,      /* rows, by key; children first */
	STEP_UNPLANT,     /* canaries go the way of the rest */
	STEP_REWRITE,     /* the engine's own stages */
	STEP_ERASE,       /* whole artefacts */
	N_STEP_FORMS
} StepForm;

/* Which rows of a container. */
typedef enum {
	ROWS_ALL,
	ROWS_CHILDREN,      /* under 14 at the stop date, and what hangs on them */
	ROWS_WITHIN_PERIOD, /* their statutory period still runs at the stop date */
} StepRows;

/* One fate of one field. */
typedef struct {
	char *source, *container, *field;
	Disposition disposition;
	char *rule;   /* id of the rule: "cn.pipl.47", "cn.ecommerce.31" */
	char *clause; /* title of the instrument and article, in Chinese */
	char *clause_en;
	char *until; /* ISO date: the last day any record of it is kept; NULL for delete */
} PlanItem;

typedef struct {
	unsigned number; /* from 1 */
	StepForm form;
	Disposition disposition;
	StepRows rows;
	char *source;
	char *container; /* or the artefact for STEP_ERASE, the stage for STEP_REWRITE; or NULL */
	char *artefact;
	char *rule;
	char *clause; /* title of the instrument and article, in Chinese */
	char *clause_en;
	char **fields; /* STEP_KEEP: what is kept; the rest is cut */
	int64_t count; /* rows by the dry run; must be what is found at the time; -1: not rows */
} PlanStep;

/* Something a lawyer or the operator must look at. */
typedef struct {
	char *code;    /* "children-transaction", "undecided-field", "not-applicable", ... */
	char *subject; /* source/container/field or a rule */
	char *text_en, *text_zh;
	bool blocks; /* no approval before it is answered */
} PlanConcern;

typedef struct {
	unsigned number; /* of the plan: plan-0001 */
	char *made_at;
	char *stop_date;
	char *inventory_digest; /* hexadecimal */
	char *law_digest;
	GPtrArray *items;    /* PlanItem * */
	GPtrArray *steps;    /* PlanStep * */
	GPtrArray *concerns; /* PlanConcern * */
	char *digest;        /* of the canonical form, hexadecimal */
} Plan;

Plan *plan_new(void);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

const char *step_form_name(StepForm form);
const char *step_form_title(StepForm form); /* msgid */

/* The newest plan of the dossier; FAULT_NOT_FOUND where there is none. */
Plan *plan_load(const Dossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool step_form_find(const char *name, StepForm *ret_form);

/* Append an empty one, numbered; owned by @plan. */
PlanStep *plan_add_step(Plan *plan, StepForm form);
PlanItem *plan_add_item(Plan *plan);
void plan_add_concern(Plan *plan, const char *code, const char *subject, const char *text_en,
                      const char *text_zh, bool blocks);

/* Number @plan, compute its digest and write it. */
bool plan_store(Dossier *dossier, Plan *plan, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is @plan still the plan of this inventory and these settings?  FAULT_CONFLICT says what changed. */
bool plan_is_current(Dossier *dossier, const Plan *plan, GError **error) G_GNUC_WARN_UNUSED_RESULT;
