/*
 * id-card-picture.h - is a picture one of an identity card?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>

/* By the words on it and its number (GA 448-2013 says what is printed where). */
bool id_card_text(const char *text);

/* Without its text: the proportions of a card (ISO/IEC 7810 ID-1), and a path that says so. */
bool id_card_suggested(Span picture, const char *path);
