/*
 * cmd-init.c - `tingfu init`: open a dossier
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "cmd.h"
#include "dossier-settings.h"
#include "durable.h"
#include "errors.h"
#include "signature.h"

#include <glib/gstdio.h>
#include <string.h>

#define ORIGIN_RANDOM 8 /* bytes that make a ledger's name its own */

static const Option options[] = {
	{"operator", 0, OPTION_STRING, "NAME", NULL, NULL,
         N_("name of the operator, as registered")},
	{"uscc", 0, OPTION_STRING, "CODE", NULL, NULL,
         N_("unified social credit code of the operator")},
	{"platform", 0, OPTION_STRING, "NAME", NULL, NULL, N_("name of the service that stops")},
	{"surfaces", 0, OPTION_STRING, "LIST", NULL, NULL,
         N_("where users meet it: web:URL, app:NAME, mini-program:APPID, joined by ';'")},
	{"icp", 0, OPTION_STRING, "NUMBER", NULL, NULL, N_("ICP filing number")},
	{"trigger", 0, OPTION_STRING, "WHY", NULL, "closure",
         N_("why it stops: merger, division, dissolution, bankruptcy, closure or sale")},
	{"stop", 0, OPTION_DATE, "DATE", NULL, NULL,
         N_("the day at whose beginning the service ends")},
	{"sector", 0, OPTION_STRING, "SECTOR", NULL, NULL,
         N_("e-commerce, finance, payment, telecom, express, game, ...")},
	{"region", 0, OPTION_STRING, "CODE", NULL, NULL,
         N_("province, the two digits of GB/T 2260")},
	{"officer", 0, OPTION_STRING, "NAME", NULL, NULL,
         N_("personal-information protection officer")},
	{"officer-contact", 0, OPTION_STRING, "TEXT", NULL, NULL, N_("how to reach the officer")},
	{"complaints", 0, OPTION_STRING, "TEXT", NULL, NULL, N_("where complaints go")},
	{"receiver", 0, OPTION_STRING, "NAME", NULL, NULL,
         N_("who receives data, where any is moved")},
	{"receiver-contact", 0, OPTION_STRING, "TEXT", NULL, NULL, N_("how to reach the receiver")},
	{"custodian", 0, OPTION_STRING, "NAME", NULL, NULL, N_("who holds what the law keeps")},
	{"custodian-contact", 0, OPTION_STRING, "TEXT", NULL, NULL,
         N_("how to reach the custodian")},
	{"custodian-certificate", 0, OPTION_STRING, "FILE", NULL, NULL,
         N_("X.509 certificate (PEM) that kept data is encrypted to")},
	{"custodian-store", 0, OPTION_STRING, "DIR", NULL, NULL,
         N_("directory for kept data; outside the dossier")},
	{"request-url", 0, OPTION_STRING, "URL", NULL, NULL,
         N_("where persons ask to view, copy, download, transfer, delete")},
	{"request-until", 0, OPTION_DATE, "DATE", NULL, NULL,
         N_("the last day on which they can ask; the stop date where not set")},
	{"rehearsal", 0, OPTION_FLAG, NULL, NULL, NULL,
         N_("a rehearsal with a clock of its own; can never be changed")},
	{"now", 0, OPTION_DATE, "DATE", NULL, NULL, N_("the first date of the rehearsal")},
	OPTION_AS,
	OPTION_END,
};

static DossierSettings *
settings_of(const Invocation *call, GError **error)
{
	g_autoptr(DossierSettings) settings = dossier_settings_new();

	for (const Setting *setting = dossier_settings_table; setting->key != NULL; setting++) {
		const char *text = invocation_text(call, setting->option);

		if (text != NULL && !dossier_settings_set(settings, setting, text, error))
			return NULL;
	}
	return g_steal_pointer(&settings);
}

