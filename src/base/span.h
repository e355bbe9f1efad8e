/*
 * span.h - bytes that belong to someone else
 *
 * Personal data travels as Span and never as char *: printf("%s", span) does not
 * compile.  A Span is lent: it is valid as long as its owner says, and is not
 * terminated by NUL.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
	const char *bytes;
	size_t length;
} Span;

static inline Span
span_of(const char *text)
{
	return (Span){text, text == NULL ? 0 : strlen(text)};
}

/* @length is cut to what is there. */
static inline Span
span_slice(Span span, size_t start, size_t length)
{
	size_t from = MIN(start, span.length);

	/* Nothing may be added to NULL, not even nothing (C17 6.5.6). */
	return (Span){from == 0 ? span.bytes : span.bytes + from, MIN(length, span.length - from)};
}

static inline bool
span_equal(Span a, Span b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static inline bool
span_is(Span span, const char *text)
{
	return span_equal(span, span_of(text));
}

/* Without ASCII white space at both ends. */
Span span_trim(Span span);

/* Where @needle first stands in @span, or -1. */
ssize_t span_find(Span span, Span needle);

/* A copy on the heap, wiped by span_buffer_free: for values that outlive their owner. */
char *span_copy(Span span);
void span_buffer_free(char *copy, size_t length);
