/*
 * work.h - what planning and carrying out need at hand: the catalogue, the law, open sources
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "inventory.h"
#include "keep-index.h"
#include "obligation.h"
#include "progress.h"
#include "source.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	Dossier *dossier;
	Inventory *inventory;
	LawPack *law;
	LawFacts facts;     /* lends from the dossier and the inventory */
	GPtrArray *sources; /* Source *, all of the dossier, open */
	KeepIndex *kept;
	Key key; /* keyed digests of row identities */
	Progress *progress;
} Work;

/* @progress is lent and may be NULL. */
Work *work_new(Dossier *dossier, Progress *progress, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void work_free(Work *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Work, work_free)

/* NULL where the dossier has no such source. */
Source *work_source(const Work *work, const char *name);

/* The place of @field among the container's fields; -1 where @field is NULL or not there. */
int work_field(const ContainerFinding *container, const char *field);

/* 64 keyed bits of @bytes for @purpose: never the value itself. */
uint64_t work_identity(const Work *work, const char *purpose, Span bytes);

/* Read a whole container; false with @error, or where @visit returned false without one. */
typedef bool (*RecordVisit)(const SourceRecord *record, void *data, GError **error);
bool work_read(const Work *work, const ContainerFinding *container, RecordVisit visit, void *data,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;
