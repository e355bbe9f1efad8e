/*
 * read-ahead.h - the records of a cursor in batches, read by a thread of their own
 *
 * While one batch is looked at the next ones are fetched.  Memory is flat: READ_AHEAD_BATCHES
 * batches of READ_AHEAD_BYTES of values; a record that is larger is handed over as the cursor
 * has it, and nothing is fetched until it was looked at.  The records, their order and the
 * place of an error are those of source_next.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "source.h"

#include <glib.h>
#include <stddef.h>

#define READ_AHEAD_BATCHES 4
#define READ_AHEAD_ROWS    512
#define READ_AHEAD_VALUES  8192
#define READ_AHEAD_BYTES   (256 * 1024)

/* At least one record, all of one container; their keys are left out. */
typedef struct {
	const char *container;
	const SourceRecord *records;
	size_t n_records;
} RecordBatch;

typedef struct ReadAhead ReadAhead;

/* @cursor is the thread's until the close; it is not closed with it. */
ReadAhead *read_ahead_open(SourceCursor *cursor);

/* Lent until the next call; NULL at the end, or with @error set on failure. */
const RecordBatch *read_ahead_next(ReadAhead *reading, GError **error);

/* May be called at any time: the thread is stopped behind the record it is at. */
void read_ahead_close(ReadAhead *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadAhead, read_ahead_close)
