/*
 * number-form.c - which form belongs to which kind
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "number-form.h"

typedef bool (*NumberForm)(Span value, Match *ret_match);

static const NumberForm forms[N_KINDS] = {
	[KIND_RESIDENT_ID] = fits_resident_id,
	[KIND_FOREIGN_PERMANENT_RESIDENT] = fits_permanent_resident,
	[KIND_HKMO_ENTRY_PERMIT] = fits_hkmo_entry_permit,
	[KIND_TW_ENTRY_PERMIT] = fits_tw_entry_permit,
	[KIND_HKMO_EXIT_PERMIT] = fits_hkmo_exit_permit,
	[KIND_TW_EXIT_PERMIT] = fits_tw_exit_permit,
	[KIND_HK_ID] = fits_hk_id,
	[KIND_MACAU_ID] = fits_macau_id,
	[KIND_TW_ID] = fits_tw_id,
	[KIND_MILITARY_ID] = fits_military_id,
	[KIND_DRIVER_LICENCE] = fits_driver_licence,
	[KIND_PLATE] = fits_plate,
	[KIND_PASSPORT_CN] = fits_passport,
	[KIND_ORGANISATION_CODE] = fits_organisation_code,
	[KIND_IOT_NUMBER] = fits_iot_number,
	[KIND_PRIVACY_NUMBER] = fits_privacy_number,
	[KIND_IMEI] = fits_imei,
	[KIND_IMSI] = fits_imsi,
	[KIND_ICCID] = fits_iccid,
	[KIND_MEID] = fits_meid,
	[KIND_OAID] = fits_oaid,
	[KIND_IDFA] = fits_idfa,
	[KIND_AAID] = fits_aaid,
	[KIND_ANDROID_ID] = fits_android_id,
	[KIND_ALIPAY_UID] = fits_alipay_uid,
};

bool
number_form_knows(KindId kind)
{
	return kind > KIND_NONE && kind < N_KINDS && forms[kind] != NULL;
}

bool
number_form_fits(KindId kind, Span value, Match *ret_match)
{
	return number_form_knows(kind) && forms[kind](value, ret_match);
}
