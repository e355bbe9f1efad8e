/*
 * closure.c - the rows of one person, over all stores
 *
 * Passes over the accounts and over what leads to more rows, until nothing is new; then one
 * pass over everything.  What an account adds (identifiers, names) is used only after one
 * whole pass has looked for it in every other account.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closure.h"

#include "closure-profile.h"
#include "closure-row.h"
#include "errors.h"
#include "field-role.h"

/* More accounts of one container with one identifier: a placeholder or a call centre, no person. */
#define MOST_ACCOUNTS 8

/* Keys chained deeper than this are reported as cut, not followed. */
#define MOST_PASSES 24

/* An account that carries an identifier of the person, and is not yet decided on. */
typedef struct {
	Node *node;
	char *key; /* of the row */
	size_t key_length;
	char *via; /* the identifier it shares; NULL: the seed's field */
	Profile profile;
} Candidate;

struct Closure {
	Graph *graph;
	Identifiers identifiers;
	Profile profile; /* what all accounts so far say of the person */
	GPtrArray *candidates;
	GPtrArray *notes;
	Judgement judgement;
	const ClosureSeed *seed; /* during the first pass */
	unsigned accounts;
	unsigned passes;
	bool grew; /* in this pass */
	ClosureVisit visit;
	void *visit_data;
};

static void
candidate_free(gpointer data)
{
	Candidate *candidate = data;

	span_buffer_free(candidate->key, candidate->key_length);
	if (candidate->via != NULL)
		span_buffer_free(candidate->via, strlen(candidate->via));
	profile_clear(&candidate->profile);
	g_free(candidate);
}

static void
note_free(gpointer data)
{
	ClosureNote *note = data;

	g_free(note->code);
	g_free(note->source);
	g_free(note->container);
	g_free(note->field);
	g_free(note);
}

Closure *
closure_new(GPtrArray *sources, const Inventory *inventory)
{
	Closure *closure = g_new0(Closure, 1);

	closure->graph = graph_new(sources, inventory);
	identifiers_init(&closure->identifiers);
	judgement_init(&closure->judgement);
	closure->candidates = g_ptr_array_new_with_free_func(candidate_free);
	closure->notes = g_ptr_array_new_with_free_func(note_free);
	return closure;
}

void
closure_free(Closure *closure)
{
	if (closure == NULL)
		return;
	graph_free(closure->graph);
	identifiers_clear(&closure->identifiers);
	judgement_clear(&closure->judgement);
	profile_clear(&closure->profile);
	g_ptr_array_unref(closure->candidates);
	g_ptr_array_unref(closure->notes);
	g_free(closure);
}

/* Count one more of what @code says of @field of @node. */
static void
take_note(Closure *closure, const char *code, const Node *node, const char *field)
{
	for (unsigned i = 0; i < closure->notes->len; i++) {
		ClosureNote *note = g_ptr_array_index(closure->notes, i);
		if (g_strcmp0(note->code, code) == 0 &&
		    g_strcmp0(note->source, node->finding->source) == 0 &&
		    g_strcmp0(note->container, node->finding->container) == 0 &&
		    g_strcmp0(note->field, field) == 0) {
			note->count++;
			return;
		}
	}
	ClosureNote *note = g_new0(ClosureNote, 1);
	note->code = g_strdup(code);
	note->source = g_strdup(node->finding->source);
	note->container = g_strdup(node->finding->container);
	note->field = g_strdup(field);
	note->count = 1;
	g_ptr_array_add(closure->notes, note);
}

static void
want_keys(Closure *closure, Node *node, const SourceRecord *record)
{
	for (unsigned i = 0; i < node->anchors->len; i++) {
		Anchor *anchor = g_ptr_array_index(node->anchors, i);
		Span key;
		if (anchor->field < record->n_values &&
		    key_of_value(&record->values[anchor->field], &key) &&
		    value_set_add(anchor->wanted, key))
			closure->grew = true;
	}
}

static void
learn_identifier(Closure *closure, const Node *node, unsigned field, Span value)
{
	Identifiers *ids = &closure->identifiers;
	KindId kind = node_identifying_kind(node, field);
	Match match;

	if (kind == KIND_NONE || node->roles[field] != NULL ||
	    detection_of_value(value, KIND_BIT(kind), &match) != kind || match.form != MATCH_PLAIN)
		return;
	g_autofree char *id = identifier_text(kind, value);
	if (id == NULL)
		return;
	Span span = span_of(id);
	if (!value_set_has(ids->known, span) && !value_set_has(ids->checking, span) &&
	    !value_set_has(ids->blocked, span) && value_set_add(ids->found, span))
		closure->grew = true;
	memset(id, 0, span.length);
}

