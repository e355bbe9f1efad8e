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
	N_KINDS,
	KIND_NONE = -1
} KindId;

typedef struct {
	const char *id;     /* "resident-id" */
	const char *title;  /* msgid */
	const char *region; /* "CN", "HK", "MO", "TW", another country's code, or "INT" */
	Category category;
	const char *standard; /* what defines the format: "GB 11643-1999" */
	const char *check;    /* what `validated` means: "ISO 7064 MOD 11-2"; "none" */
	unsigned sensitivity; /* SENSITIVITY_* that come with the kind itself */
	bool identifies;      /* a strong identifier: one value, one person */
	uint8_t shown_head;   /* a sample shows this many characters at its start, */
	uint8_t shown_tail;   /* this many at its end (both together at most four), * between */
} Kind;

extern const Kind kinds[N_KINDS];

/* KIND_NONE where no kind has this id. */
KindId kind_find(const char *id);

/* @value masked as its kind says: at most four characters shown, "*" for each other. */
char *kind_mask(KindId kind, Span value);
