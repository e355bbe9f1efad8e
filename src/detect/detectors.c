/*
 * detectors.c - the table of detectors, and the index the kernel looks them up in
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detectors.h"

#include "detector-lead.h"
#include "label.h"
#include "labelled.h"
#include "transformed.h"
#include "unwrap.h"

#include <pthread.h>

#define LAST          (DETECTOR_LENGTHS - 1)
#define LABELLED_RANK 43 /* a word that names the kind says more than the form of a phone */

/* For one trigger and length the rows stand in the order in which they are asked. */
const Detector detectors[] = {
	{KIND_RESIDENT_ID, TRIGGER_NUMERIC, 18, 18, check_resident_id},
	{KIND_RESIDENT_ID, TRIGGER_MIXED, 18, 18, check_resident_id},
	{KIND_RESIDENT_ID, TRIGGER_NUMERIC, 15, 15, check_resident_id_15},
	{KIND_RESIDENT_ID, TRIGGER_SIGN + SIGN_GROUPED, 0, 0, check_resident_id_grouped},
	{KIND_FOREIGN_PERMANENT_RESIDENT, TRIGGER_NUMERIC, 18, 18, check_permanent_resident},
	{KIND_FOREIGN_PERMANENT_RESIDENT, TRIGGER_MIXED, 18, 18, check_permanent_resident},
	{KIND_FOREIGN_PERMANENT_RESIDENT, TRIGGER_MIXED, 15, 15, check_permanent_resident_old},
	{KIND_USCC, TRIGGER_NUMERIC, 18, 18, check_uscc},
	{KIND_USCC, TRIGGER_MIXED, 18, 18, check_uscc},
	{KIND_MOBILE, TRIGGER_NUMERIC, 11, 11, check_mobile},
	{KIND_MOBILE, TRIGGER_NUMERIC, 13, 13, check_mobile},
	{KIND_MOBILE, TRIGGER_NUMERIC, 15, 15, check_mobile},
	{KIND_MOBILE, TRIGGER_SIGN + SIGN_GROUPED, 0, 0, check_mobile_grouped},
	{KIND_BANK_CARD, TRIGGER_NUMERIC, 12, 20, check_bank_card},
	{KIND_BANK_CARD, TRIGGER_SIGN + SIGN_GROUPED, 0, 0, check_bank_card_grouped},
	{KIND_IMEI, TRIGGER_NUMERIC, 15, 15, check_imei},
	{KIND_IMSI, TRIGGER_NUMERIC, 15, 15, check_imsi},
	{KIND_PRIVACY_NUMBER, TRIGGER_NUMERIC, 15, 15, check_privacy_number},
	{KIND_ICCID, TRIGGER_NUMERIC, 19, 20, check_iccid},
	{KIND_ICCID, TRIGGER_MIXED, 19, 20, check_iccid},
	{KIND_IOT_NUMBER, TRIGGER_NUMERIC, 13, 13, check_iot_number},
	{KIND_ALIPAY_UID, TRIGGER_NUMERIC, 16, 16, check_alipay_uid},
	{KIND_MEID, TRIGGER_MIXED, 14, 15, check_meid},
	{KIND_LANDLINE, TRIGGER_NUMERIC, 10, 12, check_landline},
	{KIND_LANDLINE, TRIGGER_SIGN + SIGN_GROUPED, 0, 0, check_landline_grouped},
	{KIND_DRIVER_LICENCE, TRIGGER_NUMERIC, 12, 12, check_driver_licence},
	{KIND_HK_ID, TRIGGER_MIXED, 9, 9, check_hk_id},
	{KIND_HK_ID, TRIGGER_SIGN + SIGN_LETTER_DIGITS, 0, 0, check_hk_id},
	{KIND_HK_ID, TRIGGER_SIGN + SIGN_SIX_CLOSED, 0, 0, check_hk_id_bracketed},
	{KIND_MACAU_ID, TRIGGER_SIGN + SIGN_SIX_CLOSED, 0, 0, check_macau_id_bracketed},
	{KIND_TW_ID, TRIGGER_MIXED, 10, 10, check_tw_id},
	{KIND_HKMO_ENTRY_PERMIT, TRIGGER_MIXED, 9, 9, check_hkmo_entry_permit},
	{KIND_HKMO_ENTRY_PERMIT, TRIGGER_MIXED, 11, 11, check_hkmo_entry_permit},
	{KIND_HKMO_EXIT_PERMIT, TRIGGER_MIXED, 9, 9, check_hkmo_exit_permit},
	{KIND_TW_EXIT_PERMIT, TRIGGER_MIXED, 9, 9, check_tw_exit_permit},
	{KIND_TW_ENTRY_PERMIT, TRIGGER_MIXED, 11, 11, check_tw_entry_permit},
	{KIND_MILITARY_ID, TRIGGER_SIGN + SIGN_HAN_DIGITS, 0, 0, check_military_id},
	{KIND_PASSPORT_CN, TRIGGER_NUMERIC, 9, 9, check_passport},
	{KIND_PASSPORT_CN, TRIGGER_MIXED, 9, 9, check_passport},
	{KIND_PASSPORT_CN, TRIGGER_SIGN + SIGN_LETTER_DIGITS, 0, 0, check_passport},
	{KIND_ORGANISATION_CODE, TRIGGER_NUMERIC, 9, 9, check_organisation_code},
	{KIND_ORGANISATION_CODE, TRIGGER_MIXED, 9, 9, check_organisation_code},
	{KIND_VIN, TRIGGER_NUMERIC, 17, 17, check_vin},
	{KIND_VIN, TRIGGER_MIXED, 17, 17, check_vin},
	{KIND_IBAN, TRIGGER_MIXED, 15, 34, check_iban},
	{KIND_JWT, TRIGGER_MIXED, 16, LAST, check_jwt},
	{KIND_CLOUD_KEY, TRIGGER_MIXED, 16, LAST, check_cloud_key},
	{KIND_PASSPORT_MRZ, TRIGGER_MIXED, 10, 10, check_passport_mrz},
	{KIND_PASSPORT_MRZ, TRIGGER_MIXED, 18, 18, check_passport_mrz},
	{KIND_PASSPORT_MRZ, TRIGGER_MIXED, 20, 20, check_passport_mrz},
	{KIND_PASSPORT_MRZ, TRIGGER_MIXED, 28, 44, check_passport_mrz},
	{KIND_PRIVATE_KEY, TRIGGER_SIGN + SIGN_DASHES, 0, 0, check_private_key},
	{KIND_RESIDENT_ID, TRIGGER_MIXED, 16, LAST, check_digested},
	{KIND_PASSWORD_HASH, TRIGGER_MIXED, 32, LAST, check_password_hex},
	{KIND_RESIDENT_ID, TRIGGER_NUMERIC, 24, LAST, check_wrapped},
	{KIND_RESIDENT_ID, TRIGGER_MIXED, 16, LAST, check_wrapped},
	{KIND_UK_NINO, TRIGGER_MIXED, 9, 9, check_uk_nino},
	{KIND_US_SSN, TRIGGER_NUMERIC, 9, 9, check_us_ssn},
	{KIND_US_SSN, TRIGGER_SIGN + SIGN_GROUPED, 0, 0, check_us_ssn_grouped},
	{KIND_IBAN, TRIGGER_SIGN + SIGN_GROUPED, 0, 0, check_iban_grouped},
	{KIND_LANDLINE, TRIGGER_SIGN + SIGN_MARK, 0, 0, check_landline_country},
	{KIND_PHONE_INTERNATIONAL, TRIGGER_SIGN + SIGN_MARK, 0, 0, check_phone_international},
	{KIND_RESIDENT_ID, TRIGGER_SIGN + SIGN_MARK, 0, 0, check_masked},
	{KIND_MOBILE, TRIGGER_MIXED, 11, 11, check_masked_letters},
	{KIND_RESIDENT_ID, TRIGGER_MIXED, 16, 19, check_masked_letters},
	{KIND_COORDINATES, TRIGGER_SIGN + SIGN_DECIMAL, 0, 0, check_coordinates},
	{KIND_EMAIL, TRIGGER_SIGN + SIGN_ESCAPED_AT, 0, 0, check_email_escaped},
	{KIND_PASSWORD_HASH, TRIGGER_SIGN + SIGN_DOLLAR, 0, 0, check_password_crypt},
	{KIND_BIRTH_DATE, TRIGGER_SIGN + SIGN_DATE, 0, 0, check_birth_date},
	{KIND_TW_ENTRY_PERMIT, TRIGGER_SIGN + SIGN_DATE, 0, 0, check_tw_entry_permit_short},
	{KIND_EMAIL, TRIGGER_SIGN + SIGN_AT, 0, 0, check_email},
	{KIND_IPV4, TRIGGER_SIGN + SIGN_QUAD, 0, 0, check_ipv4},
	{KIND_MAC, TRIGGER_SIGN + SIGN_COLON, 0, 0, check_mac},
	{KIND_MAC, TRIGGER_SIGN + SIGN_HEX_GROUP, 0, 0, check_mac},
	{KIND_IPV6, TRIGGER_SIGN + SIGN_COLON, 0, 0, check_ipv6},
	{KIND_PLATE, TRIGGER_SIGN + SIGN_HAN_LETTER, 0, 0, check_plate},
	{KIND_PLATE, TRIGGER_SIGN + SIGN_HAN_DIGITS, 0, 0, check_plate_police},
	{KIND_WECHAT_OPENID, TRIGGER_SIGN + SIGN_TOKEN, 0, 0, check_wechat_openid},
	{KIND_QQ, TRIGGER_SIGN + SIGN_JOINT, 0, 0, check_labelled},
	{KIND_QQ, TRIGGER_SIGN + SIGN_HAN_DIGITS, 0, 0, check_labelled_touching},
	{KIND_ADDRESS, TRIGGER_SIGN + SIGN_TITLE, 0, 0, check_latin_address},
	{KIND_PERSON_NAME, TRIGGER_SIGN + SIGN_TITLE, 0, 0, check_latin_name},
};

