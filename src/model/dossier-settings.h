/*
 * dossier-settings.h - dossier.conf: one table of keys that parses, bounds and documents
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"

#include <glib.h>
#include <stdbool.h>

typedef enum { SETTING_TEXT, SETTING_LIST, SETTING_DATE, SETTING_TRIGGER } SettingType;

typedef struct {
	const char *key;    /* "Operator", in group [Dossier] */
	const char *option; /* of `tingfu init`: "operator" */
	SettingType type;
	size_t offset; /* in DossierSettings */
	bool required;
	const char *help; /* msgid, one sentence */
} Setting;

extern const Setting dossier_settings_table[]; /* key NULL ends it */

/* Set the key @setting of @settings from @text; FAULT_USAGE names the key. */
bool dossier_settings_set(DossierSettings *settings, const Setting *setting, const char *text,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As text; NULL where not set. */
char *dossier_settings_get(const DossierSettings *settings, const Setting *setting);

/* Is everything there that must be?  FAULT_USAGE names what is missing. */
bool dossier_settings_check(const DossierSettings *settings,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Group [Dossier] of @file; an unknown key is an error that names its nearest neighbour. */
DossierSettings *dossier_settings_parse(GKeyFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void dossier_settings_write(const DossierSettings *settings, GKeyFile *file);
