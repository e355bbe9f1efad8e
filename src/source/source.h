/*
 * source.h - a place that holds data, read and changed through one interface
 *
 * A connector is a const SourceDriver.  Everything above this floor knows only this
 * header.  Its life: open, check, discover, read, next ..., [remove, plant, stage ...], close.
 *
 * A source holds containers (tables, CSV files, dumps' tables ...).  Containers that
 * lie in one stream (the tables of a dump, the members of an archive) share a group and
 * are read together in one pass, so that reading everything is linear.  A source lies in
 * raw artefacts (files), which the residue search reads and which can be erased whole.
 * A driver is used by one thread at a time.  Values travel as spans, never as char *.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "locator.h"
#include "progress.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Source Source;
typedef struct SourceCursor SourceCursor;

/* What a driver can do, and what it cannot undo.  Plans are checked against these. */
typedef enum {
	SOURCE_CAN_REMOVE = 1 << 0,     /* delete records by key, and say how many */
	SOURCE_CAN_TRANSACT = 1 << 1,   /* one call of remove is one transaction */
	SOURCE_CAN_SNAPSHOT = 1 << 2,   /* reads between begin and end see one moment */
	SOURCE_CAN_ERASE = 1 << 3,      /* whole artefacts */
	SOURCE_CAN_REWRITE = 1 << 4,    /* has rewrite stages */
	SOURCE_CAN_PLANT = 1 << 5,      /* canaries */
	SOURCE_KEEPS_VERSIONS = 1 << 6, /* a removed record lives on in old versions */
	SOURCE_KEEPS_BACKUPS = 1 << 7,  /* ...or in backups out of this driver's reach */
} SourceTraits;

typedef struct {
	const char *name;
	const char *type;    /* as the store declares it; "" where it does not */
	const char *comment; /* "" where there is none */
	bool in_key;
	const char *ref_container; /* declared foreign key, or NULL */
	const char *ref_field;
} SourceField;

typedef enum {
	CONTAINER_TABLE,    /* declared fields */
	CONTAINER_DOCUMENT, /* fields found by reading: CSV, JSON lines */
	CONTAINER_TEXT,     /* free text; one field, "text" */
	CONTAINER_OPAQUE,   /* seen, not read; @unreadable says why */
} SourceContainerForm;

/* As discovery reports it; lent for the call. */
typedef struct {
	const char *name;
	const char *group;    /* for source_read */
	const char *artefact; /* for source_erase_artefact; NULL where it has none of its own */
	const char *comment;
	SourceContainerForm form;
	const SourceField *fields;
	size_t n_fields;
	int64_t rows;           /* exact, or -1 */
	int64_t bytes;          /* of the raw data, or -1 */
	bool is_copy;           /* by its nature: a dump, a backup */
	bool is_system;         /* a system table: named and skipped */
	const char *unreadable; /* "code|argument" (finding.h) or NULL */
} SourceContainer;

typedef enum {
	VALUE_NULL,
	VALUE_INTEGER, /* decimal text */
	VALUE_REAL,    /* decimal text */
	VALUE_TEXT,    /* valid UTF-8 */
	VALUE_BINARY,
} ValueType;

typedef struct {
	Span bytes;
	ValueType type;
	bool truncated; /* longer than BOUND_VALUE: the rest was not delivered */
} SourceValue;

/* Lent by the cursor until the next call on it. */
typedef struct {
	const char *container; /* of the group */
	Span key; /* opaque; names the record in its container, the same in every run */
	const SourceValue *values; /* in the order of the container's fields */
	size_t n_values;
} SourceRecord;

typedef enum {
	ARTEFACT_DATABASE,
	ARTEFACT_LOG,   /* -wal, -journal: holds old and new rows */
	ARTEFACT_INDEX, /* -shm and the like: no values */
	ARTEFACT_FILE,
	ARTEFACT_ARCHIVE, /* compressed: the residue search looks inside */
} ArtefactForm;

typedef struct {
	const char *path; /* on this machine */
	const char *name; /* as containers name it */
	ArtefactForm form;
	int64_t bytes;
} SourceArtefact;

