/*
 * package-index.h - what a package says of itself: manifest, dictionary, redactions
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "package.h"

/* Of everything there is @files: PackageFile *, @sheets: Sheet *. */
json_t *index_manifest(Dossier *dossier, const PackageSubject *subject, const Closure *closure,
                       const GPtrArray *sheets, const GPtrArray *files);
json_t *index_dictionary(const GPtrArray *sheets);
json_t *index_redaction(const GPtrArray *sheets);

/* A text in both languages: {"zh": ..., "en": ...}. */
json_t *index_both(const char *text);

/* What a note or a redaction means, as a msgid. */
const char *index_reason(const char *code);

/* What a field is called by people: its comment, or the title of its kind, or its name. */
const char *index_field_title(const Finding *finding, Language language);
