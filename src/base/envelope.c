/*
 * envelope.c - bytes only the custodian can read: CMS EnvelopedData, by OpenSSL
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "envelope.h"

#include "digest.h"
#include "durable.h"
#include "errors.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

struct Recipient {
	X509 *certificate;
	char fingerprint[DIGEST_HEX];
};

typedef BIO EnvelopeStream;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EnvelopeStream, BIO_free_all)
typedef X509 Certificate;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Certificate, X509_free)
typedef CMS_ContentInfo Envelope;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Envelope, CMS_ContentInfo_free)

static void
certificates_free(STACK_OF(X509) * certificates)
{
	sk_X509_free(certificates);
}

static CMS_ContentInfo *
encrypt(const Recipient *recipient, Span plain)
{
	STACK_OF(X509) *certificates = sk_X509_new_null();
	g_autoptr(EnvelopeStream) input = BIO_new_mem_buf(plain.bytes, (int)plain.length);

	sk_X509_push(certificates, recipient->certificate);
	CMS_ContentInfo *envelope = CMS_encrypt(certificates, input, EVP_aes_256_cbc(), CMS_BINARY);
	certificates_free(certificates);
	return envelope;
}

Recipient *
recipient_load(const char *path, GError **error)
{
	g_autoptr(GBytes) content = NULL;
	g_autoptr(EnvelopeStream) memory = NULL;
	g_autoptr(Recipient) recipient = g_new0(Recipient, 1);
	Digest digest;

	if (!durable_read(path, MEBIBYTE, &content, error))
		return NULL;
	memory = BIO_new_mem_buf(g_bytes_get_data(content, NULL), (int)g_bytes_get_size(content));
	recipient->certificate = PEM_read_bio_X509(memory, NULL, NULL, NULL);
	if (recipient->certificate == NULL) {
		fault_set(error, FAULT_MALFORMED,
		          N_("'%s' is not an X.509 certificate in PEM form: ask the custodian for "
		             "one"),
		          path);
		return NULL;
	}
	g_autoptr(Envelope) trial = encrypt(recipient, span_of("trial"));
	if (trial == NULL) {
		fault_set(error, FAULT_UNSUPPORTED,
		          N_("nothing can be encrypted to the certificate '%s': it needs an RSA or "
		             "EC "
		             "key"),
		          path);
		return NULL;
	}
	X509_digest(recipient->certificate, EVP_sha256(), digest.bytes, NULL);
	digest_to_hex(&digest, recipient->fingerprint);
	return g_steal_pointer(&recipient);
}

void
recipient_free(Recipient *recipient)
{
	if (recipient == NULL)
		return;
	X509_free(recipient->certificate);
	g_free(recipient);
}

const char *
recipient_fingerprint(const Recipient *recipient)
{
	return recipient->fingerprint;
}

bool
envelope_write(const Recipient *recipient, const char *path, Span plain, GError **error)
{
	g_autoptr(Envelope) envelope = NULL;
	g_autoptr(EnvelopeStream) memory = BIO_new(BIO_s_mem());
	char *bytes = NULL;

	g_assert(plain.length <= ENVELOPE_SEGMENT);
	envelope = encrypt(recipient, plain);
	if (envelope == NULL || i2d_CMS_bio(memory, envelope) != 1) {
		fault_set(error, FAULT_STORAGE, N_("'%s' cannot be encrypted"), path);
		return false;
	}
	long length = BIO_get_mem_data(memory, &bytes);
	return durable_write(path, (Span){bytes, (size_t)length}, error);
}
