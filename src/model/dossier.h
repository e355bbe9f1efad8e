/*
 * dossier.h - the directory of one shutdown: its settings and state
 *
 * Layout: design.md of the project's docs, and dossier(5).  One process may write at
 * a time; readers need no lock.  Settings are dossier.conf, a key file; each key stands
 * in one table (dossier-settings.c) with type, bounds and one sentence; unknown keys
 * are errors.  Secrets are references: env:NAME or file:PATH.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "clock.h"
#include "database.h"
#include "seal.h"

#include <glib.h>
#include <stdbool.h>

typedef struct Dossier Dossier;

typedef enum {
	DOSSIER_READ,
	DOSSIER_WRITE, /* takes the lock */
} DossierAccess;

/* Why the service stops: decides the legal route (PIPL 22 or 23). */
typedef enum {
	TRIGGER_MERGER,
	TRIGGER_DIVISION,
	TRIGGER_DISSOLUTION,
	TRIGGER_BANKRUPTCY,
	TRIGGER_CLOSURE, /* the service ends, the operator lives on */
	TRIGGER_SALE,    /* of the data: PIPL 23, separate consent */
	N_TRIGGERS
} Trigger;

const char *trigger_name(Trigger trigger);
bool trigger_find(const char *name, Trigger *ret_trigger);

/* All owned; NULL where not set. */
typedef struct {
	char *operator_name; /* [Dossier] Operator= */
	char *uscc;
	char *platform;  /* name of the service */
	char **surfaces; /* web:URL, app:NAME, mini-program:APPID */
	char *icp;
	Trigger trigger;
	GDate stop_date; /* the service ends at its beginning, 00:00 Asia/Shanghai */
	char *sector;    /* "e-commerce", "finance", "payment", "telecom", ... */
	char *region;    /* province, as GB/T 2260 two digits, or NULL */
	char *officer;   /* personal-information officer: name */
	char *officer_contact;
	char *complaints; /* channel */
	char *receiver;   /* NULL: nothing is transferred */
	char *receiver_contact;
	char *custodian; /* name */
	char *custodian_contact;
	char *custodian_certificate; /* path of a PEM certificate, see envelope.h */
	char *custodian_store;       /* directory where kept data goes; outside the dossier */
	char *request_url;           /* where persons ask: view, copy, download, transfer, delete */
	GDate request_until;         /* until when; the stop date where not set */
} DossierSettings;

DossierSettings *dossier_settings_new(void);
void dossier_settings_free(DossierSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DossierSettings, dossier_settings_free)

typedef struct {
	char *name;
	char *uri;
	char *secret; /* reference, or NULL */
} DossierSource;

/*
 * Make @directory (which must be empty or absent), its keys and its database.
 * @rehearsal is NULL or the first date of a rehearsal; it can never be changed.
 */
bool dossier_create(const char *directory, const DossierSettings *settings, const GDate *rehearsal,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

Dossier *dossier_open(const char *directory, DossierAccess access,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dossier_close(Dossier *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dossier, dossier_close)

const DossierSettings *dossier_settings(const Dossier *dossier);
const Clock *dossier_clock(const Dossier *dossier);
Database *dossier_database(Dossier *dossier);
bool dossier_is_rehearsal(const Dossier *dossier);

/* A path below the dossier; the caller frees it. */
char *dossier_path(const Dossier *dossier, const char *relative);

/* "state" seals row keys in the journal, "fingerprint" keys sketches and residue search. */
bool dossier_key(const Dossier *dossier, const char *name, Key *ret_key,
                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sources in the order in which they were added; DossierSource *, owned by the dossier. */
const GPtrArray *dossier_sources(const Dossier *dossier);
const DossierSource *dossier_source(const Dossier *dossier, const char *name);
bool dossier_add_source(Dossier *dossier, const char *name, const char *uri, const char *secret,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Change the stop date: postponement.  Approvals and notices are void afterwards. */
bool dossier_set_stop_date(Dossier *dossier, const GDate *date,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rehearsals only, forward only. */
bool dossier_set_clock(Dossier *dossier, const GDate *date,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Small facts of ours, in dossier.db: "scan.number", ... NULL where not set. */
char *dossier_fact(Dossier *dossier, const char *name);
bool dossier_set_fact(Dossier *dossier, const char *name, const char *value,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
