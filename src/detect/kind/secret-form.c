/*
 * secret-form.c - what a password or a token looks like where a label says that it is one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "secret-form.h"

#include "detector.h"

#include <string.h>

#define PASSWORD_LEAST  4
#define PASSWORD_MOST   64
#define TOKEN_LEAST     16
#define TOKEN_MOST      256
#define AGREEMENTS_MOST 8 /* one in so many */

static const char placeholders[] =
	"|null|none|nil|undefined|true|false|empty|string|text|varchar|char|password|passwd|pwd|"
	"pass|"
	"secret|token|required|optional|example|sample|placeholder|changeme|username|user_name|"
	"nickname|loginname|change_me|change-me|"
	"your_password|your-password|yourpassword|your_token|your-token|your_secret|your_api_key|"
	"unknown|default|value|input|hidden|object|number|boolean|bytes|int|integer|string?|"
	"redacted|removed|masked|filtered|hashed|encrypted|protected|user_password|new_password|"
	"old_password|mypassword|my_password|userpassword|newpassword|oldpassword|bcrypt|plain|";

bool
secret_is_placeholder(Span value)
{
	char word[34] = "|";
	bool all_same = value.length > 0;

	for (size_t i = 1; i < value.length; i++)
		all_same &= value.bytes[i] == value.bytes[0];
	if (value.length == 0 || all_same)
		return true;
	if (memchr(value.bytes, '*', value.length) != NULL &&
	    value.bytes[value.length - 1] == '*' && byte_of(value, value.length - 2) == '*')
		return true;
	if (strchr("$<{%[(", value.bytes[0]) != NULL)
		return true;
	if (value.length > sizeof word - 3)
		return false;
	for (size_t i = 0; i < value.length; i++)
		word[i + 1] = g_ascii_tolower(value.bytes[i]);
	word[value.length + 1] = '|';
	return strstr(placeholders, word) != NULL || strstr(word, "example") != NULL ||
	       strstr(word, "xxxx") != NULL || strstr(word, "your") != NULL;
}

static bool
is_hexadecimal(Span value)
{
	for (size_t i = 0; i < value.length; i++)
		if (!byte_is_hex(value.bytes[i]))
			return false;
	return value.length > 0;
}

bool
secret_is_password(Span value)
{
	size_t digits = 0, letters = 0;

	if (value.length < PASSWORD_LEAST || value.length > PASSWORD_MOST ||
	    secret_is_placeholder(value))
		return false;
	/* A directory: PWD is a working one. */
	if (value.bytes[0] == '/' || g_strstr_len(value.bytes, (gssize)value.length, "://") != NULL)
		return false;
	/* Digests: of crypt(5), in hexadecimal, with a scheme in braces. */
	if (value.bytes[0] == '$' || value.bytes[0] == '{' ||
	    (value.length >= 32 && is_hexadecimal(value)))
		return false;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];

		if ((uint8_t)byte <= ' ' || (uint8_t)byte >= 0x7f || byte == '(' || byte == '<')
			return false;
		digits += byte_is_digit(byte);
		letters += byte_is_word(byte) && !byte_is_digit(byte);
	}
	/* "challengePassword", "key_password": what it is called. */
	if (digits == 0 && (g_strstr_len(value.bytes, (gssize)value.length, "assword") != NULL ||
	                    g_strstr_len(value.bytes, (gssize)value.length, "asswd") != NULL))
		return false;
	/* "user.password", "form.pwd": names of variables, not passwords. */
	if (digits == 0 && letters + 3 >= value.length &&
	    memchr(value.bytes, '.', value.length) != NULL)
		return false;
	return digits + letters > 0;
}

/* Two characters drawn from @value agree less often than one time in eight: three bits each. */
static bool
is_mixed(Span value)
{
	size_t counts[256] = {0}, agreements = 0;

	for (size_t i = 0; i < value.length; i++)
		agreements += 2 * counts[(uint8_t)value.bytes[i]]++;
	return agreements * AGREEMENTS_MOST <= value.length * value.length;
}

bool
secret_is_token(Span value)
{
	size_t digits = 0, letters = 0;

	if (value.length < TOKEN_LEAST || value.length > TOKEN_MOST || secret_is_placeholder(value))
		return false;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.bytes[i];

		if (byte_is_digit(byte))
			digits++;
		else if (byte_is_word(byte))
			letters++;
		else if (byte == '\0' || strchr("_-+/=.~", byte) == NULL)
			return false;
	}
	/* "process.env.API_KEY": the name of a variable. */
	size_t word = 0;
	while (word < value.length && byte_is_word(value.bytes[word]) &&
	       !byte_is_digit(value.bytes[word]))
		word++;
	return digits > 0 && letters > 0 && byte_of(value, word) != '.' && is_mixed(value);
}
