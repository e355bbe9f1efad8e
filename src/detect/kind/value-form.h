/*
 * value-form.h - forms that mean something only where a word beside the value names its kind
 *
 * Five digits are a QQ number below "qq" and nothing elsewhere.  In running text the form must say
 * more than in a column, where a whole field has the name.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

/* How far a value reaches that stands in running text without quotes. */
typedef enum {
	REACH_NONE,   /* the kind has no such form */
	REACH_WORD,   /* to a blank or a sign */
	REACH_PHRASE, /* blanks between words are part of it */
	REACH_NUMBER, /* blanks and commas between digits are part of it */
	REACH_BLOCK,  /* an array or a picture: to its end */
} ValueReach;

typedef enum {
	PLACE_TEXT,  /* behind a label in running text */
	PLACE_FIELD, /* a whole cell of a column with the name */
} ValuePlace;

ValueReach value_form_reach(KindId kind);

/* Longest value of @kind in bytes. */
size_t value_form_longest(KindId kind);

/* Confidence that @value, trimmed, is of @kind; 0: it cannot be. */
unsigned value_form_confidence(KindId kind, Span value, ValuePlace place);

/*
 * Arrays of sixty-four numbers and more, or pictures and templates in base64, at the beginning of
 * @text: how many bytes, at most @most; 0 for none.
 */
size_t value_block_length(KindId kind, Span text, size_t most);
