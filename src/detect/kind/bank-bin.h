/*
 * bank-bin.h - issuers' prefixes of bank cards and the lengths that belong to them
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	uint64_t prefix; /* six to ten digits */
	uint8_t digits;  /* how many */
	uint8_t length;  /* of the whole card number */
} BankBin;

/* By prefix as a number; bank-bin-table.c is made by tools/make-bin-table. */
extern const BankBin bank_bins[];
extern const size_t n_bank_bins;

/* Do the first two digits belong to a scheme of cards or to a prefix of the table? */
bool bank_card_may_lead(const char *digits);
