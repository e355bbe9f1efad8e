/*
 * source-files.c - a directory tree as a source: "files:DIR"
 *
 * What can be read as records is; what cannot is listed with the reason.  A file is a group:
 * one pass reads all its containers.  Files are erased whole.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "source.h"

#include "archive-pack.h"
#include "broken-eraser.h"
#include "crash-point.h"
#include "durable.h"
#include "errors.h"
#include "file-cursor.h"
#include "sqlite-erase.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define HEAD_SIZE 512

typedef struct {
	char *root;
	Catalogue *catalogue; /* NULL until something asks */
} FilesSource;

static void *
files_open(const char *uri, const char *secret, GError **error)
{
	FilesSource *self = g_new0(FilesSource, 1);

	(void)secret;
	self->root = g_canonicalize_filename(strchr(uri, ':') + 1, NULL);
	if (!g_file_test(self->root, G_FILE_TEST_IS_DIR)) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no directory '%s'"), self->root);
		g_free(self->root);
		g_free(self);
		return NULL;
	}
	return self;
}

static void
files_close(void *data)
{
	FilesSource *self = data;

	catalogue_free(self->catalogue);
	g_free(self->root);
	g_free(self);
}

static bool
files_check(void *data, SourceTraits *ret_traits, GError **error)
{
	FilesSource *self = data;

	if (g_access(self->root, R_OK | X_OK) != 0) {
		fault_set_errno(error, errno, N_("directory '%s' cannot be read"), self->root);
		return false;
	}
	*ret_traits = 0;
	if (g_access(self->root, W_OK) == 0)
		*ret_traits = SOURCE_CAN_ERASE | SOURCE_CAN_PLANT;
	return true;
}

static bool
need_catalogue(FilesSource *self, GError **error)
{
	if (self->catalogue == NULL)
		self->catalogue = catalogue_build(self->root, NULL, error);
	return self->catalogue != NULL;
}

typedef struct {
	const CatalogueFile *file;
	SourceVisit visit;
	void *data;
} Showing;

static bool
show_opaque(const Showing *showing, const char *name, const char *why, bool is_copy)
{
	SourceContainer container = {
		.name = name,
		.group = showing->file->name,
		.artefact = showing->file->name,
		.comment = "",
		.form = CONTAINER_OPAQUE,
		.rows = -1,
		.bytes = showing->file->bytes,
		.is_copy = is_copy,
		.is_system = showing->file->belongs,
		.unreadable = why,
	};

	return showing->visit(&container, showing->data);
}

static bool
show_table(const Showing *showing, const CatalogueMember *member, const SchemaTable *table,
           const SqliteTable *origin)
{
	g_autofree char *name = catalogue_container(member, table);
	bool readable = origin == NULL || origin->unreadable == NULL;
	SourceContainer container = {
		.name = name,
		.group = showing->file->name,
		.artefact = showing->file->name,
		.comment = table->comment,
		.form = readable ? table->form : CONTAINER_OPAQUE,
		.fields = (const SourceField *)(void *)table->fields->data,
		.n_fields = table->fields->len,
		.rows = table->rows,
		.bytes = -1,
		.is_copy = member->is_copy,
		.is_system = origin != NULL && origin->is_system,
		.unreadable = readable ? NULL : origin->unreadable,
	};

	return showing->visit(&container, showing->data);
}

static bool
show_database(const Showing *showing, const CatalogueMember *member)
{
	for (guint i = 0; i < member->database->len; i++) {
		const SqliteTable *table = g_ptr_array_index(member->database, i);

		if (!show_table(showing, member, table->table, table))
			return false;
	}
	return true;
}

static bool
show_member(const Showing *showing, const CatalogueMember *member)
{
	if (member->unreadable != NULL &&
	    !show_opaque(showing, member->name, member->unreadable, member->is_copy))
		return false;
	if (member->database != NULL)
		return show_database(showing, member);
	for (guint i = 0; i < member->schema->tables->len; i++) {
		const SchemaTable *table = g_ptr_array_index(member->schema->tables, i);

		if (!table->hidden && !show_table(showing, member, table, NULL))
			return false;
	}
	for (guint i = 0; i < member->schema->defects->len; i++) {
		const Defect *defect = g_ptr_array_index(member->schema->defects, i);
		g_autofree char *name = g_strconcat(member->name, "#", defect->code, NULL);
		g_autofree char *why =
			g_strdup_printf("%s|%" G_GUINT64_FORMAT "|%" G_GUINT64_FORMAT, defect->code,
		                        defect->count, defect->first);

		if (!show_opaque(showing, name, why, member->is_copy))
			return false;
	}
	return true;
}

static bool
show_file(const Showing *showing)
{
	const CatalogueFile *file = showing->file;

	if (file->unreadable != NULL && !show_opaque(showing, file->name, file->unreadable, false))
		return false;
	for (guint i = 0; i < file->members->len; i++)
		if (!show_member(showing, g_ptr_array_index(file->members, i)))
			return false;
	return true;
}

static bool
files_discover(void *data, Progress *progress, SourceVisit visit, void *visit_data, GError **error)
{
	FilesSource *self = data;

	g_clear_pointer(&self->catalogue, catalogue_free);
	self->catalogue = catalogue_build(self->root, progress, error);
	if (self->catalogue == NULL)
		return false;
	for (guint i = 0; i < self->catalogue->files->len; i++) {
		Showing showing = {g_ptr_array_index(self->catalogue->files, i), visit, visit_data};

		if (!show_file(&showing))
			break;
	}
	return true;
}

