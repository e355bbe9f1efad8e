/*
 * detect-uk-nino.c - national insurance numbers of the United Kingdom
 *
 * Two letters, six digits and A to D.  Some letters and pairs are not given out (HMRC NIM39110).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "label.h"

#include <string.h>

#define LENGTH 9

bool
check_uk_nino(const Probe *probe, Match *ret_match)
{
	static const char *const none[] = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"};
	const char *word = probe->text.bytes + probe->at;
	char first = word[0] & 0x5f, second = word[1] & 0x5f;
	char last = word[LENGTH - 1] & 0x5f;

	if (byte_is_digit(word[0]) || byte_is_digit(word[1]) || last < 'A' || last > 'D' ||
	    byte_is_upper(word[0]) != byte_is_upper(word[1]) ||
	    byte_is_upper(word[0]) != byte_is_upper(word[LENGTH - 1]))
		return false;
	for (size_t i = 2; i < LENGTH - 1; i++)
		if (!byte_is_digit(word[i]))
			return false;
	if (byte_is_among(first, "DFIQUV") || byte_is_among(second, "DFIOQUV"))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
		if (none[i][0] == first && none[i][1] == second)
			return false;
	bool said = label_before(probe->text, probe->at).kind == KIND_UK_NINO;
	if (!byte_is_upper(word[0]) && !said)
		return false;
	match_found(ret_match, KIND_UK_NINO, probe->at, LENGTH);
	return match_judged(ret_match, false, said ? 90 : 55);
}
