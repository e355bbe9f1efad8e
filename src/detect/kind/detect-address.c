/*
 * detect-address.c - is a whole cell a postal address of China?
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "detector.h"
#include "prose-address.h"

#define LEAST_BYTES 12
#define MOST_BYTES  600

/* A full stop, an exclamation or a question mark of Chinese. */
static bool
ends_sentence(Span text)
{
	const uint8_t *bytes = (const uint8_t *)text.bytes;

	for (size_t i = 0; i + 2 < text.length; i++) {
		if (bytes[i] == 0xe3 && bytes[i + 1] == 0x80 && bytes[i + 2] == 0x82)
			return true;
		if (bytes[i] == 0xef && bytes[i + 1] == 0xbc &&
		    (bytes[i + 2] == 0x81 || bytes[i + 2] == 0x9f))
			return true;
	}
	return false;
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
