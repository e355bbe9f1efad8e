/*
 * closure-row.c - whose a row is, and how much of it the person may have
 *
 * A row is the person's where a key says so, or where it carries an identifier and no key says
 * that it is another's.  A row of another that carries one (goods sent to the
 * person) is shown only as far as it speaks of the person.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closure-row.h"

#include "field-role.h"

/* Shorter text holds no identifier of a kind that tells persons apart. */
#define SHORTEST_IDENTIFIER 6

/* Digits of the shortest identifier that is a number: a mobile number. */
#define SHORTEST_NUMBER 11
#define OPENID_LENGTH   28

/* Around an identifier that is a whole value: quotes, a country code, separators. */
#define WRAPPING 8

void
identifiers_init(Identifiers *identifiers)
{
	identifiers->known = value_set_new();
	identifiers->checking = value_set_new();
	identifiers->found = value_set_new();
	identifiers->blocked = value_set_new();
}

void
identifiers_clear(Identifiers *identifiers)
{
	g_clear_pointer(&identifiers->known, value_set_free);
	g_clear_pointer(&identifiers->checking, value_set_free);
	g_clear_pointer(&identifiers->found, value_set_free);
	g_clear_pointer(&identifiers->blocked, value_set_free);
}

void
judgement_init(Judgement *judgement)
{
	*judgement = (Judgement){
		.marks = g_array_new(FALSE, TRUE, sizeof(Mark)),
		.shows = g_array_new(FALSE, TRUE, sizeof(Show)),
	};
}

void
judgement_clear(Judgement *judgement)
{
	g_clear_pointer(&judgement->marks, g_array_unref);
	g_clear_pointer(&judgement->shows, g_array_unref);
}

bool
key_of_value(const SourceValue *value, Span *ret_key)
{
	Span key = span_trim(value->bytes);

	if (value->type == VALUE_NULL || key.length == 0 || span_is(key, "0") || span_is(key, "-1"))
		return false;
	*ret_key = key;
	return true;
}

bool
closure_kind_identifies(KindId kind)
{
	/* Devices and vehicles are shared in a family: they do not say who asks. */
	return kind != KIND_NONE && kind_get(kind)->identifies &&
	       kind_get(kind)->category != CATEGORY_DEVICE && kind != KIND_PLATE &&
	       kind != KIND_VIN;
}

static KindSet
identifying_kinds(void)
{
	static KindSet set = 0;

	if (set != 0)
		return set;
	for (int k = 0; k < kind_count(); k++)
		if (closure_kind_identifies((KindId)k))
			set |= KIND_BIT(k);
	return set;
}

KindId
node_identifying_kind(const Node *node, unsigned field)
{
	const Finding *finding = node_field(node, field);

	/* What a mask leaves is shared by many. */
	if (finding->status == STATUS_REJECTED || finding->form == FIELD_MASKED ||
	    !closure_kind_identifies(finding->kind))
		return KIND_NONE;
	return finding->kind;
}

char *
identifier_text(KindId kind, Span value)
{
	g_autofree char *normal = detection_normalise(kind, span_trim(value));

	if (normal == NULL || *normal == '\0')
		return NULL;
	return g_strdup_printf("%d:%s", (int)kind, normal);
}

char *
identifier_of_field(const Node *node, unsigned field, Span value)
{
	KindId kind = node_identifying_kind(node, field);
	Match match;

	/* Many have the same masked number. */
	if (kind == KIND_NONE &&
	    detection_of_value(value, identifying_kinds(), &match) != KIND_NONE &&
	    match.form == MATCH_PLAIN)
		kind = match.kind;
	return kind == KIND_NONE ? NULL : identifier_text(kind, value);
}

typedef struct {
	const ValueSet *set;
	const ValueSet *more;
	size_t length; /* of the whole value */
	Mark mark;
} MarkScan;

static bool
is_wanted(const MarkScan *scan, KindId kind, Span value)
{
	g_autofree char *id = identifier_text(kind, value);

	if (id == NULL)
		return false;
	Span span = span_of(id);
	bool found = value_set_has(scan->set, span) ||
	             (scan->more != NULL && value_set_has(scan->more, span));
	memset(id, 0, span.length);
	return found;
}

