/*
 * canary.h - made-up persons, planted to measure whether the search finds what is there
 *
 * Their values are derived from the fingerprint key: nobody else can know them, nothing of
 * them needs to be stored, and their identity numbers bear a division code (99) that
 * nobody has.  They are out of all counts.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "fingerprint.h"
#include "residue.h"
#include "seal.h"
#include "source.h"

#include <glib.h>
#include <stdbool.h>

#define CANARY_NAME  "tingfu_canary" /* container or file they are planted in */
#define CANARY_COUNT 8               /* persons a source */
#define CANARY_FORMS 4               /* UTF-8, GB18030, UTF-16, gzip */

/* NULL-terminated; UTF-8, each with a Chinese character, so that its forms all differ. */
char **canary_values(const Key *fingerprint_key, const char *source);

typedef struct {
	unsigned planted; /* values times forms */
	unsigned found;   /* of them, at least once */
} CanaryRecall;

/* Search all artefacts of @source for them. */
bool canary_recall(const Key *fingerprint_key, Source *source, CanaryRecall *ret,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
