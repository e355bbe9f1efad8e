/*
 * inventory-history.h - what each scan found, and what differs between two of them
 *
 * Each scan leaves a copy of its containers, row counts and verdicts in dossier.db, written once
 * and never changed: decisions made afterwards show in the next scan.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "database.h"
#include "inventory.h"

typedef enum {
	CHANGE_CONTAINER_NEW,
	CHANGE_CONTAINER_GONE,
	CHANGE_READING, /* it could be read and cannot, or the other way round */
	CHANGE_ROWS,
	CHANGE_FIELD_NEW,
	CHANGE_FIELD_GONE,
	CHANGE_VERDICT,
	N_CHANGES
} ChangeKind;

/* All owned; @field is NULL for a container's, @before and @after where there was nothing. */
typedef struct {
	ChangeKind what;
	char *source, *container, *field;
	char *before, *after;
} InventoryChange;

/* "container-new", ...; and a msgid for people. */
const char *change_name(ChangeKind what);
const char *change_title(ChangeKind what);

typedef struct {
	int64_t number;
	int64_t at; /* microseconds UTC */
} KeptScan;

/* KeptScan, from the first on. */
GArray *inventory_scans(Dossier *dossier, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What scan @after found otherwise than scan @before: InventoryChange *, ordered by source,
 * container, then the container itself before its fields, then field.  FAULT_NOT_FOUND where a
 * scan was not kept.
 */
GPtrArray *inventory_diff(Dossier *dossier, int64_t before, int64_t after,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of inventory_store: keep what the scan found, once a scan. */
bool inventory_keep_scan(Database *database, const Inventory *inventory,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of inventory_store: put what persons decided in the place of what is suggested. */
bool inventory_apply_decisions(Database *database, Inventory *inventory,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
