/*
 * column-crew.h - threads that share the columns of a batch
 *
 * What is looked at in one column depends on no other, so whoever is free takes the next one.
 * The caller works too, and returns when all are done.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#define CREW_MOST 4

typedef struct ColumnCrew ColumnCrew;

/* @worker is below column_crew_size(); no two calls with the same one run at once. */
typedef void (*CrewWork)(size_t worker, size_t column, void *data);

/* As many as this machine has processors, at most CREW_MOST, the caller among them. */
ColumnCrew *column_crew_new(void);
void column_crew_free(ColumnCrew *crew);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ColumnCrew, column_crew_free)

size_t column_crew_size(const ColumnCrew *crew);

/* @work for each of @n_columns, by whoever is free. */
void column_crew_run(ColumnCrew *crew, size_t n_columns, CrewWork work, void *data);
