/*
 * boundary.c - what may stand beside a match
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"

#include "detector.h"

#define LONGEST_ESCAPE 6 /* \u003a */

static bool
hex_follows(Span text, size_t at, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!byte_is_hex(byte_of(text, at + i)))
			return false;
	return true;
}

/*
 * "%3A" stands for a sign and is an escape; "%13" in "50%13812345678" is no escape but
 * a per cent sign and a number.  Escapes of letters and digits are part of the word.
 */
static bool
percent_is_sign(Span text, size_t at)
{
	if (!hex_follows(text, at + 1, 2))
		return false;
	char code = (char)(g_ascii_xdigit_value(text.bytes[at + 1]) * 16 +
	                   g_ascii_xdigit_value(text.bytes[at + 2]));

	if (byte_is_word(code))
		return false;
	return (unsigned char)code >= 0x20 || code == '\t' || code == '\n' || code == '\r';
}

size_t
escape_length(Span text, size_t at)
{
	if (text.bytes[at] == '%')
		return percent_is_sign(text, at) ? 3 : 0;
	switch (byte_of(text, at + 1)) {
	case 'n':
	case 'r':
	case 't':
	case 'b':
	case 'f':
	case 'v':
		return 2;
	case 'u':
		return hex_follows(text, at + 2, 4) ? 6 : 0;
	case 'x':
		return hex_follows(text, at + 2, 2) ? 4 : 0;
	default:
		return 0;
	}
}

bool
boundary_before(Span text, size_t at)
{
	if (at == 0 || !byte_is_word(text.bytes[at - 1]))
		return true;
	for (size_t length = 2; length <= LONGEST_ESCAPE && length <= at; length++) {
		char byte = text.bytes[at - length];

		if ((byte == '\\' || byte == '%') && escape_length(text, at - length) == length)
			return true;
	}
	return false;
}

bool
boundary_after(Span text, size_t at)
{
	return !byte_is_word(byte_of(text, at));
}
