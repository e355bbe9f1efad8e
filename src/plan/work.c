/*
 * work.c - what planning and carrying out need at hand
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "work.h"

#include "errors.h"

#include <string.h>

static bool
open_sources(Work *work, GError **error)
{
	const GPtrArray *named = dossier_sources(work->dossier);

	for (size_t i = 0; i < named->len; i++) {
		const DossierSource *it = named->pdata[i];
		Source *source = source_open(it->name, it->uri, it->secret, error);

		if (source == NULL)
			return false;
		g_ptr_array_add(work->sources, source);
	}
	return true;
}

Work *
work_new(Dossier *dossier, Progress *progress, GError **error)
{
	g_autoptr(Work) work = g_new0(Work, 1);
	g_auto(Key) state = {{0}};

	work->dossier = dossier;
	work->progress = progress;
	work->sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_close);
	work->kept = keep_index_new();
	work->inventory = inventory_load(dossier, error);
	if (work->inventory == NULL)
		return NULL;
	work->law = law_load(NULL, error);
	if (work->law == NULL || !dossier_key(dossier, "state", &state, error))
		return NULL;
	work->key = key_derive(&state, "row identity");
	work->facts = law_facts_from(dossier_settings(dossier), work->inventory);
	if (!open_sources(work, error))
		return NULL;
	return g_steal_pointer(&work);
}

void
work_free(Work *work)
{
	if (work == NULL)
		return;
	g_ptr_array_unref(work->sources);
	keep_index_free(work->kept);
	inventory_free(work->inventory);
	law_free(work->law);
	key_clear(&work->key);
	g_free(work);
}

Source *
work_source(const Work *work, const char *name)
{
	for (size_t i = 0; i < work->sources->len; i++)
		if (strcmp(source_name(work->sources->pdata[i]), name) == 0)
			return work->sources->pdata[i];
	return NULL;
}

int
work_field(const ContainerFinding *container, const char *field)
{
	for (size_t i = 0; field != NULL && i < container->findings->len; i++)
		if (strcmp(((const Finding *)container->findings->pdata[i])->field, field) == 0)
			return (int)i;
	return -1;
}

uint64_t
work_identity(const Work *work, const char *purpose, Span bytes)
{
	g_autoptr(GByteArray) whole = g_byte_array_new();
	uint64_t identity;

	g_byte_array_append(whole, (const guint8 *)purpose, (guint)strlen(purpose) + 1);
	g_byte_array_append(whole, (const guint8 *)bytes.bytes, (guint)bytes.length);
	Digest digest = digest_keyed(DIGEST_SHA256, &work->key,
	                             (Span){(const char *)whole->data, whole->len});
	memcpy(&identity, digest.bytes, sizeof identity);
	return identity == 0 ? 1 : identity;
}

bool
work_read(const Work *work, const ContainerFinding *container, RecordVisit visit, void *data,
          GError **error)
{
	Source *source = work_source(work, container->source);
	g_autoptr(GError) trouble = NULL;
	g_autoptr(SourceCursor) cursor = NULL;
	const SourceRecord *record;

	if (source == NULL) {
		fault_set(error, FAULT_NOT_FOUND, N_("the dossier has no source '%s'"),
		          container->source);
		return false;
	}
	cursor = source_read(source, container->group, container->container, (Span){"", 0}, error);
	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &trouble)) != NULL) {
		if (!progress_advance(work->progress, 1)) {
			fault_set(error, FAULT_INTERRUPTED,
			          N_("stopped as asked: run the command again to go on"));
			return false;
		}
		if (!visit(record, data, error))
			return false;
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return error == NULL || *error == NULL;
}
