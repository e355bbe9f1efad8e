/*
 * value.c - what one whole cell of a table is, and when two of them are the same
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "convert.h"
#include "detectors.h"
#include "kernel.h"
#include "number-form.h"
#include "rule-set.h"
#include "text-check.h"
#include "text.h"

#include <arpa/inet.h>

#define LONGEST_CELL   16384
#define LONGEST_WORD   40
#define COVERED_PARTS  10 /* a match that covers six tenths of a cell speaks for it */
#define COVERED_ENOUGH 6

typedef struct {
	Match best;
	bool found;
	KindSet kinds; /* of all matches */
} Best;

static bool
keep_longest(const Match *match, Span text, void *data)
{
	Best *best = data;

	(void)text;
	if (!best->found || match->length > best->best.length)
		best->best = *match;
	best->found = true;
	best->kinds |= KIND_BIT(match->kind);
	return true;
}

/* White space and quotes at both ends are no part of a value. */
static Span
trim(Span value)
{
	Span trimmed = span_trim(value);

	while (trimmed.length >= 2 && (trimmed.bytes[0] == '"' || trimmed.bytes[0] == '\'') &&
	       trimmed.bytes[trimmed.length - 1] == trimmed.bytes[0])
		trimmed = span_trim(span_slice(trimmed, 1, trimmed.length - 2));
	return trimmed;
}

/* Letters and digits of @value without blanks and hyphens; 0 where there is anything else. */
static size_t
joined_word(Span value, char ret_word[LONGEST_WORD + 1])
{
	size_t length = 0;

	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];

		if (byte == ' ' || byte == '-')
			continue;
		if (!byte_is_word(byte) || length == LONGEST_WORD)
			return 0;
		ret_word[length++] = byte;
	}
	ret_word[length] = '\0';
	return length;
}

static bool
ask_rows(DetectorTrigger trigger, const Probe *probe, KindSet wanted, Match *ret_match)
{
	const Detector *const *rows = detector_rows(trigger, probe->length);

	for (; *rows != NULL; rows++)
		if ((wanted >> (*rows)->kind & 1) != 0 && (*rows)->check(probe, ret_match))
			return true;
	return false;
}

/* A word that needs no context because it is all there is. */
static bool
is_word_cell(Span value, KindSet wanted, Match *ret_match)
{
	char word[LONGEST_WORD + 1];
	size_t length = joined_word(value, word);
	size_t digits = 0;

	while (digits < length && byte_is_digit(word[digits]))
		digits++;
	Probe probe = {{word, length}, 0, length, digits, true};
	if (length == 8 && byte_is_upper(word[0]))
		probe.length = 0;
	else if (length < 9)
		return false;
	DetectorTrigger trigger = probe.length == 0  ? TRIGGER_SIGN + SIGN_LETTER_DIGITS
	                          : digits == length ? TRIGGER_NUMERIC
	                                             : TRIGGER_MIXED;
	return ask_rows(trigger, &probe, wanted, ret_match);
}

/* A hexadecimal digest may be longer than any word that stands in groups. */
static bool
is_digest_cell(Span value, KindSet wanted, Match *ret_match)
{
	for (size_t i = 0; i < value.length; i++)
		if (!byte_is_hex(value.bytes[i]))
			return false;
	Probe probe = {value, 0, value.length, 0, true};
	return value.length >= 32 && (wanted >> KIND_PASSWORD_HASH & 1) != 0 &&
	       check_password_hex(&probe, ret_match);
}

/* A date, or a date with the time of midnight. */
static bool
is_date_cell(Span value, KindSet wanted, Match *ret_match)
{
	static const char midnight[] = " 00:00:00";
	Probe probe = {value, 0, 0, 0, true};

	if (value.length < 8 || !byte_is_digit(value.bytes[0]))
		return false;
	if ((wanted >> KIND_BIRTH_DATE & 1) == 0 || !check_birth_date(&probe, ret_match))
		return false;
	Span rest = span_slice(value, ret_match->length, value.length);
	return rest.length == 0 || (rest.length >= strlen(midnight) &&
	                            memcmp(rest.bytes, midnight, strlen(midnight)) == 0);
}

