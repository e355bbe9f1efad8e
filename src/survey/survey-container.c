/*
 * survey-container.c - one container while it is read
 *
 * What to join to persons must be known before the first row, so names alone decide that;
 * the verdict after the last row decides the rest.  No value is kept: counts, keyed hashes and
 * one masked sample a kind.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "survey-container.h"

#include "birth-date.h"
#include "bounds.h"
#include "clock.h"
#include "detection.h"
#include "field-name.h"
#include "relation-key.h"

#include <string.h>

#define CHILD 14 /* PIPL 28, 31 */
#define MINOR 18 /* Law on the Protection of Minors 2 */

/* Digits of a resident id before 1999. */
#define LEGACY_LENGTH 15

/* Identifiers of one person in one row; more are hardly one person's. */
#define MOST_IDENTIFIERS 16

/* Roles of one row told apart: receiver, sender, contact, ... */
#define N_ROLES 8

/* Salts of hashes, so that a mobile number is not a key that looks like it. */
#define SALT_KIND 1
#define SALT_KEY  64

ContainerScan *
container_scan_new(Inventory *inventory, const char *source, const SourceContainer *container)
{
	ContainerScan *scan = g_new0(ContainerScan, 1);
	ContainerFinding *finding = container_finding_new(source, container->name);

	g_free(finding->group);
	g_free(finding->artefact);
	g_free(finding->comment);
	finding->group = g_strdup(container->group == NULL ? "" : container->group);
	finding->artefact = g_strdup(container->artefact == NULL ? "" : container->artefact);
	finding->comment = g_strdup(container->comment == NULL ? "" : container->comment);
	finding->is_copy = container->is_copy;
	finding->unreadable = g_strdup(container->unreadable);
	for (size_t i = 0; i < MIN(container->n_fields, BOUND_FIELDS); i++) {
		const SourceField *from = &container->fields[i];
		Finding *field = finding_new(from->name);

		g_free(field->type);
		g_free(field->comment);
		field->type = g_strdup(from->type == NULL ? "" : from->type);
		field->comment = g_strdup(from->comment == NULL ? "" : from->comment);
		field->in_key = from->in_key;
		field->ref_container = g_strdup(from->ref_container);
		field->ref_field = g_strdup(from->ref_field);
		field->ref_declared = from->ref_container != NULL;
		g_ptr_array_add(finding->findings, field);
	}
	g_ptr_array_add(inventory->containers, finding);
	scan->finding = finding;
	scan->form = container->form;
	scan->n_fields = finding->findings->len;
	scan->fields = g_new0(FieldScan, scan->n_fields + 1);
	scan->birth = -1;
	scan->bytes = container->bytes;
	return scan;
}

void
container_scan_free(ContainerScan *scan)
{
	if (scan == NULL)
		return;
	for (size_t i = 0; i < scan->n_fields; i++) {
		sketch_clear(&scan->fields[i].sketch);
		hash_set_clear(&scan->fields[i].persons);
		for (int kind = 0; kind < kind_count(); kind++)
			g_free(scan->fields[i].samples[kind]);
	}
	g_free(scan->fields);
	g_free(scan);
}

/* Kinds of which one value is one person's: a MAC or a plate is a household's. */
static bool
joins_persons(KindId kind)
{
	return kind == KIND_RESIDENT_ID || kind == KIND_HKMOTW_RESIDENCE_PERMIT ||
	       kind == KIND_PASSPORT_CN || kind == KIND_MOBILE || kind == KIND_EMAIL ||
	       kind == KIND_WECHAT_OPENID;
}

/*
 * Columns of one role are one person's: receiver_name and receiver_mobile.  Role 0 is whom
 * the row is about.
 */
static unsigned
role_of(const Finding *finding, bool elsewhere)
{
	static const char *const plain[] = {"user", "member",  "customer", "client",   "my",
	                                    "own",  "self",    "login",    "register", "reg",
	                                    "bind", "account", "real",     "id",       NULL};
	FieldMeaning meaning = field_name_meaning(finding->field, finding->comment);
	g_auto(GStrv) words = field_name_words(finding->field);
	bool owned = (meaning.owner & (OWNER_PERSON | OWNER_STAFF)) != 0 && words[0] != NULL &&
	             words[1] != NULL;

	if (words[0] != NULL && words[1] != NULL && g_strv_contains(plain, words[0]))
		return 0;
	/* A small hash is enough: two roles that fall together only join less finely. */
	if (owned)
		return 1 + g_str_hash(words[0]) % (N_ROLES - 2);
	return elsewhere ? N_ROLES - 1 : 0;
}

/*
 * Where the row hangs on a person by a key, is the rest about somebody else?  An order's
 * telephone is its receiver's, an address book's too; a login's number is the user's.
 */
