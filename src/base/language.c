/*
 * language.c - our own catalogues, in gettext's file format, built into the program
 *
 * A .mo file (GNU gettext manual, "The Format of GNU MO Files"): a header of 32-bit
 * numbers, then two sorted tables of (length, offset).  Compiled on the machine it is
 * used on, so it is in its byte order.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "language.h"

#include <gio/gio.h>
#include <stdint.h>
#include <string.h>

#define CATALOGUE_MAGIC 0x950412deU
#define CATALOGUE_PATH  "/tingfu/catalogue/zh.mo"

GResource *catalogue_get_resource(void);

typedef struct {
	uint32_t magic, revision, n_strings, originals, translations;
} CatalogueHeader;

typedef struct {
	uint32_t length, offset;
} CatalogueString;

/* The catalogue's bytes; NULL where it is missing or not one. */
static const char *
catalogue(void)
{
	static gsize ready = 0;
	static const char *bytes = NULL;

	if (g_once_init_enter(&ready)) {
		g_autoptr(GBytes) found =
			g_resource_lookup_data(catalogue_get_resource(), CATALOGUE_PATH,
		                               G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
		CatalogueHeader header = {0};

		if (found != NULL && g_bytes_get_size(found) > sizeof header) {
			memcpy(&header, g_bytes_get_data(found, NULL), sizeof header);
			if (header.magic == CATALOGUE_MAGIC)
				bytes = g_bytes_get_data(g_steal_pointer(&found), NULL);
		}
		g_once_init_leave(&ready, 1);
	}
	return bytes;
}

static CatalogueString
string_at(const char *bytes, uint32_t table, size_t index)
{
	CatalogueString string;

	memcpy(&string, bytes + table + index * sizeof string, sizeof string);
	return string;
}

const char *
translate(Language language, const char *text)
{
	const char *bytes = language == LANGUAGE_ZH ? catalogue() : NULL;
	CatalogueHeader header;
	size_t low = 0;

	if (bytes == NULL || *text == '\0')
		return text;
	memcpy(&header, bytes, sizeof header);
	for (size_t high = header.n_strings; low < high;) {
		size_t middle = low + (high - low) / 2;
		CatalogueString original = string_at(bytes, header.originals, middle);
		int order = strcmp(text, bytes + original.offset);

		if (order == 0)
			return bytes + string_at(bytes, header.translations, middle).offset;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return text;
}

bool
language_from_name(const char *name, Language *ret_language)
{
	bool chinese = g_ascii_strncasecmp(name, "zh", 2) == 0 && !g_ascii_isalpha(name[2]);
	bool english = g_ascii_strncasecmp(name, "en", 2) == 0 && !g_ascii_isalpha(name[2]);

	if (chinese || english)
		*ret_language = chinese ? LANGUAGE_ZH : LANGUAGE_EN;
	return chinese || english;
}

Language
language_from_environment(void)
{
	static const char *const names[] = {"TINGFU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
	Language language = LANGUAGE_EN;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);

		if (value == NULL || *value == '\0')
			continue;
		if (!language_from_name(value, &language))
			language = LANGUAGE_EN;
		return language;
	}
	return language;
}

const char *
language_tag(Language language)
{
	return language == LANGUAGE_ZH ? "zh-CN" : "en";
}