/* Short forms of IPv6, which in text would be found in every std::add. */
static bool
is_address_cell(Span value, KindSet wanted, Match *ret_match)
{
	ssize_t colon = span_find(value, span_of("::"));
	Probe probe = {value, colon < 0 ? 0 : (size_t)colon, 0, 0, true};

	return colon >= 0 && (wanted >> KIND_IPV6 & 1) != 0 && check_ipv6(&probe, ret_match) &&
	       ret_match->length == value.length;
}

static bool
is_ascii(Span value)
{
	unsigned high = 0;

	for (size_t i = 0; i < value.length; i++)
		high |= (unsigned char)value.bytes[i];
	return high < 0x80;
}

/*
 * Addresses are long and many, and looking for names inside them takes longest of all: what has the
 * shape of one as a whole is no other built-in kind as a whole.  Takes the question out of
 * @wanted where it was answered.
 */
static bool
is_plain_address(Span value, KindSet *wanted, Match *ret_match)
{
	Probe probe = {value, 0, 0, 0, true};

	if ((uint8_t)value.bytes[0] < 0x80 || !kind_set_has(*wanted, KIND_ADDRESS) ||
	    rule_set_is_loaded())
		return false;
	*wanted &= ~KIND_BIT(KIND_ADDRESS);
	return check_address(&probe, ret_match);
}

static bool
is_text_cell(Span value, KindSet wanted, Match *ret_match)
{
	Probe probe = {value, 0, 0, 0, true};

	if ((wanted >> KIND_PERSON_NAME & 1) != 0 && check_person_name(&probe, ret_match))
		return true;
	return (wanted >> KIND_ADDRESS & 1) != 0 && !is_ascii(value) &&
	       check_address(&probe, ret_match);
}

static bool
is_cell(Span value, KindSet wanted, Match *ret_match)
{
	bool ascii = (uint8_t)value.bytes[0] < 0x80;

	if (ascii &&
	    (is_word_cell(value, wanted, ret_match) || is_digest_cell(value, wanted, ret_match) ||
	     is_date_cell(value, wanted, ret_match) || is_address_cell(value, wanted, ret_match)))
		return true;
	return is_text_cell(value, wanted, ret_match);
}

/* @value is trimmed and folded; @best is what a scan found in it. */
static KindId
judge(Span value, KindSet wanted, const Best *best, Match *ret_match)
{
	*ret_match = best->best;
	if (best->found && best->best.length == value.length)
		return best->best.kind;
	if (is_cell(value, wanted, ret_match)) {
		ret_match->offset = 0;
		ret_match->length = (uint32_t)value.length;
		return ret_match->kind;
	}
	*ret_match = best->best;
	if (best->found && best->best.length * COVERED_PARTS >= value.length * COVERED_ENOUGH)
		return best->best.kind;
	return KIND_NONE;
}

static KindId
kind_of(Span value, KindSet wanted, Match *ret_match, KindSet *ret_inside)
{
	Best best = {0};

	if (value.length == 0 || value.length > LONGEST_CELL)
		return KIND_NONE;
	KindSet asked = wanted;
	if (is_plain_address(value, &asked, ret_match))
		return KIND_ADDRESS;
	detection_scan(value, wanted, DETECTION_BEST, keep_longest, &best);
	*ret_inside = best.kinds;
	return judge(value, asked, &best, ret_match);
}

/* Without quotes and full-width forms, short: its scan can be made together with others. */
static bool
is_plain(Span value)
{
	return value.length <= KERNEL_CELL && value.bytes[0] != '"' && value.bytes[0] != '\'' &&
	       text_find_full_width(value) == value.length;
}

#define CELLS 128 /* that are scanned together */

