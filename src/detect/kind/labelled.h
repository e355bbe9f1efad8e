/*
 * labelled.h - values that only the word before them names: "QQ：12345678", "blood_type":"AB"
 *
 * The kernel wakes check_labelled at every joint (':' '=' and the full-width colon).  The word
 * before it is looked up; a word that names a kind has the value behind the joint tried
 * against the form of that kind.  General words (name, code, type) name nothing.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detector.h"

/* probe->at is the joint, of the full-width colon its first byte. */
bool check_labelled(const Probe *probe, Match *ret_match);

/* probe->at is the first of the digits. */
bool check_labelled_touching(const Probe *probe, Match *ret_match);
