/*
 * fuzz-document.h - any bytes through one reader of documents, twice, as a scan does
 *
 * The second pass must give the same number of rows as the first.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "document.h"

#include <glib.h>

/* Pieces of a size that puts their ends everywhere. */
#define FUZZ_PIECE 61

typedef struct {
	Span rest;
} FuzzInput;

static inline bool
fuzz_pull(void *data, Span *ret_piece)
{
	FuzzInput *input = data;

	*ret_piece = span_slice(input->rest, 0, FUZZ_PIECE);
	input->rest = span_slice(input->rest, FUZZ_PIECE, input->rest.length);
	return ret_piece->length > 0;
}

static inline uint64_t
fuzz_read(const DocumentReader *reader, Span bytes, Schema *schema)
{
	FuzzInput input = {bytes};
	g_autoptr(ByteStream) stream = byte_stream_new(fuzz_pull, &input);
	void *self = reader->open(stream, "fuzz", schema);
	uint64_t rows = 0;
	DocumentRow row;

	while (reader->next(self, &row)) {
		g_assert_nonnull(row.table);
		for (size_t i = 0; i < row.n_values; i++)
			if (row.values[i].type == VALUE_NULL)
				g_assert_cmpuint(row.values[i].bytes.length, ==, 0);
		rows++;
		/* Each row takes at least a byte. */
		g_assert_cmpuint(rows, <=, 4 * bytes.length + 4);
	}
	reader->close(self);
	return rows;
}

static inline void
fuzz_document(const DocumentReader *reader, const uint8_t *data, size_t size)
{
	Span bytes = {(const char *)data, size};
	g_autoptr(Schema) schema = schema_new();
	const char *form;

	document_taste(bytes, "fuzz.txt", &form);
	uint64_t rows = fuzz_read(reader, bytes, schema);
	g_assert_cmpuint(fuzz_read(reader, bytes, schema), ==, rows);
}
