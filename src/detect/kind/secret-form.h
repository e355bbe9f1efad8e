/*
 * secret-form.h - what a password or a token looks like where a label says that it is one
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "span.h"

#include <stdbool.h>

/* A word that stands where a secret would stand: null, xxxx, ******, ${PASSWORD}, example. */
bool secret_is_placeholder(Span value);

/* A password in clear: no placeholder, no hash, no call. */
bool secret_is_password(Span value);

/* At least sixteen characters that look drawn by lot. */
bool secret_is_token(Span value);