void
detection_of_cells(const Span *values, size_t n, CellLook *ret_looks)
{
	Kernel kernel;
	KernelCell cells[CELLS];
	Best found[CELLS];
	size_t places[CELLS];
	KindSet asked[CELLS];

	kernel_init(&kernel, KIND_SET_ALL, DETECTION_BEST, keep_longest, NULL);
	for (size_t i = 0; i < n;) {
		size_t n_cells = 0;

		for (; i < n && n_cells < CELLS; i++) {
			CellLook *look = &ret_looks[i];
			KindSet wanted = KIND_SET_ALL;

			*look = (CellLook){.kind = KIND_NONE};
			if (kernel.has_rules || !is_plain(values[i])) {
				look->kind = detection_of_cell(values[i], KIND_SET_ALL,
				                               &look->match, &look->inside);
			} else if (is_plain_address(values[i], &wanted, &look->match)) {
				look->kind = KIND_ADDRESS;
			} else {
				found[n_cells] = (Best){0};
				cells[n_cells] = (KernelCell){values[i], &found[n_cells]};
				asked[n_cells] = wanted;
				places[n_cells++] = i;
			}
		}
		kernel_scan_cells(&kernel, cells, n_cells);
		for (size_t j = 0; j < n_cells; j++) {
			CellLook *look = &ret_looks[places[j]];

			look->inside = found[j].kinds;
			look->kind = judge(cells[j].text, asked[j], &found[j], &look->match);
		}
	}
}

KindId
detection_of_value(Span value, KindSet wanted, Match *ret_match)
{
	return detection_of_cell(value, wanted, ret_match, NULL);
}

KindId
detection_of_cell(Span value, KindSet wanted, Match *ret_match, KindSet *ret_inside)
{
	g_auto(Converted) converted = {0};
	Best all = {0};
	Match match = {0};
	Span trimmed = trim(value);
	size_t skipped = (size_t)(trimmed.bytes - value.bytes);
	Span folded = trimmed;

	if (trimmed.length <= LONGEST_CELL && text_find_full_width(trimmed) < trimmed.length) {
		convert_utf8(trimmed, 0, &converted);
		folded = (Span){converted.bytes, converted.length};
	}
	KindId kind = kind_of(folded, wanted, &match, &all.kinds);
	if (ret_inside != NULL) {
		bool same = folded.bytes == value.bytes && folded.length == value.length;

		if (kind == KIND_NONE && (!same || value.length > LONGEST_CELL)) {
			all.kinds = 0;
			detection_scan(value, wanted, DETECTION_BEST, keep_longest, &all);
		}
		*ret_inside = all.kinds;
	}
	if (kind == KIND_NONE)
		return KIND_NONE;
	if (converted.length > 0) {
		size_t end = (size_t)match.offset + match.length;

		match.offset = converted_origin(&converted, (size_t)match.offset);
		match.length = (uint32_t)(converted_origin(&converted, end) - match.offset);
	}
	match.offset += skipped;
	if (ret_match != NULL)
		*ret_match = match;
	return kind;
}

/* Keep the characters that are not in @dropped, all of them ASCII. */
static void
drop(char *text, const char *dropped)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++)
		if (strchr(dropped, *from) == NULL)
			*to++ = *from;
	*to = '\0';
}

static void
drop_country(char *digits)
{
	size_t length = strlen(digits);

	for (size_t country = 2; country <= 4; country += 2)
		if (length == 11 + country &&
		    memcmp(digits, country == 2 ? "86" : "0086", country) == 0)
			memmove(digits, digits + country, 12);
}

static char *
normalise_ipv6(const char *text)
{
	struct in6_addr address;
	char canonical[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, text, &address) != 1 ||
	    inet_ntop(AF_INET6, &address, canonical, sizeof canonical) == NULL)
		return g_strdup(text);
	return g_strdup(canonical);
}

/* What of a value says nothing: separators, and the case of letters in these numbers. */
typedef struct {
	const char *separators;
	bool upper;
	bool exact; /* every byte counts */
} Folding;

