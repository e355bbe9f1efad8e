/*
 * self-search.c - does the dossier itself hold what it says it does not?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "self-search.h"

#include "bounds.h"
#include "detection.h"
#include "errors.h"
#include "source.h"
#include "unpack.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Shorter values are strong only where a check digit agreed. */
#define STRONG_BYTES 11

/* A value of the settings that stands in the dossier by law, and where it stands. */
typedef struct {
	SelfException *exception;
	char *identifier; /* "KIND:normalised" */
} Declared;

typedef struct {
	SelfSearch *result;
	const char *root;
	const char *file; /* being searched, below the root */
	GArray *declared; /* Declared */
	KindSet wanted;
	Progress *progress;
	DetectionStream *stream;
	bool stopped;
} Walk;

static void
finding_row_free(gpointer data)
{
	SelfFinding *finding = data;

	g_free(finding->file);
	g_free(finding);
}

static void
exception_free(gpointer data)
{
	SelfException *exception = data;

	g_free(exception->what);
	g_free(exception);
}

void
self_search_free(SelfSearch *search)
{
	if (search == NULL)
		return;
	g_ptr_array_unref(search->findings);
	g_ptr_array_unref(search->exceptions);
	g_ptr_array_unref(search->unreadable);
	g_free(search);
}

static SelfSearch *
self_search_new(void)
{
	SelfSearch *search = g_new0(SelfSearch, 1);

	search->findings = g_ptr_array_new_with_free_func(finding_row_free);
	search->exceptions = g_ptr_array_new_with_free_func(exception_free);
	search->unreadable = g_ptr_array_new_with_free_func(g_free);
	return search;
}

static SelfException *
add_exception(SelfSearch *search, const char *what, const char *why)
{
	SelfException *exception = g_new0(SelfException, 1);

	exception->what = g_strdup(what);
	exception->why = why;
	g_ptr_array_add(search->exceptions, exception);
	return exception;
}

static void
declared_clear(gpointer data)
{
	g_free(((Declared *)data)->identifier);
}

static char *
identifier_of(KindId kind, Span text)
{
	g_autofree char *normal = detection_normalise(kind, text);

	return g_strdup_printf("%d:%s", (int)kind, normal == NULL ? "" : normal);
}

typedef struct {
	Walk *walk;
	SelfException *exception;
} Declaring;

static bool
declare_match(const Match *match, Span text, void *data)
{
	const Declaring *declaring = data;
	Declared declared = {declaring->exception, identifier_of(match->kind, text)};

	g_array_append_val(declaring->walk->declared, declared);
	return true;
}

/* What the operator must publish anyway: who answers, where to complain, who keeps. */
static void
declare_settings(Walk *walk, const DossierSettings *settings)
{
	const struct {
		const char *what;
		const char *value;
	} contacts[] = {
		{"operator_name", settings->operator_name},
		{"uscc", settings->uscc},
		{"icp", settings->icp},
		{"officer", settings->officer},
		{"officer_contact", settings->officer_contact},
		{"complaints", settings->complaints},
		{"receiver", settings->receiver},
		{"receiver_contact", settings->receiver_contact},
		{"custodian", settings->custodian},
		{"custodian_contact", settings->custodian_contact},
		{"request_url", settings->request_url},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(contacts); i++) {
		Declaring declaring = {walk, NULL};
		if (contacts[i].value == NULL)
			continue;
		declaring.exception = add_exception(walk->result, contacts[i].what,
		                                    N_("statutory contact of the operator"));
		(void)!detection_scan(span_of(contacts[i].value), KIND_SET_ALL, DETECTION_BEST,
		                      declare_match, &declaring);
	}
}

static void
count_finding(Walk *walk, KindId kind)
{
	GPtrArray *findings = walk->result->findings;

	walk->result->found++;
	for (unsigned i = findings->len; i > 0; i--) {
		SelfFinding *finding = g_ptr_array_index(findings, i - 1);
		if (strcmp(finding->file, walk->file) != 0)
			break;
		if (finding->kind == kind) {
			finding->count++;
			return;
		}
	}
	SelfFinding *finding = g_new0(SelfFinding, 1);
	finding->file = g_strdup(walk->file);
	finding->kind = kind;
	finding->count = 1;
	g_ptr_array_add(findings, finding);
}

