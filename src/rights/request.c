/*
 * request.c - the queue of rights requests, their deadlines and their answers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "request.h"

#include "bounds.h"
#include "closure.h"
#include "detection.h"
#include "errors.h"
#include "request-ledger.h"
#include "workday.h"

#include <string.h>

/*
 * PIPL 50 says "in time" and no number; thirty working days are those of the draft rules of
 * 2026-08-07, article 19 (the project's study of the law, 8.1).
 */
#define ANSWER_WORKING_DAYS 30

static const struct {
	const char *name;
	const char *title;
} states[N_REQUEST_STATES] = {
	[REQUEST_OPEN] = {"open", N_("open")},
	[REQUEST_ANSWERED] = {"answered", N_("answered")},
	[REQUEST_REFUSED] = {"refused", N_("refused")},
};

static const struct {
	const char *name;
	RequestAction action;
} actions[] = {
	{"view", REQUEST_VIEW},
	{"copy", REQUEST_COPY},
};

#define COLUMNS                                                                                    \
	"number, opened, actions, state, due, provisional, kind, source, container, field, "       \
	"answered, containers, rows, files, package_digest, reason"

void
request_free(Request *request)
{
	if (request == NULL)
		return;
	g_free(request->source);
	g_free(request->container);
	g_free(request->field);
	g_free(request->package_digest);
	g_free(request->reason);
	g_free(request);
}

const char *
request_state_name(RequestState state)
{
	return states[state].name;
}

const char *
request_state_title(RequestState state)
{
	return states[state].title;
}

static RequestState
state_find(const char *name)
{
	for (int i = 0; i < N_REQUEST_STATES; i++)
		if (g_strcmp0(states[i].name, name) == 0)
			return (RequestState)i;
	return REQUEST_OPEN;
}

char *
request_actions_text(unsigned wanted)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
		if ((wanted & actions[i].action) != 0)
			g_string_append_printf(text, "%s%s", text->len > 0 ? "," : "",
			                       actions[i].name);
	return g_string_free(text, FALSE);
}

bool
request_actions_find(const char *text, unsigned *ret_actions, GError **error)
{
	g_auto(GStrv) words = g_strsplit(text, ",", 0);
	unsigned found = 0;

	for (size_t w = 0; words[w] != NULL; w++) {
		unsigned one = 0;
		for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
			if (strcmp(g_strstrip(words[w]), actions[i].name) == 0)
				one = actions[i].action;
		if (one == 0) {
			fault_set(error, FAULT_USAGE,
			          N_("action '%s' is not offered: name view, copy or both"),
			          words[w]);
			return false;
		}
		found |= one;
	}
	if (found == 0) {
		fault_set(error, FAULT_USAGE, N_("no action is named: name view, copy or both"));
		return false;
	}
	*ret_actions = found;
	return true;
}

static KindSet
identifying_kinds(void)
{
	KindSet set = 0;

	for (int k = 0; k < kind_count(); k++)
		if (closure_kind_identifies((KindId)k))
			set |= KIND_BIT(k);
	return set;
}

bool
request_kind_of(Span value, KindId *ret_kind, GError **error)
{
	Span trimmed = span_trim(value);
	Match match = {.form = MATCH_PLAIN};
	KindId kind = trimmed.length == 0 || trimmed.length > BOUND_IDENTIFIER
	                      ? KIND_NONE
	                      : detection_of_value(trimmed, identifying_kinds(), &match);

	/* The whole of it: a name beside a number is not an identifier. */
	if (kind == KIND_NONE || match.length < trimmed.length || match.form != MATCH_PLAIN) {
		fault_set(error, FAULT_USAGE,
		          N_("what was given is no identifier of one person: give a mobile number, "
		             "an "
		             "identity number, an e-mail address, a bank card or an OpenID, and "
		             "nothing "
		             "else"));
		return false;
	}
	*ret_kind = kind;
	return true;
}

static Request *
request_of(Statement *row)
{
	Request *request = g_new0(Request, 1);
	const char *kind = statement_text(row, 6);

	request->number = statement_number(row, 0);
	request->opened = statement_number(row, 1);
	if (!request_actions_find(statement_text(row, 2), &request->actions, NULL))
		request->actions = 0;
	request->state = state_find(statement_text(row, 3));
	if (!date_parse(statement_text(row, 4), &request->due, NULL))
		g_date_clear(&request->due, 1);
	request->provisional = statement_number(row, 5) != 0;
	request->kind = kind == NULL ? KIND_NONE : kind_find(kind);
	request->source = g_strdup(statement_text(row, 7));
	request->container = g_strdup(statement_text(row, 8));
	request->field = g_strdup(statement_text(row, 9));
	request->answered = statement_number(row, 10);
	request->containers = statement_number(row, 11);
	request->rows = statement_number(row, 12);
	request->files = statement_number(row, 13);
	request->package_digest = g_strdup(statement_text(row, 14));
	request->reason = g_strdup(statement_text(row, 15));
	return request;
}

GPtrArray *
requests_load(Dossier *dossier, GError **error)
{
	g_autoptr(Statement) rows =
		statement_new(dossier_database(dossier),
	                      "SELECT " COLUMNS " FROM request ORDER BY number", error);
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)request_free);
	g_autoptr(GError) failure = NULL;

	if (rows == NULL)
		return NULL;
	while (statement_step(rows, &failure))
		g_ptr_array_add(list, request_of(rows));
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	return g_steal_pointer(&list);
}

