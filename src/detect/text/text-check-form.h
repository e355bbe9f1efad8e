/*
 * text-check-form.h - the check of text, for the translation units of one instruction set each
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum {
	TEXT_PLAIN = 0,
	TEXT_UNSOUND = 1 << 0,    /* something is no UTF-8 */
	TEXT_FULL_WIDTH = 1 << 1, /* a full-width digit or letter, or what looks like one */
	TEXT_HAS_NUL = 1 << 2,
} TextCheck;

/* @text begins and ends with whole characters. */
TextCheck text_check_scalar(const uint8_t *text, size_t length);
TextCheck text_check_avx2(const uint8_t *text, size_t length);