static bool
write_verifier_key(const char *directory, const char *key_path, const char *origin, GError **error)
{
	g_autoptr(SigningKey) key = signing_key_load(key_path, error);
	g_autofree char *path = g_build_filename(directory, "keys", "ledger.vkey", NULL);

	if (key == NULL)
		return false;
	PublicKey public_key = signing_key_public(key);
	g_autofree char *line = ledger_verifier_key(origin, &public_key);
	g_autofree char *text = g_strconcat(line, "\n", NULL);
	return durable_write(path, span_of(text), error);
}

static bool
create_ledger(const char *directory, bool rehearsal, GError **error)
{
	g_autofree char *key = g_build_filename(directory, "keys", "ledger.pem", NULL);
	g_autofree char *ledger = g_build_filename(directory, "ledger", NULL);
	g_autoptr(GString) origin = g_string_new("tingfu/");
	uint8_t random[ORIGIN_RANDOM];

	random_bytes(random, sizeof random);
	for (size_t i = 0; i < sizeof random; i++)
		g_string_append_printf(origin, "%02x", random[i]);
	g_string_append(origin, rehearsal ? "/rehearsal" : "");
	return signing_key_create(key, error) && ledger_create(ledger, origin->str, key, error) &&
	       write_verifier_key(directory, key, origin->str, error);
}

static bool
record_opened(Invocation *call, const char *directory, GError **error)
{
	const DossierSettings *settings;
	g_autofree char *stop = NULL;

	call->dossier = dossier_open(directory, DOSSIER_WRITE, error);
	if (call->dossier == NULL || !invocation_open_ledger(call, true, error))
		return false;
	settings = dossier_settings(call->dossier);
	stop = date_text(&settings->stop_date);
	json_auto_t *payload = json_pack(
		"{s:s, s:s, s:s, s:s, s:i}", "platform", settings->platform, "operator",
		settings->operator_name, "stop_date", stop, "trigger",
		trigger_name(settings->trigger), "rehearsal", dossier_is_rehearsal(call->dossier));
	LedgerRecord record = {
		.kind = "dossier.opened",
		.actor = invocation_actor(call),
		.role = "operator",
		.requirements = "SD-GEN-01,SD-GEN-02",
		.before = -1,
		.after = -1,
		.result = "done",
		.payload = payload,
	};
	return invocation_record(call, &record, NULL, error);
}

static int
run(Invocation *call, GError **error)
{
	g_autoptr(DossierSettings) settings = settings_of(call, error);
	GDate now;
	bool rehearsal = invocation_flag(call, "rehearsal");

	if (settings == NULL)
		return -1;
	if (call->n_arguments != 1) {
		fault_set(error, FAULT_USAGE, N_("name the directory of the new dossier"));
		return -1;
	}
	if (rehearsal != invocation_date(call, "now", &now)) {
		fault_set(error, FAULT_USAGE, N_("--rehearsal and --now DATE go together"));
		return -1;
	}
	if (!dossier_create(call->arguments[0], settings, rehearsal ? &now : NULL, error) ||
	    !create_ledger(call->arguments[0], rehearsal, error) ||
	    !record_opened(call, call->arguments[0], error))
		return -1;
	terminal_say(call->out, N_("dossier '%s' is open"), call->arguments[0]);
	if (rehearsal)
		terminal_say(call->out,
		             N_("this is a rehearsal: its clock is its own, and every page "
		                "and report says so"));
	return 0;
}

static const char *const examples[] = {
	"tingfu init shop-closure --operator 示例科技有限公司 --platform 示例商城 --stop "
	"2026-10-31",
	"tingfu init trial --operator X --platform Y --stop 2026-10-31 --rehearsal --now "
	"2026-08-20",
	NULL,
};

const Command cmd_init = {
	.name = "init",
	.group = N_("Open a dossier"),
	.synopsis = "[OPTIONS] DIRECTORY",
	.summary = N_("open a dossier: operator, stop date, trigger"),
	.description = N_("Makes the directory of one shutdown: settings (dossier.conf), state, "
                          "ledger and keys.\nSettings can be changed in dossier.conf later; "
                          "whether it is a rehearsal cannot."),
	.examples = examples,
	.options = options,
	.needs = COMMAND_NEEDS_NOTHING,
	.run = run,
};
