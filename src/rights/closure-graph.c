/*
 * closure-graph.c - containers, and the keys between them, as the closure walks them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closure-graph.h"

#include "field-role.h"
#include "relation.h"

static void
anchor_free(gpointer data)
{
	Anchor *anchor = data;

	value_set_free(anchor->wanted);
	g_free(anchor);
}

static void
node_free(gpointer data)
{
	Node *node = data;

	g_free(node->roles);
	g_free(node->handles);
	g_ptr_array_unref(node->anchors);
	g_array_unref(node->links);
	g_array_unref(node->name_links);
	value_set_free(node->accepted);
	value_set_free(node->rejected);
	value_set_free(node->names);
	value_set_free(node->checking);
	value_set_free(node->found);
	value_set_free(node->shared);
	g_free(node->noun);
	g_free(node);
}

static void
group_free(gpointer data)
{
	Group *group = data;

	g_hash_table_unref(group->nodes);
	g_free(group);
}

static Node *
node_new(const ContainerFinding *finding, unsigned index)
{
	Node *node = g_new0(Node, 1);

	node->finding = finding;
	node->index = index;
	node->account = finding->record_class == RECORD_ACCOUNT;
	node->roles = g_new0(const char *, finding->findings->len + 1);
	node->handles = g_new0(bool, finding->findings->len + 1);
	node->anchors = g_ptr_array_new_with_free_func(anchor_free);
	node->links = g_array_new(FALSE, FALSE, sizeof(Link));
	node->name_links = g_array_new(FALSE, FALSE, sizeof(NameLink));
	node->accepted = value_set_new();
	node->names = value_set_new();
	node->rejected = value_set_new();
	node->checking = value_set_new();
	node->found = value_set_new();
	node->shared = value_set_new();
	node->noun = table_noun(container_table(finding->container));
	for (unsigned i = 0; i < finding->findings->len; i++) {
		node->roles[i] = field_role(node_field(node, i)->field);
		node->handles[i] = field_is_handle(node_field(node, i)->field);
	}
	return node;
}

static int
field_index(const Node *node, const char *name)
{
	for (unsigned i = 0; i < node->finding->findings->len; i++)
		if (g_strcmp0(node_field(node, i)->field, name) == 0)
			return (int)i;
	return -1;
}

/* The one field that names a row, or -1. */
static int
key_index(const Node *node)
{
	int key = -1;

	for (unsigned i = 0; i < node->finding->findings->len; i++) {
		if (!node_field(node, i)->in_key)
			continue;
		if (key >= 0)
			return -1;
		key = (int)i;
	}
	if (key >= 0)
		return key;
	g_autofree char *long_name = g_strconcat(node->noun, "_id", NULL);
	key = field_index(node, "id");
	return key >= 0 ? key : field_index(node, long_name);
}

static Anchor *
anchor_of(Node *node, unsigned field)
{
	for (unsigned i = 0; i < node->anchors->len; i++) {
		Anchor *anchor = g_ptr_array_index(node->anchors, i);
		if (anchor->field == field)
			return anchor;
	}
	Anchor *anchor = g_new0(Anchor, 1);
	anchor->field = field;
	anchor->wanted = value_set_new();
	g_ptr_array_add(node->anchors, anchor);
	return anchor;
}

/* The file inside the source that a container lies in: what stands before its table. */
static Span
container_file(const ContainerFinding *finding)
{
	const char *table = container_table(finding->container);

	return (Span){finding->container, (size_t)(table - finding->container)};
}

static bool
same_file(const Node *a, const Node *b)
{
	return g_strcmp0(a->finding->source, b->finding->source) == 0 &&
	       span_equal(container_file(a->finding), container_file(b->finding));
}

/*
 * May rows of @child be reached from rows of @parent by @field?  An account is a person of
 * its own, reached from another only where it says of itself to be the same: a profile.
 */
static bool
leads_down(const Node *child, unsigned field, const Node *parent)
{
	if (child == parent)
		return false;
	if (!child->account)
		return true;
	if (!parent->account || child->roles[field] != NULL)
		return false;
	g_autofree char *key = key_noun(node_field(child, field)->field);
	return g_strcmp0(key, parent->noun) == 0;
}

