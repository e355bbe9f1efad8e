/*
 * checksum.c - check digits of identifiers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"

#include <stdint.h>
#include <string.h>

#define NONE 255

static inline unsigned
digit(char byte)
{
	return (unsigned)(byte - '0');
}

/* Place of a character in 0-9 A-Z, or NONE. */
static unsigned
alphanumeric(char byte)
{
	if (byte >= '0' && byte <= '9')
		return digit(byte);
	return byte >= 'A' && byte <= 'Z' ? (unsigned)(byte - 'A') + 10 : NONE;
}

char
checksum_mod_11_2(const char *digits)
{
	static const uint8_t weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	unsigned sum = 0;

	for (size_t i = 0; i < sizeof weights; i++)
		sum += digit(digits[i]) * weights[i];
	return "10X98765432"[sum % 11];
}

char
checksum_mod_31(const char *code)
{
	/* The alphabet leaves out I, O, S, V and Z. */
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	static const uint8_t values[36] = {
		0,    1,  2,  3,  4,  5,  6,    7,  8,  9,  10,   11, 12, 13,   14, 15, 16, 17,
		NONE, 18, 19, 20, 21, 22, NONE, 23, 24, 25, NONE, 26, 27, NONE, 28, 29, 30, NONE,
	};
	static const uint8_t weights[17] = {1,  3,  9,  27, 19, 26, 16, 17, 20,
	                                    29, 25, 13, 8,  24, 10, 30, 28};
	unsigned sum = 0;

	for (size_t i = 0; i < sizeof weights; i++) {
		unsigned place = alphanumeric(code[i]);

		if (place == NONE || values[place] == NONE)
			return '\0';
		sum += values[place] * weights[i];
	}
	return alphabet[(31 - sum % 31) % 31];
}

char
checksum_organisation(const char *code)
{
	static const uint8_t weights[8] = {3, 7, 9, 10, 5, 8, 4, 2};
	unsigned sum = 0;

	for (size_t i = 0; i < sizeof weights; i++) {
		unsigned place = alphanumeric(code[i]);

		if (place == NONE)
			return '\0';
		sum += place * weights[i];
	}
	return "0X987654321"[sum % 11];
}

bool
checksum_luhn(const char *digits, size_t count)
{
	static const uint8_t doubled[10] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
	unsigned sum = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned value = digit(digits[i]);

		sum += (count - i) % 2 == 0 ? doubled[value] : value;
	}
	return sum % 10 == 0;
}

static unsigned
hexadecimal(char byte)
{
	unsigned place = alphanumeric((char)(byte >= 'a' && byte <= 'z' ? byte - 0x20 : byte));

	return place < 16 ? place : NONE;
}

bool
checksum_luhn_hex(const char *digits, size_t count)
{
	unsigned sum = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned value = hexadecimal(digits[i]);

		if (value == NONE)
			return false;
		if ((count - i) % 2 == 0)
			value = value * 2 / 16 + value * 2 % 16;
		sum += value;
	}
	return sum % 16 == 0;
}

char
checksum_hong_kong(const char *code, size_t count)
{
	/* A single letter has a blank before it, which counts as thirty-six. */
	unsigned sum = count == 7 ? 36 * 9 : 0;

	for (size_t i = 0; i < count; i++)
		sum += alphanumeric(code[i]) * (unsigned)(count + 1 - i);
	return "0A987654321"[sum % 11];
}

char
checksum_taiwan(const char *code)
{
	/* A = 10 to Z = 33, in the order in which the places were numbered. */
	static const uint8_t places[26] = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
	                                   22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};
	unsigned place = places[code[0] - 'A'];
	unsigned second = code[1] >= 'A' ? places[code[1] - 'A'] % 10 : digit(code[1]);
	unsigned sum = place / 10 + place % 10 * 9 + second * 8;

	for (size_t i = 2; i < 9; i++)
		sum += digit(code[i]) * (unsigned)(9 - i);
	return (char)('0' + (10 - sum % 10) % 10);
}

char
checksum_vin(const char *code)
{
	/* I, O and Q are not allowed. */
	static const uint8_t values[26] = {1, 2,    3, 4,    5, 6, 7, 8, NONE, 1, 2, 3, 4,
	                                   5, NONE, 7, NONE, 9, 2, 3, 4, 5,    6, 7, 8, 9};
	static const uint8_t weights[17] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
	unsigned sum = 0;

	for (size_t i = 0; i < sizeof weights; i++) {
		unsigned place = alphanumeric(code[i]);
		unsigned value = place < 10 || place == NONE ? place : values[place - 10];

		if (value == NONE)
			return '\0';
		sum += value * weights[i];
	}
	return "0123456789X"[sum % 11];
}
