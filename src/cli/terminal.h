/*
 * terminal.h - output for people: tables, width of Chinese, progress line
 *
 * Writes UTF-8 through stdio whatever the locale.  Tables align by display width.
 * Colour only on a terminal and without NO_COLOR.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "language.h"
#include "progress.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct Terminal Terminal;

Terminal *terminal_new(FILE *stream, Language language);
void terminal_free(Terminal *terminal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Terminal, terminal_free)

/* @format is a msgid and is translated. */
void terminal_say(Terminal *terminal, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Text as it is. */
void terminal_write(Terminal *terminal, const char *text);

/* A heading and a line under it. */
void terminal_heading(Terminal *terminal, const char *format, ...) G_GNUC_PRINTF(2, 3);

/*
 * Tables: column titles are msgids, a leading '>' aligns to the right.  Rows are kept
 * until terminal_table_end, which knows all widths.
 */
void terminal_table_begin(Terminal *terminal, const char *const *titles);
void terminal_table_row(Terminal *terminal, const char *const *cells);
void terminal_table_end(Terminal *terminal);

/* JSON with two-space indentation and a final newline. */
void terminal_json(Terminal *terminal, const json_t *value);

/* False where the stream failed (a full disk, a closed pipe). */
bool terminal_flush(Terminal *terminal, GError **error);

/* A line on standard error, once a second, only on a terminal; or JSON lines. */
Progress *terminal_progress(Language language, bool json_lines);