static bool
is_about_others(const ContainerFinding *container)
{
	return container->record_class == RECORD_TRANSACTION ||
	       container->record_class == RECORD_CONTACT || container->record_class == RECORD_OTHER;
}

/*
 * Whose key it is: accounts of one table and its copies are the same persons, those of
 * another database are not.
 */
static uint64_t
realm_of(const ContainerFinding *accounts, const Inventory *inventory, const HashKey *key)
{
	const char *table = container_table(accounts->container);
	const ContainerFinding *original = accounts;

	for (size_t i = 0; accounts->is_copy && i < inventory->containers->len; i++) {
		const ContainerFinding *other = g_ptr_array_index(inventory->containers, i);

		if (!other->is_copy &&
		    g_ascii_strcasecmp(container_table(other->container), table) == 0 &&
		    other->record_class == RECORD_ACCOUNT) {
			original = other;
			break;
		}
	}
	uint64_t place = hash_span(key, span_of(original->source));
	return hash_salt(hash_span(key, span_of(original->container)), place);
}

static void
prepare_field(ContainerScan *scan, size_t i, const Inventory *inventory, const HashKey *key)
{
	FieldScan *field = &scan->fields[i];
	const Finding *finding = g_ptr_array_index(scan->finding->findings, i);
	const ContainerFinding *accounts = NULL;

	const char *subject = scan->finding->subject_field;
	const Finding *leads =
		subject == NULL ? NULL : container_finding_field(scan->finding, subject);
	bool by_key = leads != NULL && leads->ref_container != NULL;

	field->role = role_of(finding, by_key && is_about_others(scan->finding));
	field->sensitive = (finding->sensitivity & SENSITIVITY_SENSITIVE) != 0;
	field->joins = finding->personal == PERSONAL_YES &&
	               (finding->kind == KIND_NONE || joins_persons(finding->kind));
	if (scan->finding->record_class == RECORD_ACCOUNT &&
	    finding == relation_key_target(scan->finding))
		accounts = scan->finding;
	else if (finding->ref_container != NULL)
		accounts = inventory_container(inventory, scan->finding->source,
		                               finding->ref_container);
	if (accounts == NULL || accounts->record_class != RECORD_ACCOUNT)
		return;
	if (accounts != scan->finding && relation_key_target(accounts) != NULL &&
	    g_strcmp0(finding->ref_field, relation_key_target(accounts)->field) != 0)
		return;
	/* inviter_id, operator_id: of another person than the row's own. */
	field->is_key = true;
	field->role =
		accounts == scan->finding || finding == leads ? 0 : 1 + (unsigned)i % (N_ROLES - 1);
	field->realm = realm_of(accounts, inventory, key);
}

void
container_scan_prepare(ContainerScan *scan, const Inventory *inventory, const HashKey *key)
{
	ContainerFinding *container = scan->finding;

	for (size_t i = 0; i < scan->n_fields; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		prepare_field(scan, i, inventory, key);
		if (g_strcmp0(container->birth_field, finding->field) == 0) {
			scan->birth = (int)i;
			scan->birth_is_document = finding->kind == KIND_RESIDENT_ID;
		}
	}
	scan->is_transaction = container->record_class == RECORD_TRANSACTION;
}

static void
note_sample(FieldScan *field, KindId kind, Span value)
{
	if (field->samples[kind] == NULL)
		field->samples[kind] = kind_mask(kind, span_trim(value));
}

/* The value as an identifier of a person; 0: it is none. */
static uint64_t
identifier_hash(FieldScan *field, const Finding *finding, KindId kind, Span value,
                const HashKey *key)
{
	/* Invented numbers of test data fail their check, and are still one person's. */
	if (kind == KIND_NONE && finding->kind == KIND_RESIDENT_ID && value.length >= LEGACY_LENGTH)
		kind = KIND_RESIDENT_ID;
	if (kind == KIND_NONE || !kind_get(kind)->identifies)
		return 0;
	g_autofree char *normal = detection_normalise(kind, value);
	uint64_t hash = hash_salt(hash_span(key, span_of(normal)), SALT_KIND + (uint64_t)kind);
	memset(normal, 0, strlen(normal));
	hash_set_add(&field->persons, hash, BOUND_FIELD_DISTINCT);
	return field->joins && joins_persons(kind) ? hash : 0;
}

typedef struct {
	uint64_t identifiers[N_ROLES][MOST_IDENTIFIERS];
	size_t n[N_ROLES];
	unsigned facts;
} RowPersons;

