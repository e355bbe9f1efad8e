/*
 * dossier.c - the directory of one shutdown: its settings and state
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "dossier.h"

#include "bounds.h"
#include "dossier-settings.h"
#include "durable.h"
#include "errors.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define CONF            "dossier.conf"
#define GROUP_REHEARSAL "Rehearsal"
#define SOURCE_PREFIX   "Source "

struct Dossier {
	char *directory;
	DossierSettings *settings;
	GKeyFile *conf;
	GPtrArray *sources;
	Clock clock;
	FileLock *lock;
	Database *database;
};

/* Of dossier.db; append only, each runs once. */
static const char *const migrations[] = {
	/* 1: facts, the catalogue */
	"CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE container ("
	"  id INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL,"
	"  grouped TEXT, artefact TEXT, comment TEXT, record_class TEXT NOT NULL,"
	"  is_copy INTEGER NOT NULL, unreadable TEXT, rows INTEGER NOT NULL,"
	"  minors_14 INTEGER NOT NULL, minors_18 INTEGER NOT NULL,"
	"  age_unknown INTEGER NOT NULL, subject_field TEXT, time_field TEXT, end_field TEXT,"
	"  birth_field TEXT, UNIQUE (source, name));"
	"CREATE TABLE field ("
	"  container INTEGER NOT NULL REFERENCES container ON DELETE CASCADE,"
	"  position INTEGER NOT NULL, name TEXT NOT NULL, type TEXT, comment TEXT,"
	"  in_key INTEGER NOT NULL, ref_container TEXT, ref_field TEXT,"
	"  ref_declared INTEGER NOT NULL, personal INTEGER NOT NULL, kind TEXT,"
	"  category TEXT, sensitivity INTEGER NOT NULL, rows INTEGER NOT NULL,"
	"  filled INTEGER NOT NULL, hits INTEGER NOT NULL, validated INTEGER NOT NULL,"
	"  persons INTEGER NOT NULL, confidence INTEGER NOT NULL, status TEXT NOT NULL,"
	"  decided_by TEXT, reasons TEXT NOT NULL, sample TEXT,"
	"  PRIMARY KEY (container, position)) WITHOUT ROWID;"
	"CREATE TABLE decision ("
	"  source TEXT NOT NULL, container TEXT NOT NULL, field TEXT NOT NULL,"
	"  status TEXT NOT NULL, personal INTEGER NOT NULL, kind TEXT, decided_by TEXT NOT NULL,"
	"  PRIMARY KEY (source, container, field)) WITHOUT ROWID;"
	"CREATE TABLE skipped (source TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL);",
	/* 2: the journal of carry-out; row keys are sealed */
	"CREATE TABLE step ("
	"  plan INTEGER NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL,"
	"  done INTEGER NOT NULL DEFAULT 0, extra INTEGER NOT NULL DEFAULT 0,"
	"  PRIMARY KEY (plan, number)) WITHOUT ROWID;"
	"CREATE TABLE batch ("
	"  plan INTEGER NOT NULL, number INTEGER NOT NULL, batch INTEGER NOT NULL,"
	"  state TEXT NOT NULL, rows INTEGER NOT NULL, keys BLOB,"
	"  PRIMARY KEY (plan, number, batch)) WITHOUT ROWID;"
	"CREATE TABLE kept (identity BLOB PRIMARY KEY) WITHOUT ROWID;",
	/* 3: requests of persons; what they gave to be found by is sealed */
	"CREATE TABLE request ("
	"  number INTEGER PRIMARY KEY, opened INTEGER NOT NULL, actions TEXT NOT NULL,"
	"  state TEXT NOT NULL, due TEXT NOT NULL, provisional INTEGER NOT NULL,"
	"  kind TEXT, source TEXT, container TEXT, field TEXT, identifier BLOB NOT NULL,"
	"  answered INTEGER, containers INTEGER, rows INTEGER, files INTEGER,"
	"  package_digest TEXT, reason TEXT, opened_entry INTEGER, closed_entry INTEGER);",
	/* 4: what each scan found, when a person decided, and what the program says beside it */
	"ALTER TABLE decision ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE field ADD COLUMN form TEXT NOT NULL DEFAULT 'plain';"
	"ALTER TABLE field ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE field ADD COLUMN suggested INTEGER NOT NULL DEFAULT -1;"
	"ALTER TABLE field ADD COLUMN suggested_kind TEXT;"
	"CREATE TABLE scan (number INTEGER PRIMARY KEY, at INTEGER NOT NULL);"
	"CREATE TABLE scan_container ("
	"  scan INTEGER NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,"
	"  rows INTEGER NOT NULL, state TEXT NOT NULL,"
	"  PRIMARY KEY (scan, source, name)) WITHOUT ROWID;"
	"CREATE TABLE scan_field ("
	"  scan INTEGER NOT NULL, source TEXT NOT NULL, container TEXT NOT NULL,"
	"  name TEXT NOT NULL, verdict TEXT NOT NULL,"
	"  PRIMARY KEY (scan, source, container, name)) WITHOUT ROWID;",
	NULL,
};

