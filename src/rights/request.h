/*
 * request.h - the queue of rights requests, their deadlines and their answers
 *
 * A request stands in dossier.db without any plain identifier: what the person gave is
 * sealed under the dossier's key "state".  Opening and closing one is an entry of the
 * ledger; a run that was cut off between the two is settled by the next that writes.
 *
 * Rights before purge (SD-RTS-10): whoever erases asks requests_open_count() first, and
 * erases nothing while it is not zero.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "kind.h"
#include "ledger.h"
#include "locator.h"
#include "progress.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { REQUEST_OPEN, REQUEST_ANSWERED, REQUEST_REFUSED, N_REQUEST_STATES } RequestState;

typedef enum {
	REQUEST_VIEW = 1 << 0, /* what kinds, how many: SD-RTS-01 */
	REQUEST_COPY = 1 << 1, /* the rows: SD-RTS-02 */
} RequestAction;

/* All owned. */
typedef struct {
	int64_t number; /* from 1 */
	int64_t opened; /* microseconds UTC */
	unsigned actions;
	RequestState state;
	GDate due;
	bool provisional; /* the calendar of some day until then is not published */
	KindId kind;      /* of the identifier; KIND_NONE: the value of a field, named next */
	char *source;
	char *container;
	char *field;
	int64_t answered; /* 0: not yet */
	int64_t containers, rows, files;
	char *package_digest; /* NULL where there is no package */
	char *reason;         /* of a refusal, or NULL */
} Request;

void request_free(Request *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Request, request_free)

const char *request_state_name(RequestState state);
const char *request_state_title(RequestState state); /* msgid */

/* "view,copy"; the caller frees it.  The other way: FAULT_USAGE names what is not offered. */
char *request_actions_text(unsigned wanted);
bool request_actions_find(const char *text, unsigned *ret_actions,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What kind of identifier is @value?  FAULT_USAGE where it is none by which one person can be
 * told from all others; never repeats the value.
 */
bool request_kind_of(Span value, KindId *ret_kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
	unsigned actions;
	Span identifier;
	KindId kind;          /* KIND_NONE: of @field */
	const Locator *field; /* an account's field, such as its user name; else NULL */
} RequestWish;

bool request_open(Dossier *dossier, Ledger *ledger, const RequestWish *wish, const char *actor,
                  int64_t *ret_number, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Find the person's rows in every source and build request/NNNN/.  A request that was
 * answered already is left as it is, and says so by FAULT_REFUSED.
 */
bool request_answer(Dossier *dossier, Ledger *ledger, int64_t number, const char *actor,
                    Progress *progress, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @reason goes to the person and to the ledger: FAULT_USAGE where it holds an identifier. */
bool request_refuse(Dossier *dossier, Ledger *ledger, int64_t number, const char *reason,
                    const char *actor, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Request *, by number. */
GPtrArray *requests_load(Dossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;
Request *request_load(Dossier *dossier, int64_t number, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Requests nobody answered or refused yet; -1 with @error set where they cannot be counted. */
int64_t requests_open_count(Dossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Could carrying out a step on @container take away what an open request is owed?  Until
 * a request is answered nobody knows which rows are the person's, so every container with
 * personal data (or with fields that nobody can say are not) is touched by every open request.
 */
bool requests_touch(Dossier *dossier, const char *source, const char *container, bool *ret_touched,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
