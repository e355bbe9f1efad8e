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

/* id, title, region, category, standard, check, sensitivity, identifies, head, tail */
const Kind kinds[N_KINDS] = {
	[KIND_RESIDENT_ID] = {"resident-id", N_("resident identity card number"), "CN",
                              CATEGORY_IDENTITY, "GB 11643-1999",
                              "province, date, ISO 7064 MOD 11-2", HIGH_RISK, true, 2, 2},
	[KIND_HKMOTW_RESIDENCE_PERMIT] = {"hkmotw-residence-permit",
                                          N_("residence permit of Hong Kong, Macao and Taiwan "
                                             "residents"),
                                          "CN", CATEGORY_IDENTITY, "GB 11643-1999",
                                          "prefix, date, ISO 7064 MOD 11-2", HIGH_RISK, true, 2, 2},
	[KIND_MOBILE] = {"mobile", N_("mobile phone number"), "CN", CATEGORY_BASIC, "ITU-T E.164",
                         "none", 0, true, 2, 2},
	[KIND_LANDLINE] = {"landline", N_("landline phone number"), "CN", CATEGORY_BASIC,
                           "ITU-T E.164", "none", 0, false, 2, 2},
	[KIND_EMAIL] = {"email", N_("e-mail address"), "INT", CATEGORY_BASIC, "RFC 5321", "none", 0,
                        true, 1, 0},
	[KIND_BANK_CARD] = {"bank-card", N_("bank card number"), "INT", CATEGORY_PROPERTY,
                            "ISO/IEC 7812-1", "Luhn, BIN and its length", ACCOUNT, true, 0, 4},
	[KIND_USCC] = {"uscc", N_("unified social credit code"), "CN", CATEGORY_OTHER,
                       "GB 32100-2015", "MOD 31", 0, false, 2, 2},
	[KIND_IPV4] = {"ipv4", N_("IPv4 address"), "INT", CATEGORY_NETWORK, "RFC 791",
                       "four octets", 0, false, 2, 0},
	[KIND_IPV6] = {"ipv6", N_("IPv6 address"), "INT", CATEGORY_NETWORK, "RFC 4291",
                       "eight groups", 0, false, 4, 0},
	[KIND_MAC] = {"mac", N_("MAC address"), "INT", CATEGORY_DEVICE, "IEEE 802", "none", 0, true,
                      2, 0},
	[KIND_PLATE] = {"plate", N_("vehicle number plate"), "CN", CATEGORY_PROPERTY, "GA 36-2018",
                        "none", 0, true, 2, 1},
	[KIND_PASSPORT_CN] = {"passport-cn", N_("Chinese passport number"), "CN", CATEGORY_IDENTITY,
                              "ICAO Doc 9303", "none", HIGH_RISK, true, 2, 2},
	[KIND_IMEI] = {"imei", N_("mobile device number (IMEI)"), "INT", CATEGORY_DEVICE,
                       "3GPP TS 23.003", "Luhn", 0, true, 2, 2},
	[KIND_VIN] = {"vin", N_("vehicle identification number"), "INT", CATEGORY_PROPERTY,
                      "GB 16735-2019", "check digit", 0, true, 2, 2},
	[KIND_WECHAT_OPENID] = {"wechat-openid", N_("WeChat OpenID or UnionID"), "CN",
                                CATEGORY_NETWORK, "WeChat Open Platform", "none", 0, true, 2, 2},
	[KIND_BIRTH_DATE] = {"birth-date", N_("date of birth"), "INT", CATEGORY_BASIC, "GB/T 7408",
                             "none", 0, false, 0, 0},
	[KIND_PERSON_NAME] = {"person-name", N_("name of a person"), "CN", CATEGORY_BASIC,
                              "surname table", "none", 0, false, 1, 0},
	[KIND_ADDRESS] = {"address", N_("postal address"), "CN", CATEGORY_BASIC, "GB/T 2260",
                          "none", 0, false, 2, 0},
	[KIND_PASSWORD_HASH] = {"password-hash", N_("password hash"), "INT",
                                CATEGORY_AUTHENTICATION, "crypt(5)", "prefix and length", 0, false,
                                4, 0},
	[KIND_SECRET_KEY] = {"secret-key", N_("secret key or token"), "INT",
                             CATEGORY_AUTHENTICATION, "RFC 7519, RFC 7468", "prefix and length", 0,
                             false, 4, 0},
};

KindId
kind_find(const char *id)
{
	for (int i = 0; i < N_KINDS; i++)
		if (g_strcmp0(id, kinds[i].id) == 0)
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

/*
 * The shown ends shrink with the value: never more than half of it, so that a name of two
 * characters does not come out whole.
 */
char *
kind_mask(KindId kind, Span value)
{
	g_assert(kind > KIND_NONE && kind < N_KINDS);
	size_t n_characters = 0;
	for (size_t at = 0; at < value.length; at += character_length(value, at))
		n_characters++;

	size_t head = MIN(kinds[kind].shown_head, n_characters / 2);
	size_t tail = MIN(kinds[kind].shown_tail, n_characters / 2 - head);
	GString *masked = g_string_sized_new(value.length);
	size_t nth = 0;
	for (size_t at = 0; at < value.length; nth++) {
		size_t length = character_length(value, at);
		bool shown = nth < head || nth >= n_characters - tail;
		if (!shown || (length == 1 && (uint8_t)value.bytes[at] >= 0x80))
			g_string_append_c(masked, '*');
		else
			g_string_append_len(masked, value.bytes + at, (gssize)length);
		at += length;
	}
	return g_string_free(masked, FALSE);
}
