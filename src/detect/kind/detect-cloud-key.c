/*
 * detect-cloud-key.c - keys that services give out, known by their prefix and length
 *
 * Alibaba Cloud, AWS, Tencent Cloud, Baidu, Volcengine, JD Cloud, GitHub, GitLab, Slack, Google,
 * Stripe and others.  Keys without a prefix (Huawei Cloud, Azure, secrets of WeChat) are
 * known by their label alone: labelled.c.  Documents show keys with the word EXAMPLE in them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "detector.h"

#include <string.h>

#define BEHIND      48 /* of the prefix before the word that woke the check */
#define LEAST_KINDS 8  /* different characters in the random part */

typedef enum {
	SIGNS_WORD,    /* letters and digits */
	SIGNS_CAPITAL, /* capitals and digits */
	SIGNS_HEX,
	SIGNS_URL,    /* letters, digits, '_' and '-' */
	SIGNS_DOTTED, /* the same and '.' */
} Signs;

/* A prefix and how many characters follow it. */
typedef struct {
	const char *prefix;
	uint8_t least;
	uint8_t most;
	Signs signs;
} KeyForm;

static const KeyForm forms[] = {
	{"LTAI", 12, 24, SIGNS_WORD},         {"AKIA", 16, 16, SIGNS_CAPITAL},
	{"ASIA", 16, 16, SIGNS_CAPITAL},      {"ABIA", 16, 16, SIGNS_CAPITAL},
	{"ACCA", 16, 16, SIGNS_CAPITAL},      {"AKID", 32, 32, SIGNS_WORD},
	{"ALTAK", 21, 21, SIGNS_WORD},        {"AKLT", 40, 48, SIGNS_WORD},
	{"JDC_", 28, 28, SIGNS_CAPITAL},      {"AIza", 35, 35, SIGNS_URL},
	{"GOCSPX-", 28, 28, SIGNS_URL},       {"ya29.", 60, 200, SIGNS_URL},
	{"ghp_", 36, 36, SIGNS_WORD},         {"gho_", 36, 36, SIGNS_WORD},
	{"ghu_", 36, 36, SIGNS_WORD},         {"ghs_", 36, 36, SIGNS_WORD},
	{"ghr_", 36, 76, SIGNS_WORD},         {"github_pat_", 82, 82, SIGNS_URL},
	{"glpat-", 20, 20, SIGNS_URL},        {"glptt-", 40, 40, SIGNS_HEX},
	{"xoxb-", 40, 90, SIGNS_URL},         {"xoxp-", 40, 90, SIGNS_URL},
	{"xoxa-", 40, 90, SIGNS_URL},         {"xoxr-", 40, 90, SIGNS_URL},
	{"xoxs-", 40, 90, SIGNS_URL},         {"xapp-", 60, 120, SIGNS_URL},
	{"sk_live_", 16, 99, SIGNS_WORD},     {"rk_live_", 16, 99, SIGNS_WORD},
	{"sk_test_", 16, 99, SIGNS_WORD},     {"whsec_", 32, 64, SIGNS_WORD},
	{"sk-ant-api03-", 93, 95, SIGNS_URL}, {"sk-proj-", 48, 180, SIGNS_URL},
	{"sk-", 32, 48, SIGNS_WORD},          {"SG.", 66, 66, SIGNS_DOTTED},
	{"npm_", 36, 36, SIGNS_WORD},         {"pypi-AgEIcHlwaS5vcmc", 50, 200, SIGNS_URL},
	{"hf_", 34, 34, SIGNS_WORD},          {"dop_v1_", 64, 64, SIGNS_HEX},
	{"shpat_", 32, 32, SIGNS_HEX},        {"shpss_", 32, 32, SIGNS_HEX},
	{"EAAA", 60, 60, SIGNS_URL},          {"dapi", 32, 32, SIGNS_HEX},
	{"hvs.", 90, 120, SIGNS_URL},         {"AGE-SECRET-KEY-1", 58, 58, SIGNS_CAPITAL},
};

