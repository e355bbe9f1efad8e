/*
 * closure.h - the rows of one person, over all stores
 *
 * Starts at the accounts that carry the identifier.  From an account: its keys, its other
 * strong identifiers, the names it goes by where no other account has them.  From
 * there: every row with an equal identifier, and down the keys, grandchildren too.  Never up to
 * what persons share (a product, a shop), and never from a row that merely mentions the
 * person to the person it belongs to.
 *
 * Every pass reads each group of containers once, in order; a few passes reach the end
 * (as many as keys are chained).  Memory holds the wanted keys, never rows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "inventory.h"
#include "progress.h"
#include "source.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Closure Closure;

typedef enum {
	CLOSURE_NONE,
	CLOSURE_ACCOUNT,   /* the person's own account */
	CLOSURE_OWNED,     /* hangs on the account by keys */
	CLOSURE_NAMED,     /* carries a name only this account has */
	CLOSURE_MATCHED,   /* carries an identifier of the person, and nobody owns it */
	CLOSURE_MENTIONED, /* belongs to somebody else, and carries an identifier of the person */
	N_CLOSURE_WAYS
} ClosureWay;

/* How much of a value may leave with the person. */
typedef enum {
	SHOW_ALL,
	SHOW_SCRUBBED, /* text: identifiers of others in it are masked */
	SHOW_MASKED,   /* another person's */
	SHOW_NOTHING,  /* a password or a key: nobody's copy */
	N_SHOWS
} Show;

/* Lent for the call. */
typedef struct {
	const ContainerFinding *container;
	const SourceRecord *record;
	ClosureWay way;
	const Show *shows; /* one a value of the record */
} ClosureRow;

typedef bool (*ClosureVisit)(const ClosureRow *row, void *data, GError **error);

/* What was left out or could not be read, and why; counts only. */
typedef struct {
	char *code; /* "shared-identifier", "shared-name", "other-account", "unreadable", ... */
	char *source;
	char *container;
	char *field; /* or NULL */
	int64_t count;
} ClosureNote;

/* What the person gave. */
typedef struct {
	KindId kind; /* KIND_NONE: the value of one field, named below */
	Span value;
	const Locator *field; /* for KIND_NONE: an account's field, such as its user name */
} ClosureSeed;

/* Both must outlive the closure.  @sources: Source *, named as the inventory names them. */
Closure *closure_new(GPtrArray *sources, const Inventory *inventory);
void closure_free(Closure *closure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Closure, closure_free)

/*
 * Find the accounts and all keys that hang on them.  FAULT_CONFLICT where the identifier
 * stands in accounts of different persons: then it does not say who asks.
 */
bool closure_find(Closure *closure, const ClosureSeed *seed, Progress *progress,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Deliver every row, grouped as the stores lie; false where @visit failed. */
bool closure_rows(Closure *closure, ClosureVisit visit, void *data, Progress *progress,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

unsigned closure_accounts(const Closure *closure); /* rows, copies included */
unsigned closure_passes(const Closure *closure);
const GPtrArray *closure_notes(const Closure *closure); /* ClosureNote * */

/* @text with the strong identifiers of others masked; the caller frees it by span_buffer_free. */
char *closure_scrub(const Closure *closure, Span text, size_t *ret_length, unsigned *ret_masked);

/* A kind by which one person can be told from all others. */
bool closure_kind_identifies(KindId kind);

const char *closure_way_name(ClosureWay way);