static void
link_nodes(Node *child, unsigned field, Node *parent, unsigned parent_field)
{
	if (!leads_down(child, field, parent) ||
	    (parent->account && field_is_clerk(node_field(child, field)->field)))
		return;
	if (parent->account && !node_field(parent, parent_field)->in_key &&
	    parent->handles[parent_field]) {
		NameLink name = {field, parent->index};
		g_array_append_val(child->name_links, name);
		return;
	}
	Link link = {field, parent->index, anchor_of(parent, parent_field), parent->account, false};
	g_array_append_val(child->links, link);
	parent->grows = true;
}

typedef enum { NEAR_FILE, NEAR_SOURCE, NEAR_ELSEWHERE, N_NEAR } Nearness;

static Nearness
nearness(const Node *a, const Node *b)
{
	if (same_file(a, b))
		return NEAR_FILE;
	return g_strcmp0(a->finding->source, b->finding->source) == 0 ? NEAR_SOURCE
	                                                              : NEAR_ELSEWHERE;
}

/* Tables whose noun is @noun, as near to @child as there are any; Node *, lent. */
static GPtrArray *
named_nearby(GHashTable *nouns, const Node *child, const char *noun)
{
	g_autoptr(GPtrArray) best = g_ptr_array_new();
	const GPtrArray *all = g_hash_table_lookup(nouns, noun);
	Nearness nearest = N_NEAR;

	for (unsigned i = 0; all != NULL && i < all->len; i++) {
		Node *node = g_ptr_array_index(all, i);
		Nearness near = nearness(child, node);
		if (near == NEAR_ELSEWHERE && node->finding->is_copy)
			continue;
		if (near < nearest)
			g_ptr_array_set_size(best, 0);
		nearest = MIN(near, nearest);
		if (near == nearest)
			g_ptr_array_add(best, node);
	}
	/* Elsewhere or in one file, two tables of one noun say nothing. */
	if (best->len > 1 && nearest != NEAR_SOURCE)
		g_ptr_array_set_size(best, 0);
	return g_steal_pointer(&best);
}

static bool
has_link(const Node *node, unsigned field)
{
	for (unsigned i = 0; i < node->links->len; i++)
		if (g_array_index(node->links, Link, i).field == field)
			return true;
	for (unsigned i = 0; i < node->name_links->len; i++)
		if (g_array_index(node->name_links, NameLink, i).field == field)
			return true;
	return false;
}

/* "uid" in a log, "members" in the database: nouns that all mean the platform's user. */
static bool
means_user(const char *noun)
{
	static const char *const nouns[] = {"user",      "member",  "customer", "client", "account",
	                                    "passenger", "patient", "student",  "player", NULL};

	return g_strv_contains(nouns, noun);
}

/* What key fields call the user, where no table is called so. */
#define ANY_USER "*"

static void
link_by_name(GHashTable *nouns, Node *child, unsigned field)
{
	g_autofree char *noun = key_noun(node_field(child, field)->field);

	if (noun == NULL || has_link(child, field))
		return;
	bool known = g_hash_table_contains(nouns, noun);
	if (!known && (!means_user(noun) || child->account))
		return;
	g_autoptr(GPtrArray) parents = named_nearby(nouns, child, known ? noun : ANY_USER);
	for (unsigned i = 0; i < parents->len; i++) {
		Node *parent = g_ptr_array_index(parents, i);
		int key = key_index(parent);
		if (key >= 0)
			link_nodes(child, field, parent, (unsigned)key);
	}
}

/*
 * Does @field name by its words another kind of account than @account: "member_username" beside
 * tables of members and of staff?
 */
static bool
names_other_account(const Graph *graph, const Node *child, unsigned field, const Node *account)
{
	g_auto(GStrv) words = name_words(node_field(child, field)->field);
	bool other = false;

	if (words_have(words, account->noun))
		return false;
	for (unsigned i = 0; i < graph->nodes->len && !other; i++) {
		const Node *node = graph_node(graph, i);
		other = node->account && nearness(child, node) != NEAR_ELSEWHERE &&
		        words_have(words, node->noun);
	}
	return other;
}

