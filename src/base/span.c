/*
 * span.c - bytes that belong to someone else
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "span.h"

#include <openssl/crypto.h>

Span
span_trim(Span span)
{
	while (span.length > 0 && g_ascii_isspace(span.bytes[0]))
		span = span_slice(span, 1, span.length - 1);
	while (span.length > 0 && g_ascii_isspace(span.bytes[span.length - 1]))
		span.length--;
	return span;
}

ssize_t
span_find(Span span, Span needle)
{
	const char *found;

	if (needle.length == 0)
		return 0;
	if (span.length == 0)
		return -1;
	found = memmem(span.bytes, span.length, needle.bytes, needle.length);
	return found == NULL ? -1 : found - span.bytes;
}

char *
span_copy(Span span)
{
	char *copy = g_malloc(span.length + 1);

	if (span.length > 0)
		memcpy(copy, span.bytes, span.length);
	copy[span.length] = '\0';
	return copy;
}

void
span_buffer_free(char *copy, size_t length)
{
	if (copy == NULL)
		return;
	OPENSSL_cleanse(copy, length);
	g_free(copy);
}
