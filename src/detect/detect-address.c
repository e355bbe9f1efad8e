/*
 * detect-address.c - is a whole cell a postal address of China?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "prose-address.h"

#define LEAST_BYTES 12
#define MOST_BYTES  600

static bool
ends_sentence(Span text)
{
	return span_find(text, span_of("。")) >= 0 || span_find(text, span_of("！")) >= 0 ||
	       span_find(text, span_of("？")) >= 0;
}

bool
check_address(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	Address address;

	if (text.length < LEAST_BYTES || text.length > MOST_BYTES || ends_sentence(text))
		return false;
	if (!address_around(text, 0, true, &address) || address.end < text.length)
		return false;
	match_found(ret_match, KIND_ADDRESS, 0, text.length);
	return match_judged(ret_match, false, address.confidence);
}
