/*
 * detect-phone-international.c - phone numbers of other countries: '+', country code, number
 *
 * ITU-T E.164: at most fifteen digits, in groups or not.  The plus sign is required.  China's own
 * numbers (+86) are mobile and landline; Hong Kong, Macao and Taiwan have codes of their own.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "detector.h"

#include <string.h>

#define DIGITS_LEAST 8
#define DIGITS_MOST  15
#define LONGEST      24

/* Country codes and how many digits follow them: least and most. */
typedef struct {
	char code[4];
	uint8_t least;
	uint8_t most;
} Country;

static const Country countries[] = {
	{"1", 10, 10},  {"7", 10, 10},  {"20", 9, 10},  {"27", 9, 9},   {"30", 10, 10},
	{"31", 9, 9},   {"32", 8, 9},   {"33", 9, 9},   {"34", 9, 9},   {"36", 8, 9},
	{"39", 8, 11},  {"40", 9, 9},   {"41", 9, 9},   {"43", 7, 13},  {"44", 9, 10},
	{"45", 8, 8},   {"46", 7, 10},  {"47", 8, 8},   {"48", 9, 9},   {"49", 7, 12},
	{"51", 8, 9},   {"52", 10, 10}, {"53", 6, 8},   {"54", 10, 11}, {"55", 10, 11},
	{"56", 8, 9},   {"57", 8, 10},  {"58", 10, 10}, {"60", 8, 10},  {"61", 9, 9},
	{"62", 8, 12},  {"63", 8, 10},  {"64", 8, 10},  {"65", 8, 8},   {"66", 8, 9},
	{"81", 9, 10},  {"82", 8, 11},  {"84", 8, 10},  {"90", 10, 10}, {"91", 10, 10},
	{"92", 9, 10},  {"93", 9, 9},   {"94", 9, 9},   {"95", 7, 10},  {"98", 10, 10},
	{"212", 9, 9},  {"213", 8, 9},  {"216", 8, 8},  {"218", 8, 10}, {"233", 9, 9},
	{"234", 8, 10}, {"251", 9, 9},  {"254", 9, 10}, {"255", 9, 9},  {"256", 9, 9},
	{"260", 9, 9},  {"263", 9, 10}, {"351", 9, 9},  {"352", 6, 9},  {"353", 7, 9},
	{"354", 7, 7},  {"355", 8, 9},  {"356", 8, 8},  {"357", 8, 8},  {"358", 6, 11},
	{"359", 7, 9},  {"370", 8, 8},  {"371", 8, 8},  {"372", 7, 8},  {"373", 8, 8},
	{"374", 8, 8},  {"375", 9, 9},  {"380", 9, 9},  {"381", 8, 9},  {"385", 8, 9},
	{"386", 8, 8},  {"420", 9, 9},  {"421", 9, 9},  {"502", 8, 8},  {"503", 8, 8},
	{"506", 8, 8},  {"507", 7, 8},  {"591", 8, 8},  {"593", 8, 9},  {"595", 9, 9},
	{"598", 8, 8},  {"673", 7, 7},  {"852", 8, 8},  {"853", 8, 8},  {"855", 8, 9},
	{"856", 8, 10}, {"880", 8, 10}, {"886", 8, 9},  {"960", 7, 7},  {"961", 7, 8},
	{"962", 8, 9},  {"963", 8, 9},  {"964", 8, 10}, {"965", 8, 8},  {"966", 8, 9},
	{"967", 7, 9},  {"968", 8, 8},  {"970", 8, 9},  {"971", 8, 9},  {"972", 8, 9},
	{"973", 8, 8},  {"974", 8, 8},  {"975", 7, 8},  {"976", 8, 8},  {"977", 8, 10},
	{"992", 9, 9},  {"993", 8, 8},  {"994", 9, 9},  {"995", 9, 9},  {"996", 9, 9},
	{"998", 9, 9},
};

/* The other zones of three digits: six to ten follow. */
static bool
fits_zone(const char *digits, size_t length)
{
	static const char zones[] = "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 85 88 96 97 ";
	const char zone[4] = {digits[0], digits[1], ' ', '\0'};

	return strstr(zones, zone) != NULL && length >= 3 + 6 && length <= 3 + 10;
}

static bool
fits_country(const char *digits, size_t length)
{
	for (size_t i = 0; i < G_N_ELEMENTS(countries); i++) {
		size_t code = strlen(countries[i].code);

		if (memcmp(digits, countries[i].code, code) == 0)
			return length >= code + countries[i].least &&
			       length <= code + countries[i].most;
	}
	return fits_zone(digits, length);
}

/* Digits with single blanks, hyphens, dots and one pair of brackets between them. */
bool
check_phone_international(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	char digits[DIGITS_MOST + 1];
	size_t n = 0, at = probe->at + 1, end = at;
	char joint = '\0';

	if (text.bytes[probe->at] != '+' || byte_of(text, at) == '0' || byte_of(text, at) == '\0' ||
	    !boundary_before(text, probe->at))
		return false;
	for (; at < text.length && at - probe->at < LONGEST; at++) {
		char byte = text.bytes[at];

		if (byte_is_digit(byte)) {
			if (n == DIGITS_MOST)
				return false;
			digits[n++] = byte;
			joint = '\0';
			end = at + 1;
			continue;
		}
		bool bracket = byte == '(' || byte == ')';
		if (strchr(" -.()", byte) == NULL || byte == '\0' ||
		    (joint != '\0' && !bracket && joint != ')'))
			break;
		/* A full stop or a blank that ends the number. */
		if (!byte_is_digit(byte_of(text, at + 1)) && byte_of(text, at + 1) != '(' &&
		    !bracket)
			break;
		joint = byte;
	}
	/* A blank may have led into the next number. */
	if (n < DIGITS_LEAST || !boundary_after(text, end) || memcmp(digits, "86", 2) == 0 ||
	    !fits_country(digits, n))
		return false;
	match_found(ret_match, KIND_PHONE_INTERNATIONAL, probe->at, end - probe->at);
	return match_judged(ret_match, true, 85);
}
