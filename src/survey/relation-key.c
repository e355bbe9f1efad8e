/*
 * relation-key.c - keys that only the name of a field gives away
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "relation-key.h"

#include "container-name.h"
#include "field-name.h"

#include <string.h>

/* How well a table's name fits a key's stem. */
typedef enum {
	FIT_NONE,
	FIT_PERSON,    /* buyer_id: some table of persons */
	FIT_LAST_WORD, /* user_id -> member_user, leader_user_id -> system_user */
	FIT_END,       /* order_id -> oms_order */
	FIT_EXACT, /* social_user_id -> system_social_user less its first word, member -> member */
} Fit;

/* What discovery asks of a container again and again. */
typedef struct {
	const ContainerFinding *container;
	const Finding *key; /* others refer to a row by it; NULL: they cannot */
	char **words;       /* of the table's name */
	char **ends;        /* the same without words that name the table, not the thing */
	char *folder;       /* of the file it lies in; NULL: it lies in a database */
	size_t file;        /* length of the file's name and what parts it from the table's */
	ContainerMeaning meaning;
	bool has_password;
	bool general; /* users, members: whoever there is */
} Place;

typedef struct {
	const Inventory *inventory;
	RelationCheck check;
	void *data;
	Place *places; /* one a container, in the inventory's order */
	size_t n_places;
	GHashTable *by_end;     /* the last word's first letters -> GArray of size_t, ascending */
	GHashTable *of_persons; /* source -> GArray of size_t, ascending: rows are persons */
} Search;

const Finding *
relation_key_target(const ContainerFinding *container)
{
	const Finding *key = NULL;

	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		if (!finding->in_key)
			continue;
		if (key != NULL)
			return NULL;
		key = finding;
	}
	if (key != NULL || container->findings->len == 0)
		return key;
	/* Nothing is declared (CSV, JSON): a first column that is called a key. */
	const Finding *first = g_ptr_array_index(container->findings, 0);
	g_auto(GStrv) words = field_name_words(first->field);
	size_t n = g_strv_length(words);
	bool named = n > 0 && (strcmp(words[n - 1], "id") == 0 || strcmp(words[n - 1], "uid") == 0);
	return named || strcmp(first->field, "编号") == 0 ? first : NULL;
}

bool
relation_key_is_list(const Finding *finding)
{
	g_auto(GStrv) words = field_name_words(finding->field);
	size_t n = g_strv_length(words);

	return n > 1 && strcmp(words[n - 1], "ids") == 0;
}

static bool
same_word(const char *a, const char *b)
{
	size_t length = MIN(strlen(a), strlen(b));

	if (strcmp(a, b) == 0)
		return true;
	/* order, orders; category, categories */
	if (strncmp(a, b, length) == 0 && length >= 3)
		return strcmp(a + length, "s") == 0 || strcmp(b + length, "s") == 0 ||
		       strcmp(a + length, "es") == 0 || strcmp(b + length, "es") == 0;
	return length >= 4 && strncmp(a, b, length - 1) == 0 &&
	       (g_str_has_suffix(a, "ies") || g_str_has_suffix(b, "ies"));
}

/* How many words of @stem, from its end, end the table's name? */
static size_t
words_in_common(char *const *stem, char *const *table)
{
	size_t n_stem = g_strv_length((char **)(uintptr_t)stem);
	size_t n_table = g_strv_length((char **)(uintptr_t)table);
	size_t n = 0;

	while (n < n_stem && n < n_table && same_word(stem[n_stem - 1 - n], table[n_table - 1 - n]))
		n++;
	return n;
}

/* user_info, member_0, order_tbl: words that name the table, not the thing. */
static void
cut_table_words(char **words)
{
	static const char *const ends[] = {"info", "table", "tbl", "tab",  "record",
	                                   "list", "base",  "bak", "data", NULL};
	size_t n = g_strv_length(words);

	while (n > 1 && (g_strv_contains(ends, words[n - 1]) || g_ascii_isdigit(*words[n - 1]))) {
		g_clear_pointer(&words[n - 1], g_free);
		n--;
	}
}

/* The stem of a key, and the word that leads to persons where it is one: creator -> user. */
static char **
stem_words(const Finding *finding)
{
	g_autofree char *stem = field_name_key_stem(finding->field);

	if (stem == NULL)
		return NULL;
	return field_name_words(stem);
}

static Fit
fit_of(char **stem, const Place *to)
{
	size_t n_stem = g_strv_length(stem);
	size_t n_table = g_strv_length(to->ends);
	size_t common = words_in_common(stem, to->ends);

	if (n_stem == 0 || n_table == 0)
		return FIT_NONE;
	if (common == n_stem && n_table == n_stem)
		return FIT_EXACT;
	/* A prefix of one word is a module's: ums_member, t_order, litemall_user. */
	if (common == n_stem && n_table == n_stem + 1)
		return FIT_END;
	if (common == n_table || common == n_stem || (common > 0 && n_table <= 2))
		return FIT_LAST_WORD;
	return FIT_NONE;
}

