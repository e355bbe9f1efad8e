/*
 * kind.c - the table of kinds, and how a sample of each is masked
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kind.h"

#include "language.h"

#include <glib.h>

#define HIGH_RISK SENSITIVITY_HIGH_RISK
#define ACCOUNT   (SENSITIVITY_SENSITIVE | SENSITIVITY_SMS_TRIGGER)

/* id, title, region, category, standard, check, sensitivity, identifies, evidence, head, tail */
static const Kind kinds[N_KINDS] = {
	[KIND_RESIDENT_ID] = {"resident-id", N_("resident identity card number"), "CN",
                              CATEGORY_IDENTITY, "GB 11643-1999",
                              "province, date, ISO 7064 MOD 11-2", HIGH_RISK, true, EVIDENCE_FORM,
                              2, 2},
	[KIND_HKMOTW_RESIDENCE_PERMIT] =
		{"hkmotw-residence-permit",
                 N_("residence permit of Hong Kong, Macao and Taiwan residents"), "CN",
                 CATEGORY_IDENTITY, "GB 11643-1999", "prefix, date, ISO 7064 MOD 11-2", HIGH_RISK,
                 true, EVIDENCE_FORM, 2, 2},
	[KIND_MOBILE] = {"mobile", N_("mobile phone number"), "CN", CATEGORY_BASIC, "ITU-T E.164",
                         "none", 0, true, EVIDENCE_FORM, 2, 2},
	[KIND_LANDLINE] = {"landline", N_("landline phone number"), "CN", CATEGORY_BASIC,
                           "ITU-T E.164", "none", 0, false, EVIDENCE_FORM, 2, 2},
	[KIND_EMAIL] = {"email", N_("e-mail address"), "INT", CATEGORY_BASIC, "RFC 5321", "none", 0,
                        true, EVIDENCE_FORM, 1, 0},
	[KIND_BANK_CARD] = {"bank-card", N_("bank card number"), "INT", CATEGORY_PROPERTY,
                            "ISO/IEC 7812-1", "Luhn, known BIN, length of its scheme", ACCOUNT,
                            true, EVIDENCE_FORM, 0, 4},
	[KIND_USCC] = {"uscc", N_("unified social credit code"), "CN", CATEGORY_OTHER,
                       "GB 32100-2015", "MOD 31", 0, false, EVIDENCE_FORM, 2, 2},
	[KIND_IPV4] = {"ipv4", N_("IPv4 address"), "INT", CATEGORY_NETWORK, "RFC 791",
                       "four octets", 0, false, EVIDENCE_FORM, 2, 0},
	[KIND_IPV6] = {"ipv6", N_("IPv6 address"), "INT", CATEGORY_NETWORK, "RFC 4291",
                       "eight groups", 0, false, EVIDENCE_FORM, 4, 0},
	[KIND_MAC] = {"mac", N_("MAC address"), "INT", CATEGORY_DEVICE, "IEEE 802", "none", 0, true,
                      EVIDENCE_FORM, 2, 0},
	[KIND_PLATE] = {"plate", N_("vehicle number plate"), "CN", CATEGORY_PROPERTY, "GA 36-2018",
                        "none", 0, true, EVIDENCE_FORM, 2, 1},
	[KIND_PASSPORT_CN] = {"passport-cn", N_("Chinese passport number"), "CN", CATEGORY_IDENTITY,
                              "ICAO Doc 9303", "none", HIGH_RISK, true, EVIDENCE_FORM, 2, 2},
	[KIND_IMEI] = {"imei", N_("mobile device number (IMEI)"), "INT", CATEGORY_DEVICE,
                       "3GPP TS 23.003", "Luhn", 0, true, EVIDENCE_FORM, 2, 2},
	[KIND_VIN] = {"vin", N_("vehicle identification number"), "INT", CATEGORY_PROPERTY,
                      "GB 16735-2019", "check digit", 0, true, EVIDENCE_FORM, 2, 2},
	[KIND_WECHAT_OPENID] = {"wechat-openid", N_("WeChat OpenID or UnionID"), "CN",
                                CATEGORY_NETWORK, "WeChat Open Platform", "none", 0, true,
                                EVIDENCE_FORM, 2, 2},
	[KIND_BIRTH_DATE] = {"birth-date", N_("date of birth"), "INT", CATEGORY_BASIC, "GB/T 7408",
                             "none", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_PERSON_NAME] = {"person-name", N_("name of a person"), "CN", CATEGORY_BASIC,
                              "surname table", "none", 0, false, EVIDENCE_FORM, 1, 0},
	[KIND_ADDRESS] = {"address", N_("postal address"), "CN", CATEGORY_BASIC, "GB/T 2260",
                          "none", 0, false, EVIDENCE_FORM, 2, 0},
	[KIND_PASSWORD_HASH] = {"password-hash", N_("password hash"), "INT",
                                CATEGORY_AUTHENTICATION, "crypt(5)", "prefix and length", 0, false,
                                EVIDENCE_FORM, 4, 0},
	[KIND_SECRET_KEY] = {"secret-key", N_("secret key or token"), "INT",
                             CATEGORY_AUTHENTICATION, "none", "prefix and length", 0, false,
                             EVIDENCE_FORM, 4, 0},
	[KIND_FOREIGN_PERMANENT_RESIDENT] = {"foreign-permanent-resident",
                                             N_("permanent residence identity card of a foreigner"),
                                             "CN", CATEGORY_IDENTITY, "GB 11643-1999",
                                             "prefix, date, ISO 7064 MOD 11-2", HIGH_RISK, true,
                                             EVIDENCE_FORM, 2, 2},
	[KIND_HKMO_ENTRY_PERMIT] = {"hkmo-entry-permit",
                                    N_("mainland travel permit of a Hong Kong or Macao resident"),
                                    "CN", CATEGORY_IDENTITY, "National Immigration Administration",
                                    "none", HIGH_RISK, true, EVIDENCE_LABEL, 1, 2},
	[KIND_TW_ENTRY_PERMIT] = {"tw-entry-permit",
                                  N_("mainland travel permit of a Taiwan resident"), "CN",
                                  CATEGORY_IDENTITY, "National Immigration Administration", "none",
                                  HIGH_RISK, true, EVIDENCE_LABEL, 1, 2},
	[KIND_HKMO_EXIT_PERMIT] = {"hkmo-exit-permit", N_("travel permit to Hong Kong and Macao"),
                                   "CN", CATEGORY_IDENTITY, "National Immigration Administration",
                                   "none", HIGH_RISK, true, EVIDENCE_LABEL, 1, 2},
	[KIND_TW_EXIT_PERMIT] = {"tw-exit-permit", N_("travel permit to Taiwan"), "CN",
                                 CATEGORY_IDENTITY, "National Immigration Administration", "none",
                                 HIGH_RISK, true, EVIDENCE_LABEL, 1, 2},
	[KIND_HK_ID] = {"hk-id", N_("Hong Kong identity card number"), "HK", CATEGORY_IDENTITY,
                        "Hong Kong Immigration Department", "check digit", HIGH_RISK, true,
                        EVIDENCE_FORM, 1, 1},
	[KIND_MACAU_ID] = {"macau-id", N_("Macao identity card number"), "MO", CATEGORY_IDENTITY,
                           "Macao Identification Services Bureau", "none", HIGH_RISK, true,
                           EVIDENCE_LABEL, 1, 1},
	[KIND_TW_ID] = {"tw-id", N_("Taiwan identity number or resident certificate"), "TW",
                        CATEGORY_IDENTITY, "Taiwan Ministry of the Interior", "check digit",
                        HIGH_RISK, true, EVIDENCE_FORM, 1, 1},
	[KIND_MILITARY_ID] = {"military-id", N_("officer, soldier or police card number"), "CN",
                              CATEGORY_IDENTITY, "none", "none", HIGH_RISK, true, EVIDENCE_FORM, 1,
                              1},
	[KIND_DRIVER_LICENCE] = {"driver-licence", N_("driving licence or its file number"), "CN",
                                 CATEGORY_IDENTITY, "GA 482-2012", "none", HIGH_RISK, true,
                                 EVIDENCE_LABEL, 2, 2},
	[KIND_ID_CARD_PHOTO] = {"id-card-photo", N_("picture of an identity card"), "CN",
                                CATEGORY_IDENTITY, "GB/T 45574-2025", "none",
                                HIGH_RISK | SENSITIVITY_SENSITIVE, false, EVIDENCE_LABEL, 0, 0},
	[KIND_PASSPORT_MRZ] = {"passport-mrz", N_("machine-readable zone of a passport or card"),
                               "INT", CATEGORY_IDENTITY, "ICAO Doc 9303", "check digits", HIGH_RISK,
                               true, EVIDENCE_FORM, 2, 0},
	[KIND_US_SSN] = {"us-ssn", N_("social security number of the United States"), "US",
                         CATEGORY_IDENTITY, "SSA POMS RM 10201", "area, group, serial", HIGH_RISK,
                         true, EVIDENCE_FORM, 0, 4},
	[KIND_UK_NINO] = {"uk-nino", N_("national insurance number of the United Kingdom"), "GB",
                          CATEGORY_IDENTITY, "HMRC NIM39110", "prefix, suffix", HIGH_RISK, true,
                          EVIDENCE_FORM, 2, 0},
	[KIND_ORGANISATION_CODE] = {"organisation-code", N_("organisation code"), "CN",
                                    CATEGORY_OTHER, "GB 11714-1997", "MOD 11", 0, false,
                                    EVIDENCE_LABEL, 2, 2},
	[KIND_IOT_NUMBER] = {"iot-number", N_("number of an IoT SIM card"), "CN", CATEGORY_DEVICE,
                             "ITU-T E.164", "none", 0, false, EVIDENCE_LABEL, 2, 2},
	[KIND_PRIVACY_NUMBER] = {"privacy-number", N_("number-protection (privacy) number"), "CN",
                                 CATEGORY_BASIC, "MIIT pilot of 2025-07", "none", 0, true,
                                 EVIDENCE_FORM, 3, 1},
	[KIND_PHONE_INTERNATIONAL] = {"phone-international", N_("phone number of another country"),
                                      "INT", CATEGORY_BASIC, "ITU-T E.164",
                                      "country code and length", 0, true, EVIDENCE_FORM, 2, 2},
	[KIND_IMSI] = {"imsi", N_("subscriber identity (IMSI)"), "INT", CATEGORY_DEVICE,
                       "3GPP TS 23.003", "none", 0, true, EVIDENCE_LABEL, 3, 1},
	[KIND_ICCID] = {"iccid", N_("SIM card number (ICCID)"), "INT", CATEGORY_DEVICE,
                        "ITU-T E.118", "Luhn", 0, true, EVIDENCE_FORM, 2, 2},
	[KIND_MEID] = {"meid", N_("mobile device number (MEID)"), "INT", CATEGORY_DEVICE,
                       "3GPP2 S.R0048-A", "none", 0, true, EVIDENCE_LABEL, 2, 2},
	[KIND_OAID] = {"oaid", N_("open advertising identifier (OAID)"), "CN", CATEGORY_DEVICE,
                       "T/TAF 095-2021", "none", 0, true, EVIDENCE_LABEL, 2, 2},
	[KIND_IDFA] = {"idfa", N_("advertising identifier of Apple (IDFA)"), "INT", CATEGORY_DEVICE,
                       "RFC 9562", "none", 0, true, EVIDENCE_LABEL, 2, 2},
	[KIND_AAID] = {"aaid", N_("advertising identifier of Google (AAID)"), "INT",
                       CATEGORY_DEVICE, "RFC 9562", "none", 0, true, EVIDENCE_LABEL, 2, 2},
	[KIND_ANDROID_ID] = {"android-id", N_("Android ID"), "INT", CATEGORY_DEVICE, "Android",
                             "none", 0, true, EVIDENCE_LABEL, 2, 2},
	[KIND_WECHAT_ID] = {"wechat-id", N_("WeChat number"), "CN", CATEGORY_NETWORK, "WeChat",
                            "none", 0, true, EVIDENCE_LABEL, 1, 1},
	[KIND_QQ] = {"qq", N_("QQ number"), "CN", CATEGORY_NETWORK, "QQ", "none", 0, true,
                     EVIDENCE_LABEL, 1, 1},
	[KIND_WEIBO_ID] = {"weibo-id", N_("Weibo account"), "CN", CATEGORY_NETWORK, "Weibo", "none",
                           0, true, EVIDENCE_LABEL, 1, 1},
	[KIND_ALIPAY_UID] = {"alipay-uid", N_("Alipay user number"), "CN", CATEGORY_NETWORK,
                             "Alipay Open Platform", "none", ACCOUNT, true, EVIDENCE_FORM, 2, 2},
	[KIND_ACCOUNT_NAME] = {"account-name", N_("name of an account"), "INT", CATEGORY_NETWORK,
                               "none", "none", 0, false, EVIDENCE_FIELD, 1, 0},
	[KIND_NICKNAME] = {"nickname", N_("nickname"), "INT", CATEGORY_NETWORK, "none", "none", 0,
                           false, EVIDENCE_FIELD, 1, 0},
	[KIND_COORDINATES] = {"coordinates", N_("coordinates of a place"), "INT", CATEGORY_LOCATION,
                              "ISO 6709", "range, precision, box", 0, false, EVIDENCE_FORM, 2, 0},
	[KIND_GEOHASH] = {"geohash", N_("geohash"), "INT", CATEGORY_LOCATION, "Geohash", "none", 0,
                          false, EVIDENCE_LABEL, 2, 0},
	[KIND_TRAJECTORY] = {"trajectory", N_("track of positions"), "INT", CATEGORY_LOCATION,
                             "GB/T 45574-2025", "none", SENSITIVITY_SENSITIVE, false,
                             EVIDENCE_FIELD, 0, 0},
	[KIND_SOCIAL_SECURITY] = {"social-security",
                                  N_("social security or medical insurance number"), "CN",
                                  CATEGORY_IDENTITY, "none", "none", HIGH_RISK, true,
                                  EVIDENCE_LABEL, 1, 2},
	[KIND_MEDICAL_RECORD] = {"medical-record", N_("number of a medical record or visit"), "CN",
                                 CATEGORY_HEALTH, "none", "none", SENSITIVITY_SENSITIVE, true,
                                 EVIDENCE_LABEL, 1, 1},
	[KIND_DIAGNOSIS] = {"diagnosis", N_("diagnosis"), "INT", CATEGORY_HEALTH,
                            "ICD-10, GB/T 14396-2016", "none", SENSITIVITY_SENSITIVE, false,
                            EVIDENCE_LABEL, 0, 0},
	[KIND_BLOOD_TYPE] = {"blood-type", N_("blood type"), "INT", CATEGORY_HEALTH, "GB/T 2261.7",
                             "closed list", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_DISABILITY] = {"disability", N_("disability"), "CN", CATEGORY_HEALTH,
                             "GB/T 26341-2010", "none", SENSITIVITY_SENSITIVE, false,
                             EVIDENCE_LABEL, 0, 0},
	[KIND_SEX] = {"sex", N_("sex"), "INT", CATEGORY_BASIC, "GB/T 2261.1-2003", "closed list", 0,
                      false, EVIDENCE_LABEL, 0, 0},
	[KIND_ETHNICITY] = {"ethnicity", N_("ethnic group"), "CN", CATEGORY_BASIC, "GB/T 3304-1991",
                            "closed list", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_NATIONALITY] = {"nationality", N_("nationality"), "INT", CATEGORY_BASIC, "GB/T 2659",
                              "none", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_RELIGION] = {"religion", N_("religious belief"), "INT", CATEGORY_OTHER,
                           "GB/T 45574-2025", "none", SENSITIVITY_SENSITIVE, false, EVIDENCE_LABEL,
                           0, 0},
	[KIND_POLITICAL_STATUS] = {"political-status", N_("political status"), "CN", CATEGORY_OTHER,
                                   "GB/T 4762-1984", "closed list", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_MARITAL_STATUS] = {"marital-status", N_("marital status"), "INT", CATEGORY_BASIC,
                                 "GB/T 2261.2-2003", "closed list", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_EDUCATION] = {"education", N_("education"), "INT", CATEGORY_EDUCATION_WORK,
                            "GB/T 4658-2006", "closed list", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_OCCUPATION] = {"occupation", N_("occupation or position"), "INT",
                             CATEGORY_EDUCATION_WORK, "GB/T 6565-2015", "none", 0, false,
                             EVIDENCE_LABEL, 0, 0},
	[KIND_EMPLOYER] = {"employer", N_("employer or school"), "INT", CATEGORY_EDUCATION_WORK,
                           "none", "none", 0, false, EVIDENCE_LABEL, 2, 0},
	[KIND_INCOME] = {"income", N_("income"), "INT", CATEGORY_PROPERTY, "none", "none",
                         SENSITIVITY_SMS_TRIGGER, false, EVIDENCE_LABEL, 0, 0},
	[KIND_BALANCE] = {"balance", N_("balance of an account"), "INT", CATEGORY_PROPERTY, "none",
                          "none", SENSITIVITY_SMS_TRIGGER, false, EVIDENCE_LABEL, 0, 0},
	[KIND_BANK_ACCOUNT] = {"bank-account", N_("bank account number"), "INT", CATEGORY_PROPERTY,
                               "none", "none", ACCOUNT, true, EVIDENCE_LABEL, 0, 4},
	[KIND_IBAN] = {"iban", N_("international bank account number"), "INT", CATEGORY_PROPERTY,
                       "ISO 13616-1", "MOD 97-10, country and length", ACCOUNT, true, EVIDENCE_FORM,
                       2, 2},
	[KIND_CARD_CVV] = {"card-cvv", N_("card security code"), "INT", CATEGORY_AUTHENTICATION,
                           "PCI DSS 4.0", "none", SENSITIVITY_SENSITIVE, false, EVIDENCE_LABEL, 0,
                           0},
	[KIND_CARD_EXPIRY] = {"card-expiry", N_("card expiry date"), "INT", CATEGORY_PROPERTY,
                              "ISO/IEC 7813", "none", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_CREDIT_RECORD] = {"credit-record", N_("credit record"), "CN", CATEGORY_PROPERTY,
                                "GB/T 45574-2025", "none", SENSITIVITY_SENSITIVE, false,
                                EVIDENCE_FIELD, 0, 0},
	[KIND_CRIMINAL_RECORD] = {"criminal-record", N_("criminal record"), "INT", CATEGORY_OTHER,
                                  "GB/T 45574-2025", "none", SENSITIVITY_SENSITIVE, false,
                                  EVIDENCE_FIELD, 0, 0},
	[KIND_BIOMETRIC] = {"biometric", N_("biometric template"), "INT", CATEGORY_BIOMETRIC,
                            "GB/T 45574-2025", "none", SENSITIVITY_SENSITIVE, false, EVIDENCE_LABEL,
                            0, 0},
	[KIND_CHAT_CONTENT] = {"chat-content", N_("content of messages"), "INT",
                               CATEGORY_COMMUNICATION, "none", "none", 0, false, EVIDENCE_FIELD, 0,
                               0},
	[KIND_CONTACT_LIST] = {"contact-list", N_("list of contacts"), "INT", CATEGORY_CONTACTS,
                               "none", "none", 0, false, EVIDENCE_FIELD, 0, 0},
	[KIND_BROWSING_RECORD] = {"browsing-record", N_("browsing or search record"), "INT",
                                  CATEGORY_BROWSING, "none", "none", 0, false, EVIDENCE_FIELD, 0,
                                  0},
	[KIND_PASSWORD] = {"password", N_("password in clear"), "INT", CATEGORY_AUTHENTICATION,
                           "none", "none", 0, false, EVIDENCE_LABEL, 0, 0},
	[KIND_PRIVATE_KEY] = {"private-key", N_("private key"), "INT", CATEGORY_AUTHENTICATION,
                              "RFC 7468", "PEM label", 0, false, EVIDENCE_FORM, 4, 0},
	[KIND_JWT] = {"jwt", N_("JSON web token"), "INT", CATEGORY_AUTHENTICATION, "RFC 7519",
                      "header decodes", 0, false, EVIDENCE_FORM, 4, 0},
	[KIND_CLOUD_KEY] = {"cloud-key", N_("key of a cloud or API"), "INT",
                            CATEGORY_AUTHENTICATION, "none", "prefix and length", 0, false,
                            EVIDENCE_FORM, 4, 0},
};