static bool
meet(const Match *match, Span text, void *data)
{
	Walk *walk = data;

	/* Masked samples are what a dossier may hold. */
	if (match->form == MATCH_MASKED || (!match->validated && match->length < STRONG_BYTES))
		return true;
	g_autofree char *identifier = identifier_of(match->kind, text);
	for (unsigned i = 0; i < walk->declared->len; i++) {
		Declared *declared = &g_array_index(walk->declared, Declared, i);
		if (strcmp(declared->identifier, identifier) == 0) {
			declared->exception->count++;
			walk->result->declared++;
			return true;
		}
	}
	count_finding(walk, match->kind);
	return true;
}

static bool
begin_member(const UnpackMember *member, void *data)
{
	Walk *walk = data;

	if (member->unreadable != NULL) {
		g_ptr_array_add(walk->result->unreadable,
		                g_strdup_printf("%s!%s", walk->file, member->member));
		return false;
	}
	g_clear_pointer(&walk->stream, detection_stream_free);
	walk->stream = detection_stream_new(walk->wanted, meet, walk);
	return true;
}

static bool
feed_piece(Span piece, void *data)
{
	Walk *walk = data;

	walk->stopped = walk->progress != NULL && !progress_advance(walk->progress, piece.length);
	return !walk->stopped && detection_stream_feed(walk->stream, piece);
}

static bool
end_member(void *data)
{
	Walk *walk = data;
	bool done = detection_stream_end(walk->stream);

	g_clear_pointer(&walk->stream, detection_stream_free);
	return done;
}

static bool
is_database(const char *path)
{
	static const char magic[] = "SQLite format 3";
	char first[sizeof magic] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool is = fd >= 0 && read(fd, first, sizeof first) == (ssize_t)sizeof first &&
	          memcmp(first, magic, sizeof magic) == 0;

	if (fd >= 0)
		close(fd);
	return is;
}

static bool
note_group(const SourceContainer *container, void *data)
{
	if (container->unreadable == NULL && container->group != NULL)
		g_ptr_array_add(data, g_strdup(container->group));
	return true;
}

static bool
search_group(Walk *walk, Source *source, const char *group, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(SourceCursor) cursor = source_read(source, group, NULL, (Span){NULL, 0}, error);
	const SourceRecord *record;

	if (cursor == NULL)
		return false;
	while ((record = source_next(cursor, &failure)) != NULL)
		for (size_t i = 0; i < record->n_values; i++)
			if (record->values[i].type != VALUE_NULL)
				(void)!detection_scan(record->values[i].bytes, walk->wanted,
				                      DETECTION_BEST, meet, walk);
	if (failure == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&failure));
	return false;
}

/* The rows too: a number that a page stores as an integer is not among its bytes. */
static bool
search_rows(Walk *walk, const char *path, GError **error)
{
	g_autofree char *uri = g_strconcat("sqlite:", path, NULL);
	g_autoptr(Source) source = source_open("dossier", uri, NULL, error);
	g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(g_free);

	if (source == NULL || !source_discover(source, NULL, note_group, groups, error))
		return false;
	for (unsigned i = 0; i < groups->len; i++)
		if (!search_group(walk, source, g_ptr_array_index(groups, i), error))
			return false;
	return true;
}

static bool
search_file(Walk *walk, const char *path, const char *relative, GError **error)
{
	static const UnpackVisitor visitor = {begin_member, feed_piece, end_member};
	g_autoptr(GError) trouble = NULL;
	GStatBuf status;

	walk->file = relative;
	walk->result->files++;
	walk->result->bytes += g_stat(path, &status) == 0 ? status.st_size : 0;
	bool done = unpack_file(path, &visitor, walk, &trouble) &&
	            (!is_database(path) || search_rows(walk, path, &trouble));
	g_clear_pointer(&walk->stream, detection_stream_free);
	if (walk->stopped) {
		fault_set(error, FAULT_INTERRUPTED, N_("stopped"));
		return false;
	}
	if (!done)
		g_ptr_array_add(walk->result->unreadable, g_strdup(relative));
	return true;
}

