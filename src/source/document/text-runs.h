/*
 * text-runs.h - runs of text in bytes whose structure is not known
 *
 * Like strings(1), and for Chinese: runs of ASCII and UTF-8, and of UTF-16 that is written in
 * common characters, at even and odd places.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>

/* Append the runs in @bytes to @lines, one a line. */
void text_runs_append(Span bytes, GString *lines);
