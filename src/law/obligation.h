/*
 * obligation.h - the rule pack: law as data
 *
 * law/ of the project is built into the program: instruments, requirements (SD-*), clocks,
 * retention rules, notice items, one key file each.  Every row names its source, its
 * status and its confidence; a lawyer can replace one without touching C.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "disposition.h"
#include "dossier.h"
#include "finding.h"
#include "inventory.h"
#include "language.h"

#include <glib.h>
#include <stdbool.h>

typedef struct LawPack LawPack;

/* The pack that is built in, or the directory @overlay laid over it where not NULL. */
LawPack *law_load(const char *overlay, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void law_free(LawPack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LawPack, law_free)

typedef enum {
	FACT_UNKNOWN, /* never the same as "no" */
	FACT_NO,
	FACT_YES,
} FactAnswer;

/* What decides whether a rule binds this operator.  All lent. */
typedef struct {
	const char *sector; /* NULL: not known */
	const char *region;
	const char *icp; /* licence or filing number of the site */
	Trigger trigger;
	bool trigger_known;
	bool scanned;    /* the counts below are from a scan */
	int64_t persons; /* -1: not counted */
	int64_t minors_14;
	int64_t minors_18;
	int64_t age_unknown; /* persons whose birth date is not known */
	bool has_transactions;
	bool has_sms_trigger;
	FactAnswer transfers;  /* data goes to a receiver */
	FactAnswer keeps;      /* the plan keeps something */
	FactAnswer anonymises; /* the plan anonymises something */
} LawFacts;

/* Nothing is known. */
LawFacts law_facts_none(void);

/* What settings and catalogue say; either may be NULL.  Lends from both. */
LawFacts law_facts_from(const DossierSettings *settings, const Inventory *inventory);

typedef enum {
	CONFIDENCE_READ,       /* [S..]: the text was read */
	CONFIDENCE_PART,       /* [S.. part]: an excerpt only */
	CONFIDENCE_UNVERIFIED, /* [OKU] */
	CONFIDENCE_PROPOSAL,   /* [P]: ours, not the law's */
	N_CONFIDENCES
} LawConfidence;

const char *law_confidence_name(LawConfidence confidence);  /* "read" */
const char *law_confidence_title(LawConfidence confidence); /* msgid */

typedef struct {
	const char *id; /* "cn.pipl" */
	const char *title_en, *title_zh;
	const char *issuer_en, *issuer_zh;
	const char *number;            /* of the decree or standard, or NULL */
	const char *in_force;          /* ISO date, or NULL where not known */
	const char *status;            /* "in-force", "draft", "repealed", "platform-rule" */
	const char *note_en, *note_zh; /* or NULL */
	LawConfidence confidence;
} Instrument;

typedef struct {
	const char *id; /* "SD-NOT-01" */
	const char *title_en, *title_zh;
	const char *shown_en, *shown_zh;       /* what must be shown */
	const char *evidence_en, *evidence_zh; /* what proves it: to be put on file */
	const char *who;                       /* OP PIO DSO IT LEG RCV PRC, joined by ',' */
	const char *when; /* "T-30wd", "T0", "plan", ...: T0 is the stop, wd working days */
	bool must;        /* else should */
	const char
		*basis; /* "PIPL 47(1)2; Regulations on Network Data 24", "guide, fragment K10" */
	const char *basis_zh;
	char **conditions; /* see law_condition; NULL: applies to everybody */
	LawConfidence confidence;
} Requirement;

typedef enum { ACT_PUBLISH, ACT_APPLY, ACT_REPORT, ACT_FINISH, N_ACTS } ClockAct;

typedef struct {
	const char *id;         /* "cn.guide.k10.notice" */
	const char *instrument; /* id */
	const char *article;
	const char *article_zh;
	const char *title_en, *title_zh;
	const char *note_en, *note_zh;         /* what to do, and what is doubtful */
	const char *question_en, *question_zh; /* what only people know, or NULL */
	ClockAct act;                          /* only ACT_PUBLISH can bind the publication */
	bool working_days;                     /* else calendar days */
	unsigned days;
	bool before_stop;
	const char *anchor; /* "stop"; else the event it really counts from, see deadline.c */
	bool reference;     /* no rule in force: a yardstick only */
	char **conditions;
	LawConfidence confidence;
} ClockRule;

typedef struct {
	const char *id; /* "cn.ecommerce.31" */
	const char *instrument_en, *instrument_zh;
	const char *article;    /* "31" */
	const char *article_zh; /* "第三十一条" */
	RecordClass records;    /* which records it speaks of */
	unsigned years, months;
	const char *start; /* "transaction-completed", "relation-ended", "recorded", ... */
	bool maximum;      /* delete by then (children: at once), not keep until then */
	char **fields;     /* categories or field roles the law names; NULL: the record whole */
	LawConfidence confidence;
	unsigned row; /* of the register of retention law */
	const char *title_en, *title_zh;
	const char *holder_en, *holder_zh; /* whom it binds */
	char **conditions;
} RetentionRule;

/* One of the things the announcement must say (SD-NOT-02). */
typedef struct {
	const char *id; /* "operator", "stop-date", "view", ... */
	const char *title_en, *title_zh;
	bool must;
	const char *basis, *basis_zh;
	char **conditions;
	LawConfidence confidence;
} NoticeItem;

/* In the catalogue's order; owned by @pack. */
const GPtrArray *law_instruments(const LawPack *pack);     /* Instrument * */
const GPtrArray *law_requirements(const LawPack *pack);    /* Requirement * */
const GPtrArray *law_clocks(const LawPack *pack);          /* ClockRule * */
const GPtrArray *law_retention_rules(const LawPack *pack); /* RetentionRule * */
const GPtrArray *law_notice_items(const LawPack *pack);    /* NoticeItem * */

/* NULL where the pack has none of this id. */
const Instrument *law_instrument(const LawPack *pack, const char *id);
const Requirement *law_requirement(const LawPack *pack, const char *id);
const ClockRule *law_clock(const LawPack *pack, const char *id);
const RetentionRule *law_retention_rule(const LawPack *pack, const char *id);

/*
 * Do all @conditions hold?  One that does not decides; else one that is not known does.
 * @ret_why says which and why, and is NULL where there is nothing to say; the caller frees it.
 */
FactAnswer law_condition(char *const *conditions, const LawFacts *facts, Language language,
                         char **ret_why);

/* Is @condition one that law_condition knows?  For checking the pack. */
bool law_condition_is_known(const char *condition);

/* Does @rule bind this operator?  @ret_why is a sentence either way; the caller frees it. */
bool law_retention_applies(const RetentionRule *rule, const LawFacts *facts, Language language,
                           char **ret_why);

/* Does @requirement apply?  @ret_why says why not, or what is not known; else NULL. */
bool law_requirement_applies(const LawPack *pack, const Requirement *requirement,
                             const LawFacts *facts, Language language, char **ret_why);

/* "3 years at least"; the caller frees it. */
char *retention_period_text(const RetentionRule *rule, Language language);

/* The end of keeping for a record whose period starts on @start. */
GDate law_keep_until(const RetentionRule *rule, const GDate *start);

/* "OP,IT" as words; the caller frees it. */
char *law_roles_text(const char *who, Language language);

/* SHA-256 over the whole pack, in hexadecimal: a plan says which text it applied. */
const char *law_digest(const LawPack *pack);
