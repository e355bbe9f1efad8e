/*
 * file-tree.c - every file below a directory, in a stable order
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "file-tree.h"

#include "bounds.h"
#include "errors.h"
#include "schema.h"

#include <sys/stat.h>

typedef struct {
	GPtrArray *files;
	GHashTable *names; /* of files, to find two that read alike */
	const char *root;
} Walk;

static void
tree_file_free(gpointer data)
{
	TreeFile *file = data;

	g_free(file->path);
	g_free(file->name);
	g_free(file);
}

/* Bytes beyond ASCII as \xNN: for the second of two names that read alike. */
static char *
exact_name(const char *path)
{
	GString *name = g_string_new(NULL);

	for (; *path != '\0'; path++)
		if ((*path & 0x80) != 0 || g_ascii_iscntrl(*path))
			g_string_append_printf(name, "\\x%02x", (unsigned char)*path);
		else
			g_string_append_c(name, *path);
	return g_string_free(name, FALSE);
}

static void
add(Walk *walk, const char *below, int64_t bytes, const char *unreadable)
{
	TreeFile *file = g_new0(TreeFile, 1);

	file->path = g_build_filename(walk->root, below, NULL);
	file->name = schema_name(span_of(below));
	if (g_hash_table_contains(walk->names, file->name)) {
		g_free(file->name);
		file->name = exact_name(below);
	}
	file->bytes = bytes;
	file->unreadable = unreadable;
	g_hash_table_add(walk->names, file->name);
	g_ptr_array_add(walk->files, file);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
entries(const char *directory)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	GDir *opened = g_dir_open(directory, 0, NULL);
	const char *name;

	if (opened == NULL) {
		g_ptr_array_unref(names);
		return NULL;
	}
	while ((name = g_dir_read_name(opened)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_dir_close(opened);
	g_ptr_array_sort(names, compare_names);
	return names;
}

static void descend(Walk *walk, const char *below, unsigned depth);

static void
take(Walk *walk, const char *below, unsigned depth)
{
	g_autofree char *path = g_build_filename(walk->root, below, NULL);
	struct stat status;

	if (lstat(path, &status) != 0)
		add(walk, below, -1, "read-failed|stat");
	else if (S_ISLNK(status.st_mode))
		add(walk, below, status.st_size, "link");
	else if (S_ISREG(status.st_mode))
		add(walk, below, status.st_size, NULL);
	else if (!S_ISDIR(status.st_mode))
		add(walk, below, -1, "not-regular");
	else if (depth >= BOUND_DIRECTORY_DEPTH)
		add(walk, below, -1, "directory-too-deep|" G_STRINGIFY(BOUND_DIRECTORY_DEPTH));
	else
		descend(walk, below, depth + 1);
}

static void
descend(Walk *walk, const char *below, unsigned depth)
{
	g_autofree char *path = g_build_filename(walk->root, below, NULL);
	g_autoptr(GPtrArray) names = entries(path);

	if (names == NULL) {
		add(walk, *below == '\0' ? "." : below, -1, "no-permission");
		return;
	}
	for (guint i = 0; i < names->len && walk->files->len <= BOUND_CONTAINERS; i++) {
		g_autofree char *next = *below == '\0'
		                                ? g_strdup(names->pdata[i])
		                                : g_strconcat(below, "/", names->pdata[i], NULL);

		take(walk, next, depth);
	}
}

GPtrArray *
file_tree(const char *root, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(tree_file_free);
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	Walk walk = {files, names, root};

	if (!g_file_test(root, G_FILE_TEST_IS_DIR)) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no directory '%s'"), root);
		return NULL;
	}
	descend(&walk, "", 0);
	if (files->len > BOUND_CONTAINERS) {
		fault_set(error, FAULT_UNSUPPORTED,
		          N_("more than %d files: name its parts as several sources"),
		          BOUND_CONTAINERS);
		return NULL;
	}
	return g_steal_pointer(&files);
}
