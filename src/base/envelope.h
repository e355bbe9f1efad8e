/*
 * envelope.h - bytes only the custodian can read
 *
 * CMS EnvelopedData, AES-256-CBC, DER (RFC 5652), to the X.509 certificate of the
 * recipient, by OpenSSL; opens with
 *
 *     openssl cms -decrypt -inform DER -binary -in SEGMENT -inkey CUSTODIAN.key
 *
 * The program never holds the private key.  A segment is at most ENVELOPE_SEGMENT
 * bytes, because `openssl cms` reads a message into memory whole.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "bounds.h"
#include "span.h"

#include <glib.h>
#include <stdbool.h>

#define ENVELOPE_SEGMENT (32 * MEBIBYTE)

typedef struct Recipient Recipient;

/* A PEM certificate with an RSA or EC key that may encipher. */
Recipient *recipient_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void recipient_free(Recipient *recipient);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recipient, recipient_free)

/* SHA-256 of the certificate, in hexadecimal: who it is, without naming anyone. */
const char *recipient_fingerprint(const Recipient *recipient);

/* Write @plain to @path, durable before it returns. */
bool envelope_write(const Recipient *recipient, const char *path, Span plain,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
