/*
 * archive-pack.h - bytes as a gzip member, for canaries
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>

GBytes *pack_gzip(Span bytes);

/* "\n"-terminated @values in @encoding, NULL where a character has no place in it. */
GBytes *pack_lines(const char *const *values, const char *encoding);
