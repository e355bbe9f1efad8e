/*
 * detect-network.c - IPv4, IPv6 and MAC addresses
 *
 * IPv4: four octets without leading zeros; not a part of a longer dotted number and not
 * the version of a product (Chrome/120.0.0.0).  IPv6: RFC 4291 section 2.2.  MAC: six
 * octets with ':' or '-', or three groups of four with dots.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"

#define MAC_LENGTH   17
#define CISCO_LENGTH 14
#define IPV6_MOST    45
#define IPV6_LEAST   3
#define IPV6_GROUPS  8
#define IPV4_MOST    15

static const ContextWord version_words[] = {CONTEXT_WORD("version"),
                                            CONTEXT_WORD("ver"),
                                            CONTEXT_WORD("release"),
                                            CONTEXT_WORD("v"),
                                            CONTEXT_WORD("版本"),
                                            CONTEXT_WORD("版本号"),
                                            CONTEXT_END};

/* Length of the octet that begins @text, 0 where it is none. */
static inline size_t
octet_length(Span text, uint8_t *ret_value)
{
	size_t length = 0, most = MIN(text.length, 4);
	unsigned value = 0, digit;

	while (length < most && (digit = (unsigned)(text.bytes[length] - '0')) < 10) {
		value = value * 10 + digit;
		length++;
	}
	*ret_value = (uint8_t)value;
	if (length == 0 || length > 3 || value > 255 || (length > 1 && text.bytes[0] == '0'))
		return 0;
	return length;
}

/* Length of the four octets at @at, 0 where there are none. */
static size_t
quad_length(Span text, size_t at, uint8_t ret_octets[4])
{
	size_t length = 0;

	for (size_t i = 0; i < 4; i++) {
		size_t octet = octet_length(span_slice(text, at + length, 4), &ret_octets[i]);

		if (octet == 0)
			return 0;
		length += octet;
		if (i < 3 && byte_of(text, at + length++) != '.')
			return 0;
	}
	return length;
}

/* Private, loopback, link-local, documentation, multicast and reserved ranges. */
static bool
is_special(const uint8_t octets[4])
{
	if (octets[0] == 0 || octets[0] == 10 || octets[0] == 127 || octets[0] >= 224)
		return true;
	if (octets[0] == 172)
		return octets[1] >= 16 && octets[1] < 32;
	if (octets[0] == 192)
		return octets[1] == 168 || (octets[1] == 0 && octets[2] == 2);
	return (octets[0] == 169 && octets[1] == 254) ||
	       (octets[0] == 100 && octets[1] >= 64 && octets[1] < 128) ||
	       (octets[0] == 198 && octets[1] == 51 && octets[2] == 100) ||
	       (octets[0] == 203 && octets[1] == 0 && octets[2] == 113);
}

/* "Chrome/120.0.0.0": a slash behind a word is a product's, behind "//" a host's. */
static bool
is_version(Span text, size_t start)
{
	return start >= 2 && text.bytes[start - 1] == '/' && byte_is_word(text.bytes[start - 2]);
}

bool
check_ipv4(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t start = probe->at;
	uint8_t octets[4];

	while (start > 0 && probe->at - start < 4 && byte_is_digit(text.bytes[start - 1]))
		start--;
	if (start >= 1 && (text.bytes[start - 1] == '.' || !boundary_before(text, start)))
		return false;
	size_t length = quad_length(text, start, octets);
	if (length == 0 || !boundary_after(text, start + length))
		return false;
	if (byte_of(text, start + length) == '.' && byte_is_word(byte_of(text, start + length + 1)))
		return false;
	if (is_version(text, start))
		return false;
	bool version = context_label_is(text, start, version_words);
	match_found(ret_match, KIND_IPV4, start, length);
	return match_judged(ret_match, true, version ? 30 : is_special(octets) ? 60 : 90);
}

static bool
is_address_byte(char byte)
{
	return byte_is_hex(byte) || byte == ':' || byte == '.';
}

typedef struct {
	size_t n_groups;
	size_t n_hex; /* characters of the longest group */
	bool has_gap;
	bool sound;
} Address;

/* One group at @at: up to four hex digits, or a dotted quad at the end (two groups). */
static size_t
group_length(Span address, size_t at, Address *parts)
{
	size_t length = 0;

	while (byte_is_hex(byte_of(address, at + length)))
		length++;
	if (byte_of(address, at + length) == '.') {
		uint8_t octets[4];
		size_t quad = quad_length(address, at, octets);

		parts->sound = quad > 0 && at + quad == address.length;
		parts->n_groups += 2;
		return address.length - at;
	}
	parts->sound = length >= 1 && length <= 4;
	parts->n_hex = MAX(parts->n_hex, length);
	parts->n_groups++;
	return length;
}

