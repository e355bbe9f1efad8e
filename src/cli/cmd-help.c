/*
 * cmd-help.c - `tingfu help`
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "errors.h"
#include "help.h"

#include <string.h>

static const Option options[] = {
	{"scdoc", 0, OPTION_FLAG, NULL, NULL, NULL, N_("print the manual page's source")},
	{"completion", 0, OPTION_FLAG, NULL, NULL, NULL, N_("print the completion for bash")},
	{"list", 0, OPTION_FLAG, NULL, NULL, NULL, N_("print the names of all commands")},
	OPTION_END,
};

static const Command *
find(const char *name)
{
	for (const Command *const *command = commands; *command != NULL; command++)
		if (strcmp((*command)->name, name) == 0)
			return *command;
	return NULL;
}

static void
list(Terminal *out)
{
	for (const Command *const *command = commands; *command != NULL; command++) {
		terminal_write(out, (*command)->name);
		terminal_write(out, "\n");
	}
}

static int
run(Invocation *call, GError **error)
{
	g_autofree char *name = g_strjoinv(" ", call->arguments);
	const Command *command = find(name);

	if (invocation_flag(call, "completion"))
		return help_completion(call->out), 0;
	if (invocation_flag(call, "list"))
		return list(call->out), 0;
	if (*name == '\0')
		return help_overview(call->out, call->language), 0;
	if (command != NULL && invocation_flag(call, "scdoc"))
		return help_scdoc(call->out, command, call->language), 0;
	if (command != NULL)
		return help_command(call->out, command, call->language), 0;
	if (help_group(call->out, name, call->language))
		return 0;
	fault_set(error, FAULT_USAGE, N_("there is no command '%s': see 'tingfu help'"), name);
	return -1;
}

static const char *const examples[] = {"tingfu help", "tingfu help carry-out", NULL};

const Command cmd_help = {
	.name = "help",
	.group = N_("Help"),
	.synopsis = "[COMMAND]",
	.summary = N_("what a command does"),
	.description = N_("Explains a command, or lists them all in the order of the work."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run,
};
