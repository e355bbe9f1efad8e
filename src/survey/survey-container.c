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
	scan->minors = g_byte_array_new();
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
		sketch_clear(&scan->fields[i].items);
		distinct_count_clear(&scan->fields[i].persons, &(size_t){0});
		field_tally_free(scan->fields[i].tally);
	}
	g_byte_array_unref(scan->minors);
	g_free(scan->fields);
	g_free(scan);
}

bool
container_kind_joins(KindId kind)
{
	return kind == KIND_RESIDENT_ID || kind == KIND_HKMOTW_RESIDENCE_PERMIT ||
	       kind == KIND_PASSPORT_CN || kind == KIND_MOBILE || kind == KIND_EMAIL ||
	       kind == KIND_WECHAT_OPENID;
}

#define ELSEWHERE (N_ROLES - 1) /* whoever it is, not whom the row is about */
#define NO_ROLE   N_ROLES       /* too many different ones in a row to be told apart */

/* The number of the role that begins with @word. @roles are those met so far. */
static unsigned
role_number(GPtrArray *roles, const char *word)
{
	guint at = 0;

	if (g_ptr_array_find_with_equal_func(roles, word, g_str_equal, &at))
		return at + 1;
	if (roles->len == ELSEWHERE - 1)
		return NO_ROLE;
	g_ptr_array_add(roles, g_strdup(word));
	return roles->len;
}

/*
 * Columns of one role are one person's: receiver_name and receiver_mobile.  Role 0 is whom
 * the row is about.
 */
static unsigned
role_of(const Finding *finding, GPtrArray *roles, bool elsewhere)
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
	if (owned)
		return role_number(roles, words[0]);
	return elsewhere ? ELSEWHERE : 0;
}

/* inviter_id, operator_id, reports_to: of another person than the row's own. */
static unsigned
role_of_key(const Finding *finding, GPtrArray *roles)
{
	g_auto(GStrv) words = field_name_words(finding->field);

	return role_number(roles, words[0] == NULL || words[1] == NULL ? finding->field : words[0]);
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
prepare_field(ContainerScan *scan, size_t i, const Inventory *inventory, const HashKey *key,
              GPtrArray *roles)
{
	FieldScan *field = &scan->fields[i];
	const Finding *finding = g_ptr_array_index(scan->finding->findings, i);
	const ContainerFinding *accounts = NULL;

	const char *subject = scan->finding->subject_field;
	const Finding *leads =
		subject == NULL ? NULL : container_finding_field(scan->finding, subject);
	bool by_key = leads != NULL && leads->ref_container != NULL;

	field->role = role_of(finding, roles, by_key && is_about_others(scan->finding));
	field->expected = finding->personal == PERSONAL_NO ? KIND_NONE : finding->kind;
	field->sensitive = (finding->sensitivity & SENSITIVITY_SENSITIVE) != 0;
	/* An account name may be a mobile: what has no form may hold any that has. */
	field->joins =
		finding->personal == PERSONAL_YES && field->role != NO_ROLE &&
		(finding->kind == KIND_NONE || kind_get(finding->kind)->evidence != EVIDENCE_FORM ||
	         container_kind_joins(finding->kind));
	bool own = scan->finding->record_class == RECORD_ACCOUNT &&
	           finding == relation_key_target(scan->finding);
	if (own)
		accounts = scan->finding;
	else if (finding->ref_container != NULL)
		accounts = inventory_container(inventory, scan->finding->source,
		                               finding->ref_container);
	if (accounts == NULL || accounts->record_class != RECORD_ACCOUNT)
		return;
	if (accounts != scan->finding && relation_key_target(accounts) != NULL &&
	    g_strcmp0(finding->ref_field, relation_key_target(accounts)->field) != 0)
		return;
	/* The key of a row of the same table is a superior's, an inviter's: not the row's own. */
	bool about = own || (finding == leads && accounts != scan->finding);
	field->role = about ? 0 : role_of_key(finding, roles);
	field->is_key = field->role != NO_ROLE;
	field->joins = field->joins && field->is_key;
	field->realm = realm_of(accounts, inventory, key);
}

void
container_scan_prepare(ContainerScan *scan, const Inventory *inventory, const HashKey *key,
                       size_t sketch_size)
{
	ContainerFinding *container = scan->finding;
	g_autoptr(GPtrArray) roles = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < scan->n_fields; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		prepare_field(scan, i, inventory, key, roles);
		scan->fields[i].sketch.size = scan->fields[i].items.size = sketch_size;
		scan->fields[i].is_list = relation_key_is_list(finding);
		if (g_strcmp0(container->birth_field, finding->field) == 0) {
			scan->birth = (int)i;
			scan->birth_is_document = finding->kind == KIND_RESIDENT_ID;
		}
	}
	scan->is_transaction = container->record_class == RECORD_TRANSACTION;
}

