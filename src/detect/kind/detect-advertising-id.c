/*
 * detect-advertising-id.c - OAID, IDFA, AAID and Android id
 *
 * A UUID, or sixteen, thirty-two or sixty-four hexadecimal digits: so are the keys of most tables.
 * A word must say that it is one.  Zeros only is what a telephone gives whose owner
 * forbade tracking: it is nobody's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "number-form.h"

#define UUID_LENGTH 36

static bool
is_dash_place(size_t at)
{
	return at == 8 || at == 13 || at == 18 || at == 23;
}

static bool
is_uuid(Span value)
{
	if (value.length != UUID_LENGTH)
		return false;
	for (size_t i = 0; i < UUID_LENGTH; i++)
		if (is_dash_place(i) ? value.bytes[i] != '-' : !byte_is_hex(value.bytes[i]))
			return false;
	return true;
}

static bool
is_hex_of(Span value, size_t length)
{
	if (value.length != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!byte_is_hex(value.bytes[i]))
			return false;
	return true;
}

/* One character again and again, separators aside. */
static bool
is_blank(Span value)
{
	for (size_t i = 1; i < value.length; i++)
		if (value.bytes[i] != value.bytes[0] && value.bytes[i] != '-')
			return false;
	return true;
}

static bool
fits(Span value, KindId kind, bool has_form, Match *ret_match)
{
	if (!has_form || is_blank(value))
		return false;
	match_found(ret_match, kind, 0, value.length);
	return match_judged(ret_match, false, 90);
}

bool
fits_oaid(Span value, Match *ret_match)
{
	return fits(value, KIND_OAID,
	            is_uuid(value) || is_hex_of(value, 16) || is_hex_of(value, 32) ||
	                    is_hex_of(value, 64),
	            ret_match);
}

bool
fits_idfa(Span value, Match *ret_match)
{
	return fits(value, KIND_IDFA, is_uuid(value), ret_match);
}

bool
fits_aaid(Span value, Match *ret_match)
{
	return fits(value, KIND_AAID, is_uuid(value), ret_match);
}

bool
fits_android_id(Span value, Match *ret_match)
{
	return fits(value, KIND_ANDROID_ID, is_hex_of(value, 16) || is_hex_of(value, 15),
	            ret_match);
}
