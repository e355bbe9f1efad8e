/*
 * column-crew.c - threads that share the columns of a batch
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "column-crew.h"

#include <pthread.h>
#include <stdbool.h>

typedef struct {
	ColumnCrew *crew;
	size_t number; /* the caller is 0 */
	pthread_t thread;
} Worker;

struct ColumnCrew {
	Worker workers[CREW_MOST];
	size_t n; /* the caller among them */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* under the lock: */
	CrewWork work; /* NULL: there is none, who comes now is too late */
	void *data;
	size_t n_columns, next;
	size_t busy; /* threads that are at it */
	bool stop;
};

/* The next column, or false where none is left; the lock is held. */
static bool
take_next(ColumnCrew *crew, size_t *ret_column)
{
	if (crew->next >= crew->n_columns)
		return false;
	*ret_column = crew->next++;
	return true;
}

static void
work_on(ColumnCrew *crew, size_t worker)
{
	size_t column = 0;

	while (take_next(crew, &column)) {
		pthread_mutex_unlock(&crew->lock);
		crew->work(worker, column, crew->data);
		pthread_mutex_lock(&crew->lock);
	}
}

static void *
be_ready(void *data)
{
	const Worker *self = data;
	ColumnCrew *crew = self->crew;

	pthread_mutex_lock(&crew->lock);
	while (!crew->stop) {
		if (crew->work == NULL || crew->next >= crew->n_columns) {
			pthread_cond_wait(&crew->changed, &crew->lock);
			continue;
		}
		crew->busy++;
		work_on(crew, self->number);
		crew->busy--;
		pthread_cond_broadcast(&crew->changed);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

ColumnCrew *
column_crew_new(void)
{
	ColumnCrew *crew = g_new0(ColumnCrew, 1);
	size_t wanted = CLAMP(g_get_num_processors(), 1, CREW_MOST);

	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->changed, NULL);
	for (crew->n = 1; crew->n < wanted; crew->n++) {
		Worker *worker = &crew->workers[crew->n];

		*worker = (Worker){.crew = crew, .number = crew->n};
		/* Where no more threads can be had the others do the work. */
		if (pthread_create(&worker->thread, NULL, be_ready, worker) != 0)
			break;
	}
	return crew;
}

void
column_crew_free(ColumnCrew *crew)
{
	if (crew == NULL)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->stop = true;
	pthread_cond_broadcast(&crew->changed);
	pthread_mutex_unlock(&crew->lock);
	for (size_t i = 1; i < crew->n; i++)
		pthread_join(crew->workers[i].thread, NULL);
	pthread_cond_destroy(&crew->changed);
	pthread_mutex_destroy(&crew->lock);
	g_free(crew);
}

size_t
column_crew_size(const ColumnCrew *crew)
{
	return crew->n;
}

void
column_crew_run(ColumnCrew *crew, size_t n_columns, CrewWork work, void *data)
{
	pthread_mutex_lock(&crew->lock);
	crew->work = work;
	crew->data = data;
	crew->n_columns = n_columns;
	crew->next = 0;
	pthread_cond_broadcast(&crew->changed);
	work_on(crew, 0);
	while (crew->busy > 0)
		pthread_cond_wait(&crew->changed, &crew->lock);
	crew->work = NULL;
	pthread_mutex_unlock(&crew->lock);
}
