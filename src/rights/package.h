/*
 * package.h - one person's package: their data, what it means, what was held back
 *
 *     manifest.json     what is in here, with digests; what is not, and why
 *     data/NAME.jsonl   one object a row; data/NAME.csv: the same as a table
 *     dictionary.json   what each field means, in Chinese and English
 *     redaction.json    which fields of other persons were masked
 *     human/index.html  the same to read
 *     receipt.json      the digest of the manifest, signed by the operator's key
 *
 * Built beside its place (request/.NNNN.tmp) and renamed when all of it is on the disk: a
 * run that was cut off leaves no half package.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "closure.h"
#include "dossier.h"
#include "package-sheet.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* What the package says of the request it answers. */
typedef struct {
	int64_t request;
	int64_t created;    /* clock_now() */
	KindId kind;        /* of the identifier; KIND_NONE: an account's field */
	const char *person; /* pseudonym: a keyed digest of the identifier */
	bool copy;          /* rows, not only what kinds and how many */
} PackageSubject;

typedef struct Package Package;

/* What was left of a run that was cut off is overwritten and removed first. */
Package *package_begin(Dossier *dossier, const PackageSubject *subject,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void package_free(Package *package); /* unfinished: overwritten and removed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

/* All rows of the person. */
bool package_fill(Package *package, Closure *closure, Progress *progress,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
	int64_t containers;
	int64_t rows;
	int64_t files;
	char digest[DIGEST_HEX]; /* SHA-256 of manifest.json */
} PackageTotals;

/* Write what describes it, sync all, rename it into its place. */
bool package_finish(Package *package, Closure *closure, PackageTotals *ret_totals,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Overwrite and remove the package of @request, finished or not. */
bool package_remove(const Dossier *dossier, int64_t request,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

char *package_path(const Dossier *dossier, int64_t request);
