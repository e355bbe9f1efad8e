/*
 * detectors.h - which rows of the table a trigger wakes
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/* Once before detector_rows; cheap when it was done already. */
void detectors_prepare(void);

/* Rows for @trigger and a word of @length (0 where it is no word), NULL-terminated. */
const Detector *const *detector_rows(DetectorTrigger trigger, size_t length);
