/*
 * rule-set.c - looking for a user's own kinds, in the same pass as the built-in ones
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rule-set.h"

#include "boundary.h"
#include "checksum.h"
#include "detector.h"
#include "errors.h"
#include "rule-file.h"

#include <hs/hs.h>
#include <pthread.h>
#include <string.h>

#define CHECKED_MOST    40 /* characters that a check digit is computed over */
#define LABEL_GAIN      25
#define CHECKED_CERTAIN 90

/* One for the program: kinds are known to all of it. */
static GPtrArray *loaded;
static KindId first_kind;
static hs_database_t *database;
static hs_scratch_t *prototype;
static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;

static void
free_scratch(void *scratch)
{
	(void)hs_free_scratch(scratch);
}

static void
make_key(void)
{
	(void)pthread_key_create(&scratch_key, free_scratch);
}

/* Hyperscan's working memory may be used by one thread at a time. */
static hs_scratch_t *
thread_scratch(void)
{
	pthread_once(&scratch_once, make_key);
	hs_scratch_t *scratch = pthread_getspecific(scratch_key);

	if (scratch != NULL)
		return scratch;
	if (hs_clone_scratch(prototype, &scratch) != HS_SUCCESS)
		g_error("no memory for the rules"); /* ci-allow: as g_malloc */
	pthread_setspecific(scratch_key, scratch);
	return scratch;
}

/* What Hyperscan would read in another way than a person, or not window by window. */
static bool
is_plain(const char *pattern, GError **error)
{
	bool in_class = false, anchored = false;

	for (const char *at = pattern; *at != '\0' && !anchored; at++) {
		if (*at == '\\' && at[1] != '\0') {
			anchored = strchr("AzZG", *++at) != NULL;
		} else if (in_class && (unsigned char)*at >= 0x80) {
			fault_set(error, FAULT_MALFORMED,
			          N_("only ASCII may stand in brackets: write (A|B)"));
			return false;
		} else if (*at == '[' && !in_class) {
			in_class = true;
			at += at[1] == '^' ? 1 : 0;
			at += at[1] == ']' ? 1 : 0;
		} else if (*at == ']') {
			in_class = false;
		} else {
			anchored = !in_class && (*at == '^' || *at == '$');
		}
	}
	if (anchored)
		fault_set(error, FAULT_MALFORMED, N_("it may not be anchored"));
	return !anchored;
}

static bool
widths_are_bounded(const hs_expr_info_t *info, GError **error)
{
	if (info->max_width > RULE_WIDEST)
		fault_set(error, FAULT_MALFORMED,
		          N_("its matches must end within 256 bytes: write {0,20} for *"));
	else if (info->min_width < RULE_SHORTEST)
		fault_set(error, FAULT_MALFORMED,
		          N_("its matches must be four bytes long at least"));
	return info->max_width <= RULE_WIDEST && info->min_width >= RULE_SHORTEST;
}

static bool
says_trouble(hs_compile_error_t *trouble, GError **error)
{
	fault_set(error, FAULT_MALFORMED, "%s", trouble->message);
	hs_free_compile_error(trouble);
	return false;
}

static bool
check_pattern(const Rule *rule, GError **error)
{
	hs_expr_info_t *info = NULL;
	hs_compile_error_t *trouble = NULL;

	if (!is_plain(rule->pattern, error))
		return false;
	if (hs_expression_info(rule->pattern, HS_FLAG_SOM_LEFTMOST, &info, &trouble) != HS_SUCCESS)
		return says_trouble(trouble, error);
	bool bounded = widths_are_bounded(info, error);
	g_free(info); /* Hyperscan allocates with malloc, as GLib does */
	return bounded;
}

static bool
at_pattern(const char *path, const Rule *rule, GError **error)
{
	fault_prefix(error, N_("%s: line %zu: the pattern cannot be used: "), path,
	             rule->pattern_line);
	return false;
}

static bool
compile(const char *path, GPtrArray *rules, GError **error)
{
	const char *patterns[RULES_MOST];
	unsigned flags[RULES_MOST], ids[RULES_MOST];
	hs_compile_error_t *trouble = NULL;

	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = g_ptr_array_index(rules, i);

		if (!check_pattern(rule, error))
			return at_pattern(path, rule, error);
		patterns[i] = rule->pattern;
		flags[i] = HS_FLAG_SOM_LEFTMOST;
		ids[i] = i;
	}
	if (hs_compile_multi(patterns, flags, ids, rules->len, HS_MODE_BLOCK, NULL, &database,
	                     &trouble) != HS_SUCCESS) {
		guint which = trouble->expression < 0 ? 0 : (guint)trouble->expression;

		(void)says_trouble(trouble, error);
		return at_pattern(path, g_ptr_array_index(rules, which), error);
	}
	if (hs_alloc_scratch(database, &prototype) == HS_SUCCESS)
		return true;
	fault_set(error, FAULT_UNSUPPORTED, N_("%s: the rules need more memory than there is"),
	          path);
	return false;
}

