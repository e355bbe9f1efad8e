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
#include "language.h"

#include <glib.h>
#include <stdbool.h>

typedef struct LawPack LawPack;

/* The pack that is built in, or the directory @overlay laid over it where not NULL. */
LawPack *law_load(const char *overlay, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void law_free(LawPack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LawPack, law_free)

/* What decides whether a rule binds this operator.  All lent. */
typedef struct {
	const char *sector; /* NULL: not known */
	const char *region;
	Trigger trigger;
	bool trigger_known;
	int64_t persons; /* -1: not counted */
	int64_t minors_14;
	bool has_transactions;
	bool has_sms_trigger;
} LawFacts;

typedef enum {
	CONFIDENCE_READ,       /* [S..]: the text was read */
	CONFIDENCE_PART,       /* [S.. part]: an excerpt only */
	CONFIDENCE_UNVERIFIED, /* [OKU] */
	CONFIDENCE_PROPOSAL,   /* [P]: ours, not the law's */
} LawConfidence;

typedef struct {
	const char *id; /* "SD-NOT-01" */
	const char *title_en, *title_zh;
	const char *shown_en, *shown_zh; /* what must be shown */
	const char *who;                 /* OP PIO DSO IT LEG RCV PRC */
	bool must;                       /* else should */
	const char
		*basis; /* "PIPL 47(1)2; Regulations on Network Data 24", "guide, fragment K10" */
	const char *basis_zh;
	LawConfidence confidence;
} Requirement;

typedef struct {
	const char *id; /* "cn.ecommerce.31" */
	const char *instrument_en, *instrument_zh, *article;
	RecordClass records; /* which records it speaks of */
	unsigned years, months;
	const char *start; /* "transaction-completed", "relation-ended", "recorded", ... */
	bool maximum;      /* delete by then (children: at once), not keep until then */
	char **fields;     /* categories or field roles the law names; NULL: the record whole */
	LawConfidence confidence;
} RetentionRule;

/* Requirement *, in the catalogue's order; RetentionRule *; owned by @pack. */
const GPtrArray *law_requirements(const LawPack *pack);
const Requirement *law_requirement(const LawPack *pack, const char *id);
const GPtrArray *law_retention_rules(const LawPack *pack);

/* Does @rule bind this operator?  @ret_why is a sentence either way; the caller frees it. */
bool law_retention_applies(const RetentionRule *rule, const LawFacts *facts, Language language,
                           char **ret_why);

/* Does @requirement apply?  @ret_why says why not. */
bool law_requirement_applies(const LawPack *pack, const Requirement *requirement,
                             const LawFacts *facts, Language language, char **ret_why);

/* The end of keeping for a record whose period starts on @start. */
GDate law_keep_until(const RetentionRule *rule, const GDate *start);

/* SHA-256 over the whole pack, in hexadecimal: a plan says which text it applied. */
const char *law_digest(const LawPack *pack);
