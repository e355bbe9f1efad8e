/*
 * notice-due.c - who must also be told personally (guide, fragment K11)
 *
 * A copy (a dump, an export) of a table gives the same ids as the table: it is named by its
 * table and the table its key leads to, not by where it lies.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "notice-due.h"

#include "bounds.h"
#include "durable.h"
#include "errors.h"
#include "source.h"

#include <inttypes.h>
#include <string.h>

/* 128 bits tell ten million persons apart with a chance of error below 2^-80. */
#define ID_SIZE 16

/* One container that is read. */
typedef struct {
	const ContainerFinding *container;
	size_t subject;
	bool *triggers; /* by field: does a value there call for a message? */
	size_t n_fields;
	bool found;
} Reading;

typedef struct {
	Key key;
	GHashTable *counts; /* 16 bytes -> int64_t */
	int64_t records;
} Due;

static unsigned
id_hash(const void *id)
{
	unsigned hash;

	memcpy(&hash, id, sizeof hash);
	return hash;
}

static int
id_equal(const void *a, const void *b)
{
	return memcmp(a, b, ID_SIZE) == 0;
}

static int
id_compare(const void *a, const void *b)
{
	return memcmp(*(const void *const *)a, *(const void *const *)b, ID_SIZE);
}

static bool
is_due(const ContainerFinding *container)
{
	if (container->unreadable != NULL || container->subject_field == NULL)
		return false;
	if (container->record_class == RECORD_TRANSACTION)
		return true;
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];

		if ((finding->sensitivity & SENSITIVITY_SMS_TRIGGER) != 0 &&
		    finding->status != STATUS_REJECTED)
			return true;
	}
	return false;
}

/* Where the fields stand in this container's records. */
static bool
meet_container(const SourceContainer *container, void *data)
{
	Reading *reading = data;
	bool found = false;

	if (strcmp(container->name, reading->container->container) != 0)
		return true;
	reading->n_fields = container->n_fields;
	reading->triggers = g_new0(bool, container->n_fields + 1);
	for (size_t i = 0; i < container->n_fields; i++) {
		const char *name = container->fields[i].name;
		const Finding *finding = container_finding_field(reading->container, name);

		reading->triggers[i] = reading->container->record_class == RECORD_TRANSACTION ||
		                       (finding != NULL && finding->status != STATUS_REJECTED &&
		                        (finding->sensitivity & SENSITIVITY_SMS_TRIGGER) != 0);
		if (strcmp(name, reading->container->subject_field) == 0) {
			reading->subject = i;
			found = true;
		}
	}
	reading->found = found;
	return false;
}

static bool
has_trigger(const Reading *reading, const SourceRecord *record)
{
	for (size_t i = 0; i < record->n_values && i < reading->n_fields; i++)
		if (reading->triggers[i] && record->values[i].bytes.length > 0)
			return true;
	return false;
}

/* Table and field by which the person is known: where the key leads, else the field itself. */
static char *
identity_of(const ContainerFinding *container)
{
	const Finding *subject = container_finding_field(container, container->subject_field);

	if (subject != NULL && subject->ref_container != NULL && subject->ref_field != NULL)
		return g_strdup_printf("%s|%s|", container_table(subject->ref_container),
		                       subject->ref_field);
	return g_strdup_printf("%s|%s|", container_table(container->container),
	                       container->subject_field);
}

static bool
count_record(Due *due, const Reading *reading, GByteArray *name, const SourceRecord *record)
{
	const unsigned prefix = name->len;
	Span value;
	int64_t *count;
	Digest digest;

	if (reading->subject >= record->n_values || !has_trigger(reading, record))
		return true;
	value = record->values[reading->subject].bytes;
	if (value.length == 0)
		return true;
	g_byte_array_append(name, (const uint8_t *)value.bytes, (unsigned)value.length);
	digest =
		digest_keyed(DIGEST_SHA256, &due->key, (Span){(const char *)name->data, name->len});
	memset(name->data + prefix, 0, value.length);
	g_byte_array_set_size(name, prefix);
	due->records++;
	count = g_hash_table_lookup(due->counts, digest.bytes);
	if (count != NULL) {
		(*count)++;
		return true;
	}
	count = g_new(int64_t, 1);
	*count = 1;
	g_hash_table_insert(due->counts, g_memdup2(digest.bytes, ID_SIZE), count);
	return g_hash_table_size(due->counts) <= BOUND_PERSONS_DUE;
}

