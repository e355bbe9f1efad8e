/*
 * field-tally.c - what is counted of one field while its container is read
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "field-tally.h"

/* So many values tell the share to within one per cent. */
#define FITS_ASKED 10000

void
field_tally_free(FieldTally *tally)
{
	if (tally == NULL)
		return;
	for (size_t i = 0; i < tally->n_kinds; i++)
		g_free(tally->kinds[i].sample);
	g_free(tally->kinds);
	g_free(tally);
}

static KindTally *
kind_tally(FieldTally *tally, KindId kind)
{
	for (size_t i = 0; i < tally->n_kinds; i++)
		if (tally->kinds[i].kind == kind)
			return &tally->kinds[i];
	tally->kinds = g_renew(KindTally, tally->kinds, tally->n_kinds + 1);
	tally->kinds[tally->n_kinds] = (KindTally){.kind = kind};
	return &tally->kinds[tally->n_kinds++];
}

static void
add_inside(FieldTally *tally, KindSet inside)
{
	for (int i = 0; inside != 0; i++, inside >>= 1)
		if ((inside & 1) != 0)
			kind_tally(tally, (KindId)i)->inside++;
}

void
field_tally_add(FieldTally **tally, const Observation *seen, Span trimmed)
{
	if (*tally == NULL)
		*tally = g_new0(FieldTally, 1);
	FieldTally *counts = *tally;

	counts->filled++;
	counts->lengths[MIN(seen->characters, VERDICT_LENGTHS - 1)]++;
	counts->han += seen->han;
	counts->numeric += seen->numeric;
	if (seen->inside != 0)
		add_inside(counts, seen->inside);
	if (seen->kind == KIND_NONE)
		return;
	counts->forms[seen->form]++;
	KindTally *kind = kind_tally(counts, (KindId)seen->kind);
	kind->hits++;
	kind->validated += seen->validated;
	if (kind->sample == NULL)
		kind->sample = kind_mask(kind->kind, trimmed);
}

void
field_tally_fit(FieldTally *tally, const Observation *seen, Span trimmed, KindId expected)
{
	Match match = {0};

	if (expected == KIND_NONE || kind_get(expected)->evidence == EVIDENCE_FIELD ||
	    tally->fits_asked >= FITS_ASKED)
		return;
	tally->fits_asked++;
	if ((KindId)seen->kind == expected) {
		tally->fits++;
		tally->fits_validated += seen->validated;
		return;
	}
	if (!detection_value_fits(trimmed, expected, &match))
		return;
	tally->fits++;
	tally->fits_validated += match.validated;
	/* As what it is by itself it was counted already: a digest is that of a number here. */
	if (seen->kind != KIND_NONE)
		tally->forms[seen->form]--;
	tally->forms[match.form]++;
	KindTally *kind = kind_tally(tally, expected);
	if (kind->sample == NULL)
		kind->sample = kind_mask(expected, trimmed);
}

void
field_tally_add_binary(FieldTally **tally)
{
	if (*tally == NULL)
		*tally = g_new0(FieldTally, 1);
	(*tally)->filled++;
}

void
field_tally_expand(const FieldTally *tally, int64_t rows, FieldStatistics *ret_statistics)
{
	FieldStatistics *statistics = ret_statistics;

	*statistics = (FieldStatistics){.rows = rows};
	if (tally == NULL)
		return;
	statistics->filled = tally->filled;
	statistics->han = tally->han;
	statistics->numeric = tally->numeric;
	statistics->fits_asked = tally->fits_asked;
	statistics->fits = tally->fits;
	statistics->fits_validated = tally->fits_validated;
	memcpy(statistics->forms, tally->forms, sizeof statistics->forms);
	memcpy(statistics->lengths, tally->lengths, sizeof statistics->lengths);
	for (size_t i = 0; i < tally->n_kinds; i++) {
		const KindTally *kind = &tally->kinds[i];

		statistics->hits[kind->kind] = kind->hits;
		statistics->inside[kind->kind] = kind->inside;
		statistics->validated[kind->kind] = kind->validated;
	}
	statistics->names = statistics->hits[KIND_PERSON_NAME];
	statistics->addresses = statistics->hits[KIND_ADDRESS];
	statistics->dates = statistics->hits[KIND_BIRTH_DATE];
}

char *
field_tally_take_sample(FieldTally *tally, KindId kind)
{
	for (size_t i = 0; tally != NULL && i < tally->n_kinds; i++)
		if (tally->kinds[i].kind == kind)
			return g_steal_pointer(&tally->kinds[i].sample);
	return NULL;
}
