/*
 * package.c - one person's package: their data, what it means, what was held back
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "package.h"

#include "canonical-json.h"
#include "crash-point.h"
#include "durable.h"
#include "errors.h"
#include "package-index.h"
#include "package-page.h"
#include "signature.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* Files open at a time; the tables of one dump come in turns and each has two. */
#define MOST_OPEN 100

struct Package {
	Dossier *dossier;
	PackageSubject subject;
	char *building;    /* request/.0001.tmp */
	char *place;       /* request/0001 */
	GPtrArray *sheets; /* Sheet *, in the order in which they were met */
	GHashTable *by_container;
	GHashTable *bases; /* file names taken, without their endings */
	GPtrArray *files;  /* PackageFile * */
	unsigned open;
	Closure *closure; /* while it is filled */
	int64_t rows;
};

char *
package_path(const Dossier *dossier, int64_t request)
{
	g_autofree char *name = g_strdup_printf("request/%04" G_GINT64_FORMAT, request);

	return dossier_path(dossier, name);
}

static char *
building_path(const Dossier *dossier, int64_t request)
{
	g_autofree char *name = g_strdup_printf("request/.%04" G_GINT64_FORMAT ".tmp", request);

	return dossier_path(dossier, name);
}

/* Our own packages are two directories deep; links are removed, never followed. */
static bool
shred_tree(const char *path, unsigned depth, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	if (dir == NULL)
		return true;
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *child = g_build_filename(path, name, NULL);
		bool link = g_file_test(child, G_FILE_TEST_IS_SYMLINK);
		bool done = link ? durable_remove(child, error)
		            : depth > 0 && g_file_test(child, G_FILE_TEST_IS_DIR)
		                    ? shred_tree(child, depth - 1, error)
		                    : durable_shred(child, error);
		if (!done)
			return false;
	}
	if (g_rmdir(path) != 0 && errno != ENOENT) {
		fault_set_errno(error, errno, N_("directory '%s' cannot be removed"), path);
		return false;
	}
	return true;
}

bool
package_remove(const Dossier *dossier, int64_t request, GError **error)
{
	g_autofree char *building = building_path(dossier, request);
	g_autofree char *place = package_path(dossier, request);

	return shred_tree(building, 2, error) && shred_tree(place, 2, error);
}

static bool
make_directories(const char *path, GError **error)
{
	g_autofree char *data = g_build_filename(path, "data", NULL);
	g_autofree char *human = g_build_filename(path, "human", NULL);

	return durable_mkdir(data, error) && durable_mkdir(human, error);
}

Package *
package_begin(Dossier *dossier, const PackageSubject *subject, GError **error)
{
	Package *package = NULL;
	g_autofree char *building = building_path(dossier, subject->request);

	if (!package_remove(dossier, subject->request, error) || !make_directories(building, error))
		return NULL;
	package = g_new0(Package, 1);
	package->dossier = dossier;
	package->subject = *subject;
	package->building = g_steal_pointer(&building);
	package->place = package_path(dossier, subject->request);
	package->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
	package->by_container = g_hash_table_new(NULL, NULL);
	package->bases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	package->files = g_ptr_array_new_with_free_func((GDestroyNotify)package_file_free);
	return package;
}

void
package_free(Package *package)
{
	if (package == NULL)
		return;
	g_hash_table_unref(package->by_container);
	g_hash_table_unref(package->bases);
	g_ptr_array_unref(package->sheets);
	g_ptr_array_unref(package->files);
	if (package->building != NULL)
		(void)!shred_tree(package->building, 2, NULL);
	g_free(package->building);
	g_free(package->place);
	g_free(package);
}

/* Two containers may be called the same once what a file cannot be called is gone. */
static char *
free_base(Package *package, const ContainerFinding *container)
{
	g_autofree char *whole = g_strdup_printf("%s-%s", container->source, container->container);
	g_autofree char *safe = package_file_name(whole);
	char *base = g_strdup(safe);

	for (unsigned n = 2; g_hash_table_contains(package->bases, base); n++) {
		g_free(base);
		base = g_strdup_printf("%s-%u", safe, n);
	}
	g_hash_table_add(package->bases, g_strdup(base));
	return base;
}

static Sheet *
sheet_for(Package *package, const ContainerFinding *container)
{
	Sheet *sheet = g_hash_table_lookup(package->by_container, container);

	if (sheet == NULL) {
		g_autofree char *base = free_base(package, container);
		sheet = sheet_new(container, package->building, base, package->subject.copy);
		g_ptr_array_add(package->sheets, sheet);
		g_hash_table_insert(package->by_container, (gpointer)(uintptr_t)container, sheet);
	}
	return sheet;
}

static bool
rest_all(Package *package, GError **error)
{
	for (unsigned i = 0; i < package->sheets->len; i++)
		if (!sheet_rest(g_ptr_array_index(package->sheets, i), error))
			return false;
	package->open = 0;
	return true;
}

static bool
add_row(const ClosureRow *row, void *data, GError **error)
{
	Package *package = data;
	Sheet *sheet = sheet_for(package, row->container);
	bool was_open = sheet_is_open(sheet);

	if (!was_open && package->open >= MOST_OPEN && !rest_all(package, error))
		return false;
	if (!sheet_add(sheet, package->closure, row, error))
		return false;
	package->open += was_open ? 0 : 1;
	package->rows++;
	crash_point("request.row");
	return true;
}

bool
package_fill(Package *package, Closure *closure, Progress *progress, GError **error)
{
	package->closure = closure;
	return closure_rows(closure, add_row, package, progress, error);
}