static bool
mark_match(const Match *match, Span text, void *data)
{
	MarkScan *scan = data;

	if (!is_wanted(scan, match->kind, text))
		return true;
	scan->mark = match->length + WRAPPING >= scan->length ? MARK_WHOLE : MARK_INSIDE;
	return scan->mark != MARK_WHOLE;
}

/*
 * Could an identifier stand in it at all?  All but an OpenID hold a digit (in ASCII or full
 * width, which begins with EF) or an '@'.  This spares most values the detectors.
 */
static bool
is_worth_scanning(const SourceValue *value, Span text)
{
	if (value->type == VALUE_INTEGER || value->type == VALUE_REAL)
		return text.length >= SHORTEST_NUMBER;
	if (text.length >= OPENID_LENGTH)
		return true;
	for (size_t i = 0; i < text.length; i++)
		if (g_ascii_isdigit(text.bytes[i]) || text.bytes[i] == '@' ||
		    (unsigned char)text.bytes[i] == 0xef)
			return true;
	return false;
}

static Mark
mark_value(const Node *node, unsigned field, const SourceValue *value, MarkScan *scan)
{
	KindId kind = node_identifying_kind(node, field);
	Span text = span_trim(value->bytes);

	if (value->type == VALUE_NULL || text.length < SHORTEST_IDENTIFIER)
		return MARK_NONE;
	if (kind != KIND_NONE && is_wanted(scan, kind, text))
		return MARK_WHOLE;
	if (!is_worth_scanning(value, text))
		return MARK_NONE;
	scan->length = text.length;
	scan->mark = MARK_NONE;
	(void)!detection_scan(text, identifying_kinds(), DETECTION_BEST, mark_match, scan);
	return scan->mark;
}

typedef struct {
	const ValueSet *known;
	Span text;
	char *out;
	size_t used; /* of the output */
	size_t read; /* of the text */
	size_t room;
	unsigned masked;
} Scrub;

static void
scrub_put(Scrub *scrub, Span piece)
{
	size_t length = MIN(piece.length, scrub->room - scrub->used);

	if (length > 0)
		memcpy(scrub->out + scrub->used, piece.bytes, length);
	scrub->used += length;
}

static bool
scrub_match(const Match *match, Span text, void *data)
{
	Scrub *scrub = data;
	MarkScan wanted = {.set = scrub->known};
	size_t start = (size_t)match->offset;

	if (is_wanted(&wanted, match->kind, text))
		return true;
	g_autofree char *mask = kind_mask(match->kind, text);
	scrub_put(scrub, span_slice(scrub->text, scrub->read, start - scrub->read));
	scrub_put(scrub, span_of(mask));
	scrub->read = start + match->length;
	scrub->masked++;
	return true;
}

char *
row_scrub(const ValueSet *known, Span text, size_t *ret_length, unsigned *ret_masked)
{
	/* A mask has as many characters as what it masks: never more bytes. */
	Scrub scrub = {.known = known, .text = text, .room = text.length};

	scrub.out = g_malloc(text.length + 1);
	if (text.length >= SHORTEST_IDENTIFIER)
		(void)!detection_scan(text, identifying_kinds(), DETECTION_BEST, scrub_match,
		                      &scrub);
	scrub_put(&scrub, span_slice(text, scrub.read, text.length - scrub.read));
	scrub.out[scrub.used] = '\0';
	*ret_length = scrub.used;
	*ret_masked = scrub.masked;
	return scrub.out;
}

static unsigned
row_width(const Node *node, const SourceRecord *record)
{
	return (unsigned)MIN(record->n_values, node->finding->findings->len);
}

void
row_mark(Judgement *judgement, const Node *node, const SourceRecord *record, const ValueSet *set,
         const ValueSet *more)
{
	MarkScan scan = {.set = set, .more = more};
	unsigned width = row_width(node, record);
	bool any = value_set_size(set) > 0 || (more != NULL && value_set_size(more) > 0);

	g_array_set_size(judgement->marks, 0);
	g_array_set_size(judgement->marks, (unsigned)record->n_values);
	for (unsigned i = 0; any && i < width; i++)
		g_array_index(judgement->marks, Mark, i) =
			mark_value(node, i, &record->values[i], &scan);
}

