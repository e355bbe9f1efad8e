/*
 * fuzz-detect.c - any bytes: no crash, matches inside the input, one answer for all forms
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detection.h"

#include <glib.h>

typedef struct {
	size_t length;
	uint64_t end; /* of the match before */
	uint64_t n_matches;
	uint64_t sum;
} Seen;

static bool
note(const Match *match, Span text, void *data)
{
	Seen *seen = data;

	/* Left to right, without overlap, inside of what was given. */
	g_assert_cmpuint(match->offset, >=, seen->end);
	g_assert_cmpuint(match->offset + match->length, <=, seen->length);
	g_assert_cmpuint(match->length, >, 0);
	g_assert_cmpuint(text.length, >, 0);
	g_assert_cmpuint(match->confidence, <=, 100);
	seen->end = match->offset + match->length;
	seen->n_matches++;
	seen->sum = seen->sum * 31 + match->offset + match->length * 7 + (uint64_t)match->kind;
	return true;
}

static Seen
stream(Span text, size_t piece)
{
	Seen seen = {.length = text.length};
	g_autoptr(DetectionStream) pieces = detection_stream_new(KIND_SET_ALL, note, &seen);

	for (size_t at = 0; at < text.length; at += piece)
		detection_stream_feed(pieces, span_slice(text, at, piece));
	detection_stream_end(pieces);
	return seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Span text = {(const char *)data, size};
	Seen best = {.length = size}, scalar = {.length = size};
	Match match = {0};

	detection_scan(text, KIND_SET_ALL, DETECTION_BEST, note, &best);
	detection_scan(text, KIND_SET_ALL, DETECTION_SCALAR, note, &scalar);
	g_assert_cmpuint(best.n_matches, ==, scalar.n_matches);
	g_assert_cmpuint(best.sum, ==, scalar.sum);

	Seen whole = stream(text, MAX(size, 1)), parts = stream(text, 13);
	g_assert_cmpuint(whole.sum, ==, parts.sum);

	if (detection_of_value(text, KIND_SET_ALL, &match) != KIND_NONE) {
		g_assert_cmpuint(match.offset + match.length, <=, size);
		Span value = span_slice(text, (size_t)match.offset, match.length);
		g_autofree char *normal = detection_normalise(match.kind, value);
		g_autofree char *masked = kind_mask(match.kind, value);

		g_assert_nonnull(normal);
		g_assert_nonnull(masked);
	}
	return 0;
}
