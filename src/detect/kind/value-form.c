/*
 * value-form.c - forms that mean something only where a word beside the value names its kind
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "value-form.h"

#include "closed-list.h"
#include "detector.h"
#include "secret-form.h"

#include <string.h>

#define LABELLED 70 /* no check digit: never certain */
#define WEAK     50
#define GUESSED  40 /* a code of a list, a number */

typedef unsigned (*FormCheck)(Span value, ValuePlace place, KindId kind);

static bool
all_of(Span value, bool (*is_one)(char byte), const char *others)
{
	for (size_t i = 0; i < value.length; i++)
		if (!is_one(value.bytes[i]) &&
		    (value.bytes[i] == '\0' || strchr(others, value.bytes[i]) == NULL))
			return false;
	return value.length > 0;
}

static size_t
count_digits(Span value)
{
	size_t n = 0;

	for (size_t i = 0; i < value.length; i++)
		n += byte_is_digit(value.bytes[i]);
	return n;
}

/* Readable text of @least to @most characters. */
static bool
is_text(Span value, size_t least, size_t most)
{
	if (!g_utf8_validate(value.bytes, (gssize)value.length, NULL))
		return false;
	for (size_t i = 0; i < value.length; i++)
		if ((uint8_t)value.bytes[i] < ' ' && value.bytes[i] != '\n' &&
		    value.bytes[i] != '\t' && value.bytes[i] != '\r')
			return false;
	size_t n = (size_t)g_utf8_strlen(value.bytes, (gssize)value.length);
	return n >= least && n <= most;
}

static bool
is_han_text(Span value)
{
	for (size_t i = 0; i < value.length; i++)
		if ((uint8_t)value.bytes[i] >= 0xe4 && (uint8_t)value.bytes[i] <= 0xe9)
			return true;
	return false;
}

/* One of @words, separated by bars, stands somewhere in @value. */
static bool
holds_one_of(Span value, const char *words)
{
	while (*words != '\0') {
		size_t length = strcspn(words, "|");

		if (span_find(value, (Span){words, length}) >= 0)
			return true;
		words += length;
		words += *words == '|';
	}
	return false;
}

static unsigned
fits_listed(Span value, ValuePlace place, KindId kind)
{
	switch (closed_list_has(kind, value)) {
	case LISTED_WORD:
		return place == PLACE_FIELD || value.length > 1 ? LABELLED : WEAK;
	case LISTED_CODE: /* behind a Chinese label in text it begins a legend: 性别：0未知，1男 */
		return GUESSED;
	case LISTED_NO:
	default:
		return 0;
	}
}

static unsigned
fits_qq(Span value, ValuePlace place, KindId kind)
{
	(void)place, (void)kind;
	bool fits = value.length >= 5 && value.length <= 11 && value.bytes[0] != '0' &&
	            count_digits(value) == value.length;

	return fits ? LABELLED : 0;
}

/* A letter and five to nineteen letters, digits, '_' and '-'. */
static unsigned
fits_wechat(Span value, ValuePlace place, KindId kind)
{
	(void)kind;
	if (value.length < 6 || value.length > 20 || !byte_is_word(value.bytes[0]) ||
	    byte_is_digit(value.bytes[0]) || !all_of(value, byte_is_word, "_-"))
		return 0;
	bool sign = count_digits(value) > 0 || memchr(value.bytes, '_', value.length) != NULL;
	if (!sign && place == PLACE_TEXT)
		return 0;
	return sign ? LABELLED : GUESSED;
}

static unsigned
fits_weibo(Span value, ValuePlace place, KindId kind)
{
	(void)kind;
	if (value.length >= 6 && value.length <= 11 && count_digits(value) == value.length)
		return WEAK;
	if (value.bytes[0] == '@')
		return is_text(value, 3, 31) && memchr(value.bytes, ' ', value.length) == NULL
		               ? WEAK
		               : 0;
	return place == PLACE_FIELD && is_text(value, 2, 30) ? GUESSED : 0;
}

/* Numbers with currency, thousands, a range and a unit: 8,000.00元, ￥12000, 8k-12k. */
static unsigned
fits_amount(Span value, ValuePlace place, KindId kind)
{
	static const char *const signs[] = {"￥", "¥",  "元", "万", "千",  "以上", "以下",
	                                    "至", "～", "年", "月", "RMB", "CNY",  "USD"};
	size_t n_digits = count_digits(value);

	(void)place, (void)kind;
	if (n_digits == 0 || n_digits > 15)
		return 0;
	for (size_t at = 0; at < value.length;) {
		Span rest = span_slice(value, at, value.length);
		size_t step = 0;

		if (byte_is_digit(rest.bytes[0]) || strchr(".,-+$/~ kKwW", rest.bytes[0]) != NULL)
			step = 1;
		for (size_t i = 0; i < G_N_ELEMENTS(signs) && step == 0; i++)
			if (rest.length >= strlen(signs[i]) &&
			    memcmp(rest.bytes, signs[i], strlen(signs[i])) == 0)
				step = strlen(signs[i]);
		if (step == 0 || rest.bytes[0] == '\0')
			return 0;
		at += step;
	}
	return WEAK;
}