/* What the keys of a row say. */
typedef struct {
	bool mine;        /* an owner's key is the person's */
	bool direct;      /* another key to an account is */
	bool under;       /* it hangs on a row that is the person's */
	bool named;       /* it carries a name that only the person has */
	bool other_owner; /* the owner's key is another's */
	const char *role; /* of the field that leads to the person */
} Keys;

static void
follow_links(const Node *node, const SourceRecord *record, Keys *keys)
{
	bool owned_by_other = false;

	for (unsigned i = 0; i < node->links->len; i++) {
		const Link *link = &g_array_index(node->links, Link, i);
		Span key;
		if (link->field >= record->n_values ||
		    !key_of_value(&record->values[link->field], &key))
			continue;
		bool wanted = value_set_has(link->anchor->wanted, key);
		if (wanted && link->owner)
			keys->mine = true;
		if (wanted && link->to_account)
			keys->role = node->roles[link->field];
		keys->direct = keys->direct || (wanted && link->to_account);
		keys->under = keys->under || (wanted && !link->to_account);
		owned_by_other = owned_by_other || (link->owner && !wanted);
	}
	/* A clerk's key neither takes a row from the person it hangs on nor gives it away. */
	if (node->clerk_owner && node->of_person) {
		keys->mine = false;
		keys->other_owner = !keys->under;
		return;
	}
	keys->other_owner = owned_by_other && !keys->mine;
}

static void
follow_names(const Graph *graph, const Node *node, const SourceRecord *record, Keys *keys)
{
	bool filled = false;

	for (unsigned i = 0; i < node->name_links->len; i++) {
		const NameLink *name = &g_array_index(node->name_links, NameLink, i);
		Span key;
		if (name->field >= record->n_values ||
		    !key_of_value(&record->values[name->field], &key))
			continue;
		filled = true;
		keys->named =
			keys->named || value_set_has(graph_node(graph, name->account)->names, key);
	}
	if (!node->has_owner && filled && !keys->named)
		keys->other_owner = true;
}

static bool
is_marked(Judgement *judgement, const Node *node)
{
	bool marked = false;

	for (unsigned i = 0; i < judgement->marks->len; i++) {
		if (g_array_index(judgement->marks, Mark, i) == MARK_NONE)
			continue;
		if (!marked)
			judgement->role = node->roles[i];
		marked = true;
	}
	return marked;
}

static ClosureWay
way_of_account(Judgement *judgement, const Node *node, const SourceRecord *record)
{
	if (value_set_has(node->accepted, record->key))
		return CLOSURE_ACCOUNT;
	judgement->other_owner = true;
	for (unsigned i = 0; i < judgement->marks->len; i++) {
		Mark mark = g_array_index(judgement->marks, Mark, i);
		/* In a field of its own it is the other account that shares the identifier. */
		if (mark == MARK_INSIDE || (mark == MARK_WHOLE && node->roles[i] != NULL)) {
			judgement->role = node->roles[i];
			return CLOSURE_MENTIONED;
		}
	}
	return CLOSURE_NONE;
}

void
row_judge(Judgement *judgement, const Graph *graph, const Node *node, const SourceRecord *record)
{
	Keys keys = {0};

	judgement->way = CLOSURE_NONE;
	judgement->role = NULL;
	judgement->other_owner = false;
	if (node->account) {
		judgement->way = way_of_account(judgement, node, record);
		return;
	}
	follow_links(node, record, &keys);
	follow_names(graph, node, record, &keys);
	judgement->other_owner = keys.other_owner;
	bool marked = is_marked(judgement, node);
	if (keys.mine || ((keys.direct || keys.under) && !keys.other_owner))
		judgement->way = CLOSURE_OWNED;
	else if (keys.named && !keys.other_owner)
		judgement->way = CLOSURE_NAMED;
	else if (marked)
		judgement->way = keys.other_owner ? CLOSURE_MENTIONED : CLOSURE_MATCHED;
	else if (keys.direct) {
		judgement->way = CLOSURE_MENTIONED;
		judgement->role = keys.role;
	}
}

static bool
is_secret(const Finding *finding)
{
	static const KindSet secrets = KIND_BIT(KIND_PASSWORD_HASH) | KIND_BIT(KIND_PASSWORD) |
	                               KIND_BIT(KIND_SECRET_KEY) | KIND_BIT(KIND_PRIVATE_KEY) |
	                               KIND_BIT(KIND_JWT) | KIND_BIT(KIND_CLOUD_KEY);

	return finding->status != STATUS_REJECTED && finding->kind != KIND_NONE &&
	       kind_set_has(secrets, finding->kind);
}

