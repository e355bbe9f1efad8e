/*
 * seal.c - keys of the dossier, and bytes sealed under them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "seal.h"

#include "digest.h"
#include "durable.h"
#include "errors.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#define NONCE_SIZE 12 /* NIST SP 800-38D 8.2.2 */
#define TAG_SIZE   16

typedef EVP_CIPHER_CTX Cipher;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cipher, EVP_CIPHER_CTX_free)

void
key_clear(Key *key)
{
	OPENSSL_cleanse(key, sizeof *key);
}

void
random_bytes(void *buffer, size_t length)
{
	int done = RAND_bytes(buffer, (int)length);

	g_assert(done == 1);
}

bool
key_create(const char *path, GError **error)
{
	g_auto(Key) key = {{0}};

	random_bytes(key.bytes, KEY_SIZE);
	return durable_write(path, (Span){(const char *)key.bytes, KEY_SIZE}, error);
}

bool
key_load(const char *path, Key *ret_key, GError **error)
{
	g_autoptr(GBytes) content = NULL;

	if (!durable_read(path, KEY_SIZE, &content, error))
		return false;
	if (g_bytes_get_size(content) != KEY_SIZE) {
		fault_set(error, FAULT_MALFORMED, N_("'%s' is not a key of this program"), path);
		return false;
	}
	memcpy(ret_key->bytes, g_bytes_get_data(content, NULL), KEY_SIZE);
	return true;
}

bool
key_destroy(const char *path, GError **error)
{
	return durable_shred(path, error);
}

Key
key_derive(const Key *key, const char *purpose)
{
	Digest digest = digest_keyed(DIGEST_SHA256, key, span_of(purpose));
	Key derived;

	memcpy(derived.bytes, digest.bytes, KEY_SIZE);
	OPENSSL_cleanse(&digest, sizeof digest);
	return derived;
}

GBytes *
seal(const Key *key, Span plain)
{
	g_autoptr(Cipher) cipher = EVP_CIPHER_CTX_new();
	size_t size = NONCE_SIZE + plain.length + TAG_SIZE;
	unsigned char *sealed = g_malloc(size);
	int written = 0;
	int done = 1;

	random_bytes(sealed, NONCE_SIZE);
	done &= EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key->bytes, sealed);
	done &= EVP_EncryptUpdate(cipher, sealed + NONCE_SIZE, &written,
	                          (const unsigned char *)plain.bytes, (int)plain.length);
	done &= EVP_EncryptFinal_ex(cipher, sealed + NONCE_SIZE + plain.length, &written);
	done &= EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, TAG_SIZE,
	                            sealed + NONCE_SIZE + plain.length);
	g_assert(done == 1);
	return g_bytes_new_take(sealed, size);
}

GBytes *
unseal(const Key *key, Span sealed, GError **error)
{
	g_autoptr(Cipher) cipher = EVP_CIPHER_CTX_new();
	g_autofree unsigned char *plain = NULL;
	unsigned char tag[TAG_SIZE];
	size_t length = sealed.length - NONCE_SIZE - TAG_SIZE;
	int written = 0;
	int done = 1;

	if (sealed.length < NONCE_SIZE + TAG_SIZE || sealed.length > INT_MAX) {
		fault_set(error, FAULT_TAMPERED, N_("sealed bytes have been cut"));
		return NULL;
	}
	plain = g_malloc(length + 1);
	memcpy(tag, sealed.bytes + sealed.length - TAG_SIZE, TAG_SIZE);
	done &= EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key->bytes,
	                           (const unsigned char *)sealed.bytes);
	done &= EVP_DecryptUpdate(cipher, plain, &written,
	                          (const unsigned char *)sealed.bytes + NONCE_SIZE, (int)length);
	done &= EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, TAG_SIZE, tag);
	if (done != 1 || EVP_DecryptFinal_ex(cipher, plain + length, &written) != 1) {
		fault_set(error, FAULT_TAMPERED,
		          N_("sealed bytes were changed, or belong to another key"));
		return NULL;
	}
	return g_bytes_new_take(g_steal_pointer(&plain), length);
}
