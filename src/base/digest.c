/*
 * digest.c - SHA-256 and SM3 behind one type; keyed digests
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "digest.h"

#include "bounds.h"
#include "errors.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <unistd.h>

struct DigestStream {
	EVP_MD_CTX *context;
};

/* Fetched once: a fetch for each leaf costs more than hashing it. */
static const EVP_MD *
algorithm_of(DigestAlgorithm algorithm)
{
	static gsize ready = 0;
	static EVP_MD *sha256, *sm3;

	if (g_once_init_enter(&ready)) {
		sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
		sm3 = EVP_MD_fetch(NULL, "SM3", NULL);
		g_assert(sha256 != NULL && sm3 != NULL);
		g_once_init_leave(&ready, 1);
	}
	return algorithm == DIGEST_SM3 ? sm3 : sha256;
}

Digest
digest_of(DigestAlgorithm algorithm, Span span)
{
	Digest digest;
	int done = EVP_Digest(span.bytes, span.length, digest.bytes, NULL, algorithm_of(algorithm),
	                      NULL);

	g_assert(done == 1);
	return digest;
}

Digest
digest_keyed(DigestAlgorithm algorithm, const Key *key, Span span)
{
	Digest digest;
	const unsigned char *done =
		HMAC(algorithm_of(algorithm), key->bytes, KEY_SIZE,
	             (const unsigned char *)span.bytes, span.length, digest.bytes, NULL);

	g_assert(done != NULL);
	return digest;
}

DigestStream *
digest_begin(DigestAlgorithm algorithm)
{
	DigestStream *stream = g_new0(DigestStream, 1);

	stream->context = EVP_MD_CTX_new();
	int done = EVP_DigestInit_ex(stream->context, algorithm_of(algorithm), NULL);
	g_assert(done == 1);
	return stream;
}

void
digest_update(DigestStream *stream, Span span)
{
	int done = EVP_DigestUpdate(stream->context, span.bytes, span.length);

	g_assert(done == 1);
}

Digest
digest_finish(DigestStream *stream)
{
	Digest digest;
	int done = EVP_DigestFinal_ex(stream->context, digest.bytes, NULL);

	g_assert(done == 1);
	EVP_MD_CTX_free(stream->context);
	g_free(stream);
	return digest;
}

bool
digest_file(DigestAlgorithm algorithm, const char *path, Digest *ret_digest, GError **error)
{
	g_autofree char *buffer = g_malloc(MEBIBYTE);
	DigestStream *stream;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		return false;
	}
	stream = digest_begin(algorithm);
	while ((got = read(fd, buffer, MEBIBYTE)) > 0)
		digest_update(stream, (Span){buffer, (size_t)got});
	*ret_digest = digest_finish(stream);
	if (got < 0)
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
	close(fd);
	return got == 0;
}

const char *
digest_to_hex(const Digest *digest, char ret_text[DIGEST_HEX])
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		ret_text[2 * i] = hex[digest->bytes[i] >> 4];
		ret_text[2 * i + 1] = hex[digest->bytes[i] & 15];
	}
	ret_text[DIGEST_HEX - 1] = '\0';
	return ret_text;
}

bool
digest_from_hex(const char *text, Digest *ret_digest)
{
	Digest digest;

	if (strlen(text) != DIGEST_HEX - 1)
		return false;
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		int high = g_ascii_xdigit_value(text[2 * i]);
		int low = g_ascii_xdigit_value(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		digest.bytes[i] = (uint8_t)(high << 4 | low);
	}
	*ret_digest = digest;
	return true;
}

bool
digest_equal(const Digest *a, const Digest *b)
{
	return memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}
