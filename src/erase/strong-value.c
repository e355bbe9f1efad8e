/*
 * strong-value.c - which values of a container can be proven absent by searching bytes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "strong-value.h"

#include "detection.h"
#include "record-date.h"

#include <string.h>

#define COMMON_ROWS  20 /* a value of no certain kind in more rows names nobody */
#define TEXT_LONGEST 96 /* longer values are text: what is detected inside is entered too */
#define DATE_LONGEST 32
#define RECENT       65536

typedef struct {
	const Work *work;
	const ContainerFinding *container;
	FingerprintSet *set;
	StrongCount *count;
	GHashTable *shared; /* identity of a value of no certain kind -> rows */
	uint64_t *recent;   /* identities entered lately: fewer records to sort */
	bool counting;      /* the first of two passes */
} StrongPass;

/*
 * Its values are told from all other bytes by their form.  What only the name of a field makes
 * one (a sex, a blood group, a number of a few digits) stands in every text by chance, and
 * half a pair of coordinates is any number.
 */
static bool
is_strong_kind(KindId kind)
{
	return kind != KIND_NONE && kind_get(kind)->evidence == EVIDENCE_FORM &&
	       kind != KIND_COORDINATES &&
	       (kind_get(kind)->identifies || strcmp(kind_get(kind)->check, "none") != 0);
}

/* May a value hold identifiers besides what it is as a whole? */
static bool
may_hold_others(const Finding *finding, Span value)
{
	return value.length > TEXT_LONGEST || finding->kind == KIND_NONE ||
	       kind_get(finding->kind)->evidence != EVIDENCE_FORM;
}

static void
enter(StrongPass *pass, Span value)
{
	uint64_t identity = work_identity(pass->work, "strong", value);

	uint64_t *recent = &pass->recent[identity % RECENT];

	if (*recent == identity)
		return;
	*recent = identity;
	if (!fingerprint_set_add(pass->set, value, 0))
		pass->count->weak++;
}

static bool
enter_match(const Match *match, Span text, void *data)
{
	StrongPass *pass = data;

	/* What was masked is many people's. */
	if (match->form == MATCH_MASKED)
		return true;
	if (match->validated || (kind_get(match->kind)->identifies && text.length >= STRONG_BYTES))
		enter(pass, text);
	return true;
}

static bool
is_bare_date(Span value)
{
	GDate date;

	return value.length <= DATE_LONGEST && value.length != 18 && record_date(value, &date);
}

/* How many rows share it; counts on the first pass. */
static unsigned
shared_rows(StrongPass *pass, Span value)
{
	void *identity = GSIZE_TO_POINTER(work_identity(pass->work, "shared", value));
	unsigned rows = GPOINTER_TO_UINT(g_hash_table_lookup(pass->shared, identity));

	if (pass->counting)
		g_hash_table_insert(pass->shared, identity, GUINT_TO_POINTER(++rows));
	return rows;
}

static void
take_value(StrongPass *pass, const Finding *finding, Span value)
{
	bool certain = is_strong_kind(finding->kind) || finding->kind == KIND_ADDRESS ||
	               finding->kind == KIND_PERSON_NAME;

	if (!certain && shared_rows(pass, value) > COMMON_ROWS) {
		pass->count->common += !pass->counting;
		return;
	}
	if (pass->counting)
		return;
	if (is_bare_date(value) || (value.length < STRONG_BYTES && !is_strong_kind(finding->kind)))
		pass->count->weak++;
	else
		enter(pass, value);
	if (may_hold_others(finding, value))
		detection_scan(value, KIND_SET_ALL, DETECTION_BEST, enter_match, pass);
}

static bool
take_row(const SourceRecord *record, void *data, GError **error)
{
	StrongPass *pass = data;

	(void)error;
	for (size_t i = 0; i < record->n_values && i < pass->container->findings->len; i++) {
		const Finding *finding = pass->container->findings->pdata[i];
		Span value = span_trim(record->values[i].bytes);

		if (finding->personal == PERSONAL_YES && value.length > 0 &&
		    record->values[i].type != VALUE_NULL)
			take_value(pass, finding, value);
	}
	return true;
}

bool
strong_values_enter(const Work *work, const ContainerFinding *container, FingerprintSet *set,
                    StrongCount *count, GError **error)
{
	g_autoptr(GHashTable) shared = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autofree uint64_t *recent = g_new0(uint64_t, RECENT);
	StrongPass pass = {work, container, set, count, shared, recent, true};

	if (!work_read(work, container, take_row, &pass, error))
		return false;
	pass.counting = false;
	return work_read(work, container, take_row, &pass, error);
}