/* Letters and digits with at least three digits among them: numbers of cards and records. */
static unsigned
fits_number(Span value, ValuePlace place, KindId kind)
{
	size_t n_digits = count_digits(value);

	(void)kind;
	if (value.length < 4 || value.length > 24 || n_digits < 3 ||
	    !all_of(value, byte_is_word, "-"))
		return 0;
	return place == PLACE_TEXT && n_digits * 2 < value.length ? 0 : WEAK + 10;
}

static unsigned
fits_bank_account(Span value, ValuePlace place, KindId kind)
{
	size_t n_digits = count_digits(value);

	(void)place, (void)kind;
	return n_digits >= 8 && n_digits <= 30 && value.length <= 40 &&
	                       all_of(value, byte_is_digit, " -")
	               ? WEAK + 10
	               : 0;
}

static unsigned
fits_occupation(Span value, ValuePlace place, KindId kind)
{
	static const char endings[] = "师|员|工|长|生|家|手|官|兵|理|授|干|商|人";

	if (closed_list_has(kind, value) == LISTED_WORD)
		return LABELLED;
	if (place == PLACE_FIELD)
		return is_text(value, 2, 40) ? GUESSED : 0;
	if (!is_han_text(value) || !is_text(value, 2, 12) || value.length < 6)
		return 0;
	return holds_one_of(span_slice(value, value.length - 3, value.length), endings) ? WEAK : 0;
}

static unsigned
fits_employer(Span value, ValuePlace place, KindId kind)
{
	static const char endings[] =
		"公司|集团|厂|学校|大学|学院|中学|小学|幼儿园|医院|银行|局|研究院|研究所|中心|"
		"事务所|"
		"委员会|政府|支行|分行|部队|酒店|商店|超市|合作社|出版社|报社|电视台|诊所|Inc|Ltd|"
		"LLC|"
		"Corp|Company|Co.|University|College|School|Hospital|Bank|GmbH|Group";

	(void)kind;
	if (!is_text(value, 2, 60))
		return 0;
	if (holds_one_of(value, endings))
		return LABELLED;
	return place == PLACE_FIELD ? GUESSED : 0;
}

/* A letter, two digits, and a decimal: I10, E11.900, J18.9x001. */
static bool
is_icd10(Span value)
{
	size_t at = 3;

	if (value.length < 3 || value.length > 12 || !byte_is_upper(value.bytes[0]) ||
	    !byte_is_digit(value.bytes[1]) || !byte_is_digit(value.bytes[2]))
		return false;
	if (at < value.length && (value.bytes[at] == '+' || value.bytes[at] == '*'))
		at++;
	if (at < value.length && value.bytes[at] == '.')
		at++;
	for (; at < value.length; at++)
		if (!byte_is_digit(value.bytes[at]) && (value.bytes[at] | 0x20) != 'x' &&
		    value.bytes[at] != '+' && value.bytes[at] != '*')
			return false;
	return true;
}

static unsigned
fits_diagnosis(Span value, ValuePlace place, KindId kind)
{
	static const char signs[] =
		"病|症|炎|癌|瘤|痛|骨折|综合征|感染|障碍|梗死|梗塞|高血压|血糖|糖尿|肿|溃疡|咳|"
		"发热|"
		"感冒|过敏|出血|衰竭|结石|中毒|贫血|妊娠|怀孕|流产|抑郁|焦虑|损伤|狭窄|硬化|囊肿|"
		"息肉|"
		"增生|结核|肝硬|哮喘|diabetes|hypertension|cancer|infection|syndrome|fracture|"
		"disease|"
		"disorder|asthma|pneumonia|depression|hepatitis|tumor|fever|cough|pain|injury|itis";

	(void)kind;
	if (is_icd10(value))
		return value.length > 3 ? LABELLED : WEAK;
	if (!is_text(value, 2, 400))
		return 0;
	if (holds_one_of(value, signs))
		return LABELLED;
	return place == PLACE_FIELD ? GUESSED : 0;
}

