/*
 * digest.h - SHA-256 and SM3 behind one type; keyed digests
 *
 * SHA-256: FIPS 180-4.  SM3: GB/T 32905-2016.  Keyed: HMAC, RFC 2104.  All are OpenSSL's.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "seal.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define DIGEST_SIZE 32
#define DIGEST_HEX  (2 * DIGEST_SIZE + 1)

typedef enum {
	DIGEST_SHA256,
	DIGEST_SM3,
} DigestAlgorithm;

typedef struct {
	uint8_t bytes[DIGEST_SIZE];
} Digest;

Digest digest_of(DigestAlgorithm algorithm, Span span);
Digest digest_keyed(DigestAlgorithm algorithm, const Key *key, Span span);

/* Piecewise; digest_finish frees @stream. */
typedef struct DigestStream DigestStream;
DigestStream *digest_begin(DigestAlgorithm algorithm);
void digest_update(DigestStream *stream, Span span);
Digest digest_finish(DigestStream *stream);

bool digest_file(DigestAlgorithm algorithm, const char *path, Digest *ret_digest,
                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Lower-case hexadecimal; the result lives in @ret_text. */
const char *digest_to_hex(const Digest *digest, char ret_text[DIGEST_HEX]);
bool digest_from_hex(const char *text, Digest *ret_digest);
bool digest_equal(const Digest *a, const Digest *b);
