/*
 * signature.c - sign and verify: Ed25519 (RFC 8032), by OpenSSL
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "signature.h"

#include "bounds.h"
#include "durable.h"
#include "errors.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

struct SigningKey {
	EVP_PKEY *pair;
};

typedef EVP_PKEY Pair;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pair, EVP_PKEY_free)
typedef BIO Stream;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stream, BIO_free_all)
typedef EVP_MD_CTX Context;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Context, EVP_MD_CTX_free)

bool
signing_key_create(const char *path, GError **error)
{
	g_autoptr(Pair) pair = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	g_autoptr(Stream) memory = BIO_new(BIO_s_mem());
	char *bytes = NULL;

	int done = PEM_write_bio_PKCS8PrivateKey(memory, pair, NULL, NULL, 0, NULL, NULL);
	g_assert(done == 1);
	long length = BIO_get_mem_data(memory, &bytes);
	return durable_write(path, (Span){bytes, (size_t)length}, error);
}

SigningKey *
signing_key_load(const char *path, GError **error)
{
	g_autoptr(GBytes) content = NULL;
	g_autoptr(Stream) memory = NULL;
	SigningKey *key;

	if (!durable_read(path, MEBIBYTE, &content, error))
		return NULL;
	memory = BIO_new_mem_buf(g_bytes_get_data(content, NULL), (int)g_bytes_get_size(content));
	g_autoptr(Pair) pair = PEM_read_bio_PrivateKey(memory, NULL, NULL, NULL);
	if (pair == NULL || EVP_PKEY_get_id(pair) != EVP_PKEY_ED25519) {
		fault_set(
			error, FAULT_MALFORMED,
			N_("'%s' is not an Ed25519 private key in PEM form: make one with 'openssl "
		           "genpkey -algorithm ed25519'"),
			path);
		return NULL;
	}
	key = g_new0(SigningKey, 1);
	key->pair = g_steal_pointer(&pair);
	return key;
}

void
signing_key_free(SigningKey *key)
{
	if (key == NULL)
		return;
	EVP_PKEY_free(key->pair);
	g_free(key);
}

PublicKey
signing_key_public(const SigningKey *key)
{
	PublicKey public_key;
	size_t size = SIGNATURE_PUBLIC_SIZE;
	int done = EVP_PKEY_get_raw_public_key(key->pair, public_key.bytes, &size);

	g_assert(done == 1 && size == SIGNATURE_PUBLIC_SIZE);
	return public_key;
}

Signature
sign(const SigningKey *key, Span message)
{
	g_autoptr(Context) context = EVP_MD_CTX_new();
	Signature signature;
	size_t size = SIGNATURE_SIZE;
	int done = EVP_DigestSignInit(context, NULL, NULL, NULL, key->pair);

	done &= EVP_DigestSign(context, signature.bytes, &size,
	                       (const unsigned char *)message.bytes, message.length);
	g_assert(done == 1 && size == SIGNATURE_SIZE);
	return signature;
}

bool
signature_agrees(const PublicKey *key, const Signature *signature, Span message)
{
	g_autoptr(Context) context = EVP_MD_CTX_new();
	g_autoptr(Pair) pair = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->bytes,
	                                                   SIGNATURE_PUBLIC_SIZE);

	return pair != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, pair) == 1 &&
	       EVP_DigestVerify(context, signature->bytes, SIGNATURE_SIZE,
	                        (const unsigned char *)message.bytes, message.length) == 1;
}