static unsigned
fits_cvv(Span value, ValuePlace place, KindId kind)
{
	(void)place, (void)kind;
	return (value.length == 3 || value.length == 4) && count_digits(value) == value.length
	               ? WEAK + 10
	               : 0;
}

/* MM/YY, MMYY, MM/YYYY, YYYY-MM. */
static unsigned
fits_expiry(Span value, ValuePlace place, KindId kind)
{
	int number[2] = {0, 0};
	size_t digits[2] = {0, 0}, part = 0;

	(void)place, (void)kind;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];

		if (!byte_is_digit(byte)) {
			if ((byte != '/' && byte != '-') || ++part > 1)
				return 0;
			continue;
		}
		if (++digits[part] > 4)
			return 0;
		number[part] = number[part] * 10 + byte - '0';
	}
	if (part == 0 && digits[0] == 4) {
		digits[0] = digits[1] = 2;
		number[1] = number[0] % 100;
		number[0] /= 100;
	}
	bool month_first = digits[0] <= 2 && (digits[1] == 2 || digits[1] == 4);
	bool year_first = digits[0] == 4 && digits[1] == 2;
	int month = month_first ? number[0] : number[1];
	return (month_first || year_first) && month >= 1 && month <= 12 ? WEAK : 0;
}

static unsigned
fits_geohash(Span value, ValuePlace place, KindId kind)
{
	(void)place, (void)kind;
	if (value.length < 5 || value.length > 12 || count_digits(value) == 0)
		return 0;
	for (size_t i = 0; i < value.length; i++)
		if (value.bytes[i] == '\0' ||
		    strchr("0123456789bcdefghjkmnpqrstuvwxyz", value.bytes[i]) == NULL)
			return 0;
	return LABELLED;
}

/* "John Smith", "Mary Ann O'Neill": two to four words with capitals. */
static bool
is_latin_name(Span value)
{
	size_t n_words = 0;
	bool begins = true;

	if (value.length < 4 || value.length > 48)
		return false;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];

		if (byte == ' ') {
			if (begins)
				return false;
			begins = true;
			continue;
		}
		if (begins && !byte_is_upper(byte))
			return false;
		if (byte_is_digit(byte) || (!byte_is_word(byte) && strchr(".'-", byte) == NULL) ||
		    byte == '\0')
			return false;
		n_words += begins;
		begins = false;
	}
	return n_words >= 2 && n_words <= 4;
}

static unsigned
fits_person_name(Span value, ValuePlace place, KindId kind)
{
	Probe probe = {value, 0, 0, 0, true};
	Match match;

	(void)place, (void)kind;
	if (check_person_name(&probe, &match) && match.length == value.length)
		return LABELLED + 5;
	return is_latin_name(value) ? LABELLED : 0;
}

static unsigned
fits_address(Span value, ValuePlace place, KindId kind)
{
	Probe probe = {value, 0, 0, 0, true};
	Match match;

	(void)place, (void)kind;
	return check_address(&probe, &match) ? LABELLED + 5 : 0;
}

static unsigned
fits_account(Span value, ValuePlace place, KindId kind)
{
	if (!is_text(value, 2, 64) || memchr(value.bytes, '\n', value.length) != NULL)
		return 0;
	if (place == PLACE_FIELD)
		return GUESSED;
	for (size_t i = 0; i < value.length && kind == KIND_ACCOUNT_NAME; i++)
		if (!byte_is_word(value.bytes[i]) && (uint8_t)value.bytes[i] < 0x80 &&
		    (value.bytes[i] == '\0' || strchr("_.-", value.bytes[i]) == NULL))
			return 0;
	return secret_is_placeholder(value) ? 0 : GUESSED;
}

static unsigned
fits_any(Span value, ValuePlace place, KindId kind)
{
	(void)place, (void)kind;
	return is_text(value, 1, 1 << 20) ? GUESSED : 0;
}

static unsigned
fits_block(Span value, ValuePlace place, KindId kind)
{
	(void)place;
	return value_block_length(kind, value, value.length) == value.length ? LABELLED : 0;
}

static unsigned
fits_password(Span value, ValuePlace place, KindId kind)
{
	(void)kind;
	return secret_is_password(value) ? (place == PLACE_FIELD ? WEAK : WEAK + 10) : 0;
}

static unsigned
fits_secret(Span value, ValuePlace place, KindId kind)
{
	(void)kind, (void)place;
	return secret_is_token(value) ? LABELLED : 0;
}

/* "AB 12 34 56 C", "078-05-1120": with a label the blanks and dashes are free. */
static unsigned
fits_detected(Span value, ValuePlace place, KindId kind)
{
	Match match;

	(void)place;
	return detection_of_value(value, KIND_BIT(kind), &match) == kind
	               ? MAX(match.confidence, LABELLED)
	               : 0;
}

