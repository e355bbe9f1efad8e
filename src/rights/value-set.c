/*
 * value-set.c - a set of personal values that lives in memory only
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "value-set.h"

typedef struct {
	Span span; /* owned */
} Value;

struct ValueSet {
	GHashTable *values; /* Value * -> itself */
};

/* FNV-1a, 32 bits. */
static guint
value_hash(gconstpointer data)
{
	const Value *value = data;
	guint hash = 2166136261U;

	for (size_t i = 0; i < value->span.length; i++)
		hash = (hash ^ (guint8)value->span.bytes[i]) * 16777619U;
	return hash;
}

static gboolean
value_equal(gconstpointer a, gconstpointer b)
{
	return span_equal(((const Value *)a)->span, ((const Value *)b)->span);
}

static void
value_free(gpointer data)
{
	Value *value = data;

	span_buffer_free((char *)(uintptr_t)value->span.bytes, value->span.length);
	g_free(value);
}

ValueSet *
value_set_new(void)
{
	ValueSet *set = g_new0(ValueSet, 1);

	set->values = g_hash_table_new_full(value_hash, value_equal, value_free, NULL);
	return set;
}

void
value_set_free(ValueSet *set)
{
	if (set == NULL)
		return;
	g_hash_table_unref(set->values);
	g_free(set);
}

bool
value_set_add(ValueSet *set, Span value)
{
	Value key = {value};

	if (g_hash_table_contains(set->values, &key))
		return false;
	Value *copy = g_new(Value, 1);
	copy->span = (Span){span_copy(key.span), key.span.length};
	return g_hash_table_add(set->values, copy);
}

bool
value_set_has(const ValueSet *set, Span value)
{
	Value key = {value};

	return g_hash_table_contains(set->values, &key);
}

bool
value_set_remove(ValueSet *set, Span value)
{
	Value key = {value};

	return g_hash_table_remove(set->values, &key);
}

size_t
value_set_size(const ValueSet *set)
{
	return g_hash_table_size(set->values);
}

bool
value_set_move(ValueSet *set, ValueSet *from)
{
	GHashTableIter iter;
	gpointer key;
	bool grew = false;

	g_hash_table_iter_init(&iter, from->values);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		grew = value_set_add(set, ((const Value *)key)->span) || grew;
		g_hash_table_iter_remove(&iter);
	}
	return grew;
}