const size_t n_detectors = G_N_ELEMENTS(detectors);

const Detector *detector_lists[DETECTOR_LISTS][DETECTOR_ROWS + 1];
uint16_t detector_words[2][DETECTOR_LENGTHS][DETECTOR_LEADS];
uint16_t detector_triggers[N_TRIGGERS][DETECTOR_LENGTHS];
static size_t n_lists = 1;
static pthread_once_t rows_once = PTHREAD_ONCE_INIT;

/* The place of @rows in the table of lists, where it is put if it is new. */
static uint16_t
list_of(const Detector *const *rows)
{
	size_t size = sizeof detector_lists[0];

	for (size_t i = n_lists; i > 0; i--)
		if (memcmp(detector_lists[i - 1], rows, size) == 0)
			return (uint16_t)(i - 1);
	g_assert(n_lists < DETECTOR_LISTS);
	memcpy(detector_lists[n_lists], rows, size);
	return (uint16_t)n_lists++;
}

/* @lead is NULL where every word of this length is meant. */
static uint16_t
choose_rows(DetectorTrigger trigger, size_t length, const char *lead)
{
	const Detector *rows[DETECTOR_ROWS + 1] = {NULL};
	size_t n = 0;

	for (size_t i = 0; i < n_detectors; i++) {
		const Detector *row = &detectors[i];

		if (row->trigger != trigger || length < row->shortest || length > row->longest)
			continue;
		if (lead != NULL && !detector_may_lead(row, lead, length))
			continue;
		g_assert(n < DETECTOR_ROWS);
		rows[n++] = row;
	}
	return list_of(rows);
}

