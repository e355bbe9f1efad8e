/*
 * source.c - the drivers, and the calls through them
 *
 * Every error that leaves here carries the name of the source.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"

#include "errors.h"

struct Source {
	const SourceDriver *driver;
	char *name;
	void *self;
};

struct SourceCursor {
	Source *source;
	void *self;
};

const SourceDriver *const source_drivers[] = {&source_sqlite, &source_files, &source_memory, NULL};

static const SourceDriver *
find_driver(const char *uri, const char **ret_rest)
{
	const char *colon = strchr(uri, ':');

	for (size_t i = 0; colon != NULL && source_drivers[i] != NULL; i++) {
		const char *scheme = source_drivers[i]->scheme;

		if (strlen(scheme) == (size_t)(colon - uri) &&
		    strncmp(scheme, uri, strlen(scheme)) == 0) {
			*ret_rest = colon + 1;
			return source_drivers[i];
		}
	}
	return NULL;
}

static void
blame(const Source *source, GError **error)
{
	fault_prefix(error, N_("source '%s': "), source->name);
}

Source *
source_open(const char *name, const char *uri, const char *secret, GError **error)
{
	const char *rest = NULL;
	const SourceDriver *driver = find_driver(uri, &rest);

	if (driver == NULL) {
		fault_set(error, FAULT_USAGE,
		          N_("source '%s': the address must begin with sqlite: or files:"), name);
		return NULL;
	}
	if (*rest == '\0') {
		fault_set(error, FAULT_USAGE, N_("source '%s': give a path after %s:"), name,
		          driver->scheme);
		return NULL;
	}
	void *self = driver->open(uri, secret, error);
	if (self == NULL) {
		fault_prefix(error, N_("source '%s': "), name);
		return NULL;
	}
	Source *source = g_new0(Source, 1);
	*source = (Source){driver, g_strdup(name), self};
	return source;
}

void
source_close(Source *source)
{
	if (source == NULL)
		return;
	source->driver->close(source->self);
	g_free(source->name);
	g_free(source);
}

const char *
source_name(const Source *source)
{
	return source->name;
}

const SourceDriver *
source_driver(const Source *source)
{
	return source->driver;
}

/* The result of a driver's call, its error prefixed. */
static bool
judge(const Source *source, bool done, GError **error)
{
	if (!done)
		blame(source, error);
	return done;
}

bool
source_check(Source *source, SourceTraits *ret_traits, GError **error)
{
	return judge(source, source->driver->check(source->self, ret_traits, error), error);
}

bool
source_discover(Source *source, Progress *progress, SourceVisit visit, void *data, GError **error)
{
	return judge(source, source->driver->discover(source->self, progress, visit, data, error),
	             error);
}

bool
source_begin(Source *source, GError **error)
{
	if (source->driver->begin == NULL)
		return true;
	return judge(source, source->driver->begin(source->self, error), error);
}

bool
source_end(Source *source, GError **error)
{
	if (source->driver->end == NULL)
		return true;
	return judge(source, source->driver->end(source->self, error), error);
}

SourceCursor *
source_read(Source *source, const char *group, const char *container, Span after, GError **error)
{
	void *self = source->driver->read(source->self, group, container, after, error);

	if (self == NULL) {
		blame(source, error);
		return NULL;
	}
	SourceCursor *cursor = g_new0(SourceCursor, 1);
	*cursor = (SourceCursor){source, self};
	return cursor;
}

const SourceRecord *
source_next(SourceCursor *cursor, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	const SourceRecord *record = cursor->source->driver->next(cursor->self, &trouble);

	if (trouble != NULL) {
		blame(cursor->source, &trouble);
		g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	return record;
}

void
source_cursor_close(SourceCursor *cursor)
{
	if (cursor == NULL)
		return;
	cursor->source->driver->close_cursor(cursor->self);
	g_free(cursor);
}

bool
source_remove(Source *source, const char *container, const Span *keys, size_t n_keys,
              uint64_t *ret_removed, GError **error)
{
	if (source->driver->remove == NULL) {
		fault_set(error, FAULT_UNSUPPORTED,
		          N_("source '%s': single records cannot be removed from it"),
		          source->name);
		return false;
	}
	return judge(
		source,
		source->driver->remove(source->self, container, keys, n_keys, ret_removed, error),
		error);
}

bool
source_plant(Source *source, const char *name, const char *const *values, GError **error)
{
	if (source->driver->plant == NULL) {
		fault_set(error, FAULT_UNSUPPORTED, N_("source '%s': it cannot hold canaries"),
		          source->name);
		return false;
	}
	return judge(source, source->driver->plant(source->self, name, values, error), error);
}

bool
source_unplant(Source *source, const char *name, GError **error)
{
	if (source->driver->unplant == NULL) {
		fault_set(error, FAULT_UNSUPPORTED, N_("source '%s': it cannot hold canaries"),
		          source->name);
		return false;
	}
	return judge(source, source->driver->unplant(source->self, name, error), error);
}

bool
source_artefacts(Source *source, ArtefactVisit visit, void *data, GError **error)
{
	return judge(source, source->driver->artefacts(source->self, visit, data, error), error);
}

bool
source_erase_artefact(Source *source, const char *name, GError **error)
{
	if (source->driver->erase_artefact == NULL) {
		fault_set(error, FAULT_UNSUPPORTED,
		          N_("source '%s': it has no files that could be erased whole"),
		          source->name);
		return false;
	}
	return judge(source, source->driver->erase_artefact(source->self, name, error), error);
}

bool
source_run_stage(Source *source, const char *stage, Progress *progress, GError **error)
{
	if (source->driver->run_stage == NULL) {
		fault_set(error, FAULT_UNSUPPORTED, N_("source '%s': it has no stages to run"),
		          source->name);
		return false;
	}
	return judge(source, source->driver->run_stage(source->self, stage, progress, error),
	             error);
}
