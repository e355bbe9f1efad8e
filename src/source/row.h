/*
 * row.h - the values of one record while they are put together
 *
 * Readers append bytes to it; it says what the bytes are (UTF-8, GB18030 that converts,
 * binary), cuts what is longer than BOUND_VALUE and says so.  It is wiped when freed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "source.h"

#include <glib.h>
#include <stdbool.h>

typedef struct Row Row;

Row *row_new(void);
void row_free(Row *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Row, row_free)

/* Forget all values. */
void row_clear(Row *row);

/* A value is begun, appended to, and ended with what it is. */
void row_begin(Row *row);
void row_append(Row *row, Span bytes);
void row_append_byte(Row *row, char byte);
void row_end(Row *row, ValueType type);

/* Ends a text whose encoding nobody vouches for: UTF-8, else GB18030, else binary. */
void row_end_text(Row *row);

/* All at once. */
void row_add(Row *row, ValueType type, Span bytes);
void row_add_text(Row *row, Span bytes);

/* The bytes of the value that is being put together. */
Span row_pending(const Row *row);

/* Make value @place (nulls up to it where there are fewer) the value last ended. */
void row_place(Row *row, size_t place);

/* Nulls until there are @n_values. */
void row_pad(Row *row, size_t n_values);

size_t row_length(const Row *row);

/* Lent until the row changes. */
const SourceValue *row_values(Row *row);
