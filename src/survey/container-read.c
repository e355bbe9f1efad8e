/*
 * container-read.c - the records of one container, looked at column by column
 *
 * A batch of records is gone through by columns, so that what is counted of one column stays
 * close at hand; then by rows, to join the identifiers of a row into a person.  No value is
 * kept: counts, keyed hashes and one masked sample a kind.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "container-read.h"

#include "birth-date.h"
#include "clock.h"
#include "column-crew.h"
#include "rule-set.h"

#include <string.h>

#define CHILD 14 /* PIPL 28, 31 */
#define MINOR 18 /* Law on the Protection of Minors 2 */

/* Digits of a resident id before 1999. */
#define LEGACY_LENGTH 15

/* Longer items of a list are no keys. */
#define LONGEST_ITEM 40

/* Identifiers of one person in one row; more are hardly one person's. */
#define MOST_IDENTIFIERS 16

/* Salts of hashes, so that a mobile number is not a key that looks like it. */
#define SALT_KIND 1
#define SALT_KEY  64

/* What one field says of the persons of the rows of a batch; 0: nothing. */
typedef struct {
	size_t field;
	uint64_t keys[READ_AHEAD_ROWS];
	uint64_t identifiers[READ_AHEAD_ROWS];
} Joining;

/* One column of a batch: what is not empty in it. */
typedef struct {
	uint16_t rows[READ_AHEAD_ROWS];
	Span values[READ_AHEAD_ROWS];
	uint64_t hashes[READ_AHEAD_ROWS];
	Observation seen[READ_AHEAD_ROWS];
	uint64_t identifiers[READ_AHEAD_ROWS];
	size_t n_identifiers;
} Column;

G_STATIC_ASSERT(READ_AHEAD_ROWS <= OBSERVED_AT_ONCE);

/* What one thread needs to look at columns. */
typedef struct {
	ObservationMemory *memory; /* NULL: ask always */
	Column column;
	ssize_t spent; /* of the budget of exact counts, in this batch */
} Looker;

/* Smaller batches are not worth the sharing. */
#define LEAST_SHARED 64

struct ContainerReader {
	const HashKey *key;
	const GDate *stop;
	PersonCount *persons;
	size_t *budget; /* of exact counts */
	ColumnCrew *crew;
	Looker *lookers[CREW_MOST];
	GPtrArray *joinings; /* Joining *, those in use first */
	size_t n_joinings;
	GPtrArray *joining_of; /* Joining * of each field, or NULL */
	uint8_t facts[READ_AHEAD_ROWS];
};

ContainerReader *
container_reader_new(const HashKey *key, const GDate *stop, PersonCount *persons,
                     IdentifierCounts *counts)
{
	ContainerReader *reader = g_new0(ContainerReader, 1);

	reader->key = key;
	reader->stop = stop;
	reader->persons = persons;
	reader->budget = &counts->budget;
	reader->crew = column_crew_new();
	for (size_t i = 0; i < column_crew_size(reader->crew); i++) {
		reader->lookers[i] = g_new0(Looker, 1);
		reader->lookers[i]->memory = observation_memory_new();
	}
	reader->joinings = g_ptr_array_new_with_free_func(g_free);
	reader->joining_of = g_ptr_array_new();
	return reader;
}

void
container_reader_free(ContainerReader *reader)
{
	if (reader == NULL)
		return;
	for (size_t i = 0; i < CREW_MOST && reader->lookers[i] != NULL; i++) {
		observation_memory_free(reader->lookers[i]->memory);
		g_free(reader->lookers[i]);
	}
	column_crew_free(reader->crew);
	g_ptr_array_unref(reader->joinings);
	g_ptr_array_unref(reader->joining_of);
	g_free(reader);
}

void
container_reader_ask_always(ContainerReader *reader)
{
	for (size_t i = 0; i < CREW_MOST && reader->lookers[i] != NULL; i++)
		g_clear_pointer(&reader->lookers[i]->memory, observation_memory_free);
}

/* NULL where the values of @field name no person. */
static Joining *
joining_for(ContainerReader *reader, const FieldScan *scan, size_t field)
{
	if (!scan->is_key && !scan->joins)
		return NULL;
	if (reader->n_joinings == reader->joinings->len)
		g_ptr_array_add(reader->joinings, g_new(Joining, 1));
	Joining *joining = g_ptr_array_index(reader->joinings, reader->n_joinings++);
	joining->field = field;
	return joining;
}

/* The value as an identifier of a person; 0: it is none. */
static uint64_t
identifier_hash(const HashKey *key, FieldScan *field, KindId kind, Span value, uint64_t hash,
                Column *column)
{
	/*
	 * Invented numbers of test data fail their check, and are still one person's; what only
	 * a name makes a number of persons has no form to be found by.
	 */
	bool said = field->expected != KIND_NONE &&
	            (kind_get(field->expected)->evidence == EVIDENCE_LABEL ||
	             (field->expected == KIND_RESIDENT_ID && value.length >= LEGACY_LENGTH));
	if (said && (kind == KIND_NONE || !kind_get(kind)->identifies))
		kind = field->expected;
	/* A masked number is many people's. */
	if (kind == KIND_NONE || !kind_get(kind)->identifies ||
	    memchr(value.bytes, '*', value.length) != NULL)
		return 0;
	if (!detection_is_normal(kind, value)) {
		g_autofree char *normal = detection_normalise(kind, value);

		hash = hash_span(key, span_of(normal));
		memset(normal, 0, strlen(normal));
	}
	hash = hash_salt(hash, SALT_KIND + (uint64_t)kind);
	column->identifiers[column->n_identifiers++] = hash;
	hash_set_expect(&field->persons.exact, hash);
	return field->joins && container_kind_joins(kind) ? hash : 0;
}

