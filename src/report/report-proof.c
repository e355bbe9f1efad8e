/*
 * report-proof.c - the ledger as a report reads it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-proof.h"

#include "canonical-json.h"
#include "clock.h"

#include <string.h>

#define KIND_REPORT "report.written"

static void
entry_free(void *data)
{
	ProofEntry *entry = data;

	json_decref(entry->value);
	g_free(entry);
}

void
proofs_free(Proofs *proofs)
{
	if (proofs == NULL)
		return;
	g_ptr_array_unref(proofs->entries);
	g_free(proofs->checkpoint);
	json_decref(proofs->last_report);
	g_free(proofs);
}

/* RFC 9162, 2.1.1: SHA-256 over a zero byte and the entry. */
static Digest
leaf_of(const char *text)
{
	static const char prefix[1] = {0};
	DigestStream *stream = digest_begin(DIGEST_SHA256);

	digest_update(stream, (Span){prefix, sizeof prefix});
	digest_update(stream, span_of(text));
	return digest_finish(stream);
}

static bool
keep_entry(const LedgerEntry *read, void *data)
{
	GPtrArray *entries = data;
	ProofEntry *entry = g_new0(ProofEntry, 1);
	Digest leaf = leaf_of(read->text);

	entry->index = read->index;
	entry->value = json_deep_copy(read->value);
	digest_to_hex(&leaf, entry->leaf);
	g_ptr_array_add(entries, entry);
	return true;
}

/* RFC 9162, 2.1.1: the root over leaves [@from, @from + @count). */
static Digest
root_of(const GPtrArray *entries, size_t from, size_t count)
{
	static const char prefix[1] = {1};
	Digest root = {{0}};
	size_t left = 1;

	if (count == 0)
		return digest_of(DIGEST_SHA256, span_of(""));
	if (count == 1) {
		const ProofEntry *entry = entries->pdata[from];

		(void)digest_from_hex(entry->leaf, &root);
		return root;
	}
	while (left * 2 < count)
		left *= 2;
	Digest first = root_of(entries, from, left);
	Digest second = root_of(entries, from + left, count - left);
	DigestStream *stream = digest_begin(DIGEST_SHA256);
	digest_update(stream, (Span){prefix, sizeof prefix});
	digest_update(stream, (Span){(const char *)first.bytes, DIGEST_SIZE});
	digest_update(stream, (Span){(const char *)second.bytes, DIGEST_SIZE});
	return digest_finish(stream);
}

/* Drop the records of reports at the end, and remember what the newest of them said. */
static void
drop_reports(Proofs *proofs)
{
	while (proofs->entries->len > 0) {
		const ProofEntry *last = proofs->entries->pdata[proofs->entries->len - 1];

		if (g_strcmp0(proof_kind(last), KIND_REPORT) != 0)
			return;
		if (proofs->last_report == NULL) {
			proofs->last_report = json_deep_copy(proof_payload(last));
			proofs->checkpoint = g_strdup(proof_word(last, "checkpoint"));
		}
		g_ptr_array_set_size(proofs->entries, (int)proofs->entries->len - 1);
	}
}

static GDate
day_of_last(const GPtrArray *entries)
{
	const ProofEntry *last = entries->len == 0 ? NULL : entries->pdata[entries->len - 1];
	const char *text = last == NULL ? NULL : proof_text(last, "time");
	g_autoptr(GDateTime) time = text == NULL ? NULL : g_date_time_new_from_iso8601(text, NULL);

	return date_of_time(time == NULL ? 0 : g_date_time_to_unix(time) * G_USEC_PER_SEC);
}

Proofs *
proofs_read(Ledger *ledger, GError **error)
{
	g_autoptr(Proofs) proofs = g_new0(Proofs, 1);
	Digest root;

	proofs->entries = g_ptr_array_new_with_free_func(entry_free);
	if (!ledger_read(ledger, 0, ledger_head(ledger).size, keep_entry, proofs->entries, error))
		return NULL;
	drop_reports(proofs);
	if (proofs->last_report == NULL)
		proofs->checkpoint = ledger_checkpoint(ledger);
	proofs->as_of = day_of_last(proofs->entries);
	root = root_of(proofs->entries, 0, proofs->entries->len);
	digest_to_hex(&root, proofs->root);
	return g_steal_pointer(&proofs);
}

const char *
proof_text(const ProofEntry *entry, const char *member)
{
	return json_text(entry->value, member);
}

const char *
proof_kind(const ProofEntry *entry)
{
	return proof_text(entry, "kind");
}

const json_t *
proof_payload(const ProofEntry *entry)
{
	return json_object_get(entry->value, "payload");
}

const char *
proof_word(const ProofEntry *entry, const char *member)
{
	return entry == NULL ? NULL : json_text(proof_payload(entry), member);
}

int64_t
proof_number(const ProofEntry *entry, const char *member)
{
	return entry == NULL ? -1 : json_number(proof_payload(entry), member, -1);
}

uint64_t
proof_index(const ProofEntry *entry)
{
	return entry == NULL ? ENTRY_NONE : entry->index;
}

GPtrArray *
proofs_all(const Proofs *proofs, const char *kind)
{
	GPtrArray *list = g_ptr_array_new();

	for (size_t i = 0; i < proofs->entries->len; i++)
		if (g_strcmp0(proof_kind(proofs->entries->pdata[i]), kind) == 0)
			g_ptr_array_add(list, proofs->entries->pdata[i]);
	return list;
}

const ProofEntry *
proofs_last(const Proofs *proofs, const char *kind)
{
	for (size_t i = proofs->entries->len; i-- > 0;)
		if (g_strcmp0(proof_kind(proofs->entries->pdata[i]), kind) == 0)
			return proofs->entries->pdata[i];
	return NULL;
}

unsigned
proofs_count(const Proofs *proofs, const char *kind)
{
	g_autoptr(GPtrArray) list = proofs_all(proofs, kind);

	return list->len;
}
