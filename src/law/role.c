/*
 * role.c - who must act: the codes of the catalogue as words
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "errors.h"
#include "obligation.h"

#include <string.h>

static const struct {
	const char *code;
	const char *title; /* msgid */
} roles[] = {
	{"OP", N_("the operator's lead")},
	{"PIO", N_("the personal-information officer")},
	{"DSO", N_("the data-security officer")},
	{"IT", N_("IT")},
	{"LEG", N_("legal")},
	{"RCV", N_("the receiver")},
	{"PRC", N_("the entrusted processor")},
};

static const char *
title_of(const char *code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (strcmp(roles[i].code, code) == 0)
			return roles[i].title;
	return NULL;
}

char *
law_roles_text(const char *who, Language language)
{
	g_auto(GStrv) codes = g_strsplit(who, ",", 0);
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; codes[i] != NULL; i++) {
		const char *title = title_of(codes[i]);

		if (i > 0)
			g_string_append(text, language == LANGUAGE_ZH ? "、" : ", ");
		g_string_append(text, title == NULL ? codes[i] : translate(language, title));
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}
