/*
 * notice-due.c - who must also be told personally (guide, fragment K11)
 *
 * Account tables tell which identifiers are one person's; records of transactions lead to
 * persons by the key of an account, by the record they belong to (order line, order, member) or
 * by an identifier (openid, mobile).  A copy of a table (a dump, an export) gives the same
 * ids as the table.  Contacts in other people's records are not joined to anybody.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "notice-due.h"

#include "bounds.h"
#include "due-person.h"
#include "durable.h"
#include "errors.h"
#include "source.h"
#include "text.h"

#include <inttypes.h>
#include <string.h>

/* What one field of a container says of the person. */
typedef struct {
	char *realm;  /* of its identifiers; NULL: it is none */
	bool folded;  /* an identifier that people write in several ways */
	bool subject; /* whose the record is */
	bool trigger; /* a value here calls for a message */
} FieldUse;

/* One container that is read. */
typedef struct {
	const ContainerFinding *container;
	const Inventory *inventory;
	GArray *uses; /* FieldUse, by field */
} Reading;

typedef struct {
	DuePersons *persons;
	int64_t records;
} Due;

static void
use_clear(void *data)
{
	g_free(((FieldUse *)data)->realm);
}

static bool
is_trigger(const ContainerFinding *container, const Finding *finding)
{
	return container->record_class == RECORD_TRANSACTION ||
	       (finding != NULL && finding->status != STATUS_REJECTED &&
	        (finding->sensitivity & SENSITIVITY_SMS_TRIGGER) != 0);
}

static bool
is_read(const ContainerFinding *container)
{
	if (container->unreadable != NULL || container->subject_field == NULL)
		return false;
	if (container->record_class == RECORD_ACCOUNT ||
	    container->record_class == RECORD_TRANSACTION)
		return true;
	for (size_t i = 0; i < container->findings->len; i++)
		if (is_trigger(container, container->findings->pdata[i]))
			return true;
	return false;
}

/* A kind whose equal values are one person's; devices and addresses of machines are shared. */
static bool
names_person(const Finding *finding)
{
	return finding->personal == PERSONAL_YES && finding->kind != KIND_NONE &&
	       finding->form != FIELD_MASKED && kind_get(finding->kind)->identifies &&
	       kind_get(finding->kind)->category != CATEGORY_DEVICE && finding->kind != KIND_IPV4 &&
	       finding->kind != KIND_IPV6;
}

/* "orders|id": the key of a table, by name, so that copies agree. */
static char *
key_realm(const char *container, const char *field)
{
	return g_strdup_printf("%s|%s", container_table(container), field);
}

/* Does its key lead to a transaction (order line to order)? */
static bool
leads_to_transaction(const Reading *reading, const Finding *finding)
{
	const ContainerFinding *to =
		finding->ref_container == NULL
			? NULL
			: inventory_container(reading->inventory, reading->container->source,
	                                      finding->ref_container);

	return to != NULL && to->record_class == RECORD_TRANSACTION;
}

/* The key of the record itself: a single field that leads nowhere. */
static bool
is_own_key(const ContainerFinding *container, const Finding *finding)
{
	unsigned keys = 0;

	for (size_t i = 0; i < container->findings->len; i++)
		keys += ((const Finding *)container->findings->pdata[i])->in_key;
	return keys == 1 && finding->in_key && finding->ref_container == NULL;
}

static char *
realm_of(const Reading *reading, const Finding *finding, bool subject, bool *ret_folded)
{
	const ContainerFinding *container = reading->container;
	bool transaction = container->record_class == RECORD_TRANSACTION;
	bool follows = subject || (transaction && leads_to_transaction(reading, finding));

	*ret_folded = false;
	if (follows && finding->ref_container != NULL && finding->ref_field != NULL)
		return key_realm(finding->ref_container, finding->ref_field);
	if (names_person(finding) && (subject || container->record_class == RECORD_ACCOUNT)) {
		*ret_folded = true;
		return g_strdup(kind_get(finding->kind)->id);
	}
	if (subject || (transaction && is_own_key(container, finding)))
		return key_realm(container->container, finding->field);
	return NULL;
}

/* Where the fields stand in this container's records, and what each says. */
static bool
meet_container(const SourceContainer *container, void *data)
{
	Reading *reading = data;

	if (strcmp(container->name, reading->container->container) != 0)
		return true;
	for (size_t i = 0; i < container->n_fields; i++) {
		const char *name = container->fields[i].name;
		const Finding *finding = container_finding_field(reading->container, name);
		FieldUse use = {.trigger = is_trigger(reading->container, finding)};

		use.subject = strcmp(name, reading->container->subject_field) == 0;
		if (finding != NULL)
			use.realm = realm_of(reading, finding, use.subject, &use.folded);
		g_array_append_val(reading->uses, use);
	}
	return false;
}

