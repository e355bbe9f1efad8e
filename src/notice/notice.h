/*
 * notice.h - the announcement of what becomes of personal information, and its check
 *
 * An announcement is drafted from the dossier's settings, its inventory and its plan:
 * one structured content (canonical JSON) and from it text and HTML in Chinese and in
 * English.  Whatever a person then edits, the check reads field by field against the
 * statutory items (requirement SD-NOT-02): it knows what the dossier says, and looks
 * whether the announcement says it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "dossier.h"
#include "language.h"
#include "ledger.h"
#include "plan.h"
#include "progress.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Working days that must lie between publication and stop (guide, fragment K10). */
#define NOTICE_WORKING_DAYS 30

typedef struct {
	const char *id;    /* "delete-limit": stable, stands in ledger entries */
	const char *title; /* msgid */
	const char *item;  /* the statutory item it looks for (law/, NoticeItem), or NULL */
} NoticeCheck;

extern const NoticeCheck notice_checks[];

typedef enum {
	NOTICE_PRESENT,
	NOTICE_NOT_NEEDED, /* nothing is moved, nothing is kept, ... */
	NOTICE_DEFECT,     /* missing, or wrong */
} NoticeStand;

typedef struct {
	const NoticeCheck *check;
	NoticeStand stand;
	char *why; /* for a defect: a sentence in the language asked for; else NULL */
} NoticeFinding;

void notice_finding_free(NoticeFinding *finding);

/* How many of @findings (NoticeFinding *) are defects. */
unsigned notice_defects(const GPtrArray *findings);

/* Ids of the defects, joined by ','. */
char *notice_missing(const GPtrArray *findings);

/* What an announcement rests on.  All lent. */
typedef struct {
	const DossierSettings *settings;
	const Inventory *inventory;
	const Plan *plan;
	const LawPack *law; /* NULL: clauses are given as the plan gives them */
	bool rehearsal;
} NoticeBasis;

/* What version @version has to say if it is published on @published: the structured content. */
json_t *notice_content(const NoticeBasis *basis, unsigned version, const GDate *published,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The announcement of @content. */
char *notice_text(const json_t *content, Language language);
char *notice_html(const json_t *content, Language language);

/*
 * Check @document (JSON content, HTML or text; either language) against what @content says
 * it must hold.  One NoticeFinding for each of notice_checks, in their order.
 */
GPtrArray *notice_lint(const json_t *content, const char *document, Language language);

typedef struct {
	unsigned version;
	unsigned items;   /* that it has to hold */
	unsigned defects; /* found in it at once */
	int64_t due;      /* persons who must also be told personally */
	char *directory;
} NoticeDraft;

void notice_draft_clear(NoticeDraft *draft);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NoticeDraft, notice_draft_clear)

/* Who works on which dossier.  All lent. */
typedef struct {
	Dossier *dossier;
	Ledger *ledger;
	const char *actor;
	Progress *progress;
} NoticeDesk;

/*
 * Write the next version under notice/ and its list of persons who must be told personally
 * (keyed ids and counts only); record notice.drafted and notice.due.
 */
bool notice_draft(const NoticeDesk *desk, const GDate *published, NoticeDraft *ret_draft,
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The newest version; 0 before the first. */
unsigned notice_version(const Dossier *dossier);

/* What version @version has to say, as dossier, inventory and plan are now. */
json_t *notice_expected(Dossier *dossier, unsigned version,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Check all files of the newest version, or @path where not NULL, and record notice.linted.
 * The findings of several files are joined: a defect names the file that has it.
 */
GPtrArray *notice_check(const NoticeDesk *desk, const char *path, Language language,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
	unsigned version;
	unsigned working_days; /* that lie between today and the stop */
	bool provisional;
	char *surfaces; /* joined by ',' */
} NoticePublication;

void notice_publication_clear(NoticePublication *publication);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NoticePublication, notice_publication_clear)

/*
 * Record that the newest version was published today on @surfaces (NULL: those of the
 * settings).  FAULT_REFUSED while the check finds a defect.
 */
bool notice_publish(const NoticeDesk *desk, const char *const *surfaces,
                    NoticePublication *ret_publication, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "2026年10月31日", "31 October 2026". */
char *notice_date(const GDate *date, Language language);