static const Kind *own_kinds[KIND_ROOM - N_KINDS];
static int n_own_kinds;

int
kind_count(void)
{
	return N_KINDS + n_own_kinds;
}

const Kind *
kind_get(KindId kind)
{
	g_assert(kind > KIND_NONE && (int)kind < kind_count());
	return (int)kind < N_KINDS ? &kinds[kind] : own_kinds[(int)kind - N_KINDS];
}

KindId
kind_add(const Kind *kind)
{
	if (n_own_kinds == KIND_ROOM - N_KINDS || kind_find(kind->id) != KIND_NONE)
		return KIND_NONE;
	own_kinds[n_own_kinds++] = kind;
	return (KindId)(kind_count() - 1);
}

KindId
kind_find(const char *id)
{
	for (int i = 0; i < kind_count(); i++)
		if (g_strcmp0(id, kind_get((KindId)i)->id) == 0)
			return (KindId)i;
	return KIND_NONE;
}

/* Bytes of the character at @at; 1 where it is not UTF-8. */
static size_t
character_length(Span value, size_t at)
{
	static const uint8_t lengths[16] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4};
	size_t length = lengths[(uint8_t)value.bytes[at] >> 4];

	if (at + length > value.length)
		return 1;
	for (size_t i = 1; i < length; i++)
		if (((uint8_t)value.bytes[at + i] & 0xc0) != 0x80)
			return 1;
	return length;
}

