/*
 * transformed.c - digests and ciphertexts of personal values, and cells of any transformed form
 *
 * A digest is nothing without a word beside it that says of what: most hex words are names of
 * builds and sessions.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "transformed.h"

#include "division.h"
#include "label.h"
#include "masked-value.h"

#include <string.h>

#define DIGESTED     70
#define CIPHERED     60
#define REPLACED     25
#define UNCHECKED    40
#define CIPHER_LEAST 24
#define CIPHER_MOST  4096

/* Kinds that are worth a digest, and whose own form is no digest itself. */
static bool
can_be_digested(KindId kind)
{
	static const KindId never[] = {KIND_OAID,        KIND_IDFA, KIND_AAID,
	                               KIND_ANDROID_ID,  KIND_MEID, KIND_WECHAT_OPENID,
	                               KIND_PASSPORT_MRZ};
	static const KindId also[] = {KIND_PERSON_NAME, KIND_ADDRESS,      KIND_BIRTH_DATE,
	                              KIND_LANDLINE,    KIND_ACCOUNT_NAME, KIND_NICKNAME};

	for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
		if (kind == never[i])
			return false;
	for (size_t i = 0; i < G_N_ELEMENTS(also); i++)
		if (kind == also[i])
			return true;
	return kind_get(kind)->identifies;
}

static size_t
count_hex(Span word)
{
	size_t n = 0;

	while (n < word.length && byte_is_hex(word.bytes[n]))
		n++;
	return n;
}

static bool
is_digest_length(size_t length)
{
	return length == 32 || length == 40 || length == 64 || length == 128;
}

/* Base64 of whole blocks: sixteen bytes of AES and SM4, eight of DES; mixed letters and digits. */
static bool
is_cipher_text(Span word)
{
	bool upper = false, lower = false, digit = false;
	size_t length = word.length;

	while (length > 0 && word.bytes[length - 1] == '=')
		length--;
	if (word.length < CIPHER_LEAST || word.length - length > 2 || word.length % 4 != 0 ||
	    length * 3 / 4 % 8 != 0)
		return false;
	for (size_t i = 0; i < length; i++) {
		char byte = word.bytes[i];

		upper |= byte_is_upper(byte);
		lower |= byte >= 'a' && byte <= 'z';
		digit |= byte_is_digit(byte);
		if (!byte_is_word(byte) && byte != '+' && byte != '/')
			return false;
	}
	return upper && lower && digit;
}

/* What @word is: MATCH_PLAIN for nothing of this. */
static MatchForm
form_of(Span word)
{
	size_t n_hex = count_hex(word);

	if (n_hex == word.length && is_digest_length(n_hex))
		return MATCH_HASHED;
	if (n_hex == word.length && n_hex > 32 && n_hex % 32 == 0)
		return MATCH_ENCRYPTED;
	return is_cipher_text(word) ? MATCH_ENCRYPTED : MATCH_PLAIN;
}

static size_t
base64_run(Span text, size_t at)
{
	size_t length = 0;

	while (length < CIPHER_MOST &&
	       (byte_is_word(byte_of(text, at + length)) || byte_of(text, at + length) == '+' ||
	        byte_of(text, at + length) == '/'))
		length++;
	for (size_t padding = 0; padding < 2 && byte_of(text, at + length) == '='; padding++)
		length++;
	return length;
}

bool
check_digested(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t end;

	/* Only what stands behind a joint has a label. */
	if (probe->at == 0 || byte_is_word(text.bytes[probe->at - 1]))
		return false;
	end = label_end_before(text, probe->at);
	if (end == 0 || !label_may_end(text, end, LABEL_FILTER_ANY))
		return false;
	Label label = label_ending_at(text, end);
	if (label.kind == KIND_NONE || !can_be_digested(label.kind))
		return false;
	size_t length = base64_run(text, probe->at);
	MatchForm form = form_of(span_slice(text, probe->at, length));
	if (form == MATCH_PLAIN)
		return false;
	match_found(ret_match, label.kind, probe->at, length);
	ret_match->form = (uint8_t)form;
	return match_judged(ret_match, false, form == MATCH_HASHED ? DIGESTED : CIPHERED);
}

/* Letters and digits of the length of the kind, though date or check digit does not agree. */
static bool
has_shape(Span value, KindId kind, bool *ret_plain)
{
	size_t digits = 0;

	*ret_plain = false;
	while (digits < value.length && byte_is_digit(value.bytes[digits]))
		digits++;
	bool all = digits == value.length;
	if (kind == KIND_RESIDENT_ID && value.length == 18) {
		if (digits < 17 || (!all && (value.bytes[17] | 0x20) != 'x'))
			return false;
		*ret_plain = division_is_province(value.bytes) && date_is_possible(value.bytes + 6);
		return true;
	}
	if (kind == KIND_RESIDENT_ID)
		return all && digits == 15;
	if (kind == KIND_MOBILE)
		return all && digits == 11;
	if (kind == KIND_BANK_CARD) {
		*ret_plain = all && digits >= 16 && digits <= 19;
		return all && digits >= 12 && digits <= 19;
	}
	for (size_t i = 0; i < value.length; i++)
		if (!byte_is_word(value.bytes[i]))
			return false;
	return kind == KIND_USCC && value.length == 18 && digits >= 2;
}

bool
transformed_fits(Span value, KindId kind, Match *ret_match)
{
	bool plain;

	match_found(ret_match, kind, 0, value.length);
	if (masked_value_fits(value, kind)) {
		ret_match->form = MATCH_MASKED;
		return match_judged(ret_match, false, DIGESTED);
	}
	if (!can_be_digested(kind))
		return false;
	MatchForm form = form_of(value);
	if (form != MATCH_PLAIN) {
		ret_match->form = (uint8_t)form;
		return match_judged(ret_match, false, CIPHERED);
	}
	if (!has_shape(value, kind, &plain))
		return false;
	ret_match->form = plain ? MATCH_PLAIN : MATCH_TOKENISED;
	return match_judged(ret_match, false, plain ? UNCHECKED : REPLACED);
}
