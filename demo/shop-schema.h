/*
 * shop-schema.h - the tables of the shop, as its programmers declared them
 *
 * English names with Chinese remarks, a table of the old system with pinyin names and no
 * remarks, declared keys, and one (comments.member_id) that only its name gives away.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

extern const char shop_schema[];
