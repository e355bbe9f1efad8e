/*
 * detector.h - what wakes a detector, and what it decides
 *
 * A detector is a row of one const table (detectors.c): the kind it finds, the trigger
 * that wakes it, the lengths of word it cares for, and a pure check.  The kernel finds
 * triggers with bit masks (block-trigger.c) and calls only the rows that declared them, in
 * the order of the table; the first that agrees takes the word.  A new kind needs its
 * row, its check, and tests/detect/KIND.cases.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "block-masks.h"
#include "detection.h"

#include <string.h>

/* A word, or one of the signs of block-masks.h. */
typedef enum {
	TRIGGER_NUMERIC, /* a word of digits only, nine or more */
	TRIGGER_MIXED,   /* any other word of nine or more letters and digits */
	TRIGGER_SIGN,    /* the first of the signs */
	N_TRIGGERS = TRIGGER_SIGN + N_SIGNS
} DetectorTrigger;

#define DETECTOR_LENGTHS 64 /* words of 63 characters and more share the last list */

/* Everything a check may look at: the text around the trigger, and the word it fired on. */
typedef struct {
	Span text;
	size_t at;
	size_t length; /* of the word at @at; 0 where the trigger is no word */
	size_t digits; /* how many of its characters are digits, from the first on */
	bool cell;     /* @text is one whole cell of a table: the shape may speak for itself */
} Probe;

/* Fill @ret_match, with the offset in probe->text. */
typedef bool (*DetectorCheck)(const Probe *probe, Match *ret_match);

typedef struct {
	KindId kind;
	DetectorTrigger trigger;
	uint8_t shortest; /* length of the word; 0 for signs */
	uint8_t longest;
	DetectorCheck check;
} Detector;

extern const Detector detectors[];
extern const size_t n_detectors;

/* Which of two overlapping matches stays: resident-id > uscc > bank-card > the specific ones. */
unsigned detector_rank(KindId kind);

bool check_resident_id(const Probe *probe, Match *ret_match);
bool check_resident_id_15(const Probe *probe, Match *ret_match);
bool check_resident_id_grouped(const Probe *probe, Match *ret_match);
bool check_uscc(const Probe *probe, Match *ret_match);
bool check_bank_card(const Probe *probe, Match *ret_match);
bool check_bank_card_grouped(const Probe *probe, Match *ret_match);
bool check_mobile(const Probe *probe, Match *ret_match);
bool check_mobile_grouped(const Probe *probe, Match *ret_match);
bool check_landline(const Probe *probe, Match *ret_match);
bool check_landline_grouped(const Probe *probe, Match *ret_match);
bool check_landline_country(const Probe *probe, Match *ret_match);
bool check_imei(const Probe *probe, Match *ret_match);
bool check_vin(const Probe *probe, Match *ret_match);
bool check_passport(const Probe *probe, Match *ret_match);
bool check_permanent_resident(const Probe *probe, Match *ret_match);
bool check_permanent_resident_old(const Probe *probe, Match *ret_match);
bool check_hkmo_entry_permit(const Probe *probe, Match *ret_match);
bool check_tw_entry_permit(const Probe *probe, Match *ret_match);
bool check_tw_entry_permit_short(const Probe *probe, Match *ret_match);
bool check_hkmo_exit_permit(const Probe *probe, Match *ret_match);
bool check_tw_exit_permit(const Probe *probe, Match *ret_match);
bool check_hk_id(const Probe *probe, Match *ret_match);
bool check_hk_id_bracketed(const Probe *probe, Match *ret_match);
bool check_macau_id_bracketed(const Probe *probe, Match *ret_match);
bool check_tw_id(const Probe *probe, Match *ret_match);
bool check_military_id(const Probe *probe, Match *ret_match);
bool check_driver_licence(const Probe *probe, Match *ret_match);
bool check_organisation_code(const Probe *probe, Match *ret_match);
bool check_imsi(const Probe *probe, Match *ret_match);
bool check_iccid(const Probe *probe, Match *ret_match);
bool check_iot_number(const Probe *probe, Match *ret_match);
bool check_privacy_number(const Probe *probe, Match *ret_match);
bool check_meid(const Probe *probe, Match *ret_match);
bool check_alipay_uid(const Probe *probe, Match *ret_match);
bool check_email(const Probe *probe, Match *ret_match);
bool check_ipv4(const Probe *probe, Match *ret_match);
bool check_ipv6(const Probe *probe, Match *ret_match);
bool check_mac(const Probe *probe, Match *ret_match);
bool check_plate(const Probe *probe, Match *ret_match);
bool check_plate_police(const Probe *probe, Match *ret_match);
bool check_wechat_openid(const Probe *probe, Match *ret_match);
bool check_birth_date(const Probe *probe, Match *ret_match);
bool check_password_crypt(const Probe *probe, Match *ret_match);
bool check_password_hex(const Probe *probe, Match *ret_match);
bool check_jwt(const Probe *probe, Match *ret_match);
bool check_cloud_key(const Probe *probe, Match *ret_match);
bool check_private_key(const Probe *probe, Match *ret_match);
bool check_iban(const Probe *probe, Match *ret_match);
bool check_iban_grouped(const Probe *probe, Match *ret_match);
bool check_us_ssn(const Probe *probe, Match *ret_match);
bool check_us_ssn_grouped(const Probe *probe, Match *ret_match);
bool check_uk_nino(const Probe *probe, Match *ret_match);
bool check_passport_mrz(const Probe *probe, Match *ret_match);
bool check_phone_international(const Probe *probe, Match *ret_match);
bool check_coordinates(const Probe *probe, Match *ret_match);
bool check_latin_name(const Probe *probe, Match *ret_match);
bool check_latin_address(const Probe *probe, Match *ret_match);

/* Whole cells only. */
bool check_person_name(const Probe *probe, Match *ret_match);
bool check_address(const Probe *probe, Match *ret_match);
bool coordinate_fits(Span value); /* of a column of longitudes or latitudes */

static inline bool
byte_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool
byte_is_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static inline bool
byte_is_word(char byte)
{
	return byte_is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static inline bool
byte_is_hex(char byte)
{
	return byte_is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/* Is @byte one of @bytes?  strchr would say yes to NUL. */
static inline bool
byte_is_among(char byte, const char *bytes)
{
	return byte != '\0' && strchr(bytes, byte) != NULL;
}

static inline bool
bytes_are_digits(const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!byte_is_digit(bytes[i]))
			return false;
	return true;
}

/* The byte at @at, or NUL outside of the text. */
static inline char
byte_of(Span text, size_t at)
{
	return at < text.length ? text.bytes[at] : '\0';
}

/* The match begins @offset into the text and is @length long; always true. */
static inline bool
match_found(Match *ret_match, KindId kind, size_t offset, size_t length)
{
	*ret_match = (Match){.offset = offset, .length = (uint32_t)length, .kind = kind};
	return true;
}

/* How sure: @validated where a check digit or a closed structure agreed. */
static inline bool
match_judged(Match *match, bool validated, unsigned confidence)
{
	match->validated = validated;
	match->confidence = (uint8_t)confidence;
	return true;
}
