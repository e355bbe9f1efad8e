/*
 * detect-password-hash.c - digests of passwords
 *
 * crypt(5) strings (bcrypt, argon2, SHA-crypt, MD5-crypt) speak for themselves; bare
 * hexadecimal digests are taken only behind a word that says password, or as a whole
 * cell.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-class.h"
#include "context.h"
#include "detector.h"

#define BCRYPT_LENGTH 60
#define ARGON2_MOST   512

static const ContextWord words[] = {CONTEXT_WORD("password"),
                                    CONTEXT_WORD("passwd"),
                                    CONTEXT_WORD("pwd"),
                                    CONTEXT_WORD("pass"),
                                    CONTEXT_WORD("password_hash"),
                                    CONTEXT_WORD("hash"),
                                    CONTEXT_WORD("密码"),
                                    CONTEXT_WORD("口令"),
                                    CONTEXT_WORD("mima"),
                                    CONTEXT_WORD("user_pass"),
                                    CONTEXT_END};

static bool
is_crypt_byte(char byte)
{
	return byte_is_word(byte) || byte == '.' || byte == '/';
}

static size_t
count_crypt(Span text, size_t at, size_t most)
{
	return count_of_class(text, at, most, BYTE_CRYPT);
}

/* "$2b$10$" and 53 characters. */
static size_t
bcrypt_length(Span text, size_t at)
{
	const char *hash = text.bytes + at;

	if (text.length - at < BCRYPT_LENGTH || hash[1] != '2' || hash[3] != '$' || hash[6] != '$')
		return 0;
	if ((hash[2] != 'a' && hash[2] != 'b' && hash[2] != 'x' && hash[2] != 'y') ||
	    !byte_is_digit(hash[4]) || !byte_is_digit(hash[5]))
		return 0;
	return count_crypt(text, at + 7, 54) == 53 ? BCRYPT_LENGTH : 0;
}

/* "$argon2id$v=19$m=65536,t=3,p=4$salt$hash" */
static size_t
argon2_length(Span text, size_t at)
{
	static const char *const names[] = {"$argon2id$", "$argon2i$", "$argon2d$"};
	size_t length = 0, dollars = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(names) && length == 0; i++)
		if (text.length - at > strlen(names[i]) &&
		    memcmp(text.bytes + at, names[i], strlen(names[i])) == 0)
			length = strlen(names[i]);
	if (length == 0)
		return 0;
	for (dollars = 2; length < ARGON2_MOST; length++) {
		char byte = byte_of(text, at + length);

		if (byte == '$')
			dollars++;
		else if (!is_crypt_byte(byte) && (byte == '\0' || strchr("=,+", byte) == NULL))
			break;
	}
	return dollars >= 4 && byte_is_word(text.bytes[at + length - 1]) ? length : 0;
}

/* "$6$salt$hash": 86 characters with SHA-512, 43 with SHA-256, 22 with MD5. */
static size_t
modular_length(Span text, size_t at)
{
	static const struct {
		char id;
		uint8_t hash;
	} forms[] = {{'6', 86}, {'5', 43}, {'1', 22}};
	size_t hash = 0, length = 3;

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (byte_of(text, at + 1) == forms[i].id && byte_of(text, at + 2) == '$')
			hash = forms[i].hash;
	if (hash == 0)
		return 0;
	if (text.length - at > 10 && memcmp(text.bytes + at + 3, "rounds=", 7) == 0)
		length += 8 + count_crypt(text, at + 10, 9);
	length += count_crypt(text, at + length, 16);
	if (byte_of(text, at + length) != '$')
		return 0;
	return count_crypt(text, at + length + 1, 87) == hash ? length + 1 + hash : 0;
}

bool
check_password_crypt(const Probe *probe, Match *ret_match)
{
	size_t length = bcrypt_length(probe->text, probe->at);

	if (length == 0)
		length = argon2_length(probe->text, probe->at);
	if (length == 0)
		length = modular_length(probe->text, probe->at);
	if (length == 0)
		return false;
	match_found(ret_match, KIND_PASSWORD_HASH, probe->at, length);
	return match_judged(ret_match, true, 98);
}

/* MD5 and SM3's neighbours: 32, 40, 64, 96 or 128 hexadecimal digits. */
bool
check_password_hex(const Probe *probe, Match *ret_match)
{
	static const uint8_t lengths[] = {32, 40, 64, 96, 128};
	bool fits = false;

	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++)
		fits |= probe->length == lengths[i];
	if (!fits || !byte_is_hex(probe->text.bytes[probe->at]))
		return false;
	bool said = context_label_is(probe->text, probe->at, words);
	if (!said && !probe->cell)
		return false;
	for (size_t i = 0; i < probe->length; i++)
		if (!byte_is_hex(probe->text.bytes[probe->at + i]))
			return false;
	match_found(ret_match, KIND_PASSWORD_HASH, probe->at, probe->length);
	return match_judged(ret_match, false, said ? 85 : 40);
}