static void
add_identifier(RowPersons *row, unsigned role, uint64_t hash)
{
	if (hash != 0 && row->n[role] < MOST_IDENTIFIERS)
		row->identifiers[role][row->n[role]++] = hash;
}

static void
look_at_value(ContainerScan *scan, size_t i, const SourceValue *value, const HashKey *key,
              RowPersons *row)
{
	FieldScan *field = &scan->fields[i];
	const Finding *finding = g_ptr_array_index(scan->finding->findings, i);
	Span trimmed = span_trim(value->bytes);
	KindId found = verdict_observe(&field->statistics, value->bytes);

	field->cut += value->truncated;
	if (trimmed.length == 0)
		return;
	uint64_t hash = hash_span(key, trimmed);
	sketch_add(&field->sketch, hash);
	if (field->is_key)
		add_identifier(row, field->role,
		               hash_salt(hash_salt(hash, field->realm), SALT_KEY));
	if (field->sensitive)
		row->facts |= PERSON_SENSITIVE;
	if (found != KIND_NONE)
		note_sample(field, found, trimmed);
	add_identifier(row, field->role, identifier_hash(field, finding, found, trimmed, key));
}

/* 0: not known; else the facts of the age at the stop date. */
static unsigned
age_facts(const ContainerScan *scan, const SourceRecord *record, const GDate *stop)
{
	Span value = record->values[scan->birth].bytes;
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

void
container_scan_record(ContainerScan *scan, const SourceRecord *record, const ScanContext *context)
{
	static const SourceValue nothing = {.type = VALUE_NULL};
	RowPersons row = {.facts = scan->is_transaction ? PERSON_SMS_TRIGGER : 0};

	scan->finding->rows++;
	for (size_t i = 0; i < scan->n_fields; i++) {
		const SourceValue *value = i < record->n_values ? &record->values[i] : &nothing;

		if (value->type == VALUE_NULL)
			scan->fields[i].statistics.rows++;
		else if (value->type == VALUE_BINARY &&
		         !g_utf8_validate_len(value->bytes.bytes, value->bytes.length, NULL)) {
			scan->fields[i].statistics.rows++;
			scan->fields[i].statistics.filled++;
		} else
			look_at_value(scan, i, value, context->key, &row);
	}
	if (scan->birth >= 0 && (size_t)scan->birth < record->n_values) {
		unsigned facts = age_facts(scan, record, context->stop);

		scan->minors_14 += (facts & PERSON_UNDER_14) != 0;
		scan->minors_18 += (facts & PERSON_UNDER_18) != 0;
		scan->age_unknown += facts == 0;
		row.facts |= facts;
	}
	/* The facts are of whom the row is about; a receiver is another person. */
	for (size_t role = 0; role < N_ROLES; role++)
		if (row.n[role] > 0)
			person_count_row(context->persons, row.identifiers[role], row.n[role],
			                 role == 0 ? row.facts : row.facts & PERSON_SMS_TRIGGER);
}

static void
finish_field(ContainerScan *scan, size_t i, Inventory *inventory)
{
	FieldScan *field = &scan->fields[i];
	Finding *finding = g_ptr_array_index(scan->finding->findings, i);

	if (finding->personal == PERSONAL_YES && finding->kind != KIND_NONE) {
		finding->sample = g_steal_pointer(&field->samples[finding->kind]);
		if (kind_get(finding->kind)->identifies)
			finding->persons = field->persons.full ? sketch_distinct(&field->sketch)
			                                       : (int64_t)field->persons.n;
	}
	if (scan->minors_18 > 0 && finding->personal == PERSONAL_YES)
		finding->sensitivity |= SENSITIVITY_MINOR;
	if (field->cut == 0)
		return;
	g_autofree char *reason =
		g_strdup_printf("values-cut|%" G_GINT64_FORMAT "|%s", field->cut, finding->field);
	inventory_skip(inventory, scan->finding->source, scan->finding->container, reason);
}

void
container_scan_finish(ContainerScan *scan, Inventory *inventory)
{
	g_autofree FieldStatistics *statistics = g_new0(FieldStatistics, scan->n_fields + 1);

	for (size_t i = 0; i < scan->n_fields; i++) {
		scan->fields[i].statistics.distinct = sketch_distinct(&scan->fields[i].sketch);
		statistics[i] = scan->fields[i].statistics;
	}
	verdict_decide(scan->finding, statistics);
	if (scan->birth >= 0) {
		scan->finding->minors_14 = scan->minors_14;
		scan->finding->minors_18 = scan->minors_18;
		scan->finding->age_unknown = scan->age_unknown;
	} else {
		scan->finding->age_unknown = scan->finding->rows;
	}
	for (size_t i = 0; i < scan->n_fields; i++)
		finish_field(scan, i, inventory);
}