char *
dossier_path(const Dossier *dossier, const char *relative)
{
	return g_build_filename(dossier->directory, relative, NULL);
}

static bool
directory_is_free(const char *directory, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);

	if (dir == NULL && !g_file_test(directory, G_FILE_TEST_EXISTS))
		return true;
	if (dir != NULL && g_dir_read_name(dir) == NULL)
		return true;
	fault_set(error, FAULT_REFUSED, N_("'%s' is not empty: name a new directory"), directory);
	return false;
}

static bool
make_rooms(const char *directory, GError **error)
{
	static const char *const rooms[] = {"", "plan", "notice", "request", "report", "keys"};

	for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++) {
		g_autofree char *path = g_build_filename(directory, rooms[i], NULL);

		if (!durable_mkdir(path, error))
			return false;
	}
	return true;
}

static bool
make_keys(const char *directory, GError **error)
{
	g_autofree char *state = g_build_filename(directory, "keys", "state.key", NULL);
	g_autofree char *fingerprint = g_build_filename(directory, "keys", "fingerprint.key", NULL);

	return key_create(state, error) && key_create(fingerprint, error);
}

static bool
write_conf(const char *directory, GKeyFile *conf, GError **error)
{
	g_autofree char *path = g_build_filename(directory, CONF, NULL);
	gsize length = 0;
	g_autofree char *text = g_key_file_to_data(conf, &length, NULL);

	return durable_write(path, (Span){text, length}, error);
}

bool
dossier_create(const char *directory, const DossierSettings *settings, const GDate *rehearsal,
               GError **error)
{
	g_autoptr(GKeyFile) conf = g_key_file_new();
	g_autofree char *path = g_build_filename(directory, "dossier.db", NULL);
	g_autoptr(Database) database = NULL;

	if (!dossier_settings_check(settings, error) || !directory_is_free(directory, error))
		return false;
	dossier_settings_write(settings, conf);
	if (rehearsal != NULL) {
		g_autofree char *now = date_text(rehearsal);

		g_key_file_set_string(conf, GROUP_REHEARSAL, "Now", now);
	}
	if (!make_rooms(directory, error) || !make_keys(directory, error))
		return false;
	database = database_open(path, migrations, true, error);
	return database != NULL && write_conf(directory, conf, error);
}

static void
source_free(DossierSource *source)
{
	g_free(source->name);
	g_free(source->uri);
	g_free(source->secret);
	g_free(source);
}

static void
load_sources(Dossier *dossier)
{
	g_auto(GStrv) groups = g_key_file_get_groups(dossier->conf, NULL);

	for (size_t i = 0; groups[i] != NULL; i++) {
		DossierSource *source;

		if (!g_str_has_prefix(groups[i], SOURCE_PREFIX))
			continue;
		source = g_new0(DossierSource, 1);
		source->name = g_strdup(groups[i] + strlen(SOURCE_PREFIX));
		source->uri = g_key_file_get_string(dossier->conf, groups[i], "Uri", NULL);
		source->secret = g_key_file_get_string(dossier->conf, groups[i], "Secret", NULL);
		g_ptr_array_add(dossier->sources, source);
	}
}

static bool
load_rehearsal(Dossier *dossier, GError **error)
{
	g_autofree char *now = g_key_file_get_string(dossier->conf, GROUP_REHEARSAL, "Now", NULL);

	if (now == NULL)
		return true;
	dossier->clock.rehearsal = true;
	return date_parse(now, &dossier->clock.today, error);
}

static bool
load_conf(Dossier *dossier, GError **error)
{
	g_autofree char *path = dossier_path(dossier, CONF);
	g_autoptr(GBytes) content = NULL;
	g_autoptr(GError) trouble = NULL;

	if (!durable_read(path, BOUND_OWN_FILE, &content, error)) {
		fault_prefix(error, N_("'%s' is no dossier ('tingfu init' opens one): "),
		             dossier->directory);
		return false;
	}
	if (!g_key_file_load_from_bytes(dossier->conf, content, G_KEY_FILE_KEEP_COMMENTS,
	                                &trouble)) {
		fault_set(error, FAULT_MALFORMED, N_("'%s': %s"), path, trouble->message);
		return false;
	}
	dossier->settings = dossier_settings_parse(dossier->conf, error);
	if (dossier->settings == NULL || !load_rehearsal(dossier, error)) {
		fault_prefix(error, N_("'%s': "), path);
		return false;
	}
	load_sources(dossier);
	return true;
}

Dossier *
dossier_open(const char *directory, DossierAccess access, GError **error)
{
	g_autoptr(Dossier) dossier = g_new0(Dossier, 1);
	g_autofree char *database_path = NULL, *lock_path = NULL;

	dossier->directory = g_strdup(directory);
	dossier->conf = g_key_file_new();
	dossier->sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
	if (!load_conf(dossier, error))
		return NULL;
	lock_path = dossier_path(dossier, "lock");
	if (access == DOSSIER_WRITE) {
		dossier->lock = file_lock_take(lock_path, error);
		if (dossier->lock == NULL)
			return NULL;
	}
	database_path = dossier_path(dossier, "dossier.db");
	dossier->database =
		database_open(database_path, migrations, access == DOSSIER_WRITE, error);
	if (dossier->database == NULL)
		return NULL;
	return g_steal_pointer(&dossier);
}