bool
rule_set_load(const char *path, GError **error)
{
	if (loaded != NULL) {
		fault_set(error, FAULT_USAGE, N_("%s: rules are loaded already, from another file"),
		          path);
		return false;
	}
	g_autoptr(GPtrArray) rules = rule_file_read(path, error);

	if (rules == NULL || !compile(path, rules, error))
		return false;
	first_kind = (KindId)kind_count();
	for (guint i = 0; i < rules->len; i++)
		(void)kind_add(&((Rule *)g_ptr_array_index(rules, i))->kind);
	loaded = g_steal_pointer(&rules);
	return true;
}

bool
rule_set_is_loaded(void)
{
	return loaded != NULL;
}

typedef struct {
	RuleHits *hits;
	size_t first; /* of the stretch, in what Hyperscan sees */
	size_t limit;
	bool any;
} Gathering;

static int
gather(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *data)
{
	Gathering *gathering = data;

	(void)flags;
	if (from < gathering->first || from >= gathering->limit)
		return 0;
	size_t place = (size_t)from - gathering->first;
	size_t length = (size_t)(to - from);

	if (length <= gathering->hits->lengths[place])
		return 0;
	gathering->hits->lengths[place] = (uint16_t)length;
	gathering->hits->rules[place] = (uint8_t)id;
	gathering->any = true;
	return 0;
}

bool
rule_set_scan(Span window, size_t from, size_t limit, RuleHits *ret_hits)
{
	size_t start = from > RULE_WIDEST ? from - RULE_WIDEST : 0;
	size_t end = MIN(window.length, limit + RULE_WIDEST);
	Gathering gathering = {ret_hits, from - start, limit - start, false};

	g_assert(limit - from <= RULE_STRETCH);
	memset(ret_hits->lengths, 0, sizeof ret_hits->lengths);
	(void)hs_scan(database, window.bytes + start, (unsigned)(end - start), 0, thread_scratch(),
	              gather, &gathering);
	return gathering.any;
}

static bool
check_agrees(RuleCheck check, const char *word, size_t length)
{
	switch (check) {
	case RULE_CHECK_LUHN:
		return strspn(word, "0123456789") == length && checksum_luhn(word, length);
	case RULE_CHECK_MOD_11_2:
		return length == 18 && strspn(word, "0123456789") >= 17 &&
		       checksum_mod_11_2(word) == word[17];
	case RULE_CHECK_MOD_31:
		return length == 18 && checksum_mod_31(word) == word[17];
	case RULE_CHECK_ORGANISATION:
		return length == 9 && checksum_organisation(word) == word[8];
	case RULE_CHECK_VIN:
		return length == 17 && checksum_vin(word) == word[8];
	case RULE_CHECK_NONE:
	case N_RULE_CHECKS:
	default:
		return false;
	}
}

/* Over letters and digits only: separators are no part of what was checked. */
static bool
is_validated(RuleCheck check, Span match)
{
	char word[CHECKED_MOST + 1];
	size_t length = 0;

	for (size_t i = 0; i < match.length; i++) {
		if (!byte_is_word(match.bytes[i]))
			continue;
		if (length == CHECKED_MOST)
			return false;
		word[length++] = g_ascii_toupper(match.bytes[i]);
	}
	word[length] = '\0';
	return length > 0 && check_agrees(check, word, length);
}

bool
rule_set_judge(Span window, size_t at, size_t length, uint8_t rule, Match *ret_match)
{
	const Rule *row = g_ptr_array_index(loaded, rule);
	bool whole = length == window.length;

	if (!boundary_before(window, at) || !boundary_after(window, at + length))
		return false;
	bool near = row->near != NULL && context_is_near(window, at, row->near);
	bool validated = is_validated(row->check, span_slice(window, at, length));

	if (row->kind.evidence == EVIDENCE_LABEL && !near && !whole)
		return false;
	unsigned confidence = validated ? CHECKED_CERTAIN : row->confidence;
	if (near && !validated)
		confidence = MIN(CHECKED_CERTAIN, confidence + LABEL_GAIN);
	match_found(ret_match, (KindId)(first_kind + rule), at, length);
	return match_judged(ret_match, validated, confidence);
}
