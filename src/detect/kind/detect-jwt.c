/*
 * detect-jwt.c - JSON web tokens (RFC 7519)
 *
 * Three parts of base64url: header and payload are JSON objects, so both begin with eyJ; the
 * header decodes and names its algorithm.  The signature may be cut off.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "kernel.h"

#include <string.h>

#define HEADER_MOST 1024
#define HEADER_READ 256 /* characters in which the algorithm must be named */

static size_t
count_url64(Span text, size_t at, size_t most)
{
	size_t n = 0;

	while (n < most && (byte_is_word(byte_of(text, at + n)) || byte_of(text, at + n) == '-' ||
	                    byte_of(text, at + n) == '_'))
		n++;
	return n;
}

static bool
header_names_algorithm(Span text, size_t at, size_t length)
{
	char header[HEADER_READ + 4];
	size_t n = MIN(length, HEADER_READ);
	g_autofree guchar *decoded = NULL;
	size_t n_decoded = 0;

	for (size_t i = 0; i < n; i++) {
		char byte = text.bytes[at + i];

		header[i] = byte == '-' ? '+' : byte == '_' ? '/' : byte;
	}
	while (n % 4 != 0)
		header[n++] = '=';
	header[n] = '\0';
	decoded = g_base64_decode(header, &n_decoded);
	Span json = {(const char *)decoded, n_decoded};
	return span_find(json, span_of("\"alg\"")) >= 0 || span_find(json, span_of("\"enc\"")) >= 0;
}

bool
check_jwt(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t at = probe->at;

	if (memcmp(text.bytes + at, "eyJ", 3) != 0 ||
	    (at > 0 && (text.bytes[at - 1] == '_' || text.bytes[at - 1] == '-')))
		return false;
	size_t header = count_url64(text, at, HEADER_MOST);
	size_t payload_at = at + header + 1;
	if (byte_of(text, at + header) != '.' || payload_at + 3 > text.length ||
	    memcmp(text.bytes + payload_at, "eyJ", 3) != 0 ||
	    !header_names_algorithm(text, at, header))
		return false;
	size_t length = header + 1 + count_url64(text, payload_at, KERNEL_LONGEST);
	if (byte_of(text, at + length) == '.')
		length += 1 + count_url64(text, at + length + 1, HEADER_MOST);
	match_found(ret_match, KIND_JWT, at, MIN(length, KERNEL_LONGEST));
	return match_judged(ret_match, true, 95);
}