/* Return false to end the walk early; that is not an error. */
typedef bool (*SourceVisit)(const SourceContainer *container, void *data);
typedef bool (*ArtefactVisit)(const SourceArtefact *artefact, void *data);

typedef struct {
	const char *scheme;  /* of the URI: "sqlite", "files", "memory" */
	const char *summary; /* msgid, one line */

	/* Expected to reach the store and to read no record.  @secret is NULL where none is set. */
	void *(*open)(const char *uri, const char *secret, GError **error);

	/* Expected to prove that the account may do what @ret_traits then promises. */
	bool (*check)(void *self, SourceTraits *ret_traits, GError **error);

	/* Expected to visit each container, system and unreadable ones too, in a stable order. */
	bool (*discover)(void *self, Progress *progress, SourceVisit visit, void *data,
	                 GError **error);

	/* Reads between the two see one moment.  NULL without SOURCE_CAN_SNAPSHOT. */
	bool (*begin)(void *self, GError **error);
	bool (*end)(void *self, GError **error);

	/*
	 * Expected to start reading all containers of @group, in a stable order, or, where
	 * @container is not NULL, only that one, from behind the record with key @after (an
	 * empty span: from the start).
	 */
	void *(*read)(void *self, const char *group, const char *container, Span after,
	              GError **error);

	/* The next record; NULL at the end, or with @error set on failure. */
	const SourceRecord *(*next)(void *cursor, GError **error);
	void (*close_cursor)(void *cursor);

	/*
	 * Expected to remove the records with @keys, in one transaction where it has them, and to
	 * report how many were there; a cut-off run is run again.  NULL without SOURCE_CAN_REMOVE.
	 */
	bool (*remove)(void *self, const char *container, const Span *keys, size_t n_keys,
	               uint64_t *ret_removed, GError **error);

	/*
	 * Expected to store @values (made-up, UTF-8) in UTF-8, GB18030, UTF-16LE and gzip,
	 * apart from the platform's own data, in a container or artefact named @name; to do
	 * nothing where it is there already.  unplant removes it the way rows are removed.
	 */
	bool (*plant)(void *self, const char *name, const char *const *values, GError **error);
	bool (*unplant)(void *self, const char *name, GError **error);

	/* Expected to name every file the source lies in, those it cannot search included. */
	bool (*artefacts)(void *self, ArtefactVisit visit, void *data, GError **error);

	/* Overwrite, sync, unlink.  An artefact that is gone is not an error. */
	bool (*erase_artefact)(void *self, const char *name, GError **error);

	/* What must follow removal until the bytes are let go, in order; may be run again. */
	const char *const *stages; /* NULL-terminated, or NULL */
	bool (*run_stage)(void *self, const char *stage, Progress *progress, GError **error);

	void (*close)(void *self);
} SourceDriver;

extern const SourceDriver source_memory, source_sqlite, source_files;
extern const SourceDriver *const source_drivers[]; /* NULL-terminated */

/* @uri is "scheme:rest"; relative paths are relative to the working directory. */
Source *source_open(const char *name, const char *uri, const char *secret,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void source_close(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_close)

const char *source_name(const Source *source);
const SourceDriver *source_driver(const Source *source);

/* Thin wrappers, so that nobody calls through the table; errors carry the source's name. */
bool source_check(Source *source, SourceTraits *ret_traits, GError **error);
bool source_discover(Source *source, Progress *progress, SourceVisit visit, void *data,
                     GError **error);
bool source_begin(Source *source, GError **error);
bool source_end(Source *source, GError **error);
SourceCursor *source_read(Source *source, const char *group, const char *container, Span after,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
const SourceRecord *source_next(SourceCursor *cursor, GError **error);
void source_cursor_close(SourceCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SourceCursor, source_cursor_close)
bool source_remove(Source *source, const char *container, const Span *keys, size_t n_keys,
                   uint64_t *ret_removed, GError **error);
bool source_plant(Source *source, const char *name, const char *const *values, GError **error);
bool source_unplant(Source *source, const char *name, GError **error);
bool source_artefacts(Source *source, ArtefactVisit visit, void *data, GError **error);
bool source_erase_artefact(Source *source, const char *name, GError **error);
bool source_run_stage(Source *source, const char *stage, Progress *progress, GError **error);
