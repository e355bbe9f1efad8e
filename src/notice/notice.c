/*
 * notice.c - the announcement in the dossier: drafted, checked, published
 *
 * Files of version 1: notice/announcement-0001.json, .zh.html, .zh.txt, .en.html, .en.txt and
 * notice/personal-0001.tsv.  They may be edited after the draft; what is published are
 * the files as they then are, and the ledger holds their digests.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "notice.h"

#include "bounds.h"
#include "canonical-json.h"
#include "digest.h"
#include "durable.h"
#include "errors.h"
#include "notice-due.h"
#include "workday.h"

#include <string.h>

#define REQUIREMENTS_DRAFTED   "SD-NOT-02,SD-NOT-10,SD-KEP-08"
#define REQUIREMENTS_LINTED    "SD-NOT-02"
#define REQUIREMENTS_DUE       "SD-NOT-05"
#define REQUIREMENTS_PUBLISHED "SD-NOT-01,SD-NOT-02,SD-NOT-04,SD-NOT-08,SD-KEP-08"

static const char *const endings[] = {"json", "zh.txt", "en.txt", "zh.html", "en.html"};

void
notice_draft_clear(NoticeDraft *draft)
{
	g_clear_pointer(&draft->directory, g_free);
}

void
notice_publication_clear(NoticePublication *publication)
{
	g_clear_pointer(&publication->surfaces, g_free);
}

static char *
file_of(const Dossier *dossier, unsigned version, const char *ending)
{
	g_autofree char *name = g_strdup_printf("notice/announcement-%04u.%s", version, ending);

	return dossier_path(dossier, name);
}

unsigned
notice_version(const Dossier *dossier)
{
	unsigned version = 0;

	for (;;) {
		g_autofree char *path = file_of(dossier, version + 1, "json");

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			return version;
		version++;
	}
}

/* What the dossier says for a version published on @published. */
static json_t *
content_now(Dossier *dossier, unsigned version, const GDate *published, GError **error)
{
	g_autoptr(Inventory) inventory = inventory_load(dossier, error);
	g_autoptr(Plan) plan = inventory == NULL ? NULL : plan_load(dossier, error);
	g_autoptr(LawPack) law = plan == NULL ? NULL : law_load(NULL, error);
	NoticeBasis basis = {dossier_settings(dossier), inventory, plan, law,
	                     dossier_is_rehearsal(dossier)};

	return law == NULL ? NULL : notice_content(&basis, version, published, error);
}

/* The day that the drafted content bears; today where it has none. */
static GDate
published_of(const Dossier *dossier, unsigned version)
{
	g_autofree char *path = file_of(dossier, version, "json");
	json_auto_t *content = canonical_json_read(path, NULL);
	const char *text = json_text(content, "published");
	GDate date;

	if (text == NULL || !date_parse(text, &date, NULL))
		date = clock_today(dossier_clock(dossier));
	return date;
}

json_t *
notice_expected(Dossier *dossier, unsigned version, GError **error)
{
	GDate published = published_of(dossier, version);

	return content_now(dossier, version, &published, error);
}

static bool
write_version(const Dossier *dossier, unsigned version, const json_t *content, GError **error)
{
	g_autofree char *json = canonical_json(content, error);
	g_autofree char *zh_text = notice_text(content, LANGUAGE_ZH);
	g_autofree char *en_text = notice_text(content, LANGUAGE_EN);
	g_autofree char *zh_html = notice_html(content, LANGUAGE_ZH);
	g_autofree char *en_html = notice_html(content, LANGUAGE_EN);
	const char *const texts[] = {json, zh_text, en_text, zh_html, en_html};

	if (json == NULL)
		return false;
	/* The JSON last: it is what makes a version exist. */
	for (size_t i = G_N_ELEMENTS(endings); i-- > 0;) {
		g_autofree char *path = file_of(dossier, version, endings[i]);

		if (!durable_write(path, span_of(texts[i]), error))
			return false;
	}
	return true;
}

/* Digests of the two pages and of the content, as members of @payload. */
static bool
add_digests(const Dossier *dossier, unsigned version, json_t *payload, GError **error)
{
	static const struct {
		const char *member;
		const char *ending;
	} files[] = {{"digest_zh", "zh.html"}, {"digest_en", "en.html"}, {"digest_json", "json"}};

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = file_of(dossier, version, files[i].ending);
		Digest digest;
		char hex[DIGEST_HEX];

		if (!digest_file(DIGEST_SHA256, path, &digest, error))
			return false;
		json_object_set_new(payload, files[i].member,
		                    json_string(digest_to_hex(&digest, hex)));
	}
	return true;
}

