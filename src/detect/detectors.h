/*
 * detectors.h - which rows of the table a trigger wakes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/* Once before anything else here; cheap when it was done already. */
void detectors_prepare(void);

#define DETECTOR_ROWS  24  /* of one trigger and length, at most */
#define DETECTOR_LISTS 512 /* that differ */
#define DETECTOR_LEADS                                                                             \
	128 /* the first two digits of a number, the first character of another word */

/* List 0 is empty. */
extern const Detector *detector_lists[DETECTOR_LISTS][DETECTOR_ROWS + 1];
extern uint16_t detector_words[2][DETECTOR_LENGTHS][DETECTOR_LEADS];
extern uint16_t detector_triggers[N_TRIGGERS][DETECTOR_LENGTHS];

/* Which rows may agree to @word, which is at @text: the place in the table of lists. */
static inline size_t
detector_list_of(const ChunkWord *word, const char *text)
{
	bool numeric = word->digits == word->length;
	unsigned number = (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
	unsigned lead = numeric ? number : (unsigned char)text[0];

	return detector_words[numeric][MIN(word->length, DETECTOR_LENGTHS - 1)]
			     [lead % DETECTOR_LEADS];
}

static inline const Detector *const *
detector_list(size_t list)
{
	return (const Detector *const *)detector_lists[list];
}

/* Rows for @trigger and a word of @length (0 where it is no word), NULL-terminated. */
static inline const Detector *const *
detector_rows(DetectorTrigger trigger, size_t length)
{
	return detector_list(detector_triggers[trigger][MIN(length, DETECTOR_LENGTHS - 1)]);
}