/* First letters of the prefixes. */
static const bool begins_prefix[256] = {
	['L'] = true, ['A'] = true, ['J'] = true, ['G'] = true, ['y'] = true, ['g'] = true,
	['x'] = true, ['s'] = true, ['r'] = true, ['w'] = true, ['S'] = true, ['h'] = true,
	['n'] = true, ['p'] = true, ['d'] = true, ['E'] = true,
};

static bool
is_of(Signs signs, char byte)
{
	switch (signs) {
	case SIGNS_CAPITAL:
		return byte_is_upper(byte) || byte_is_digit(byte);
	case SIGNS_HEX:
		return byte_is_hex(byte) && !byte_is_upper(byte);
	case SIGNS_URL:
		return byte_is_word(byte) || byte == '_' || byte == '-';
	case SIGNS_DOTTED:
		return byte_is_word(byte) || byte == '_' || byte == '-' || byte == '.';
	case SIGNS_WORD:
	default:
		return byte_is_word(byte);
	}
}

static bool
goes_on(char byte)
{
	return byte_is_word(byte) || byte == '_' || byte == '-';
}

/* Drawn by lot, not typed: enough different characters, a digit, no EXAMPLE. */
static bool
is_random(Span key)
{
	bool seen[128] = {false};
	size_t n_kinds = 0;

	for (size_t i = 0; i < key.length; i++) {
		uint8_t byte = (uint8_t)key.bytes[i] & 0x7f;

		n_kinds += !seen[byte];
		seen[byte] = true;
	}
	return n_kinds >= LEAST_KINDS && span_find(key, span_of("EXAMPLE")) < 0 &&
	       span_find(key, span_of("abcdefghijklm")) < 0;
}

/* Length of the key at @at; 0 where there is none. */
static size_t
key_length(Span text, size_t at)
{
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		const KeyForm *form = &forms[i];
		if (form->prefix[0] != text.bytes[at])
			continue;
		size_t head = strlen(form->prefix), n = 0;
		if (text.length - at < head + form->least ||
		    memcmp(text.bytes + at, form->prefix, head) != 0)
			continue;
		while (n <= form->most && is_of(form->signs, byte_of(text, at + head + n)))
			n++;
		bool ends =
			!goes_on(byte_of(text, at + head + n)) ||
			(form->signs == SIGNS_WORD && !byte_is_word(byte_of(text, at + head + n)));
		if (n >= form->least && n <= form->most && ends &&
		    is_random((Span){text.bytes + at + head, n}))
			return head + n;
	}
	return 0;
}

/* Could the key begin with the word that woke the check? */
static inline bool
is_prefix(const char *word)
{
	switch (word[0]) {
	case 'A':
		return byte_is_among(word[1], "KSBCLIG");
	case 'L':
		return word[1] == 'T';
	case 'E':
		return word[1] == 'A';
	case 'd':
		return word[1] == 'a' && word[2] == 'p';
	default:
		return false;
	}
}

/* Where the run of letters, digits and signs begins that the word at @at is a part of. */
static size_t
run_start(Span text, size_t at)
{
	size_t start = at;

	/* SG., hvs., ya29. are the only prefixes that end so. */
	if (text.bytes[at - 1] == '.')
		return at - MIN(at, 5);
	while (start > 0 && at - start < BEHIND &&
	       (goes_on(text.bytes[start - 1]) || text.bytes[start - 1] == '.'))
		start--;
	return start;
}

bool
check_cloud_key(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t at = probe->at;
	char before = at > 0 ? text.bytes[at - 1] : ' ';
	bool joined = before == '_' || before == '-' || before == '.';

	if (!joined && !is_prefix(text.bytes + at))
		return false;
	/* "key-ghp_...": what stands before the prefix is no part of the key. */
	for (size_t from = joined ? run_start(text, at) : at; from <= at; from++) {
		if (!begins_prefix[(unsigned char)text.bytes[from]] || !boundary_before(text, from))
			continue;
		size_t length = key_length(text, from);
		if (length == 0)
			continue;
		match_found(ret_match, KIND_CLOUD_KEY, from, length);
		return match_judged(ret_match, true, 95);
	}
	return false;
}
