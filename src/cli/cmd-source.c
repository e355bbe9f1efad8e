/*
 * cmd-source.c - `tingfu source add|list|check`: the stores of the platform
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "errors.h"
#include "source.h"

#include <string.h>

static const struct {
	SourceTraits bit;
	const char *name;
} traits_names[] = {
	{SOURCE_CAN_REMOVE, "remove"},
	{SOURCE_CAN_TRANSACT, "transact"},
	{SOURCE_CAN_SNAPSHOT, "snapshot"},
	{SOURCE_CAN_ERASE, "erase"},
	{SOURCE_CAN_REWRITE, "rewrite"},
	{SOURCE_CAN_PLANT, "plant"},
	{SOURCE_KEEPS_VERSIONS, "keeps-versions"},
	{SOURCE_KEEPS_BACKUPS, "keeps-backups"},
};

static char *
traits_text(SourceTraits traits)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(traits_names); i++)
		if ((traits & traits_names[i].bit) != 0)
			g_string_append_printf(text, "%s%s", text->len == 0 ? "" : ",",
			                       traits_names[i].name);
	return g_string_free(text, FALSE);
}

static char *
check(const char *name, const char *uri, const char *secret, GError **error)
{
	g_autoptr(Source) source = source_open(name, uri, secret, error);
	SourceTraits traits = 0;

	if (source == NULL || !source_check(source, &traits, error))
		return NULL;
	return traits_text(traits);
}

/* A relative path would mean another store from another directory: make it absolute. */
static char *
absolute_uri(const char *uri)
{
	const char *colon = strchr(uri, ':');

	if (colon == NULL ||
	    (!g_str_has_prefix(uri, "sqlite:") && !g_str_has_prefix(uri, "files:")))
		return g_strdup(uri);
	g_autofree char *path = g_canonicalize_filename(colon + 1, NULL);
	return g_strdup_printf("%.*s:%s", (int)(colon - uri), uri, path);
}

static int
run_add(Invocation *call, GError **error)
{
	const char *secret = invocation_text(call, "secret");

	if (call->n_arguments != 2) {
		fault_set(error, FAULT_USAGE,
		          N_("give a name and where it is: tingfu source add shop sqlite:shop.db"));
		return -1;
	}
	const char *name = call->arguments[0];
	g_autofree char *uri = absolute_uri(call->arguments[1]);
	g_autofree char *traits = check(name, uri, secret, error);
	if (traits == NULL || !dossier_add_source(call->dossier, name, uri, secret, error))
		return -1;
	g_auto(GStrv) parts = g_strsplit(uri, ":", 2);
	json_auto_t *payload =
		json_pack("{s:s, s:s, s:s}", "source", name, "scheme", parts[0], "traits", traits);
	LedgerRecord record = {
		.kind = "source.added",
		.actor = invocation_actor(call),
		.role = "operator",
		.requirements = "SD-GEN-07",
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};
	if (!invocation_record(call, &record, NULL, error))
		return -1;
	terminal_say(call->out, N_("source '%s' can be read; it can: %s"), name, traits);
	return 0;
}

static int
run_list(Invocation *call, GError **error)
{
	static const char *const titles[] = {N_("source"), N_("where"), NULL};
	const GPtrArray *sources = dossier_sources(call->dossier);
	json_auto_t *list = json_array();

	(void)error;
	for (size_t i = 0; i < sources->len; i++) {
		const DossierSource *source = sources->pdata[i];

		json_array_append_new(
			list, json_pack("{s:s, s:s}", "source", source->name, "uri", source->uri));
	}
	if (invocation_format_is(call, "json"))
		return terminal_json(call->out, list), 0;
	terminal_table_begin(call->out, titles);
	for (size_t i = 0; i < sources->len; i++) {
		const DossierSource *source = sources->pdata[i];
		const char *const cells[] = {source->name, source->uri, NULL};

		terminal_table_row(call->out, cells);
	}
	terminal_table_end(call->out);
	return 0;
}

static int
run_check(Invocation *call, GError **error)
{
	const GPtrArray *sources = dossier_sources(call->dossier);

	for (size_t i = 0; i < sources->len; i++) {
		const DossierSource *source = sources->pdata[i];
		g_autofree char *traits = check(source->name, source->uri, source->secret, error);

		if (traits == NULL)
			return -1;
		terminal_say(call->out, N_("source '%s' can be read; it can: %s"), source->name,
		             traits);
	}
	return 0;
}

static const Option options_add[] = {
	{"secret", 0, OPTION_STRING, "REFERENCE", NULL, NULL,
         N_("its password, as env:NAME or file:PATH; never the password itself")},
	OPTION_AS,
	OPTION_END,
};
static const Option options_list[] = {OPTION_FORMAT, OPTION_END};
static const char *const examples_add[] = {"tingfu source add shop sqlite:shop.db",
                                           "tingfu source add files files:/srv/shop", NULL};

const Command cmd_source_add = {
	.name = "source add",
	.group = N_("Open a dossier"),
	.synopsis = "NAME URI",
	.summary = N_("name a store; check what the account may do"),
	.description = N_("Adds a store of the platform: sqlite:PATH, a database file; files:DIR, "
                          "every file below a\ndirectory (text, CSV, JSON lines, SQL dumps, "
                          "archives, SQLite files).  It is opened and checked, and no\nrecord is "
                          "read."),
	.examples = examples_add,
	.options = options_add,
	.needs = COMMAND_WRITES_DOSSIER,
	.run = run_add,
};

const Command cmd_source_list = {
	.name = "source list",
	.group = N_("Open a dossier"),
	.synopsis = "",
	.summary = N_("the stores of the dossier"),
	.description = N_("Lists the stores in the order in which they were added."),
	.options = options_list,
	.needs = COMMAND_READS_DOSSIER,
	.run = run_list,
};

const Command cmd_source_check = {
	.name = "source check",
	.group = N_("Open a dossier"),
	.synopsis = "",
	.summary = N_("can every store be reached, and what can be done there"),
	.description = N_("Opens each store and proves what the account can do there; reads no "
                          "record."),
	.needs = COMMAND_READS_DOSSIER,
	.run = run_check,
};
