/*
 * law-file.c - one file of the rule pack, checked against a table of the keys it may have
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "law-file.h"

#include "bounds.h"
#include "durable.h"
#include "errors.h"

#include "law-resource.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT    "/tingfu/law/"
#define LOCALE  "[zh]"
#define DEEPEST 8 /* folders of the rule pack */

struct LawFile {
	char *name;
	GKeyFile *keys;
};

void
law_file_free(LawFile *file)
{
	if (file == NULL)
		return;
	g_key_file_free(file->keys);
	g_free(file->name);
	g_free(file);
}

static const LawKey *
find_key(const LawKey *keys, const char *name)
{
	for (; keys->name != NULL; keys++) {
		size_t length = strlen(keys->name);

		if (strncmp(name, keys->name, length) != 0)
			continue;
		if (name[length] == '\0' ||
		    (keys->type == LAW_KEY_BOTH && strcmp(name + length, LOCALE) == 0))
			return keys;
	}
	return NULL;
}

static bool
value_fits(const LawFile *file, const char *group, const LawKey *key)
{
	g_autoptr(GError) error = NULL;

	if (key->type == LAW_KEY_NUMBER)
		g_key_file_get_int64(file->keys, group, key->name, &error);
	else if (key->type == LAW_KEY_FLAG)
		g_key_file_get_boolean(file->keys, group, key->name, &error);
	else
		return true;
	return error == NULL;
}

static bool
has_key(const LawFile *file, const char *group, const LawKey *key)
{
	g_autofree char *chinese = g_strconcat(key->name, LOCALE, NULL);

	return g_key_file_has_key(file->keys, group, key->name, NULL) &&
	       (key->type != LAW_KEY_BOTH || g_key_file_has_key(file->keys, group, chinese, NULL));
}

static bool
check_group(const LawFile *file, const char *group, const LawKey *keys, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_keys(file->keys, group, NULL, NULL);

	for (size_t i = 0; names[i] != NULL; i++) {
		const LawKey *key = find_key(keys, names[i]);

		if (key == NULL) {
			fault_set(error, FAULT_MALFORMED,
			          N_("law file '%s': key '%s' is not known in group '%s'"),
			          file->name, names[i], group);
			return false;
		}
		if (!value_fits(file, group, key)) {
			fault_set(error, FAULT_MALFORMED,
			          N_("law file '%s': the value of '%s' is not a number or not "
			             "true or false, as it must be"),
			          file->name, names[i]);
			return false;
		}
	}
	for (const LawKey *key = keys; key->name != NULL; key++) {
		if (key->required && !has_key(file, group, key)) {
			fault_set(error, FAULT_MALFORMED,
			          N_("law file '%s': key '%s' is missing in group '%s', or its "
			             "Chinese is"),
			          file->name, key->name, group);
			return false;
		}
	}
	return true;
}

static bool
check(const LawFile *file, const char *group, const LawKey *keys, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(file->keys, NULL);

	for (size_t i = 0; groups[i] != NULL; i++) {
		if (group != NULL && strcmp(groups[i], group) != 0) {
			fault_set(error, FAULT_MALFORMED,
			          N_("law file '%s': group '%s' is not known: write [%s]"),
			          file->name, groups[i], group);
			return false;
		}
		if (!check_group(file, groups[i], keys, error))
			return false;
	}
	if (groups[0] == NULL) {
		fault_set(error, FAULT_MALFORMED, N_("law file '%s' is empty"), file->name);
		return false;
	}
	return true;
}

static LawFile *
parse(GBytes *bytes, const char *name, const char *group, const LawKey *keys, GError **error)
{
	g_autoptr(LawFile) file = g_new0(LawFile, 1);
	g_autoptr(GError) cause = NULL;

	file->name = g_strdup(name);
	file->keys = g_key_file_new();
	if (!g_key_file_load_from_bytes(file->keys, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, &cause)) {
		fault_set(error, FAULT_MALFORMED, N_("law file '%s' does not parse: %s"), name,
		          cause->message);
		return NULL;
	}
	if (!check(file, group, keys, error))
		return NULL;
	return g_steal_pointer(&file);
}

static char *
overlaid(const char *overlay, const char *name)
{
	if (overlay == NULL)
		return NULL;
	g_autofree char *path = g_build_filename(overlay, name, NULL);
	return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&path) : NULL;
}

