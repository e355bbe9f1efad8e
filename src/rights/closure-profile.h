/*
 * closure-profile.h - can two accounts be of one person?
 *
 * A family shares a mobile number, a company an e-mail address.  Two accounts that give
 * different identity numbers, dates of birth or names are not joined by what they share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "closure-graph.h"

/* What an account says of its person; each NULL where it does not. */
typedef struct {
	char *resident_id;
	char *birth; /* YYYYMMDD */
	char *name;
} Profile;

void profile_read(Profile *profile, const Node *node, const SourceRecord *record);
void profile_clear(Profile *profile);

/* The same person for all that is said: false where something differs. */
bool profile_agrees(const Profile *a, const Profile *b);

/* Take what @profile lacks from @more. */
void profile_join(Profile *profile, const Profile *more);