/* The value as text without white space around it; empty where there is nothing to look at. */
static Span
text_of(FieldScan *field, const SourceRecord *record, size_t i)
{
	if (i >= record->n_values || record->values[i].type == VALUE_NULL)
		return (Span){NULL, 0};
	const SourceValue *value = &record->values[i];
	if (value->type == VALUE_BINARY &&
	    !g_utf8_validate_len(value->bytes.bytes, value->bytes.length, NULL)) {
		field_tally_add_binary(&field->tally);
		return (Span){NULL, 0};
	}
	field->cut += value->truncated;
	return span_trim(value->bytes);
}

/* The values of one column of a batch that are not empty. */
static size_t
gather_column(const HashKey *key, Looker *looker, FieldScan *field, size_t i,
              const RecordBatch *batch)
{
	Column *column = &looker->column;
	size_t n = 0;

	for (size_t row = 0; row < batch->n_records; row++) {
		Span value = text_of(field, &batch->records[row], i);

		column->rows[n] = (uint16_t)row;
		column->values[n] = value;
		n += value.length > 0;
	}
	for (size_t j = 0; j < n; j++)
		column->hashes[j] = hash_span(key, column->values[j]);
	if (looker->memory != NULL) {
		observation_recall(looker->memory, &field->habit, column->values, column->hashes, n,
		                   column->seen);
		return n;
	}
	for (size_t j = 0; j < n; j++)
		column->seen[j] = observation_of(column->values[j]);
	return n;
}

/* What stands in [1,2,3], ["a","b"] or 1,2,3. */
static void
take_items(FieldScan *field, Span list, const HashKey *key)
{
	if (list.bytes[0] == '[')
		list = span_slice(list, 1, list.length);
	while (list.length > 0) {
		size_t length = 0;

		while (length < list.length && strchr(",];|", list.bytes[length]) == NULL)
			length++;
		Span item = span_trim(span_slice(list, 0, length));
		if (item.length >= 2 && item.bytes[0] == '"')
			item = span_slice(item, 1, item.length - 2);
		if (item.length > 0 && item.length <= LONGEST_ITEM)
			sketch_add(&field->items, hash_span(key, item));
		list = span_slice(list, length + 1, list.length);
	}
}

/* Several threads may say it of one row. */
static inline void
note_sensitive(uint8_t *facts)
{
	if ((__atomic_load_n(facts, __ATOMIC_RELAXED) & PERSON_SENSITIVE) == 0)
		__atomic_fetch_or(facts, PERSON_SENSITIVE, __ATOMIC_RELAXED);
}

static void
take_column(ContainerReader *reader, ContainerScan *scan, size_t i, const RecordBatch *batch,
            Looker *looker, size_t *budget)
{
	FieldScan *field = &scan->fields[i];
	Joining *joining = g_ptr_array_index(reader->joining_of, i);
	Column *column = &looker->column;
	size_t n = gather_column(reader->key, looker, field, i, batch);

	if (joining != NULL) {
		memset(joining->keys, 0, batch->n_records * sizeof *joining->keys);
		memset(joining->identifiers, 0, batch->n_records * sizeof *joining->identifiers);
	}
	column->n_identifiers = 0;
	for (size_t j = 0; j < n; j++) {
		const Observation *seen = &column->seen[j];
		Span value = column->values[j];
		uint64_t hash = column->hashes[j];
		uint64_t identifier = 0;
		size_t row = column->rows[j];

		sketch_add(&field->sketch, hash);
		field_tally_add(&field->tally, seen, value);
		field_tally_fit(field->tally, seen, value, field->expected);
		if (field->is_list)
			take_items(field, value, reader->key);
		if (field->sensitive)
			note_sensitive(&reader->facts[row]);
		/* Several persons may share what is left of a masked one. */
		if (seen->form != MATCH_MASKED)
			identifier = identifier_hash(reader->key, field, (KindId)seen->kind, value,
			                             hash, column);
		if (joining == NULL)
			continue;
		joining->identifiers[row] = identifier;
		if (field->is_key)
			joining->keys[row] = hash_salt(hash_salt(hash, field->realm), SALT_KEY);
		person_count_expect(reader->persons, joining->identifiers[row]);
		person_count_expect(reader->persons, joining->keys[row]);
	}
	for (size_t j = 0; j < column->n_identifiers; j++)
		distinct_count_add(&field->persons, column->identifiers[j], budget);
}