static void
index_words(size_t length)
{
	bool numeric = detector_triggers[TRIGGER_NUMERIC][length] != 0;
	bool mixed = detector_triggers[TRIGGER_MIXED][length] != 0;

	for (unsigned lead = 0; lead < DETECTOR_LEADS; lead++) {
		char number[2] = {(char)('0' + lead / 10), (char)('0' + lead % 10)};
		char letter[2] = {(char)lead, '\0'};

		if (numeric && lead < 100)
			detector_words[true][length][lead] =
				choose_rows(TRIGGER_NUMERIC, length, number);
		if (mixed && byte_is_word((char)lead))
			detector_words[false][length][lead] =
				choose_rows(TRIGGER_MIXED, length, letter);
	}
}

static void
index_rows(void)
{
	labels_prepare();
	for (size_t trigger = 0; trigger < N_TRIGGERS; trigger++)
		for (size_t length = 0; length < DETECTOR_LENGTHS; length++)
			detector_triggers[trigger][length] =
				choose_rows((DetectorTrigger)trigger, length, NULL);
	for (size_t length = 0; length < DETECTOR_LENGTHS; length++)
		index_words(length);
}

void
detectors_prepare(void)
{
	pthread_once(&rows_once, index_rows);
}

/* Kinds that are not here are found by a label or by a rules file. */
unsigned
detector_rank(KindId kind)
{
	static const uint8_t ranks[KIND_ROOM] = {
		[KIND_RESIDENT_ID] = 100,
		[KIND_HKMOTW_RESIDENCE_PERMIT] = 99,
		[KIND_FOREIGN_PERMANENT_RESIDENT] = 99,
		[KIND_USCC] = 98,
		[KIND_BANK_CARD] = 97,
		[KIND_PASSPORT_MRZ] = 96,
		[KIND_IBAN] = 95,
		[KIND_PRIVATE_KEY] = 93,
		[KIND_JWT] = 92,
		[KIND_CLOUD_KEY] = 91,
		[KIND_SECRET_KEY] = 90,
		[KIND_PASSWORD_HASH] = 85,
		[KIND_EMAIL] = 80,
		[KIND_VIN] = 75,
		[KIND_WECHAT_OPENID] = 70,
		[KIND_ICCID] = 68,
		[KIND_PRIVACY_NUMBER] = 66,
		[KIND_IMEI] = 65,
		[KIND_IPV6] = 60,
		[KIND_MAC] = 55,
		[KIND_PLATE] = 50,
		[KIND_HK_ID] = 47,
		[KIND_TW_ID] = 47,
		[KIND_SOCIAL_SECURITY] = 46,
		[KIND_PASSPORT_CN] = 45,
		[KIND_MOBILE] = 40,
		[KIND_PHONE_INTERNATIONAL] = 38,
		[KIND_LANDLINE] = 35,
		[KIND_COORDINATES] = 32,
		[KIND_IPV4] = 30,
		[KIND_BIRTH_DATE] = 20,
		[KIND_ADDRESS] = 10,
		[KIND_ACCOUNT_NAME] = 6, /* which may be a phone number or a person's name */
		[KIND_NICKNAME] = 6,
		[KIND_PERSON_NAME] = 5,
	};

	return ranks[kind] == 0 ? LABELLED_RANK : ranks[kind];
}
