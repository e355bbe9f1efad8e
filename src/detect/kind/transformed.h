/*
 * transformed.h - personal values that were masked, hashed, encrypted or replaced
 *
 * What is left of a value stays personal as long as somebody can undo or match it, so it is found
 * with the kind of what it was, and Match.form says what became of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/* probe->at is the first '*' of a run: 138****5678, 1101**********002X, 张*, a***@qq.com. */
bool check_masked(const Probe *probe, Match *ret_match);

/* A word of digits with a run of X in it: 138XXXX5678. */
bool check_masked_letters(const Probe *probe, Match *ret_match);

/* A word of 32, 40 or 64 hex digits, or ciphertext, behind a label of an identifier. */
bool check_digested(const Probe *probe, Match *ret_match);

/* Is @value, a whole cell below the name of @kind, what became of a value of that kind? */
bool transformed_fits(Span value, KindId kind, Match *ret_match);
