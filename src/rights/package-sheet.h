/*
 * package-sheet.h - the rows of one container in a person's package: a JSONL and a CSV file
 *
 * Written as rows come, digests taken on the way: nothing is held but the row at hand.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "closure.h"
#include "digest.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
	char *path; /* in the package: "data/shop-members.csv" */
	int64_t rows;
	int64_t bytes;
	char sha256[DIGEST_HEX];
	char sm3[DIGEST_HEX];
} PackageFile;

/* What was held back of one field. */
typedef struct {
	int64_t masked;   /* values of others */
	int64_t scrubbed; /* identifiers of others inside text */
	int64_t withheld; /* passwords and keys */
	int64_t cut;      /* longer than a value may be */
} Redaction;

typedef struct Sheet Sheet;

/*
 * @base is the file's name without its ending.  Without @write the rows are counted only: a
 * request to see what there is, not to have it.
 */
Sheet *sheet_new(const ContainerFinding *container, const char *directory, const char *base,
                 bool write);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

bool sheet_add(Sheet *sheet, const Closure *closure, const ClosureRow *row,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Give the descriptors back; the next row opens the files again. */
bool sheet_rest(Sheet *sheet, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sync, close, take the digests; adds PackageFile * to @files. */
bool sheet_finish(Sheet *sheet, GPtrArray *files, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const ContainerFinding *sheet_container(const Sheet *sheet);
int64_t sheet_rows(const Sheet *sheet);
int64_t sheet_rows_of(const Sheet *sheet, ClosureWay way);
const Redaction *sheet_redaction(const Sheet *sheet, unsigned field);
const char *sheet_base(const Sheet *sheet);
bool sheet_is_open(const Sheet *sheet);

/* A new file of mode 0600 that did not exist, or, with @again, the end of one that did. */
FILE *package_open(const char *path, bool again, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void package_file_free(PackageFile *file);

/* Letters, digits, "-", "_" and "." of @name, at most a file name's length; never hidden. */
char *package_file_name(const char *name);
