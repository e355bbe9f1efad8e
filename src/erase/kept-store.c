/*
 * kept-store.c - the custodian's store: encrypted segments and their manifest
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kept-store.h"

#include "canonical-json.h"
#include "digest.h"
#include "durable.h"
#include "envelope.h"
#include "errors.h"
#include "locator.h"

#include <string.h>

#define FORMAT_VERSION 1

struct KeptStore {
	char *directory;
	Recipient *recipient;
	json_t *manifest;
};

static char *
manifest_path(const KeptStore *store)
{
	return g_build_filename(store->directory, "manifest.json", NULL);
}

static json_t *
new_manifest(const DossierSettings *settings, const Recipient *recipient)
{
	return json_pack("{s:i, s:s, s:s?, s:s, s:[]}", "format", FORMAT_VERSION, "operator",
	                 settings->operator_name, "custodian", settings->custodian, "recipient",
	                 recipient_fingerprint(recipient), "segments");
}

static bool
load_manifest(KeptStore *store, const DossierSettings *settings, GError **error)
{
	g_autofree char *path = manifest_path(store);

	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		store->manifest = canonical_json_read(path, error);
		if (store->manifest == NULL)
			return false;
	} else {
		store->manifest = new_manifest(settings, store->recipient);
	}
	if (json_is_array(json_object_get(store->manifest, "segments")))
		return true;
	fault_set(error, FAULT_MALFORMED, N_("'%s' is not a manifest of kept data"), path);
	return false;
}

/* Keys that are destroyed with the dossier must not take with them what the law keeps. */
static bool
lies_outside(const Dossier *dossier, const char *directory, GError **error)
{
	g_autofree char *root = dossier_path(dossier, "");
	g_autofree char *inside = g_canonicalize_filename(root, NULL);
	g_autofree char *store = g_canonicalize_filename(directory, NULL);
	size_t length = strlen(inside);

	if (strncmp(store, inside, length) != 0 || (store[length] != '/' && store[length] != '\0'))
		return true;
	fault_set(error, FAULT_REFUSED,
	          N_("the custodian's store '%s' lies inside the dossier: name one outside"),
	          directory);
	return false;
}

KeptStore *
kept_store_open(const Dossier *dossier, GError **error)
{
	g_autoptr(KeptStore) store = g_new0(KeptStore, 1);
	const DossierSettings *settings = dossier_settings(dossier);

	if (settings->custodian_certificate == NULL || settings->custodian_store == NULL) {
		fault_set(error, FAULT_REFUSED,
		          N_("the law keeps part of the data and dossier.conf names no custodian: "
		             "set "
		             "CustodianCertificate and CustodianStore"));
		return NULL;
	}
	if (!lies_outside(dossier, settings->custodian_store, error))
		return NULL;
	store->directory = g_strdup(settings->custodian_store);
	store->recipient = recipient_load(settings->custodian_certificate, error);
	if (store->recipient == NULL || !durable_mkdir(store->directory, error) ||
	    !load_manifest(store, settings, error))
		return NULL;
	return g_steal_pointer(&store);
}

void
kept_store_close(KeptStore *store)
{
	if (store == NULL)
		return;
	json_decref(store->manifest);
	recipient_free(store->recipient);
	g_free(store->directory);
	g_free(store);
}

/* The table's name with what file systems and shells dislike replaced. */
static char *
segment_name(const KeptSegment *segment)
{
	g_autofree char *table = g_strdup(container_table(segment->step->container));

	for (char *at = table; *at != '\0'; at++)
		if ((unsigned char)*at < 0x80 && !g_ascii_isalnum(*at) &&
		    strchr("-_.", *at) == NULL)
			*at = '_';
	return g_strdup_printf("%04u-%s-%04u.jsonl.cms", segment->step->number, table,
	                       segment->number);
}

static bool
save_manifest(const KeptStore *store, GError **error)
{
	g_autofree char *path = manifest_path(store);
	g_autofree char *text = canonical_json(store->manifest, error);

	return text != NULL && durable_write(path, span_of(text), error);
}

/* Put @entry in, in the place of one for the same file. */
static void
enter(KeptStore *store, json_t *entry)
{
	json_t *segments = json_object_get(store->manifest, "segments");
	const char *file = json_text(entry, "file");

	for (size_t i = 0; i < json_array_size(segments); i++) {
		if (g_strcmp0(json_text(json_array_get(segments, i), "file"), file) == 0) {
			json_array_set_new(segments, i, entry);
			return;
		}
	}
	json_array_append_new(segments, entry);
}

bool
kept_store_write(KeptStore *store, const KeptSegment *segment, Span plain, GError **error)
{
	g_autofree char *name = segment_name(segment);
	g_autofree char *path = g_build_filename(store->directory, name, NULL);
	g_autofree char *first = date_text(&segment->first), *last = date_text(&segment->last);
	char hex[DIGEST_HEX];
	Digest digest;

	if (plain.length > ENVELOPE_SEGMENT) {
		fault_set(
			error, FAULT_UNSUPPORTED,
			N_("a record of '%s' is longer than the %lu bytes that one segment holds"),
			segment->step->container, ENVELOPE_SEGMENT);
		return false;
	}
	if (!envelope_write(store->recipient, path, plain, error) ||
	    !digest_file(DIGEST_SHA256, path, &digest, error))
		return false;
	enter(store,
	      json_pack("{s:s, s:i, s:s, s:s, s:s, s:s?, s:I, s:s, s:s, s:s}", "file", name, "step",
	                (int)segment->step->number, "source", segment->step->source, "container",
	                segment->step->container, "rule", segment->step->rule, "clause",
	                segment->step->clause, "rows", (json_int_t)segment->rows, "until_first",
	                first, "until_last", last, "sha256", digest_to_hex(&digest, hex)));
	return save_manifest(store, error);
}

static bool
check_segment(const KeptStore *store, const json_t *segment, GError **error)
{
	const char *file = json_text(segment, "file"), *expected = json_text(segment, "sha256");
	g_autofree char *path = g_build_filename(store->directory, file, NULL);
	char hex[DIGEST_HEX];
	Digest digest;

	if (!digest_file(DIGEST_SHA256, path, &digest, error))
		return false;
	if (g_strcmp0(digest_to_hex(&digest, hex), expected) == 0)
		return true;
	fault_set(error, FAULT_TAMPERED, N_("segment '%s' is not what was written"), path);
	return false;
}

bool
kept_store_check(KeptStore *store, const PlanStep *step, int64_t *ret_rows, GError **error)
{
	const json_t *segments = json_object_get(store->manifest, "segments");

	*ret_rows = 0;
	for (size_t i = 0; i < json_array_size(segments); i++) {
		const json_t *segment = json_array_get(segments, i);

		if (json_number(segment, "step", 0) != (int64_t)step->number)
			continue;
		if (!check_segment(store, segment, error))
			return false;
		*ret_rows += json_number(segment, "rows", 0);
	}
	return true;
}
