/*
 * request-ledger.c - what the ledger must say of requests, and says exactly once
 *
 * The row is written first, the entry after it, its index last.  A row without an index is
 * looked for in the ledger before an entry is made: between the two a run can be cut off.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "request-ledger.h"

#include "canonical-json.h"
#include "crash-point.h"
#include "errors.h"

bool
request_must_be_open(const Request *request, GError **error)
{
	if (request->state == REQUEST_OPEN)
		return true;
	fault_set(error, FAULT_REFUSED,
	          request->state == REQUEST_ANSWERED ? N_("request %d was answered before")
	                                             : N_("request %d was refused before"),
	          (int)request->number);
	return false;
}

char *
request_identifier(Dossier *dossier, int64_t number, size_t *ret_length, GError **error)
{
	g_auto(Key) key = {0};
	g_autoptr(Statement) row =
		statement_new(dossier_database(dossier),
	                      "SELECT identifier FROM request WHERE number = ?", error);

	if (row == NULL || !dossier_key(dossier, "state", &key, error))
		return NULL;
	statement_bind_number(row, 1, number);
	if (!statement_step(row, error)) {
		if (error != NULL && *error == NULL)
			fault_set(error, FAULT_NOT_FOUND,
			          N_("there is no request %d: see 'tingfu request list'"),
			          (int)number);
		return NULL;
	}
	g_autoptr(GBytes) plain = unseal(&key, statement_blob(row, 0), error);
	if (plain == NULL)
		return NULL;
	size_t size = 0;
	const char *bytes = g_bytes_get_data(plain, &size);
	*ret_length = size;
	return span_copy((Span){bytes, size});
}

typedef struct {
	const char *kind;
	int64_t number;
	int64_t index; /* -1: not found */
} Search;

static bool
look(const LedgerEntry *entry, void *data)
{
	Search *search = data;
	const json_t *payload = json_object_get(entry->value, "payload");

	if (g_strcmp0(json_text(entry->value, "kind"), search->kind) == 0 &&
	    json_number(payload, "request", -1) == search->number)
		search->index = (int64_t)entry->index;
	return search->index < 0;
}

static bool
set_index(Dossier *dossier, const char *sql, int64_t number, int64_t index, GError **error)
{
	g_autoptr(Statement) row = statement_new(dossier_database(dossier), sql, error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, index);
	statement_bind_number(row, 2, number);
	return statement_run(row, error);
}

/* The entry of @record, made now unless it stands there already. */
static bool
record_once(Dossier *dossier, Ledger *ledger, const LedgerRecord *record, int64_t number,
            int64_t *ret_index, GError **error)
{
	Search search = {record->kind, number, -1};
	uint64_t index = 0;

	if (!ledger_read(ledger, 0, ledger_head(ledger).size, look, &search, error))
		return false;
	if (search.index < 0) {
		if (!ledger_append(ledger, clock_now(dossier_clock(dossier)), record, &index,
		                   error))
			return false;
		search.index = (int64_t)index;
		crash_point("request.recorded");
	}
	*ret_index = search.index;
	return true;
}

static bool
record_opened(Dossier *dossier, Ledger *ledger, const Request *request, const char *actor,
              GError **error)
{
	g_autofree char *wanted = request_actions_text(request->actions);
	size_t length = 0;
	char *identifier = request_identifier(dossier, request->number, &length, error);
	int64_t index = -1;
	json_auto_t *payload =
		json_pack("{s:I, s:s}", "request", (json_int_t)request->number, "actions", wanted);

	if (identifier == NULL)
		return false;
	LedgerRecord record = {
		.kind = "request.opened",
		.actor = actor,
		.role = "operator",
		.requirements = "SD-RTS-01,SD-RTS-02",
		.commitment_of = identifier,
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};
	bool done = record_once(dossier, ledger, &record, request->number, &index, error);
	span_buffer_free(identifier, length);
	return done && set_index(dossier, "UPDATE request SET opened_entry = ? WHERE number = ?",
	                         request->number, index, error);
}

static json_t *
closing_payload(const Request *request)
{
	if (request->state == REQUEST_REFUSED)
		return json_pack("{s:I, s:s}", "request", (json_int_t)request->number, "reason",
		                 request->reason == NULL ? "" : request->reason);
	return json_pack("{s:I, s:I, s:I, s:I, s:s}", "request", (json_int_t)request->number,
	                 "containers", (json_int_t)request->containers, "rows",
	                 (json_int_t)request->rows, "files", (json_int_t)request->files,
	                 "package_digest", request->package_digest);
}

static bool
record_closed(Dossier *dossier, Ledger *ledger, const Request *request, const char *actor,
              GError **error)
{
	bool refused = request->state == REQUEST_REFUSED;
	json_auto_t *payload = closing_payload(request);
	int64_t index = -1;
	LedgerRecord record = {
		.kind = refused ? "request.refused" : "request.answered",
		.actor = actor,
		.role = "operator",
		.requirements = "SD-RTS-01,SD-RTS-02",
		.before = -1,
		.after = -1,
		.result = refused ? "refused" : "done",
		.payload = payload,
	};

	return record_once(dossier, ledger, &record, request->number, &index, error) &&
	       set_index(dossier, "UPDATE request SET closed_entry = ? WHERE number = ?",
	                 request->number, index, error);
}

/* Numbers of the requests that @where names, so that no query is open while they are changed. */
static GArray *
numbers_of(Dossier *dossier, const char *sql, GError **error)
{
	g_autoptr(Statement) row = statement_new(dossier_database(dossier), sql, error);
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GError) failure = NULL;

	if (row == NULL)
		return NULL;
	while (statement_step(row, &failure)) {
		int64_t number = statement_number(row, 0);
		g_array_append_val(numbers, number);
	}
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	return g_steal_pointer(&numbers);
}

typedef bool (*Recorder)(Dossier *dossier, Ledger *ledger, const Request *request,
                         const char *actor, GError **error);

static bool
record_all(Dossier *dossier, Ledger *ledger, const char *sql, Recorder recorder, const char *actor,
           GError **error)
{
	g_autoptr(GArray) numbers = numbers_of(dossier, sql, error);

	if (numbers == NULL)
		return false;
	for (unsigned i = 0; i < numbers->len; i++) {
		g_autoptr(Request) request =
			request_load(dossier, g_array_index(numbers, int64_t, i), error);
		if (request == NULL || !recorder(dossier, ledger, request, actor, error))
			return false;
	}
	return true;
}

bool
requests_settle(Dossier *dossier, Ledger *ledger, const char *actor, GError **error)
{
	return record_all(dossier, ledger,
	                  "SELECT number FROM request WHERE opened_entry IS NULL ORDER BY number",
	                  record_opened, actor, error) &&
	       record_all(
		       dossier, ledger,
		       "SELECT number FROM request WHERE state <> 'open' AND closed_entry IS NULL"
		       " ORDER BY number",
		       record_closed, actor, error);
}
