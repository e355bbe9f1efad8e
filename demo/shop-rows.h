/*
 * shop-rows.h - one row of each table of the shop
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "row-sink.h"
#include "shop.h"

/* Write row @index of a table. */
void shop_row_category(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_product(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_supplier(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_setting(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_member(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_guardian(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_address(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_order(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_payment(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_comment(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_login(const RowSink *sink, const Shop *shop, unsigned index);
void shop_row_cart(const RowSink *sink, const Shop *shop, unsigned index);

/* A customer of the system of 2019, in a table with pinyin names. */
void shop_row_legacy(const RowSink *sink, const Shop *shop, unsigned index);

/* The items of order @index: as many rows as it has. */
void shop_rows_of_items(const RowSink *sink, const Shop *shop, unsigned index);

#define N_SUPPLIERS 12
#define N_SETTINGS  9

/* When row @index came about, so that it can be told what a backup already held. */
int64_t shop_time_of_comment(const Shop *shop, unsigned index);
int64_t shop_time_of_login(const Shop *shop, unsigned index);

/* Whose address it is. */
unsigned shop_owner_of_address(const Shop *shop, unsigned index);

/* Person @number's full address, "province city district street". */
void shop_full_address(const Person *person, char ret_text[160]);

/* The name of product @index. */
void shop_product_name(unsigned index, char ret_text[96]);

/* The 18 digits of an order number. */
void shop_order_number(const Order *order, char ret_text[24]);
