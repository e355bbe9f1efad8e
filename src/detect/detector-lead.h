/*
 * detector-lead.h - how the words may begin that a check can agree to
 *
 * Most words of a text are refused by how they begin, and asking that of each row beforehand
 * costs a look into a table where calling the check costs a jump nobody can predict.  A
 * row that is not in the table of detector-lead.c is called for every word.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/*
 * Can a word of @length that begins so be one of @row?  @lead is the first two digits of a number,
 * otherwise the first character and NUL.
 */
bool detector_may_lead(const Detector *row, const char lead[2], size_t length);
