/*
 * match-output.h - matches as lines, as JSON, or as counts
 *
 * One output gathers what is printed.  The slices of a file have outputs of their own, which are
 * added to it in order: what is printed is the same however the file was cut.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

typedef enum { OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_JSONL, OUTPUT_COUNT } OutputForm;

typedef struct {
	OutputForm form;
	char *shown;   /* the file, as JSON text where the form asks for it */
	GString *text; /* whoever prints it empties it */
	uint64_t matches[KIND_ROOM];
	uint64_t validated[KIND_ROOM];
	uint64_t n_matches;
	uint64_t n_objects; /* of JSON */
	bool is_part;       /* of another one, to which it will be added */
} MatchOutput;

MatchOutput *match_output_new(OutputForm form);
/* For a part of what goes to @whole. */
MatchOutput *match_output_part(const MatchOutput *whole);
void match_output_free(MatchOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MatchOutput, match_output_free)

/* What is put from here on lies in @name. */
void match_output_name(MatchOutput *output, const char *name);
void match_output_put(MatchOutput *output, const Match *match, Span text);
/* @why is the code, @reason the same in words. */
void match_output_unsearched(MatchOutput *output, const char *why, const char *reason);
void match_output_add(MatchOutput *output, const MatchOutput *part);
/* What comes behind the last match. */
void match_output_end(MatchOutput *output);
