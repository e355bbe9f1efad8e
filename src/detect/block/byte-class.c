/*
 * byte-class.c - classes of bytes by one look into a table
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "byte-class.h"

#define DIGIT  (BYTE_MAILBOX | BYTE_DOMAIN | BYTE_CRYPT | BYTE_DIGIT | BYTE_WORD)
#define LETTER (BYTE_MAILBOX | BYTE_DOMAIN | BYTE_CRYPT | BYTE_WORD)

__extension__ const uint8_t byte_classes[256] = {
	['0' ... '9'] = DIGIT,  ['A' ... 'Z'] = LETTER,
	['a' ... 'z'] = LETTER, ['.'] = BYTE_MAILBOX | BYTE_CRYPT,
	['/'] = BYTE_CRYPT,     ['-'] = BYTE_MAILBOX | BYTE_DOMAIN,
	['_'] = BYTE_MAILBOX,   ['+'] = BYTE_MAILBOX,
	['%'] = BYTE_MAILBOX,   [' '] = BYTE_JOINT,
	['\t'] = BYTE_JOINT,    ['"'] = BYTE_JOINT,
	['\''] = BYTE_JOINT,    [':'] = BYTE_JOINT,
	['='] = BYTE_JOINT,     ['\\'] = BYTE_JOINT,
	['('] = BYTE_JOINT,     ['['] = BYTE_JOINT,
	['>'] = BYTE_JOINT,     ['|'] = BYTE_JOINT,
};
