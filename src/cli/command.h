/*
 * command.h - one subcommand: its name, its options, its help and its code in one const
 *
 * cmd-scan.c holds everything about `scan`.  The same table prints --help and makes the
 * manual page and the shell completion.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "language.h"
#include "ledger.h"
#include "progress.h"
#include "terminal.h"

#include <glib.h>
#include <stdbool.h>

/* What main() prepares before run() and checks on the user's behalf. */
typedef enum {
	COMMAND_NEEDS_NOTHING = 0,
	COMMAND_READS_DOSSIER = 1 << 0,
	COMMAND_WRITES_DOSSIER = 1 << 1, /* takes the lock; opens the ledger for appending */
} CommandNeeds;

typedef enum { OPTION_FLAG, OPTION_STRING, OPTION_NUMBER, OPTION_CHOICE, OPTION_DATE } OptionType;

typedef struct {
	const char *name; /* "limit" for --limit; NULL ends the table */
	char letter;      /* 'n' for -n, or 0 */
	OptionType type;
	const char *value_name;     /* "COUNT" */
	const char *const *choices; /* OPTION_CHOICE only, NULL-terminated */
	const char *standard;       /* the default, as text, or NULL */
	const char *help;           /* msgid: one line, lower case, no full stop */
} Option;

/* What run() gets. */
typedef struct {
	const struct Command *command;
	Language language;
	Terminal *out;      /* standard output */
	Progress *progress; /* never NULL */
	Dossier *dossier;   /* as the command needs, else NULL */
	Ledger *ledger;     /* as the command needs, else NULL */
	char **arguments;   /* what is not an option, NULL-terminated */
	size_t n_arguments;
	GHashTable *options; /* name -> text; through the functions below */
} Invocation;

bool invocation_flag(const Invocation *call, const char *option);
const char *invocation_text(const Invocation *call, const char *option); /* NULL: not given */
int64_t invocation_number(const Invocation *call, const char *option, int64_t missing);
bool invocation_date(const Invocation *call, const char *option, GDate *ret_date); /* given? */

/* text, json, csv or jsonl: is @format what --format asks for? */
bool invocation_format_is(const Invocation *call, const char *format);

/* The dossier's directory: --dossier, else TINGFU_DOSSIER, else the working directory. */
const char *invocation_directory(const Invocation *call);

/* In the dossier: the user's own kinds, tingfu-rules(5). */
#define INVOCATION_RULES "kinds.rules"

/* Who acts: --as, else the name of the operating-system user. */
const char *invocation_actor(const Invocation *call);

/* Open call->ledger, of call->dossier; main does it for commands that need a dossier. */
bool invocation_open_ledger(Invocation *call, bool writable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Append to the dossier's ledger, with the dossier's clock. */
bool invocation_record(Invocation *call, const LedgerRecord *record, uint64_t *ret_index,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct Command {
	const char *name;            /* "scan" */
	const char *group;           /* msgid: the heading it stands under in `--help` */
	const char *synopsis;        /* "[--limit COUNT] [SOURCE...]" */
	const char *summary;         /* msgid: one line, for the list of commands */
	const char *description;     /* msgid: paragraphs, for --help and the manual page */
	const char *const *examples; /* command lines, NULL-terminated */
	const Option *options;
	CommandNeeds needs;

	/* 0 yes, 1 no, as in grep(1); -1 with @error set. */
	int (*run)(Invocation *call, GError **error);
} Command;

extern const Command *const commands[]; /* NULL-terminated, in the order of the work */

/* Options that every listing command has: put OPTION_FORMAT first in its table. */
extern const char *const command_formats[];
#define OPTION_FORMAT                                                                              \
	{                                                                                          \
		"format", 0, OPTION_CHOICE, "FORMAT", command_formats, "text",                     \
			N_("form of the output")                                                   \
	}
#define OPTION_AS                                                                                  \
	{                                                                                          \
		"as", 0, OPTION_STRING, "NAME", NULL, NULL, N_("who acts, for the ledger")         \
	}
#define OPTION_END                                                                                 \
	{                                                                                          \
		NULL, 0, OPTION_FLAG, NULL, NULL, NULL, NULL                                       \
	}
