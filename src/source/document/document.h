/*
 * document.h - a stream of bytes read as records
 *
 * A reader tastes the first bytes and bids; the highest bid opens the stream.  It puts the
 * tables it meets into a schema and gives their rows one by one.  Opened a second time with
 * the schema of the first, it gives the same rows with the same places.
 *
 * What cannot be parsed is no failure: it is noted in the schema, and its bytes still come
 * as text in the field "unparsed" where the form has records.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "byte-stream.h"
#include "row.h"
#include "schema.h"

#include <stdbool.h>

/* How much a reader may taste. */
#define DOCUMENT_TASTE (64 * 1024)

/* A field for what did not parse. */
#define DOCUMENT_UNPARSED "unparsed"

typedef struct {
	SchemaTable *table;
	const SourceValue *values; /* lent until the next row */
	size_t n_values;
} DocumentRow;

typedef struct {
	const char *name;
	bool is_copy;  /* a dump by its nature */
	bool extracts; /* its text is not its bytes as they lie there */

	/* 0: not mine, to 100.  @name is the file's, without its directory, in lower case. */
	unsigned (*taste)(Span head, const char *name);

	/* @stem names the table where the form has no names of its own. */
	void *(*open)(ByteStream *stream, const char *stem, Schema *schema);

	/* False at the end. */
	bool (*next)(void *self, DocumentRow *ret_row);
	void (*close)(void *self);
} DocumentReader;

extern const DocumentReader document_csv, document_json, document_sql, document_text;
extern const DocumentReader document_office, document_html, document_mail, document_pdf;
extern const DocumentReader document_picture, document_rtf, document_dbf, document_ole,
	document_runs;

/* Whoever bids most; NULL for binary forms, with what it is in @ret_form ("PNG", "unknown"). */
const DocumentReader *document_taste(Span head, const char *name, const char **ret_form);

/* The reader for bytes that must be taken apart, or NULL. */
const DocumentReader *document_extractor(Span head, const char *name);

/* The name of a form in which bytes cannot be searched as they are; NULL: they can. */
const char *document_hopeless(Span head);

/* All of it, where it is not longer than BOUND_DOCUMENT; lent as long as @stream. */
bool document_whole(ByteStream *stream, Span *ret_bytes);

/* "members" of "export/members.csv.gz". */
char *document_stem(const char *path);

/*
 * The length of the first line of @window with its end, or of a part of at most 64 KiB
 * that ends between words; 0 where more bytes are needed to tell.
 */
size_t document_line(Span window, bool at_end);
