/*
 * control.h - one check each: what the evidence says of one requirement
 *
 * A check judges once or more; the last judgement's verdict stands, the sentences add up.
 * It cites every entry it rests on: without one, nothing is met.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "evidence.h"

#include <glib.h>
#include <stdbool.h>

typedef void (*ControlCheck)(const Evidence *evidence, Assessment *assessment);

typedef struct {
	const char *requirement; /* "SD-NOT-01" */
	ControlCheck check;      /* NULL: only people know; the pack says what to put on file */
} Control;

/* In the catalogue's order; ends with a NULL requirement. */
extern const Control controls[];

/* Set the verdict and add the sentence @format, a msgid, in every language. */
void judge(Assessment *assessment, AssessVerdict verdict, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* @entry is evidence; NULL is not cited. */
void cite(Assessment *assessment, const EvidenceEntry *entry);

/* Unknown, and what to put on file, as the pack says. */
void judge_unseen(Assessment *assessment);

/* Unknown: nothing is on file before @command was run. */
void judge_missing(Assessment *assessment, const char *command);

/* What several chapters need: each cites what it found. */
const EvidenceEntry *control_published(const Evidence *evidence, Assessment *assessment);
const EvidenceEntry *control_scan(const Evidence *evidence, Assessment *assessment);
const EvidenceEntry *control_verified(const Evidence *evidence, Assessment *assessment);
const EvidenceEntry *control_carried_out(const Evidence *evidence, Assessment *assessment);

typedef struct {
	unsigned count; /* approvals of the newest plan */
	bool simulated; /* all by one user of the operating system */
} Approvals;

Approvals control_approvals(const Evidence *evidence, Assessment *assessment);

/* control-general.c */
void check_scope(const Evidence *evidence, Assessment *assessment);
void check_decision(const Evidence *evidence, Assessment *assessment);
void check_officer(const Evidence *evidence, Assessment *assessment);
void check_collection(const Evidence *evidence, Assessment *assessment);
void check_inventory(const Evidence *evidence, Assessment *assessment);
void check_marked(const Evidence *evidence, Assessment *assessment);
void check_persons(const Evidence *evidence, Assessment *assessment);
void check_fates(const Evidence *evidence, Assessment *assessment);
void check_logs(const Evidence *evidence, Assessment *assessment);
void check_complaints(const Evidence *evidence, Assessment *assessment);
void check_clocks(const Evidence *evidence, Assessment *assessment);
void check_approved(const Evidence *evidence, Assessment *assessment);
void check_ten_million(const Evidence *evidence, Assessment *assessment);

/* control-notice.c */
void check_lead_time(const Evidence *evidence, Assessment *assessment);
void check_contents(const Evidence *evidence, Assessment *assessment);
void check_lasting(const Evidence *evidence, Assessment *assessment);
void check_surfaces(const Evidence *evidence, Assessment *assessment);
void check_personal_message(const Evidence *evidence, Assessment *assessment);
void check_receiver_named(const Evidence *evidence, Assessment *assessment);
void check_changes(const Evidence *evidence, Assessment *assessment);
void check_kept_told(const Evidence *evidence, Assessment *assessment);

/* control-rights.c */
void check_view(const Evidence *evidence, Assessment *assessment);
void check_copy(const Evidence *evidence, Assessment *assessment);
void check_portability(const Evidence *evidence, Assessment *assessment);
void check_delete_request(const Evidence *evidence, Assessment *assessment);
void check_correct(const Evidence *evidence, Assessment *assessment);
void check_no_purge(const Evidence *evidence, Assessment *assessment);
void check_late_requests(const Evidence *evidence, Assessment *assessment);

/* control-erasure.c */
void check_own_motion(const Evidence *evidence, Assessment *assessment);
void check_copies(const Evidence *evidence, Assessment *assessment);
void check_not_recoverable(const Evidence *evidence, Assessment *assessment);
void check_two_persons(const Evidence *evidence, Assessment *assessment);
void check_hard_to_delete(const Evidence *evidence, Assessment *assessment);
void check_keys(const Evidence *evidence, Assessment *assessment);
void check_children_first(const Evidence *evidence, Assessment *assessment);
void check_time_and_count(const Evidence *evidence, Assessment *assessment);

/* control-keeping.c */
void check_keep_basis(const Evidence *evidence, Assessment *assessment);
void check_keep_needed(const Evidence *evidence, Assessment *assessment);
void check_keep_apart(const Evidence *evidence, Assessment *assessment);
void check_keep_period(const Evidence *evidence, Assessment *assessment);
void check_custodian(const Evidence *evidence, Assessment *assessment);
void check_route(const Evidence *evidence, Assessment *assessment);

/* control-proof.c */
void check_unbroken(const Evidence *evidence, Assessment *assessment);
void check_time(const Evidence *evidence, Assessment *assessment);
void check_recheckable(const Evidence *evidence, Assessment *assessment);
void check_no_personal_data(const Evidence *evidence, Assessment *assessment);
void check_report(const Evidence *evidence, Assessment *assessment);
