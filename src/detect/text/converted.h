/*
 * converted.h - text made UTF-8, with a way back to where each byte of it came from
 *
 * The way back is kept by stretches within which one rule holds: so many bytes of the
 * original for each byte or character of the text.  Origins are asked for from left to
 * right, and walked to from the last one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdint.h>

typedef enum {
	STRETCH_SAME,    /* byte for byte */
	STRETCH_PAIRS,   /* ASCII in one byte, other characters in two */
	STRETCH_UNITS,   /* UTF-16 */
	STRETCH_QUADS,   /* each character in four bytes */
	STRETCH_DOUBLED, /* each byte of text from two */
	STRETCH_TRIPLED, /* from three */
} StretchRule;

typedef struct {
	size_t text;  /* where it begins in the text */
	uint64_t raw; /* and in the original */
	StretchRule rule;
} Stretch;

typedef struct {
	char *bytes;
	size_t length;
	size_t capacity;
	Stretch *stretches;
	size_t n_stretches;
	size_t room;
	/* The last origin asked for. */
	size_t in_stretch;
	size_t walked;
	uint64_t walked_raw;
} Converted;

/* Room for @length more bytes, and some behind them that may be written over. */
void converted_reserve(Converted *converted, size_t length);

/* What is appended from here on comes from @raw on, by @rule. */
void converted_begin(Converted *converted, StretchRule rule, uint64_t raw);

/* @text as it is. */
void converted_append(Converted *converted, Span text, uint64_t raw);

/* Where byte @at of the text came from; @at is at most the length. */
uint64_t converted_origin(Converted *converted, size_t at);

/* Forget the text before @at. */
void converted_drop(Converted *converted, size_t at);

void converted_clear(Converted *converted);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Converted, converted_clear)
