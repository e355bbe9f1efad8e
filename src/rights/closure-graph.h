/*
 * closure-graph.h - containers, and the keys between them, as the closure walks them
 *
 * Links are those of the inventory, declared or discovered; where it has none, a key
 * field named after a table ("member_id", "members") is one, in the same file before the same
 * source, and in another source only where one single table has that noun.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "closure.h"
#include "value-set.h"

/* A field that others point to, and which of its values are the person's. */
typedef struct {
	unsigned field;
	ValueSet *wanted;
} Anchor;

/* A field of this container that points to an anchor of another. */
typedef struct {
	unsigned field;
	unsigned parent; /* index of the node */
	Anchor *anchor;  /* of the parent */
	bool to_account;
	bool owner; /* says whose the row is */
} Link;

/* A field that holds a copy of a name. */
typedef struct {
	unsigned field;
	unsigned account; /* index of the node the name is of */
} NameLink;

typedef struct {
	const ContainerFinding *finding;
	unsigned index;
	bool account;       /* its rows are persons */
	bool grows;         /* its rows can lead to more rows */
	bool has_owner;     /* some link says whose a row is */
	bool clerk_owner;   /* only links to those who play a role in it do */
	bool of_person;     /* its rows are some person's, by a key or through the rows above */
	const char **roles; /* one a field; NULL: the row's own person */
	bool *handles;      /* one a field: a name the account goes by */
	GPtrArray *anchors; /* Anchor * */
	GArray *links;      /* Link */
	GArray *name_links; /* NameLink */
	char *noun;         /* "member" of "ums_member" */
	ValueSet *accepted; /* accounts: keys of the rows that are the person's */
	ValueSet *rejected; /* accounts: keys of rows that are not, whatever they carry */
	ValueSet *names;    /* names that only the person has here, */
	ValueSet *checking; /* those being looked for in every other account, */
	ValueSet *found;    /* those found in this pass, */
	ValueSet *shared;   /* and those that others have too */
} Node;

/* What one read of a source delivers together. */
typedef struct {
	Source *source;
	const char *name;
	GHashTable *nodes; /* container name -> Node * */
	bool grows;
} Group;

typedef struct {
	GPtrArray *nodes;  /* Node *, in the inventory's order */
	GPtrArray *groups; /* Group *; those with accounts first */
} Graph;

Graph *graph_new(GPtrArray *sources, const Inventory *inventory);
void graph_free(Graph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Graph, graph_free)

static inline Node *
graph_node(const Graph *graph, unsigned index)
{
	return g_ptr_array_index(graph->nodes, index);
}

static inline const Finding *
node_field(const Node *node, unsigned field)
{
	return g_ptr_array_index(node->finding->findings, field);
}
