/*
 * dossier-settings.c - dossier.conf: one table of keys that parses, bounds and documents
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "dossier-settings.h"

#include "errors.h"

#include <stddef.h>
#include <string.h>

#define GROUP        "Dossier"
#define LONGEST_TEXT 1000 /* bytes of one setting */

#define SETTING(member) offsetof(DossierSettings, member)

const Setting dossier_settings_table[] = {
	{"Operator", "operator", SETTING_TEXT, SETTING(operator_name), true,
         N_("name of the operator, as registered")},
	{"Uscc", "uscc", SETTING_TEXT, SETTING(uscc), false,
         N_("unified social credit code of the operator")},
	{"Platform", "platform", SETTING_TEXT, SETTING(platform), true,
         N_("name of the service that stops")},
	{"Surfaces", "surfaces", SETTING_LIST, SETTING(surfaces), false,
         N_("where users meet it: web:URL, app:NAME, mini-program:APPID, joined by ';'")},
	{"Icp", "icp", SETTING_TEXT, SETTING(icp), false, N_("ICP filing number")},
	{"Trigger", "trigger", SETTING_TRIGGER, SETTING(trigger), true,
         N_("why it stops: merger, division, dissolution, bankruptcy, closure or sale")},
	{"StopDate", "stop", SETTING_DATE, SETTING(stop_date), true,
         N_("the day at whose beginning the service ends")},
	{"Sector", "sector", SETTING_TEXT, SETTING(sector), false,
         N_("e-commerce, finance, payment, telecom, express, game, ...")},
	{"Region", "region", SETTING_TEXT, SETTING(region), false,
         N_("province, the two digits of GB/T 2260")},
	{"Officer", "officer", SETTING_TEXT, SETTING(officer), false,
         N_("personal-information protection officer")},
	{"OfficerContact", "officer-contact", SETTING_TEXT, SETTING(officer_contact), false,
         N_("how to reach the officer")},
	{"Complaints", "complaints", SETTING_TEXT, SETTING(complaints), false,
         N_("where complaints go")},
	{"Receiver", "receiver", SETTING_TEXT, SETTING(receiver), false,
         N_("who receives data, where any is moved")},
	{"ReceiverContact", "receiver-contact", SETTING_TEXT, SETTING(receiver_contact), false,
         N_("how to reach the receiver")},
	{"Custodian", "custodian", SETTING_TEXT, SETTING(custodian), false,
         N_("who holds what the law keeps")},
	{"CustodianContact", "custodian-contact", SETTING_TEXT, SETTING(custodian_contact), false,
         N_("how to reach the custodian")},
	{"CustodianCertificate", "custodian-certificate", SETTING_TEXT,
         SETTING(custodian_certificate), false,
         N_("X.509 certificate (PEM) that kept data is encrypted to")},
	{"CustodianStore", "custodian-store", SETTING_TEXT, SETTING(custodian_store), false,
         N_("directory for kept data; outside the dossier")},
	{"RequestUrl", "request-url", SETTING_TEXT, SETTING(request_url), false,
         N_("where persons ask to view, copy, download, transfer, delete")},
	{"RequestUntil", "request-until", SETTING_DATE, SETTING(request_until), false,
         N_("the last day on which they can ask; the stop date where not set")},
	{NULL, NULL, SETTING_TEXT, 0, false, NULL},
};

static const char *const triggers[N_TRIGGERS] = {
	[TRIGGER_MERGER] = "merger",           [TRIGGER_DIVISION] = "division",
	[TRIGGER_DISSOLUTION] = "dissolution", [TRIGGER_BANKRUPTCY] = "bankruptcy",
	[TRIGGER_CLOSURE] = "closure",         [TRIGGER_SALE] = "sale",
};

const char *
trigger_name(Trigger trigger)
{
	return triggers[trigger];
}

bool
trigger_find(const char *name, Trigger *ret_trigger)
{
	for (size_t i = 0; i < N_TRIGGERS; i++) {
		if (strcmp(triggers[i], name) == 0) {
			*ret_trigger = (Trigger)i;
			return true;
		}
	}
	return false;
}

DossierSettings *
dossier_settings_new(void)
{
	DossierSettings *settings = g_new0(DossierSettings, 1);

	settings->trigger = TRIGGER_CLOSURE;
	g_date_clear(&settings->stop_date, 1);
	g_date_clear(&settings->request_until, 1);
	return settings;
}

static void *
member_of(const DossierSettings *settings, const Setting *setting)
{
	return (char *)(uintptr_t)settings + setting->offset;
}

void
dossier_settings_free(DossierSettings *settings)
{
	if (settings == NULL)
		return;
	for (const Setting *setting = dossier_settings_table; setting->key != NULL; setting++) {
		if (setting->type == SETTING_TEXT)
			g_free(*(char **)member_of(settings, setting));
		if (setting->type == SETTING_LIST)
			g_strfreev(*(char ***)member_of(settings, setting));
	}
	g_free(settings);
}