static Address
read_address(Span address)
{
	Address parts = {.sound = true};
	size_t at = 0;

	if (address.length >= 2 && address.bytes[0] == ':' && address.bytes[1] != ':')
		parts.sound = false;
	while (parts.sound && at < address.length) {
		if (address.bytes[at] != ':') {
			at += group_length(address, at, &parts);
			continue;
		}
		bool gap = byte_of(address, at + 1) == ':';
		parts.sound = gap ? !parts.has_gap : at + 1 < address.length;
		parts.has_gap |= gap;
		at += gap ? 2 : 1;
		parts.sound &= byte_of(address, at) != ':';
	}
	parts.sound &= parts.has_gap ? parts.n_groups < IPV6_GROUPS : parts.n_groups == IPV6_GROUPS;
	return parts;
}

/* "::1" and "std::add" are short: without a third group or four characters it is no address. */
static bool
is_telling(Span address, const Address *parts)
{
	if (!parts->has_gap || parts->n_groups >= 3)
		return true;
	for (size_t i = 0; i < address.length; i++)
		if (byte_is_digit(address.bytes[i]))
			return parts->n_hex >= 3 || span_is(address, "::1");
	return false;
}

bool
check_ipv6(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t start = probe->at, end = probe->at;

	while (start > 0 && probe->at - start <= IPV6_MOST &&
	       is_address_byte(text.bytes[start - 1]))
		start--;
	while (end - start <= IPV6_MOST && is_address_byte(byte_of(text, end)))
		end++;
	if (end - start > IPV6_MOST || end - start < IPV6_LEAST)
		return false;
	if (text.bytes[end - 1] == '.' ||
	    (text.bytes[end - 1] == ':' && text.bytes[end - 2] != ':'))
		end--;
	if (!boundary_before(text, start) || !boundary_after(text, end))
		return false;
	Span address = span_slice(text, start, end - start);
	Address parts = read_address(address);
	if (!parts.sound || (!probe->cell && !is_telling(address, &parts)))
		return false;
	bool local = g_ascii_strncasecmp(address.bytes, "fe80", 4) == 0 || address.bytes[0] == ':';
	match_found(ret_match, KIND_IPV6, start, end - start);
	return match_judged(ret_match, true, local ? 60 : 90);
}

/* Six pairs of hex digits joined by @joint. */
static bool
is_mac_at(Span text, size_t at, char joint)
{
	for (size_t i = 0; i < MAC_LENGTH; i++) {
		char byte = byte_of(text, at + i);

		if (i % 3 == 2 ? byte != joint : !byte_is_hex(byte))
			return false;
	}
	return true;
}

static bool
is_cisco_at(Span text, size_t at)
{
	bool has_letter = false;

	for (size_t i = 0; i < CISCO_LENGTH; i++) {
		char byte = byte_of(text, at + i);

		if (i % 5 == 4 ? byte != '.' : !byte_is_hex(byte))
			return false;
		has_letter |= byte_is_word(byte) && !byte_is_digit(byte);
	}
	return has_letter;
}

static bool
is_blank_mac(Span text, size_t at)
{
	for (size_t i = 1; i < MAC_LENGTH; i++)
		if (i % 3 != 2 && text.bytes[at + i] != text.bytes[at])
			return false;
	return text.bytes[at] == '0' || (text.bytes[at] | 0x20) == 'f';
}

bool
check_mac(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	bool colon = text.bytes[probe->at] == ':';

	if (colon && probe->at < 2)
		return false;
	size_t start = colon ? probe->at - 2 : probe->at;
	bool cisco = !colon && is_cisco_at(text, start);
	size_t length = cisco ? CISCO_LENGTH : MAC_LENGTH;
	char joint = byte_of(text, cisco ? start + 4 : start + 2);
	if (!cisco && !is_mac_at(text, start, joint))
		return false;
	if (!boundary_before(text, start) || !boundary_after(text, start + length))
		return false;
	if ((start > 0 && text.bytes[start - 1] == joint) || byte_of(text, start + length) == joint)
		return false;
	match_found(ret_match, KIND_MAC, start, length);
	return match_judged(ret_match, false, !cisco && is_blank_mac(text, start) ? 30 : 85);
}
