/*
 * json-flat.h - one JSON value as the values of a record
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "row.h"
#include "schema.h"

typedef struct JsonFlat JsonFlat;

/* Fields are added to @table as they are met. */
JsonFlat *json_flat_new(SchemaTable *table);
void json_flat_free(JsonFlat *flat);

/* @text in UTF-8 into @row, cleared first; false where it does not parse. */
bool json_flat_parse(JsonFlat *flat, Span text, Row *row);