/* The person's own row: all of it, but the identifiers of those who play another role in it. */
static Show
show_own(const Judgement *judgement, const Node *node, unsigned field)
{
	KindId kind = node_identifying_kind(node, field);
	Mark mark = g_array_index(judgement->marks, Mark, field);
	const char *role = node->roles[field];

	if (kind == KIND_NONE)
		return SHOW_SCRUBBED;
	if (mark == MARK_WHOLE || field_role_is_given(role))
		return SHOW_ALL;
	return role == NULL ? SHOW_ALL : SHOW_MASKED;
}

/* A row nobody owns: what is personal and plays another role, or is of the matched kind, is another's. */
static Show
show_matched(const Judgement *judgement, const Node *node, unsigned field)
{
	Mark mark = g_array_index(judgement->marks, Mark, field);
	const Finding *finding = node_field(node, field);
	const char *role = node->roles[field];

	if (mark == MARK_WHOLE)
		return SHOW_ALL;
	if (mark == MARK_INSIDE || finding->personal == PERSONAL_NO)
		return SHOW_SCRUBBED;
	if (role != NULL && g_strcmp0(role, judgement->role) != 0)
		return SHOW_MASKED;
	KindId kind = node_identifying_kind(node, field);
	for (unsigned i = 0; kind != KIND_NONE && i < judgement->marks->len; i++)
		if (g_array_index(judgement->marks, Mark, i) == MARK_WHOLE &&
		    node_identifying_kind(node, i) == kind)
			return SHOW_MASKED;
	return kind == KIND_NONE ? SHOW_SCRUBBED : SHOW_ALL;
}

/* Another's row: what speaks of the person, and what is personal to nobody. */
static Show
show_mentioned(const Judgement *judgement, const Node *node, unsigned field)
{
	Mark mark = g_array_index(judgement->marks, Mark, field);
	const Finding *finding = node_field(node, field);

	if (mark == MARK_WHOLE)
		return SHOW_ALL;
	if (mark == MARK_INSIDE)
		return SHOW_SCRUBBED;
	if (judgement->role != NULL && g_strcmp0(node->roles[field], judgement->role) == 0)
		return SHOW_SCRUBBED;
	return finding->personal == PERSONAL_NO && !node->account ? SHOW_SCRUBBED : SHOW_MASKED;
}

/* A key to an account that is not the person's: it names another. */
static bool
leads_to_other(const Node *node, unsigned field, const SourceRecord *record)
{
	bool to_account = false;
	Span key;

	if (!key_of_value(&record->values[field], &key))
		return false;
	for (unsigned i = 0; i < node->links->len; i++) {
		const Link *link = &g_array_index(node->links, Link, i);
		if (link->field != field || !link->to_account)
			continue;
		if (value_set_has(link->anchor->wanted, key))
			return false;
		to_account = true;
	}
	return to_account;
}

static Show
show_field(const Judgement *judgement, const Node *node, unsigned field, const SourceRecord *record)
{
	if (is_secret(node_field(node, field)))
		return SHOW_NOTHING;
	if (leads_to_other(node, field, record))
		return SHOW_MASKED;
	switch (judgement->way) {
	case CLOSURE_ACCOUNT:
	case CLOSURE_OWNED:
	case CLOSURE_NAMED:
		return show_own(judgement, node, field);
	case CLOSURE_MATCHED:
		return show_matched(judgement, node, field);
	case CLOSURE_MENTIONED:
		return show_mentioned(judgement, node, field);
	case CLOSURE_NONE:
	case N_CLOSURE_WAYS:
		break;
	}
	return SHOW_NOTHING;
}

void
row_show(Judgement *judgement, const Node *node, const SourceRecord *record)
{
	unsigned width = row_width(node, record);

	g_array_set_size(judgement->shows, 0);
	g_array_set_size(judgement->shows, (unsigned)record->n_values);
	for (unsigned i = 0; i < record->n_values; i++)
		g_array_index(judgement->shows, Show, i) =
			i < width ? show_field(judgement, node, i, record) : SHOW_NOTHING;
}