static void *
files_read(void *data, const char *group, const char *container, Span after, GError **error)
{
	FilesSource *self = data;

	if (!need_catalogue(self, error))
		return NULL;
	const CatalogueFile *file = g_hash_table_lookup(self->catalogue->by_name, group);
	if (file == NULL) {
		fault_set(error, FAULT_NOT_FOUND, N_("there is no file '%s'"), group);
		return NULL;
	}
	return file_cursor_new(file, container, after, error);
}

static const SourceRecord *
files_next(void *cursor, GError **error)
{
	return file_cursor_next(cursor, error);
}

static void
files_close_cursor(void *cursor)
{
	file_cursor_free(cursor);
}

static Span
read_head(const char *path, char *buffer)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t length = fd < 0 ? 0 : read(fd, buffer, HEAD_SIZE);

	if (fd >= 0)
		close(fd);
	return (Span){buffer, (size_t)MAX(length, 0)};
}

static ArtefactForm
form_of(const char *path)
{
	char buffer[HEAD_SIZE];
	Span head = read_head(path, buffer);

	if (g_str_has_suffix(path, "-wal") || g_str_has_suffix(path, "-journal"))
		return ARTEFACT_LOG;
	if (g_str_has_suffix(path, "-shm"))
		return ARTEFACT_INDEX;
	if (connection_is_database(head))
		return ARTEFACT_DATABASE;
	return unpack_is_packed(head) ? ARTEFACT_ARCHIVE : ARTEFACT_FILE;
}

static bool
files_artefacts(void *data, ArtefactVisit visit, void *visit_data, GError **error)
{
	FilesSource *self = data;
	g_autoptr(GPtrArray) tree = file_tree(self->root, error);

	if (tree == NULL)
		return false;
	for (guint i = 0; i < tree->len; i++) {
		const TreeFile *file = g_ptr_array_index(tree, i);
		SourceArtefact artefact = {file->path, file->name, ARTEFACT_FILE, file->bytes};

		/* A link or a socket holds no bytes of its own. */
		if (file->unreadable != NULL && file->bytes < 0)
			continue;
		if (g_strcmp0(file->unreadable, "link") == 0)
			continue;
		artefact.form = form_of(file->path);
		if (!visit(&artefact, visit_data))
			break;
	}
	return true;
}

static bool
erase_file(const char *path, GError **error)
{
	char buffer[HEAD_SIZE];

	if (eraser_lies("keep-file"))
		return true;
	if (eraser_lies("unlink-only"))
		return g_unlink(path) == 0 || errno == ENOENT;
	crash_point("files-erase");
	if (connection_is_database(read_head(path, buffer)))
		return sqlite_erase_whole(path, error);
	return durable_shred(path, error);
}

static bool
files_erase_artefact(void *data, const char *name, GError **error)
{
	FilesSource *self = data;
	g_autofree char *plain = g_build_filename(self->root, name, NULL);
	g_autoptr(GPtrArray) tree = NULL;

	/* The common case needs no walk; ".." cannot stand in a name of ours. */
	if (g_file_test(plain, G_FILE_TEST_IS_REGULAR) &&
	    !g_file_test(plain, G_FILE_TEST_IS_SYMLINK) && strstr(name, "..") == NULL)
		return erase_file(plain, error);
	tree = file_tree(self->root, error);
	if (tree == NULL)
		return false;
	for (guint i = 0; i < tree->len; i++) {
		const TreeFile *file = g_ptr_array_index(tree, i);

		if (g_str_equal(file->name, name))
			return erase_file(file->path, error);
	}
	return durable_sync_directory(self->root, error);
}

static const struct {
	const char *suffix;
	const char *encoding;
	bool packed;
} forms[] = {
	{"utf8.txt", "UTF-8", false},
	{"gb18030.txt", "GB18030", false},
	{"utf16.txt", "UTF-16LE", false},
	{"txt.gz", "UTF-8", true},
};

static char *
planted_path(const FilesSource *self, const char *name, size_t form)
{
	g_autofree char *file = g_strdup_printf(".%s.%s", name, forms[form].suffix);

	return g_build_filename(self->root, file, NULL);
}

static bool
files_plant(void *data, const char *name, const char *const *values, GError **error)
{
	FilesSource *self = data;

	if (strchr(name, '/') != NULL) {
		fault_set(error, FAULT_USAGE, N_("'%s' is no name for a file"), name);
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autofree char *path = planted_path(self, name, i);
		g_autoptr(GBytes) lines = pack_lines(values, forms[i].encoding);
		g_autoptr(GBytes) packed = NULL;
		Span content;

		if (lines == NULL || g_file_test(path, G_FILE_TEST_EXISTS))
			continue;
		content.bytes = g_bytes_get_data(lines, &content.length);
		if (forms[i].packed) {
			packed = pack_gzip(content);
			content.bytes = g_bytes_get_data(packed, &content.length);
		}
		if (!durable_write(path, content, error))
			return false;
	}
	g_clear_pointer(&self->catalogue, catalogue_free);
	return true;
}

static bool
files_unplant(void *data, const char *name, GError **error)
{
	FilesSource *self = data;

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autofree char *path = planted_path(self, name, i);

		if (g_file_test(path, G_FILE_TEST_EXISTS) && !erase_file(path, error))
			return false;
	}
	g_clear_pointer(&self->catalogue, catalogue_free);
	return true;
}

const SourceDriver source_files = {
	.scheme = "files",
	.summary = N_("a directory of files: dumps, CSV, JSON, text, archives, databases"),
	.open = files_open,
	.check = files_check,
	.discover = files_discover,
	.read = files_read,
	.next = files_next,
	.close_cursor = files_close_cursor,
	.plant = files_plant,
	.unplant = files_unplant,
	.artefacts = files_artefacts,
	.erase_artefact = files_erase_artefact,
	.close = files_close,
};