/* The exception that @relative, a file or a directory just below the dossier, is; NULL. */
static SelfException *
excepted(const Walk *walk, const char *relative)
{
	g_autofree char *name = g_strconcat(relative, "/", NULL);

	for (unsigned i = 0; i < walk->result->exceptions->len; i++) {
		SelfException *exception = g_ptr_array_index(walk->result->exceptions, i);
		if (strcmp(exception->what, name) == 0 || strcmp(exception->what, relative) == 0)
			return exception;
	}
	return NULL;
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
names_in(const char *path)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	return names;
}

static int64_t
count_files(const char *path, unsigned depth)
{
	g_autoptr(GPtrArray) names = names_in(path);
	int64_t n = 0;

	for (unsigned i = 0; i < names->len; i++) {
		g_autofree char *child = g_build_filename(path, g_ptr_array_index(names, i), NULL);
		bool directory = g_file_test(child, G_FILE_TEST_IS_DIR) &&
		                 !g_file_test(child, G_FILE_TEST_IS_SYMLINK);
		n += !directory                      ? 1
		     : depth < BOUND_DIRECTORY_DEPTH ? count_files(child, depth + 1)
		                                     : 0;
	}
	return n;
}

static bool walk_directory(Walk *walk, const char *relative, unsigned depth, GError **error);

static bool
walk_entry(Walk *walk, const char *relative, unsigned depth, GError **error)
{
	g_autofree char *path = g_build_filename(walk->root, relative, NULL);
	SelfException *exception = excepted(walk, relative);

	if (g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
		g_ptr_array_add(walk->result->unreadable, g_strdup(relative));
		return true;
	}
	if (exception != NULL) {
		exception->count = g_file_test(path, G_FILE_TEST_IS_DIR) ? count_files(path, 0) : 1;
		return true;
	}
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return walk_directory(walk, relative, depth + 1, error);
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return true;
	return search_file(walk, path, relative, error);
}

static bool
walk_directory(Walk *walk, const char *relative, unsigned depth, GError **error)
{
	g_autofree char *path = g_build_filename(walk->root, relative, NULL);
	g_autoptr(GPtrArray) names = names_in(path);

	if (depth > BOUND_DIRECTORY_DEPTH) {
		g_ptr_array_add(walk->result->unreadable, g_strdup(relative));
		return true;
	}
	for (unsigned i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *child =
			*relative == '\0' ? g_strdup(name) : g_build_filename(relative, name, NULL);
		if (!walk_entry(walk, child, depth, error))
			return false;
	}
	return true;
}

static SelfSearch *
run(Walk *walk, GError **error)
{
	for (int k = 0; k < kind_count(); k++)
		if (kind_get(k)->identifies)
			walk->wanted |= KIND_BIT(k);
	bool done = walk_directory(walk, "", 0, error);
	g_clear_pointer(&walk->declared, g_array_unref);
	if (!done)
		g_clear_pointer(&walk->result, self_search_free);
	return walk->result;
}

static void
begin(Walk *walk, const char *root, Progress *progress)
{
	walk->root = root;
	walk->progress = progress;
	walk->result = self_search_new();
	walk->declared = g_array_new(FALSE, FALSE, sizeof(Declared));
	g_array_set_clear_func(walk->declared, declared_clear);
}

SelfSearch *
self_search_directory(const char *directory, Progress *progress, GError **error)
{
	Walk walk = {0};

	begin(&walk, directory, progress);
	return run(&walk, error);
}

SelfSearch *
self_search_run(Dossier *dossier, Progress *progress, GError **error)
{
	g_autofree char *root = dossier_path(dossier, "");
	Walk walk = {0};

	begin(&walk, root, progress);
	add_exception(walk.result, "request/", N_("packages of persons, until they are delivered"));
	add_exception(walk.result, "keys/", N_("keys and salts"));
	/* A root hash and a signature in base64 may look like a WeChat id: 27 letters behind 'o'. */
	add_exception(walk.result, "ledger/checkpoint", N_("digests and signatures in base64"));
	add_exception(walk.result, "approvers",
	              N_("names of those who approved, as they gave them"));
	add_exception(walk.result, "masks", N_("masked samples of at most four characters"));
	declare_settings(&walk, dossier_settings(dossier));
	return run(&walk, error);
}
