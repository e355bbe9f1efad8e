/*
 * invocation.c - from argv to a command's run(), and back to an exit status
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "invocation.h"

#include "cmd.h"
#include "errors.h"
#include "help.h"
#include "option.h"
#include "rule-set.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static const char *const languages[] = {"en", "zh", NULL};
static const char *const progress_forms[] = {"line", "json", NULL};

const Option global_options[] = {
	{"dossier", 0, OPTION_STRING, "DIR", NULL, NULL,
         N_("the dossier; else TINGFU_DOSSIER, else the working directory")},
	{"lang", 0, OPTION_CHOICE, "LANGUAGE", languages, NULL,
         N_("language of the output; else TINGFU_LANG or the locale")},
	{"progress", 0, OPTION_CHOICE, "FORM", progress_forms, "line",
         N_("how progress is shown on standard error")},
	{"help", 'h', OPTION_FLAG, NULL, NULL, NULL, N_("this text")},
	OPTION_END,
};

bool
invocation_flag(const Invocation *call, const char *option)
{
	return g_hash_table_contains(call->options, option);
}

const char *
invocation_text(const Invocation *call, const char *option)
{
	return g_hash_table_lookup(call->options, option);
}

int64_t
invocation_number(const Invocation *call, const char *option, int64_t missing)
{
	const char *text = invocation_text(call, option);

	return text == NULL ? missing : g_ascii_strtoll(text, NULL, 10);
}

bool
invocation_date(const Invocation *call, const char *option, GDate *ret_date)
{
	const char *text = invocation_text(call, option);

	return text != NULL && date_parse(text, ret_date, NULL);
}

bool
invocation_format_is(const Invocation *call, const char *format)
{
	const char *text = invocation_text(call, "format");

	return strcmp(text == NULL ? "text" : text, format) == 0;
}

const char *
invocation_actor(const Invocation *call)
{
	const char *as = invocation_text(call, "as");

	return as != NULL ? as : g_get_user_name();
}

bool
invocation_open_ledger(Invocation *call, bool writable, GError **error)
{
	g_autofree char *directory = dossier_path(call->dossier, "ledger");
	g_autofree char *key = dossier_path(call->dossier, "keys/ledger.pem");

	call->ledger = ledger_open(directory, writable ? key : NULL, error);
	return call->ledger != NULL;
}

bool
invocation_record(Invocation *call, const LedgerRecord *record, uint64_t *ret_index, GError **error)
{
	return ledger_append(call->ledger, clock_now(dossier_clock(call->dossier)), record,
	                     ret_index, error);
}

/* The command named by the first one or two arguments; @ret_words says how many. */
static const Command *
find_command(char **arguments, size_t *ret_words)
{
	const Command *found = NULL;

	for (const Command *const *command = commands; *command != NULL; command++) {
		g_auto(GStrv) words = g_strsplit((*command)->name, " ", -1);
		size_t count = g_strv_length(words), same = 0;

		while (same < count && arguments[same] != NULL &&
		       strcmp(words[same], arguments[same]) == 0)
			same++;
		if (same == count && (found == NULL || count > *ret_words)) {
			found = *command;
			*ret_words = count;
		}
	}
	return found;
}

const char *
invocation_directory(const Invocation *call)
{
	const char *named = invocation_text(call, "dossier");

	if (named == NULL)
		named = g_getenv("TINGFU_DOSSIER");
	return named == NULL ? "." : named;
}

/* The user's own kinds, where a scan was told of them. */
static bool
load_rules(const Dossier *dossier, GError **error)
{
	g_autofree char *path = dossier_path(dossier, INVOCATION_RULES);

	return !g_file_test(path, G_FILE_TEST_EXISTS) || rule_set_load(path, error);
}

static bool
prepare(Invocation *call, GError **error)
{
	const char *directory = invocation_directory(call);
	bool writes = (call->command->needs & COMMAND_WRITES_DOSSIER) != 0;

	if (call->command->needs == COMMAND_NEEDS_NOTHING)
		return true;
	call->dossier = dossier_open(directory, writes ? DOSSIER_WRITE : DOSSIER_READ, error);
	return call->dossier != NULL && load_rules(call->dossier, error) &&
	       invocation_open_ledger(call, writes, error);
}

