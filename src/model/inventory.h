/*
 * inventory.h - the catalogue: all findings of a dossier
 *
 * Behind this interface lies dossier.db (SQLite).  A scan replaces what is suggested;
 * what a person confirmed, rejected or set survives it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "digest.h"
#include "dossier.h"
#include "finding.h"
#include "locator.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	int64_t persons;        /* distinct natural persons; -1: not counted */
	bool persons_estimated; /* past the exact counter's bound */
	int64_t minors_14;
	int64_t minors_18;
	int64_t age_unknown; /* persons whose birth date is not known */
	int64_t sensitive;   /* persons with sensitive data */
	int64_t sms_trigger; /* persons who must be told personally */
	int64_t rows;
	int64_t bytes;
	int64_t scanned_at; /* microseconds UTC */
	int64_t scan;       /* its number, from 1; 0: none yet */
} InventoryTotals;

/* Different identifiers of one kind over all that was read. */
typedef struct {
	KindId kind;
	int64_t distinct;
	bool estimated; /* too many to be counted exactly: see distinct-count.h for the error */
} IdentifierTotal;

/* A store, file or schema that was seen and not read, with the reason.  Both owned. */
typedef struct {
	char *source;
	char *name;
	char *reason; /* reason code with arguments, as in finding.h */
} InventorySkip;

/* Where inventory_container finds a container; grows as they are added. */
typedef struct {
	GHashTable *by_names;
	unsigned n; /* containers in it */
} InventoryIndex;

typedef struct {
	InventoryTotals totals;
	GArray *identifiers;   /* IdentifierTotal, by kind */
	GPtrArray *containers; /* ContainerFinding *, ordered by source, then name */
	GPtrArray *skipped;    /* InventorySkip * */
	InventoryIndex *index;
} Inventory;

Inventory *inventory_new(void);
void inventory_free(Inventory *inventory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inventory, inventory_free)

/* "mobile 60211,email ~1234567": different identifiers by kind, '~' where estimated. */
char *inventory_identifiers_text(const Inventory *inventory);

void inventory_skip(Inventory *inventory, const char *source, const char *name, const char *reason);

/* The catalogue as it stands; FAULT_NOT_FOUND before the first scan. */
Inventory *inventory_load(Dossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Replace the catalogue with @inventory, in one transaction, decisions of persons kept. */
bool inventory_store(Dossier *dossier, Inventory *inventory,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A person's word on one field. */
typedef struct {
	FindingStatus status;
	Personal personal; /* of STATUS_SET */
	KindId kind;       /* of STATUS_SET */
	const char *by;    /* who decides */
} Decision;

bool inventory_decide(Dossier *dossier, const Locator *field, const Decision *decision,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* NULL where there is none. */
ContainerFinding *inventory_container(const Inventory *inventory, const char *source,
                                      const char *container);

/* Over all that a plan rests on: fields, verdicts, decisions, row counts. */
Digest inventory_digest(const Inventory *inventory);
