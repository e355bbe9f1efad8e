/*
 * evidence.c - what the checks of an assessment may look at
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "evidence.h"

#include "canonical-json.h"
#include "clock.h"
#include "errors.h"

#include <string.h>

static void
entry_free(gpointer data)
{
	EvidenceEntry *entry = data;

	json_decref(entry->value);
	g_free(entry);
}

void
evidence_free(Evidence *evidence)
{
	if (evidence == NULL)
		return;
	g_clear_pointer(&evidence->entries, g_ptr_array_unref);
	inventory_free(evidence->inventory);
	g_free(evidence->fault);
	g_free(evidence);
}

/* The day in China on which @entry was written: its time is UTC. */
static GDate
entry_date(const json_t *value)
{
	const char *time = json_text(value, "time");
	GDate date;

	g_date_clear(&date, 1);
	if (time == NULL)
		return date;
	g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(time, NULL);
	if (moment != NULL)
		date = date_of_time(g_date_time_to_unix(moment) * G_USEC_PER_SEC);
	return date;
}

static bool
note(const LedgerEntry *entry, void *data)
{
	Evidence *evidence = data;
	EvidenceEntry *kept = g_new0(EvidenceEntry, 1);

	kept->index = entry->index;
	kept->value = json_deep_copy(entry->value);
	kept->kind = json_text(kept->value, "kind");
	kept->payload = json_object_get(kept->value, "payload");
	kept->date = entry_date(kept->value);
	g_ptr_array_add(evidence->entries, kept);
	return true;
}

static bool
load_inventory(Evidence *evidence, GError **error)
{
	g_autoptr(GError) cause = NULL;

	evidence->inventory = inventory_load(evidence->dossier, &cause);
	if (evidence->inventory != NULL || fault_is(cause, FAULT_NOT_FOUND))
		return true;
	g_propagate_error(error, g_steal_pointer(&cause));
	return false;
}

/* What the newest plan says of keeping and the like. */
static void
add_plan_facts(Evidence *evidence)
{
	const EvidenceEntry *plan = evidence_last(evidence, "plan.made");

	if (plan == NULL)
		return;
	evidence->facts.keeps = entry_number(plan, "keep", 0) > 0 ? FACT_YES : FACT_NO;
	evidence->facts.anonymises = entry_number(plan, "anonymise", 0) > 0 ? FACT_YES : FACT_NO;
}

static bool
verify(Evidence *evidence, GError **error)
{
	g_autofree char *directory = dossier_path(evidence->dossier, "ledger");
	g_autoptr(GError) cause = NULL;
	LedgerVerdict verdict = {0};

	evidence->intact = ledger_verify(directory, NULL, NULL, NULL, &verdict, &cause);
	if (evidence->intact)
		return true;
	if (!fault_is(cause, FAULT_TAMPERED)) {
		g_propagate_error(error, g_steal_pointer(&cause));
		return false;
	}
	evidence->fault = g_strdup(cause->message);
	return true;
}

Evidence *
evidence_gather(Dossier *dossier, Ledger *ledger, const LawPack *pack, GError **error)
{
	g_autoptr(Evidence) evidence = g_new0(Evidence, 1);

	evidence->dossier = dossier;
	evidence->settings = dossier_settings(dossier);
	evidence->pack = pack;
	evidence->today = clock_today(dossier_clock(dossier));
	evidence->entries = g_ptr_array_new_with_free_func(entry_free);
	if (!load_inventory(evidence, error) ||
	    !ledger_read(ledger, 0, ledger_head(ledger).size, note, evidence, error) ||
	    !verify(evidence, error))
		return NULL;
	evidence->facts = law_facts_from(evidence->settings, evidence->inventory);
	add_plan_facts(evidence);
	return g_steal_pointer(&evidence);
}

const EvidenceEntry *
evidence_next(const Evidence *evidence, const char *kind, size_t from, size_t *ret_next)
{
	for (size_t i = from; i < evidence->entries->len; i++) {
		const EvidenceEntry *entry = evidence->entries->pdata[i];

		if (g_strcmp0(entry->kind, kind) == 0) {
			*ret_next = i + 1;
			return entry;
		}
	}
	return NULL;
}

const EvidenceEntry *
evidence_last(const Evidence *evidence, const char *kind)
{
	for (size_t i = evidence->entries->len; i > 0; i--) {
		const EvidenceEntry *entry = evidence->entries->pdata[i - 1];

		if (g_strcmp0(entry->kind, kind) == 0)
			return entry;
	}
	return NULL;
}

const char *
entry_text(const EvidenceEntry *entry, const char *key)
{
	const char *text = entry == NULL ? NULL : json_text(entry->payload, key);

	return text == NULL ? "" : text;
}

int64_t
entry_number(const EvidenceEntry *entry, const char *key, int64_t missing)
{
	return entry == NULL ? missing : json_number(entry->payload, key, missing);
}

bool
evidence_is_stopped(const Evidence *evidence)
{
	return g_date_compare(&evidence->settings->stop_date, &evidence->today) <= 0;
}
