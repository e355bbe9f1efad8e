/*
 * detection.h - finding identifiers in bytes: one pass, all kinds
 *
 * Input is cut into 64-byte blocks; each becomes bit masks (digit, letter, high byte,
 * '@', '.', ':' ...) by SIMD; shifts and ands over the masks find triggers; each trigger
 * wakes the few detectors that declared it (detector.h).  Time is linear whatever the
 * input.  The scalar form gives the same answer and is the oracle of the tests.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "kind.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Personal data stays personal in another form, and the form decides what can be done with it. */
typedef enum {
	MATCH_PLAIN,
	MATCH_MASKED,    /* 1101**********002X */
	MATCH_HASHED,    /* a digest where the label or the field says what of */
	MATCH_ENCRYPTED, /* the same with ciphertext */
	MATCH_TOKENISED, /* the form of the kind, but a stand-in for the value */
	N_MATCH_FORMS
} MatchForm;

/* One level of wrapping that was undone to see the value; offset and length are of the wrapped. */
typedef enum {
	WRAP_NONE,
	WRAP_BASE64,
	WRAP_HEX,
	WRAP_URL, /* %40, and \u0040 or &#64; in text */
	N_WRAPS
} MatchWrap;

typedef struct {
	uint64_t offset; /* bytes, in what was given to the scan */
	uint32_t length;
	KindId kind;
	bool validated;     /* a check digit or closed structure agreed, not the shape alone */
	uint8_t confidence; /* 0..100 */
	uint8_t form;       /* MatchForm */
	uint8_t wrap;       /* MatchWrap */
} Match;

const char *match_form_name(MatchForm form); /* "plain", "masked", ... */
const char *match_wrap_name(MatchWrap wrap); /* "none", "base64", "hex", "url" */

/* @text is the matched text, lent for the call.  Return false to stop. */
typedef bool (*MatchVisit)(const Match *match, Span text, void *data);

typedef enum {
	DETECTION_BEST,   /* the widest instructions this machine has */
	DETECTION_SCALAR, /* the oracle */
} DetectionForm;

/*
 * All matches in one piece of UTF-8 (or any ASCII superset), left to right, without
 * overlap: of overlapping candidates resident-id > uscc > bank-card > the others by
 * specificity.  False where @visit stopped it.
 */
bool detection_scan(Span text, KindSet wanted, DetectionForm form, MatchVisit visit, void *data);

/*
 * A stream in pieces: bounded memory whatever its size, matches across pieces found,
 * encoding (UTF-8, GB18030, Big5, UTF-16 LE/BE with or without BOM) found by looking
 * and converted in blocks.  Offsets and lengths are bytes of the stream as it lies there.
 */
typedef struct DetectionStream DetectionStream;
DetectionStream *detection_stream_new(KindSet wanted, MatchVisit visit, void *data);
bool detection_stream_feed(DetectionStream *stream, Span piece);

/*
 * The same without a copy: read(2) at most @ret_room bytes (never 0) to where this points,
 * then say how many came.  Between the two nothing else is asked of the stream.
 */
char *detection_stream_window(DetectionStream *stream, size_t *ret_room);
bool detection_stream_advance(DetectionStream *stream, size_t length);

bool detection_stream_end(DetectionStream *stream);
const char *detection_stream_encoding(const DetectionStream *stream); /* after the end */
void detection_stream_free(DetectionStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DetectionStream, detection_stream_free)

/*
 * What one whole value is (a cell of a table): the kind that covers it, white space,
 * quotes and separators aside, or a match that covers most of it; KIND_NONE.
 */
KindId detection_of_value(Span value, KindSet wanted, Match *ret_match);

/*
 * The same in one look with the kinds of all matches that detection_scan would deliver; these are of
 * no meaning where the value is of a kind as a whole.
 */
KindId detection_of_cell(Span value, KindSet wanted, Match *ret_match, KindSet *ret_inside);

typedef struct {
	KindSet inside;
	Match match;
	KindId kind;
} CellLook;

/* Of many trimmed values that are not empty, with all kinds wanted: several at a time, and quicker. */
void detection_of_cells(const Span *values, size_t n, CellLook *ret_looks);

/*
 * Does one whole value have the form that values of @kind have, where a field's name or comment says
 * that it holds them?  Weak forms (six digits, a word of a closed list) agree here and nowhere
 * else.  Fills @ret_match as detection_of_value does.
 */
bool detection_value_fits(Span value, KindId kind, Match *ret_match);

/* Would an ASCII-folded value of @kind be the same identifier?  For equality of persons. */
char *detection_normalise(KindId kind, Span value);

/* Quick: true only where detection_normalise would give @value as it is. */
bool detection_is_normal(KindId kind, Span value);