/*
 * How near two containers lie: 2 in one database or dump, 1 in one folder (a CSV is one table,
 * schema and rows may be two dumps), 0 apart.
 */
static unsigned
nearness(const Place *a, const Place *b)
{
	if (strcmp(a->container->source, b->container->source) != 0)
		return 0;
	if (a->file == b->file &&
	    strncmp(a->container->container, b->container->container, a->file) == 0)
		return 2;
	return a->folder != NULL && b->folder != NULL && strcmp(a->folder, b->folder) == 0;
}

static bool
has_password(const ContainerFinding *container)
{
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		if (field_name_meaning(finding->field, finding->comment).meaning ==
		    MEANING_PASSWORD)
			return true;
	}
	return false;
}

/* Words that both names have: medicine_item belongs to medicine_prescription. */
static unsigned
shared_words(const Place *a, const Place *b)
{
	unsigned n = 0;

	/* The first word is a module's. */
	for (size_t i = 1; a->words[0] != NULL && a->words[i] != NULL; i++)
		n += g_strv_contains((const char *const *)b->words, a->words[i]);
	return n;
}

/* A field that may be a key. */
typedef struct {
	const Place *from;
	const Finding *finding;
	char **stem; /* NULL: only what it means leads anywhere */
	bool of_person;
	bool of_staff;
	bool of_user; /* user_id where no table is called so: whoever has a password is a user */
} KeyField;

/* Role words lead to whatever table of persons there is. */
static Fit
fit_person(const KeyField *field, const Place *to)
{
	if (field->of_user && to->meaning.what == CLASS_PERSON && to->has_password)
		return FIT_PERSON;
	if (to->meaning.what != CLASS_PERSON || !to->meaning.certain ||
	    to->container->record_class != RECORD_ACCOUNT)
		return FIT_NONE;
	if (field->of_staff != to->meaning.staff && !to->general)
		return FIT_NONE;
	return to->general || field->of_staff ? FIT_PERSON : FIT_NONE;
}

typedef struct {
	const Place *to;
	unsigned score;
} Best;

/* One table, or two copies of it. */
static bool
is_same_table(const Place *a, const Place *b)
{
	return a == b || g_ascii_strcasecmp(container_table(a->container->container),
	                                    container_table(b->container->container)) == 0;
}

static void
consider(const Search *search, const KeyField *field, const Place *to, Best *best)
{
	const ContainerFinding *from = field->from->container;
	unsigned near = nearness(field->from, to);
	Fit fit = FIT_NONE;
	unsigned score = 0;
	int contained = -1;

	if (to->key == NULL || to->key == field->finding || near == 0)
		return;
	if (field->stem != NULL)
		fit = fit_of(field->stem, to);
	if (fit == FIT_NONE && field->of_person)
		fit = fit_person(field, to);
	/* member_no in member is the row's own number, and leads to nobody else, nor in a copy. */
	if (fit == FIT_NONE || (fit >= FIT_END && is_same_table(field->from, to)))
		return;
	if (search->check != NULL)
		contained =
			search->check(from, field->finding, to->container, to->key, search->data);
	if (contained == RELATION_NEVER)
		return;
	/* Rows whose person is gone still name the table they came from. */
	if (contained >= 0 && contained < RELATION_ENOUGH && fit < FIT_END)
		return;
	/* Values weigh as much as one step of the name; persons' keys lead to persons. */
	score = (unsigned)fit * 100 + (contained < 0 ? 50 : (unsigned)contained);
	score += field->of_person && to->container->record_class == RECORD_ACCOUNT ? 60 : 0;
	score += near == 2 ? 90 : 0;
	score += 10 * MIN(shared_words(field->from, to), 3);
	if (score > best->score)
		*best = (Best){.to = to, .score = score};
}

/* Words that are the same, singular or plural, begin with the same three bytes. */
static char *
end_of_words(char *const *words)
{
	size_t n = words == NULL ? 0 : g_strv_length((char **)(uintptr_t)words);

	return n == 0 ? NULL : g_strndup(words[n - 1], 3);
}

static void
index_place(GHashTable *index, const char *name, size_t place)
{
	GArray *places = g_hash_table_lookup(index, name);

	if (places == NULL) {
		places = g_array_new(FALSE, FALSE, sizeof(size_t));
		g_hash_table_insert(index, g_strdup(name), places);
	}
	g_array_append_val(places, place);
}

static void
look_at_place(Search *search, size_t i)
{
	static const char *const customers[] = {"user",   "member",  "customer",
	                                        "client", "account", NULL};
	const ContainerFinding *container = g_ptr_array_index(search->inventory->containers, i);
	const char *table = container_table(container->container);
	Place *place = &search->places[i];

	*place = (Place){
		.container = container,
		.key = relation_key_target(container),
		.words = field_name_words(table),
		.ends = field_name_words(table),
		.file = (size_t)(table - container->container),
		.meaning = container_name_meaning(container->container, container->comment),
	};
	size_t n = g_strv_length(place->words);
	place->general = n > 0 && g_strv_contains(customers, place->words[n - 1]);
	if (place->file > 0)
		place->folder = g_path_get_dirname(container->container);
	cut_table_words(place->ends);
	if (place->key == NULL)
		return;
	g_autofree char *end = end_of_words(place->ends);
	if (end != NULL)
		index_place(search->by_end, end, i);
	if (place->meaning.what != CLASS_PERSON)
		return;
	place->has_password = has_password(container);
	index_place(search->of_persons, container->source, i);
}