static bool
is_ascii(Span value)
{
	uint8_t all = 0;

	for (size_t i = 0; i < value.length; i++)
		all |= (uint8_t)value.bytes[i];
	return all < 0x80;
}

/* Bytes are characters. */
static char *
mask_ascii(const Kind *row, Span value)
{
	char *masked = g_malloc(value.length + 1);
	size_t shown = MIN(row->shown_head, value.length / 2);
	size_t end = MIN(row->shown_tail, value.length / 2 - shown);

	memset(masked, '*', value.length);
	for (size_t i = 0; i < shown; i++)
		masked[i] = value.bytes[i];
	for (size_t i = value.length - end; i < value.length; i++)
		masked[i] = value.bytes[i];
	masked[value.length] = '\0';
	return masked;
}

/*
 * The shown ends shrink with the value: never more than half of it, so that a name of two
 * characters does not come out whole.
 */
char *
kind_mask(KindId kind, Span value)
{
	const Kind *row = kind_get(kind);
	size_t n_characters = 0, nth = 0, length = 0;

	if (is_ascii(value))
		return mask_ascii(row, value);
	char *masked = g_malloc(value.length + 1);
	for (size_t at = 0; at < value.length; at += character_length(value, at))
		n_characters++;
	size_t head = MIN(row->shown_head, n_characters / 2);
	size_t tail = n_characters - MIN(row->shown_tail, n_characters / 2 - head);
	for (size_t at = 0; at < value.length; nth++) {
		size_t width = character_length(value, at);
		bool whole = width > 1 || (uint8_t)value.bytes[at] < 0x80;

		if ((nth < head || nth >= tail) && whole)
			for (size_t i = 0; i < width; i++)
				masked[length++] = value.bytes[at + i];
		else
			masked[length++] = '*';
		at += width;
	}
	masked[length] = '\0';
	return masked;
}
