/*
 * read-ahead.c - the records of a cursor in batches, read by a thread of their own
 *
 * A ring of batches between two threads.  `filled` counts the batches that were handed over and
 * `taken` those that were given back; both only grow, so the ring is empty where they are
 * equal and full where they differ by its size.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "read-ahead.h"

#include <pthread.h>
#include <string.h>

typedef struct {
	RecordBatch batch;
	char *container;
	char *bytes;
	size_t n_bytes;
	size_t most_bytes; /* that were ever in it */
	SourceValue *values;
	size_t n_values;
	SourceRecord records[READ_AHEAD_ROWS];
	size_t n_records;
	GError *error; /* behind the records */
	bool last;
} Batch;

struct ReadAhead {
	SourceCursor *cursor;
	const SourceRecord *kept; /* read, and not yet in a batch */
	Batch ring[READ_AHEAD_BATCHES];
	uint64_t filled, taken;
	bool threaded;
	bool lent; /* the last batch taken is still looked at */
	bool stop;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

static size_t
bytes_of(const SourceRecord *record)
{
	size_t sum = 0;

	for (size_t i = 0; i < record->n_values; i++)
		sum += record->values[i].bytes.length;
	return sum;
}

/* False where the batch has no room for it. */
static bool
copy_record(Batch *batch, const SourceRecord *record)
{
	size_t length = bytes_of(record);
	SourceValue *values = batch->values + batch->n_values;
	char *to = batch->bytes + batch->n_bytes;

	if (batch->n_records == READ_AHEAD_ROWS ||
	    batch->n_values + record->n_values > READ_AHEAD_VALUES ||
	    batch->n_bytes + length > READ_AHEAD_BYTES)
		return false;
	for (size_t i = 0; i < record->n_values; i++) {
		SourceValue value = record->values[i];

		if (value.bytes.bytes != NULL)
			memcpy(to, value.bytes.bytes, value.bytes.length);
		value.bytes.bytes = to;
		to += value.bytes.length;
		values[i] = value;
	}
	batch->n_bytes += length;
	batch->n_values += record->n_values;
	batch->records[batch->n_records++] = (SourceRecord){
		.container = batch->container,
		.values = values,
		.n_values = record->n_values,
	};
	return true;
}

/* True where the batch lends a record of the cursor's own. */
static bool
fill(ReadAhead *reading, Batch *batch)
{
	bool lends = false;

	batch->n_bytes = batch->n_values = batch->n_records = 0;
	g_clear_pointer(&batch->container, g_free);
	while (!lends) {
		const SourceRecord *record = reading->kept;

		if (record == NULL)
			record = source_next(reading->cursor, &batch->error);
		reading->kept = record;
		batch->last = record == NULL;
		if (record == NULL)
			break;
		if (batch->container == NULL)
			batch->container = g_strdup(record->container);
		else if (strcmp(batch->container, record->container) != 0)
			break;
		if (!copy_record(batch, record)) {
			lends = batch->n_records == 0;
			if (!lends)
				break;
			batch->records[batch->n_records++] = *record;
		}
		reading->kept = NULL;
	}
	batch->most_bytes = MAX(batch->most_bytes, batch->n_bytes);
	batch->batch = (RecordBatch){batch->container, batch->records, batch->n_records};
	return lends;
}

/* Wait until at most @most batches are full; false where there is nothing more to do. */
static bool
wait_for_room(ReadAhead *reading, uint64_t most)
{
	pthread_mutex_lock(&reading->lock);
	while (!reading->stop && reading->filled - reading->taken > most)
		pthread_cond_wait(&reading->changed, &reading->lock);
	bool go_on = !reading->stop;
	pthread_mutex_unlock(&reading->lock);
	return go_on;
}

static void
hand_over(ReadAhead *reading)
{
	pthread_mutex_lock(&reading->lock);
	reading->filled++;
	pthread_cond_broadcast(&reading->changed);
	pthread_mutex_unlock(&reading->lock);
}

static void *
fetch(void *data)
{
	ReadAhead *reading = data;

	while (wait_for_room(reading, READ_AHEAD_BATCHES - 1)) {
		Batch *batch = &reading->ring[reading->filled % READ_AHEAD_BATCHES];
		bool lends = fill(reading, batch);
		bool last = batch->last;

		hand_over(reading);
		if (last || (lends && !wait_for_room(reading, 0)))
			break;
	}
	return NULL;
}

ReadAhead *
read_ahead_open(SourceCursor *cursor)
{
	ReadAhead *reading = g_new0(ReadAhead, 1);

	reading->cursor = cursor;
	for (size_t i = 0; i < READ_AHEAD_BATCHES; i++) {
		reading->ring[i].bytes = g_malloc(READ_AHEAD_BYTES);
		reading->ring[i].values = g_new(SourceValue, READ_AHEAD_VALUES);
	}
	pthread_mutex_init(&reading->lock, NULL);
	pthread_cond_init(&reading->changed, NULL);
	/* Where no thread can be had each batch is read when it is asked for. */
	reading->threaded = pthread_create(&reading->thread, NULL, fetch, reading) == 0;
	return reading;
}

static void
give_back(ReadAhead *reading)
{
	pthread_mutex_lock(&reading->lock);
	reading->taken += reading->lent;
	reading->lent = false;
	pthread_cond_broadcast(&reading->changed);
	while (reading->threaded && reading->filled == reading->taken)
		pthread_cond_wait(&reading->changed, &reading->lock);
	pthread_mutex_unlock(&reading->lock);
}

const RecordBatch *
read_ahead_next(ReadAhead *reading, GError **error)
{
	give_back(reading);
	Batch *batch = &reading->ring[reading->taken % READ_AHEAD_BATCHES];
	if (!reading->threaded && reading->filled == reading->taken) {
		fill(reading, batch);
		reading->filled++;
	}
	/* The last one is never given back: its end may be asked for again. */
	if (batch->n_records == 0) {
		if (batch->error != NULL)
			g_propagate_error(error, g_steal_pointer(&batch->error));
		return NULL;
	}
	if (batch->last)
		batch->n_records = 0;
	else
		reading->lent = true;
	return &batch->batch;
}

void
read_ahead_close(ReadAhead *reading)
{
	if (reading == NULL)
		return;
	pthread_mutex_lock(&reading->lock);
	reading->stop = true;
	pthread_cond_broadcast(&reading->changed);
	pthread_mutex_unlock(&reading->lock);
	if (reading->threaded)
		pthread_join(reading->thread, NULL);
	for (size_t i = 0; i < READ_AHEAD_BATCHES; i++) {
		Batch *batch = &reading->ring[i];

		explicit_bzero(batch->bytes, batch->most_bytes);
		g_free(batch->bytes);
		g_free(batch->values);
		g_free(batch->container);
		g_clear_error(&batch->error);
	}
	pthread_cond_destroy(&reading->changed);
	pthread_mutex_destroy(&reading->lock);
	g_free(reading);
}