static void
search_begin(Search *search)
{
	GDestroyNotify free_places = (GDestroyNotify)g_array_unref;

	search->n_places = search->inventory->containers->len;
	search->places = g_new0(Place, search->n_places + 1);
	search->by_end = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_places);
	search->of_persons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_places);
	for (size_t i = 0; i < search->n_places; i++)
		look_at_place(search, i);
}

static void
search_end(Search *search)
{
	for (size_t i = 0; i < search->n_places; i++) {
		g_strfreev(search->places[i].words);
		g_strfreev(search->places[i].ends);
		g_free(search->places[i].folder);
	}
	g_free(search->places);
	g_hash_table_unref(search->by_end);
	g_hash_table_unref(search->of_persons);
}

/* Both lists in ascending order, each container once: of equals the first wins. */
static void
consider_all(const Search *search, const KeyField *field, const GArray *a, const GArray *b,
             Best *best)
{
	size_t n_a = a == NULL ? 0 : a->len;
	size_t n_b = b == NULL ? 0 : b->len;

	for (size_t i = 0, j = 0; i < n_a || j < n_b;) {
		size_t of_a = i < n_a ? g_array_index(a, size_t, i) : SIZE_MAX;
		size_t of_b = j < n_b ? g_array_index(b, size_t, j) : SIZE_MAX;

		consider(search, field, &search->places[MIN(of_a, of_b)], best);
		i += of_a <= of_b;
		j += of_b <= of_a;
	}
}

static void
discover_field(const Search *search, const Place *from, Finding *finding)
{
	FieldMeaning meaning;
	Best best = {.score = 0};

	g_auto(GStrv) stem = stem_words(finding);

	/* Most fields are no key at all. */
	if (finding->ref_container != NULL)
		return;
	meaning = field_name_meaning(finding->field, finding->comment);
	if (stem == NULL && meaning.meaning != MEANING_USER_ID)
		return;
	KeyField field = {
		.from = from,
		.finding = finding,
		.stem = stem,
		.of_person = meaning.meaning == MEANING_USER_ID,
		.of_staff = (meaning.owner & OWNER_STAFF) != 0,
		.of_user = strcmp(finding->field, "uid") == 0 ||
	                   strstr(finding->field, "user") != NULL,
	};
	g_autofree char *end = end_of_words(stem);
	const GArray *named = end == NULL ? NULL : g_hash_table_lookup(search->by_end, end);
	const GArray *persons = NULL;
	if (field.of_person)
		persons = g_hash_table_lookup(search->of_persons, from->container->source);
	consider_all(search, &field, named, persons, &best);
	if (best.to == NULL)
		return;
	finding->ref_container = g_strdup(best.to->container->container);
	finding->ref_field = g_strdup(best.to->key->field);
	finding->ref_declared = false;
}

/* order_item has no member_id, but order_id, and the order has. */
static bool
inherit_subject(const Inventory *inventory, ContainerFinding *container)
{
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = g_ptr_array_index(container->findings, i);

		if (finding->ref_container == NULL)
			continue;
		const ContainerFinding *to =
			inventory_container(inventory, container->source, finding->ref_container);
		bool leads = to != NULL && to != container && !relation_key_is_list(finding) &&
		             to->subject_field != NULL && to->record_class != RECORD_OTHER;
		if (!leads)
			continue;
		container->subject_field = g_strdup(finding->field);
		if (container->record_class == RECORD_OTHER &&
		    to->record_class == RECORD_TRANSACTION)
			container->record_class = RECORD_TRANSACTION;
		return true;
	}
	return false;
}

void
relation_key_discover(Inventory *inventory, RelationCheck check, void *data)
{
	Search search = {.inventory = inventory, .check = check, .data = data};
	bool again = true;

	search_begin(&search);
	for (size_t i = 0; i < search.n_places; i++) {
		const Place *from = &search.places[i];

		for (size_t j = 0; j < from->container->findings->len; j++) {
			Finding *finding = g_ptr_array_index(from->container->findings, j);

			/* A table's own key leads nowhere, unless it extends another table. */
			if (finding != from->key)
				discover_field(&search, from, finding);
		}
	}
	search_end(&search);
	while (again) {
		again = false;
		for (size_t i = 0; i < inventory->containers->len; i++) {
			ContainerFinding *container = g_ptr_array_index(inventory->containers, i);

			if (container->subject_field == NULL &&
			    inherit_subject(inventory, container))
				again = true;
		}
	}
}