static void
add_file(Package *package, const char *path, Span content)
{
	PackageFile *file = g_new0(PackageFile, 1);
	Digest sha256 = digest_of(DIGEST_SHA256, content);
	Digest sm3 = digest_of(DIGEST_SM3, content);

	file->path = g_strdup(path);
	file->rows = -1;
	file->bytes = (int64_t)content.length;
	digest_to_hex(&sha256, file->sha256);
	digest_to_hex(&sm3, file->sm3);
	g_ptr_array_add(package->files, file);
}

static bool
write_json(Package *package, const char *name, const json_t *value, GError **error)
{
	g_autofree char *path = g_build_filename(package->building, name, NULL);
	g_autofree char *canonical = canonical_json(value, error);
	if (canonical == NULL)
		return false;
	g_autofree char *text = g_strconcat(canonical, "\n", NULL);

	add_file(package, name, span_of(text));
	return durable_write(path, span_of(text), error);
}

static bool
add_page(Package *package, const json_t *manifest, GError **error)
{
	g_autofree char *path = g_build_filename(package->building, "human", "index.html", NULL);
	Digest sha256, sm3;
	GStatBuf status;

	if (!page_write(path, package->building, manifest, package->sheets, error) ||
	    !digest_file(DIGEST_SHA256, path, &sha256, error) ||
	    !digest_file(DIGEST_SM3, path, &sm3, error))
		return false;
	PackageFile *file = g_new0(PackageFile, 1);
	file->path = g_strdup("human/index.html");
	file->rows = -1;
	file->bytes = g_stat(path, &status) == 0 ? status.st_size : -1;
	digest_to_hex(&sha256, file->sha256);
	digest_to_hex(&sm3, file->sm3);
	g_ptr_array_add(package->files, file);
	return true;
}

static json_t *
manifest_of(const Package *package, const Closure *closure)
{
	return index_manifest(package->dossier, &package->subject, closure, package->sheets,
	                      package->files);
}

static void
put_hex(json_t *object, const char *key, const uint8_t *bytes, size_t length)
{
	g_autoptr(GString) hex = g_string_new(NULL);

	for (size_t i = 0; i < length; i++)
		g_string_append_printf(hex, "%02x", bytes[i]);
	json_object_set_new(object, key, json_string(hex->str));
}

/* Signed by the key of the ledger, so that the person can show from whom they have it. */
static bool
write_receipt(Package *package, const char *digest, GError **error)
{
	g_autofree char *created = clock_text(package->subject.created);
	g_autofree char *key_path = dossier_path(package->dossier, "keys/ledger.pem");
	json_auto_t *receipt = json_pack(
		"{s:s, s:s, s:I, s:s, s:s, s:s}", "format", "tingfu-receipt/1", "operator",
		dossier_settings(package->dossier)->operator_name != NULL
			? dossier_settings(package->dossier)->operator_name
			: "",
		"request", (json_int_t)package->subject.request, "created", created, "manifest",
		"manifest.json", "manifest_sha256", digest);

	if (g_file_test(key_path, G_FILE_TEST_EXISTS)) {
		g_autoptr(SigningKey) key = signing_key_load(key_path, error);
		if (key == NULL)
			return false;
		PublicKey public_key = signing_key_public(key);
		put_hex(receipt, "public_key", public_key.bytes, sizeof public_key.bytes);
		g_autofree char *text = canonical_json(receipt, error);
		if (text == NULL)
			return false;
		Signature signature = sign(key, span_of(text));
		put_hex(receipt, "signature", signature.bytes, sizeof signature.bytes);
	}
	return write_json(package, "receipt.json", receipt, error);
}

static bool
put_in_place(Package *package, GError **error)
{
	g_autofree char *data = g_build_filename(package->building, "data", NULL);
	g_autofree char *human = g_build_filename(package->building, "human", NULL);
	g_autofree char *parent = g_path_get_dirname(package->place);

	if (!durable_sync_directory(data, error) || !durable_sync_directory(human, error) ||
	    !durable_sync_directory(package->building, error))
		return false;
	crash_point("request.before-rename");
	if (rename(package->building, package->place) != 0) {
		fault_set_errno(error, errno, N_("directory '%s' cannot be put in its place"),
		                package->place);
		return false;
	}
	g_clear_pointer(&package->building, g_free);
	return durable_sync_directory(parent, error);
}

static bool
write_index(Package *package, const Closure *closure, PackageTotals *totals, GError **error)
{
	json_auto_t *dictionary = index_dictionary(package->sheets);
	json_auto_t *redaction = index_redaction(package->sheets);

	if (!write_json(package, "dictionary.json", dictionary, error) ||
	    !write_json(package, "redaction.json", redaction, error))
		return false;
	/* The page shows the manifest, which then lists the page. */
	json_auto_t *shown = manifest_of(package, closure);
	if (!add_page(package, shown, error))
		return false;
	json_auto_t *manifest = manifest_of(package, closure);
	if (!write_json(package, "manifest.json", manifest, error))
		return false;
	const PackageFile *written = g_ptr_array_index(package->files, package->files->len - 1);
	g_strlcpy(totals->digest, written->sha256, sizeof totals->digest);
	return write_receipt(package, totals->digest, error);
}

bool
package_finish(Package *package, Closure *closure, PackageTotals *ret_totals, GError **error)
{
	PackageTotals totals = {.containers = package->sheets->len, .rows = package->rows};

	for (unsigned i = 0; i < package->sheets->len; i++)
		if (!sheet_finish(g_ptr_array_index(package->sheets, i), package->files, error))
			return false;
	if (!write_index(package, closure, &totals, error) || !put_in_place(package, error))
		return false;
	totals.files = package->files->len;
	*ret_totals = totals;
	return true;
}
