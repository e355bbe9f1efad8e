/*
 * inventory-total.c - the totals of a scan, as facts of the dossier
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "inventory-total.h"

#include <stddef.h>
#include <string.h>

/* Totals travel as facts: one number a name. */
static const struct {
	const char *name;
	size_t offset;
} totals_facts[] = {
	{"total.persons", offsetof(InventoryTotals, persons)},
	{"total.minors_14", offsetof(InventoryTotals, minors_14)},
	{"total.minors_18", offsetof(InventoryTotals, minors_18)},
	{"total.age_unknown", offsetof(InventoryTotals, age_unknown)},
	{"total.sensitive", offsetof(InventoryTotals, sensitive)},
	{"total.sms_trigger", offsetof(InventoryTotals, sms_trigger)},
	{"total.rows", offsetof(InventoryTotals, rows)},
	{"total.bytes", offsetof(InventoryTotals, bytes)},
	{"total.scanned_at", offsetof(InventoryTotals, scanned_at)},
	{"total.scan", offsetof(InventoryTotals, scan)},
};

static void
load_totals(Dossier *dossier, InventoryTotals *totals)
{
	g_autofree char *estimated = dossier_fact(dossier, "total.persons_estimated");

	for (size_t i = 0; i < G_N_ELEMENTS(totals_facts); i++) {
		g_autofree char *text = dossier_fact(dossier, totals_facts[i].name);
		int64_t number = text == NULL ? 0 : g_ascii_strtoll(text, NULL, 10);

		memcpy((char *)totals + totals_facts[i].offset, &number, sizeof number);
	}
	totals->persons_estimated = g_strcmp0(estimated, "1") == 0;
}

static bool
store_totals(Dossier *dossier, const InventoryTotals *totals, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(totals_facts); i++) {
		int64_t number;

		memcpy(&number, (const char *)totals + totals_facts[i].offset, sizeof number);
		g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
		if (!dossier_set_fact(dossier, totals_facts[i].name, text, error))
			return false;
	}
	return dossier_set_fact(dossier, "total.persons_estimated",
	                        totals->persons_estimated ? "1" : "0", error);
}

char *
inventory_identifiers_text(const Inventory *inventory)
{
	const GArray *identifiers = inventory->identifiers;
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < identifiers->len; i++) {
		const IdentifierTotal *total = &g_array_index(identifiers, IdentifierTotal, i);

		g_string_append_printf(text, "%s%s %s%" G_GINT64_FORMAT, i == 0 ? "" : ",",
		                       kind_get(total->kind)->id, total->estimated ? "~" : "",
		                       total->distinct);
	}
	return g_string_free(text, FALSE);
}

static void
load_identifiers(Dossier *dossier, GArray *identifiers)
{
	g_autofree char *text = dossier_fact(dossier, "total.identifiers");
	g_auto(GStrv) parts = g_strsplit(text == NULL ? "" : text, ",", 0);

	for (size_t i = 0; parts[i] != NULL; i++) {
		char *number = strchr(parts[i], ' ');

		if (number == NULL)
			continue;
		*number++ = '\0';
		IdentifierTotal total = {.kind = kind_find(parts[i]), .estimated = *number == '~'};
		total.distinct = g_ascii_strtoll(number + total.estimated, NULL, 10);
		if (total.kind != KIND_NONE)
			g_array_append_val(identifiers, total);
	}
}

void
inventory_load_totals(Dossier *dossier, Inventory *inventory)
{
	load_totals(dossier, &inventory->totals);
	load_identifiers(dossier, inventory->identifiers);
}

bool
inventory_store_totals(Dossier *dossier, const Inventory *inventory, GError **error)
{
	g_autofree char *identifiers = inventory_identifiers_text(inventory);

	return store_totals(dossier, &inventory->totals, error) &&
	       dossier_set_fact(dossier, "total.identifiers", identifiers, error);
}