static void
learn_name(Closure *closure, Node *node, Span name)
{
	if (!value_set_has(node->names, name) && !value_set_has(node->checking, name) &&
	    !value_set_has(node->shared, name) && value_set_add(node->found, name))
		closure->grew = true;
}

/* A row that is the person's account: all that it says of the person is wanted from here on. */
static void
learn_account(Closure *closure, Node *node, const SourceRecord *record)
{
	want_keys(closure, node, record);
	for (unsigned i = 0; i < record->n_values && i < node->finding->findings->len; i++) {
		Span value;
		if (!key_of_value(&record->values[i], &value))
			continue;
		learn_identifier(closure, node, i, value);
		if (node->handles[i])
			learn_name(closure, node, value);
	}
}

/* Another account: names that it has too say nothing. */
static void
unlearn_names(Closure *closure, Node *node, const SourceRecord *record)
{
	for (unsigned i = 0; i < record->n_values && i < node->finding->findings->len; i++) {
		Span name;
		if (!node->handles[i] || !key_of_value(&record->values[i], &name))
			continue;
		bool had = value_set_remove(node->names, name);
		had = value_set_remove(node->checking, name) || had;
		had = value_set_remove(node->found, name) || had;
		if (had) {
			value_set_add(node->shared, name);
			take_note(closure, "shared-name", node, node_field(node, i)->field);
		}
	}
}

static bool
is_profile_of_account(const Node *node, const SourceRecord *record)
{
	for (unsigned i = 0; i < node->links->len; i++) {
		const Link *link = &g_array_index(node->links, Link, i);
		Span key;
		if (link->field < record->n_values &&
		    key_of_value(&record->values[link->field], &key) &&
		    value_set_has(link->anchor->wanted, key))
			return true;
	}
	return false;
}

static bool
seed_field_agrees(const Closure *closure, const Node *node, const SourceRecord *record)
{
	const ClosureSeed *seed = closure->seed;

	if (seed == NULL || seed->kind != KIND_NONE ||
	    g_strcmp0(seed->field->source, node->finding->source) != 0 ||
	    g_strcmp0(seed->field->container, node->finding->container) != 0)
		return false;
	for (unsigned i = 0; i < record->n_values && i < node->finding->findings->len; i++) {
		Span value;
		if (g_strcmp0(node_field(node, i)->field, seed->field->field) == 0)
			return key_of_value(&record->values[i], &value) &&
			       span_equal(value, seed->value);
	}
	return false;
}

static void
propose(Closure *closure, Node *node, const SourceRecord *record, char *via)
{
	Candidate *candidate = g_new0(Candidate, 1);

	candidate->node = node;
	candidate->key = span_copy(record->key);
	candidate->key_length = record->key.length;
	candidate->via = via;
	profile_read(&candidate->profile, node, record);
	g_ptr_array_add(closure->candidates, candidate);
}

static void
meet_other_account(Closure *closure, Node *node, const SourceRecord *record)
{
	const Judgement *judgement = &closure->judgement;

	if (seed_field_agrees(closure, node, record)) {
		propose(closure, node, record, NULL);
		return;
	}
	for (unsigned i = 0; i < judgement->marks->len; i++) {
		if (g_array_index(judgement->marks, Mark, i) != MARK_WHOLE ||
		    node->roles[i] != NULL)
			continue;
		char *via = identifier_of_field(node, i, record->values[i].bytes);
		if (via != NULL) {
			propose(closure, node, record, via);
			return;
		}
	}
	unlearn_names(closure, node, record);
}

static void
meet_account(Closure *closure, Node *node, const SourceRecord *record)
{
	if (!value_set_has(node->accepted, record->key) && is_profile_of_account(node, record)) {
		value_set_add(node->accepted, record->key);
		closure->accounts++;
		closure->grew = true;
	}
	if (value_set_has(node->accepted, record->key)) {
		learn_account(closure, node, record);
	} else if (value_set_has(node->rejected, record->key)) {
		unlearn_names(closure, node, record);
	} else {
		row_mark(&closure->judgement, node, record, closure->identifiers.known,
		         closure->identifiers.checking);
		meet_other_account(closure, node, record);
	}
}

