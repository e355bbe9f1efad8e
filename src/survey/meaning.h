/*
 * meaning.h - what a field can be about, finer than the kinds that have a form
 *
 * A nickname has no form, yet it is personal.  Each meaning says of which kind its values
 * are (if of one), to which category it belongs, how sensitive it is, and on what its being
 * personal depends.  One const table.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "category.h"
#include "kind.h"

typedef enum {
	MEANING_NONE,  /* the name says nothing */
	MEANING_THING, /* a thing, a quantity, a state */
	MEANING_ID,    /* a key; the word before says whose */
	MEANING_NAME,  /* a name, of whatever the row is */
	MEANING_TITLE, /* of a job, of an article */
	MEANING_ICON,
	MEANING_PICTURE,
	MEANING_COMPANY,
	MEANING_STATE,
	MEANING_CODE,
	/* who */
	MEANING_PERSON_NAME,
	MEANING_PERSON, /* a role: receiver, applicant; by name or by key */
	MEANING_STAFF,
	MEANING_CREATOR,
	MEANING_RELATIVE,
	MEANING_NICKNAME,
	MEANING_ACCOUNT,
	MEANING_USER_ID,
	MEANING_PERSONAL_NUMBER,
	/* reached by */
	MEANING_MOBILE,
	MEANING_TELEPHONE,
	MEANING_FAX,
	MEANING_EMAIL,
	MEANING_SOCIAL_ACCOUNT,
	MEANING_OPENID,
	/* documents */
	MEANING_RESIDENT_ID,
	MEANING_IDENTITY_NUMBER,
	MEANING_PASSPORT,
	MEANING_PERMIT,
	MEANING_DRIVING_LICENCE,
	MEANING_SOCIAL_SECURITY,
	MEANING_IDENTITY_PHOTO,
	MEANING_USCC,
	MEANING_PLATE,
	MEANING_VIN,
	/* money */
	MEANING_BANK_CARD,
	MEANING_BANK_ACCOUNT,
	MEANING_CARD_CODE,
	MEANING_INVOICE_TITLE,
	MEANING_INCOME,
	MEANING_BALANCE,
	/* machines */
	MEANING_IP,
	MEANING_MAC,
	MEANING_IMEI,
	MEANING_DEVICE,
	MEANING_USER_AGENT,
	/* what one is */
	MEANING_BIRTH,
	MEANING_AGE,
	MEANING_GENDER,
	MEANING_ETHNICITY,
	MEANING_NATIONALITY,
	MEANING_MARRIAGE,
	MEANING_EDUCATION,
	MEANING_EMPLOYER,
	MEANING_JOB,
	MEANING_POLITICS,
	MEANING_RELIGION,
	MEANING_BODY,
	MEANING_HEALTH,
	MEANING_DISABILITY,
	MEANING_CRIMINAL,
	MEANING_BIOMETRIC,
	MEANING_SEXUALITY,
	MEANING_LABELS,
	/* where */
	MEANING_ADDRESS,
	MEANING_REGION,
	MEANING_POSTCODE,
	MEANING_POSITION,
	/* secrets */
	MEANING_PASSWORD,
	MEANING_TOKEN,
	MEANING_OTP,
	MEANING_SECRET,
	/* what one says */
	MEANING_AVATAR,
	MEANING_SELF,
	MEANING_FREE_TEXT,
	MEANING_REMARK,
	MEANING_SEARCH,
	MEANING_RAW,
	MEANING_COMMUNICATION,
	MEANING_CONTACTS,
	N_MEANINGS
} Meaning;

/* On what it depends whether a field of this meaning is personal. */
typedef enum {
	RULE_ALWAYS,       /* wherever it stands */
	RULE_PERSON_ROW,   /* where the row is a person, or hangs on one */
	RULE_PERSON_TABLE, /* where the rows are persons, or the name says whose */
	RULE_OWN,          /* decided one by one in verdict-rule.c */
	RULE_NEVER,
} MeaningRule;

/* What a column must be able to hold. */
typedef enum {
	HOLDS_ANYTHING,
	HOLDS_TEXT,   /* not a number, a date, a flag */
	HOLDS_DIGITS, /* text or a whole number */
	HOLDS_DATE,   /* text, a date, a number of seconds */
} MeaningForm;

typedef struct {
	const char *id; /* as in reasons: a kind's id, or an id of finding-reason.c */
	KindId kind;
	Category category;
	unsigned sensitivity;
	MeaningRule rule;
	MeaningForm form;
} MeaningTraits;

extern const MeaningTraits meanings[N_MEANINGS];

/* Of a word that names a kind; MEANING_NONE for a kind of the user's own. */
Meaning meaning_of_kind(KindId kind);
