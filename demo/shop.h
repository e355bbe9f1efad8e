/*
 * shop.h - the shop's persons and business, the same wherever they are written
 *
 * The shop is called 晴川优品 and never existed.  Persons are numbered: first the
 * members, then those known to the old system only, then guardians who are no members.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "person.h"

#include <stdint.h>

#define FIRST_MEMBER_ID 10001
#define MONTHS_OF_LOGS  7 /* 2026-02 .. 2026-08 */

typedef struct {
	unsigned n_persons, n_members, n_legacy, n_guardians; /* n_legacy: in the old table */
	unsigned n_addresses, n_products, n_categories, n_orders, n_payments;
	unsigned n_comments, n_logins, n_cart, n_log_lines; /* log lines a month */
	unsigned closed_from, closed_to; /* members whose rows were deleted long ago */
	Person *persons;
	unsigned *minors; /* person numbers of members under 18 */
	unsigned n_minors;
} Shop;

typedef struct {
	int64_t number;           /* 18 digits: YYYYMMDDHHMMSS and four of sequence */
	unsigned buyer, receiver; /* persons */
	const char *status;
	int64_t created, paid, completed; /* seconds since 1970, local time; 0: never */
	unsigned first_product, n_items;
	unsigned cents;
	char tracking[24];
	char remark[96];
} Order;

Shop *shop_new(unsigned n_persons);
void shop_free(Shop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shop, shop_free)

/* Order @index, in the order of their creation. */
void shop_order(const Shop *shop, unsigned index, Order *ret_order);

/* How many members there were at @seconds. */
unsigned shop_members_at(const Shop *shop, int64_t seconds);

/* One of the first @n_members whose account is still open. */
unsigned shop_pick_member(const Shop *shop, unsigned n_members, Dice *dice);

/* Whether member @index closed the account: the row was deleted in this year's spring. */
bool shop_is_closed(const Shop *shop, unsigned index);

/* When member @index registered. */
int64_t shop_registered(const Shop *shop, unsigned index);

/* The first order of 2026: what comes before was in the backups of New Year. */
unsigned shop_first_of_2026(const Shop *shop);

/* The guardian of the @index-th minor. */
unsigned shop_guardian(const Shop *shop, unsigned index);

/* "2026-08-19 10:11:12" of @seconds; an empty string of 0. */
void shop_time(int64_t seconds, char ret_text[20]);

/* Seconds of a date at midnight. */
int64_t shop_day(unsigned year, unsigned month, unsigned day);