static bool
read_container(Due *due, Source *source, const Reading *reading, Progress *progress, GError **error)
{
	const ContainerFinding *container = reading->container;
	g_autoptr(SourceCursor) cursor =
		source_read(source, container->group, container->container, (Span){NULL, 0}, error);
	g_autofree char *identity = identity_of(container);
	g_autoptr(GByteArray) name = g_byte_array_new();
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record;

	if (cursor == NULL)
		return false;
	g_byte_array_append(name, (const uint8_t *)identity, (unsigned)strlen(identity));
	while ((record = source_next(cursor, &trouble)) != NULL) {
		if (!count_record(due, reading, name, record)) {
			fault_set(error, FAULT_UNSUPPORTED,
			          N_("more than %d persons must be told personally: the list does "
			             "not hold them"),
			          BOUND_PERSONS_DUE);
			return false;
		}
		if (!progress_advance(progress, 1)) {
			fault_set(error, FAULT_INTERRUPTED, N_("interrupted"));
			return false;
		}
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL && (error == NULL || *error == NULL);
}

static bool
read_source(Due *due, Dossier *dossier, const char *name, const GPtrArray *containers,
            Progress *progress, GError **error)
{
	const DossierSource *known = dossier_source(dossier, name);

	if (known == NULL) {
		fault_set(error, FAULT_NOT_FOUND,
		          N_("the inventory names source '%s', the dossier does not"), name);
		return false;
	}
	g_autoptr(Source) source = source_open(known->name, known->uri, known->secret, error);
	if (source == NULL)
		return false;
	for (size_t i = 0; i < containers->len; i++) {
		Reading reading = {.container = containers->pdata[i]};
		bool done;

		if (strcmp(reading.container->source, name) != 0 || !is_due(reading.container))
			continue;
		done = source_discover(source, progress, meet_container, &reading, error) &&
		       (!reading.found || read_container(due, source, &reading, progress, error));
		g_free(reading.triggers);
		if (!done)
			return false;
	}
	return true;
}

static bool
read_all(Due *due, Dossier *dossier, const Inventory *inventory, Progress *progress, GError **error)
{
	const char *last = NULL;

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *container = inventory->containers->pdata[i];

		if (!is_due(container) || g_strcmp0(container->source, last) == 0)
			continue;
		last = container->source;
		if (!read_source(due, dossier, last, inventory->containers, progress, error))
			return false;
	}
	return true;
}

static char *
list_text(const Due *due, const Inventory *inventory)
{
	unsigned length = 0;
	g_autofree void **ids = g_hash_table_get_keys_as_array(due->counts, &length);
	GString *out = g_string_new("# Persons who must also be told personally: they have "
	                            "transaction, payment or financial\n"
	                            "# account data (guide, fragment K11).  One line a person: "
	                            "keyed id, records.  The id is\n"
	                            "# HMAC-SHA-256 under the dossier's fingerprint key, first 128 "
	                            "bits; no value stands here.\n");

	g_string_append_printf(
		out, "# persons: %u; by the inventory: %" PRId64 "; records: %" PRId64 "\n", length,
		inventory->totals.sms_trigger, due->records);
	if (length > 1)
		qsort(ids, length, sizeof *ids, id_compare);
	for (unsigned i = 0; i < length; i++) {
		const uint8_t *id = ids[i];

		for (size_t j = 0; j < ID_SIZE; j++)
			g_string_append_printf(out, "%02x", id[j]);
		g_string_append_printf(out, "\t%" PRId64 "\n",
		                       *(const int64_t *)g_hash_table_lookup(due->counts, id));
	}
	return g_string_free(out, FALSE);
}

bool
notice_due_write(Dossier *dossier, const Inventory *inventory, const char *path, Progress *progress,
                 NoticeDue *ret_due, GError **error)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(id_hash, id_equal, g_free, g_free);
	Due due = {.counts = counts};
	bool done = dossier_key(dossier, "fingerprint", &due.key, error) &&
	            read_all(&due, dossier, inventory, progress, error);

	key_clear(&due.key);
	if (!done)
		return false;
	g_autofree char *text = list_text(&due, inventory);
	ret_due->persons = g_hash_table_size(counts);
	ret_due->records = due.records;
	ret_due->digest = digest_of(DIGEST_SHA256, span_of(text));
	return durable_write(path, span_of(text), error);
}
