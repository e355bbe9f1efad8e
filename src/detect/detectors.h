/*
 * detectors.h - which rows of the table a trigger wakes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/* Once before detector_rows; cheap when it was done already. */
void detectors_prepare(void);

#define DETECTOR_ROWS 8 /* of one trigger and length, at most */
extern const Detector *detector_index[N_TRIGGERS][DETECTOR_LENGTHS][DETECTOR_ROWS + 1];

/* Rows for @trigger and a word of @length (0 where it is no word), NULL-terminated. */
static inline const Detector *const *
detector_rows(DetectorTrigger trigger, size_t length)
{
	return (const Detector *const *)detector_index[trigger][MIN(length, DETECTOR_LENGTHS - 1)];
}
