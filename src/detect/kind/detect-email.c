/*
 * detect-email.c - e-mail addresses
 *
 * RFC 5321 as people use it: an unquoted local part of at most 64 characters, a domain
 * of labels with a top level of letters or punycode.  The "user:password@host" of a URL,
 * names of pictures like logo@2x.png and names of packages are none.  info@ and service@ are
 * an office's (RFC 2142 and custom): found, but less sure to be a person's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "byte-class.h"
#include "detector.h"

#include <stdlib.h>

#define LOCAL_MOST  64
#define LABEL_MOST  63
#define DOMAIN_MOST 253
#define TOP_LEAST   2
#define TOP_MOST    24
#define URL_MOST    64

/* Where the local part before @at begins; @at where there is none. */
static size_t
local_start(Span text, size_t at)
{
	size_t length = count_of_class_before(text, at, LOCAL_MOST + 1, BYTE_MAILBOX);
	size_t start = at - length;

	/* What a '%' stands for may be the end of something else. */
	const char *percent = memrchr(text.bytes + start, '%', length);
	while (percent != NULL) {
		size_t place = (size_t)(percent - text.bytes);
		size_t escape = escape_length(text, place);

		if (escape > 0) {
			start = place + escape;
			break;
		}
		percent = memrchr(text.bytes + start, '%', place - start);
	}
	if (start <= at && at - start > LOCAL_MOST)
		return at;
	if (start > 0 && text.bytes[start - 1] == '\\') {
		size_t escape = escape_length(text, start - 1);

		start += escape > 0 ? escape - 1 : 0;
	}
	return start < at ? start : at;
}

static bool
local_is_sound(Span text, size_t start, size_t at)
{
	if (start == at || text.bytes[start] == '.' || text.bytes[at - 1] == '.')
		return false;
	for (size_t i = start; i + 1 < at; i++)
		if (text.bytes[i] == '.' && text.bytes[i + 1] == '.')
			return false;
	return true;
}

/* "https://user@host", "mysql://root:secret@host": what stands before is no mailbox. */
static bool
is_url(Span text, size_t start)
{
	size_t first = start > URL_MOST ? start - URL_MOST : 0;

	if (start < 2 || (text.bytes[start - 1] != ':' && text.bytes[start - 1] != '/'))
		return false;
	for (size_t i = start - 1; i > first; i--) {
		if (text.bytes[i] == '/' && text.bytes[i - 1] == '/')
			return true;
		if (strchr(" \t\r\n\"'<>,;", text.bytes[i]) != NULL)
			return false;
	}
	return false;
}

/* Names of pictures and of packages have an '@', too: logo@2x.png, lodash@4.17.min.js. */
static bool
is_file_ending(Span top)
{
	static const char *const endings = " png jpg jpeg gif svg webp bmp ico js ts tsx json map "
					   "xml html vue php ";
	char wanted[7] = " ";

	/* Most addresses end in .com or .cn, and no ending of a file begins so. */
	if (top.length > 4 || (top.bytes[0] | 0x20) == 'c')
		return false;
	for (size_t i = 0; i < top.length; i++)
		wanted[i + 1] = (char)(top.bytes[i] | 0x20);
	wanted[top.length + 1] = ' ';
	return strstr(endings, wanted) != NULL;
}

static bool
is_top_level(Span top)
{
	if (top.length >= 5 && g_ascii_strncasecmp(top.bytes, "xn--", 4) == 0)
		return true;
	if (top.length < TOP_LEAST || top.length > TOP_MOST || is_file_ending(top))
		return false;
	for (size_t i = 0; i < top.length; i++)
		if (byte_is_digit(top.bytes[i]) || top.bytes[i] == '-')
			return false;
	return true;
}

/* Length of the domain at @at, up to the last label that may stand at the top; 0 for none. */
static size_t
domain_length(Span text, size_t at)
{
	for (size_t length = 0, n_labels = 0; length <= DOMAIN_MOST; n_labels++) {
		size_t label = count_of_class(text, at + length, LABEL_MOST + 1, BYTE_DOMAIN);
		Span last = {text.bytes + at + length, label};

		if (label == 0 || label > LABEL_MOST || last.bytes[0] == '-' ||
		    last.bytes[label - 1] == '-')
			return 0;
		length += label;
		if (byte_of(text, at + length) == '.' &&
		    byte_is_of(byte_of(text, at + length + 1), BYTE_WORD)) {
			length++;
			continue;
		}
		return length <= DOMAIN_MOST && n_labels > 0 && is_top_level(last) ? length : 0;
	}
	return 0;
}

/* Mailboxes of an office, in the order of strcmp. */
static const char *const roles[] = {
	"abuse",         "accounts",     "admin",
	"administrator", "advert",       "advertising",
	"alert",         "alerts",       "billing",
	"bot",           "business",     "careers",
	"cert",          "cn",           "contact",
	"contactus",     "customer",     "customerservice",
	"daemon",        "do-not-reply", "donotreply",
	"dpo",           "enquiries",    "enquiry",
	"feedback",      "finance",      "ftp",
	"hello",         "help",         "helpdesk",
	"hostmaster",    "hr",           "info",
	"invoice",       "it",           "jobs",
	"jubao",         "kefu",         "legal",
	"list",          "mail",         "mailer-daemon",
	"market",        "marketing",    "media",
	"news",          "newsletter",   "no",
	"no-reply",      "no_reply",     "noc",
	"noreply",       "notice",       "notification",
	"notifications", "notify",       "office",
	"online",        "operations",   "order",
	"orders",        "postmaster",   "pr",
	"press",         "privacy",      "recruit",
	"report",        "root",         "sales",
	"security",      "service",      "services",
	"shop",          "sos",          "staff",
	"store",         "subscribe",    "support",
	"sysadmin",      "system",       "team",
	"tech",          "tousu",        "usenet",
	"user",          "uucp",         "webmaster",
	"work",          "www",          "yingxiao",
	"yinsi",         "zhaopin",      "zhaoshang",
};
#define ROLE_MOST 16

static int
compare_roles(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static bool
is_role(Span local)
{
	char name[ROLE_MOST + 1];

	if (local.length > ROLE_MOST)
		return false;
	for (size_t i = 0; i < local.length; i++) {
		char byte = local.bytes[i];

		if (byte_is_digit(byte))
			return false;
		name[i] = byte_is_upper(byte) ? (char)(byte | 0x20) : byte;
	}
	name[local.length] = '\0';
	return bsearch(name, roles, G_N_ELEMENTS(roles), sizeof *roles, compare_roles) != NULL;
}

bool
check_email(const Probe *probe, Match *ret_match)
{
	Span text = probe->text;
	size_t start = local_start(text, probe->at);

	if (!local_is_sound(text, start, probe->at) || !boundary_before(text, start))
		return false;
	size_t domain = domain_length(text, probe->at + 1);
	if (domain == 0 || byte_of(text, probe->at + 1 + domain) == '@' || is_url(text, start))
		return false;
	match_found(ret_match, KIND_EMAIL, start, probe->at + 1 + domain - start);
	bool role = is_role(span_slice(text, start, probe->at - start));
	return match_judged(ret_match, false, role ? 40 : 85);
}
