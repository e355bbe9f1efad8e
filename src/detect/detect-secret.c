/*
 * detect-secret.c - password hashes, tokens and keys
 *
 * crypt(5) strings (bcrypt, argon2, SHA-crypt, MD5-crypt) speak for themselves; bare
 * hexadecimal digests are taken only behind a word that says password, or as a whole
 * cell.  Secrets: JSON web tokens (RFC 7519), private keys (RFC 7468), access keys of
 * cloud services by their prefix and length.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boundary.h"
#include "byte-class.h"
#include "context.h"
#include "detector.h"
#include "kernel.h"

#define BCRYPT_LENGTH 60
#define PEM_MOST      80
#define ARGON2_MOST   512
#define HEADER_MOST   1024

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

static size_t
count_url64(Span text, size_t at, size_t most)
{
	size_t n = 0;

	while (n < most && (byte_is_word(byte_of(text, at + n)) || byte_of(text, at + n) == '-' ||
	                    byte_of(text, at + n) == '_'))
		n++;
	return n;
}

/* Header and payload are JSON objects, so both begin with eyJ; the signature may be cut off. */
static size_t
jwt_length(Span text, size_t at)
{
	if (memcmp(text.bytes + at, "eyJ", 3) != 0)
		return 0;
	if (at > 0 && (text.bytes[at - 1] == '_' || text.bytes[at - 1] == '-'))
		return 0;
	size_t header = count_url64(text, at, HEADER_MOST);
	size_t payload_at = at + header + 1;
	if (byte_of(text, at + header) != '.' || payload_at + 3 > text.length ||
	    memcmp(text.bytes + payload_at, "eyJ", 3) != 0)
		return 0;
	size_t payload = count_url64(text, payload_at, KERNEL_LONGEST);
	size_t length = header + 1 + payload;
	if (byte_of(text, at + length) == '.')
		length += 1 + count_url64(text, at + length + 1, HEADER_MOST);
	return MIN(length, KERNEL_LONGEST);
}

/* Access keys by prefix: Alibaba Cloud, AWS, Tencent Cloud, Huawei and others have no prefix. */
static bool
is_access_key(const char *word, size_t length)
{
	static const struct {
		char prefix[5];
		uint8_t shortest;
		uint8_t longest;
		bool capitals;
	} forms[] = {
		{"LTAI", 16, 28, false}, {"AKIA", 20, 20, true},  {"ASIA", 20, 20, true},
		{"AKID", 36, 36, false}, {"AIza", 39, 39, false},
	};
	bool capitals = true;

	for (size_t i = 0; i < length && i < 39; i++)
		capitals &= byte_is_upper(word[i]) || byte_is_digit(word[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (memcmp(word, forms[i].prefix, 4) == 0)
			return length >= forms[i].shortest && length <= forms[i].longest &&
			       (capitals || !forms[i].capitals);
	return false;
}

bool
check_secret_word(const Probe *probe, Match *ret_match)
{
	const char *word = probe->text.bytes + probe->at;
	size_t length = probe->length;

	if (word[0] != 'e' && word[0] != 'L' && word[0] != 'A')
		return false;
	if (word[0] == 'e')
		length = jwt_length(probe->text, probe->at);
	else if (!is_access_key(word, length))
		return false;
	/* Documents show keys with the word EXAMPLE in them. */
	if (length == 0 || (length <= 39 && g_strstr_len(word, (gssize)length, "EXAMPLE") != NULL))
		return false;
	match_found(ret_match, KIND_SECRET_KEY, probe->at, length);
	return match_judged(ret_match, true, 95);
}

/* The line that begins a private key; what follows may be any length. */
bool
check_secret_pem(const Probe *probe, Match *ret_match)
{
	static const char begin[] = "-----BEGIN ";
	static const char end[] = "PRIVATE KEY-----";
	Span line = span_slice(probe->text, probe->at, PEM_MOST);

	if (line.length < strlen(begin) || memcmp(line.bytes, begin, strlen(begin)) != 0)
		return false;
	ssize_t at = span_find(line, span_of(end));
	if (at < 0)
		return false;
	for (size_t i = strlen(begin); i < (size_t)at; i++)
		if (!byte_is_upper(line.bytes[i]) && line.bytes[i] != ' ')
			return false;
	size_t length = (size_t)at + strlen(end);
	if (byte_of(probe->text, probe->at + length) == '-')
		return false;
	match_found(ret_match, KIND_SECRET_KEY, probe->at, length);
	return match_judged(ret_match, true, 98);
}
