/*
 * child-program.h - another program, kept on a short leash, turns bytes into text
 *
 * No shell.  It reads its input from memory, writes to a pipe, cannot write files, and is
 * killed at the limits of time and memory below: what it parses is not trusted.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>

typedef struct ChildProgram ChildProgram;

/* Is it installed? */
bool child_program_exists(const char *name);

/* @arguments ends with NULL and begins with the program's name; NULL where it cannot start. */
ChildProgram *child_program_start(const char *const *arguments, Span input);

/* Append what it has written, waiting for some; false at its end. */
bool child_program_read(ChildProgram *child, GString *output);

/* Exit status; -1 where it was killed.  Ends it. */
int child_program_finish(ChildProgram *child);