/* Names copied into a table that has no key to say whose its rows are. */
static void
link_handle_copies(const Graph *graph, Node *child)
{
	for (unsigned f = 0; f < child->finding->findings->len; f++) {
		if (!field_is_handle_copy(node_field(child, f)->field) || has_link(child, f))
			continue;
		for (unsigned i = 0; i < graph->nodes->len; i++) {
			const Node *node = graph_node(graph, i);
			NameLink name = {f, i};
			if (node->account && nearness(child, node) != NEAR_ELSEWHERE &&
			    !names_other_account(graph, child, f, node))
				g_array_append_val(child->name_links, name);
		}
	}
}

/*
 * How much a link says of whose a row is: the inventory's subject field; else a key to an account
 * that names no other role; else (a log of what staff did) one that does; else nothing.
 */
static unsigned
owner_rank(const Node *node, const Link *link)
{
	const char *role = node->roles[link->field];
	bool subject =
		g_strcmp0(node_field(node, link->field)->field, node->finding->subject_field) == 0;

	if (!link->to_account)
		return 0;
	if (subject && !field_role_is_staff(role))
		return 3;
	return role == NULL ? 2 : 1;
}

static void
mark_owners(Node *node)
{
	unsigned best = 0;

	for (unsigned i = 0; i < node->links->len; i++)
		best = MAX(best, owner_rank(node, &g_array_index(node->links, Link, i)));
	for (unsigned i = 0; i < node->links->len; i++) {
		Link *link = &g_array_index(node->links, Link, i);
		link->owner = best > 0 && owner_rank(node, link) == best;
	}
	node->has_owner = best > 0;
	node->clerk_owner = best == 1;
	node->of_person = best > 1;
}

static bool
hangs_on_person(const Graph *graph, const Node *node)
{
	for (unsigned i = 0; i < node->links->len; i++) {
		const Link *link = &g_array_index(node->links, Link, i);
		if (!link->to_account && graph_node(graph, link->parent)->of_person)
			return true;
	}
	return false;
}

/*
 * What hangs on a person's rows is that person's: the treatment of a patient is not the data of
 * the doctor who gave it.
 */
static void
mark_persons(const Graph *graph)
{
	bool grew = true;

	while (grew) {
		grew = false;
		for (unsigned i = 0; i < graph->nodes->len; i++) {
			Node *node = graph_node(graph, i);
			if (node->of_person || node->account || !hangs_on_person(graph, node))
				continue;
			node->of_person = true;
			grew = true;
		}
	}
}

/*
 * A name that plays a role (the clerk who handled the order) says whose the row is only where
 * nothing else does: in a log of what staff did.
 */
static void
keep_owner_names(Node *node)
{
	bool of_person = node->links->len > 0;

	for (unsigned i = 0; i < node->name_links->len; i++)
		of_person = of_person ||
		            node->roles[g_array_index(node->name_links, NameLink, i).field] == NULL;
	for (unsigned i = node->name_links->len; of_person && i > 0; i--)
		if (node->roles[g_array_index(node->name_links, NameLink, i - 1).field] != NULL)
			g_array_remove_index(node->name_links, i - 1);
}

static void
add_noun(GHashTable *nouns, const char *noun, Node *node)
{
	GPtrArray *all = g_hash_table_lookup(nouns, noun);

	if (all == NULL) {
		all = g_ptr_array_new();
		g_hash_table_insert(nouns, (gpointer)(uintptr_t)noun, all);
	}
	g_ptr_array_add(all, node);
}

static GHashTable *
nouns_of(const Graph *graph)
{
	GHashTable *nouns = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
	                                          (GDestroyNotify)g_ptr_array_unref);

	for (unsigned i = 0; i < graph->nodes->len; i++) {
		Node *node = graph_node(graph, i);
		add_noun(nouns, node->noun, node);
		if (node->account && means_user(node->noun))
			add_noun(nouns, ANY_USER, node);
	}
	return nouns;
}

