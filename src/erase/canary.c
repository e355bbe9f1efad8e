/*
 * canary.c - made-up persons, planted to measure whether the search finds what is there
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "canary.h"

#include "digest.h"

#include <string.h>

#define TAG_PARTS 4 /* hexadecimal numbers of a value */

/* 99 is no division of GB/T 2260, so this is nobody's number. */
static char *
made_up_person(const Key *key, const char *source, unsigned number)
{
	g_autofree char *seed = g_strdup_printf("canary %s %u", source, number);
	Digest digest = digest_keyed(DIGEST_SHA256, key, span_of(seed));
	uint32_t parts[TAG_PARTS];

	memcpy(parts, digest.bytes, sizeof parts);
	return g_strdup_printf("探针%08x号9900%02u19%02u0101%04u", parts[0], parts[1] % 100,
	                       parts[2] % 100, parts[3] % 10000);
}

char **
canary_values(const Key *fingerprint_key, const char *source)
{
	Key key = key_derive(fingerprint_key, "canary");
	char **values = g_new0(char *, CANARY_COUNT + 1);

	for (unsigned i = 0; i < CANARY_COUNT; i++)
		values[i] = made_up_person(&key, source, i);
	key_clear(&key);
	return values;
}

typedef struct {
	const FingerprintSet *set;
	bool found[CANARY_COUNT][CANARY_FORMS];
} Recall;

static void
note_canary(FingerprintForm form, uint32_t tag, bool packed, void *data)
{
	Recall *recall = data;

	if (tag < CANARY_COUNT)
		recall->found[tag][packed ? (unsigned)N_FORMS : (unsigned)form] = true;
}

static bool
search_artefact(const SourceArtefact *artefact, void *data)
{
	Recall *recall = data;
	g_autoptr(GError) trouble = NULL;
	ResidueListener listener = {note_canary, recall};
	ResidueResult result;

	/* What cannot be read is not found: the recall says so. */
	if (!residue_search(recall->set, artefact->path, NULL, &listener, &result, &trouble))
		g_debug("an artefact could not be searched for canaries: %s", trouble->message);
	return true;
}

bool
canary_recall(const Key *fingerprint_key, Source *source, CanaryRecall *ret, GError **error)
{
	g_autoptr(FingerprintSet) set = fingerprint_set_new(fingerprint_key);
	g_auto(GStrv) values = canary_values(fingerprint_key, source_name(source));
	Recall recall = {.set = set};

	for (uint32_t i = 0; i < CANARY_COUNT; i++)
		fingerprint_set_add(set, span_of(values[i]), i);
	fingerprint_set_prepare(set);
	if (!source_artefacts(source, search_artefact, &recall, error))
		return false;
	*ret = (CanaryRecall){.planted = CANARY_COUNT * CANARY_FORMS};
	for (size_t i = 0; i < CANARY_COUNT; i++)
		for (size_t j = 0; j < CANARY_FORMS; j++)
			ret->found += recall.found[i][j];
	return true;
}
