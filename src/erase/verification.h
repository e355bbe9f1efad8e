/*
 * verification.h - is it gone: every artefact of every source, in three states
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "plan.h"
#include "work.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	VERIFY_CLEAN,      /* every byte was searched, nothing was found */
	VERIFY_GONE,       /* the file is not there any more */
	VERIFY_HITS,       /* erased values are still there */
	VERIFY_IMPOSSIBLE, /* nobody can look; the reason says why */
} VerifyVerdict;

typedef struct {
	char *source;
	char *artefact;
	const char *form; /* "database", "log", "file", "archive", "file-system" */
	VerifyVerdict verdict;
	uint64_t bytes; /* searched */
	uint64_t hits;
	char *offsets; /* of the first hits, joined by ','; "" where there are none */
	char *reason;  /* "code|argument" (finding.h), or NULL */
} VerifiedArtefact;

typedef struct {
	GPtrArray *artefacts; /* VerifiedArtefact * */
	uint64_t fingerprints;
	unsigned counts[4]; /* by VerifyVerdict */
	unsigned canaries_planted, canaries_found_before, canaries_found_after;
} Verification;

const char *verify_verdict_name(VerifyVerdict verdict);  /* "clean" */
const char *verify_verdict_title(VerifyVerdict verdict); /* msgid */

/*
 * Search what is there now for all that the plan's fingerprints say was erased.  The
 * canaries' recall before is the caller's to fill in, from the ledger.
 */
Verification *verification_run(Work *work, const Plan *plan,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void verification_free(Verification *verification);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verification, verification_free)
