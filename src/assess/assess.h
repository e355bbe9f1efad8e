/*
 * assess.h - every requirement of the catalogue: met or not, from evidence only
 *
 * Evidence is what the ledger, the inventory, the plan and the settings of the dossier
 * say; never a questionnaire.  "Met" cites at least one ledger entry.  What was not
 * looked at, or what only people can know, is "unknown", and unknown is never met.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "language.h"
#include "ledger.h"
#include "obligation.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	ASSESS_MET,
	ASSESS_PARTLY,
	ASSESS_NOT_MET,
	ASSESS_NOT_APPLICABLE, /* the reason says why */
	ASSESS_UNKNOWN,        /* the reason says what to do */
	N_ASSESS_VERDICTS
} AssessVerdict;

typedef struct {
	const Requirement *requirement; /* lent by the pack */
	AssessVerdict verdict;
	char *reasons[N_LANGUAGES]; /* a sentence or more, for people */
	GArray *entries;            /* uint64_t: ledger entries that prove it, ascending */
} Assessment;

typedef struct {
	GPtrArray *items; /* Assessment *, one a requirement, in the catalogue's order */
	unsigned counts[N_ASSESS_VERDICTS];
	unsigned open; /* must-requirements that apply and are not met */
} Assess;

void assess_free(Assess *assess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Assess, assess_free)

/* Look at all evidence of @dossier; writes nothing. @pack must outlive the result. */
Assess *assess_run(Dossier *dossier, Ledger *ledger, const LawPack *pack,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "met", "partly", "not-met", "not-applicable", "unknown": as in JSON. */
const char *assess_verdict_name(AssessVerdict verdict);
const char *assess_verdict_title(AssessVerdict verdict); /* msgid */

/* NULL where the catalogue has no such requirement. */
const Assessment *assess_find(const Assess *assess, const char *requirement);
