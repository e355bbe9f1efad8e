/*
 * due-person.c - which identifiers are one person's
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "due-person.h"

#include "bounds.h"
#include "digest.h"

#include <inttypes.h>
#include <string.h>

typedef struct {
	uint8_t id[DUE_ID_SIZE];
	uint32_t parent;
	int64_t records;
} Node;

struct DuePersons {
	Key key;
	GArray *nodes;      /* Node */
	GHashTable *places; /* id -> index + 1 */
	GByteArray *buffer; /* realm and value, wiped after use */
};

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
	return memcmp(a, b, DUE_ID_SIZE) == 0;
}

DuePersons *
due_persons_new(const Key *key)
{
	DuePersons *persons = g_new0(DuePersons, 1);

	persons->key = *key;
	persons->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
	persons->places = g_hash_table_new_full(id_hash, id_equal, g_free, NULL);
	persons->buffer = g_byte_array_new();
	return persons;
}

void
due_persons_free(DuePersons *persons)
{
	if (persons == NULL)
		return;
	key_clear(&persons->key);
	g_array_unref(persons->nodes);
	g_hash_table_unref(persons->places);
	g_byte_array_unref(persons->buffer);
	g_free(persons);
}

static Node *
node_at(const DuePersons *persons, uint32_t index)
{
	return &g_array_index(persons->nodes, Node, index);
}

static Digest
keyed(DuePersons *persons, const char *realm, Span value)
{
	GByteArray *buffer = persons->buffer;
	Digest digest;

	g_byte_array_set_size(buffer, 0);
	g_byte_array_append(buffer, (const uint8_t *)realm, (unsigned)strlen(realm) + 1);
	g_byte_array_append(buffer, (const uint8_t *)value.bytes, (unsigned)value.length);
	digest = digest_keyed(DIGEST_SHA256, &persons->key,
	                      (Span){(const char *)buffer->data, buffer->len});
	memset(buffer->data, 0, buffer->len);
	return digest;
}

bool
due_persons_are_too_many(const DuePersons *persons)
{
	return persons->nodes->len >= BOUND_PERSONS_DUE;
}

uint32_t
due_person_of(DuePersons *persons, const char *realm, Span value)
{
	Node node = {.records = 0};

	if (value.length == 0 || due_persons_are_too_many(persons))
		return DUE_NOBODY;
	Digest digest = keyed(persons, realm, value);
	uint32_t place = GPOINTER_TO_UINT(g_hash_table_lookup(persons->places, digest.bytes));
	if (place > 0)
		return place - 1;
	memcpy(node.id, digest.bytes, DUE_ID_SIZE);
	node.parent = persons->nodes->len;
	g_array_append_val(persons->nodes, node);
	g_hash_table_insert(persons->places, g_memdup2(digest.bytes, DUE_ID_SIZE),
	                    GUINT_TO_POINTER(node.parent + 1));
	return node.parent;
}

/* Halves the path on its way. */
static uint32_t
root_of(const DuePersons *persons, uint32_t index)
{
	while (node_at(persons, index)->parent != index) {
		Node *node = node_at(persons, index);

		node->parent = node_at(persons, node->parent)->parent;
		index = node->parent;
	}
	return index;
}

void
due_persons_join(DuePersons *persons, uint32_t one, uint32_t other)
{
	if (one == DUE_NOBODY || other == DUE_NOBODY)
		return;
	one = root_of(persons, one);
	other = root_of(persons, other);
	if (one == other)
		return;
	/* The least id leads: the list is the same in whatever order the rows came. */
	if (memcmp(node_at(persons, other)->id, node_at(persons, one)->id, DUE_ID_SIZE) < 0) {
		uint32_t swapped = one;

		one = other;
		other = swapped;
	}
	node_at(persons, other)->parent = one;
	node_at(persons, one)->records += node_at(persons, other)->records;
	node_at(persons, other)->records = 0;
}

void
due_person_count(DuePersons *persons, uint32_t one)
{
	if (one != DUE_NOBODY)
		node_at(persons, root_of(persons, one))->records++;
}

static int
by_id(const void *a, const void *b)
{
	const Node *first = *(const Node *const *)a, *second = *(const Node *const *)b;

	return memcmp(first->id, second->id, DUE_ID_SIZE);
}

int64_t
due_persons_write(const DuePersons *persons, GString *out)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (uint32_t i = 0; i < persons->nodes->len; i++)
		if (node_at(persons, i)->records > 0)
			g_ptr_array_add(list, node_at(persons, i));
	g_ptr_array_sort(list, by_id);
	for (size_t i = 0; i < list->len; i++) {
		const Node *node = list->pdata[i];

		for (size_t j = 0; j < DUE_ID_SIZE; j++)
			g_string_append_printf(out, "%02x", node->id[j]);
		g_string_append_printf(out, "\t%" PRId64 "\n", node->records);
	}
	return list->len;
}
