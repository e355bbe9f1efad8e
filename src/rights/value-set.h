/*
 * value-set.h - a set of personal values that lives in memory only
 *
 * Copies are wiped when they go.  Values are compared byte for byte.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct ValueSet ValueSet;

ValueSet *value_set_new(void);
void value_set_free(ValueSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ValueSet, value_set_free)

/* True where @value was not there before. */
bool value_set_add(ValueSet *set, Span value);
bool value_set_has(const ValueSet *set, Span value);
bool value_set_remove(ValueSet *set, Span value);
size_t value_set_size(const ValueSet *set);

/* Move everything of @from into @set; true where something was new. */
bool value_set_move(ValueSet *set, ValueSet *from);