static const Folding foldings[KIND_ROOM] = {
	[KIND_RESIDENT_ID] = {" -", true, false},
	[KIND_HKMOTW_RESIDENCE_PERMIT] = {" -", true, false},
	[KIND_FOREIGN_PERMANENT_RESIDENT] = {" -", true, false},
	[KIND_HKMO_ENTRY_PERMIT] = {" -", true, false},
	[KIND_TW_ENTRY_PERMIT] = {" -", true, false},
	[KIND_HKMO_EXIT_PERMIT] = {" -", true, false},
	[KIND_TW_EXIT_PERMIT] = {" -", true, false},
	[KIND_HK_ID] = {" -()", true, false},
	[KIND_MACAU_ID] = {" -/()", true, false},
	[KIND_TW_ID] = {" -", true, false},
	[KIND_USCC] = {" -", true, false},
	[KIND_ORGANISATION_CODE] = {" -", true, false},
	[KIND_PASSPORT_CN] = {" -", true, false},
	[KIND_VIN] = {" -", true, false},
	[KIND_IBAN] = {" -", true, false},
	[KIND_US_SSN] = {" -", false, false},
	[KIND_UK_NINO] = {" -", true, false},
	[KIND_MEID] = {" -", true, false},
	[KIND_OAID] = {"-{}", true, false},
	[KIND_IDFA] = {"-{}", true, false},
	[KIND_AAID] = {"-{}", true, false},
	[KIND_LANDLINE] = {" -()", false, false},
	[KIND_PHONE_INTERNATIONAL] = {" -()+.", false, false},
	[KIND_BANK_CARD] = {" -()", false, false},
	[KIND_BANK_ACCOUNT] = {" -", false, false},
	[KIND_IMEI] = {" -()", false, false},
	[KIND_ICCID] = {" -", true, false},
	[KIND_MOBILE] = {" -+()", false, false},
	[KIND_MAC] = {":-.", false, false},
	[KIND_PLATE] = {" .-\xc2\xb7", true, false},
	[KIND_WECHAT_OPENID] = {NULL, false, true},
	[KIND_PASSWORD] = {NULL, false, true},
	[KIND_PASSWORD_HASH] = {NULL, false, true},
	[KIND_SECRET_KEY] = {NULL, false, true},
	[KIND_PRIVATE_KEY] = {NULL, false, true},
	[KIND_JWT] = {NULL, false, true},
	[KIND_CLOUD_KEY] = {NULL, false, true},
};

char *
detection_normalise(KindId kind, Span value)
{
	Folding folding = kind == KIND_NONE ? (Folding){0} : foldings[kind];

	if (folding.exact)
		return g_strndup(trim(value).bytes, trim(value).length);
	g_autofree char *folded = text_fold_identifier(trim(value));

	if (kind == KIND_IPV6)
		return normalise_ipv6(folded);
	if (folding.separators != NULL)
		drop(folded, folding.separators);
	if (kind == KIND_MOBILE)
		drop_country(folded);
	if (kind == KIND_RESIDENT_ID && strlen(folded) == RESIDENT_ID_OLD)
		return resident_id_complete(folded);
	return folding.upper ? g_ascii_strup(folded, -1) : g_steal_pointer(&folded);
}

/* Letters and digits only, in the case in which they are compared. */
bool
detection_is_normal(KindId kind, Span value)
{
	Folding folding = kind == KIND_NONE ? (Folding){0} : foldings[kind];
	char other = folding.upper ? 'a' : 'A';

	if (value.length == 0 || kind == KIND_IPV6)
		return false;
	if (folding.exact)
		return value.bytes[0] != '"' && value.bytes[0] != '\'' &&
		       !g_ascii_isspace(value.bytes[0]) &&
		       !g_ascii_isspace(value.bytes[value.length - 1]) &&
		       memchr(value.bytes, '\0', value.length) == NULL;
	/* Longer numbers of telephones have their country before them. */
	if (kind == KIND_MOBILE && value.length != 11)
		return false;
	if (kind == KIND_RESIDENT_ID && value.length == RESIDENT_ID_OLD)
		return false;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];
		bool sign = folding.separators == NULL && (byte == '.' || byte == '@');

		if (!sign && (!byte_is_word(byte) || (byte >= other && byte <= other + 25)))
			return false;
	}
	return true;
}
