/*
 * detect-private-key.c - the line that begins a private key (RFC 7468, OpenSSH, PGP)
 *
 * What follows the line may be any length, and is not part of the match.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"

#include <string.h>

#define LINE_MOST 80

bool
check_private_key(const Probe *probe, Match *ret_match)
{
	static const char begin[] = "-----BEGIN ";
	static const char *const ends[] = {"PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"};
	Span line = span_slice(probe->text, probe->at, LINE_MOST);
	size_t length = 0;

	if (line.length < strlen(begin) || memcmp(line.bytes, begin, strlen(begin)) != 0)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(ends) && length == 0; i++) {
		ssize_t at = span_find(line, span_of(ends[i]));

		if (at >= 0)
			length = (size_t)at + strlen(ends[i]);
	}
	/* RSA, EC, DSA, ENCRYPTED, OPENSSH, PGP, SM2 or nothing between. */
	for (size_t i = strlen(begin); i + 5 < length; i++)
		if (!byte_is_upper(line.bytes[i]) && !byte_is_digit(line.bytes[i]) &&
		    line.bytes[i] != ' ')
			return false;
	if (length == 0 || byte_of(probe->text, probe->at + length) == '-')
		return false;
	match_found(ret_match, KIND_PRIVATE_KEY, probe->at, length);
	return match_judged(ret_match, true, 98);
}
