/*
 * csv-row.h - one line of comma-separated values (RFC 4180)
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "terminal.h"

/* @cells end with NULL; quoted where they must be. */
void csv_row(Terminal *terminal, const char *const *cells);