static uint32_t
person_of(Due *due, const FieldUse *use, Span value)
{
	uint32_t person;

	if (!use->folded)
		return due_person_of(due->persons, use->realm, span_trim(value));
	char *folded = text_fold_identifier(value);
	size_t length = strlen(folded);
	person = due_person_of(due->persons, use->realm, (Span){folded, length});
	span_buffer_free(folded, length);
	return person;
}

static void
count_record(Due *due, const Reading *reading, const SourceRecord *record)
{
	size_t n = MIN(record->n_values, reading->uses->len);
	uint32_t whose = DUE_NOBODY;
	bool trigger = false;

	for (size_t i = 0; i < n; i++) {
		const FieldUse *use = &g_array_index(reading->uses, FieldUse, i);
		Span value = record->values[i].bytes;
		uint32_t person;

		trigger |= use->trigger && value.length > 0;
		if (use->realm == NULL || value.length == 0)
			continue;
		person = person_of(due, use, value);
		due_persons_join(due->persons, whose, person);
		if (whose == DUE_NOBODY || use->subject)
			whose = person;
	}
	if (!trigger || whose == DUE_NOBODY)
		return;
	due_person_count(due->persons, whose);
	due->records++;
}

static bool
read_container(Due *due, Source *source, const Reading *reading, Progress *progress, GError **error)
{
	const ContainerFinding *container = reading->container;
	g_autoptr(SourceCursor) cursor =
		source_read(source, container->group, container->container, (Span){NULL, 0}, error);
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record;

	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &trouble)) != NULL) {
		count_record(due, reading, record);
		if (due_persons_are_too_many(due->persons)) {
			fault_set(error, FAULT_UNSUPPORTED,
			          N_("more than %d identifiers of persons: the list does not hold "
			             "them"),
			          BOUND_PERSONS_DUE);
			return false;
		}
		if (!progress_advance(progress, 1)) {
			fault_set(error, FAULT_INTERRUPTED, N_("interrupted"));
			return false;
		}
	}
	if (trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&trouble));
	return false;
}

static bool
read_source(Due *due, Dossier *dossier, const char *name, const Inventory *inventory,
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
	for (size_t i = 0; i < inventory->containers->len; i++) {
		g_autoptr(GArray) uses = g_array_new(FALSE, TRUE, sizeof(FieldUse));
		Reading reading = {inventory->containers->pdata[i], inventory, uses};

		if (strcmp(reading.container->source, name) != 0 || !is_read(reading.container))
			continue;
		g_array_set_clear_func(uses, use_clear);
		if (!source_discover(source, progress, meet_container, &reading, error) ||
		    (uses->len > 0 && !read_container(due, source, &reading, progress, error)))
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

		if (!is_read(container) || g_strcmp0(container->source, last) == 0)
			continue;
		last = container->source;
		if (!read_source(due, dossier, last, inventory, progress, error))
			return false;
	}
	return true;
}

bool
notice_due_write(Dossier *dossier, const Inventory *inventory, const char *path, Progress *progress,
                 NoticeDue *ret_due, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_auto(Key) key = {{0}};

	if (!dossier_key(dossier, "fingerprint", &key, error))
		return false;
	g_autoptr(DuePersons) persons = due_persons_new(&key);
	Due due = {persons, 0};
	if (!read_all(&due, dossier, inventory, progress, error))
		return false;
	ret_due->persons = due_persons_write(persons, lines);
	ret_due->records = due.records;
	g_autofree char *text = g_strdup_printf(
		"# Persons who must also be told personally: they have transaction, payment or "
		"financial\n"
		"# account data (guide, fragment K11).  One line a person: keyed id, records.  The "
		"id is\n"
		"# HMAC-SHA-256 under the dossier's fingerprint key, first 128 bits; no value "
		"stands here.\n"
		"# persons: %" PRId64 "; by the inventory: %" PRId64 "; records: %" PRId64 "\n%s",
		ret_due->persons, inventory->totals.sms_trigger, due.records, lines->str);
	ret_due->digest = digest_of(DIGEST_SHA256, span_of(text));
	return durable_write(path, span_of(text), error);
}
