/*
 * file-catalogue.c - what the files of a directory hold, before anyone reads the records
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "file-catalogue.h"

#include "bounds.h"
#include "errors.h"

#include <glib/gstdio.h>

/* A database within an archive has no file to read pages from: it is held whole. */
#define PACKED_DATABASE (256 * MEBIBYTE)

static void
member_free(gpointer data)
{
	CatalogueMember *member = data;

	g_free(member->name);
	g_free(member->inside);
	g_free(member->stem);
	g_free(member->unreadable);
	if (member->database != NULL)
		g_ptr_array_unref(member->database);
	schema_free(member->schema);
	g_free(member);
}

static void
file_free(gpointer data)
{
	CatalogueFile *file = data;

	g_free(file->path);
	g_free(file->name);
	g_free(file->unreadable);
	g_ptr_array_unref(file->members);
	g_free(file);
}

void
catalogue_free(Catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	g_hash_table_unref(catalogue->by_name);
	g_ptr_array_unref(catalogue->files);
	g_free(catalogue);
}

bool
catalogue_pull(void *unpack, Span *ret_piece)
{
	return unpack_piece(unpack, ret_piece);
}

/* Does the name say it is a copy of something? */
static bool
is_named_copy(const char *name)
{
	static const char *const words[] = {"backup", "dump", ".bak", "_bak", "-bak",  ".old",
	                                    "备份",   "导出", "副本", "copy", "export"};
	g_autofree char *lower = g_utf8_strdown(name, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(lower, words[i]) != NULL)
			return true;
	return false;
}

/* "x.db-wal" where "x.db" is there: read with it, not on its own. */
static bool
belongs_to_database(const char *path)
{
	static const char *const suffixes[] = {"-wal", "-journal", "-shm"};

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(path, suffixes[i])) {
			g_autofree char *database =
				g_strndup(path, strlen(path) - strlen(suffixes[i]));

			return g_file_test(database, G_FILE_TEST_IS_REGULAR);
		}
	return false;
}

sqlite3 *
catalogue_open_packed(ByteStream *stream, const char **ret_unreadable)
{
	Span window = byte_stream_window(stream, 1);

	while (window.length <= PACKED_DATABASE && byte_stream_grow(stream))
		window = byte_stream_window(stream, 1);
	if (window.length > PACKED_DATABASE) {
		*ret_unreadable = "too-big|256 MiB";
		return NULL;
	}
	window = byte_stream_window(stream, 1);
	g_autoptr(GBytes) image = g_bytes_new(window.bytes, window.length);
	sqlite3 *database = connection_open_image(image, NULL);
	if (database == NULL)
		*ret_unreadable = "damaged|SQLite";
	return database;
}

/* Inside a file a table is named PATH!TABLE, and so are those that its keys lead to. */
static void
name_references(const CatalogueMember *member, SchemaTable *table)
{
	for (guint i = 0; i < table->fields->len; i++) {
		SourceField *field = &g_array_index(table->fields, SourceField, i);
		g_autofree char *container = NULL;

		if (field->ref_container == NULL)
			continue;
		container = g_strconcat(member->name, "!", field->ref_container, NULL);
		field->ref_container = schema_table_keep(table, span_of(container));
	}
}

static void
list_database(CatalogueMember *member, sqlite3 *take_database)
{
	g_autoptr(sqlite3) database = take_database;
	g_autoptr(GError) error = NULL;

	member->database = sqlite_tables(database, true, &error);
	if (member->database == NULL)
		member->unreadable = g_strdup("damaged|SQLite");
	for (guint i = 0; member->database != NULL && i < member->database->len; i++) {
		SqliteTable *table = g_ptr_array_index(member->database, i);

		if (table->table != NULL)
			name_references(member, table->table);
	}
}

/* A database as a file of its own. */
static void
list_plain_database(CatalogueMember *member, const char *path)
{
	g_autoptr(GError) error = NULL;
	sqlite3 *database = connection_open(path, CONNECTION_READS, &error);

	if (database != NULL)
		list_database(member, database);
	else
		member->unreadable =
			g_strdup(fault_is(error, FAULT_CONFLICT) ? "in-use" : "damaged|SQLite");
}

static void
count_rows(CatalogueMember *member, ByteStream *stream)
{
	void *self = member->reader->open(stream, member->stem, member->schema);
	DocumentRow row;

	while (member->reader->next(self, &row))
		row.table->rows++;
	member->reader->close(self);
	if (member->schema->refused != NULL)
		member->unreadable = g_strdup(member->schema->refused);
}

