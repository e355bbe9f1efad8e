/*
 * number-form.h - numbers that mean something only where a word or a field names them
 *
 * Documents, cards of networks and devices whose numbers have no check digit, or one that every
 * eleventh number has.  A whole value is asked; `validated` is set where a check digit agreed.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "detection.h"

/* Fill @ret_match as for a match of the whole @value, which is trimmed; false where it cannot be. */
bool number_form_fits(KindId kind, Span value, Match *ret_match);

/* Is @kind one of those that number_form_fits knows? */
bool number_form_knows(KindId kind);

/* The forms, one a kind; each in the file of its detector. */
bool fits_hk_id(Span value, Match *ret_match);
bool fits_macau_id(Span value, Match *ret_match);
bool fits_tw_id(Span value, Match *ret_match);
bool fits_permanent_resident(Span value, Match *ret_match);
bool fits_hkmo_entry_permit(Span value, Match *ret_match);
bool fits_tw_entry_permit(Span value, Match *ret_match);
bool fits_hkmo_exit_permit(Span value, Match *ret_match);
bool fits_tw_exit_permit(Span value, Match *ret_match);
bool fits_military_id(Span value, Match *ret_match);
bool fits_driver_licence(Span value, Match *ret_match);
bool fits_organisation_code(Span value, Match *ret_match);
bool fits_imsi(Span value, Match *ret_match);
bool fits_iccid(Span value, Match *ret_match);
bool fits_iot_number(Span value, Match *ret_match);
bool fits_privacy_number(Span value, Match *ret_match);
bool fits_meid(Span value, Match *ret_match);
bool fits_imei(Span value, Match *ret_match);
bool fits_oaid(Span value, Match *ret_match);
bool fits_idfa(Span value, Match *ret_match);
bool fits_aaid(Span value, Match *ret_match);
bool fits_android_id(Span value, Match *ret_match);
bool fits_alipay_uid(Span value, Match *ret_match);
bool fits_plate(Span value, Match *ret_match);
bool fits_passport(Span value, Match *ret_match);
bool fits_resident_id(Span value, Match *ret_match);

#define RESIDENT_ID_OLD 15

/*
 * The number of eighteen characters that the holder of one of fifteen got since 1999; @digits as
 * they are where they are none.  Free the result.
 */
char *resident_id_complete(const char *digits);