void
dossier_close(Dossier *dossier)
{
	if (dossier == NULL)
		return;
	database_close(dossier->database);
	file_lock_release(dossier->lock);
	dossier_settings_free(dossier->settings);
	g_ptr_array_unref(dossier->sources);
	g_key_file_unref(dossier->conf);
	g_free(dossier->directory);
	g_free(dossier);
}

const DossierSettings *
dossier_settings(const Dossier *dossier)
{
	return dossier->settings;
}

const Clock *
dossier_clock(const Dossier *dossier)
{
	return &dossier->clock;
}

Database *
dossier_database(Dossier *dossier)
{
	return dossier->database;
}

bool
dossier_is_rehearsal(const Dossier *dossier)
{
	return dossier->clock.rehearsal;
}

bool
dossier_key(const Dossier *dossier, const char *name, Key *ret_key, GError **error)
{
	g_autofree char *file = g_strdup_printf("keys/%s.key", name);
	g_autofree char *path = dossier_path(dossier, file);

	return key_load(path, ret_key, error);
}

const GPtrArray *
dossier_sources(const Dossier *dossier)
{
	return dossier->sources;
}

const DossierSource *
dossier_source(const Dossier *dossier, const char *name)
{
	for (size_t i = 0; i < dossier->sources->len; i++) {
		const DossierSource *source = dossier->sources->pdata[i];

		if (strcmp(source->name, name) == 0)
			return source;
	}
	return NULL;
}

static bool
name_is_plain(const char *name)
{
	for (const char *at = name; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && strchr("-_.", *at) == NULL)
			return false;
	return *name != '\0' && strlen(name) <= 64;
}

bool
dossier_add_source(Dossier *dossier, const char *name, const char *uri, const char *secret,
                   GError **error)
{
	g_autofree char *group = g_strconcat(SOURCE_PREFIX, name, NULL);
	DossierSource *source;

	if (!name_is_plain(name)) {
		fault_set(error, FAULT_USAGE,
		          N_("'%s' cannot name a source: use letters, digits, '-', '_' and '.'"),
		          name);
		return false;
	}
	if (dossier_source(dossier, name) != NULL) {
		fault_set(error, FAULT_CONFLICT, N_("there is a source '%s' already"), name);
		return false;
	}
	if (secret != NULL && !g_str_has_prefix(secret, "env:") &&
	    !g_str_has_prefix(secret, "file:")) {
		fault_set(error, FAULT_USAGE,
		          N_("a secret is given as env:NAME or file:PATH, never itself"));
		return false;
	}
	g_key_file_set_string(dossier->conf, group, "Uri", uri);
	if (secret != NULL)
		g_key_file_set_string(dossier->conf, group, "Secret", secret);
	if (!write_conf(dossier->directory, dossier->conf, error))
		return false;
	source = g_new0(DossierSource, 1);
	source->name = g_strdup(name);
	source->uri = g_strdup(uri);
	source->secret = g_strdup(secret);
	g_ptr_array_add(dossier->sources, source);
	return true;
}

bool
dossier_set_stop_date(Dossier *dossier, const GDate *date, GError **error)
{
	dossier->settings->stop_date = *date;
	dossier_settings_write(dossier->settings, dossier->conf);
	return write_conf(dossier->directory, dossier->conf, error);
}

bool
dossier_set_clock(Dossier *dossier, const GDate *date, GError **error)
{
	g_autofree char *now = date_text(date);

	if (!dossier->clock.rehearsal) {
		fault_set(error, FAULT_REFUSED,
		          N_("this dossier is no rehearsal: its clock is the system's"));
		return false;
	}
	if (g_date_compare(date, &dossier->clock.today) < 0) {
		g_autofree char *today = date_text(&dossier->clock.today);

		fault_set(error, FAULT_REFUSED,
		          N_("the clock of a rehearsal only moves forward: it stands at %s"),
		          today);
		return false;
	}
	g_key_file_set_string(dossier->conf, GROUP_REHEARSAL, "Now", now);
	if (!write_conf(dossier->directory, dossier->conf, error))
		return false;
	dossier->clock.today = *date;
	return true;
}

char *
dossier_fact(Dossier *dossier, const char *name)
{
	g_autoptr(Statement) statement =
		statement_new(dossier->database, "SELECT value FROM fact WHERE name = ?1", NULL);

	if (statement == NULL)
		return NULL;
	statement_bind_text(statement, 1, name);
	return statement_step(statement, NULL) ? g_strdup(statement_text(statement, 0)) : NULL;
}

bool
dossier_set_fact(Dossier *dossier, const char *name, const char *value, GError **error)
{
	g_autoptr(Statement) statement = statement_new(
		dossier->database,
		"INSERT INTO fact VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
		error);

	if (statement == NULL)
		return false;
	statement_bind_text(statement, 1, name);
	statement_bind_text(statement, 2, value);
	return statement_run(statement, error);
}