static unsigned
fits_coordinate(Span value, ValuePlace place, KindId kind)
{
	(void)kind;
	return place == PLACE_FIELD && coordinate_fits(value) ? WEAK : 0;
}

static const struct {
	ValueReach reach;
	size_t longest;
	FormCheck check;
} forms[N_KINDS] = {
	[KIND_QQ] = {REACH_WORD, 11, fits_qq},
	[KIND_WECHAT_ID] = {REACH_WORD, 20, fits_wechat},
	[KIND_WEIBO_ID] = {REACH_WORD, 93, fits_weibo},
	[KIND_ACCOUNT_NAME] = {REACH_WORD, 128, fits_account},
	[KIND_NICKNAME] = {REACH_PHRASE, 256, fits_account},
	[KIND_BLOOD_TYPE] = {REACH_WORD, 24, fits_listed},
	[KIND_SEX] = {REACH_WORD, 24, fits_listed},
	[KIND_ETHNICITY] = {REACH_WORD, 36, fits_listed},
	[KIND_NATIONALITY] = {REACH_PHRASE, 36, fits_listed},
	[KIND_RELIGION] = {REACH_WORD, 36, fits_listed},
	[KIND_POLITICAL_STATUS] = {REACH_WORD, 48, fits_listed},
	[KIND_MARITAL_STATUS] = {REACH_WORD, 36, fits_listed},
	[KIND_EDUCATION] = {REACH_PHRASE, 48, fits_listed},
	[KIND_DISABILITY] = {REACH_WORD, 48, fits_listed},
	[KIND_OCCUPATION] = {REACH_PHRASE, 120, fits_occupation},
	[KIND_EMPLOYER] = {REACH_PHRASE, 180, fits_employer},
	[KIND_INCOME] = {REACH_NUMBER, 40, fits_amount},
	[KIND_BALANCE] = {REACH_NUMBER, 40, fits_amount},
	[KIND_DIAGNOSIS] = {REACH_PHRASE, 400, fits_diagnosis},
	[KIND_MEDICAL_RECORD] = {REACH_WORD, 24, fits_number},
	[KIND_SOCIAL_SECURITY] = {REACH_WORD, 24, fits_number},
	[KIND_BANK_ACCOUNT] = {REACH_NUMBER, 40, fits_bank_account},
	[KIND_CARD_CVV] = {REACH_WORD, 4, fits_cvv},
	[KIND_CARD_EXPIRY] = {REACH_WORD, 7, fits_expiry},
	[KIND_COORDINATES] = {REACH_WORD, 24, fits_coordinate},
	[KIND_GEOHASH] = {REACH_WORD, 12, fits_geohash},
	[KIND_PASSWORD] = {REACH_WORD, 64, fits_password},
	[KIND_SECRET_KEY] = {REACH_WORD, 256, fits_secret},
	[KIND_PERSON_NAME] = {REACH_PHRASE, 60, fits_person_name},
	[KIND_ADDRESS] = {REACH_PHRASE, 300, fits_address},
	[KIND_US_SSN] = {REACH_PHRASE, 11, fits_detected},
	[KIND_UK_NINO] = {REACH_PHRASE, 13, fits_detected},
	[KIND_BIOMETRIC] = {REACH_BLOCK, 8192, fits_block},
	[KIND_ID_CARD_PHOTO] = {REACH_BLOCK, 8192, fits_block},
	[KIND_CREDIT_RECORD] = {REACH_PHRASE, 1 << 20, fits_any},
	[KIND_CRIMINAL_RECORD] = {REACH_PHRASE, 1 << 20, fits_any},
	[KIND_CHAT_CONTENT] = {REACH_PHRASE, 1 << 20, fits_any},
	[KIND_CONTACT_LIST] = {REACH_PHRASE, 1 << 20, fits_any},
	[KIND_BROWSING_RECORD] = {REACH_PHRASE, 1 << 20, fits_any},
	[KIND_TRAJECTORY] = {REACH_PHRASE, 1 << 20, fits_any},
};

ValueReach
value_form_reach(KindId kind)
{
	return (int)kind < N_KINDS ? forms[kind].reach : REACH_NONE;
}

size_t
value_form_longest(KindId kind)
{
	return (int)kind < N_KINDS ? forms[kind].longest : 0;
}

unsigned
value_form_confidence(KindId kind, Span value, ValuePlace place)
{
	if ((int)kind >= N_KINDS || value.length == 0 || value.length > value_form_longest(kind))
		return 0;
	return forms[kind].check == NULL ? 0 : forms[kind].check(value, place, kind);
}
