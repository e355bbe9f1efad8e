/*
 * seal.h - keys of the dossier, and bytes sealed under them
 *
 * AES-256-GCM with a random nonce (NIST SP 800-38D), by OpenSSL.  A key is 32 random
 * bytes in a file of mode 0600 under keys/; destroying it overwrites the file, syncs
 * and unlinks it.  Whatever was sealed under it is then gone, wherever its copies are.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define KEY_SIZE 32

typedef struct {
	uint8_t bytes[KEY_SIZE];
} Key;

void key_clear(Key *key);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Key, key_clear)

bool key_create(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool key_load(const char *path, Key *ret_key, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool key_destroy(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A key for one @purpose, derived from @key: HMAC-SHA-256 over the purpose's name. */
Key key_derive(const Key *key, const char *purpose);

/* Nonce, ciphertext, tag: @plain plus 28 bytes. */
GBytes *seal(const Key *key, Span plain);

/* FAULT_TAMPERED where the key is another or a byte was changed. */
GBytes *unseal(const Key *key, Span sealed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @length bytes nobody can predict. */
void random_bytes(void *buffer, size_t length);