static void
list_stream(CatalogueMember *member, const CatalogueFile *file, bool plain, ByteStream *stream)
{
	Span head = span_slice(byte_stream_window(stream, DOCUMENT_TASTE), 0, DOCUMENT_TASTE);
	const char *form = NULL, *why = NULL;

	if (connection_is_database(head)) {
		sqlite3 *database = plain ? NULL : catalogue_open_packed(stream, &why);

		if (plain)
			list_plain_database(member, file->path);
		else if (database != NULL)
			list_database(member, database);
		else
			member->unreadable = g_strdup(why);
		return;
	}
	g_autofree char *base = g_path_get_basename(member->name);
	g_autofree char *lower = g_ascii_strdown(base, -1);
	if (g_str_has_suffix(lower, ".gz"))
		lower[strlen(lower) - 3] = '\0';
	member->reader = document_taste(head, lower, &form);
	if (head.length == 0)
		member->unreadable = g_strdup("empty-file");
	else if (member->reader == NULL)
		member->unreadable = g_strdup_printf("binary|%s", form);
	if (member->unreadable != NULL || member->reader == NULL) {
		member->reader = NULL;
		return;
	}
	member->is_copy |= member->reader->is_copy;
	count_rows(member, stream);
}

/* An archive may hold two members of one name; a defect is told after what could be read. */
static void
make_unique(const CatalogueFile *file, CatalogueMember *member, const char *unreadable)
{
	unsigned n = 1;

	for (unsigned i = 0; i < file->members->len; i++)
		n += g_str_equal(((const CatalogueMember *)file->members->pdata[i])->inside,
		                 member->inside);
	if (n == 1)
		return;
	g_autofree char *name = g_steal_pointer(&member->name);
	member->name = unreadable == NULL ? g_strdup_printf("%s~%u", name, n)
	                                  : g_strdup_printf("%s#%s", name, unreadable);
}

static void
list_member(CatalogueFile *file, Unpack *unpack, const UnpackMember *unpacked)
{
	CatalogueMember *member = g_new0(CatalogueMember, 1);
	bool plain = *unpacked->member == '\0';

	member->name =
		plain ? g_strdup(file->name) : g_strconcat(file->name, "/", unpacked->member, NULL);
	member->inside = g_strdup(unpacked->member);
	make_unique(file, member, unpacked->unreadable);
	member->stem = document_stem(member->name);
	member->schema = schema_new();
	member->schema->path = g_strdup(member->name);
	member->is_copy = is_named_copy(member->name);
	g_ptr_array_add(file->members, member);
	if (unpacked->unreadable != NULL) {
		member->unreadable = g_strdup(unpack_reason(unpacked->unreadable));
		return;
	}
	g_autoptr(ByteStream) stream = byte_stream_new(catalogue_pull, unpack);
	bool packed = !plain || !unpack_is_plain(unpack);
	list_stream(member, file, !packed, stream);
}

static void
list_file(CatalogueFile *file)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Unpack) unpack = NULL;
	const UnpackMember *member;

	if (file->unreadable != NULL)
		return;
	if (belongs_to_database(file->path)) {
		file->belongs = true;
		file->unreadable = g_strdup("part-of-database");
		return;
	}
	unpack = unpack_open(file->path, UNPACK_DOCUMENTS, &error);
	if (unpack == NULL) {
		file->unreadable = g_strdup(fault_is(error, FAULT_MALFORMED)  ? "damaged|archive"
		                            : g_access(file->path, R_OK) != 0 ? "no-permission"
		                                                              : "read-failed|open");
		return;
	}
	while ((member = unpack_next(unpack)) != NULL)
		list_member(file, unpack, member);
}

Catalogue *
catalogue_build(const char *root, Progress *progress, GError **error)
{
	g_autoptr(GPtrArray) tree = file_tree(root, error);
	g_autoptr(Catalogue) catalogue = NULL;
	uint64_t total = 0;

	if (tree == NULL)
		return NULL;
	catalogue = g_new0(Catalogue, 1);
	catalogue->files = g_ptr_array_new_with_free_func(file_free);
	catalogue->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < tree->len; i++)
		total += (uint64_t)MAX(((TreeFile *)tree->pdata[i])->bytes, 0);
	if (progress != NULL)
		progress_expect(progress, total);
	for (guint i = 0; i < tree->len; i++) {
		const TreeFile *from = g_ptr_array_index(tree, i);
		CatalogueFile *file = g_new0(CatalogueFile, 1);

		file->path = g_strdup(from->path);
		file->name = g_strdup(from->name);
		file->bytes = from->bytes;
		file->unreadable = g_strdup(from->unreadable);
		file->members = g_ptr_array_new_with_free_func(member_free);
		g_ptr_array_add(catalogue->files, file);
		g_hash_table_insert(catalogue->by_name, file->name, file);
		list_file(file);
		if (progress != NULL &&
		    !progress_advance(progress, (uint64_t)MAX(from->bytes, 0))) {
			fault_set(error, FAULT_INTERRUPTED, N_("stopped by the user"));
			return NULL;
		}
	}
	catalogue_join(catalogue);
	return g_steal_pointer(&catalogue);
}
