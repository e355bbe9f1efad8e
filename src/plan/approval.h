/*
 * approval.h - who signed which digest
 *
 * An approval is plan/plan-0001.approval-N.json: name, role, time, the plan's digest, an
 * Ed25519 public key and its detached signature over the canonical JSON of the rest.
 * Two different names with two different keys are needed; two made by one user of the
 * operating system are marked as simulated wherever they are shown.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "plan.h"
#include "signature.h"

typedef struct {
	char *name;
	char *role;
	char *time;
	int64_t uid;
	char *public_key; /* hexadecimal */
	char *digest;     /* of the plan */
} Approval;

void approval_free(Approval *approval);

/* Sign @plan; refused where it is not current, blocked by a concern, or this person did already. */
bool approval_give(Dossier *dossier, const Plan *plan, const char *name, const char *role,
                   const SigningKey *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Approval *, signatures checked; FAULT_TAMPERED where one does not agree. */
GPtrArray *approval_load(Dossier *dossier, const Plan *plan,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Two persons, two keys? */
bool approval_is_complete(const GPtrArray *approvals);
bool approval_is_simulated(const GPtrArray *approvals);