/* What the survey found: keys, declared or named, and copies of names that are not keys. */
static void
link_relations(const Graph *graph, const Inventory *inventory)
{
	g_autoptr(GPtrArray) relations = relations_find(inventory);
	g_autoptr(GHashTable) nodes = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < graph->nodes->len; i++) {
		Node *node = graph_node(graph, i);
		g_hash_table_insert(nodes, (gpointer)(uintptr_t)node->finding, node);
	}
	for (unsigned i = 0; i < relations->len; i++) {
		const Relation *relation = g_ptr_array_index(relations, i);
		Node *child = g_hash_table_lookup(nodes, relation->from);
		Node *parent = g_hash_table_lookup(nodes, relation->to);
		int field = child == NULL ? -1 : field_index(child, relation->from_field->field);
		int key = parent == NULL ? -1 : field_index(parent, relation->to_field->field);
		if (field < 0 || key < 0)
			continue;
		/* Equal strong identifiers are found wherever they stand, without a link. */
		if (relation->form == RELATION_BY_VALUE &&
		    (relation->strong ||
		     names_other_account(graph, child, (unsigned)field, parent)))
			continue;
		link_nodes(child, (unsigned)field, parent, (unsigned)key);
	}
}

static void
link_all(Graph *graph, const Inventory *inventory)
{
	g_autoptr(GHashTable) nouns = nouns_of(graph);

	link_relations(graph, inventory);
	for (unsigned i = 0; i < graph->nodes->len; i++) {
		Node *node = graph_node(graph, i);
		for (unsigned f = 0; f < node->finding->findings->len; f++)
			link_by_name(nouns, node, f);
		mark_owners(node);
		if (!node->account && !node->has_owner)
			link_handle_copies(graph, node);
		keep_owner_names(node);
	}
	mark_persons(graph);
}

static Source *
source_named(const GPtrArray *sources, const char *name)
{
	for (unsigned i = 0; i < sources->len; i++)
		if (g_strcmp0(source_name(g_ptr_array_index(sources, i)), name) == 0)
			return g_ptr_array_index(sources, i);
	return NULL;
}

static Group *
group_of(Graph *graph, GHashTable *known, Source *source, const ContainerFinding *finding)
{
	bool alone = finding->group == NULL || *finding->group == '\0';
	const char *name = alone ? finding->container : finding->group;
	g_autofree char *id = g_strjoin("\n", finding->source, name, NULL);
	Group *group = g_hash_table_lookup(known, id);

	if (group == NULL) {
		group = g_new0(Group, 1);
		group->source = source;
		group->name = name;
		group->nodes = g_hash_table_new(g_str_hash, g_str_equal);
		g_ptr_array_add(graph->groups, group);
		g_hash_table_insert(known, g_steal_pointer(&id), group);
	}
	return group;
}

/* Those with accounts first: then most keys are known when their children are read. */
static gint
by_accounts(gconstpointer a, gconstpointer b)
{
	const Group *first = *(const Group *const *)a;
	const Group *second = *(const Group *const *)b;

	return (int)second->grows - (int)first->grows;
}

static void
make_groups(Graph *graph, const GPtrArray *sources)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (unsigned i = 0; i < graph->nodes->len; i++) {
		Node *node = graph_node(graph, i);
		Source *source = source_named(sources, node->finding->source);
		if (source == NULL || node->finding->unreadable != NULL)
			continue;
		Group *group = group_of(graph, known, source, node->finding);
		g_hash_table_insert(group->nodes, node->finding->container, node);
		group->grows = group->grows || node->grows || node->account;
	}
	g_ptr_array_sort(graph->groups, by_accounts);
}

Graph *
graph_new(GPtrArray *sources, const Inventory *inventory)
{
	Graph *graph = g_new0(Graph, 1);

	graph->nodes = g_ptr_array_new_with_free_func(node_free);
	graph->groups = g_ptr_array_new_with_free_func(group_free);
	for (unsigned i = 0; i < inventory->containers->len; i++)
		g_ptr_array_add(graph->nodes,
		                node_new(g_ptr_array_index(inventory->containers, i), i));
	link_all(graph, inventory);
	make_groups(graph, sources);
	return graph;
}

void
graph_free(Graph *graph)
{
	if (graph == NULL)
		return;
	g_ptr_array_unref(graph->nodes);
	g_ptr_array_unref(graph->groups);
	g_free(graph);
}
