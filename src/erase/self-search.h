/*
 * self-search.h - does the dossier itself hold what it says it does not?
 *
 * The program's own detectors over every file below the dossier: strong identifiers of
 * persons, in the raw bytes (what is compressed is looked into) and, in databases, in the rows.
 * What may be there is declared, each exception by name; what was found is told by file and
 * kind, never by value.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "kind.h"
#include "progress.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	char *file; /* below the dossier */
	KindId kind;
	int64_t count;
} SelfFinding;

/* Something that may hold personal data, and was therefore not searched or not counted. */
typedef struct {
	char *what;      /* "request/", "keys/", or the setting's name: "officer_contact" */
	const char *why; /* msgid */
	int64_t count;   /* files left out, or matches that are the declared value */
} SelfException;

typedef struct {
	int64_t files; /* searched */
	int64_t bytes;
	int64_t found;         /* strong values that nobody declared */
	int64_t declared;      /* matches that are declared values */
	GPtrArray *findings;   /* SelfFinding *, by file */
	GPtrArray *exceptions; /* SelfException * */
	GPtrArray *unreadable; /* char *: files that could not be searched: not "clean" */
} SelfSearch;

SelfSearch *self_search_run(Dossier *dossier, Progress *progress,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void self_search_free(SelfSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SelfSearch, self_search_free)

/* The same below any @directory with nothing declared, for tests. */
SelfSearch *self_search_directory(const char *directory, Progress *progress,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
