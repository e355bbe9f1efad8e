/*
 * fuzz-extract.c - hostile bytes from a pipe, through every form that is recognised
 *
 * PDF is left out: another program reads it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "extract.h"
#include "libgsf-leak.h"

/* More than this from a small input would be a bomb that was not noticed. */
#define MOST_BYTES (64UL * 1024 * 1024)

#define PIECE 4099

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
pull(void *data, Span *ret_piece)
{
	Span *rest = data;

	*ret_piece = span_slice(*rest, 0, PIECE);
	*rest = span_slice(*rest, PIECE, rest->length);
	return ret_piece->length > 0;
}

static bool
begin(const UnpackMember *member, void *data)
{
	(void)data;
	g_assert_true(g_utf8_validate(member->member, -1, NULL));
	return true;
}

static bool
piece(Span bytes, void *data)
{
	uint64_t *total = data;

	g_assert_cmpuint(bytes.length, >, 0);
	*total += bytes.length;
	g_assert_cmpuint(*total, <=, MOST_BYTES);
	return true;
}

static bool
end(void *data)
{
	(void)data;
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const UnpackVisitor visitor = {begin, piece, end};
	Span rest = {(const char *)data, size};
	uint64_t total = 0;

	if (span_find(rest, span_of("%PDF-")) < 0)
		extract_stream(pull, &rest, &visitor, &total);
	return 0;
}