static void
meet_row(Closure *closure, Node *node, const SourceRecord *record)
{
	Judgement *judgement = &closure->judgement;

	if (node->account) {
		meet_account(closure, node, record);
		return;
	}
	if (!node->grows || closure->seed != NULL)
		return;
	row_mark(judgement, node, record, closure->identifiers.known, NULL);
	row_judge(judgement, closure->graph, node, record);
	if (judgement->way != CLOSURE_NONE && judgement->way != CLOSURE_MENTIONED)
		want_keys(closure, node, record);
}

static bool
deliver_row(Closure *closure, Node *node, const SourceRecord *record, GError **error)
{
	Judgement *judgement = &closure->judgement;

	row_mark(judgement, node, record, closure->identifiers.known, NULL);
	row_judge(judgement, closure->graph, node, record);
	if (judgement->way == CLOSURE_NONE)
		return true;
	if (judgement->way == CLOSURE_MENTIONED)
		take_note(closure, "other-person", node, NULL);
	row_show(judgement, node, record);
	ClosureRow row = {
		.container = node->finding,
		.record = record,
		.way = judgement->way,
		.shows = (const Show *)(const void *)judgement->shows->data,
	};
	return closure->visit(&row, closure->visit_data, error);
}

static bool
read_group(Closure *closure, const Group *group, Progress *progress, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(SourceCursor) cursor =
		source_read(group->source, group->name, NULL, (Span){NULL, 0}, error);
	const SourceRecord *record;

	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &failure)) != NULL) {
		if (progress != NULL && !progress_advance(progress, 1)) {
			fault_set(error, FAULT_INTERRUPTED, N_("stopped"));
			return false;
		}
		Node *node = g_hash_table_lookup(group->nodes, record->container);
		if (node == NULL)
			continue;
		if (closure->visit == NULL)
			meet_row(closure, node, record);
		else if (!deliver_row(closure, node, record, error))
			return false;
	}
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	return true;
}

/* All groups once: those that can lead to more rows, or, to deliver, every one. */
static bool
pass(Closure *closure, Progress *progress, GError **error)
{
	closure->passes++;
	for (unsigned i = 0; i < closure->graph->groups->len; i++) {
		const Group *group = g_ptr_array_index(closure->graph->groups, i);
		if (closure->visit == NULL && !group->grows)
			continue;
		if (!read_group(closure, group, progress, error))
			return false;
	}
	return true;
}

static void
accept(Closure *closure, const Candidate *candidate)
{
	Span key = {candidate->key, candidate->key_length};

	if (value_set_add(candidate->node->accepted, key)) {
		closure->accounts++;
		closure->grew = true;
	}
	profile_join(&closure->profile, &candidate->profile);
}

static void
reject(Closure *closure, const Candidate *candidate)
{
	Span key = {candidate->key, candidate->key_length};

	value_set_add(candidate->node->rejected, key);
	take_note(closure, "other-account", candidate->node, NULL);
}

/* Candidates that came to the same container by the same identifier. */
static unsigned
rivals(const Closure *closure, const Candidate *candidate)
{
	unsigned n = 0;

	for (unsigned i = 0; i < closure->candidates->len; i++) {
		const Candidate *other = g_ptr_array_index(closure->candidates, i);
		n += other->node == candidate->node && g_strcmp0(other->via, candidate->via) == 0;
	}
	return n;
}

static bool
refuse_shared(unsigned accounts, GError **error)
{
	fault_set(error, FAULT_CONFLICT,
	          N_("the identifier stands in %u accounts that are not surely of one person: "
	             "give one that only this person has, such as the identity number"),
	          accounts);
	return false;
}

/*
 * The accounts that carry what the person gave.  Those of the stores in use decide who it is; a
 * copy that says otherwise (a number that had another holder last year) is left out.
 */
static bool
settle_seed(Closure *closure, GError **error)
{
	for (unsigned copies = 0; copies < 2; copies++) {
		bool decided = closure->accounts > 0;
		for (unsigned i = 0; i < closure->candidates->len; i++) {
			const Candidate *candidate = g_ptr_array_index(closure->candidates, i);
			if (candidate->node->finding->is_copy != (copies == 1))
				continue;
			unsigned n = rivals(closure, candidate);
			bool agrees = profile_agrees(&closure->profile, &candidate->profile);
			if (n > MOST_ACCOUNTS || (!agrees && !decided))
				return refuse_shared(n, error);
			if (agrees)
				accept(closure, candidate);
			else
				reject(closure, candidate);
		}
	}
	g_ptr_array_set_size(closure->candidates, 0);
	return true;
}