Request *
request_load(Dossier *dossier, int64_t number, GError **error)
{
	g_autoptr(Statement) row =
		statement_new(dossier_database(dossier),
	                      "SELECT " COLUMNS " FROM request WHERE number = ?", error);
	g_autoptr(GError) failure = NULL;

	if (row == NULL)
		return NULL;
	statement_bind_number(row, 1, number);
	if (statement_step(row, &failure))
		return request_of(row);
	if (failure != NULL)
		g_propagate_error(error, g_steal_pointer(&failure));
	else
		fault_set(error, FAULT_NOT_FOUND,
		          N_("there is no request %d: see 'tingfu request list'"), (int)number);
	return NULL;
}

static bool
insert(Dossier *dossier, const RequestWish *wish, int64_t *ret_number, GError **error)
{
	g_auto(Key) key = {0};
	GDate today = clock_today(dossier_clock(dossier));
	bool provisional = false;
	GDate due = workday_after(&today, ANSWER_WORKING_DAYS, &provisional);
	g_autofree char *due_text = date_text(&due);
	g_autofree char *wanted = request_actions_text(wish->actions);
	g_autoptr(Statement) row = statement_new(
		dossier_database(dossier),
		"INSERT INTO request (opened, actions, state, due, provisional, kind, source,"
		" container, field, identifier) VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?)",
		error);

	if (row == NULL || !dossier_key(dossier, "state", &key, error))
		return false;
	g_autoptr(GBytes) sealed = seal(&key, span_trim(wish->identifier));
	statement_bind_number(row, 1, clock_now(dossier_clock(dossier)));
	statement_bind_text(row, 2, wanted);
	statement_bind_text(row, 3, due_text);
	statement_bind_number(row, 4, provisional);
	statement_bind_text(row, 5, wish->kind == KIND_NONE ? NULL : kind_get(wish->kind)->id);
	statement_bind_text(row, 6, wish->field == NULL ? NULL : wish->field->source);
	statement_bind_text(row, 7, wish->field == NULL ? NULL : wish->field->container);
	statement_bind_text(row, 8, wish->field == NULL ? NULL : wish->field->field);
	size_t size = 0;
	const char *bytes = g_bytes_get_data(sealed, &size);
	statement_bind_blob(row, 9, (Span){bytes, size});
	if (!statement_run(row, error))
		return false;
	*ret_number = database_last_id(dossier_database(dossier));
	return true;
}

bool
request_open(Dossier *dossier, Ledger *ledger, const RequestWish *wish, const char *actor,
             int64_t *ret_number, GError **error)
{
	Span identifier = span_trim(wish->identifier);

	if (identifier.length == 0 || identifier.length > BOUND_IDENTIFIER) {
		fault_set(error, FAULT_USAGE, N_("an identifier has 1 to %d bytes"),
		          BOUND_IDENTIFIER);
		return false;
	}
	return requests_settle(dossier, ledger, actor, error) &&
	       insert(dossier, wish, ret_number, error) &&
	       requests_settle(dossier, ledger, actor, error);
}

static bool
holds_identifier(const Match *match, Span text, void *data)
{
	(void)match;
	(void)text;
	*(bool *)data = true;
	return false;
}

bool
request_refuse(Dossier *dossier, Ledger *ledger, int64_t number, const char *reason,
               const char *actor, GError **error)
{
	g_autoptr(Request) request = request_load(dossier, number, error);
	bool personal = false;

	if (request == NULL || !request_must_be_open(request, error))
		return false;
	(void)!detection_scan(span_of(reason), identifying_kinds(), DETECTION_BEST,
	                      holds_identifier, &personal);
	if (personal) {
		fault_set(error, FAULT_USAGE,
		          N_("the reason holds an identifier of a person: it goes to the ledger, "
		             "so say "
		             "it without"));
		return false;
	}
	g_autoptr(Statement) row = statement_new(dossier_database(dossier),
	                                         "UPDATE request SET state = 'refused', reason = ?,"
	                                         " answered = ? WHERE number = ?",
	                                         error);
	if (row == NULL)
		return false;
	statement_bind_text(row, 1, reason);
	statement_bind_number(row, 2, clock_now(dossier_clock(dossier)));
	statement_bind_number(row, 3, number);
	return requests_settle(dossier, ledger, actor, error) && statement_run(row, error) &&
	       requests_settle(dossier, ledger, actor, error);
}

int64_t
requests_open_count(Dossier *dossier, GError **error)
{
	g_autoptr(Statement) row =
		statement_new(dossier_database(dossier),
	                      "SELECT count(*) FROM request WHERE state = 'open'", error);

	if (row == NULL || !statement_step(row, error))
		return -1;
	return statement_number(row, 0);
}

bool
requests_touch(Dossier *dossier, const char *source, const char *container, bool *ret_touched,
               GError **error)
{
	int64_t open = requests_open_count(dossier, error);

	if (open < 0)
		return false;
	*ret_touched = false;
	if (open == 0)
		return true;
	g_autoptr(Inventory) inventory = inventory_load(dossier, error);
	if (inventory == NULL)
		return false;
	const ContainerFinding *finding = inventory_container(inventory, source, container);
	*ret_touched = finding == NULL || container_finding_is_personal(finding);
	return true;
}
