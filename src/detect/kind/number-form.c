/*
 * number-form.c - which form belongs to which kind
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "number-form.h"

#include "text.h"

#define LONGEST 120 /* of a value in full-width characters */

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

/* Kinds whose hyphens belong to the form. */
static bool
keeps_hyphens(KindId kind)
{
	return kind == KIND_OAID || kind == KIND_IDFA || kind == KIND_AAID || kind == KIND_PLATE ||
	       kind == KIND_ORGANISATION_CODE;
}

/* What people write: small letters, full-width digits, blanks and hyphens between groups. */
static bool
fits_folded(KindId kind, Span value, Match *ret_match)
{
	g_autofree char *folded = text_fold_identifier(value);
	char *to = folded;

	for (const char *from = folded; *from != '\0'; from++)
		if (*from != '-' || keeps_hyphens(kind))
			*to++ = g_ascii_toupper(*from);
	*to = '\0';
	if (!forms[kind](span_of(folded), ret_match))
		return false;
	ret_match->offset = 0;
	ret_match->length = (uint32_t)value.length;
	return true;
}

bool
number_form_fits(KindId kind, Span value, Match *ret_match)
{
	if (!number_form_knows(kind) || value.length == 0)
		return false;
	if (forms[kind](value, ret_match))
		return true;
	return value.length <= LONGEST && fits_folded(kind, value, ret_match);
}
