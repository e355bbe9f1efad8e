/*
 * checksum.h - check digits of identifiers
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* ISO 7064 MOD 11-2 over seventeen digits: "0".."9" or 'X' (GB 11643-1999). */
char checksum_mod_11_2(const char *digits);

/* GB 32100-2015 over seventeen characters; NUL where one is not of the code's alphabet. */
char checksum_mod_31(const char *code);

/* GB 11714-1997 over eight characters: "0".."9" or 'X'. */
char checksum_organisation(const char *code);

/* ISO/IEC 7812-1 annex B: do the @count digits agree, the last being the check digit? */
bool checksum_luhn(const char *digits, size_t count);

/*
 * The same for hexadecimal digits, each doubled one written in base sixteen (3GPP2 S.R0048-A,
 * MEID); false where one is no hexadecimal digit.
 */
bool checksum_luhn_hex(const char *digits, size_t count);

/*
 * Identity card of Hong Kong: one or two capitals and six digits, @count together: "0".."9" or 'A'.
 */
char checksum_hong_kong(const char *code, size_t count);

/*
 * Identity number of Taiwan: a capital, a digit (or, in resident certificates before 2021, a second
 * capital) and seven digits: the tenth character.
 */
char checksum_taiwan(const char *code);

/* Check digit of a vehicle, position nine of seventeen; NUL where a character is not allowed. */
char checksum_vin(const char *code);
