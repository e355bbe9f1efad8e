/*
 * canonical-json.h - the one way to write a thing that is hashed
 *
 * RFC 8785 (JCS), narrowed: objects with ASCII keys, arrays, strings, integers of at
 * most 53 bits, true, false, null.  Fractions are refused, so that no two programs can
 * differ about them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* The canonical text of @value, without a final newline. */
char *canonical_json(const json_t *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Parse @text; FAULT_MALFORMED names the line.  Duplicate keys and real numbers are refused. */
json_t *canonical_json_parse(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Read a file of our own (bounded by BOUND_OWN_FILE). */
json_t *canonical_json_read(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Typed members; NULL or @missing where absent or of another type. */
const char *json_text(const json_t *object, const char *key);
int64_t json_number(const json_t *object, const char *key, int64_t missing);