static bool
text_is_clean(const Setting *setting, const char *text, GError **error)
{
	bool clean = g_utf8_validate(text, -1, NULL) && strlen(text) <= LONGEST_TEXT;

	for (const char *at = text; clean && *at != '\0'; at++)
		clean = !g_ascii_iscntrl(*at);
	if (!clean)
		fault_set(error, FAULT_USAGE,
		          N_("setting '%s' must be one line of UTF-8, at most %d bytes"),
		          setting->key, LONGEST_TEXT);
	return clean;
}

static bool
set_date(GDate *date, const Setting *setting, const char *text, GError **error)
{
	if (date_parse(text, date, error))
		return true;
	fault_prefix(error, N_("setting '%s': "), setting->key);
	return false;
}

static bool
set_trigger(Trigger *trigger, const char *text, GError **error)
{
	if (trigger_find(text, trigger))
		return true;
	fault_set(error, FAULT_USAGE,
	          N_("'%s' is no reason to stop that is known: use merger, division, dissolution, "
	             "bankruptcy, closure or sale"),
	          text);
	return false;
}

bool
dossier_settings_set(DossierSettings *settings, const Setting *setting, const char *text,
                     GError **error)
{
	void *member = member_of(settings, setting);

	if (!text_is_clean(setting, text, error))
		return false;
	switch (setting->type) {
	case SETTING_DATE:
		return set_date(member, setting, text, error);
	case SETTING_TRIGGER:
		return set_trigger(member, text, error);
	case SETTING_LIST:
		g_strfreev(*(char ***)member);
		*(char ***)member = g_strsplit(text, ";", -1);
		return true;
	case SETTING_TEXT:
	default:
		g_free(*(char **)member);
		*(char **)member = g_strdup(text);
		return true;
	}
}

char *
dossier_settings_get(const DossierSettings *settings, const Setting *setting)
{
	void *member = member_of(settings, setting);

	switch (setting->type) {
	case SETTING_DATE:
		return g_date_valid(member) ? date_text(member) : NULL;
	case SETTING_TRIGGER:
		return g_strdup(trigger_name(*(Trigger *)member));
	case SETTING_LIST:
		return *(char ***)member == NULL ? NULL : g_strjoinv(";", *(char ***)member);
	case SETTING_TEXT:
	default:
		return g_strdup(*(char **)member);
	}
}

bool
dossier_settings_check(const DossierSettings *settings, GError **error)
{
	for (const Setting *setting = dossier_settings_table; setting->key != NULL; setting++) {
		g_autofree char *text = dossier_settings_get(settings, setting);

		if (!setting->required || (text != NULL && *text != '\0'))
			continue;
		fault_set(error, FAULT_USAGE, N_("setting '%s' is missing: give --%s"),
		          setting->key, setting->option);
		return false;
	}
	return true;
}

/* How many letters two keys share at their places: enough to guess a slip of the finger. */
static size_t
likeness(const char *a, const char *b)
{
	size_t same = 0;

	for (size_t i = 0; a[i] != '\0' && b[i] != '\0'; i++)
		same += g_ascii_tolower(a[i]) == g_ascii_tolower(b[i]);
	return same;
}

static void
refuse_key(const char *key, GError **error)
{
	const Setting *nearest = dossier_settings_table;

	for (const Setting *setting = dossier_settings_table; setting->key != NULL; setting++)
		if (likeness(setting->key, key) > likeness(nearest->key, key))
			nearest = setting;
	fault_set(error, FAULT_MALFORMED, N_("'%s' is no key of [%s]: did you mean '%s'?"), key,
	          GROUP, nearest->key);
}

static const Setting *
find_setting(const char *key)
{
	for (const Setting *setting = dossier_settings_table; setting->key != NULL; setting++)
		if (strcmp(setting->key, key) == 0)
			return setting;
	return NULL;
}

DossierSettings *
dossier_settings_parse(GKeyFile *file, GError **error)
{
	g_autoptr(DossierSettings) settings = dossier_settings_new();
	g_auto(GStrv) keys = g_key_file_get_keys(file, GROUP, NULL, NULL);

	for (size_t i = 0; keys != NULL && keys[i] != NULL; i++) {
		const Setting *setting = find_setting(keys[i]);
		g_autofree char *text = g_key_file_get_string(file, GROUP, keys[i], NULL);

		if (setting == NULL) {
			refuse_key(keys[i], error);
			return NULL;
		}
		if (text == NULL || !dossier_settings_set(settings, setting, text, error)) {
			if (text == NULL)
				fault_set(error, FAULT_MALFORMED, N_("setting '%s' cannot be read"),
				          keys[i]);
			return NULL;
		}
	}
	if (!dossier_settings_check(settings, error))
		return NULL;
	return g_steal_pointer(&settings);
}

void
dossier_settings_write(const DossierSettings *settings, GKeyFile *file)
{
	for (const Setting *setting = dossier_settings_table; setting->key != NULL; setting++) {
		g_autofree char *text = dossier_settings_get(settings, setting);

		if (text != NULL)
			g_key_file_set_string(file, GROUP, setting->key, text);
	}
}
