/*
 * file-catalogue.h - what the files of a directory hold, before anyone reads the records
 *
 * One pass over every file: its members, the reader for each, its tables with their fields
 * and exact numbers of rows.  Afterwards declarations and rows that lie in different files
 * are joined.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"
#include "file-tree.h"
#include "progress.h"
#include "sqlite-table.h"
#include "unpack.h"

/* An innermost stream of a file, in the order in which it is unpacked. */
typedef struct {
	char *name;   /* of the file and the path inside: "a.zip/b.csv" */
	char *inside; /* the path inside alone, as it is unpacked */
	char *stem;
	const DocumentReader *reader; /* NULL: a database, or unreadable */
	GPtrArray *database;          /* SqliteTable *, or NULL */
	Schema *schema;
	char *unreadable; /* or NULL */
	bool is_copy;
} CatalogueMember;

typedef struct {
	char *path;
	char *name;
	int64_t bytes;
	bool belongs; /* to the database beside it: -wal, -journal, -shm */
	char *unreadable;
	GPtrArray *members; /* CatalogueMember * */
} CatalogueFile;

typedef struct {
	GPtrArray *files;    /* CatalogueFile * */
	GHashTable *by_name; /* to CatalogueFile * */
} Catalogue;

Catalogue *catalogue_build(const char *root, Progress *progress,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void catalogue_free(Catalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalogue, catalogue_free)

/* "PATH!TABLE"; with the dump's database before the table where there are several. */
char *catalogue_container(const CatalogueMember *member, const SchemaTable *table);

/* A database that lies within an archive; NULL where it is too large or damaged. */
sqlite3 *catalogue_open_packed(ByteStream *stream, const char **ret_unreadable);

/* Join declarations with rows, and resolve references; catalogue_build has done it. */
void catalogue_join(Catalogue *catalogue);

/* The bytes of the present member. */
bool catalogue_pull(void *unpack, Span *ret_piece);
