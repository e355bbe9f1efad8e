/*
 * detect-wechat-openid.c - OpenID and UnionID of WeChat
 *
 * 28 characters of base64url, the first 'o'.  They look random and are a person all the
 * same.  Names of 28 lower-case letters and hyphens are none.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "context.h"
#include "detector.h"

#define LENGTH      28
#define TURNS_LEAST 7 /* of twenty-seven; fewer are drawn once in ten thousand */

static const ContextWord words[] = {CONTEXT_WORD("openid"),   CONTEXT_WORD("open_id"),
                                    CONTEXT_WORD("unionid"),  CONTEXT_WORD("union_id"),
                                    CONTEXT_WORD("wxopenid"), CONTEXT_WORD("微信"),
                                    CONTEXT_WORD("小程序"),   CONTEXT_END};

/* A piece of base64 goes on behind a '.', '/' or '+'; a path only begins with a '/'. */
static bool
is_piece(Span text, size_t at)
{
	char before = at > 0 ? text.bytes[at - 1] : '\0', after = byte_of(text, at + LENGTH);
	bool first = at > 1 && (before == '.' || before == '+') && byte_is_word(text.bytes[at - 2]);
	bool last = (after == '.' || after == '+' || after == '/') &&
	            byte_is_word(byte_of(text, at + LENGTH + 1));

	return first || last;
}

/* Small letter, capital, digit or sign: drawn by lot they take turns, in names of code they do not. */
static unsigned
count_turns(const char *token)
{
	unsigned turns = 0;

	for (size_t i = 1; i < LENGTH; i++) {
		char before = token[i - 1], here = token[i];

		turns += byte_is_upper(before) != byte_is_upper(here) ||
		         byte_is_digit(before) != byte_is_digit(here);
	}
	return turns;
}

bool
check_wechat_openid(const Probe *probe, Match *ret_match)
{
	const char *token = probe->text.bytes + probe->at;
	bool upper = false, lower = false, digit = false;

	if (token[0] != 'o')
		return false;
	for (size_t i = 1; i < LENGTH; i++) {
		upper |= byte_is_upper(token[i]);
		lower |= token[i] >= 'a' && token[i] <= 'z';
		digit |= byte_is_digit(token[i]);
	}
	bool said = context_label_is(probe->text, probe->at, words);
	if (!said && is_piece(probe->text, probe->at))
		return false;
	if (!upper || !lower || (!digit && !said))
		return false;
	if (!said && count_turns(token) < TURNS_LEAST)
		return false;
	match_found(ret_match, KIND_WECHAT_OPENID, probe->at, LENGTH);
	return match_judged(ret_match, false, said ? 95 : 65);
}