/* Names were only a guess before the rows were read. */
static void
forget_named_keys(ContainerFinding *container)
{
	for (size_t i = 0; i < container->findings->len; i++) {
		Finding *finding = g_ptr_array_index(container->findings, i);

		if (finding->ref_declared)
			continue;
		g_clear_pointer(&finding->ref_container, g_free);
		g_clear_pointer(&finding->ref_field, g_free);
	}
}

static void
count_persons(FieldScan *field, Finding *finding, IdentifierCounts *counts)
{
	/* Several persons may share what a mask leaves. */
	if (finding->form == FIELD_MASKED)
		return;
	finding->persons = distinct_count_number(&field->persons);
	if (!distinct_count_is_exact(&field->persons))
		finding_add_reason(finding, "persons-estimated|%.1f", DISTINCT_ERROR);
	distinct_count_merge(&counts->kinds[finding->kind], &field->persons, &counts->budget);
}

static void
finish_field(ContainerScan *scan, size_t i, Inventory *inventory, IdentifierCounts *counts)
{
	FieldScan *field = &scan->fields[i];
	Finding *finding = g_ptr_array_index(scan->finding->findings, i);

	if (finding->personal == PERSONAL_YES && finding->kind != KIND_NONE) {
		finding->sample = field_tally_take_sample(field->tally, finding->kind);
		if (kind_get(finding->kind)->identifies)
			count_persons(field, finding, counts);
	}
	distinct_count_clear(&field->persons, &counts->budget);
	g_clear_pointer(&field->tally, field_tally_free);
	if (scan->minors_18 + (int64_t)scan->minors->len > 0 && finding->personal == PERSONAL_YES)
		finding->sensitivity |= SENSITIVITY_MINOR;
	if (field->cut == 0)
		return;
	g_autofree char *reason =
		g_strdup_printf("values-cut|%" G_GINT64_FORMAT "|%s", field->cut, finding->field);
	inventory_skip(inventory, scan->finding->source, scan->finding->container, reason);
}

void
container_scan_finish(ContainerScan *scan, Inventory *inventory, IdentifierCounts *counts)
{
	if (scan->finished)
		return;
	g_autofree FieldStatistics *statistics = g_new0(FieldStatistics, scan->n_fields + 1);

	scan->finished = true;
	forget_named_keys(scan->finding);
	for (size_t i = 0; i < scan->n_fields; i++) {
		field_tally_expand(scan->fields[i].tally, scan->finding->rows, &statistics[i]);
		statistics[i].distinct = sketch_distinct(&scan->fields[i].sketch);
	}
	verdict_decide(scan->finding, statistics);
	scan->finding->age_unknown = scan->birth >= 0 ? scan->age_unknown : scan->finding->rows;
	for (size_t i = 0; i < scan->n_fields; i++)
		finish_field(scan, i, inventory, counts);
}

/* Four persons a byte; the lower bit of two: under 18. */
#define MINOR_BITS(person, under_14) (((under_14) ? 3u : 1u) << (person) % 4 * 2)

static void
mark(GByteArray *marks, uint32_t person, bool under_14)
{
	guint at = person / 4;

	if (marks->len <= at) {
		guint before = marks->len;

		g_byte_array_set_size(marks, at + at / 8 + 1);
		memset(marks->data + before, 0, marks->len - before);
	}
	marks->data[at] |= (guint8)MINOR_BITS(person, under_14);
}

void
container_scan_note_minor(ContainerScan *scan, uint32_t person, bool under_14)
{
	if (person != PERSON_NOBODY) {
		mark(scan->minors, person, under_14);
		return;
	}
	scan->minors_14 += under_14;
	scan->minors_18++;
}

void
container_scan_count_minors(ContainerScan *scan, const PersonCount *persons)
{
	g_autoptr(GByteArray) marks = g_byte_array_new();

	if (scan->birth < 0)
		return;
	for (uint32_t person = 0; person / 4 < scan->minors->len; person++) {
		unsigned bits = scan->minors->data[person / 4] >> person % 4 * 2 & 3;

		if (bits != 0)
			mark(marks, person_count_who(persons, person), bits == 3);
	}
	scan->finding->minors_14 = scan->minors_14;
	scan->finding->minors_18 = scan->minors_18;
	for (uint32_t person = 0; person / 4 < marks->len; person++) {
		unsigned bits = marks->data[person / 4] >> person % 4 * 2 & 3;

		scan->finding->minors_14 += bits == 3;
		scan->finding->minors_18 += bits != 0;
	}
}