typedef struct {
	ContainerReader *reader;
	ContainerScan *scan;
	const RecordBatch *batch;
} Shared;

static void
take_shared(size_t worker, size_t i, void *data)
{
	const Shared *shared = data;
	Looker *looker = shared->reader->lookers[worker];
	size_t most = shared->batch->n_records;
	size_t left = most;

	take_column(shared->reader, shared->scan, i, shared->batch, looker, &left);
	/* A count that became an estimate gives back more than it took. */
	looker->spent += (ssize_t)(most - left);
}

/*
 * Who looks at a column makes no difference to what is found.  The budget could: columns are shared
 * only while it is enough for all of them.
 */
static void
take_columns(ContainerReader *reader, ContainerScan *scan, const RecordBatch *batch)
{
	Shared shared = {reader, scan, batch};
	bool enough = *reader->budget >= scan->n_fields * batch->n_records;

	if (!enough || batch->n_records < LEAST_SHARED || rule_set_is_loaded()) {
		for (size_t i = 0; i < scan->n_fields; i++)
			take_column(reader, scan, i, batch, reader->lookers[0], reader->budget);
		return;
	}
	column_crew_run(reader->crew, scan->n_fields, take_shared, &shared);
	for (size_t i = 0; i < column_crew_size(reader->crew); i++) {
		*reader->budget -= (size_t)reader->lookers[i]->spent;
		reader->lookers[i]->spent = 0;
	}
}

/* 0: not known; else the facts of the age at the stop date. */
static unsigned
age_facts(const ContainerScan *scan, Span value, const GDate *stop)
{
	GDate birth;

	g_date_clear(&birth, 1);
	bool known = scan->birth_is_document ? birth_date_of_resident_id(value, &birth)
	                                     : birth_date_read(value, &birth);
	if (!known)
		return 0;
	int age = date_age(&birth, stop);
	if (age < 0)
		return 0;
	if (age < CHILD)
		return PERSON_AGE_KNOWN | PERSON_UNDER_14 | PERSON_UNDER_18 | PERSON_SENSITIVE;
	return age < MINOR ? PERSON_AGE_KNOWN | PERSON_UNDER_18 : PERSON_AGE_KNOWN;
}

static void
take_ages(ContainerReader *reader, ContainerScan *scan, const RecordBatch *batch)
{
	size_t birth = (size_t)scan->birth;

	for (size_t row = 0; row < batch->n_records; row++) {
		const SourceRecord *record = &batch->records[row];

		if (birth >= record->n_values)
			continue;
		unsigned facts = age_facts(scan, record->values[birth].bytes, reader->stop);
		scan->age_unknown += facts == 0;
		reader->facts[row] |= (uint8_t)facts;
	}
}

/* Identifiers of one row, by role. */
typedef struct {
	uint64_t identifiers[N_ROLES][MOST_IDENTIFIERS];
	size_t n[N_ROLES];
} RowPersons;

static void
add_identifier(RowPersons *row, unsigned role, uint64_t hash)
{
	if (hash != 0 && row->n[role] < MOST_IDENTIFIERS)
		row->identifiers[role][row->n[role]++] = hash;
}

static void
join_row(ContainerReader *reader, ContainerScan *scan, size_t row)
{
	unsigned facts = reader->facts[row];
	uint32_t person = PERSON_NOBODY;
	RowPersons persons;

	memset(persons.n, 0, sizeof persons.n);
	for (size_t i = 0; i < reader->n_joinings; i++) {
		const Joining *joining = g_ptr_array_index(reader->joinings, i);
		unsigned role = scan->fields[joining->field].role;

		add_identifier(&persons, role, joining->keys[row]);
		add_identifier(&persons, role, joining->identifiers[row]);
	}
	/* The facts are of whom the row is about; a receiver is another person. */
	if (persons.n[0] > 0)
		person = person_count_row(reader->persons, persons.identifiers[0], persons.n[0],
		                          facts);
	for (size_t role = 1; role < N_ROLES; role++)
		if (persons.n[role] > 0)
			(void)person_count_row(reader->persons, persons.identifiers[role],
			                       persons.n[role], facts & PERSON_SMS_TRIGGER);
	if ((facts & PERSON_UNDER_18) != 0)
		container_scan_note_minor(scan, person, (facts & PERSON_UNDER_14) != 0);
}

void
container_reader_take(ContainerReader *reader, ContainerScan *scan, const RecordBatch *batch)
{
	reader->n_joinings = 0;
	memset(reader->facts, scan->is_transaction ? PERSON_SMS_TRIGGER : 0, batch->n_records);
	scan->finding->rows += (int64_t)batch->n_records;
	g_ptr_array_set_size(reader->joining_of, 0);
	for (size_t i = 0; i < scan->n_fields; i++)
		g_ptr_array_add(reader->joining_of, joining_for(reader, &scan->fields[i], i));
	take_columns(reader, scan, batch);
	if (scan->birth >= 0)
		take_ages(reader, scan, batch);
	if (reader->n_joinings == 0 && scan->birth < 0)
		return;
	for (size_t row = 0; row < batch->n_records; row++)
		join_row(reader, scan, row);
}
