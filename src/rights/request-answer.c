/*
 * request-answer.c - answering a request: the person's rows as a package
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closure.h"
#include "crash-point.h"
#include "detection.h"
#include "digest.h"
#include "errors.h"
#include "package.h"
#include "request-ledger.h"

#include <string.h>

/* Open as long as the rows are read, each seeing one moment where it can. */
typedef struct {
	GPtrArray *open;  /* Source * */
	GPtrArray *begun; /* of them, those with a snapshot */
} Stores;

static void
stores_clear(Stores *stores)
{
	for (unsigned i = 0; stores->begun != NULL && i < stores->begun->len; i++)
		(void)!source_end(g_ptr_array_index(stores->begun, i), NULL);
	g_clear_pointer(&stores->begun, g_ptr_array_unref);
	g_clear_pointer(&stores->open, g_ptr_array_unref);
}

static bool
stores_open(Stores *stores, Dossier *dossier, GError **error)
{
	const GPtrArray *sources = dossier_sources(dossier);

	stores->open = g_ptr_array_new_with_free_func((GDestroyNotify)source_close);
	stores->begun = g_ptr_array_new();
	for (unsigned i = 0; i < sources->len; i++) {
		const DossierSource *named = g_ptr_array_index(sources, i);
		Source *source = source_open(named->name, named->uri, named->secret, error);
		SourceTraits traits = 0;
		if (source == NULL)
			return false;
		g_ptr_array_add(stores->open, source);
		if (!source_check(source, &traits, error))
			return false;
		if ((traits & SOURCE_CAN_SNAPSHOT) == 0)
			continue;
		if (!source_begin(source, error))
			return false;
		g_ptr_array_add(stores->begun, source);
	}
	return true;
}

/* A name for the person that only this dossier's key can make again. */
static bool
pseudonym(Dossier *dossier, const Request *request, Span identifier, char ret_hex[DIGEST_HEX],
          GError **error)
{
	g_auto(Key) state = {0};

	if (!dossier_key(dossier, "state", &state, error))
		return false;
	g_auto(Key) key = key_derive(&state, "person");
	char *normal = request->kind == KIND_NONE ? span_copy(identifier)
	                                          : detection_normalise(request->kind, identifier);
	Digest digest = digest_keyed(DIGEST_SHA256, &key, span_of(normal));
	span_buffer_free(normal, strlen(normal));
	digest_to_hex(&digest, ret_hex);
	return true;
}

static bool
build(Dossier *dossier, const PackageSubject *subject, const ClosureSeed *seed, Progress *progress,
      PackageTotals *ret_totals, GError **error)
{
	g_autoptr(Inventory) inventory = inventory_load(dossier, error);
	Stores stores = {NULL, NULL};

	if (inventory == NULL)
		return false;
	bool done = stores_open(&stores, dossier, error);
	if (done) {
		g_autoptr(Closure) closure = closure_new(stores.open, inventory);
		g_autoptr(Package) package = NULL;
		done = closure_find(closure, seed, progress_child(progress, "", 50), error);
		if (done)
			package = package_begin(dossier, subject, error);
		done = package != NULL &&
		       package_fill(package, closure, progress_child(progress, "", 50), error) &&
		       package_finish(package, closure, ret_totals, error);
	}
	stores_clear(&stores);
	return done;
}

static bool
store_answer(Dossier *dossier, int64_t number, const PackageTotals *totals, GError **error)
{
	g_autoptr(Statement) row = statement_new(
		dossier_database(dossier),
		"UPDATE request SET state = 'answered', answered = ?, containers = ?, rows = ?,"
		" files = ?, package_digest = ? WHERE number = ?",
		error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, clock_now(dossier_clock(dossier)));
	statement_bind_number(row, 2, totals->containers);
	statement_bind_number(row, 3, totals->rows);
	statement_bind_number(row, 4, totals->files);
	statement_bind_text(row, 5, totals->digest);
	statement_bind_number(row, 6, number);
	return statement_run(row, error);
}

bool
request_answer(Dossier *dossier, Ledger *ledger, int64_t number, const char *actor,
               Progress *progress, GError **error)
{
	g_autoptr(Request) request = request_load(dossier, number, error);
	char person[DIGEST_HEX] = "";
	PackageTotals totals = {0};
	size_t length = 0;

	if (request == NULL || !requests_settle(dossier, ledger, actor, error) ||
	    !request_must_be_open(request, error))
		return false;
	char *identifier = request_identifier(dossier, number, &length, error);
	if (identifier == NULL)
		return false;
	Locator field = {request->source, request->container, request->field};
	ClosureSeed seed = {request->kind, {identifier, length}, &field};
	PackageSubject subject = {
		.request = number,
		.created = clock_now(dossier_clock(dossier)),
		.kind = request->kind,
		.person = person,
		.copy = (request->actions & REQUEST_COPY) != 0,
	};
	bool done = pseudonym(dossier, request, seed.value, person, error) &&
	            build(dossier, &subject, &seed, progress, &totals, error);
	span_buffer_free(identifier, length);
	if (!done)
		return false;
	crash_point("request.packaged");
	return store_answer(dossier, number, &totals, error) &&
	       requests_settle(dossier, ledger, actor, error);
}
