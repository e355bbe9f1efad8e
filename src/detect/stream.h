/*
 * stream.h - a detection stream whose form and encoding are given
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

/* As detection_stream_new, but of UTF-8 whatever it looks like: for text in memory. */
DetectionStream *detection_stream_new_utf8(KindSet wanted, DetectionForm form, MatchVisit visit,
                                           void *data);
