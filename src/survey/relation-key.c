/*
 * relation-key.c - keys that only the name of a field gives away
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "relation-key.h"

#include "container-name.h"
#include "field-name.h"

#include <string.h>

/* Per cent of the values that must stand in the other field. */
#define ENOUGH_CONTAINED 60

/* How well a table's name fits a key's stem. */
typedef enum {
	FIT_NONE,
	FIT_PERSON,    /* buyer_id: some table of persons */
	FIT_LAST_WORD, /* user_id -> member_user, leader_user_id -> system_user */
	FIT_END,       /* order_id -> oms_order */
	FIT_EXACT, /* social_user_id -> system_social_user less its first word, member -> member */
} Fit;

typedef struct {
	const Inventory *inventory;
	RelationCheck check;
	void *data;
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
fit_of(char **stem, const ContainerFinding *to)
{
	g_auto(GStrv) table = field_name_words(container_table(to->container));
	size_t n_stem = g_strv_length(stem);

	cut_table_words(table);
	size_t n_table = g_strv_length(table);
	size_t common = words_in_common(stem, table);
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
nearness(const ContainerFinding *a, const ContainerFinding *b)
{
	size_t of_a = (size_t)(container_table(a->container) - a->container);
	size_t of_b = (size_t)(container_table(b->container) - b->container);

	if (strcmp(a->source, b->source) != 0)
		return 0;
	if (of_a == of_b && strncmp(a->container, b->container, of_a) == 0)
		return 2;
	if (of_a == 0 || of_b == 0)
		return 0;
	g_autofree char *path_a = g_path_get_dirname(a->container);
	g_autofree char *path_b = g_path_get_dirname(b->container);
	return strcmp(path_a, path_b) == 0 ? 1 : 0;
}

static bool
is_person_key(const Finding *finding)
{
	FieldMeaning meaning = field_name_meaning(finding->field, finding->comment);

	return meaning.meaning == MEANING_USER_ID;
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
shared_words(const ContainerFinding *a, const ContainerFinding *b)
{
	g_auto(GStrv) of_a = field_name_words(container_table(a->container));
	g_auto(GStrv) of_b = field_name_words(container_table(b->container));
	unsigned n = 0;

	/* The first word is a module's. */
	for (size_t i = 1; of_a[0] != NULL && of_a[i] != NULL; i++)
		n += g_strv_contains((const char *const *)of_b, of_a[i]);
	return n;
}

/* Role words lead to whatever table of persons there is. */
static Fit
fit_person(const Finding *finding, const ContainerFinding *to)
{
	static const char *const customers[] = {"user",   "member",  "customer",
	                                        "client", "account", NULL};
	ContainerMeaning table = container_name_meaning(to->container, to->comment);
	FieldMeaning meaning = field_name_meaning(finding->field, finding->comment);
	g_auto(GStrv) words = field_name_words(container_table(to->container));
	size_t n = g_strv_length(words);
	bool general = n > 0 && g_strv_contains(customers, words[n - 1]);
	bool staff_key = (meaning.owner & OWNER_STAFF) != 0;

	/* user_id where no table is called so: whoever has a password is a user. */
	bool user_key =
		strcmp(finding->field, "uid") == 0 || strstr(finding->field, "user") != NULL;
	if (user_key && table.what == CLASS_PERSON && has_password(to))
		return FIT_PERSON;
	if (table.what != CLASS_PERSON || !table.certain || to->record_class != RECORD_ACCOUNT)
		return FIT_NONE;
	if (staff_key != table.staff && !general)
		return FIT_NONE;
	return general || staff_key ? FIT_PERSON : FIT_NONE;
}

typedef struct {
	const ContainerFinding *to;
	const Finding *key;
	unsigned score;
	bool ambiguous;
} Best;

static void
consider(const Search *search, const ContainerFinding *from, const Finding *finding,
         const ContainerFinding *to, Best *best)
{
	g_auto(GStrv) stem = stem_words(finding);
	const Finding *key = relation_key_target(to);
	unsigned near = nearness(from, to);
	Fit fit = FIT_NONE;
	unsigned score = 0;
	int contained = -1;

	if (key == NULL || (from == to && key == finding) || near == 0)
		return;
	if (stem != NULL)
		fit = fit_of(stem, to);
	if (fit == FIT_NONE && is_person_key(finding))
		fit = fit_person(finding, to);
	if (fit == FIT_NONE)
		return;
	if (search->check != NULL)
		contained = search->check(from, finding, to, key, search->data);
	/* Rows whose person is gone still name the table they came from. */
	if (contained >= 0 && contained < ENOUGH_CONTAINED && fit < FIT_END)
		return;
	/* Values weigh as much as one step of the name; persons' keys lead to persons. */
	score = (unsigned)fit * 100 + (contained < 0 ? 50 : (unsigned)contained);
	score += is_person_key(finding) && to->record_class == RECORD_ACCOUNT ? 60 : 0;
	score += near == 2 ? 90 : 0;
	score += 10 * MIN(shared_words(from, to), 3);
	if (score == best->score)
		best->ambiguous = true;
	if (score <= best->score)
		return;
	*best = (Best){.to = to, .key = key, .score = score};
}

static void
discover_field(const Search *search, const ContainerFinding *from, Finding *finding)
{
	Best best = {.score = 0};

	g_auto(GStrv) stem = stem_words(finding);

	/* Most fields are no key at all: do not ask every container about them. */
	if (finding->ref_container != NULL || (stem == NULL && !is_person_key(finding)))
		return;
	for (size_t i = 0; i < search->inventory->containers->len; i++)
		consider(search, from, finding, g_ptr_array_index(search->inventory->containers, i),
		         &best);
	if (best.to == NULL)
		return;
	finding->ref_container = g_strdup(best.to->container);
	finding->ref_field = g_strdup(best.key->field);
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
		bool leads = to != NULL && to != container && to->subject_field != NULL &&
		             to->record_class != RECORD_OTHER;
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
	Search search = {inventory, check, data};
	bool again = true;

	for (size_t i = 0; i < inventory->containers->len; i++) {
		const ContainerFinding *from = g_ptr_array_index(inventory->containers, i);

		for (size_t j = 0; j < from->findings->len; j++) {
			Finding *finding = g_ptr_array_index(from->findings, j);
			const Finding *key = relation_key_target(from);

			/* A table's own key leads nowhere, unless it extends another table. */
			if (finding != key)
				discover_field(&search, from, finding);
		}
	}
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
