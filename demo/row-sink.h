/*
 * row-sink.h - where the rows of a table go: the database or the dump
 *
 * Rows are put value by value in the order of the columns.  A value that belongs to a
 * person is put with its kind and the person's number, and goes into truth.tsv too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "truth.h"

#include <stdint.h>

typedef struct {
	void (*begin)(void *self, const char *table);
	/* @cell is what the column holds, @value the personal part of it. */
	void (*text)(void *self, const char *kind, unsigned person, const char *value,
	             const char *cell);
	void (*number)(void *self, int64_t number);
	void (*end)(void *self);
	void *self;
} RowSink;

static inline void
row_begin(const RowSink *sink, const char *table)
{
	sink->begin(sink->self, table);
}

/* An empty text is put as null. */
static inline void
row_text(const RowSink *sink, const char *value)
{
	sink->text(sink->self, NULL, NOBODY, "", value);
}

static inline void
row_personal(const RowSink *sink, const char *kind, unsigned person, const char *value)
{
	sink->text(sink->self, kind, person, value, value);
}

/* @text in which @value stands among other words. */
static inline void
row_remark(const RowSink *sink, const char *kind, unsigned person, const char *value,
           const char *text)
{
	sink->text(sink->self, kind, person, value, text);
}

static inline void
row_number(const RowSink *sink, int64_t number)
{
	sink->number(sink->self, number);
}

static inline void
row_end(const RowSink *sink)
{
	sink->end(sink->self);
}