static void
block(Closure *closure, const Candidate *candidate)
{
	Identifiers *ids = &closure->identifiers;
	Span via = span_of(candidate->via);

	value_set_remove(ids->checking, via);
	if (value_set_add(ids->blocked, via))
		take_note(closure, "shared-identifier", candidate->node, NULL);
}

/* Accounts met by an identifier of another account of the person. */
static void
settle_candidates(Closure *closure)
{
	for (unsigned i = 0; i < closure->candidates->len; i++) {
		const Candidate *candidate = g_ptr_array_index(closure->candidates, i);
		if (rivals(closure, candidate) <= MOST_ACCOUNTS &&
		    profile_agrees(&closure->profile, &candidate->profile)) {
			accept(closure, candidate);
		} else {
			block(closure, candidate);
			reject(closure, candidate);
		}
	}
	g_ptr_array_set_size(closure->candidates, 0);
}

/* What was looked for in a whole pass is certain now; what was found in it is looked for next. */
static void
turn_over(Closure *closure)
{
	Identifiers *ids = &closure->identifiers;

	closure->grew = value_set_move(ids->known, ids->checking) || closure->grew;
	closure->grew = value_set_move(ids->checking, ids->found) || closure->grew;
	for (unsigned i = 0; i < closure->graph->nodes->len; i++) {
		Node *node = graph_node(closure->graph, i);
		if (!node->account)
			continue;
		closure->grew = value_set_move(node->names, node->checking) || closure->grew;
		closure->grew = value_set_move(node->checking, node->found) || closure->grew;
	}
}

static void
note_unreadable(Closure *closure)
{
	for (unsigned i = 0; i < closure->graph->nodes->len; i++) {
		const Node *node = graph_node(closure->graph, i);
		if (node->finding->unreadable != NULL)
			take_note(closure, "unreadable", node, NULL);
	}
}

bool
closure_find(Closure *closure, const ClosureSeed *seed, Progress *progress, GError **error)
{
	note_unreadable(closure);
	closure->seed = seed;
	if (seed->kind != KIND_NONE) {
		g_autofree char *id = identifier_text(seed->kind, seed->value);
		if (id == NULL) {
			fault_set(error, FAULT_USAGE, N_("the identifier is not a %s"),
			          kind_get(seed->kind)->id);
			return false;
		}
		value_set_add(closure->identifiers.known, span_of(id));
		memset(id, 0, strlen(id));
	}
	if (!pass(closure, progress, error) || !settle_seed(closure, error))
		return false;
	closure->seed = NULL;
	do {
		closure->grew = false;
		if (!pass(closure, progress, error))
			return false;
		settle_candidates(closure);
		turn_over(closure);
	} while (closure->grew && closure->passes < MOST_PASSES);
	if (closure->grew && closure->graph->nodes->len > 0)
		take_note(closure, "cut", graph_node(closure->graph, 0), NULL);
	return true;
}

bool
closure_rows(Closure *closure, ClosureVisit visit, void *data, Progress *progress, GError **error)
{
	closure->visit = visit;
	closure->visit_data = data;
	bool done = pass(closure, progress, error);
	closure->visit = NULL;
	return done;
}

unsigned
closure_accounts(const Closure *closure)
{
	return closure->accounts;
}

unsigned
closure_passes(const Closure *closure)
{
	return closure->passes;
}

const GPtrArray *
closure_notes(const Closure *closure)
{
	return closure->notes;
}

char *
closure_scrub(const Closure *closure, Span text, size_t *ret_length, unsigned *ret_masked)
{
	return row_scrub(closure->identifiers.known, text, ret_length, ret_masked);
}

const char *
closure_way_name(ClosureWay way)
{
	static const char *const names[N_CLOSURE_WAYS] = {
		[CLOSURE_NONE] = "none",          [CLOSURE_ACCOUNT] = "account",
		[CLOSURE_OWNED] = "key",          [CLOSURE_NAMED] = "name",
		[CLOSURE_MATCHED] = "identifier", [CLOSURE_MENTIONED] = "mention",
	};

	return names[way];
}
