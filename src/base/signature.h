/*
 * signature.h - sign and verify: Ed25519 (RFC 8032), by OpenSSL
 *
 * Private keys are PEM files (PKCS #8), so that anyone can make one with
 * `openssl genpkey -algorithm ed25519`.  Public keys travel as their 32 raw bytes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SIGNATURE_SIZE        64
#define SIGNATURE_PUBLIC_SIZE 32

typedef struct SigningKey SigningKey;

typedef struct {
	uint8_t bytes[SIGNATURE_PUBLIC_SIZE];
} PublicKey;

typedef struct {
	uint8_t bytes[SIGNATURE_SIZE];
} Signature;

/* Make a key pair; the private half goes to @path (mode 0600). */
bool signing_key_create(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SigningKey *signing_key_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void signing_key_free(SigningKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SigningKey, signing_key_free)

PublicKey signing_key_public(const SigningKey *key);
Signature sign(const SigningKey *key, Span message);
bool signature_agrees(const PublicKey *key, const Signature *signature, Span message);
