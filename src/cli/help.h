/*
 * help.h - --help, the manual pages' source and the shell completion, from the tables
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "command.h"

/* The list of commands in the order of the work. */
void help_overview(Terminal *out, Language language);

/* One command: usage, what it does, options with defaults, examples, exit statuses. */
void help_command(Terminal *out, const Command *command, Language language);

/* All commands that begin with the word @first; false where there is none. */
bool help_group(Terminal *out, const char *first, Language language);

/* The manual page in scdoc's form. */
void help_scdoc(Terminal *out, const Command *command, Language language);

/* For bash: what may follow. */
void help_completion(Terminal *out);