static bool
append(const NoticeDesk *desk, const char *kind, const char *requirements, const char *result,
       json_t *payload, GError **error)
{
	LedgerRecord record = {
		.kind = kind,
		.actor = desk->actor,
		.role = "officer",
		.requirements = requirements,
		.before = -1,
		.after = -1,
		.result = result,
		.payload = payload,
	};

	return ledger_append(desk->ledger, clock_now(dossier_clock(desk->dossier)), &record, NULL,
	                     error);
}

static bool
record_draft(const NoticeDesk *desk, const NoticeDraft *draft, const NoticeDue *due, GError **error)
{
	char hex[DIGEST_HEX];
	json_auto_t *payload =
		json_pack("{s:i, s:i}", "version", (int)draft->version, "items", (int)draft->items);
	json_auto_t *told =
		json_pack("{s:i, s:I, s:I, s:s}", "version", (int)draft->version, "persons",
	                  (json_int_t)due->persons, "records", (json_int_t)due->records,
	                  "list_digest", digest_to_hex(&due->digest, hex));

	return add_digests(desk->dossier, draft->version, payload, error) &&
	       append(desk, "notice.drafted", REQUIREMENTS_DRAFTED, "done", payload, error) &&
	       append(desk, "notice.due", REQUIREMENTS_DUE, "done", told, error);
}

static unsigned
needed_items(const GPtrArray *findings)
{
	unsigned count = 0;

	for (size_t i = 0; i < findings->len; i++)
		count += ((const NoticeFinding *)findings->pdata[i])->stand != NOTICE_NOT_NEEDED;
	return count;
}

bool
notice_draft(const NoticeDesk *desk, const GDate *published, NoticeDraft *ret_draft, GError **error)
{
	unsigned version = notice_version(desk->dossier) + 1;
	g_autofree char *name = g_strdup_printf("notice/personal-%04u.tsv", version);
	g_autofree char *list = dossier_path(desk->dossier, name);
	g_autoptr(Inventory) inventory = inventory_load(desk->dossier, error);
	json_auto_t *content =
		inventory == NULL ? NULL : content_now(desk->dossier, version, published, error);
	NoticeDue due = {0};

	if (content == NULL ||
	    !notice_due_write(desk->dossier, inventory, list, desk->progress, &due, error) ||
	    !write_version(desk->dossier, version, content, error))
		return false;
	g_autofree char *text = notice_text(content, LANGUAGE_ZH);
	g_autoptr(GPtrArray) findings = notice_lint(content, text, LANGUAGE_ZH);
	NoticeDraft draft = {
		.version = version,
		.items = needed_items(findings),
		.defects = notice_defects(findings),
		.due = due.persons,
	};

	if (!record_draft(desk, &draft, &due, error))
		return false;
	draft.directory = dossier_path(desk->dossier, "notice");
	*ret_draft = draft;
	return true;
}

/* Before each reason the name of the file that has the defect. */
static void
name_file(GPtrArray *findings, const char *name)
{
	for (size_t i = 0; i < findings->len; i++) {
		NoticeFinding *finding = findings->pdata[i];
		g_autofree char *why = g_steal_pointer(&finding->why);

		if (why != NULL)
			finding->why = g_strdup_printf("%s: %s", name, why);
	}
}

/* The defects of @from that @into has not yet. */
static void
join_findings(GPtrArray *into, const GPtrArray *from)
{
	for (size_t i = 0; i < into->len; i++) {
		NoticeFinding *there = into->pdata[i];
		const NoticeFinding *here = from->pdata[i];

		if (there->stand == NOTICE_DEFECT || here->stand != NOTICE_DEFECT)
			continue;
		there->stand = NOTICE_DEFECT;
		there->why = g_strdup(here->why);
	}
}

static GPtrArray *
check_file(const json_t *content, const char *path, Language language, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;

	if (!durable_read(path, BOUND_OWN_FILE, &bytes, error))
		return NULL;
	g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	return notice_lint(content, text, language);
}

static GPtrArray *
check_version(const Dossier *dossier, unsigned version, const json_t *content, Language language,
              GError **error)
{
	g_autoptr(GPtrArray) joined = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *path = file_of(dossier, version, endings[i]);
		g_autofree char *name = g_path_get_basename(path);
		g_autoptr(GPtrArray) findings = check_file(content, path, language, error);

		if (findings == NULL)
			return NULL;
		name_file(findings, name);
		if (joined == NULL)
			joined = g_steal_pointer(&findings);
		else
			join_findings(joined, findings);
	}
	return g_steal_pointer(&joined);
}

