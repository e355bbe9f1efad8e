/*
 * plan-order.c - who goes first: rows that refer before rows referred to
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plan-order.h"

#include <string.h>

typedef struct {
	GHashTable *by_name; /* "source/container" -> Fate */
	GHashTable *entered; /* Fate -> itself */
	GPtrArray *ordered;  /* referred to first */
} Order;

static char *
name_of(const char *source, const char *container)
{
	return g_strdup_printf("%s/%s", source, container);
}

/* Depth first: what a container refers to stands before it. */
static void
enter(Order *order, Fate *fate)
{
	if (!g_hash_table_add(order->entered, fate))
		return;
	for (size_t i = 0; i < fate->container->findings->len; i++) {
		const Finding *finding = fate->container->findings->pdata[i];
		g_autofree char *name = NULL;
		Fate *parent;

		if (finding->ref_container == NULL)
			continue;
		name = name_of(fate->container->source, finding->ref_container);
		parent = g_hash_table_lookup(order->by_name, name);
		if (parent != NULL)
			enter(order, parent);
	}
	g_ptr_array_add(order->ordered, fate);
}

void
plan_order(GPtrArray *fates)
{
	g_autoptr(GHashTable) by_name =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) entered = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GPtrArray) ordered = g_ptr_array_new();
	Order order = {by_name, entered, ordered};

	for (size_t i = 0; i < fates->len; i++) {
		const Fate *fate = fates->pdata[i];

		g_hash_table_insert(by_name,
		                    name_of(fate->container->source, fate->container->container),
		                    fates->pdata[i]);
	}
	for (size_t i = 0; i < fates->len; i++)
		enter(&order, fates->pdata[i]);
	for (size_t i = 0; i < ordered->len; i++)
		fates->pdata[i] = ordered->pdata[ordered->len - 1 - i];
}
