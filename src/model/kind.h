/*
 * kind.h - what a value is: resident-id, mobile, bank-card, person-name ...
 *
 * One const table; ids never change, because reports and rules name them.  How a
 * sample is masked belongs to the kind, so that no caller can choose to show more.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "category.h"
#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
	KIND_RESIDENT_ID,
	KIND_HKMOTW_RESIDENCE_PERMIT,
	KIND_MOBILE,
	KIND_LANDLINE,
	KIND_EMAIL,
	KIND_BANK_CARD,
	KIND_USCC,
	KIND_IPV4,
	KIND_IPV6,
	KIND_MAC,
	KIND_PLATE,
	KIND_PASSPORT_CN,
	KIND_IMEI,
	KIND_VIN,
	KIND_WECHAT_OPENID,
	KIND_BIRTH_DATE,
	KIND_PERSON_NAME,
	KIND_ADDRESS,
	KIND_PASSWORD_HASH,
	KIND_SECRET_KEY,
	KIND_FOREIGN_PERMANENT_RESIDENT,
	KIND_HKMO_ENTRY_PERMIT,
	KIND_TW_ENTRY_PERMIT,
	KIND_HKMO_EXIT_PERMIT,
	KIND_TW_EXIT_PERMIT,
	KIND_HK_ID,
	KIND_MACAU_ID,
	KIND_TW_ID,
	KIND_MILITARY_ID,
	KIND_DRIVER_LICENCE,
	KIND_ID_CARD_PHOTO,
	KIND_PASSPORT_MRZ,
	KIND_US_SSN,
	KIND_UK_NINO,
	KIND_ORGANISATION_CODE,
	KIND_IOT_NUMBER,
	KIND_PRIVACY_NUMBER,
	KIND_PHONE_INTERNATIONAL,
	KIND_IMSI,
	KIND_ICCID,
	KIND_MEID,
	KIND_OAID,
	KIND_IDFA,
	KIND_AAID,
	KIND_ANDROID_ID,
	KIND_WECHAT_ID,
	KIND_QQ,
	KIND_WEIBO_ID,
	KIND_ALIPAY_UID,
	KIND_ACCOUNT_NAME,
	KIND_NICKNAME,
	KIND_COORDINATES,
	KIND_GEOHASH,
	KIND_TRAJECTORY,
	KIND_SOCIAL_SECURITY,
	KIND_MEDICAL_RECORD,
	KIND_DIAGNOSIS,
	KIND_BLOOD_TYPE,
	KIND_DISABILITY,
	KIND_SEX,
	KIND_ETHNICITY,
	KIND_NATIONALITY,
	KIND_RELIGION,
	KIND_POLITICAL_STATUS,
	KIND_MARITAL_STATUS,
	KIND_EDUCATION,
	KIND_OCCUPATION,
	KIND_EMPLOYER,
	KIND_INCOME,
	KIND_BALANCE,
	KIND_BANK_ACCOUNT,
	KIND_IBAN,
	KIND_CARD_CVV,
	KIND_CARD_EXPIRY,
	KIND_CREDIT_RECORD,
	KIND_CRIMINAL_RECORD,
	KIND_BIOMETRIC,
	KIND_CHAT_CONTENT,
	KIND_CONTACT_LIST,
	KIND_BROWSING_RECORD,
	KIND_PASSWORD,
	KIND_PRIVATE_KEY,
	KIND_JWT,
	KIND_CLOUD_KEY,
	N_KINDS, /* built in; kinds of a rules file follow, see kind_count() */
	KIND_NONE = -1
} KindId;

#define KIND_ROOM 128 /* built in and the user's own together */

/* What it takes to know a value of this kind. */
typedef enum {
	EVIDENCE_FORM,  /* its form, wherever it stands */
	EVIDENCE_LABEL, /* a form that means nothing without a word beside it that names it */
	EVIDENCE_FIELD, /* the name or comment of a field: the value may be anything */
} KindEvidence;

typedef struct {
	const char *id;     /* "resident-id" */
	const char *title;  /* msgid */
	const char *region; /* "CN", "HK", "MO", "TW", another country's code, or "INT" */
	Category category;
	const char *standard; /* what defines the format: "GB 11643-1999" */
	const char *check;    /* what `validated` means: "ISO 7064 MOD 11-2"; "none" */
	unsigned sensitivity; /* SENSITIVITY_* that come with the kind itself */
	bool identifies;      /* a strong identifier: one value, one person */
	KindEvidence evidence;
	uint8_t shown_head; /* a sample shows this many characters at its start, */
	uint8_t shown_tail; /* this many at its end (both together at most four), * between */
} Kind;

/* Built in or the user's own; @kind is below kind_count(). */
const Kind *kind_get(KindId kind);
int kind_count(void);

/*
 * A kind of a rules file: @kind and what it points to are kept until the program ends.  KIND_NONE
 * where there is no room or the id is taken.  Before any scan begins, not during one.
 */
KindId kind_add(const Kind *kind);

__extension__ typedef unsigned __int128 KindSet;
#define KIND_BIT(kind) ((KindSet)1 << (kind))
#define KIND_SET_ALL   (~(KindSet)0)

static inline bool
kind_set_has(KindSet set, KindId kind)
{
	return (set >> kind & 1) != 0;
}

/* KIND_NONE where no kind has this id. */
KindId kind_find(const char *id);

/* @value masked as its kind says: at most four characters shown, "*" for each other. */
char *kind_mask(KindId kind, Span value);