GBytes *
law_file_bytes(const char *overlay, const char *name, GError **error)
{
	g_autofree char *path = overlaid(overlay, name);
	g_autofree char *inside = g_strconcat(ROOT, name, NULL);
	GBytes *bytes = NULL;

	if (path != NULL)
		return durable_read(path, BOUND_OWN_FILE, &bytes, error) ? bytes : NULL;
	bytes = g_resource_lookup_data(law_get_resource(), inside, G_RESOURCE_LOOKUP_FLAGS_NONE,
	                               NULL);
	if (bytes == NULL)
		fault_set(error, FAULT_NOT_FOUND, N_("the rule pack has no file '%s'"), name);
	return bytes;
}

LawFile *
law_file_open(const char *overlay, const char *name, const char *group, const LawKey *keys,
              GError **error)
{
	g_autoptr(GBytes) bytes = law_file_bytes(overlay, name, error);

	return bytes == NULL ? NULL : parse(bytes, name, group, keys, error);
}

LawFile *
law_file_open_path(const char *path, const char *group, const LawKey *keys, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;

	if (!durable_read(path, BOUND_OWN_FILE, &bytes, error))
		return NULL;
	return parse(bytes, path, group, keys, error);
}

static void
add_name(GHashTable *names, const char *name, const char *suffix)
{
	if (g_str_has_suffix(name, suffix))
		g_hash_table_add(names, g_strdup(name));
}

/* @folder ends in '/' or is "". */
static void
list_resource(GHashTable *names, const char *folder, const char *suffix)
{
	g_autofree char *path = g_strconcat(ROOT, folder, NULL);
	g_auto(GStrv) children = g_resource_enumerate_children(law_get_resource(), path,
	                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

	for (size_t i = 0; children != NULL && children[i] != NULL; i++) {
		g_autofree char *name = g_strconcat(folder, children[i], NULL);

		if (g_str_has_suffix(name, "/"))
			list_resource(names, name, suffix);
		else
			add_name(names, name, suffix);
	}
}

static bool
list_overlay(GHashTable *names, const char *overlay, const char *folder, const char *suffix,
             unsigned depth, GError **error)
{
	g_autofree char *path = g_build_filename(overlay, folder, NULL);
	g_autoptr(GError) cause = NULL;
	g_autoptr(GDir) directory = g_dir_open(path, 0, &cause);
	const char *entry = NULL;

	if (directory == NULL || depth == 0) {
		fault_set(error, FAULT_NOT_FOUND,
		          N_("directory '%s' with rules of your own cannot be read"), path);
		return false;
	}
	while ((entry = g_dir_read_name(directory)) != NULL) {
		g_autofree char *name =
			*folder == '\0' ? g_strdup(entry) : g_strconcat(folder, "/", entry, NULL);
		g_autofree char *full = g_build_filename(overlay, name, NULL);

		if (!g_file_test(full, G_FILE_TEST_IS_DIR))
			add_name(names, name, suffix);
		else if (!list_overlay(names, overlay, name, suffix, depth - 1, error))
			return false;
	}
	return true;
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	const char *const *one = a;
	const char *const *two = b;

	return strcmp(*one, *two);
}

GPtrArray *
law_file_names(const char *overlay, const char *suffix, GError **error)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) sorted = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	gpointer name = NULL;

	list_resource(names, "", suffix);
	if (overlay != NULL && !list_overlay(names, overlay, "", suffix, DEEPEST, error))
		return NULL;
	g_hash_table_iter_init(&iter, names);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(sorted, g_strdup(name));
	g_ptr_array_sort(sorted, by_name);
	return g_steal_pointer(&sorted);
}

const char *
law_file_name(const LawFile *file)
{
	return file->name;
}

char **
law_file_groups(const LawFile *file)
{
	return g_key_file_get_groups(file->keys, NULL);
}

char *
law_file_text(const LawFile *file, const char *group, const char *key)
{
	return g_key_file_get_string(file->keys, group, key, NULL);
}

char *
law_file_said(const LawFile *file, const char *group, const char *key, Language language)
{
	if (language == LANGUAGE_EN)
		return law_file_text(file, group, key);
	g_autofree char *localised = g_strconcat(key, LOCALE, NULL);
	return g_key_file_get_string(file->keys, group, localised, NULL);
}

char **
law_file_list(const LawFile *file, const char *group, const char *key)
{
	return g_key_file_get_string_list(file->keys, group, key, NULL, NULL);
}

int64_t
law_file_number(const LawFile *file, const char *group, const char *key)
{
	return g_key_file_get_int64(file->keys, group, key, NULL);
}

bool
law_file_flag(const LawFile *file, const char *group, const char *key)
{
	return g_key_file_get_boolean(file->keys, group, key, NULL);
}