/* FAULT_NOT_FOUND before the first draft. */
static bool
newest_version(const Dossier *dossier, unsigned *ret_version, GError **error)
{
	*ret_version = notice_version(dossier);
	if (*ret_version > 0)
		return true;
	fault_set(error, FAULT_NOT_FOUND,
	          N_("there is no announcement yet: 'tingfu notice draft' makes one"));
	return false;
}

GPtrArray *
notice_check(const NoticeDesk *desk, const char *path, Language language, GError **error)
{
	unsigned version = notice_version(desk->dossier);

	if (path == NULL && !newest_version(desk->dossier, &version, error))
		return NULL;
	json_auto_t *content = notice_expected(desk->dossier, version, error);
	if (content == NULL)
		return NULL;
	g_autoptr(GPtrArray) findings =
		path == NULL ? check_version(desk->dossier, version, content, language, error)
			     : check_file(content, path, language, error);
	if (findings == NULL)
		return NULL;
	unsigned defects = notice_defects(findings);
	g_autofree char *missing = notice_missing(findings);
	json_auto_t *payload = json_pack("{s:i, s:i, s:s}", "version", (int)version, "defects",
	                                 (int)defects, "missing", missing);
	if (path != NULL) {
		char hex[DIGEST_HEX];
		Digest digest;

		if (!digest_file(DIGEST_SHA256, path, &digest, error))
			return NULL;
		json_object_set_new(payload, "digest_file",
		                    json_string(digest_to_hex(&digest, hex)));
	}
	if (!append(desk, "notice.linted", REQUIREMENTS_LINTED,
	            defects == 0 ? "verified" : "not-verified", payload, error))
		return NULL;
	return g_steal_pointer(&findings);
}

/* Published today, and saying so? */
static bool
may_publish(const NoticeDesk *desk, unsigned version, GError **error)
{
	GDate today = clock_today(dossier_clock(desk->dossier));
	GDate printed = published_of(desk->dossier, version);
	g_autoptr(GPtrArray) findings = notice_check(desk, NULL, LANGUAGE_EN, error);

	if (findings == NULL)
		return false;
	if (notice_defects(findings) > 0) {
		g_autofree char *missing = notice_missing(findings);

		fault_set(error, FAULT_REFUSED,
		          N_("the announcement has defects (%s): 'tingfu notice lint' says which"),
		          missing);
		return false;
	}
	if (g_date_compare(&today, &printed) != 0) {
		g_autofree char *now = date_text(&today);
		g_autofree char *day = date_text(&printed);

		fault_set(error, FAULT_REFUSED,
		          N_("the announcement bears the date %s and today is %s: draft it anew"),
		          day, now);
		return false;
	}
	return true;
}

bool
notice_publish(const NoticeDesk *desk, const char *const *surfaces,
               NoticePublication *ret_publication, GError **error)
{
	const DossierSettings *settings = dossier_settings(desk->dossier);
	GDate today = clock_today(dossier_clock(desk->dossier));
	NoticePublication publication = {0};

	if (surfaces == NULL || *surfaces == NULL)
		surfaces = (const char *const *)settings->surfaces;
	if (surfaces == NULL || *surfaces == NULL) {
		fault_set(error, FAULT_USAGE,
		          N_("no surface is known: name them, or set Surfaces= in dossier.conf"));
		return false;
	}
	if (!newest_version(desk->dossier, &publication.version, error) ||
	    !may_publish(desk, publication.version, error))
		return false;
	publication.working_days =
		workday_between(&today, &settings->stop_date, &publication.provisional);
	g_autofree char *joined = g_strjoinv(",", (char **)(uintptr_t)surfaces);
	g_autofree char *date = date_text(&today);
	json_auto_t *payload =
		json_pack("{s:i, s:s, s:s, s:i, s:i}", "version", (int)publication.version, "date",
	                  date, "surfaces", joined, "working_days", (int)publication.working_days,
	                  "provisional", (int)publication.provisional);
	if (!add_digests(desk->dossier, publication.version, payload, error) ||
	    !append(desk, "notice.published", REQUIREMENTS_PUBLISHED, "done", payload, error))
		return false;
	publication.surfaces = g_steal_pointer(&joined);
	*ret_publication = publication;
	return true;
}