static int
run(Invocation *call, GError **error)
{
	int answer;

	if (invocation_flag(call, "help")) {
		help_command(call->out, call->command, call->language);
		return 0;
	}
	if (!prepare(call, error))
		return -1;
	answer = call->command->run(call, error);
	g_assert(answer >= 0 || error == NULL || *error != NULL);
	return answer;
}

static void
release(Invocation *call)
{
	ledger_close(call->ledger);
	dossier_close(call->dossier);
	progress_free(call->progress);
	g_clear_pointer(&call->options, g_hash_table_unref);
}

/* @words of the command's name are taken from the front of @rest. */
static int
run_command(const Command *command, size_t words, GHashTable *options, GPtrArray *rest,
            GError **error)
{
	Invocation call = {.command = command, .options = g_hash_table_ref(options)};
	const char *language = g_hash_table_lookup(options, "lang");
	const char *progress = g_hash_table_lookup(options, "progress");
	int answer;

	call.language = language_from_environment();
	if (language != NULL)
		language_from_name(language, &call.language);
	g_autoptr(Terminal) out = terminal_new(stdout, call.language);
	call.out = out;
	call.progress = terminal_progress(call.language, g_strcmp0(progress, "json") == 0);
	call.arguments = (char **)rest->pdata + words;
	call.n_arguments = rest->len - 1 - words;
	answer = run(&call, error);
	if (answer >= 0 && !terminal_flush(out, error))
		answer = -1;
	release(&call);
	return answer;
}

static int
explain_unknown(char **arguments, GError **error)
{
	Language language = language_from_environment();
	g_autoptr(Terminal) out = terminal_new(stdout, language);

	if (arguments[0] == NULL || strcmp(arguments[0], "--help") == 0 ||
	    strcmp(arguments[0], "-h") == 0) {
		help_overview(out, language);
		return arguments[0] == NULL ? 2 : 0;
	}
	if (strcmp(arguments[0], "--version") == 0) {
		terminal_write(out, "tingfu " TINGFU_VERSION "\n");
		return 0;
	}
	if (arguments[0][0] != '-' && help_group(out, arguments[0], language)) {
		bool asked = arguments[1] != NULL && strcmp(arguments[1], "--help") == 0;

		return asked ? 0 : 2;
	}
	fault_set(error, FAULT_USAGE, N_("there is no command '%s': see 'tingfu help'"),
	          arguments[0]);
	return -1;
}

/* Global options may stand before the command: skip them to find it. */
static size_t
skip_global(char **arguments)
{
	size_t at = 0;

	while (arguments[at] != NULL && arguments[at][0] == '-' && arguments[at][1] == '-' &&
	       strcmp(arguments[at], "--help") != 0 && strcmp(arguments[at], "--version") != 0)
		at += strchr(arguments[at], '=') != NULL || arguments[at + 1] == NULL ? 1 : 2;
	return at;
}

static int
dispatch(char **arguments, GError **error)
{
	size_t words = 0, skipped = skip_global(arguments);
	const Command *command = find_command(arguments + skipped, &words);
	g_autoptr(GHashTable) options = NULL;
	g_autoptr(GPtrArray) rest = NULL;

	if (command == NULL)
		return explain_unknown(arguments + skipped, error);
	const Option *const tables[] = {
		command->options != NULL ? command->options : global_options, global_options, NULL};
	if (!options_parse(arguments, tables, &options, &rest, error))
		return -1;
	return run_command(command, words, options, rest, error);
}

static void
interrupt(int signal_number)
{
	(void)signal_number;
	progress_interrupt();
}

int
invocation_main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Language language = language_from_environment();
	const char *named = NULL;
	int answer;

	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "--lang") == 0)
			named = argv[i + 1];
	if (named != NULL)
		language_from_name(named, &language);
	fault_set_language(language);
	signal(SIGINT, interrupt);
	signal(SIGTERM, interrupt);
	signal(SIGPIPE, SIG_IGN);
	answer = dispatch(argv + 1, &error);
	if (answer >= 0)
		return answer;
	fprintf(stderr, "tingfu: %s\n", error == NULL ? "" : error->message);
	return fault_exit_status(error) == 0 ? 2 : fault_exit_status(error);
}
