/*
 * help.c - --help, the manual pages' source and the shell completion, from the tables
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "help.h"

#include "invocation.h"
#include "text.h"

#include <string.h>

#define OPTION_COLUMN 34
#define NAME_COLUMN   20

static void
put_fitted(Terminal *out, const char *left, size_t width, const char *right)
{
	g_autofree char *fitted =
		text_width(left) < width ? text_fit(left, width) : g_strdup_printf("%s  ", left);
	g_autofree char *line = g_strdup_printf("  %s%s\n", fitted, right);

	terminal_write(out, line);
}

void
help_overview(Terminal *out, Language language)
{
	const char *group = "";

	terminal_say(out, N_("usage: tingfu [--dossier DIR] COMMAND [OPTIONS] [ARGUMENTS]"));
	terminal_say(out, N_("Takes an internet platform through a lawful shutdown."));
	for (const Command *const *command = commands; *command != NULL; command++) {
		if (strcmp((*command)->group, group) != 0) {
			group = (*command)->group;
			terminal_write(out, "\n");
			terminal_write(out, translate(language, group));
			terminal_write(out, "\n");
		}
		put_fitted(out, (*command)->name, NAME_COLUMN,
		           translate(language, (*command)->summary));
	}
	terminal_write(out, "\n");
	terminal_say(out, N_("'tingfu COMMAND --help' tells more of each.  Exit status: 0 yes or "
	                     "done, 1 the answer is no, 2 trouble."));
}

static char *
option_left(const Option *option)
{
	g_autofree char *letter =
		option->letter != '\0' ? g_strdup_printf("-%c, ", option->letter) : g_strdup("");

	if (option->type == OPTION_FLAG)
		return g_strdup_printf("%s--%s", letter, option->name);
	return g_strdup_printf("%s--%s %s", letter, option->name, option->value_name);
}

static char *
option_right(const Option *option, Language language)
{
	GString *text = g_string_new(translate(language, option->help));

	if (option->type == OPTION_CHOICE) {
		g_autofree char *choices = g_strjoinv(", ", (char **)(uintptr_t)option->choices);

		g_string_append_printf(text, ": %s", choices);
	}
	if (option->standard != NULL)
		g_string_append_printf(text, " [%s]", option->standard);
	return g_string_free(text, FALSE);
}

static void
put_options(Terminal *out, const Option *option, Language language)
{
	for (; option != NULL && option->name != NULL; option++) {
		g_autofree char *left = option_left(option);
		g_autofree char *right = option_right(option, language);

		put_fitted(out, left, OPTION_COLUMN, right);
	}
}

void
help_command(Terminal *out, const Command *command, Language language)
{
	terminal_say(out, N_("usage: tingfu %s %s"), command->name, command->synopsis);
	terminal_write(out, "\n");
	terminal_write(out, translate(language, command->description));
	terminal_write(out, "\n\n");
	put_options(out, command->options, language);
	put_options(out, global_options, language);
	if (command->examples != NULL)
		terminal_write(out, "\n");
	for (size_t i = 0; command->examples != NULL && command->examples[i] != NULL; i++) {
		terminal_write(out, "  $ ");
		terminal_write(out, command->examples[i]);
		terminal_write(out, "\n");
	}
	terminal_write(out, "\n");
	terminal_say(out, N_("Exit status: 0 yes or done, 1 the answer is no, 2 trouble."));
}

static bool
stands_under(const Command *command, const char *first)
{
	size_t length = strlen(first);

	return strncmp(command->name, first, length) == 0 &&
	       (command->name[length] == ' ' || command->name[length] == '\0');
}

bool
help_group(Terminal *out, const char *first, Language language)
{
	bool found = false;

	for (const Command *const *command = commands; *command != NULL; command++) {
		if (!stands_under(*command, first))
			continue;
		g_autofree char *left =
			g_strdup_printf("%s %s", (*command)->name, (*command)->synopsis);

		put_fitted(out, left, OPTION_COLUMN, translate(language, (*command)->summary));
		found = true;
	}
	return found;
}

static void
scdoc_options(Terminal *out, const Option *option, Language language)
{
	for (; option != NULL && option->name != NULL; option++) {
		g_autofree char *left = option_left(option);
		g_autofree char *right = option_right(option, language);
		g_auto(GStrv) parts = g_strsplit(right, "_", -1);
		g_autofree char *escaped = g_strjoinv("\\_", parts);
		g_autofree char *line = g_strdup_printf("*%s*\n\t%s\n\n", left, escaped);

		terminal_write(out, line);
	}
}

/* Underscores and asterisks mean emphasis to scdoc. */
static char *
scdoc_escape(const char *text)
{
	GString *escaped = g_string_new(NULL);

	for (; *text != '\0'; text++) {
		if (strchr("_*\\`#<>~", *text) != NULL)
			g_string_append_c(escaped, '\\');
		g_string_append_c(escaped, *text);
	}
	return g_string_free(escaped, FALSE);
}

void
help_scdoc(Terminal *out, const Command *command, Language language)
{
	g_auto(GStrv) words = g_strsplit(command->name, " ", -1);
	g_autofree char *page = g_strjoinv("-", words);
	g_autofree char *summary = scdoc_escape(translate(language, command->summary));
	g_autofree char *description = scdoc_escape(translate(language, command->description));
	g_autofree char *synopsis = scdoc_escape(command->synopsis);
	g_autofree char *head = g_strdup_printf(
		"tingfu-%s(1)\n\n# NAME\n\ntingfu-%s - %s\n\n# SYNOPSIS\n\n*tingfu %s* %s\n\n"
		"# DESCRIPTION\n\n%s\n\n# OPTIONS\n\n",
		page, page, summary, command->name, synopsis, description);

	terminal_write(out, head);
	scdoc_options(out, command->options, language);
	scdoc_options(out, global_options, language);
	if (command->examples != NULL)
		terminal_write(out, "# EXAMPLES\n\n");
	for (size_t i = 0; command->examples != NULL && command->examples[i] != NULL; i++) {
		g_autofree char *line = g_strdup_printf("```\n%s\n```\n\n", command->examples[i]);

		terminal_write(out, line);
	}
	terminal_write(out, "# EXIT STATUS\n\n");
	terminal_say(out, N_("0 yes or done, 1 the answer is no, 2 trouble."));
	terminal_write(out, "\n# SEE ALSO\n\n*tingfu*(1), *dossier.conf*(5), *tingfu-ledger*(7)\n");
}

void
help_completion(Terminal *out)
{
	terminal_write(out, "_tingfu()\n{\n\tlocal words\n\twords='");
	for (const Command *const *command = commands; *command != NULL; command++) {
		g_auto(GStrv) parts = g_strsplit((*command)->name, " ", 2);

		terminal_write(out, parts[0]);
		terminal_write(out, " ");
		for (const Option *option = (*command)->options;
		     option != NULL && option->name != NULL; option++) {
			terminal_write(out, "--");
			terminal_write(out, option->name);
			terminal_write(out, " ");
		}
	}
	terminal_write(out, "'\n\tCOMPREPLY=($(compgen -f -W \"$words\" -- "
	                    "\"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -F _tingfu tingfu\n");
}
